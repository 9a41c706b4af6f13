"""What requests put on the first page: those in hand by deadline, and the parts given to one's unit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from linli.access.actor import Actor
from linli.common.clock import business_now
from linli.grid.policies import SEE_REQUESTS, SETTLE_REQUEST, WORK_FOR_UNIT
from linli.grid.requests import listing, selectors
from linli.grid.requests.acts import next_label
from linli.grid.requests.states import GIVEN, SIGNED, TASK
from linli.ui.work import Item, WorkSource
from linli.workflow.deadlines import Unit, remaining
from linli.workflow.references import Reference
from linli.workflow.selectors import working_calendar


def in_hand(actor: Actor) -> QuerySet[Any]:
    """The tab 待我办 of the list, without what is a unit's part; late and due first."""
    rows = listing.with_due(selectors.in_hand_of(actor).filter(listing.mine(actor)), business_now())
    return rows.order_by("due_at", "told_at", "pk")


def items(rows: Sequence[Any], actor: Actor, now: datetime) -> list[Item]:
    """Rows of requests (``listing.with_due``) as lines of the first page."""
    calendar = working_calendar()
    found = []
    for row in rows:
        left = remaining(row.due_at, Unit(row.due_unit), now, calendar) if row.due_at is not None else None
        place = row.place or row.neighbourhood or row.area
        found.append(
            Item(
                what=row.text if len(row.text) <= 40 else row.text[:39] + "…",
                where=f"{place.name}·{row.number}",
                act=next_label(actor, row, row.to_confirm, row.parts_open),
                address=reverse("requests:request", args=(row.ref,)),
                due_at=row.due_at,
                left=left.text if left is not None else row.get_state_display(),
                tint=listing.TINTS[left.tone] if left is not None else "",
                target=Reference.to(row),
            )
        )
    return found


def parts(actor: Actor) -> QuerySet[Any]:
    """Given to the reader's unit or area and not yet reported."""
    return selectors.tasks_for(actor).filter(state__in=(GIVEN, SIGNED))


def _parts(rows: Sequence[Any], actor: Actor, now: datetime) -> list[Item]:
    return [
        Item(
            what=row.request.text if len(row.request.text) <= 40 else row.request.text[:39] + "…",
            where=f"{row.unit.name if row.unit is not None else row.area.name}·{row.request.number}",
            act="签收" if row.state == GIVEN else "报告办好",
            address=reverse("requests:request", args=(row.request.ref,)),
            left=TASK.state(row.state).label,
            tint="amber" if row.state == GIVEN else "lake",
            target=Reference.to(row.request),
        )
        for row in rows
    ]


SOURCES = (
    WorkSource(
        code="grid.requests",
        label="在您手里的事项",
        icon="topology-star",
        order=10,
        rows=in_hand,
        written=items,
        address=lambda: reverse("requests:list"),
        suits=lambda actor: actor.may(SETTLE_REQUEST),
    ),
    WorkSource(
        code="grid.tasks",
        label="派给您单位的事",
        icon="topology-star",
        order=11,
        rows=parts,
        written=_parts,
        address=lambda: reverse("requests:tasks"),
        suits=lambda actor: actor.may(WORK_FOR_UNIT) and actor.may(SEE_REQUESTS),
    ),
)
