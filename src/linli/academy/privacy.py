"""What this room holds about persons, why, and for how long."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from linli.academy.models import Enrolment, Session, Teacher, TrainingClass
from linli.privacy import clocks, holdings, retention
from linli.privacy.holdings import Ground, Holding
from linli.privacy.retention import WHY, Rule, Then

TRAINING = "《干部教育培训工作条例》和社区工作者培训的职责"

HOLDINGS = (
    Holding(
        code="academy.enrolment",
        label="参训记录",
        model=Enrolment,
        person=("person",),
        purpose="安排培训，记学时和结业",
        ground=Ground.DUTY,
        law=TRAINING,
        ends="training_class__ends_on",
        keep=clocks.TRAINING,
    ),
    Holding(
        code="academy.teacher",
        label="师资",
        model=Teacher,
        person=("person",),
        purpose="聘请教师、安排课程",
        ground=Ground.CONTRACT,
        law="聘任约定",
        ends="valid_to",
        keep=clocks.TRAINING,
    ),
    Holding(
        code="academy.session",
        label="授课",
        model=Session,
        person=("teacher__person",),
        purpose="排课",
        ground=Ground.CONTRACT,
        law="聘任约定",
        ends="held_on",
        keep=clocks.TRAINING,
        only=("held_on", "starts_at", "ends_at", "course"),
    ),
    Holding(
        code="academy.head_teacher",
        label="担任班主任",
        model=TrainingClass,
        person=("head_teacher",),
        purpose="管理班次",
        ground=Ground.DUTY,
        law=TRAINING,
        ends="ends_on",
        keep=clocks.TRAINING,
        only=("kind", "number", "theme", "starts_on", "ends_on"),
    ),
)


def _noted(before: date, _: date) -> QuerySet[Any]:
    return Enrolment.objects.unscoped(WHY).filter(training_class__ends_on__lt=before).exclude(note="")


RULES = (
    Rule(
        code="academy.enrolment",
        label="参训记录的备注",
        what="备注",
        model=Enrolment,
        clock=clocks.TRAINING,
        then=Then.ANONYMISE,
        due=_noted,
        erase=retention.blank(Enrolment, note=""),
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    holdings.register(*HOLDINGS)
    holdings.exempt("说的是课程；主讲教师见“师资”", "academy.Course.owner")
    retention.register(*RULES)
