"""Rows of participation, straight into the tables: each is right as it stands; what is changed makes it wrong."""

from datetime import date, time
from typing import Any

from linli.orgs.models import OrganisationKind
from linli.participation.models import EventSponsor, NeighbourEvent, VolunteerActivity, VolunteerTeam
from tests.territory import Territory


def team(territory: Territory, **changed: Any) -> VolunteerTeam:
    """A 特色 team its residents' committee has approved."""
    values: dict[str, Any] = {
        "estate": territory.estates[0],
        "name": f"助老队{next(territory.numbers)}",
        "speciality": "elderly",
        "founded_on": date(2023, 3, 5),
        "approved_on": date(2023, 3, 20),
    }
    if "approved_by" not in changed:
        values["approved_by"] = territory.organisation(kind=OrganisationKind.COMMITTEE)
    return VolunteerTeam.everything.create(**values | changed)


def activity(territory: Territory, **changed: Any) -> VolunteerActivity:
    """An activity of a party branch, recorded."""
    values: dict[str, Any] = {
        "title": "路口文明劝导",
        "area": territory.community,
        "held_on": date(2024, 5, 18),
        "starts_at": time(9),
        "ends_at": time(11),
        "state": "recorded",
        "risk_note": "注意交通安全。",
        "served_count": 40,
    }
    if "organisation" not in changed:
        values["organisation"] = territory.organisation()
    return VolunteerActivity.everything.create(**values | changed)


def event(territory: Territory, **changed: Any) -> NeighbourEvent:
    """An event of 邻里节 that was held."""
    values: dict[str, Any] = {
        "estate": territory.estates[0],
        "series": "neighbour_festival",
        "title": "百家宴",
        "kind": "banquet",
        "held_on": date(2024, 5, 18),
        "organiser": "committee",
        "state": "held",
        "funding": "community",
        "budget_fen": 300_000,
        "attended_count": 80,
    }
    return NeighbourEvent.everything.create(**values | changed)


def sponsor(territory: Territory, **changed: Any) -> EventSponsor:
    """What a sponsor gave for a new event."""
    values: dict[str, Any] = {"name": "洞庭人家超市", "amount_fen": 50_000}
    return EventSponsor.everything.create(event=event(territory), **values | changed)
