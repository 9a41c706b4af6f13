"""Work of the rooms below ``ui``, which cannot register it themselves: deadlines, matters in hand, approvals, opinions,
and records somebody entered that are still open.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import CharField, F, OuterRef, QuerySet, Value
from django.urls import reverse

from linli.access.actor import Actor
from linli.access.policies import VIEW_RECORDS
from linli.audit.models import Act
from linli.desk import due, feedback
from linli.desk.models import Feedback
from linli.ui import records, work
from linli.ui.tables import address_of
from linli.ui.work import Item, Part, WorkSource
from linli.workflow import approvals, approving, assigning
from linli.workflow.deadlines import Unit, remaining
from linli.workflow.machines import Machine, machine_of
from linli.workflow.models import Approval, Deadline
from linli.workflow.references import Reference
from linli.workflow.selectors import TICKING, working_calendar

WHY = "what the actor's own acts name; each record's own scope decides what is shown"
RECENT = 200
"""So many of somebody's latest acts are looked through for records that are still open."""


# Deadlines and matters in hand


def in_hand(actor: Actor) -> QuerySet[Any]:
    """What the actor has in hand, with the next deadline set on it."""
    person = actor.account.person_id if actor.account is not None else None
    ends = Deadline.objects.visible_to(actor).filter(
        TICKING,
        target_type=OuterRef("target_type"),
        target_id=OuterRef("target_id"),
        due_at__isnull=False,
    )
    return (
        assigning.held_by(person)
        .annotate(
            due_unit=ends.order_by("due_at").values("unit")[:1],
            due_at=ends.order_by("due_at").values("due_at")[:1],
        )
        .order_by(F("due_at").asc(nulls_last=True), "since", "pk")
    )


def _in_hand_items(rows: Sequence[Any], actor: Actor, now: datetime) -> list[Item]:
    calendar = working_calendar()
    found = []
    for row in rows:
        left = remaining(row.due_at, Unit(row.due_unit), now, calendar) if row.due_at is not None else None
        found.append(
            Item(
                what=row.why,
                where=f"{row.area.name}·{row.why}",
                act="打开看",
                due_at=row.due_at,
                left=left.text if left else "在您手里",
                tint=due.TINTS[left.tone] if left else "",
                target=Reference(row.target_type, row.target_id),
            )
        )
    return found


# What takes two persons


def _kind(code: str) -> str:
    try:
        return approvals.kind(code).label
    except LookupError:
        return code


def _approval(row: Approval) -> str:
    return reverse("desk:approval", args=(row.ref,))


def _approval_items(rows: Sequence[Approval], actor: Actor, now: datetime) -> list[Item]:
    return [
        Item(
            what=_kind(row.kind),
            where=f"{row.area.name}·{row.asked_by} 提出：{row.reason}",
            act="看了再决定",
            address=_approval(row),
            left=f"{row.until.month}月{row.until.day}日 前决定",
            tint="lake",
        )
        for row in rows
    ]


def asked(actor: Actor) -> QuerySet[Approval]:
    """What the actor asked and nobody has decided yet."""
    return approving.asked_by(actor).filter(decided_at__isnull=True)


def _asked_items(rows: Sequence[Approval], actor: Actor, now: datetime) -> list[Item]:
    return [
        Item(
            what=_kind(row.kind),
            where=f"{row.area.name}·等另一位有权限的同事决定",
            address=_approval(row),
            left=f"等到 {row.until.month}月{row.until.day}日",
            tint="lake",
        )
        for row in rows
    ]


# Opinions on the platform


def unanswered(actor: Actor) -> QuerySet[Feedback]:
    """For the district's staff."""
    return feedback.received(actor).filter(answered_on__isnull=True)


def _opinion_items(rows: Sequence[Feedback], actor: Actor, now: datetime) -> list[Item]:
    return [
        Item(
            what=row.text[:40],
            where=f"{row.get_kind_display()}·{row.given_on.month}月{row.given_on.day}日 收到",
            act="写下答复",
            address=reverse("desk:opinion", args=(row.ref,)),
            left="待答复",
            tint="lake",
        )
        for row in rows
    ]


# Records entered by oneself that are still open


