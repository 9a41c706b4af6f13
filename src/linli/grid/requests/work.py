"""What requests put on the first page: those in hand by deadline, and the parts given to one's unit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from linli.access.actor import Actor
from linli.access.policies import HANDLE_SECRETS
from linli.common.clock import business_now
from linli.grid.policies import HANDLE_REQUEST, SEE_REQUESTS, SETTLE_REQUEST, WORK_FOR_UNIT
from linli.grid.requests import listing, selectors
from linli.grid.requests.acts import next_label
from linli.grid.requests.deciding import to_decide
from linli.grid.requests.models import PetitionReview, Request, RequestTask
from linli.grid.requests.services import overdue, secrets
from linli.grid.requests.states import ACCEPTED, DONE, GIVEN, SIGNED, TASK, TOLD
from linli.ui.work import Item, Timed, Titled, WorkSource
from linli.workflow.deadlines import Unit, remaining
from linli.workflow.models import Deadline
from linli.workflow.references import Reference
from linli.workflow.selectors import TICKING, working_calendar

SECRET_ACTS = {TOLD: "告知受不受理", ACCEPTED: "写下结果", DONE: "答复检举人"}
"""What the handler of an accusation owes next."""


def in_hand(actor: Actor) -> QuerySet[Any]:
    """The tab 待我办 of the list, without what is a unit's part; late and due first."""
    held = [grant.area.pk for grant in actor.grants]
    own = selectors.OPEN & Q(holder__in=held) | to_decide(actor)
    rows = listing.with_due(selectors.requests_for(actor).filter(own, listing.mine(actor)), business_now())
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
    """Given to the reader's unit or area and not yet reported, the next end first."""
    rows = selectors.tasks_for(actor).filter(state__in=(GIVEN, SIGNED))
    ends = Deadline.objects.unscoped(selectors.WHY).filter(
        TICKING, target_type=RequestTask._meta.label_lower, target_id=OuterRef("pk"), due_at__isnull=False
    )
    ends = ends.order_by("due_at")
    rows = rows.annotate(
        due_at=Subquery(ends.values("due_at")[:1], output_field=DateTimeField()),
        due_unit=Subquery(ends.values("unit")[:1], output_field=CharField()),
    )
    return rows.order_by(F("due_at").asc(nulls_last=True), "given_at", "pk")


def _parts(rows: Sequence[Any], actor: Actor, now: datetime) -> list[Item]:
    calendar, found = working_calendar(), []
    for row in rows:
        left = remaining(row.due_at, Unit(row.due_unit), now, calendar) if row.due_at is not None else None
        found.append(
            Item(
                what=row.request.text if len(row.request.text) <= 40 else row.request.text[:39] + "…",
                where=f"{row.unit.name if row.unit is not None else row.area.name}·{row.request.number}",
                act="签收" if row.state == GIVEN else "报告办好",
                address=reverse("requests:request", args=(row.request.ref,)),
                due_at=row.due_at,
                left=left.text if left is not None else TASK.state(row.state).label,
                tint=listing.TINTS[left.tone]
                if left is not None
                else "amber"
                if row.state == GIVEN
                else "lake",
                target=Reference.to(row.request),
            )
        )
    return found


def reviews_owed(actor: Actor) -> QuerySet[Any]:
    """Reviews of petitions on which the reader's own area owes an opinion, the next end first."""
    own = [grant.area.pk for grant in actor.grants if grant.unit_id is None]
    rows = PetitionReview.objects.visible_to(actor).filter(decided_on__isnull=True, organ__in=own)
    ends = Deadline.objects.unscoped(selectors.WHY).filter(
        TICKING, target_type=PetitionReview._meta.label_lower, target_id=OuterRef("pk")
    )
    rows = rows.annotate(due_at=Subquery(ends.values("due_at")[:1], output_field=DateTimeField()))
    return rows.select_related("request", "organ").order_by("due_at", "pk")


