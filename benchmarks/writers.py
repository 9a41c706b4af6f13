"""Eight writers on one SQLite file: none of them may ever hear that the database is locked.

Each writer is a process of its own, as web workers and the job worker are. It records persons and their
consents through the services, one transaction each, as fast as it can.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.registry import Row, benchmark

if TYPE_CHECKING:
    from collections.abc import Iterable

WRITERS = 8
SECONDS = 60
REPOSITORY = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Outcome:
    """What the writers did together."""

    written: int
    found: int
    longest: float
    errors: tuple[str, ...]


def _environment(home: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "LINLI_DATA_KEY"}}
    return kept | {
        "LINLI_HOME": home,
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
        "PYTHONPATH": os.pathsep.join([str(REPOSITORY / "src"), str(REPOSITORY)]),
    }


def _call(home: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.writers", *arguments]
    return subprocess.Popen(  # noqa: S603  # our own module
        command,
        env=_environment(home),
        cwd=REPOSITORY,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def eight_writers(seconds: float) -> Outcome:
    """Run them on a fresh file for ``seconds`` and count what they wrote and what the file holds."""
    with tempfile.TemporaryDirectory(prefix="linli-writers-") as home:
        prepared = _call(home, "prepare")
        _, trouble = prepared.communicate(timeout=120)
        if prepared.returncode:
            raise RuntimeError(trouble)
        running = [_call(home, "write", str(seconds)) for _ in range(WRITERS)]
        written, longest, errors = 0, 0.0, []
        for process in running:
            output, trouble = process.communicate(timeout=seconds + 120)
            if process.returncode:
                errors.append(trouble.strip().splitlines()[-1])
                continue
            count, slowest = output.split()
            written, longest = written + int(count), max(longest, float(slowest))
        counted = _call(home, "count")
        found, _ = counted.communicate(timeout=60)
        return Outcome(written, int(found), longest, tuple(errors))


@benchmark("writers")
def measure() -> Iterable[Row]:
    """The budget: no error, and nothing lost."""
    outcome = eight_writers(SECONDS)
    yield Row("eight writers, transactions in 60 s", outcome.written, "acts", least=1)
    yield Row("  of which the file does not hold", outcome.written - outcome.found, "acts", most=0)
    yield Row("  errors, such as “database is locked”", len(outcome.errors), "errors", most=0)
    yield Row("  longest wait of one transaction", outcome.longest * 1000, "ms")


def _work(task: str, seconds: float) -> None:
    import django  # this process sets its own home first

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from linli.access.actor import SYSTEM
    from linli.audit.models import Act
    from linli.orgs.kinds import Kind
    from linli.orgs.models import Area
    from linli.orgs.services import open_area
    from linli.people.models import Person, Purpose
    from linli.people.services import give_consent

    day = date(2024, 10, 30)
    if task == "prepare":
        call_command("migrate", verbosity=0)
        open_area(actor=SYSTEM, kind=Kind.DISTRICT, code="430602", name="岳阳楼区", parent=None, day=day)
        return
    if task == "count":
        print(Act.everything.filter(code="people.consent.given").count())  # read by the parent
        return
    area = Area.everything.get(code="430602")
    end = time.monotonic() + seconds
    written, slowest = 0, 0.0
    while time.monotonic() < end:
        began = time.monotonic()
        with transaction.atomic():
            person = Person.everything.create(name="试写", area=area)
            give_consent(
                actor=SYSTEM,
                person=person,
                purpose=Purpose.KEEP_PHONE,
                text_version="1",
                way="paper",
                day=day,
            )
        slowest = max(slowest, time.monotonic() - began)
        written += 1
    print(written, slowest)  # read by the parent


if __name__ == "__main__":
    _work(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 0)
