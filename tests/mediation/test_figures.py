"""The figures of the system over hand-made rows: boundaries of the period, stocks as of a day, moved areas."""

from datetime import date
from typing import Any

import pytest

from linli.access.actor import SYSTEM
from linli.indicators import registry
from linli.indicators.compute import figures, figures_by
from linli.indicators.drill import record_sets
from linli.indicators.period import Period
from linli.mediation.indicators import INDICATORS
from linli.mediation.models import Category, Outcome
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.services import move_area
from tests.mediation.rows import closed_case, notable, open_case
from tests.territory import Territory

YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))
CODES = [indicator.code for indicator in INDICATORS]


def values(area: Area, period: Period = YEAR) -> dict[str, Any]:
    return {code.removeprefix("mediation."): f.value for code, f in figures(area, period, CODES).items()}


def test_the_roster_is_the_sum_of_its_categories(territory: Territory) -> None:
    for category in Category:
        notable(territory, primary_category=category)
    notable(territory, other_roles=["volunteer", "delegate"])
    found = values(territory.district)
    assert found["notables"] == 6
    assert found["notables_party"] == 2
    parts = [i.code.removeprefix("mediation.") for i in INDICATORS if i.part_of == "mediation.notables"]
    assert len(parts) == 5
    assert sum(found[part] or 0 for part in parts) == found["notables"]


@pytest.mark.parametrize(
    ("listed", "left", "counted"),
    [
        (date(2024, 10, 30), None, 1),
        (date(2024, 10, 31), None, 0),
        (date(2020, 1, 1), date(2024, 10, 30), 0),
        (date(2020, 1, 1), date(2024, 10, 31), 1),
    ],
)
def test_the_roster_is_asked_at_the_cut_off(
    territory: Territory, listed: date, left: date | None, counted: int
) -> None:
    notable(territory, listed_on=listed, left_on=left, left_reason="moved" if left else "")
    assert values(territory.district)["notables"] == counted


@pytest.mark.parametrize(
    ("closed_on", "counted"),
    [
        (date(2023, 12, 31), 0),
        (date(2024, 1, 1), 1),
        (date(2024, 10, 30), 1),
        (date(2024, 10, 31), 0),
    ],
)
def test_cases_count_by_the_day_they_closed(territory: Territory, closed_on: date, counted: int) -> None:
    closed_case(territory, closed_on)
    assert values(territory.district)["cases_mediated"] == counted


def test_the_rate_is_agreements_over_mediated_cases(territory: Territory) -> None:
    for outcome in (Outcome.AGREED, Outcome.AGREED, Outcome.FAILED, Outcome.ENDED):
        closed_case(territory, outcome=outcome)
    closed_case(territory, outcome=Outcome.DECLINED)
    closed_case(territory, outcome=Outcome.TRANSFERRED)
    open_case(territory)
    found = values(territory.district)
    assert (found["cases_mediated"], found["agreements"], found["success_rate"]) == (4, 2, 50)
    denominator, numerator = record_sets(registry.get("mediation.success_rate"), territory.district, YEAR)
    assert (numerator.value(), denominator.value()) == (2, 4)


def test_no_case_no_rate(territory: Territory) -> None:
    assert values(territory.district)["success_rate"] is None


def test_a_case_counts_where_its_community_stood_that_day(territory: Territory) -> None:
    closed_case(territory, date(2024, 3, 1))
    closed_case(territory, date(2024, 8, 1))
    notable(territory)
    old, new = territory.streets
    community = territory.community
    move_area(actor=SYSTEM, area=community, new_parent=new, day=date(2024, 6, 1))
    by = figures_by(territory.district, YEAR, Kind.STREET, CODES)
    cases = {c.area.pk: c.figure.value for c in by["mediation.cases_mediated"] if c.area}
    roster = {c.area.pk: c.figure.value for c in by["mediation.notables"] if c.area}
    assert cases == {old.pk: 1, new.pk: 1}
    assert roster == {old.pk: 0, new.pk: 1}
