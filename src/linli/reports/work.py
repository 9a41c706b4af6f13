"""What reports put before somebody: to be signed, come back, begun."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.urls import reverse

from linli.access.actor import Actor
from linli.orgs.selectors import under_paths
from linli.reports.models import Report
from linli.reports.policies import ISSUE_REPORT, WRITE_REPORT
from linli.reports.selectors import reports_for
from linli.reports.states import DRAFT, ENDED, IN_REVIEW, REPORT
from linli.ui.work import Item, Part, WorkSource
from linli.workflow.assigning import held_ids, others_hold


def of(actor: Actor) -> QuerySet[Any]:
    """Sent by somebody else and the actor's to sign; sent back to the actor, its writer; begun by the actor, or handed
    over to them, and signed by nobody yet. What waits for the actor comes first, the longest waiting on top.
    """
    person = actor.account.person_id if actor.account is not None else None
    to_sign = under_paths(paths, "area__path") if (paths := actor.paths(ISSUE_REPORT)) else Q(pk__in=[])
    handed = Q(pk__in=held_ids(Report, person))
    mine = handed | Q(Q(recorded_by_id=actor.account_id), ~Q(pk__in=others_hold(Report, person)))
    own = mine | Q(sent_by_id=actor.account_id)
    waits = Q(to_sign, ~Q(sent_by_id=actor.account_id), state=IN_REVIEW)
    waits |= Q(own, ~Q(returned_reason=""), state=DRAFT)
    begun = mine & ~Q(state__in=ENDED)
    rows = reports_for(actor).annotate(waits=Case(When(waits, then=True), default=False))
    return rows.filter(waits | begun).order_by("-waits", "sent_at", "-recorded_at", "-pk")


def _why(report: Report) -> str:
    return f"退回：{report.returned_reason}" if report.is_draft else "工作报告，等您签发"


def _items(rows: Sequence[Any], actor: Actor, now: datetime) -> list[Item]:
    return [_waiting(report) if report.waits else _begun(report) for report in rows]


def _waiting(report: Report) -> Item:
    return Item(
        what=report.title,
        where=f"{report.area.name}·{_why(report)}",
        act="改好再送审" if report.is_draft else "核对并签发",
        address=reverse("reports:report", args=(report.ref,)),
        left="被退回" if report.is_draft else "待签发",
        tint="plum" if report.is_draft else "lake",
    )


def _begun(report: Report) -> Item:
    return Item(
        what=report.title,
        where=report.area.name if report.is_draft else f"{report.area.name}·等有签发权限的同事签发",
        address=reverse("reports:report", args=(report.ref,)),
        left=REPORT.state(report.state).label,
        tint="" if report.is_draft else "lake",
        part=Part.STARTED,
    )


def _list() -> str:
    return reverse("reports:list")


SOURCES = (
    WorkSource(
        code="reports.mine",
        label="等您的和您起草的报告",
        icon="file-text",
        order=20,
        rows=of,
        written=_items,
        address=_list,
        suits=lambda actor: actor.may(WRITE_REPORT),
    ),
)
