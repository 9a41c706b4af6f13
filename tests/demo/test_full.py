"""The full demo gives the 54 figures of the published report, each from rows. Once per database; never skipped."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import transaction

import linli.demo
from linli.common.money import half_up
from linli.demo.loading import load
from linli.indicators.compute import figures, figures_by
from linli.indicators.definition import Quotient, Rule, Run
from linli.indicators.drill import record_set
from linli.indicators.figure import as_decimal
from linli.indicators.period import Period
from linli.indicators.registry import all_indicators
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import district

FIGURES = Path(linli.demo.__file__).parent / "data" / "figures.csv"
TERRITORY = {
    Kind.STREET: 20,
    Kind.COMMUNITY: 108,
    Kind.LARGE_GRID: 675,
    Kind.MICRO_GRID: 1819,
    Kind.SECTION: 650,
    Kind.GROUP: 2177,
    Kind.NEIGHBOURHOOD: 12043,
}


@pytest.mark.fullsize
@pytest.mark.django_db
def test_the_full_district_gives_the_54_figures() -> None:
    with FIGURES.open(encoding="utf-8") as file:
        wanted = {row["code"]: row for row in csv.DictReader(file)}
    with transaction.atomic():
        load("full")
        area = district()
        assert area is not None
        for kind, count in TERRITORY.items():
            assert Area.everything.filter(kind=kind).count() == count, kind
        period = Period.to_date()
        found = figures(area, period)
        assert found.keys() == wanted.keys()
        for code, row in wanted.items():
            figure, indicator = found[code], found[code].indicator
            assert (indicator.unit, indicator.kind.value) == (row["unit"], row["kind"]), code
            assert figure.value is not None, code
            exact = as_decimal(figure.value, 12)
            printed = half_up(exact, indicator.decimals) if isinstance(indicator.formula, Quotient) else exact
            assert printed == Decimal(row["demo"]), code
            if code != "mediation.success_rate":
                assert exact == Decimal(row["demo"]), code
        assert (found["mediation.success_rate"].numerator, found["mediation.success_rate"].denominator) == (
            2284,
            2396,
        )
        _each_opens_its_records(area, period)
        _streets_add_up(area, period)
        transaction.set_rollback(True)


def _each_opens_its_records(area: Area, period: Period) -> None:
    found = figures(area, period)
    for indicator in all_indicators():
        figure = found[indicator.code]
        if isinstance(indicator.formula, Quotient):
            assert record_set(indicator, area, period, "numerator").value() == figure.numerator
            assert record_set(indicator, area, period, "denominator").value() == figure.denominator
        elif isinstance(indicator.formula, Rule):
            assert record_set(indicator, area, period).rows.count() == 1
        else:
            assert record_set(indicator, area, period).value() == figure.value


def _streets_add_up(area: Area, period: Period) -> None:
    whole = figures(area, period)
    for code, rows in figures_by(area, period, Kind.STREET).items():
        indicator = whole[code].indicator
        if indicator.additive and not isinstance(indicator.formula, Run):
            assert sum(row.figure.value or 0 for row in rows) == whole[code].value, code
