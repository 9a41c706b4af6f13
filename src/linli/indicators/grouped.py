"""Counting: many measures of many sources in a few grouped queries.

Every source becomes one aggregate query with one column per measure; the queries are joined by UNION ALL, so
that 54 figures cost few round trips.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    Expression,
    IntegerField,
    Max,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat, StrIndex, Substr

from linli.indicators.definition import Distinct, Measure, Source, Total
from linli.indicators.period import Period
from linli.orgs.kinds import TREE, Tree, depth
from linli.orgs.kinds import Kind as AreaKind
from linli.orgs.models import Area
from linli.orgs.selectors import paths_of, placed

OWN_LEVEL = 0
BRANCHES = 20

Counts = dict[tuple[int, int], int]  # (id of the child area, or OWN_LEVEL; number of the measure) → value


@dataclass
class Plan:
    """The measures wanted, gathered by source."""

    measures: list[Measure] = field(default_factory=list)
    by_source: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _numbers: dict[Measure, int] = field(default_factory=dict)

    @classmethod
    def of(cls, measures: Iterable[Measure]) -> "Plan":
        """A plan of these measures, numbered in their order."""
        plan = cls()
        for measure in measures:
            plan.add(measure)
        return plan

    def add(self, measure: Measure) -> int:
        """Number of the measure in this plan; what several figures ask for is counted once."""
        if (number := self._numbers.get(measure)) is not None:
            return number
        self.measures.append(measure)
        self._numbers[measure] = len(self.measures) - 1
        self.by_source[measure.source.key].append(len(self.measures) - 1)
        return len(self.measures) - 1


def _aggregate(measure: Measure, period: Period) -> Expression:
    condition = measure.condition(period)
    if isinstance(measure.take, Total):
        taken: Any = Sum(measure.take.path, filter=condition)
    elif isinstance(measure.take, Distinct):
        taken = Count(measure.take.path, distinct=True, filter=condition)
    else:
        taken = Count("pk", filter=condition) if condition is not None else Count("*")
    return Cast(taken, BigIntegerField())


def _child_id(path: str, paths: Sequence[str], levels: int) -> Expression:
    """The id ``levels`` below whichever of ``paths`` the row lies under; 0 where the row lies higher."""

    def taken(prefix: str) -> Expression:
        rest: Any = Substr(path, len(prefix) + 1)
        for _ in range(levels - 1):
            rest = Substr(rest, StrIndex(rest, Value("/")) + 1)
        # The appended separators keep the length from falling below zero, which PostgreSQL refuses.
        first = Substr(rest, 1, StrIndex(Concat(rest, Value("/"), output_field=CharField()), Value("/")) - 1)
        return Cast(Concat(Value("0"), first, output_field=CharField()), BigIntegerField())

    if len(paths) == 1:
        return taken(paths[0])
    whens = [When(**{f"{path}__under": prefix}, then=taken(prefix)) for prefix in paths]
    return Case(*whens, default=Value(OWN_LEVEL), output_field=BigIntegerField())


def rows_in(source: Source, period: Period, paths: Sequence[str]) -> QuerySet[Any]:
    """The source's rows whose area stood under one of ``paths`` on the row's own day, or on the last day."""
    return source.rows(period).filter(placed(source.area, paths, source.day or period.cutoff)).order_by()


def _branch(
    plan: Plan, numbers: Sequence[int], width: int, period: Period, paths: Sequence[str], levels: int | None
) -> QuerySet[Any, tuple[Any, ...]]:
    source = plan.measures[numbers[0]].source
    child: Any = Value(OWN_LEVEL, output_field=BigIntegerField())
    if levels is not None:
        child = _child_id(f"{source.area}__placements__path", paths, levels)
    columns: dict[str, Any] = {f"m{n}": _aggregate(plan.measures[i], period) for n, i in enumerate(numbers)}
    for n in range(len(numbers), width):
        # An aggregate, like the others: a bare NULL would make the database group every row by it.
        columns[f"m{n}"] = Max(Cast(Value(None), BigIntegerField()))
    counted: QuerySet[Any, tuple[Any, ...]] = (
        rows_in(source, period, paths)
        .annotate(branch=Value(numbers[0], output_field=IntegerField()), child=child)
        .values("branch", "child")
        .annotate(**columns)
        .values_list("branch", "child", *columns)
    )
    return counted


def levels_below(source: Source, area_kind: str, kind: AreaKind | None) -> int | None:
    """How far below an area the children of ``kind`` are in the source's tree; None: the tree has none."""
    if kind is None:
        return None
    if TREE[kind] is not Tree.TRUNK and TREE[kind] is not source.tree:
        return None
    levels = depth(kind) - depth(AreaKind(area_kind))
    return levels if levels > 0 else None


@dataclass(frozen=True)
class Statement:
    """Ready SQL for some sources; the sources' numbers are in its first column."""

    sql: str
    params: tuple[Any, ...]


@lru_cache(maxsize=256)
def _statements(
    measures: tuple[Measure, ...],
    area_kind: str,
    period: Period,
    paths: tuple[str, ...],
    kind: AreaKind | None,
) -> tuple[Statement, ...]:
    """Writing forty queries costs more than running them, so each question is written once per process.

    Safe to keep: a source's ``rows`` reads nothing from the database, it only says which rows.
    """
    plan = Plan.of(measures)
    wanted = []
    for numbers in plan.by_source.values():
        levels = levels_below(plan.measures[numbers[0]].source, area_kind, kind)
        if kind is None or levels is not None:
            wanted.append((numbers, levels))
    width = max((len(numbers) for numbers, _ in wanted), default=0)
    written = []
    for start in range(0, len(wanted), BRANCHES):
        part = wanted[start : start + BRANCHES]
        branches = [_branch(plan, numbers, width, period, paths, levels) for numbers, levels in part]
        joined = branches[0].union(*branches[1:], all=True) if len(branches) > 1 else branches[0]
        sql, params = joined.query.sql_with_params()
        written.append(Statement(sql, tuple(params)))
    return tuple(written)


def counted(plan: Plan, area: Area, period: Period, kind: AreaKind | None) -> Counts:
    """All measures of a plan for one area, or by its children of ``kind``."""
    counts: Counts = {}
    with connection.cursor() as cursor:
        for statement in _statements(tuple(plan.measures), area.kind, period, paths_of(area), kind):
            cursor.execute(statement.sql, statement.params)
            for number, child, *values in cursor.fetchall():
                numbers = plan.by_source[plan.measures[number].source.key]
                for i, value in zip(numbers, values, strict=False):
                    counts[int(child), i] = int(value or 0)
    return counts


def forget_statements() -> None:
    """For tests and benchmarks: write every query anew."""
    _statements.cache_clear()
