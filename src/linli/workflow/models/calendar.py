"""The working calendar as data: every day of each published year, and the working hours."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.scoping import ScopedModel, Unscopable


class DayKind(models.TextChoices):
    """Whether a day is worked, and if not, why."""

    WORKDAY = "workday", "工作日"
    REST = "rest", "休息日"
    HOLIDAY = "holiday", "节假日"


class CalendarDay(ScopedModel):
    """One day. ``name`` says why it departs from the week: the holiday, or whose make-up workday it is."""

    scope: ClassVar = Unscopable("the State's calendar belongs to no area")

    day = models.DateField("日期", unique=True)
    kind = models.CharField("类别", max_length=8, choices=DayKind)
    name = models.CharField("说明", max_length=40, blank=True)
    source = models.CharField("来源", max_length=80)

    class Meta(ScopedModel.Meta):
        verbose_name = "日历"
        verbose_name_plural = "日历"
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(name="calendar_day_kind_known", condition=Q(kind__in=DayKind.values)),
            models.CheckConstraint(
                name="calendar_holiday_is_named", condition=~Q(kind=DayKind.HOLIDAY) | ~Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"


class WorkingHours(ScopedModel):
    """Working hours of a period ``[valid_from, valid_to)``; days in none have 8:30–12:00, 14:00–17:30."""

    scope: ClassVar = Unscopable("one set of hours holds for the whole district")

    morning_from = models.TimeField("上午自")
    morning_to = models.TimeField("上午至")
    afternoon_from = models.TimeField("下午自")
    afternoon_to = models.TimeField("下午至")
    basis = models.CharField("依据", max_length=120)
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "作息时间"
        verbose_name_plural = "作息时间"
        ordering = ["valid_from"]
        constraints = [
            NoOverlap(
                name="working_hours_one_at_a_time",
                fields=[],
                violation_error_message="这段时间已经有作息时间了。",
            ),
            ends_after_start("working_hours_end_after_start"),
            models.CheckConstraint(
                name="working_hours_in_order",
                condition=Q(
                    morning_from__lt=F("morning_to"),
                    morning_to__lt=F("afternoon_from"),
                    afternoon_from__lt=F("afternoon_to"),
                ),
            ),
        ]

    def __str__(self) -> str:
        edges = (self.morning_from, self.morning_to, self.afternoon_from, self.afternoon_to)
        return "{:%H:%M}–{:%H:%M}，{:%H:%M}–{:%H:%M}".format(*edges)
