"""Who was sent to a class and who came. 人次 are attended enrolments: one person twice is two."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.academy import states
from linli.academy.models.training import TrainingClass
from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area, Organisation
from linli.people.models import Person


class LearnerKind(models.TextChoices):
    """As what the learner was sent."""

    WORKER = "worker", "社区（村）工作者"
    LEAD = "lead", "三长"
    NOTABLE = "notable", "群英"
    VOLUNTEER = "volunteer", "志愿者"


class Result(models.TextChoices):
    """How it ended."""

    QUALIFIED = "qualified", "合格"
    EXCELLENT = "excellent", "优秀"
    UNQUALIFIED = "unqualified", "不合格"


class Enrolment(Record):
    """One learner in one class, on the days ``[attended_on, attended_until)``; both are set once they came.

    ``community`` is where the learner works or lives. ``study_hours`` in 学时.
    """

    scope: ClassVar = ScopeBy(area="community", day="attended_on")

    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.PROTECT, related_name="enrolments", verbose_name="班次"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="学员")
    learner_kind = models.CharField("身份", max_length=12, choices=LearnerKind)
    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="社区（村）")
    nominated_by = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="选派单位",
    )
    status = models.CharField(
        "状态", max_length=12, choices=states.ENROLMENT.choices, default=states.APPLIED, editable=False
    )
    attended_on = models.DateField("到训日期", null=True, blank=True)
    attended_until = models.DateField("参训截止（不含当日）", null=True, blank=True)
    study_hours = models.PositiveSmallIntegerField("学时", null=True, blank=True)
    result = models.CharField("结业情况", max_length=12, blank=True, choices=Result)
    note = models.CharField("备注", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "参训记录"
        verbose_name_plural = "参训记录"
        indexes = [
            models.Index(fields=["attended_on", "status", "learner_kind"], name="enrolment_by_day"),
        ]
        constraints = [
            states.ENROLMENT.constraint("status", "enrolment_status_known"),
            models.CheckConstraint(
                name="enrolment_learner_known", condition=Q(learner_kind__in=LearnerKind.values)
            ),
            models.CheckConstraint(
                name="enrolment_result_known", condition=Q(result__in=["", *Result.values])
            ),
            models.UniqueConstraint(
                fields=["training_class", "person"],
                name="enrolment_once_per_class",
                violation_error_message="这个人已经报了这个班。",
            ),
            models.CheckConstraint(
                name="enrolment_days_if_present",
                condition=Q(
                    status__in=states.PRESENT, attended_on__isnull=False, attended_until__isnull=False
                )
                | (~Q(status__in=states.PRESENT) & Q(attended_on__isnull=True, attended_until__isnull=True)),
            ),
            ends_after_start("enrolment_ends_after_start", start="attended_on", end="attended_until"),
            NoOverlap(
                name="enrolment_one_class_a_day",
                fields=["person"],
                start="attended_on",
                end="attended_until",
                condition=Q(status__in=states.PRESENT),
                violation_error_message="这位学员这几天已在另一个班参训。同一天只能参加一个班。",
            ),
            models.CheckConstraint(
                name="enrolment_completed_has_hours",
                condition=~Q(status=states.COMPLETED) | Q(study_hours__isnull=False, study_hours__gt=0),
            ),
            models.CheckConstraint(
                name="enrolment_result_of_completed",
                condition=Q(result="") | Q(status=states.COMPLETED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_status_display()}"
