"""What was sent, and which doors are still to be visited, by neighbourhood and building: never by person."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q, QuerySet

from linli.access.actor import Actor
from linli.documents.paper import Cell, Heading, Layout, PageBreak, Paper, Paragraph, Table, Text
from linli.grid.broadcasts.models import Broadcast, BroadcastDoor, Reached
from linli.grid.papers import said_day
from linli.orgs.models import Area

TO_VISIT = (Reached.DOOR, Reached.ABSENT)
MOST_PRINTED = 5_000


def broadcasts_for(actor: Actor) -> QuerySet[Broadcast]:
    """Those of the reader's areas, the latest first."""
    return Broadcast.objects.visible_to(actor).select_related("area").order_by("-sent_at", "-pk")


def _called(neighbourhood: Area) -> str:
    """With its group: every group may have a first neighbourhood."""
    group = neighbourhood.parent
    return neighbourhood.name if group is None else f"{group.name}{neighbourhood.name}"


def _building(door: BroadcastDoor) -> str:
    """``荣发小区3栋``, whether or not the building's own name says the estate."""
    estate, name = door.building.parent, door.building.name
    return name if estate is None or name.startswith(estate.name) else f"{estate.name}{name}"


def doors_for(actor: Actor, broadcast: Broadcast) -> QuerySet[BroadcastDoor]:
    """The doors of the reader's areas, in the order in which one walks."""
    return (
        BroadcastDoor.objects.visible_to(actor)
        .filter(broadcast=broadcast)
        .select_related("household", "building__parent", "neighbourhood__parent")
        .order_by("neighbourhood__code", "building__code", "household__door")
    )


@dataclass(frozen=True)
class Standing:
    """How many doors heard, by what way, and how many somebody still has to go to."""

    doors: int
    waiting: int
    texted: int
    seen: int
    to_visit: int


def standing(doors: QuerySet[BroadcastDoor]) -> Standing:
    """One query."""
    found = doors.order_by().aggregate(
        doors=Count("pk"),
        waiting=Count("pk", filter=Q(reached=Reached.PHONE)),
        texted=Count("pk", filter=Q(reached=Reached.TEXTED)),
        seen=Count("pk", filter=Q(reached=Reached.SEEN)),
        to_visit=Count("pk", filter=Q(reached__in=TO_VISIT)),
    )
    return Standing(**found)


def visiting_list(broadcast: Broadcast, doors: QuerySet[BroadcastDoor]) -> Paper:
    """For a night without power: by neighbourhood, building and door, with a box to tick; no names, no numbers."""
    blocks: list[Heading | Paragraph | Table | PageBreak] = [Paragraph(runs=(Text(broadcast.text),))]
    rows = doors.filter(reached__in=TO_VISIT)[:MOST_PRINTED]
    for number, (neighbourhood, group) in enumerate(groupby(rows, key=lambda door: door.neighbourhood)):
        if number:
            blocks.append(PageBreak())
        blocks.append(Heading(level=1, runs=(Text(_called(neighbourhood)),)))
        lines: list[list[Cell]] = [
            [
                Text(_building(door)),
                Text(door.household.door),
                Text("□ 已告知  □ 没人"),
                Text(""),
            ]
            for door in group
        ]
        blocks.append(Table(head=("楼栋", "门牌", "上门情况", "要帮什么"), rows=lines, widths=(3, 2, 3, 3)))
    return Paper(
        title=f"{broadcast.get_kind_display()}上门告知名单",
        layout=Layout.PLAIN,
        blocks=tuple(blocks),
        organ=broadcast.area.name,
        notes=(f"{said_day(broadcast.sent_at)}发出。只有门牌，没有姓名和电话；用完交回社区销毁。",),
    )
