"""The figures of the leads over hand-made rows."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.access.actor import SYSTEM
from linli.grid.indicators import INDICATORS
from linli.grid.models import HonourLevel
from linli.indicators.compute import figures, figures_by
from linli.indicators.period import Period
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.services import move_area
from linli.people.models import Post
from linli.people.services import move_household
from tests.grid import rows
from tests.territory import Territory

YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))
CODES = [indicator.code for indicator in INDICATORS]


def values(area: Area, period: Period = YEAR) -> dict[str, Any]:
    return {code.removeprefix("grid."): f.value for code, f in figures(area, period, CODES).items()}


def test_three_leads_are_the_sum_of_the_three(territory: Territory) -> None:
    rows.appointment(territory, Post.SECTION_LEAD)
    rows.appointment(territory, Post.GROUP_LEAD)
    rows.appointment(territory, Post.GROUP_LEAD, index=1)
    for index in range(3):
        rows.appointment(territory, index=index)
    rows.appointment(territory, Post.COMMUNITY_SECRETARY)
    found = values(territory.district)
    assert [found[f"{kind}_leads"] for kind in ("section", "group", "neighbour")] == [1, 2, 3]
    assert found["three_leads"] == 6


@pytest.mark.parametrize(
    ("start", "end", "counted"),
    [
        (date(2024, 10, 30), None, 1),
        (date(2024, 10, 31), None, 0),
        (date(2023, 3, 1), date(2024, 10, 30), 0),
        (date(2023, 3, 1), date(2024, 10, 31), 1),
    ],
)
def test_leads_are_asked_at_the_cut_off(
    territory: Territory, start: date, end: date | None, counted: int
) -> None:
    rows.appointment(territory, valid_from=start, valid_to=end)
    assert values(territory.district)["neighbour_leads"] == counted


def test_a_household_is_served_while_its_neighbourhood_has_a_lead(territory: Territory) -> None:
    for _ in range(3):
        territory.household(0)
    territory.household(1)
    rows.appointment(territory, index=0, valid_to=date(2024, 10, 30))
    assert values(territory.district)["households_served"] == 0
    assert values(territory.district, Period(date(2024, 1, 1), date(2024, 10, 29)))["households_served"] == 3
    rows.appointment(territory, index=0, valid_from=date(2024, 10, 30))
    rows.appointment(territory, Post.GROUP_LEAD, index=1)
    assert values(territory.district)["households_served"] == 3


def test_a_household_that_moved_is_counted_where_it_is(territory: Territory) -> None:
    household = territory.household(0)
    for index in (0, 3):
        rows.appointment(territory, index=index)
    move_household(
        actor=SYSTEM,
        household=household,
        neighbourhood=territory.neighbourhoods[3],
        micro_grid=territory.micro_grids[3],
        day=date(2024, 10, 30),
    )
    by = figures_by(territory.district, YEAR, Kind.STREET, CODES)["grid.households_served"]
    assert [child.figure.value for child in by] == [0, 1, 0]


@pytest.mark.parametrize(
    ("decided_on", "level", "counted"),
    [
        (date(2023, 12, 31), HonourLevel.DISTRICT, 0),
        (date(2024, 1, 1), HonourLevel.DISTRICT, 1),
        (date(2024, 10, 30), HonourLevel.DISTRICT, 1),
        (date(2024, 10, 31), HonourLevel.DISTRICT, 0),
        (date(2024, 6, 3), HonourLevel.STREET, 0),
    ],
)
def test_honours_count_by_the_decision_of_the_district(
    territory: Territory, decided_on: date, level: HonourLevel, counted: int
) -> None:
    rows.honour(territory, decided_on=decided_on, level=level)
    assert values(territory.district)["best_neighbour_leads"] == counted


def test_leads_break_down_along_their_own_tree(territory: Territory) -> None:
    rows.appointment(territory, Post.SECTION_LEAD)
    rows.appointment(territory)
    by = figures_by(territory.district, YEAR, Kind.SECTION, CODES)["grid.three_leads"]
    assert [child.figure.value for child in by if child.area] == [2, 0, 0, 0]
    assert figures_by(territory.district, YEAR, Kind.MICRO_GRID, CODES)["grid.three_leads"] == []


def test_a_moved_community_takes_its_leads_along(territory: Territory) -> None:
    rows.appointment(territory)
    rows.honour(territory, decided_on=date(2024, 3, 1))
    move_area(actor=SYSTEM, area=territory.community, new_parent=territory.streets[1], day=date(2024, 6, 1))
    old, new = (values(street) for street in territory.streets)
    assert (old["neighbour_leads"], new["neighbour_leads"]) == (0, 1)
    assert (old["best_neighbour_leads"], new["best_neighbour_leads"]) == (1, 0), (
        "honoured while in the old one"
    )


def test_six_figures_cost_one_query_of_counts(territory: Territory) -> None:
    with CaptureQueriesContext(connection) as queries:
        values(territory.district)
    assert len(queries) <= 3
