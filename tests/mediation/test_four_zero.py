"""四零: which years make the run, for which area, and at what cost."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.access.actor import SYSTEM
from linli.indicators import registry
from linli.indicators.compute import figures, figures_by
from linli.indicators.drill import record_set
from linli.indicators.period import Period
from linli.mediation.four_zero import Zero, acted_late, spoiled
from linli.mediation.models import BuildingKind
from linli.mediation.selectors import buildings_of
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.services import move_area
from tests.mediation.rows import building, ledgers, standing
from tests.territory import Territory

CODE = "mediation.four_zero_years"
YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))


def run(area: Area, period: Period = YEAR) -> int:
    value = figures(area, period, [CODE])[CODE].value
    assert value is not None
    assert record_set(registry.get(CODE), area, period).value() == value
    return int(value)


def test_a_year_without_ledger_proves_nothing(territory: Territory) -> None:
    assert run(territory.district) == 0
    ledgers(territory.district, 2022, 2023)
    assert run(territory.district) == 0, "this year's ledger is missing"


def test_years_are_counted_back_from_the_cut_off(territory: Territory) -> None:
    ledgers(territory.district, 2020, 2022, 2023, 2024)
    assert run(territory.district) == 3
    years = record_set(registry.get(CODE), territory.district, YEAR).rows
    assert [ledger.year for ledger in years] == [2022, 2023, 2024]
    assert run(territory.district, Period(date(2023, 1, 1), date(2023, 12, 31))) == 2
    assert run(territory.district, Period(date(2024, 1, 1), date(2024, 1, 4))) == 0, "not opened yet"


@pytest.mark.parametrize(
    ("changed", "zero", "year"),
    [
        ({"compensation_fen": 100}, Zero.COMPENSATION, 2024),
        ({"petition_on": date(2024, 6, 30)}, Zero.PETITION, 2024),
        ({"first_action_on": date(2024, 6, 11)}, Zero.TOLERANCE, 2024),
        (
            {
                "found_on": date(2023, 6, 5),
                "first_action_on": date(2023, 6, 6),
                "petition_on": date(2023, 7, 1),
            },
            Zero.PETITION,
            2023,
        ),
    ],
)
def test_each_zero_ends_the_run(territory: Territory, changed: dict[str, Any], zero: Zero, year: int) -> None:
    ledgers(territory.district, 2022, 2023, 2024)
    building(territory, **changed)
    assert spoiled([2022, 2023, 2024], YEAR.cutoff)[territory.district.pk, year] == {zero}
    assert run(territory.district) == 2024 - year


def test_what_stands_at_the_end_of_a_year_spoils_it(territory: Territory) -> None:
    ledgers(territory.district, 2022, 2023, 2024)
    standing(
        territory,
        found_on=date(2022, 6, 1),
        first_action_on=date(2022, 6, 1),
        disposed_on=date(2023, 12, 31),
        disposal="assisted",
        state="disposed",
    )
    assert run(territory.district) == 2, "2022 was spoiled; it was gone on the last day of 2023"


def test_what_stands_at_the_cut_off_spoils_the_current_year(territory: Territory) -> None:
    ledgers(territory.district, 2023, 2024)
    standing(territory)
    assert run(territory.district) == 0
    assert run(territory.district, Period(date(2024, 1, 1), date(2024, 6, 2))) == 2, "not found yet"


def test_a_clean_new_building_spoils_nothing(territory: Territory) -> None:
    ledgers(territory.district, 2024)
    building(territory)
    building(territory, disposed_on=None, disposal="", state="stopped")
    assert run(territory.district) == 1


def test_only_the_areas_it_lies_in_are_spoiled(territory: Territory) -> None:
    for area in (territory.district, *territory.streets, *territory.communities):
        ledgers(area, 2023, 2024)
    building(territory, index=0, compensation_fen=5)
    by = figures_by(territory.district, YEAR, Kind.STREET, [CODE])[CODE]
    assert [child.figure.value for child in by] == [0, 2]
    by = figures_by(territory.district, YEAR, Kind.COMMUNITY, [CODE])[CODE]
    assert [child.figure.value for child in by] == [0, 2, 2, 2]


def test_a_fact_stays_with_the_street_of_its_day(territory: Territory) -> None:
    for area in territory.streets:
        ledgers(area, 2024)
    building(territory, index=0, petition_on=date(2024, 6, 10))
    move_area(actor=SYSTEM, area=territory.community, new_parent=territory.streets[1], day=date(2024, 8, 1))
    assert [run(street) for street in territory.streets] == [0, 1]


def test_many_areas_cost_as_few_queries_as_one(territory: Territory) -> None:
    for area in (territory.district, *territory.streets, *territory.communities):
        ledgers(area, 2022, 2023, 2024)
    for index in range(4):
        building(territory, index=index, petition_on=date(2024, 6, 10))
    acted_late(date(2024, 6, 3), date(2024, 6, 20), YEAR.cutoff, 3)  # the calendar is kept by the process
    formula: Any = registry.get(CODE).formula
    with CaptureQueriesContext(
        connection,
    ) as one:
        formula.length([territory.district], YEAR)
    with CaptureQueriesContext(connection) as many:
        formula.length([*territory.streets, *territory.communities], YEAR)
    assert len(one) == len(many) <= 4


@pytest.mark.parametrize(
    ("acted_on", "late"),
    [
        (date(2024, 9, 29), False),
        (date(2024, 10, 8), False),  # 30 September, then the National Day holiday: the second workday
        (date(2024, 10, 9), False),
        (date(2024, 10, 10), True),
        (None, True),
    ],
)
def test_workdays_decide_whether_action_came_late(db: None, acted_on: date | None, late: bool) -> None:
    assert acted_late(date(2024, 9, 29), acted_on, date(2024, 10, 30), 3) is late


def test_what_is_still_in_time_at_the_cut_off_is_not_late(db: None) -> None:
    assert not acted_late(date(2024, 10, 28), None, date(2024, 10, 30), 3)
    assert not acted_late(date(2024, 10, 28), date(2024, 12, 1), date(2024, 10, 30), 3), "not known yet"


def test_an_unpublished_year_proves_nothing(db: None) -> None:
    assert acted_late(date(2090, 1, 2), date(2090, 1, 9), date(2090, 12, 31), 3)


def test_a_ledger_lists_the_buildings_of_its_year(territory: Territory) -> None:
    (ledger,) = ledgers(territory.streets[0], 2023)
    old = building(
        territory,
        found_on=date(2021, 5, 6),
        first_action_on=date(2021, 5, 6),
        disposed_on=date(2022, 12, 31),
    )
    carried = standing(
        territory,
        found_on=date(2021, 5, 6),
        first_action_on=date(2021, 5, 6),
        kind=BuildingKind.EXISTING,
    )
    elsewhere = building(territory, index=3, found_on=date(2023, 5, 4), first_action_on=date(2023, 5, 4))
    later = building(territory)
    listed = set(buildings_of(ledger))
    assert carried in listed
    assert not listed & {old, elsewhere, later}
