"""What was sent, which doors are still to be visited, how far the word has come: by area, never by person."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncHour

from linli.access.actor import Actor
from linli.documents.paper import Cell, Heading, Layout, PageBreak, Paper, Paragraph, Table, Text
from linli.grid.broadcasts.models import Broadcast, BroadcastDoor, Reached
from linli.grid.leads.ledger import first_to_visit
from linli.grid.papers import said_day

TO_VISIT = (Reached.DOOR, Reached.ABSENT)
HEARD = (Reached.TEXTED, Reached.SEEN)
UP = "neighbourhood__parent__parent__parent"
SECTION = "neighbourhood__parent__parent"
NAMED = 4
OUTLINES = tuple(f"{UP[: len(UP) - n * len('__parent')]}__boundary" for n in range(NAMED))
MOST_PRINTED = 2_000
"""In one file; more are printed place by place, so that no list is ever cut short."""
FEWEST = 5
"""Hours of fewer neighbourhoods than these would tell when a single lead went round."""


def broadcasts_for(actor: Actor) -> QuerySet[Broadcast]:
    """Those of the reader's areas, the latest first."""
    rows = Broadcast.objects.visible_to(actor).select_related("area").defer("area__boundary")
    return rows.order_by("-sent_at", "-pk")


def _building(door: BroadcastDoor) -> str:
    """``荣发小区3栋``, whether or not the building's own name says the estate. Where the door stands today, as its
    number does: buildings are joined and renumbered."""
    building = door.household.building
    estate, name = building.parent, building.name
    return name if estate is None or name.startswith(estate.name) else f"{estate.name}{name}"


def doors_for(actor: Actor, broadcast: Broadcast) -> QuerySet[BroadcastDoor]:
    """The doors of the reader's areas, in the order in which one walks."""
    return (
        BroadcastDoor.objects.visible_to(actor)
        .filter(broadcast=broadcast)
        .select_related("household__building__parent", UP)
        .defer("household__building__boundary", "household__building__parent__boundary", *OUTLINES)
        .order_by("neighbourhood__code", "neighbourhood_id", "household__building__code", "household__door")
    )


def to_walk(doors: QuerySet[BroadcastDoor], day: date) -> QuerySet[Any]:
    """The doors still to go to; of each neighbourhood first those whose marks ask for it; never why."""
    rows = doors.filter(reached__in=TO_VISIT).annotate(first=first_to_visit("household_id", day))
    return rows.order_by(
        *("neighbourhood__code", "neighbourhood_id", "-first", "household__building__code", "household__door")
    )


@dataclass(frozen=True)
class Standing:
    """How many doors heard, by what way, and how many somebody still has to go to."""

    doors: int
    waiting: int
    texted: int
    seen: int
    to_visit: int

    @property
    def heard(self) -> int:
        """By telephone or face to face."""
        return self.texted + self.seen

    def __add__(self, other: "Standing") -> "Standing":
        return Standing(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


NONE = Standing(0, 0, 0, 0, 0)
COUNTS = {
    "doors": Count("pk"),
    "waiting": Count("pk", filter=Q(reached=Reached.PHONE)),
    "texted": Count("pk", filter=Q(reached=Reached.TEXTED)),
    "seen": Count("pk", filter=Q(reached=Reached.SEEN)),
    "to_visit": Count("pk", filter=Q(reached__in=TO_VISIT)),
}


def standing(doors: QuerySet[BroadcastDoor]) -> Standing:
    """One query."""
    return Standing(**doors.order_by().aggregate(**COUNTS))


@dataclass(frozen=True)
class Progress:
    """How far the word has come in one place."""

    code: str
    name: str
    standing: Standing


def progress(doors: QuerySet[BroadcastDoor]) -> list[Progress]:
    """By community where there are several, else by section; in order of code. One query."""
    keys = [f"{UP}__code", f"{UP}__name", f"{SECTION}__code", f"{SECTION}__name"]
    rows = list(doors.order_by().values(*keys).annotate(**COUNTS))
    several = len({row[keys[0]] for row in rows}) > 1
    code, name = (keys[0], keys[1]) if several else (keys[2], keys[3])
    found: dict[tuple[str, str], Standing] = {}
    for row in rows:
        place = (row[code], row[name])
        found[place] = found.get(place, NONE) + Standing(**{key: row[key] for key in COUNTS})
    return [Progress(*place, found[place]) for place in sorted(found)]


def total(parts: Sequence[Progress]) -> Standing:
    """Of all places."""
    return sum((part.standing for part in parts), NONE)


def by_hour(doors: QuerySet[BroadcastDoor]) -> list[tuple[datetime, int]]:
    """The end of each hour in which a door heard, with how many had by then. Empty for a few neighbourhoods."""
    if doors.order_by().values("neighbourhood").distinct()[:FEWEST].count() < FEWEST:
        return []
    rows = doors.order_by().filter(reached__in=HEARD, at__isnull=False).annotate(hour=TruncHour("at"))
    found, heard = [], 0
    for hour, count in rows.values_list("hour").annotate(n=Count("pk")).order_by("hour"):
        heard += count
        found.append((hour, heard))
    return found


def within(doors: QuerySet[BroadcastDoor], code: str) -> QuerySet[BroadcastDoor]:
    """Those of one place of ``progress``."""
    return doors.filter(Q(**{f"{SECTION}__code": code}) | Q(**{f"{UP}__code": code}))


def called(door: BroadcastDoor) -> str:
    """What its neighbourhood is called where there are several of a name: from the community down."""
    near = door.neighbourhood
    group: Any = near.parent
    return f"{group.parent.parent.name}{group.parent.name}{group.name}{near.name}"


def visiting_list(broadcast: Broadcast, doors: QuerySet[BroadcastDoor], day: date) -> Paper:
    """For a night without power: a sheet of its own for each neighbourhood, to be handed to whoever goes there, with
    building, door and a box to tick; no names, no numbers. Whole: the caller sees to it that it fits one file."""
    blocks: list[Heading | Paragraph | Table | PageBreak] = []
    rows = to_walk(doors, day)
    for number, (_, group) in enumerate(groupby(rows, key=lambda door: door.neighbourhood_id)):
        if number:
            blocks.append(PageBreak())
        own = list(group)
        lines = [_line(door) for door in own]
        blocks.append(Heading(level=1, runs=(Text(f"{called(own[0])}：{len(lines)} 户"),)))
        blocks.append(Paragraph(runs=(Text(broadcast.text),)))
        blocks.append(
            Table(head=("", "楼栋", "门牌", "上门情况", "要帮什么"), rows=lines, widths=(1, 3, 2, 3, 3))
        )
    return Paper(
        title=f"{broadcast.get_kind_display()}上门告知名单",
        layout=Layout.PLAIN,
        blocks=tuple(blocks),
        organ=broadcast.area.name,
        notes=(f"{said_day(broadcast.sent_at)}发出。只有门牌，没有姓名和电话；用完交回社区销毁。",),
    )


def _line(door: Any) -> list[Cell]:
    return [
        Text("先去" if door.first else ""),
        Text(_building(door)),
        Text(door.household.door),
        Text("□ 已告知  □ 没人"),
        Text(""),
    ]
