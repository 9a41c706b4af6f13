"""Which figures a row of each counted model moves."""

from datetime import date

from django.db.models import Model

from linli.facilities.models import Carrier, MilestoneKind
from tests.facilities import rows
from tests.movers import Mover
from tests.territory import Territory


def _approved(territory: Territory) -> Model:
    return rows.approved(territory)


def _approved_alone(territory: Territory) -> Model:
    return rows.approved(territory, carrier_programme=Carrier.NONE)


def _approval(territory: Territory) -> Model:
    return rows.milestone(territory)


def _accepted(territory: Territory) -> Model:
    return rows.milestone(territory, MilestoneKind.ACCEPTANCE)


def _moved_in(territory: Territory) -> Model:
    return rows.milestone(territory, MilestoneKind.MOVE_IN)


def _designed(territory: Territory) -> Model:
    return rows.milestone(territory, MilestoneKind.DESIGN)


def _moved_in_before(territory: Territory) -> Model:
    return rows.milestone(territory, MilestoneKind.MOVE_IN, actual_on=date(2023, 12, 31))


IN_PROGRAMMES = frozenset({"facilities.projects_in_programmes"})

MOVERS: tuple[Mover, ...] = (
    Mover(
        model="facilities.PremisesProject",
        qualifying=_approved,
        not_qualifying=_approved_alone,
        moves=IN_PROGRAMMES,
    ),
    Mover(model="facilities.Milestone", qualifying=_approval, not_qualifying=_designed, moves=IN_PROGRAMMES),
    Mover(
        model="facilities.Milestone",
        qualifying=_accepted,
        not_qualifying=_designed,
        moves=frozenset({"facilities.projects_completed"}),
    ),
    Mover(
        model="facilities.Milestone",
        qualifying=_moved_in,
        not_qualifying=_moved_in_before,
        moves=frozenset({"facilities.projects_moved_in"}),
    ),
)
