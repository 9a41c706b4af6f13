"""What the pages of a lead's day show, and what the device may keep of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from linli.access.actor import Actor
from linli.access.policies import REVEAL_PERSONAL
from linli.common.text import masked_phone
from linli.grid.day import selectors
from linli.grid.requests.models import Request
from linli.grid.requests.states import ANSWERED, CLOSED, DONE, MERGED, REQUEST, SUSPENDED
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.people.models import Appointment, Household
from linli.people.selectors import phone_of
from linli.ui.records import for_model
from linli.ui.sights import note_list, sights

TINTS = {DONE: "pine", ANSWERED: "pine", CLOSED: "pine", SUSPENDED: "plum", MERGED: ""}


@dataclass(frozen=True)
class Door:
    """One door as its lead reads it. ``phone`` is masked; ``reveal``: where one asks to see it, if one may."""

    ref: str
    building: str
    door: str
    name: str
    phone: str
    reveal: str


def doors(actor: Actor, neighbourhood: Area, *, again: bool = False) -> list[Door]:
    """The doors of one neighbourhood; that they were read is on record, ``again`` only if no page just showed them."""
    rows = list(selectors.doors_of(actor, neighbourhood))
    declared = for_model(Household)
    seen = sights(declared, rows, actor)
    by_label = {column.label: column for column in declared.fields}
    may = actor.may(REVEAL_PERSONAL, neighbourhood)
    found = []
    for row, sight in zip(rows, seen, strict=True):
        phone = phone_of(row)
        found.append(
            Door(
                row.ref,
                row.building.name,
                sight.written(by_label["门牌"], row),
                sight.written(by_label["联系人"], row),
                masked_phone(phone) if phone else "",
                reverse("desk:household-reveal", args=(row.ref, "phone")) if may and phone else "",
            )
        )
    note_list(declared, rows, seen, actor, again=again)
    return found


def spots(actor: Actor, area: Area) -> tuple[list[Household], list[Area]]:
    """Doors and places of a lead's own neighbourhood; for groups and sections, the estates of the community."""
    below = selectors.neighbourhoods_of(area)
    if len(below) != 1:
        return [], selectors.estates_of(selectors.trunk_of(area))
    rows = list(selectors.doors_of(actor, below[0]))
    return rows, selectors.spots_of(rows)


def here(area: Area) -> str:
    """What stands at the right of the top bar."""
    return f"{area.parent.name}{area.name}" if area.kind == Kind.NEIGHBOURHOOD and area.parent else area.name


def place_name(place: Area) -> str:
    """``荣发小区3栋``."""
    if place.kind != Kind.BUILDING or place.parent is None or place.name.startswith(place.parent.name):
        return place.name
    return f"{place.parent.name}{place.name}"


def called(above: Area, holder: Appointment | None) -> str:
    """``组长陈建平``, or the community where no lead is in office above."""
    return f"{holder.get_post_display()}{holder.person.name}" if holder is not None else above.name


def taken(request: Request, *, first: bool) -> str:
    """For the toast."""
    if not first:
        return f"这件事已经收到过，编号 {request.number}，没有重复记。"
    return f"收到了，编号 {request.number}，现在在{request.holder.name}。"


@dataclass(frozen=True)
class Line:
    """One matter told, with where it stands in words."""

    number: str
    text: str
    when: Any
    where: str
    state: str
    tint: str
    answer: str


def line(request: Request) -> Line:
    """For 说过的事."""
    over = request.state in (ANSWERED, CLOSED, MERGED)
    return Line(
        request.number,
        request.text,
        request.told_at,
        "" if over else f"在{request.holder.name}",
        str(dict(REQUEST.choices)[request.state]),
        TINTS.get(request.state, "lake"),
        request.answer,
    )


def kept(actor: Actor, area: Area) -> dict[str, Any]:
    """What the device keeps sealed: names and door numbers of the own neighbourhood, places, and to whom it goes."""
    below = selectors.neighbourhoods_of(area)
    own: Sequence[Door] = doors(actor, area, again=True) if below == [area] else ()
    above, holder = selectors.next_above(area)
    return {
        "here": here(area),
        "to": called(above, holder),
        "places": [[each.code, place_name(each)] for each in spots(actor, area)[1]],
        "doors": [[each.building, each.door, each.name] for each in own],
    }
