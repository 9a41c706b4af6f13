"""What the roll of leads shows: the posts of one community; above it, the communities, those with work first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from linli.access.actor import Actor
from linli.access.clearance import Personal, stands_clear
from linli.common.text import masked_name
from linli.disclosure.models.listed import PERSON
from linli.disclosure.services import list_seen
from linli.grid.leads.doors import counted, few_or_many
from linli.grid.leads.selectors import LED
from linli.grid.leads.territory import post_of
from linli.grid.models import Lead
from linli.grid.policies import knows_leads
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.models import LEAD_POSTS, Appointment, Post

WHY = "posts of an area the reader was admitted to"
SHORTEST_NAME = 2


@dataclass(frozen=True)
class Place:
    """A community: how many posts, how many nobody holds, how many neighbourhoods have too few or many doors."""

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
    """In order of code; two queries, however many there are."""
    led = Area.objects.unscoped(WHY).filter(in_force(day), path__under=area.path, kind__in=LED).order_by()
    community = Case(
        When(kind=Kind.SECTION, then=F("parent")),
        When(kind=Kind.GROUP, then=F("parent__parent")),
        default=F("parent__parent__parent"),
    )
    off = few_or_many(area, day).order_by().values("pk")
    grouped = (
        led.annotate(community=community)
        .values("community")
        .annotate(
            posts=Count("pk"),
            vacant=Count("pk", filter=~_held(day)),
            off=Count("pk", filter=Q(pk__in=off)),
        )
    )
    by = {row["community"]: row for row in grouped}
    rows = Area.objects.unscoped(WHY).filter(in_force(day), path__under=area.path, kind=Kind.COMMUNITY)
    found = []
    for pk, code, name in rows.order_by("code").values_list("pk", "code", "name"):
        own = by.get(pk, {})
        found.append(Place(code, name, own.get("posts", 0), own.get("vacant", 0), own.get("off", 0)))
    return found


def totals(places: Sequence[Place]) -> list[tuple[str, int, str]]:
    """Label, number, and the list of warnings behind it."""
    return [
        ("岗位", sum(place.posts for place in places), ""),
        ("空缺", sum(place.vacant for place in places), "vacant"),
        ("户数不合适的邻", sum(place.doors for place in places), "doors"),
    ]


def _held(day: date) -> Exists:
    return Exists(
        Appointment.objects.unscoped(WHY).filter(in_force(day), area=OuterRef("pk"), post__in=LEAD_POSTS)
    )


def post_counts(area: Area, day: date, candidates: QuerySet[Any]) -> dict[str, int]:
    """All posts of a community, those nobody holds, and the candidates: one query."""
    lists: dict[str, QuerySet[Any]] = {
        "all": posts_in(area, day),
        "needs": posts_in(area, day, vacant=True),
        "candidates": candidates,
    }
    asked = {f"n_{key}": counted(rows) for key, rows in lists.items()}
    row: Any = Area.objects.unscoped(WHY).filter(pk=area.pk).order_by().values(**asked).get()
    return {key: row[f"n_{key}"] for key in lists}


def posts_in(area: Area, day: date, *, vacant: bool = False) -> QuerySet[Area]:
    """Sections, groups and neighbourhoods as they lie one in the other; ``vacant``: those nobody leads."""
    rows = Area.objects.unscoped(WHY).filter(in_force(day), path__under=area.path, kind__in=LED)
    if vacant:
        rows = rows.exclude(_held(day))
    return rows.select_related("parent").defer("boundary", "parent__boundary").order_by("code", "path")


def written(actor: Actor, areas: Sequence[Area], near: Area, day: date) -> list[dict[str, Any]]:
    """A line for each: who holds the post, or who stands in for it. Names in clear are on record."""
    wanted = {each.pk for each in areas} | {
        each.parent_id for each in areas if each.kind == Kind.NEIGHBOURHOOD
    }
    rows = Appointment.objects.visible_to(actor).filter(in_force(day), area__in=wanted, post__in=LEAD_POSTS)
    held = {each.area_id: each for each in _with_file(rows).select_related("person")}
    clear = stands_clear(actor, Personal.NAME, near=near.path) or knows_leads(actor, near)
    if clear and held:
        whom = {PERSON: [each.person_id for each in held.values()]}
        list_seen(actor=actor, what="任职", count=len(held), fields=["姓名"], whom=whom)

    def named(found: Any) -> str:
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
                "file": (holder.file or "") if holder else "",
            }
        )
    return lines


def called(actor: Actor, within: Area, name: str, day: date) -> QuerySet[Any]:
    """Leads in office whose name begins so, in the reader's areas; nothing for less than two characters."""
    rows = Appointment.objects.visible_to(actor).filter(
        in_force(day), post__in=LEAD_POSTS, area__path__under=within.path, person__name__startswith=name
    )
    if len(name) < SHORTEST_NAME:
        rows = rows.none()
    return _with_file(rows).select_related("person", "area__parent__parent").order_by("area__code", "pk")


def _with_file(rows: QuerySet[Appointment]) -> QuerySet[Any]:
    """Each with ``file``: the ref of the lead's file, where there is one; it lies in the same area."""
    own = Lead.objects.unscoped(WHY).filter(appointment=OuterRef("pk")).values("ref")[:1]
    return rows.annotate(file=Subquery(own))


def found(actor: Actor, rows: Sequence[Any], near: Area) -> list[dict[str, Any]]:
    """As lines of the answer. Whoever searched by name knows it: what was found is on record, in clear or not."""
    clear = stands_clear(actor, Personal.NAME, near=near.path) or knows_leads(actor, near)
    if rows:
        whom = {PERSON: [each.person_id for each in rows]}
        list_seen(actor=actor, what="任职", count=len(rows), fields=["姓名"], whom=whom)
    return [
        {
            "area": each.area,
            "post": Post(each.post),
            "name": each.person.name if clear else masked_name(each.person.name),
            "since": each.valid_from,
            "file": each.file or "",
        }
        for each in rows
    ]
