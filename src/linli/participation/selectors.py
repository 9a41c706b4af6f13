"""Questions about volunteering and neighbours' events."""

from datetime import date

from django.db.models import QuerySet

from linli.indicators.period import Period
from linli.orgs.models.organisation import PARTY_KINDS
from linli.orgs.selectors import in_force
from linli.participation.models import EventSeries, NeighbourEvent, VolunteerActivity, VolunteerTeam
from linli.participation.states import ACTIVITY_DONE, HELD

WHY = "figures are computed for an area the caller was admitted to"


def speciality_teams_on(day: date) -> QuerySet[VolunteerTeam]:
    """特色 teams the residents' committee had approved by ``day`` and that were in being on it."""
    return (
        VolunteerTeam.objects.unscoped(WHY)
        .filter(in_force(day, start="founded_on", end="dissolved_on"), approved_on__lte=day)
        .exclude(speciality="")
    )


def activities_led_by_party(period: Period) -> QuerySet[VolunteerActivity]:
    """Activities led by party organisations that took place in the period."""
    return VolunteerActivity.objects.unscoped(WHY).filter(
        held_on__range=(period.start, period.end),
        state__in=ACTIVITY_DONE,
        organisation__kind__in=PARTY_KINDS,
    )


def festival_events(period: Period) -> QuerySet[NeighbourEvent]:
    """邻里节: events of the series held in the period."""
    return NeighbourEvent.objects.unscoped(WHY).filter(
        held_on__range=(period.start, period.end), series=EventSeries.NEIGHBOUR_FESTIVAL, state=HELD
    )