@cache
def _kinds() -> dict[str, tuple[records.RecordPage, Machine]]:
    """Kinds of record that are open until they reach a final state; those with a source of their own apart."""
    found = {}
    for page in records.all_pages():
        machine = machine_of(page.model)
        if machine is not None and machine.final and page.model._meta.app_label != "notices":
            found[page.model._meta.label_lower] = (page, machine)
    return found


def entered(actor: Actor) -> QuerySet[Any]:
    """Records this account entered that have not come to their end, whatever their kind, the latest first.

    Only kinds the account's latest acts name are asked: one query for the acts, one over those kinds.
    """
    acts = Act.objects.unscoped(WHY).filter(actor_id=actor.account_id, actor_kind="account")
    acted = set(acts.order_by("-at").values_list("target_type", flat=True)[:RECENT])
    parts = []
    for label, (page, machine) in _kinds().items():
        if label in acted:
            rows: Any = page.model.objects.visible_to(actor)  # type: ignore[attr-defined]  # a scoped model
            rows = rows.filter(recorded_by_id=actor.account_id, **{f"{machine.attribute}__in": machine.open})
            # names no record has: a case has a kind of its own
            marks = {"entered_as": Value(label, CharField()), "entered_num": F("pk")}
            parts.append(rows.order_by().annotate(**marks).values("recorded_at", *marks))
    if not parts:
        return Act.objects.unscoped(WHY).none()
    united: QuerySet[Any] = parts[0].union(*parts[1:], all=True).order_by("-recorded_at", "-entered_num")
    return united


def _entered_items(rows: Sequence[Any], actor: Actor, now: datetime) -> list[Item]:
    ids: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        ids[row["entered_as"]].append(row["entered_num"])
    found = {}
    for label, wanted in ids.items():
        page, machine = _kinds()[label]
        seen: Any = page.model.objects.visible_to(actor)  # type: ignore[attr-defined]  # a scoped model
        for record in seen.filter(pk__in=wanted).select_related(*page.select_related):
            state = machine.state(getattr(record, machine.attribute))
            found[(label, record.pk)] = Item(
                what=page.title(record),
                where=page.label,
                address=address_of(page, record),
                left=state.label,
                tint=STATES[state.tone],
                target=Reference.to(record),
            )
    return [found[key] for row in rows if (key := (row["entered_as"], row["entered_num"])) in found]


STATES = {
    "neutral": "",
    "going": "lake",
    "done": "pine",
    "due": "amber",
    "late": "cinn",
    "paused": "plum",
}
"""Tone of a state → tint of its chip."""


def _sees(actor: Actor) -> bool:
    return actor.may(VIEW_RECORDS)


SOURCES = (
    WorkSource(
        code="workflow.in_hand",
        label="您手里的事",
        order=5,
        rows=in_hand,
        written=_in_hand_items,
    ),
    WorkSource(
        code="workflow.deadlines",
        label="其他到期的事",
        icon="clock",
        order=10,
        rows=due.unowned,
        written=due.items,
        address=lambda: f"{reverse('desk:due')}?rest=1",
        suits=_sees,
    ),
    WorkSource(
        code="workflow.approvals",
        label="等您决定的",
        icon="users-group",
        order=15,
        rows=approving.waiting_for,
        written=_approval_items,
        address=lambda: reverse("desk:approvals"),
        suits=lambda _: bool(approvals.all_kinds()),
    ),
    WorkSource(
        code="desk.opinions",
        label="没有答复的意见",
        icon="message-report",
        order=40,
        rows=unanswered,
        written=_opinion_items,
        address=lambda: reverse("desk:opinions"),
        suits=feedback.may_answer,
    ),
    WorkSource(
        code="workflow.asked",
        label="您提出、等人决定的",
        part=Part.STARTED,
        icon="users-group",
        order=65,
        rows=asked,
        written=_asked_items,
        address=lambda: reverse("desk:approvals"),
        suits=lambda _: bool(approvals.all_kinds()),
    ),
    WorkSource(
        code="records.entered",
        label="您记的、还没办完的",
        part=Part.STARTED,
        icon="list-details",
        order=80,
        rows=entered,
        written=_entered_items,
        suits=_sees,
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    work.register(*SOURCES)
