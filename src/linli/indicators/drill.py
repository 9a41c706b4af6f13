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
    return [_record_set(indicator, area, period, part) for part in parts_of(indicator)]


def parts_of(indicator: Indicator) -> tuple[str, ...]:
    """Names of the sets a figure has, the one shown first in front."""
    return (DENOMINATOR, NUMERATOR) if isinstance(indicator.formula, Quotient) else (ROWS,)


def record_set(indicator: Indicator, area: Area, period: Period, part: str | None = None) -> RecordSet:
    """The set of one part; without ``part``, the first. Raises KeyError for a part the figure has not."""
    parts = parts_of(indicator)
    if part is not None and part not in parts:
        raise KeyError(part)
    return _record_set(indicator, area, period, part or parts[0])


def _record_set(indicator: Indicator, area: Area, period: Period, part: str) -> RecordSet:
    formula = indicator.formula
    if isinstance(formula, Measure):
        return _records(formula, area, period, part)
    if isinstance(formula, Quotient):
        measure = formula.numerator if part == NUMERATOR else formula.denominator
        return _records(measure, area, period, part)
    if isinstance(formula, Run):
        return RecordSet(part, formula.label, formula.model, formula.counted(area, period))
    rows = rule_rows(formula, area, period)
    return RecordSet(part, formula.source.label, rows.model, rows)


__all__ = ["DENOMINATOR", "NUMERATOR", "ROWS", "RecordSet", "parts_of", "record_set", "record_sets"]