def _reviews(rows: Sequence[Any], actor: Actor, now: datetime) -> list[Item]:
    calendar, found = working_calendar(), []
    for row in rows:
        left = remaining(row.due_at, Unit.DAY, now, calendar) if row.due_at is not None else None
        found.append(
            Item(
                what=f"不服答复：{row.words}"[:40],
                where=f"{row.organ.name}·{row.request.number}",
                act=f"写{row.get_round_display()}意见",
                address=reverse("requests:request", args=(row.request.ref,)),
                due_at=row.due_at,
                left=left.text if left is not None else "",
                tint=listing.TINTS[left.tone] if left is not None else "",
                target=Reference.to(row),
            )
        )
    return found


def late_below(actor: Actor) -> QuerySet[Any]:
    """What passed a limit one level below the reader, reviews of petitions among it."""
    return overdue.with_review_due(listing.with_due(overdue.to_help_with(actor), business_now()), actor)


def late_items(rows: Sequence[Any], actor: Actor, now: datetime) -> list[Item]:
    """As ``items``; where it is the review that is late, with its own end and who owes the opinion."""
    calendar, found = working_calendar(), []
    for row, item in zip(rows, items(rows, actor, now), strict=True):
        if row.review_due is not None:
            left = remaining(row.review_due, Unit.DAY, now, calendar)
            item = replace(
                item,
                where=f"复查、复核意见在{row.review_organ}·{row.number}",
                act="看看缺什么",
                due_at=row.review_due,
                left=left.text,
                tint=listing.TINTS[left.tone],
            )
        found.append(item)
    return found


def secrets_owed(actor: Actor) -> QuerySet[Any]:
    """Accusations this handler still owes something on."""
    return secrets.owed_by(actor)


def secret_items(rows: Sequence[Any], actor: Actor, now: datetime) -> list[Item]:
    """By number and unit, not in the words of who told it: a first page is seen over a shoulder."""
    calendar, dates, found = working_calendar(), secrets.dates_of_all(rows), []
    for row in rows:
        due_at = dates[row.pk].next_end
        left = remaining(due_at, Unit.DAY, now, calendar)
        found.append(
            Item(
                what=f"检举控告：反映{row.accused_unit or row.accused_area.name}",
                where=row.number,
                act=SECRET_ACTS[row.state],
                address=reverse("secrets:secret", args=(row.ref,)),
                due_at=due_at,
                left=left.text,
                tint=listing.TINTS[left.tone],
            )
        )
    return found


def _titles(model: type[RequestTask] | type[PetitionReview]) -> Callable[..., Mapping[int, Titled]]:
    """Parts and reviews are called as their request, and stand on its page."""

    def titles(ids: Sequence[int], actor: Actor) -> Mapping[int, Titled]:
        rows: QuerySet[Any] = model.objects.visible_to(actor)
        return {
            each.pk: Titled(
                each.request.text, reverse("requests:request", args=(each.request.ref,)), "topology-star"
            )
            for each in rows.filter(pk__in=ids).select_related("request")
        }

    return titles


TIMED = (
    Timed(kind=Request._meta.label_lower, seen=Request.objects.visible_to),
    Timed(
        kind=RequestTask._meta.label_lower, seen=RequestTask.objects.visible_to, titles=_titles(RequestTask)
    ),
    Timed(
        kind=PetitionReview._meta.label_lower,
        seen=PetitionReview.objects.visible_to,
        titles=_titles(PetitionReview),
    ),
)
"""Seen with the request: what is told in confidence (T03) has no clock before anybody but its handlers."""
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
    WorkSource(
        code="grid.secrets",
        label="等您办的检举控告",
        icon="lock",
        order=9,
        rows=secrets_owed,
        written=secret_items,
        address=lambda: reverse("secrets:secrets"),
        suits=lambda actor: actor.may(HANDLE_SECRETS),
    ),
    WorkSource(
        code="grid.reviews",
        label="等您作出意见的复查、复核",
        icon="topology-star",
        order=11,
        rows=reviews_owed,
        written=_reviews,
        suits=lambda actor: actor.may(HANDLE_REQUEST),
    ),
)
