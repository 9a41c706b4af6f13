"""Open deadlines as pages show them: one queryset for the home page, the page of an area, and their list."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from linli.access.actor import Actor
from linli.orgs.models import Area
from linli.ui.work import Item, named, titled
from linli.workflow.deadlines import Tone
from linli.workflow.models import Deadline
from linli.workflow.references import Reference
from linli.workflow.selectors import TICKING, told, working_calendar

TINTS = {Tone.DUE: "amber", Tone.LATE: "cinn", Tone.PAUSED: "plum", Tone.DONE: "pine", Tone.NEUTRAL: ""}


LISTED_APART = ("privacy.rightsrequest", "grid.request", "grid.requesttask", "grid.petitionreview")
"""Things with a list of their own for those who may answer or do them (``desk.privacy_room``, ``grid.requests``)."""


def open_for(actor: Actor, area: Area | None = None) -> QuerySet[Deadline]:
    """Running deadlines within the reader's area (or ``area``), the next first; paused ones wait elsewhere."""
    rows = Deadline.objects.visible_to(actor).filter(TICKING, due_at__isnull=False)
    rows = rows.exclude(target_type__in=LISTED_APART)
    if area is not None:
        rows = rows.filter(area__path__under=area.path)
    return rows.select_related("area").order_by("due_at", "pk")


def items(rows: Sequence[Deadline], actor: Actor, now: datetime) -> list[Item]:
    """As rows of a list; titles are filled in by whoever shows them."""
    calendar = working_calendar()
    found = []
    for row in rows:
        left = told(row, now, calendar)
        found.append(
            Item(
                what=row.name,
                where=f"{row.area.name}·{row.name}，限 {row.said}",
                act="打开看",
                due_at=row.due_at,
                left=left.text,
                tint=TINTS[left.tone],
                target=Reference(row.target_type, row.target_id),
            )
        )
    return found


def written(rows: Sequence[Deadline], actor: Actor, now: datetime) -> list[Item]:
    """With the titles of what they are set on: one query for each kind of record."""
    found = items(rows, actor, now)
    titles = titled([item.target for item in found if item.target is not None], actor)
    return [named(item, titles) for item in found]
