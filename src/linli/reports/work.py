"""What reports put before somebody: to be signed, come back, begun."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from linli.access.actor import Actor
from linli.orgs.selectors import under_paths
from linli.reports.models import Report
from linli.reports.policies import ISSUE_REPORT, WRITE_REPORT
from linli.reports.selectors import reports_for
from linli.reports.states import DRAFT, ENDED, IN_REVIEW, REPORT
from linli.ui.work import Item, Part, WorkSource

MINE = Q(pk__in=[])


def waiting(actor: Actor) -> QuerySet[Report]:
    """Sent by somebody else and mine to sign; or sent back to me, the writer. The longest waiting first."""
    to_sign = under_paths(paths, "area__path") if (paths := actor.paths(ISSUE_REPORT)) else MINE
    found = Q(to_sign, state=IN_REVIEW) & ~Q(sent_by_id=actor.account_id)
    own = Q(recorded_by_id=actor.account_id) | Q(sent_by_id=actor.account_id)
    back = Q(own, state=DRAFT) & ~Q(returned_reason="")
    return reports_for(actor).filter(found | back).order_by("sent_at", "pk")


def begun(actor: Actor) -> QuerySet[Report]:
    """Reports this account began and nobody has signed yet, those sent back apart: they wait for the writer."""
    back = Q(state=DRAFT) & ~Q(returned_reason="")
    rows = reports_for(actor).filter(recorded_by_id=actor.account_id).exclude(state__in=ENDED)
    return rows.exclude(back).order_by("-recorded_at", "-pk")


def _why(report: Report) -> str:
    return f"退回：{report.returned_reason}" if report.is_draft else "工作报告，等您签发"


def _waiting_items(rows: Sequence[Report], actor: Actor, now: datetime) -> list[Item]:
    return [
        Item(
            what=report.title,
            where=f"{report.area.name}·{_why(report)}",
            act="改好再送审" if report.is_draft else "核对并签发",
            address=reverse("reports:report", args=(report.ref,)),
            left="被退回" if report.is_draft else "待签发",
            tint="plum" if report.is_draft else "lake",
        )
        for report in rows
    ]


def _begun_items(rows: Sequence[Report], actor: Actor, now: datetime) -> list[Item]:
    return [
        Item(
            what=report.title,
            where=report.area.name if report.is_draft else f"{report.area.name}·等有签发权限的同事签发",
            address=reverse("reports:report", args=(report.ref,)),
            left=REPORT.state(report.state).label,
            tint="" if report.is_draft else "lake",
        )
        for report in rows
    ]


def _list() -> str:
    return reverse("reports:list")


SOURCES = (
    WorkSource(
        code="reports.waiting",
        label="等您签发或改的报告",
        icon="file-text",
        order=20,
        rows=waiting,
        written=_waiting_items,
        address=_list,
        suits=lambda actor: actor.may(WRITE_REPORT),
    ),
    WorkSource(
        code="reports.begun",
        label="您起草的报告",
        part=Part.STARTED,
        icon="file-text",
        order=60,
        rows=begun,
        written=_begun_items,
        address=_list,
        suits=lambda actor: actor.may(WRITE_REPORT),
    ),
)
