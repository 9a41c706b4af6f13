"""Each invariant of participation is held by the database, whoever writes."""

from datetime import date, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.participation.rows import activity, event, sponsor, team
from tests.territory import Territory

TEAM: list[tuple[str, dict[str, Any]]] = [
    ("team_has_name", {"name": ""}),
    ("team_speciality_known", {"speciality": "juggling"}),
    ("team_approved_by_committee", {"approved_on": None}),
    ("team_approved_by_committee", {"approved_by": None}),
    ("team_approved_by_committee", {"approved_on": date(2023, 3, 4)}),
    ("team_dissolved_after_founded", {"dissolved_on": date(2023, 3, 5)}),
]
ACTIVITY: list[tuple[str, dict[str, Any]]] = [
    ("activity_state_known", {"state": "dreamt"}),
    ("activity_has_title", {"title": ""}),
    ("activity_has_organiser", {"organisation": None}),
    ("activity_ends_after_start", {"ends_at": time(9)}),
    ("activity_ends_after_start", {"starts_at": None}),
    ("activity_risk_told", {"risk_note": ""}),
    ("activity_dangerous_is_insured", {"is_dangerous": True}),
    ("activity_dangerous_is_insured", {"is_dangerous": True, "state": "published"}),
    ("activity_recorded_has_served", {"served_count": None}),
    ("activity_uploaded_has_day", {"state": "uploaded"}),
    ("activity_uploaded_has_day", {"state": "certifiable", "uploaded_on": date(2024, 5, 17)}),
    ("activity_uploaded_has_day", {"uploaded_on": date(2024, 5, 20)}),
    ("activity_cancelled_has_reason", {"state": "cancelled"}),
    ("activity_cancelled_has_reason", {"cancel_reason": "暴雨"}),
]
EVENT: list[tuple[str, dict[str, Any]]] = [
    ("event_state_known", {"state": "dreamt"}),
    ("event_series_known", {"series": "olympics"}),
    ("event_kind_known", {"kind": "war"}),
    ("event_organiser_known", {"organiser": "nobody"}),
    ("event_funding_known", {"funding": "lottery"}),
    ("event_has_title", {"title": ""}),
    ("event_budget_not_negative", {"budget_fen": -1}),
    ("event_held_has_attendance", {"attended_count": None}),
    ("event_filed_has_safety_plan", {"filed_on": date(2024, 5, 10)}),
    ("event_cancelled_has_reason", {"state": "cancelled"}),
    ("event_cancelled_has_reason", {"cancel_reason": "暴雨"}),
]
SPONSOR: list[tuple[str, dict[str, Any]]] = [
    ("sponsor_has_name", {"name": ""}),
    ("sponsor_gives_something", {"amount_fen": 0}),
    ("sponsor_gives_something", {"amount_fen": -1, "goods": "矿泉水"}),
]


@pytest.mark.parametrize(("name", "changed"), TEAM)
def test_teams(territory: Territory, name: str, changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        team(territory, **changed)


def test_a_name_is_borne_once_in_an_estate(territory: Territory) -> None:
    team(territory, name="助老队", dissolved_on=date(2024, 1, 1))
    team(territory, name="助老队")
    team(territory, name="助老队", estate=territory.estates[1])
    with pytest.raises(IntegrityError, match=r"team_name_once|estate_id, participation_volunteerteam\.name"):
        team(territory, name="助老队")


@pytest.mark.parametrize(("name", "changed"), ACTIVITY)
def test_activities(territory: Territory, name: str, changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        activity(territory, **changed)


def test_danger_may_be_planned_before_it_is_insured(territory: Territory) -> None:
    draft = {"state": "draft", "served_count": None, "risk_note": ""}
    assert activity(territory, is_dangerous=True, **draft).pk
    assert activity(territory, is_dangerous=True, insurance_no="YB1").pk


@pytest.mark.parametrize(("name", "changed"), EVENT)
def test_events(territory: Territory, name: str, changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        event(territory, **changed)


@pytest.mark.parametrize(("name", "changed"), SPONSOR)
def test_sponsors(territory: Territory, name: str, changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        sponsor(territory, **changed)
