"""From a figure to its records: the same rows the figure counted, as lists a person can open."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet, Sum

from linli.indicators.compute import counted_rows, rule_rows
from linli.indicators.definition import Distinct, Indicator, Measure, Quotient, Run, Total
from linli.indicators.period import Period
from linli.orgs.models import Area

NUMERATOR, DENOMINATOR, ROWS = "numerator", "denominator", "rows"


@dataclass(frozen=True)
class RecordSet:
    """The records behind a figure, or behind one part of a quotient."""

    part: str
    label: str
    model: type[Model]
    rows: QuerySet[Any]
    total: Total | None = None

    def value(self) -> int:
        """What the records add up to: their count, or the sum of the measured field."""
        if self.total is None:
            return self.rows.count()
        return int(self.rows.order_by().aggregate(value=Sum(self.total.path))["value"] or 0)


def _records(measure: Measure, area: Area, period: Period, part: str) -> RecordSet:
    rows = counted_rows(measure, area, period)
    if isinstance(measure.take, Distinct):
        kept = measure.take.model._default_manager.filter(pk__in=rows.values(measure.take.path))
        return RecordSet(part, measure.take.label, measure.take.model, kept)
    total = measure.take if isinstance(measure.take, Total) else None
    return RecordSet(part, measure.source.label, rows.model, rows, total)


def record_sets(indicator: Indicator, area: Area, period: Period) -> list[RecordSet]:
    """One set, or numerator and denominator of a quotient. The caller has admitted the actor to the area."""
    formula = indicator.formula
    if isinstance(formula, Measure):
        return [_records(formula, area, period, ROWS)]
    if isinstance(formula, Quotient):
        return [
            _records(formula.denominator, area, period, DENOMINATOR),
            _records(formula.numerator, area, period, NUMERATOR),
        ]
    if isinstance(formula, Run):
        return [RecordSet(ROWS, formula.label, formula.model, formula.counted(area, period))]
    rows = rule_rows(formula, area, period)
    return [RecordSet(ROWS, formula.source.label, rows.model, rows)]


def record_set(indicator: Indicator, area: Area, period: Period, part: str | None = None) -> RecordSet:
    """The set of one part; without ``part``, the first. Raises KeyError for a part the figure has not."""
    sets = record_sets(indicator, area, period)
    if part is None:
        return sets[0]
    for found in sets:
        if found.part == part:
            return found
    raise KeyError(part)


__all__ = ["DENOMINATOR", "NUMERATOR", "ROWS", "RecordSet", "record_set", "record_sets"]
