"""Which figures a row of each counted model moves."""

from datetime import date

from django.db.models import Model

from linli.orgs.models import OrganisationKind
from tests.movers import Mover
from tests.participation.rows import activity, event, team
from tests.territory import Territory


def _team(territory: Territory) -> Model:
    return team(territory)


def _general_team(territory: Territory) -> Model:
    return team(territory, speciality="")


def _party_activity(territory: Territory) -> Model:
    return activity(territory)


def _committee_activity(territory: Territory) -> Model:
    return activity(territory, organisation=territory.organisation(kind=OrganisationKind.COMMITTEE))


def _event(territory: Territory) -> Model:
    return event(territory, held_on=date(2024, 10, 30))


def _event_announced(territory: Territory) -> Model:
    return event(territory, state="announced", attended_count=None)


MOVERS: tuple[Mover, ...] = (
    Mover(
        model="participation.VolunteerTeam",
        qualifying=_team,
        not_qualifying=_general_team,
        moves=frozenset({"participation.volunteer_teams"}),
    ),
    Mover(
        model="participation.VolunteerActivity",
        qualifying=_party_activity,
        not_qualifying=_committee_activity,
        moves=frozenset({"study.volunteer_activities"}),
    ),
    Mover(
        model="participation.NeighbourEvent",
        qualifying=_event,
        not_qualifying=_event_announced,
        moves=frozenset({"participation.events"}),
    ),
)
