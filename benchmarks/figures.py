"""The 54 figures of the whole district: cold, warm, by 20 streets, and against SQL written by hand in the same run."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import connection

from benchmarks.measure import queries_of, ratio_to_sql, slowness, timed
from benchmarks.registry import Row, benchmark
from linli.common.fields import path_ceiling
from linli.indicators.cache import Figures
from linli.indicators.compute import figures, figures_by
from linli.indicators.grouped import forget_statements
from linli.indicators.period import Period
from linli.orgs.kinds import Kind
from linli.orgs.selectors import district

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linli.orgs.models import Area

COLD_MS, QUERIES, RATIO = 300, 30, 2.0
BY_HAND = Path(__file__).with_name("by_hand.sql")
IN_PYTHON = {"mediation.four_zero_years"}
"""Its rule counts working days, which no SQL knows."""

_BLOCK = re.compile(r"^-- ((?:[a-z_]+\.[a-z_]+ ?)+)\n(.*?);", re.MULTILINE | re.DOTALL)
_PLACED = (
    "JOIN orgs_placement p ON p.area_id = {0} AND p.path >= :low AND p.path < :high "
    "AND p.valid_from <= {1} AND (p.valid_to IS NULL OR p.valid_to > {1})"
)


def statements(area: Area, period: Period) -> dict[tuple[str, ...], str]:
    """Codes → statement, ready to run."""
    values = {
        "low": f"'{area.path}'",
        "high": f"'{path_ceiling(area.path)}'",
        "start": f"'{period.start}'",
        "end": f"'{period.end}'",
        "year": str(period.year),
        "area": str(area.pk),
    }
    found = {}
    for codes, sql in _BLOCK.findall(BY_HAND.read_text()):
        sql = re.sub(r"@STOCK\(([^)]+)\)", lambda m: _PLACED.format(m[1], ":end"), sql)
        sql = re.sub(
            r"@FLOW\(([^,]+), ([^)]+)\)",
            lambda m: _PLACED.format(m[1], m[2]) + f" AND {m[2]} BETWEEN :start AND :end",
            sql,
        )
        sql = re.sub(
            r"@NOW\((\w+), (\w+), (\w+)\)",
            r"(\1.\2 <= :end AND (\1.\3 IS NULL OR \1.\3 > :end))",
            sql,
        )
        found[tuple(codes.split())] = re.sub(r":(\w+)", lambda m: values[m[1]], sql)
    return found


def by_hand(area: Area, period: Period) -> dict[str, float]:
    """Code → value, from the hand-written statements."""
    found: dict[str, float] = {}
    with connection.cursor() as cursor:
        for codes, sql in statements(area, period).items():
            cursor.execute(sql)
            found |= {code: float(value) for code, value in zip(codes, cursor.fetchone(), strict=True)}
    return found


def differing(area: Area, period: Period) -> list[str]:
    """Codes whose value is not the one found by hand, or that were not asked by hand at all."""
    ours, theirs = figures(area, period), by_hand(area, period)
    return [
        code
        for code, figure in ours.items()
        if code not in IN_PYTHON
        and (code not in theirs or not math.isclose(float(figure.value or 0), theirs[code], rel_tol=1e-9))
    ]


@benchmark("figures")
def measure() -> Iterable[Row]:
    """design.md §7: ≤ 300 ms and ≤ 30 queries cold, ≤ 2× hand-written SQL."""
    area = district()
    if area is None:
        raise RuntimeError("the benchmarks need the demo district")
    period = Period.to_date()
    yield Row("figures that differ from SQL by hand", len(differing(area, period)), "figures", most=0)
    slow = slowness()
    yield Row("this machine against the one of the budgets", slow, "× time")
    first = timed(lambda: figures(area, period), times=5, before=forget_statements)
    yield Row("54 figures, first asked in a process", first.wall_ms, "ms", most=COLD_MS * slow)
    cold = timed(lambda: figures(area, period), times=7)
    yield Row("54 figures, whole district, cold (no value kept)", cold.wall_ms, "ms", most=COLD_MS * slow)
    yield Row("  queries", queries_of(lambda: figures(area, period)), "queries", most=QUERIES)
    ratio = ratio_to_sql(lambda: figures(area, period), list(statements(area, period).values()), times=7)
    yield Row("  against SQL by hand", ratio, "×", most=RATIO)

    Figures(area, period).all()
    yield Row("54 figures, warm", timed(lambda: Figures(area, period).all(), times=7).wall_ms, "ms")
    yield Row("  queries", queries_of(lambda: Figures(area, period).all()), "queries", most=1)
    cache.clear()
    streets = timed(lambda: figures_by(area, period, Kind.STREET), times=5)
    yield Row("54 figures by 20 streets", streets.wall_ms, "ms")
    by_streets = queries_of(lambda: figures_by(area, period, Kind.STREET))
    yield Row("  queries", by_streets, "queries", most=QUERIES)
