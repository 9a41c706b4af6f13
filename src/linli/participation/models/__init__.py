"""Volunteer teams of estates, volunteer activities, neighbours' events."""

from linli.participation.models.activity import VolunteerActivity
from linli.participation.models.event import (
    EventFunding,
    EventKind,
    EventOrganiser,
    EventSeries,
    EventSponsor,
    NeighbourEvent,
)
from linli.participation.models.team import Speciality, VolunteerTeam

__all__ = [
    "EventFunding",
    "EventKind",
    "EventOrganiser",
    "EventSeries",
    "EventSponsor",
    "NeighbourEvent",
    "Speciality",
    "VolunteerActivity",
    "VolunteerTeam",
]
