"""Eight threads bring agreements into force at once; run by test_agreement.py on a database of its own on SQLite."""

import sys
import threading

import django

DRAFTS = 8


def at_once() -> list[int]:
    """The serials given, sorted. Raises the first problem a writer had."""
    from django.db import connection

    from linli.access.actor import SYSTEM
    from linli.mediation.models import Agreement
    from linli.mediation.services import agreements
    from tests.mediation.walk import DAY, walk
    from tests.territory import build_territory

    first = walk(build_territory()).informed()
    drafts = []
    for _ in range(DRAFTS):
        found = first.beside().informed()
        drafts.append(found.signed(found.drafted()))
    problems: list[Exception] = []

    def write(agreement: Agreement) -> None:
        try:
            agreements.take_effect(actor=SYSTEM, agreement=agreement, on=DAY)
        except Exception as problem:  # noqa: BLE001  # raised below
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(each,)) for each in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    numbers = Agreement.everything.filter(effective_on__isnull=False).values_list("serial", flat=True)
    return sorted(number for number in numbers if number)


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(",".join(map(str, at_once())))
