"""The figures of the system over hand-made rows."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db.models import Model

from linli.access.actor import SYSTEM
from linli.indicators.compute import figures, figures_by
from linli.indicators.period import Period
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.services import move_area
from linli.stations.indicators import INDICATORS
from linli.stations.models import Honour, StandardKind, StationPause
from tests.stations import rows
from tests.territory import Territory

YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))
CODES = [indicator.code for indicator in INDICATORS]


def values(area: Area, period: Period = YEAR) -> dict[str, Any]:
    return {code.removeprefix("stations."): f.value for code, f in figures(area, period, CODES).items()}


def test_six_have_needs_all_six_in_the_check_in_force(territory: Territory) -> None:
    rows.station(territory)  # never checked
    good, worse, better = (rows.station(territory) for _ in range(3))
    rows.check(territory, good)
    rows.check(territory, worse, superseded_on=date(2024, 10, 30))
    rows.check(territory, worse, checked_on=date(2024, 10, 30), item_5=False)
    rows.check(territory, better, superseded_on=date(2024, 10, 31), item_1=False)
    rows.check(territory, better, checked_on=date(2024, 10, 31))
    assert values(territory.district)["six_have"] == 1
    assert values(territory.district, Period(date(2024, 1, 1), date(2024, 10, 29)))["six_have"] == 2
    assert values(territory.district, Period(date(2024, 1, 1), date(2024, 10, 31)))["six_have"] == 2


def test_a_station_closed_or_under_repair_is_not_in_use(territory: Territory) -> None:
    closed = rows.station(territory, state="closed", closed_on=date(2024, 10, 30), closing_reason="搬迁")
    paused = rows.station(territory, state="repair")
    for station in (closed, paused):
        rows.check(territory, station)
    StationPause.everything.create(station=paused, reason="整修", valid_from=date(2024, 10, 30))
    assert values(territory.district)["six_have"] == 0
    assert values(territory.district, Period(date(2024, 1, 1), date(2024, 10, 29)))["six_have"] == 2


def test_ten_one_needs_a_new_build_and_all_ten(territory: Territory) -> None:
    new, short, old = (rows.station(territory, is_new_build=n < 2) for n in range(3))
    rows.check(territory, new, StandardKind.TEN_ONE)
    rows.check(territory, short, StandardKind.TEN_ONE, item_10=False)
    rows.check(territory, old, StandardKind.TEN_ONE)
    found = values(territory.district)
    assert (found["ten_one_built"], found["six_have"]) == (1, 0)


def test_titles_count_while_held_by_a_station_that_is_not_closed(territory: Territory) -> None:
    rows.honour(rows.station(territory))
    rows.honour(rows.station(territory), kind=Honour.PROVINCIAL_HUNDRED)
    rows.honour(rows.station(territory), kind=Honour.MUNICIPAL)
    rows.honour(rows.station(territory), revoked_on=date(2024, 10, 30))
    rows.honour(rows.station(territory), awarded_on=date(2024, 10, 31))
    closed = {"state": "closed", "closed_on": date(2024, 1, 1), "closing_reason": "搬迁"}
    rows.honour(rows.station(territory, **closed))
    found = values(territory.district)
    assert (found["honour_national"], found["honour_provincial"]) == (1, 1)


FLOWS: list[tuple[str, Callable[..., Model], str]] = [
    ("consultations", rows.consultation, "held_on"),
    ("trained", rows.trainee, "completed_on"),
    ("placed", rows.referral, "started_on"),
]


EARLY: dict[str, dict[str, Any]] = {
    "consultations": {},
    "trained": {"enrolled_on": date(2023, 6, 1)},
    "placed": {"made_on": date(2023, 6, 1), "interviewed_on": None},
}


@pytest.mark.parametrize(("code", "make", "field"), FLOWS)
def test_flows_count_from_the_first_to_the_last_day(
    territory: Territory, code: str, make: Callable[..., Model], field: str
) -> None:
    for day in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 10, 30), date(2024, 10, 31)):
        make(territory, **(EARLY[code] | {field: day}))
    assert values(territory.district)[code] == 2


def test_only_who_completed_is_trained_and_only_who_began_is_placed(territory: Territory) -> None:
    rows.trainee(territory, completed_on=None)
    rows.trainee(territory, completed_on=None, dropped_on=rows.IN)
    rows.referral(territory, started_on=None, state="hired")
    rows.referral(territory, started_on=None, state="closed", result="gave_up")
    found = values(territory.district)
    assert (found["trained"], found["placed"]) == (0, 0)


def test_a_consultation_counts_where_its_community_stood_that_day(territory: Territory) -> None:
    desk = rows.desk(territory)
    rows.consultation(territory, desk=desk, held_on=date(2024, 3, 1))
    rows.consultation(territory, desk=desk, held_on=date(2024, 8, 1))
    old, new = territory.streets
    move_area(actor=SYSTEM, area=territory.community, new_parent=new, day=date(2024, 6, 1))
    by = figures_by(territory.district, YEAR, Kind.STREET, CODES)["stations.consultations"]
    assert {c.area.pk: c.figure.value for c in by if c.area} == {old.pk: 1, new.pk: 1}
