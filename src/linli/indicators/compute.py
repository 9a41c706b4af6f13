"""Computing figures: all indicators of an area and period, by child areas, by month.

Quotients are taken in Python from exact integers, never in SQL.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from django.db.models import Case, Count, F, IntegerField, QuerySet, Value, When

from linli.indicators import registry
from linli.indicators.definition import Distinct, Indicator, Measure, Quotient, Rule, Run
from linli.indicators.figure import ChildFigure, Figure
from linli.indicators.grouped import OWN_LEVEL, Plan, counted, levels_below, rows_in
from linli.indicators.period import Period
from linli.orgs.kinds import Kind as AreaKind
from linli.orgs.models import Area
from linli.orgs.selectors import WHY, areas_on, paths_of


def _selected(codes: Iterable[str] | None) -> tuple[Indicator, ...]:
    if codes is None:
        return registry.all_indicators()
    return tuple(registry.get(code) for code in codes)


def _planned(indicators: Iterable[Indicator]) -> tuple[Plan, dict[str, tuple[int, ...]]]:
    plan = Plan()
    places: dict[str, tuple[int, ...]] = {}
    for indicator in indicators:
        formula = indicator.formula
        if isinstance(formula, Measure):
            places[indicator.code] = (plan.add(formula),)
        elif isinstance(formula, Quotient):
            places[indicator.code] = (plan.add(formula.numerator), plan.add(formula.denominator))
    return plan, places


def figure_from(indicator: Indicator, values: Sequence[int]) -> Figure:
    """The figure of what was counted: one number, or those over and under the line of a quotient."""
    formula = indicator.formula
    if isinstance(formula, Quotient):
        over, under = values
        value = Fraction(over, under) * formula.scale if under else None
        return Figure(indicator, value, over, under)
    return Figure(indicator, Fraction(values[0]))


def _chain(area: Area) -> list[int]:
    return [int(part) for part in area.path.strip("/").split("/")]


def rule_rows(rule: Rule, area: Area, period: Period) -> QuerySet[Any]:
    """The rule that holds in ``area``: the nearest at the area or above. At most one row."""
    ids = _chain(area)
    rows = rule.source.rows(period).filter(rule.where)
    holders = rows.filter(**{f"{rule.source.area}__in": ids}).values_list(rule.source.area, flat=True)
    nearest = max(holders, key=ids.index, default=None)
    return rows.filter(**{rule.source.area: nearest}) if nearest is not None else rows.none()


RuleValues = dict[str, dict[int, int]]  # code → id of the area that laid the rule down → value


def _rule_values(indicators: Sequence[Indicator], period: Period) -> RuleValues:
    """All rules in force, one query per source."""
    by_source: dict[str, list[tuple[Indicator, Rule]]] = defaultdict(list)
    for indicator in indicators:
        if isinstance(indicator.formula, Rule):
            by_source[indicator.formula.source.key].append((indicator, indicator.formula))
    values: RuleValues = {}
    for group in by_source.values():
        source = group[0][1].source
        whens = [When(rule.where, then=Value(n)) for n, (_, rule) in enumerate(group)]
        rows = source.rows(period).annotate(
            which=Case(*whens, default=Value(-1), output_field=IntegerField())
        )
        fields = {f"value{n}": F(rule.value) for n, (_, rule) in enumerate(group)}
        for indicator, _ in group:
            values[indicator.code] = {}
        for row in rows.values("which", holder=F(source.area), **fields):
            if row["which"] >= 0:
                indicator, _ = group[row["which"]]
                values[indicator.code][row["holder"]] = row[f"value{row['which']}"]
    return values


def _rule_figure(indicator: Indicator, rule: Rule, area: Area, values: RuleValues) -> Figure:
    laid_down = values[indicator.code]
    for pk in reversed(_chain(area)):
        if pk in laid_down:
            return Figure(indicator, Fraction(laid_down[pk]) * rule.scale)
    return Figure(indicator, None)


def figures(area: Area, period: Period, codes: Iterable[str] | None = None) -> dict[str, Figure]:
    """Figures of one area and period, by code, in board order. The caller has admitted the actor to the area."""
    indicators = _selected(codes)
    plan, places = _planned(indicators)
    counts = counted(plan, area, period, None)
    rules = _rule_values(indicators, period)
    result: dict[str, Figure] = {}
    for indicator in indicators:
        if indicator.code in places:
            values = [counts.get((OWN_LEVEL, i), 0) for i in places[indicator.code]]
            result[indicator.code] = figure_from(indicator, values)
        elif isinstance(indicator.formula, Run):
            result[indicator.code] = Figure(
                indicator, Fraction(indicator.formula.length([area], period)[area.pk])
            )
        elif isinstance(indicator.formula, Rule):
            result[indicator.code] = _rule_figure(indicator, indicator.formula, area, rules)
    return result


def _children(area: Area, period: Period, kind: AreaKind, found: set[int]) -> list[Area]:
    standing = {a.pk: a for a in areas_on(period.cutoff, area, kind)}
    missing = found - standing.keys() - {OWN_LEVEL}
    gone = Area.objects.unscoped(WHY).filter(pk__in=missing) if missing else ()
    return sorted([*standing.values(), *gone], key=lambda a: a.code)


def figures_by(
    area: Area, period: Period, kind: AreaKind, codes: Iterable[str] | None = None
) -> dict[str, list[ChildFigure]]:
    """Figures by child areas of ``kind``, in order of code, 本级 last where figures add up and it is not zero.

    An indicator whose area lies in the other tree has no children of that kind: its list is empty.
    """
    indicators = _selected(codes)
    plan, places = _planned(indicators)
    counts = counted(plan, area, period, kind)
    children = _children(area, period, kind, {child for child, _ in counts})
    rules = _rule_values(indicators, period)
    result: dict[str, list[ChildFigure]] = {}
    for indicator in indicators:
        if indicator.code not in places:
            result[indicator.code] = _alone(indicator, children, period, rules)
            continue
        numbers = places[indicator.code]
        if levels_below(plan.measures[numbers[0]].source, area.kind, kind) is None:
            result[indicator.code] = []
            continue
        rows = [
            ChildFigure(c, figure_from(indicator, [counts.get((c.pk, i), 0) for i in numbers]))
            for c in children
        ]
        own = [counts.get((OWN_LEVEL, i), 0) for i in numbers]
        if indicator.additive or any(own):
            rows.append(ChildFigure(None, figure_from(indicator, own)))
        result[indicator.code] = rows
    return result


def _alone(
    indicator: Indicator, children: Sequence[Area], period: Period, rules: RuleValues
) -> list[ChildFigure]:
    """Rules and runs are not sums: each child has its own answer."""
    formula = indicator.formula
    if isinstance(formula, Run):
        lengths = formula.length(children, period)
        return [ChildFigure(c, Figure(indicator, Fraction(lengths[c.pk]))) for c in children]
    if isinstance(formula, Rule):
        return [ChildFigure(c, _rule_figure(indicator, formula, c, rules)) for c in children]
    return []


def by_month(indicator: Indicator, area: Area, period: Period) -> dict[tuple[int, int], int]:
    """(year, month) → rows of a flow in that month. Empty for anything but a counted flow with its own date."""
    formula = indicator.formula
    measure = formula.denominator if isinstance(formula, Quotient) else formula
    if not isinstance(measure, Measure) or measure.source.day is None or isinstance(measure.take, Distinct):
        return {}
    rows = rows_in(measure.source, period, paths_of(area))
    condition = measure.condition(period)
    if condition is not None:
        rows = rows.filter(condition)
    # By day, which is a column: SQLite would ask Python for the year and the month of every row.
    months: Counter[tuple[int, int]] = Counter()
    for day, n in rows.values_list(measure.source.day).annotate(n=Count("*")):
        months[day.year, day.month] += n
    return dict(sorted(months.items()))


def months_of(period: Period) -> Iterator[tuple[int, int]]:
    """Every month the period touches."""
    year, month = period.start.year, period.start.month
    while (year, month) <= (period.end.year, period.end.month):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def counted_rows(measure: Measure, area: Area, period: Period) -> QuerySet[Any]:
    """The very rows ``figures`` counted for a measure."""
    rows = rows_in(measure.source, period, paths_of(area))
    condition = measure.condition(period)
    return rows if condition is None else rows.filter(condition)


__all__ = ["by_month", "counted_rows", "figure_from", "figures", "figures_by", "months_of", "rule_rows"]
