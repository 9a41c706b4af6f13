"""The figures of the academy over hand-made rows: what counts, from when to when, and where."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from linli.academy.checks import months_without_class, present_on_other_days
from linli.access.actor import SYSTEM
from linli.indicators.compute import figures
from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.orgs.services import move_area
from tests.academy.rows import NOT_PRESENT, before, enrolment, training
from tests.territory import Territory

YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))
DAY = timedelta(days=1)
CODES = ("academy.classes", "academy.salons", "academy.attendances")


def values(area: Area, period: Period = YEAR) -> list[Fraction | None]:
    found = figures(area, period, CODES)
    return [found[code].value for code in CODES]


@pytest.mark.parametrize(
    ("day", "counted"), [(YEAR.start, 1), (YEAR.end, 1), (YEAR.start - DAY, 0), (YEAR.end + DAY, 0)]
)
def test_classes_count_by_their_first_day(territory: Territory, day: date, counted: int) -> None:
    training(territory, starts_on=day, ends_on=day + 9 * DAY)
    training(territory, kind="salon", starts_on=day, ends_on=day)
    assert values(territory.district) == [counted, counted, 0]
    assert values(territory.streets[0]) == [0, 0, 0]


@pytest.mark.parametrize(
    ("changed", "counted"),
    [
        ({"state": "teaching"}, 1),
        ({"state": "evaluated"}, 1),
        ({"state": "archived"}, 1),
        ({"state": "planned"}, 0),
        ({"state": "announced"}, 0),
        ({"state": "enrolling"}, 0),
        ({"state": "cancelled", "cancel_reason": "防汛"}, 0),
        ({"kind": "contest"}, 0),
        ({"kind": "on_site"}, 0),
    ],
)
def test_classes_count_once_they_began(territory: Territory, changed: dict[str, Any], counted: int) -> None:
    training(territory, **changed)
    assert values(territory.district)[0] == counted


@pytest.mark.parametrize(
    ("day", "counted"), [(YEAR.start, 1), (YEAR.end, 1), (YEAR.start - DAY, 0), (YEAR.end + DAY, 0)]
)
def test_attendances_count_by_the_first_day_attended(territory: Territory, day: date, counted: int) -> None:
    long = {"starts_on": date(2023, 12, 1), "ends_on": date(2024, 12, 1)}
    came = {"attended_on": day, "attended_until": day + DAY}
    enrolment(territory, training_class=training(territory, **long), **came)
    assert values(territory.district)[2] == counted


def test_one_person_twice_is_two_and_only_workers_count(territory: Territory) -> None:
    first = enrolment(territory)
    enrolment(
        territory,
        person=first.person,
        training_class=before(territory, kind="salon"),
        attended_on=date(2024, 1, 6),
        attended_until=date(2024, 1, 7),
        status="attended",
        study_hours=None,
        result="",
    )
    for kind in ("lead", "notable", "volunteer"):
        enrolment(territory, learner_kind=kind)
    for status in ("applied", "admitted", "absent", "on_leave"):
        enrolment(territory, **{**NOT_PRESENT, "status": status})
    enrolment(territory, training_class=before(territory, kind="on_site"))
    assert values(territory.district)[2] == 2


def test_attendances_count_where_the_community_stood(territory: Territory) -> None:
    enrolment(territory)
    enrolment(territory, community=territory.communities[2])
    move_area(
        actor=SYSTEM, area=territory.communities[0], new_parent=territory.streets[1], day=date(2024, 6, 1)
    )
    assert values(territory.streets[0])[2] == 1
    assert values(territory.streets[1])[2] == 1


@pytest.mark.usefixtures("standing_clock")
def test_months_without_a_class_are_named(territory: Territory) -> None:
    assert list(months_without_class()) == []
    training(territory)
    training(territory, starts_on=date(2024, 8, 15), ends_on=date(2024, 8, 15), kind="on_site")
    assert list(months_without_class()) == ["2024年7月", "2024年9月"]


def test_presence_on_a_day_without_class_is_noticed(territory: Territory) -> None:
    right = enrolment(territory)
    assert list(present_on_other_days()) == []
    wrong = enrolment(territory, attended_on=date(2024, 1, 6), attended_until=date(2024, 1, 7))
    never = enrolment(territory, training_class=before(territory, state="planned"))
    assert set(present_on_other_days()) == {wrong.ref, never.ref}
    assert right.ref not in set(present_on_other_days())
