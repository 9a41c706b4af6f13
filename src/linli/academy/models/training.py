"""Classes, salons and other meetings of the academy, and their sessions."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.academy import states
from linli.academy.models.course import Course, Teacher
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area
from linli.people.models import Person


class ClassKind(models.TextChoices):
    """Classes and salons are counted apart (domain.md 4.1)."""

    CLASS = "class", "培训班"
    SALON = "salon", "沙龙"
    CONTEST = "contest", "比武"
    ON_SITE = "on_site", "现场教学"


class Target(models.TextChoices):
    """For whom it is."""

    HEADS = "heads", "社区（村）正职"
    DEPUTIES = "deputies", "社区（村）副职"
    FULL_TIME = "full_time", "专职工作者"
    LEADS = "leads", "三长"
    NOTABLES = "notables", "群英"
    VOLUNTEERS = "volunteers", "志愿者"


class TrainingClass(Record):
    """第 ``number`` 期 of its kind, from ``starts_on`` to ``ends_on``, both included.

    It lies in the district, or in the community where the academy is. ``quota`` in persons.
    """

    scope: ClassVar = ScopeBy(area="area", day="starts_on", downward=True)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    kind = models.CharField("类别", max_length=12, choices=ClassKind)
    number = models.PositiveSmallIntegerField("期次")
    theme = models.CharField("主题", max_length=100)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    target = models.CharField("对象", max_length=16, choices=Target)
    place = models.CharField("地点", max_length=80, blank=True)
    quota = models.PositiveSmallIntegerField("名额（人）", null=True, blank=True)
    budget_fen = models.BigIntegerField("预算（分）", default=0)
    head_teacher = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="班主任"
    )
    state = models.CharField(
        "状态", max_length=16, choices=states.CLASS.choices, default=states.PLANNED, editable=False
    )
    cancel_reason = models.CharField("取消原因", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "培训班次"
        verbose_name_plural = "培训班次"
        indexes = [models.Index(fields=["starts_on", "kind", "state"], name="training_class_by_day")]
        constraints = [
            states.CLASS.constraint("state", "class_state_known"),
            models.CheckConstraint(name="class_kind_known", condition=Q(kind__in=ClassKind.values)),
            models.CheckConstraint(name="class_target_known", condition=Q(target__in=Target.values)),
            models.CheckConstraint(name="class_has_theme", condition=~Q(theme="")),
            models.CheckConstraint(name="class_number_positive", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="class_ends_on_or_after_start", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(name="class_budget_not_negative", condition=Q(budget_fen__gte=0)),
            models.UniqueConstraint(
                fields=["kind", "number"],
                condition=~Q(state=states.CANCELLED),
                name="class_number_once",
                violation_error_message="已有同一期次。取消的期次可以重排。",
            ),
            models.CheckConstraint(
                name="class_cancelled_has_reason",
                condition=(Q(state=states.CANCELLED) & ~Q(cancel_reason=""))
                | (~Q(state=states.CANCELLED) & Q(cancel_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}期{self.get_kind_display()}"


class Session(Record):
    """One lesson of a class."""

    scope: ClassVar = ScopeBy(area="training_class__area", day="held_on", downward=True)

    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.CASCADE, related_name="sessions", verbose_name="班次"
    )
    held_on = models.DateField("日期")
    starts_at = models.TimeField("开始")
    ends_at = models.TimeField("结束")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+", verbose_name="课程")
    teacher = models.ForeignKey(
        Teacher, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="教师"
    )
    room = models.CharField("教室", max_length=40, blank=True)

    class Meta(Record.Meta):
        verbose_name = "课次"
        verbose_name_plural = "课次"
        constraints = [
            models.CheckConstraint(name="session_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.UniqueConstraint(
                fields=["training_class", "held_on", "starts_at"], name="session_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.course}"
