"""Who is told what of a report on its way: those who may sign it, and whoever sent it."""

from django.urls import reverse

from linli.access.actor import Actor
from linli.inbox.kinds import Kind
from linli.inbox.selectors import account, holding_at
from linli.inbox.services import tell
from linli.people.models import Account
from linli.reports.models import Report
from linli.reports.policies import ISSUE_REPORT


def _page(report: Report) -> str:
    return reverse("reports:report", args=(report.ref,))


KINDS = (
    Kind(
        code="reports.sent", label="送来审签的报告", title="《{title}》送来审签", line="{area}", address=_page
    ),
    Kind(
        code="reports.sent_back",
        label="退回来的报告",
        title="《{title}》退回修改",
        line="退回的理由写在报告上。",
        address=_page,
    ),
    Kind(
        code="reports.issued", label="签发了的报告", title="《{title}》已经签发", line="{area}", address=_page
    ),
)


def _data(report: Report) -> dict[str, object]:
    return {"title": report.title, "area": report.area.name}


def sent(actor: Actor, report: Report) -> None:
    """To those nearest who may sign it; never to whoever sent it."""
    signers = holding_at(report.area, ISSUE_REPORT, without=[actor.account_id])
    tell(accounts=signers, kind="reports.sent", target=report, data=_data(report))


def sent_back(actor: Actor, report: Report) -> None:
    """To whoever sent it."""
    tell(accounts=_sender(actor, report), kind="reports.sent_back", target=report, data=_data(report))


def issued(actor: Actor, report: Report) -> None:
    """To whoever sent it."""
    tell(accounts=_sender(actor, report), kind="reports.issued", target=report, data=_data(report))


def _sender(actor: Actor, report: Report) -> list[Account]:
    return [each for each in account(report.sent_by_id) if each.pk != actor.account_id]
