"""Ways to measure: time as a median, queries, compressed size, ratio to a limit taken in the same run.

A machine's speed is not ours to promise, so a budget in milliseconds comes with a ratio to work of known size done
a moment before or after.
"""

from __future__ import annotations

import gzip
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of a repeated piece of work; the median, because a busy neighbour only ever makes it slower."""

    wall: float
    cpu: float

    @property
    def wall_ms(self) -> float:
        """Elapsed milliseconds."""
        return self.wall * 1000

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of this process's own work."""
        return self.cpu * 1000


def timed(work: Callable[[], Any], *, times: int = 5, before: Callable[[], Any] | None = None) -> Timing:
    """Run `work` `times` times, `before` untimed ahead of each (to empty a cache, say)."""
    walls, cpus = [], []
    for _ in range(times):
        if before is not None:
            before()
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return Timing(statistics.median(walls), statistics.median(cpus))


YARDSTICK_MS = 12.0
"""Processor time of the yardstick on the machine on which the budgets in milliseconds were set."""


def _yardstick() -> None:
    found: dict[str, int] = {}
    for n in range(60_000):
        key = f"k{n % 997}"
        found[key] = found.get(key, 0) + n
    sorted(found.items(), key=lambda item: item[1])


def slowness() -> float:
    """How many times slower this machine is now than the one the budgets were set on; 1 where it is faster.

    Work of known size, done in the same run as what is measured, so that a slow or busy machine excuses itself and
    nothing else.
    """
    return max(1.0, timed(_yardstick, times=9).cpu_ms / YARDSTICK_MS)


@contextmanager
def counted_queries() -> Iterator[CaptureQueriesContext]:
    """`len()` of what this yields is the number of queries run inside the block."""
    with CaptureQueriesContext(connection) as captured:
        yield captured


def queries_of(work: Callable[[], Any]) -> int:
    """How many queries one run of `work` needs."""
    with counted_queries() as captured:
        work()
    return len(captured)


def compressed_size(body: bytes) -> int:
    """Bytes on the wire, as a browser would receive them compressed."""
    return len(gzip.compress(body, compresslevel=6))


def ratio_to_sql(work: Callable[[], Any], statements: list[str], *, times: int = 5) -> float:
    """How many times longer `work` takes than the hand-written SQL that answers the same question."""

    def by_hand() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    # In turns, so that both meet the same machine.
    pairs = [(timed(work, times=1).wall, timed(by_hand, times=1).wall) for _ in range(times)]
    return statistics.median(mine for mine, _ in pairs) / statistics.median(hand for _, hand in pairs)
