"""Open deadlines as pages show them: those of an area, and those that stand in no other source of the first page.

A deadline is seen with its area; on a kind that has a source of its own (``ui.work.Timed``) it is seen with the record,
so that none of what is told in confidence is ever counted here (T03).
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.access.actor import Actor
from linli.orgs.models import Area
from linli.ui import work
from linli.ui.work import Item, Timed, Titled, named, titled
from linli.workflow.deadlines import Tone
from linli.workflow.models import Assignment, Deadline
from linli.workflow.references import Reference
from linli.workflow.selectors import TICKING, told, working_calendar

TINTS = {Tone.DUE: "amber", Tone.LATE: "cinn", Tone.PAUSED: "plum", Tone.DONE: "pine", Tone.NEUTRAL: ""}
WHY = "each is asked of its area or of the record it is set on"
ENDS = TICKING & Q(due_at__isnull=False)


def _running(kind: str) -> QuerySet[Deadline]:
    return Deadline.objects.unscoped(WHY).filter(ENDS, target_type=kind)


def _on(timed: Timed, rows: QuerySet[Any]) -> Q:
    """Deadlines on these records; only those on which one runs are asked about."""
    asked = rows.filter(pk__in=_running(timed.kind).values("target_id"))
    return Q(target_type=timed.kind, target_id__in=asked.order_by().values("pk"))


def _of_areas(actor: Actor) -> QuerySet[Deadline]:
    """Those seen by whoever sees their area."""
    apart = [timed.kind for timed in work.all_timed() if timed.seen is not None]
    return Deadline.objects.visible_to(actor).filter(ENDS).exclude(target_type__in=apart)


def open_for(actor: Actor, area: Area) -> QuerySet[Deadline]:
    """Running deadlines of one area as far as the reader sees them, the next first; paused ones wait elsewhere."""
    found = Q(pk__in=_of_areas(actor).values("pk"))
    for timed in work.all_timed():
        if timed.seen is not None:
            found |= _on(timed, timed.seen(actor))
    rows = Deadline.objects.unscoped(WHY).filter(ENDS, area__path__under=area.path).filter(found)
    return rows.select_related("area").order_by("due_at", "pk")


def unowned(actor: Actor) -> QuerySet[Deadline]:
    """Running deadlines in the actor's areas, but for matters that somebody else has in hand, and for those that
    stand in a source of their own, with whoever works on them."""
    person = actor.account.person_id if actor.account is not None else None
    others = Assignment.objects.unscoped("to leave out what others have in hand").filter(
        target_type=OuterRef("target_type"), target_id=OuterRef("target_id"), ended_at__isnull=True
    )
    rows = _of_areas(actor).exclude(target_type__in=work.owned())
    rows = rows.exclude(Exists(others.exclude(holder=person)))
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
    return told_as(items(rows, actor, now), actor)


def told_as(found: Sequence[Item], actor: Actor) -> list[Item]:
    """Items with title and address of what they are about, where they have none yet."""
    unnamed = [item for item in found if not item.address]
    titles = _titles([item.target for item in unnamed if item.target is not None], actor)
    return [item if item.address else named(item, titles) for item in found]


def _titles(targets: Sequence[Reference], actor: Actor) -> dict[Reference, Titled]:
    """By the record's page, or as the room tells that has none."""
    ids: dict[str, list[int]] = defaultdict(list)
    for target in targets:
        ids[target.type].append(target.id)
    own = {timed.kind: timed.titles for timed in work.all_timed() if timed.titles is not None}
    found = titled([target for target in targets if target.type not in own], actor)
    for kind, titles in own.items():
        if kind in ids:
            found |= {Reference(kind, pk): each for pk, each in titles(ids[kind], actor).items()}
    return found
