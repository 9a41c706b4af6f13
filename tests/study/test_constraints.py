"""Each invariant of study is held by the database, whoever writes."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from linli.study.models import GuidanceMember, GuidanceVisit
from tests.study.rows import (
    REGISTERED,
    finding,
    group,
    same_person,
    session,
    session_detail,
    theme_day,
    theme_day_detail,
    unit,
)
from tests.territory import Territory

THEME_DAY: list[tuple[str, dict[str, Any]]] = [
    ("gathering_kind_known", {"kind": "picnic"}),
    ("gathering_month_of_its_day", {"month": "2024-06"}),
    ("gathering_month_of_its_day", {"month": ""}),
    ("gathering_has_topic", {"topic": ""}),
    ("gathering_present_at_most_due", {"present_count": 15}),
    ("gathering_theme_day_has_due", {"due_count": None}),
]
SESSION: list[tuple[str, dict[str, Any]]] = [
    ("gathering_month_of_its_day", {"month": "2024-05"}),
    ("gathering_only_theme_day_extra", {"is_extra": True}),
    ("gathering_present_at_most_due", {"due_count": 11}),
]
DETAIL: list[tuple[str, dict[str, Any]]] = [
    ("theme_day_lesson_kind_known", {"lesson_kind": "song"}),
    ("theme_day_lesson_kind_known", {"lesson_kind": ""}),
    ("theme_day_practice_kind_known", {"practice_title": ""}),
    ("theme_day_film_minutes_of_film", {"film_title": ""}),
    ("theme_day_film_minutes_of_film", {"film_minutes": 0}),
    ("theme_day_activity_is_reference", {"activity_type": "participation.volunteeractivity"}),
    ("theme_day_activity_is_reference", {"activity_id": 1}),
    ("theme_day_made_up_at_most_absent", {"made_up_online": 2}),
]
FINDING: list[tuple[str, dict[str, Any]]] = [
    ("finding_state_known", {"state": "lost", "closed_on": None}),
    ("finding_category_known", {"category": "poetry"}),
    ("finding_severity_known", {"severity": "epic"}),
    ("finding_verdict_known", {**REGISTERED, "verdict": "maybe"}),
    ("finding_fed_back_in_writing", {"feedback_no": ""}),
    ("finding_fed_back_in_writing", {"due_on": None}),
    ("finding_rectified_by_somebody", {"rectified_by": None}),
    ("finding_closed_is_verified", {"closed_on": None}),
    ("finding_closed_is_verified", {"verifier": None}),
    ("finding_closed_is_verified", {"verdict": "returned"}),
    ("finding_closed_is_verified", {"state": "to_verify"}),
    ("finding_returned_has_reason", {"state": "returned", "closed_on": None, "verdict": "returned"}),
    ("finding_extension_approved", {"extended_to": date(2024, 6, 20), "extension_reason": "防汛"}),
    ("finding_extension_approved", {"extension_reason": "防汛"}),
    ("finding_extended_has_date", {"state": "extended", "closed_on": None}),
    ("finding_days_in_order", {"fed_back_on": date(2024, 5, 5)}),
    ("finding_days_in_order", {"rectified_on": date(2024, 5, 7)}),
    ("finding_days_in_order", {"verified_on": date(2024, 5, 26)}),
    ("finding_days_in_order", {"closed_on": date(2024, 5, 29)}),
    ("finding_days_in_order", {**REGISTERED, "due_on": date(2024, 6, 1)}),
    ("finding_handed_over_is_stub", {"description": ""}),
    ("finding_handed_over_is_stub", {"handed_over_to": "区纪委监委"}),
    ("finding_handed_over_is_stub", {**REGISTERED, "state": "handed_over", "description": ""}),
    (
        "finding_handed_over_is_stub",
        {
            **REGISTERED,
            "state": "handed_over",
            "handed_over_to": "区纪委监委",
            "handed_over_on": date(2024, 5, 7),
        },
    ),
]


@pytest.mark.parametrize(("name", "changed"), THEME_DAY)
def test_theme_days(territory: Territory, name: str, changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        theme_day(territory, **changed)


@pytest.mark.parametrize(("name", "changed"), SESSION)
def test_study_sessions(territory: Territory, name: str, changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        session(territory, **changed)


def test_a_month_has_one_theme_day_that_counts(territory: Territory) -> None:
    first = theme_day(territory)
    theme_day(territory, org=first.org, held_on=date(2024, 5, 31), is_extra=True)
    theme_day(territory, org=first.org, held_on=date(2024, 6, 1))
    session(territory, org=first.org)
    # SQLite names the columns of a unique index, PostgreSQL the constraint.
    with pytest.raises(IntegrityError, match=r"one_theme_day|org_id, study_gathering\.month"):
        theme_day(territory, org=first.org, held_on=date(2024, 5, 1))


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("study_session_form_known", {"form": "nap"}),
        ("study_session_speaker_known", {"speaker": "nobody"}),
    ],
)
def test_details_of_sessions(territory: Territory, name: str, changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        session_detail(territory, **changed)


@pytest.mark.parametrize(("name", "changed"), DETAIL)
def test_details_of_theme_days(territory: Territory, name: str, changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        theme_day_detail(territory, **changed)


@pytest.mark.parametrize(("name", "changed"), FINDING)
def test_findings(territory: Territory, name: str, changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        finding(territory, **changed)


def test_nobody_verifies_what_they_put_right(territory: Territory) -> None:
    with pytest.raises(IntegrityError, match="finding_two_persons"), transaction.atomic():
        finding(territory, **same_person(territory.person()))


def test_an_extension_without_a_day_is_none(territory: Territory) -> None:
    """Neither half of it may hide behind an empty value."""
    approved = {"extension_by": territory.person(), "extension_reason": "防汛"}
    with pytest.raises(IntegrityError, match="finding_extension_approved"), transaction.atomic():
        finding(territory, **approved)
    later = {**approved, "extended_to": date(2024, 6, 20)}
    with pytest.raises(IntegrityError, match="finding_extension_approved"), transaction.atomic():
        finding(territory, **{**REGISTERED, **later})
    with pytest.raises(IntegrityError, match="finding_extension_approved"), transaction.atomic():
        finding(territory, **{**later, "extended_to": date(2024, 5, 29)})
    assert finding(territory, **later).extended_to == date(2024, 6, 20)


def test_a_finding_does_not_recur_of_itself(territory: Territory) -> None:
    row = finding(territory)
    row.recurrence_of = row
    with pytest.raises(IntegrityError, match="finding_recurs_of_another"), transaction.atomic():
        row.save()


def test_groups_have_numbers_of_their_own(territory: Territory) -> None:
    first = group(territory)
    with pytest.raises(IntegrityError, match="guidance_group_number_positive"), transaction.atomic():
        group(territory, number=0)
    with pytest.raises(IntegrityError, match=r"number_once|campaign_id, study_guidancegroup\.number"):
        group(territory, first.campaign)


def test_a_unit_has_one_group_of_a_campaign_at_a_time(territory: Territory) -> None:
    first = unit(territory, valid_to=date(2024, 6, 1))
    other = group(territory, first.campaign, number=2)
    unit(territory, other, organisation=first.organisation, valid_from=date(2024, 6, 1))
    unit(territory, organisation=first.organisation)  # of another campaign
    with pytest.raises(IntegrityError, match="guided_unit_one_group_per_campaign"), transaction.atomic():
        unit(territory, other, organisation=first.organisation, valid_from=date(2024, 5, 31))
    with pytest.raises(IntegrityError, match="guided_unit_ends_after_start"), transaction.atomic():
        unit(territory, other, valid_to=date(2024, 4, 10))


def test_a_member_is_in_a_group_once_at_a_time(territory: Territory) -> None:
    of, person = group(territory), territory.person()
    GuidanceMember.everything.create(group=of, person=person, valid_from=date(2024, 4, 10))
    with pytest.raises(IntegrityError, match="guidance_member_once_at_a_time"), transaction.atomic():
        GuidanceMember.everything.create(group=of, person=person, valid_from=date(2024, 8, 1))
    with pytest.raises(IntegrityError, match="guidance_member_ends_after_start"), transaction.atomic():
        GuidanceMember.everything.create(
            group=of, person=territory.person(), valid_from=date(2024, 8, 1), valid_to=date(2024, 8, 1)
        )


def test_visits_have_a_known_mode(territory: Territory) -> None:
    with pytest.raises(IntegrityError, match="guidance_visit_mode_known"), transaction.atomic():
        GuidanceVisit.everything.create(unit=unit(territory), mode="drone", held_on=date(2024, 5, 6))
