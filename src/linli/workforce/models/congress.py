"""The yearly congress of community workers, who attended, who was commended (domain.md 2.3).

Attendance and commendation keep the community of that day: a worker who later moves takes no figure along.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area
from linli.workforce.models.worker import Worker
from linli.workforce.states import COMMENDATION, DECIDED, DECLINED, POSTED


class Congress(Record):
    """One congress that was held, or is called for a day to come; one per area and year."""

    scope: ClassVar = ScopeBy(area="area", day="held_on", downward=True)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    year = models.PositiveSmallIntegerField("年度")
    held_on = models.DateField("召开")
    name = models.CharField("名称", max_length=80)
    place = models.CharField("地点", max_length=80, blank=True)

    class Meta(Record.Meta):
        verbose_name = "社区（村）工作者大会"
        verbose_name_plural = "社区（村）工作者大会"
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="congress_once_a_year"),
            models.CheckConstraint(name="congress_held_in_its_year", condition=Q(held_on__year=F("year"))),
        ]

    def __str__(self) -> str:
        return self.name


class AttendanceStatus(models.TextChoices):
    """Whether a worker who was called came."""

    ATTENDED = "attended", "参会"
    EXCUSED = "excused", "请假"
    ABSENT = "absent", "未到"


class CongressAttendance(Record):
    """One worker called to one congress."""

    scope: ClassVar = ScopeBy(area="community", day="congress__held_on")

    congress = models.ForeignKey(
        Congress, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="大会"
    )
    worker = models.ForeignKey(
        Worker, on_delete=models.PROTECT, related_name="+", verbose_name="社区（村）工作者"
    )
    community = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", verbose_name="当时所在社区（村）"
    )
    status = models.CharField(
        "到会", max_length=10, choices=AttendanceStatus, default=AttendanceStatus.ATTENDED
    )

    class Meta(Record.Meta):
        verbose_name = "参会记录"
        verbose_name_plural = "参会记录"
        indexes = [models.Index(fields=["congress", "status", "community"], name="congress_attendance_by")]
        constraints = [
            models.UniqueConstraint(fields=["congress", "worker"], name="congress_attendance_once"),
            models.CheckConstraint(
                name="congress_attendance_status_known", condition=Q(status__in=AttendanceStatus.values)
            ),
        ]

    def __str__(self) -> str:
        return self.get_status_display()


_WAS_POSTED = Q(posted_from__isnull=False, posted_until__isnull=False)
_NOT_POSTED = Q(posted_from__isnull=True, posted_until__isnull=True)


class Commendation(Record):
    """One worker put forward for one congress, and commended once decided; never before a posting ended."""

    scope: ClassVar = ScopeBy(area="community", day="decided_on")

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="+", verbose_name="大会")
    worker = models.ForeignKey(
        Worker, on_delete=models.PROTECT, related_name="+", verbose_name="社区（村）工作者"
    )
    community = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", verbose_name="当时所在社区（村）"
    )
    title = models.CharField("荣誉", max_length=60)
    nominated_on = models.DateField("推荐")
    posted_from = models.DateField("公示开始", null=True, blank=True, editable=False)
    posted_until = models.DateField("公示结束", null=True, blank=True, editable=False)
    decided_on = models.DateField("决定表彰", null=True, blank=True, editable=False)
    state = models.CharField(
        "状态", max_length=16, choices=COMMENDATION.choices, default=COMMENDATION.initial, editable=False
    )
    reason = models.CharField("不予表彰原因", max_length=120, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "表彰"
        verbose_name_plural = "表彰"
        indexes = [models.Index(fields=["decided_on", "community"], name="commendation_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["congress", "worker"], name="commendation_once_per_congress"),
            COMMENDATION.constraint("state", "commendation_state_known"),
            models.CheckConstraint(
                name="commendation_state_fits_dates",
                condition=(Q(state=DECIDED, decided_on__isnull=False) & _WAS_POSTED)
                | (Q(state=POSTED, decided_on__isnull=True) & _WAS_POSTED)
                | (Q(state=DECLINED, decided_on__isnull=True) & ~Q(reason="") & (_WAS_POSTED | _NOT_POSTED))
                | (~Q(state__in=(DECIDED, POSTED, DECLINED)) & Q(decided_on__isnull=True) & _NOT_POSTED),
            ),
            models.CheckConstraint(
                name="commendation_dates_in_order",
                condition=_NOT_POSTED
                | (
                    Q(posted_from__gte=F("nominated_on"), posted_until__gt=F("posted_from"))
                    & (Q(decided_on__isnull=True) | Q(decided_on__gt=F("posted_until")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title
