"""170,000 doors from a spreadsheet: checked, encrypted and written, beside reading the file and inserting bare rows.

Each half runs in a process of its own, whose memory is then its own, on a copy of the demo. The import is committed
there, as it would be: inside another transaction each row would pass over all that the savepoint between has kept.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import django
import xlsxwriter
from django.conf import settings

from benchmarks.measure import slowness
from benchmarks.registry import Row, benchmark

if TYPE_CHECKING:
    from collections.abc import Iterable

MANY = 170_000
SECONDS, MEGABYTES, RATIO = 12, 300, 3
HEAD = (
    "楼栋代码",
    "门牌",
    "邻代码",
    "微网格代码",
    "联系人",
    "电话",
    "怎么同意的",
    "同意日期",
    "住几口人",
    "登记日期",
)
WHO = "quwei"
BATCH = 5_000


def _write(file: Path) -> None:
    """Doors no building has yet, with everything a row may hold."""
    from linli.people.models import Stay

    held = Stay.everything.filter(valid_to__isnull=True).order_by()
    pairs = sorted(set(held.values_list("household__building__code", "neighbourhood__code").distinct()))
    book = xlsxwriter.Workbook(str(file), {"constant_memory": True})
    sheet = book.add_worksheet("住户名册")
    sheet.write_row(0, 0, HEAD)
    for n in range(MANY):
        building, neighbourhood = pairs[n % len(pairs)]
        told = (f"张{n % 400}", f"138{n:08d}", "口头", "2024-06-03", str(n % 6), "2024-06-05")
        sheet.write_row(
            n + 1, 0, (building, f"新{n // len(pairs) + 1}单元{n % 997}", neighbourhood, "", *told)
        )
    book.close()


def _import(file: Path) -> dict[str, float]:
    from linli.access.actor import actor_for
    from linli.exchange.rosters import roster
    from linli.exchange.rosters.importing import import_good
    from linli.people.models import Account

    actor = actor_for(Account.objects.get(username=WHO))
    wall, cpu = time.perf_counter(), time.process_time()
    done = import_good(actor=actor, declared=roster("households"), data=file.read_bytes())
    found = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**found, "peak": peak, "written": done.written}


def _bare(file: Path) -> dict[str, float]:
    """Reading the file, and writing as many rows as they would be, without looking at any of it."""
    from django.db import connection, transaction
    from python_calamine import CalamineWorkbook

    from linli.common.clock import business_now
    from linli.people.models import Household, Stay

    cpu = time.process_time()
    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    stay = Stay.everything.filter(valid_to__isnull=True).select_related("household").first()
    assert stay is not None
    first = Household.everything.order_by("-pk").values_list("pk", flat=True)[0] + 1
    day, now = date(2024, 6, 5), business_now()
    doors = (
        *("id", "ref", "provenance", "recorded_at", "building_id", "door", "contact_name", "phone_sealed"),
        *("phone_hash", "contact_consent_on", "contact_consent_way", "head_count", "valid_from"),
    )
    stays = (
        *("ref", "provenance", "recorded_at", "household_id", "neighbourhood_id", "micro_grid_id"),
        "valid_from",
    )
    with transaction.atomic():
        with connection.cursor() as cursor:
            for begin in range(0, MANY, BATCH):
                part = range(begin, begin + BATCH)
                for model, columns, given in (
                    (
                        Household,
                        doors,
                        [
                            (
                                *(first + n, f"z{n:09d}", "imported", now, stay.household.building_id),
                                *(
                                    str(rows[n + 1][1]) + str(n),
                                    "张",
                                    b"0" * 40,
                                    f"{n:032d}",
                                    day,
                                    "spoken",
                                    3,
                                    day,
                                ),
                            )
                            for n in part
                        ],
                    ),
                    (
                        Stay,
                        stays,
                        [
                            (
                                *(f"z{n:09d}", "imported", now, first + n),
                                *(stay.neighbourhood_id, stay.micro_grid_id, day),
                            )
                            for n in part
                        ],
                    ),
                ):
                    marks = ", ".join(["%s"] * len(columns))
                    names = ", ".join(columns)
                    cursor.executemany(
                        f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})",  # our own
                        given,
                    )
        found = {"cpu": time.process_time() - cpu}
        transaction.set_rollback(True)
    return found


def _in_a_process_of_its_own(half: str, file: Path, home: Path) -> dict[str, float]:
    done = subprocess.run(  # noqa: S603  # ourselves
        [sys.executable, "-m", "benchmarks.households", half, str(file)],
        env={**os.environ, "LINLI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "linli.config.settings"},
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


@benchmark("households")
def households() -> Iterable[Row]:
    """design.md §7: 170,000 households from XLSX in 12 s and 300 MB, ≤ 3 × reading and bare inserting."""
    slow = slowness()
    with tempfile.TemporaryDirectory(prefix="linli-households-") as folder:
        file = Path(folder) / "住户名册.xlsx"
        _write(file)
        home = Path(shutil.copytree(settings.LINLI_HOME, Path(folder) / "home"))
        bare = _in_a_process_of_its_own("bare", file, home)
        done = _in_a_process_of_its_own("import", file, home)
    yield Row("households imported", done["written"], "rows", least=MANY)
    yield Row("  CPU", done["cpu"], "s", most=SECONDS * slow)
    yield Row("  wall", done["wall"], "s")
    yield Row("  ratio to reading and bare inserting", done["cpu"] / bare["cpu"], "×", most=RATIO)
    yield Row("  memory of the whole process", done["peak"], "MB", most=MEGABYTES)


if __name__ == "__main__":
    django.setup()
    halves = {"import": _import, "bare": _bare}
    sys.stdout.write(json.dumps(halves[sys.argv[1]](Path(sys.argv[2]))) + "\n")
