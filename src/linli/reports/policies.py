"""Who may write, sign and publish a report: within one's area, and never both send and sign the same one."""

from django.core.exceptions import PermissionDenied

from linli.access.actor import Actor
from linli.access.roles import DISTRICT, OFFICES, SECRETARY, STREET, declare
from linli.orgs.models import Area
from linli.reports.models import Report

CHECK_TEXT = declare("text.check", "核对一段文字里的数字", OFFICES)
WRITE_REPORT = declare("report.write", "起草工作报告、送审", OFFICES)
ISSUE_REPORT = declare("report.issue", "签发、退回、公开工作报告", (DISTRICT, STREET, SECRETARY))

SAME_PERSON = (
    "这份报告是您自己送审的。送审和签发由不同的人办（两人原则）。请换一位有签发权限的同事，或先撤回送审。"
)


def may_write(actor: Actor, area: Area) -> bool:
    """Write, send to review, take back."""
    return actor.may(WRITE_REPORT, area)


def may_sign(actor: Actor, report: Report) -> bool:
    """Send back, publish; and sign what somebody else sent."""
    return actor.may(ISSUE_REPORT, report.area)


def sent_it(actor: Actor, report: Report) -> bool:
    """Whether this very person sent the report to review."""
    return report.sent_by_id is not None and report.sent_by_id == actor.account_id


def require_write(actor: Actor, area: Area) -> None:
    """Raises PermissionDenied in words."""
    if not may_write(actor, area):
        raise PermissionDenied(
            f"您的任职不包括{area.name}的工作报告，不能在这里起草。请由当地或上级的工作人员办理。"
        )


def require_sign(actor: Actor, report: Report, *, another_person: bool = False) -> None:
    """Raises PermissionDenied in words. ``another_person``: refuses whoever sent the report."""
    if not may_sign(actor, report):
        raise PermissionDenied(
            f"签发{report.area.name}的工作报告要有签发权限：区、街道的工作人员或社区书记。请交给他们办理。"
        )
    if another_person and sent_it(actor, report):
        raise PermissionDenied(SAME_PERSON)
