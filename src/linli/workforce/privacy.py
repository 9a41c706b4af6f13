"""What this room holds about persons, why, and for how long."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from linli.people.erasing import ANONYMOUS
from linli.privacy import clocks, holdings, retention
from linli.privacy.holdings import Ground, Holding
from linli.privacy.retention import WHY, Rule, Then
from linli.workforce.models import Candidate, Certificate, Commendation, CongressAttendance, Payroll, Worker

OF_WORKER = ("worker__person",)
EMPLOYMENT = "《劳动合同法》和社区工作者管理规定"

HOLDINGS = (
    Holding(
        code="workforce.worker",
        label="社区（村）工作者档案",
        model=Worker,
        person=("person",),
        purpose="用工、定岗定级、发放报酬",
        ground=Ground.CONTRACT,
        law=EMPLOYMENT,
        ends="left_on",
        keep=clocks.EMPLOYMENT,
    ),
    Holding(
        code="workforce.certificate",
        label="职业资格证书",
        model=Certificate,
        person=OF_WORKER,
        purpose="核验证书、发放职业津贴",
        ground=Ground.CONTRACT,
        law=EMPLOYMENT,
        ends="worker__left_on",
        keep=clocks.EMPLOYMENT,
    ),
    Holding(
        code="workforce.payroll",
        label="工资发放记录",
        model=Payroll,
        person=OF_WORKER,
        purpose="发放报酬，财务核算和审计",
        ground=Ground.CONTRACT,
        law="《会计法》",
        ends="month",
        keep=clocks.PAY,
    ),
    Holding(
        code="workforce.congress_attendance",
        label="参加社工大会",
        model=CongressAttendance,
        person=OF_WORKER,
        purpose="组织会议",
        ground=Ground.DUTY,
        law="会议通知",
        ends="congress__held_on",
        keep=clocks.OFFICE,
    ),
    Holding(
        code="workforce.commendation",
        label="表彰",
        model=Commendation,
        person=OF_WORKER,
        purpose="评选和公示表彰",
        ground=Ground.DUTY,
        law="表彰文件",
        ends="congress__held_on",
        keep=clocks.OFFICE,
    ),
    Holding(
        code="workforce.candidate",
        label="考核招聘人选",
        model=Candidate,
        person=OF_WORKER,
        purpose="从社区（村）党组织书记中考核招聘",
        ground=Ground.DUTY,
        law="招聘公告",
        ends="recommended_on",
        keep=clocks.OFFICE,
    ),
)


def _why_they_left(before: date, _: date) -> QuerySet[Any]:
    rows = Worker.objects.unscoped(WHY).filter(left_on__lt=before)
    return rows.exclude(left_reason__in=("", ANONYMOUS))


RULES = (
    Rule(
        code="workforce.worker",
        label="离职工作者的离职原因",
        what="离职原因（可能涉及健康）",
        model=Worker,
        clock=clocks.EMPLOYMENT,
        then=Then.ANONYMISE,
        due=_why_they_left,
        erase=retention.blank(Worker, left_reason=ANONYMOUS),
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    holdings.register(*HOLDINGS)
    retention.register(*RULES)
