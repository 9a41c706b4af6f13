"""What the roll of leads shows: the posts of one community; above it, the communities, those with something to mend first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from linli.access.actor import Actor
from linli.access.clearance import Personal, stands_clear
from linli.common.text import masked_name
from linli.disclosure.services import list_seen
from linli.grid.leads.doors import few_or_many
from linli.grid.leads.selectors import LED
from linli.grid.leads.territory import post_of
from linli.grid.models import Lead
from linli.indicators.compute import figures_by
from linli.indicators.period import Period
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.models import LEAD_POSTS, Appointment, Post

WHY = "posts of an area the reader was admitted to"
SHORTEST_NAME = 2
CODES = ("grid.lead_posts", "grid.lead_posts_vacant")


@dataclass(frozen=True)
class Place:
    """A community on the roll: how many posts, how many nobody holds, how many neighbourhoods have too few or many doors."""

    code: str
    name: str
    posts: int
    vacant: int
    doors: int

    @property
    def needs(self) -> bool:
        """Whether there is something to mend."""
        return bool(self.vacant or self.doors)


def communities(area: Area, day: date) -> list[Place]:
    """In order of code; five queries, however many there are."""
    by = figures_by(area, Period(day, day), Kind.COMMUNITY, CODES)
    off = few_or_many(area, day).order_by().values_list("parent__parent__parent").annotate(n=Count("pk"))
    doors: dict[int, int] = dict(off)
    found = []
    for posts, vacant in zip(*(by[code] for code in CODES), strict=True):
        place = posts.area
        if place is not None and place.valid_to is None:
            numbers = (int(posts.figure.value or 0), int(vacant.figure.value or 0), doors.get(place.pk, 0))
            found.append(Place(place.code, place.name, *numbers))
    return found


def posts_in(area: Area, day: date, *, vacant: bool = False) -> QuerySet[Area]:
    """Sections, groups and neighbourhoods of a community as they lie one in the other; ``vacant``: those nobody leads."""
    rows = Area.objects.unscoped(WHY).filter(in_force(day), path__under=area.path, kind__in=LED)
    if vacant:
        held = Appointment.objects.unscoped(WHY).filter(in_force(day), area=OuterRef("pk"), post__in=LEAD_POSTS)
        rows = rows.exclude(Exists(held))
    return rows.select_related("parent").defer("boundary", "parent__boundary").order_by("code", "path")


def written(actor: Actor, areas: Sequence[Area], near: Area, day: date) -> list[dict[str, Any]]:
    """A line for each: who holds the post, or who stands in for it. Names in clear are on record."""
    wanted = {each.pk for each in areas} | {each.parent_id for each in areas if each.kind == Kind.NEIGHBOURHOOD}
    rows = Appointment.objects.visible_to(actor).filter(in_force(day), area__in=wanted, post__in=LEAD_POSTS)
    held = {each.area_id: each for each in rows.select_related("person")}
    own = [held[each.pk].pk for each in areas if each.pk in held]
    files = dict(
        Lead.objects.visible_to(actor).filter(appointment__in=own).values_list("appointment_id", "ref")
    )
    clear = stands_clear(actor, Personal.NAME, near=near.path)
    if clear and held:
        list_seen(actor=actor, what="任职", count=len(held), fields=["姓名"])

    def named(found: Appointment | None) -> str:
        return "" if found is None else found.person.name if clear else masked_name(found.person.name)

    lines = []
    for each in areas:
        holder = held.get(each.pk)
        acting = held.get(each.parent_id or 0) if holder is None and each.kind == Kind.NEIGHBOURHOOD else None
        lines.append(
            {
                "area": each,
                "level": LED.index(Kind(each.kind)),
                "post": post_of(Kind(each.kind)),
                "name": named(holder),
                "acting": named(acting),
                "since": holder.valid_from if holder else None,
                "file": files.get(holder.pk, "") if holder else "",
            }
        )
    return lines


def called(actor: Actor, within: Area, name: str, day: date) -> QuerySet[Appointment]:
    """Leads in office whose name begins so, in the reader's areas; nothing for less than two characters."""
    rows = Appointment.objects.visible_to(actor).filter(
        in_force(day), post__in=LEAD_POSTS, area__path__under=within.path, person__name__startswith=name
    )
    if len(name) < SHORTEST_NAME:
        rows = rows.none()
    return rows.select_related("person", "area__parent__parent").order_by("area__code", "pk")


def found(actor: Actor, rows: Sequence[Appointment], near: Area) -> list[dict[str, Any]]:
    """As lines of the answer. Whoever searched by name knows it: what was found is on record, in clear or not."""
    files = dict(
        Lead.objects.visible_to(actor)
        .filter(appointment__in=[each.pk for each in rows])
        .values_list("appointment_id", "ref")
    )
    clear = stands_clear(actor, Personal.NAME, near=near.path)
    if rows:
        list_seen(actor=actor, what="任职", count=len(rows), fields=["姓名"])
    return [
        {
            "area": each.area,
            "post": Post(each.post),
            "name": each.person.name if clear else masked_name(each.person.name),
            "since": each.valid_from,
            "file": files.get(each.pk, ""),
        }
        for each in rows
    ]
