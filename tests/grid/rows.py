"""Rows of this system for tests, each lawful unless told otherwise."""

from datetime import date
from typing import Any

from linli.grid.models import BestNeighbourLead, HonourLevel, Lead, ProducedBy, SelectionStandard
from linli.orgs.models import Area
from linli.people.models import Appointment, Post
from linli.people.selectors import WHY
from linli.people.services import AREA_KIND_OF
from tests.territory import Territory

IN = date(2024, 6, 3)


def area_of(territory: Territory, post: Post, index: int = 0) -> Area:
    """The n-th area of the kind the post goes with."""
    areas = {
        "section": territory.sections,
        "group": territory.groups,
        "neighbourhood": territory.neighbourhoods,
        "community": territory.communities,
    }
    return areas[AREA_KIND_OF[post].value][index]


def appointment(
    territory: Territory, post: Post = Post.NEIGHBOUR_LEAD, index: int = 0, **changed: Any
) -> Appointment:
    """In office in the n-th area since 2023."""
    values: dict[str, Any] = {
        "area": area_of(territory, post, index),
        "post": post,
        "valid_from": date(2023, 3, 1),
        "basis": "测试",
    } | changed
    if "person" not in values:
        values["person"] = territory.person()
    return Appointment.everything.create(**values)


def lead_in_office(territory: Territory, index: int = 0) -> Appointment:
    """The neighbour lead there, appointed if there is none yet."""
    found = Appointment.objects.unscoped(WHY).filter(
        post=Post.NEIGHBOUR_LEAD, area=territory.neighbourhoods[index], valid_to__isnull=True
    )
    return found.first() or appointment(territory, index=index)


def standard(territory: Territory) -> SelectionStandard:
    """In force since 2021."""
    found = SelectionStandard.everything.first()
    return found or SelectionStandard.everything.create(
        area=territory.district, items=[{"group": "五有", "text": "有热情"}], valid_from=date(2021, 1, 1)
    )


def lead(territory: Territory, **changed: Any) -> Lead:
    """The file of a neighbour lead."""
    values: dict[str, Any] = {
        "produced_by": ProducedBy.RESIDENTS,
        "standard": standard(territory),
        "meets_standard": True,
        "assessed_by": territory.person(),
        "assessed_on": date(2023, 2, 1),
        "decision": "群英议事会（2023年2月20日）",
        "decided_on": date(2023, 2, 20),
        "publicity_from": date(2023, 2, 6),
        "publicity_to": date(2023, 2, 17),
    } | changed
    if "appointment" not in values:
        values["appointment"] = lead_in_office(territory)
    return Lead.everything.create(**values)


def honour(territory: Territory, **changed: Any) -> BestNeighbourLead:
    """Honoured by the district on 3 June 2024."""
    values: dict[str, Any] = {
        "year": 2024,
        "level": HonourLevel.DISTRICT,
        "decision": "测试〔2024〕1号",
        "decided_on": IN,
    } | changed
    if "appointment" not in values:
        values["appointment"] = lead_in_office(territory)
    return BestNeighbourLead.everything.create(**values)
