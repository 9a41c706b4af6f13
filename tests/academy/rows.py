"""Rows of the academy, straight into the tables: each is right as it stands; what is changed makes it wrong."""

from datetime import date, time
from typing import Any

from linli.academy.models import Course, Enrolment, Session, Teacher, TrainingClass
from tests.territory import Territory


def training(territory: Territory, **changed: Any) -> TrainingClass:
    """A class of three days in June 2024, finished."""
    values: dict[str, Any] = {
        "area": territory.district,
        "kind": "class",
        "number": next(territory.numbers),
        "theme": "履职能力提升",
        "starts_on": date(2024, 6, 20),
        "ends_on": date(2024, 6, 22),
        "target": "heads",
        "state": "finished",
    }
    return TrainingClass.everything.create(**values | changed)


def before(territory: Territory, **changed: Any) -> TrainingClass:
    """A class that began before 2024 and runs into it: its learners of 2024 move nothing else."""
    days = {"starts_on": date(2023, 12, 29), "ends_on": date(2024, 1, 5)}
    return training(territory, **days | changed)


def enrolment(territory: Territory, **changed: Any) -> Enrolment:
    """A community worker who came to a class and completed it."""
    values: dict[str, Any] = {
        "learner_kind": "worker",
        "community": territory.community,
        "status": "completed",
        "attended_on": date(2024, 1, 3),
        "attended_until": date(2024, 1, 6),
        "study_hours": 18,
        "result": "qualified",
    }
    if "training_class" not in changed:
        values["training_class"] = before(territory)
    if "person" not in changed:
        values["person"] = territory.person()
    return Enrolment.everything.create(**values | changed)


def teacher(territory: Territory, **changed: Any) -> Teacher:
    """A teacher of the library."""
    values: dict[str, Any] = {"area": territory.district, "kind": "expert", "valid_from": date(2024, 6, 20)}
    if "person" not in changed:
        values["person"] = territory.person()
    return Teacher.everything.create(**values | changed)


def course(territory: Territory, **changed: Any) -> Course:
    """A course."""
    values: dict[str, Any] = {
        "area": territory.district,
        "title": f"课程{next(territory.numbers)}",
        "track": "governance",
        "form": "lecture",
        "study_hours": 3,
    }
    return Course.everything.create(**values | changed)


def session(territory: Territory, **changed: Any) -> Session:
    """A lesson of a new class."""
    values: dict[str, Any] = {
        "training_class": changed.pop("training_class", None) or training(territory),
        "held_on": date(2024, 6, 20),
        "starts_at": time(9),
        "ends_at": time(11, 30),
        "course": course(territory),
    }
    return Session.everything.create(**values | changed)


NOT_PRESENT: dict[str, Any] = {
    "status": "on_leave",
    "attended_on": None,
    "attended_until": None,
    "study_hours": None,
    "result": "",
}
"""Changes that make a learner one who did not come."""
