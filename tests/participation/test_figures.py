"""The figures of participation over hand-made rows: what counts, from when to when, and where."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from linli.access.actor import SYSTEM
from linli.indicators.compute import figures, figures_by
from linli.indicators.period import Period
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, OrganisationKind
from linli.orgs.models.organisation import PARTY_KINDS
from linli.orgs.services import move_area
from linli.participation.indicators import INDICATORS
from tests.participation.rows import activity, event, team
from tests.territory import Territory

YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))
DAY = timedelta(days=1)
TEAMS, ACTIVITIES, EVENTS = (
    "participation.volunteer_teams",
    "study.volunteer_activities",
    "participation.events",
)


def values(area: Area, period: Period = YEAR) -> dict[str, Fraction | None]:
    return {code: f.value for code, f in figures(area, period, [i.code for i in INDICATORS]).items()}


@pytest.mark.parametrize(
    ("day", "counted"), [(YEAR.start, 1), (YEAR.end, 1), (YEAR.start - DAY, 0), (YEAR.end + DAY, 0)]
)
def test_flows_count_from_the_first_to_the_last_day(territory: Territory, day: date, counted: int) -> None:
    activity(territory, held_on=day)
    event(territory, held_on=day)
    found = values(territory.district)
    assert found[ACTIVITIES] == counted
    assert found[EVENTS] == counted


@pytest.mark.parametrize(
    ("changed", "counted"),
    [
        ({"approved_on": YEAR.end}, 1),
        ({"approved_on": YEAR.end + DAY}, 0),
        ({"approved_on": None, "approved_by": None}, 0),
        ({"dissolved_on": YEAR.end}, 0),
        ({"dissolved_on": YEAR.end + DAY}, 1),
        ({"speciality": ""}, 0),
        ({"speciality": "other"}, 1),
    ],
)
def test_teams_are_asked_at_the_cut_off(territory: Territory, changed: dict[str, Any], counted: int) -> None:
    team(territory, **changed)
    assert values(territory.district)[TEAMS] == counted


def test_activities_count_when_a_party_organisation_led_them(territory: Territory) -> None:
    for kind in OrganisationKind:
        activity(territory, organisation=territory.organisation(kind=kind))
    activity(territory, organisation=None, team=team(territory))
    assert values(territory.district)[ACTIVITIES] == len(PARTY_KINDS)


@pytest.mark.parametrize(
    ("changed", "counted"),
    [
        ({"state": "held", "served_count": None}, 1),
        ({"state": "confirmed"}, 1),
        ({"state": "uploaded", "uploaded_on": date(2024, 5, 20)}, 1),
        ({"state": "certifiable", "uploaded_on": date(2024, 5, 20)}, 1),
        ({"state": "draft"}, 0),
        ({"state": "published"}, 0),
        ({"state": "enrolling"}, 0),
        ({"state": "cancelled", "cancel_reason": "暴雨"}, 0),
    ],
)
def test_activities_count_once_they_took_place(
    territory: Territory, changed: dict[str, Any], counted: int
) -> None:
    activity(territory, **changed)
    assert values(territory.district)[ACTIVITIES] == counted


def test_events_count_when_held_and_of_the_series(territory: Territory) -> None:
    event(territory)
    event(territory, series="other")
    event(territory, state="draft", attended_count=None)
    event(territory, state="cancelled", cancel_reason="暴雨", attended_count=None)
    assert values(territory.district)[EVENTS] == 1


def test_children_are_estates(territory: Territory) -> None:
    event(territory)
    activity(territory, area=territory.estates[0])
    activity(territory)
    team(territory, estate=territory.estates[3])
    by = figures_by(territory.communities[0], YEAR, Kind.ESTATE, [EVENTS, ACTIVITIES])
    assert [row.figure.value for row in by[EVENTS]] == [1, 0]
    assert [row.figure.value for row in by[ACTIVITIES]] == [1, 1]
    assert figures_by(territory.district, YEAR, Kind.MICRO_GRID, [EVENTS])[EVENTS] == []
    assert values(territory.streets[1])[TEAMS] == 1


def test_a_moved_community_takes_its_stock_and_leaves_its_past(territory: Territory) -> None:
    team(territory)
    event(territory, held_on=date(2024, 5, 31))
    event(territory, held_on=date(2024, 6, 1))
    move_area(
        actor=SYSTEM, area=territory.communities[0], new_parent=territory.streets[1], day=date(2024, 6, 1)
    )
    old, new = values(territory.streets[0]), values(territory.streets[1])
    assert [old[EVENTS], new[EVENTS]] == [1, 1]
    assert [old[TEAMS], new[TEAMS]] == [0, 1]
    may = Period(date(2024, 5, 1), date(2024, 5, 31))
    assert values(territory.streets[0], may)[TEAMS] == 1
