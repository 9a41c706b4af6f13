"""Each invariant of the academy is held by the database, whoever writes."""

from datetime import date, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.academy.rows import NOT_PRESENT, before, course, enrolment, session, teacher, training
from tests.territory import Territory

TRAINING: list[tuple[str, dict[str, Any]]] = [
    ("class_state_known", {"state": "dreamt"}),
    ("class_kind_known", {"kind": "party"}),
    ("class_target_known", {"target": "cats"}),
    ("class_has_theme", {"theme": ""}),
    ("class_number_positive", {"number": 0}),
    ("class_ends_on_or_after_start", {"ends_on": date(2024, 6, 19)}),
    ("class_budget_not_negative", {"budget_fen": -1}),
    ("class_cancelled_has_reason", {"state": "cancelled"}),
    ("class_cancelled_has_reason", {"cancel_reason": "防汛"}),
]
ENROLMENT: list[tuple[str, dict[str, Any]]] = [
    ("enrolment_status_known", {**NOT_PRESENT, "status": "asleep"}),
    ("enrolment_learner_known", {"learner_kind": "cat"}),
    ("enrolment_result_known", {"result": "sublime"}),
    ("enrolment_days_if_present", {"attended_on": None}),
    ("enrolment_days_if_present", {"attended_until": None}),
    ("enrolment_days_if_present", {**NOT_PRESENT, "attended_on": date(2024, 1, 3)}),
    ("enrolment_ends_after_start", {"attended_until": date(2024, 1, 3)}),
    ("enrolment_completed_has_hours", {"study_hours": None}),
    ("enrolment_completed_has_hours", {"study_hours": 0}),
    ("enrolment_result_of_completed", {"status": "attended"}),
]


@pytest.mark.parametrize(("name", "changed"), TRAINING)
def test_classes(territory: Territory, name: str, changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        training(territory, **changed)


def test_a_number_is_given_once_unless_cancelled(territory: Territory) -> None:
    training(territory, number=1, state="cancelled", cancel_reason="防汛")
    training(territory, number=1)
    training(territory, number=1, kind="salon")
    with pytest.raises(IntegrityError, match=r"class_number_once|kind, academy_trainingclass\.number"):
        training(territory, number=1)


@pytest.mark.parametrize(("name", "changed"), ENROLMENT)
def test_enrolments(territory: Territory, name: str, changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        enrolment(territory, **changed)


def test_one_class_holds_a_learner_on_one_day(territory: Territory) -> None:
    first = enrolment(territory)
    enrolment(territory, person=first.person, **NOT_PRESENT)
    enrolment(territory, person=first.person, attended_on=date(2024, 1, 6), attended_until=date(2024, 1, 7))
    with pytest.raises(IntegrityError, match="enrolment_one_class_a_day"), transaction.atomic():
        enrolment(territory, person=first.person, attended_on=date(2024, 1, 5))


def test_nobody_is_in_one_class_twice(territory: Territory) -> None:
    first = enrolment(territory, **NOT_PRESENT)
    with pytest.raises(IntegrityError, match=r"enrolment_once|class_id, academy_enrolment\.person_id"):
        enrolment(territory, training_class=first.training_class, person=first.person, **NOT_PRESENT)


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("teacher_kind_known", {"kind": "wizard"}),
        ("teacher_ends_after_start", {"valid_to": date(2024, 6, 20)}),
    ],
)
def test_teachers(territory: Territory, name: str, changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        teacher(territory, **changed)


def test_a_teacher_is_hired_once_at_a_time(territory: Territory) -> None:
    first = teacher(territory, valid_to=date(2025, 6, 20))
    teacher(territory, person=first.person, valid_from=date(2025, 6, 20))
    with pytest.raises(IntegrityError, match="teacher_hired_once_at_a_time"), transaction.atomic():
        teacher(territory, person=first.person, valid_from=date(2025, 6, 19), valid_to=date(2025, 6, 20))


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("course_track_known", {"track": "magic"}),
        ("course_form_known", {"form": "telepathy"}),
        ("course_has_hours", {"study_hours": 0}),
    ],
)
def test_courses(territory: Territory, name: str, changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        course(territory, **changed)


def test_a_course_has_each_version_once(territory: Territory) -> None:
    course(territory, title="群众来了怎么谈")
    course(territory, title="群众来了怎么谈", version=2)
    with pytest.raises(IntegrityError, match=r"course_version_once|title, academy_course\.version"):
        course(territory, title="群众来了怎么谈")


def test_sessions(territory: Territory) -> None:
    of = before(territory)
    session(territory, training_class=of)
    with pytest.raises(IntegrityError, match="session_ends_after_start"), transaction.atomic():
        session(territory, ends_at=time(9))
    with pytest.raises(IntegrityError, match=r"session_once|held_on, academy_session\.starts_at"):
        session(territory, training_class=of)
