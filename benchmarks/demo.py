"""The demo district from an empty folder: seconds, and how big the database becomes.

Builds it where the other benchmarks look for it; beside a home that holds one already (LINLI_BENCH_HOME).
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from benchmarks.registry import Row, benchmark
from linli.demo.loading import is_empty

if TYPE_CHECKING:
    from collections.abc import Iterable

SECONDS = 90
MEGABYTE = 1_000_000


def build(home: Path, *, own_database: bool) -> tuple[float, float]:
    """Wall and processor seconds of ``linli demo`` in ``home``; ``own_database``: a file there, whatever is set."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "LINLI_HOME": str(home)}
    if own_database:
        environment.pop("DATABASE_URL", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(  # our own command
        [sys.executable, "-m", "linli.config.command", "demo", "--no-accounts"],
        env=environment,
        check=True,
        stdout=sys.stderr,
    )
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def size() -> float:
    """Megabytes of the whole database, indexes included."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return float(cursor.fetchone()[0]) / MEGABYTE
    name = str(connection.settings_dict["NAME"])
    return (
        sum(Path(name + end).stat().st_size for end in ("", "-wal") if Path(name + end).exists()) / MEGABYTE
    )


@benchmark("demo")
def measure() -> Iterable[Row]:
    """design.md §7: the demo district from nothing in 90 s, tables included."""
    if is_empty():
        connection.close()  # the other process creates the tables
        wall, cpu = build(Path(settings.LINLI_HOME), own_database=False)
    else:
        with tempfile.TemporaryDirectory(prefix="linli-bench-demo-") as home:
            wall, cpu = build(Path(home), own_database=True)
    yield Row("linli demo, full size, from an empty database", wall, "s", most=SECONDS)
    yield Row("  of the processor", cpu, "s")
    yield Row("database", size(), "MB")
