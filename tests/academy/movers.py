"""Which figures a row of each counted model moves."""

from django.db.models import Model

from tests.academy.rows import NOT_PRESENT, before, enrolment, training
from tests.movers import Mover
from tests.territory import Territory


def _class(territory: Territory) -> Model:
    return training(territory)


def _salon(territory: Territory) -> Model:
    return training(territory, kind="salon")


def _contest(territory: Territory) -> Model:
    return training(territory, kind="contest")


def _class_to_come(territory: Territory) -> Model:
    return training(territory, state="enrolling")


def _worker(territory: Territory) -> Model:
    return enrolment(territory)


def _worker_on_leave(territory: Territory) -> Model:
    return enrolment(territory, **NOT_PRESENT)


def _worker_at_a_contest(territory: Territory) -> Model:
    return enrolment(territory, training_class=before(territory, kind="contest"))


def _worker_at_a_salon(territory: Territory) -> Model:
    return enrolment(territory, training_class=before(territory, kind="salon"))


MOVERS: tuple[Mover, ...] = (
    Mover(
        model="academy.TrainingClass",
        qualifying=_class,
        not_qualifying=_class_to_come,
        moves=frozenset({"academy.classes"}),
    ),
    Mover(
        model="academy.TrainingClass",
        qualifying=_salon,
        not_qualifying=_contest,
        moves=frozenset({"academy.salons"}),
    ),
    Mover(
        model="academy.Enrolment",
        qualifying=_worker,
        not_qualifying=_worker_on_leave,
        moves=frozenset({"academy.attendances"}),
    ),
    Mover(
        model="academy.Enrolment",
        qualifying=_worker_at_a_salon,
        not_qualifying=_worker_at_a_contest,
        moves=frozenset({"academy.attendances"}),
    ),
)
