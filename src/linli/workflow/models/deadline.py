"""Deadlines of things in any system, with every extension and pause as a record with its reason.

Written by ``linli.workflow.services`` only.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.guards import append_only
from linli.common.scoping import ScopeBy, ScopedModel, Unscopable
from linli.orgs.models import Area
from linli.workflow.clocks import clock
from linli.workflow.deadlines import UNIT_CHOICES, Unit

UNIT_CODES = [code for code, _ in UNIT_CHOICES]


class ClockRuleOverride(ScopedModel):
    """The district's own value for a configurable clock, in force ``[valid_from, valid_to)``."""

    scope: ClassVar = Unscopable("clocks hold for the whole district and are posted")

    code = models.CharField("时限", max_length=60)
    amount = models.PositiveSmallIntegerField("数量")
    unit = models.CharField("单位", max_length=12, choices=UNIT_CHOICES)
    basis = models.CharField("依据", max_length=120)
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "时限设置"
        verbose_name_plural = "时限设置"
        ordering = ["code", "valid_from"]
        constraints = [
            NoOverlap(
                name="clock_override_one_at_a_time",
                fields=["code"],
                violation_error_message="这段时间已经有设置了。",
            ),
            ends_after_start("clock_override_ends_after_start"),
            models.CheckConstraint(name="clock_override_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="clock_override_unit_known", condition=Q(unit__in=UNIT_CODES)),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {Unit(self.unit).said(self.amount)}"


class Deadline(ScopedModel):
    """By when something is due on ``target``, in the unit of the rule and as an instant.

    It runs until it is met or dropped (the thing it was set for fell away). ``due_at`` is empty only while
    the calendar of ``awaits_year`` is not published. ``kind`` is the code of the clock, ``amount``, ``unit``
    and ``basis`` are copied from it: a rule changed later changes no running deadline.
    """

    scope: ClassVar = ScopeBy(area="area")

    target_type = models.CharField("对象类型", max_length=60)
    target_id = models.BigIntegerField("对象")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    kind = models.CharField("时限", max_length=60)
    amount = models.PositiveSmallIntegerField("数量")
    unit = models.CharField("单位", max_length=12, choices=UNIT_CHOICES)
    rolls = models.BooleanField("末日顺延")
    basis = models.CharField("依据", max_length=120)
    started_at = models.DateTimeField("起算")
    due_at = models.DateTimeField("到期", null=True)
    awaits_year = models.PositiveSmallIntegerField("待公布日历的年份", null=True)
    paused_at = models.DateTimeField("暂停自", null=True)
    met_at = models.DateTimeField("完成", null=True)
    dropped_at = models.DateTimeField("撤销", null=True)
    drop_reason = models.CharField("撤销理由", max_length=200, blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "时限"
        verbose_name_plural = "时限"
        indexes = [
            models.Index(fields=["target_type", "target_id"], name="deadline_by_target"),
            models.Index(
                fields=["due_at", "area"],
                name="deadline_running",
                condition=Q(met_at__isnull=True, dropped_at__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["target_type", "target_id", "kind"],
                condition=Q(met_at__isnull=True, dropped_at__isnull=True),
                name="deadline_runs_once_per_kind",
            ),
            models.CheckConstraint(name="deadline_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="deadline_unit_known", condition=Q(unit__in=UNIT_CODES)),
            models.CheckConstraint(
                name="deadline_has_basis", condition=~Q(basis="") & ~Q(kind="") & ~Q(target_type="")
            ),
            models.CheckConstraint(
                name="deadline_due_or_awaits",
                condition=Q(due_at__isnull=False, awaits_year__isnull=True)
                | Q(due_at__isnull=True, awaits_year__isnull=False),
            ),
            models.CheckConstraint(
                name="deadline_due_not_before_start",
                condition=Q(due_at__isnull=True) | Q(due_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="deadline_ends_once",
                condition=Q(met_at__isnull=True) | Q(dropped_at__isnull=True),
            ),
            models.CheckConstraint(
                name="deadline_met_not_before_start",
                condition=Q(met_at__isnull=True) | Q(met_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="deadline_paused_only_while_running",
                condition=Q(paused_at__isnull=True) | Q(met_at__isnull=True, dropped_at__isnull=True),
            ),
            models.CheckConstraint(
                name="deadline_drop_has_reason",
                condition=Q(dropped_at__isnull=True, drop_reason="")
                | (Q(dropped_at__isnull=False) & ~Q(drop_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target_type}:{self.target_id}"

    @property
    def name(self) -> str:
        """What the clock is of, ``调解``."""
        return clock(self.kind).object

    @property
    def said(self) -> str:
        """The legal period, ``30 天``."""
        return Unit(self.unit).said(self.amount)

    @property
    def is_running(self) -> bool:
        """Neither met nor dropped (a paused one runs, standing still)."""
        return self.met_at is None and self.dropped_at is None


@append_only
class Extension(ScopedModel):
    """One extension: why, by whom, from when to when it moved the end. Never changed or deleted."""

    scope: ClassVar = ScopeBy(area="deadline__area")

    deadline = models.ForeignKey(
        Deadline, on_delete=models.PROTECT, related_name="extensions", verbose_name="时限"
    )
    reason = models.CharField("理由", max_length=200)
    granted_by_id = models.BigIntegerField("批准人账号", null=True)
    granted_at = models.DateTimeField("批准时间")
    due_before = models.DateTimeField("原到期")
    new_due_at = models.DateTimeField("新到期")

    class Meta(ScopedModel.Meta):
        verbose_name = "延期"
        verbose_name_plural = "延期"
        ordering = ["granted_at", "pk"]
        constraints = [
            models.CheckConstraint(name="extension_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="extension_is_later", condition=Q(new_due_at__gt=F("due_before"))),
        ]

    def __str__(self) -> str:
        return f"{self.due_before:%Y-%m-%d} → {self.new_due_at:%Y-%m-%d}"


@append_only
class Suspension(ScopedModel):
    """The clock stands still from ``suspended_at``: why, by whom. Never changed or deleted."""

    scope: ClassVar = ScopeBy(area="deadline__area")

    deadline = models.ForeignKey(
        Deadline, on_delete=models.PROTECT, related_name="suspensions", verbose_name="时限"
    )
    number = models.PositiveSmallIntegerField("第几次")
    reason = models.CharField("理由", max_length=200)
    suspended_by_id = models.BigIntegerField("批准人账号", null=True)
    suspended_at = models.DateTimeField("暂停自")

    class Meta(ScopedModel.Meta):
        verbose_name = "暂停计时"
        verbose_name_plural = "暂停计时"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["deadline", "number"], name="suspension_numbered_once"),
            models.CheckConstraint(name="suspension_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.suspended_at:%Y-%m-%d %H:%M} {self.reason}"


@append_only
class Resumption(ScopedModel):
    """The end of one suspension, and what it did to the end of the period. Never changed or deleted."""

    scope: ClassVar = ScopeBy(area="suspension__deadline__area")

    suspension = models.OneToOneField(
        Suspension, on_delete=models.PROTECT, related_name="resumption", verbose_name="暂停"
    )
    reason = models.CharField("理由", max_length=200)
    resumed_by_id = models.BigIntegerField("批准人账号", null=True)
    resumed_at = models.DateTimeField("恢复自")
    due_before = models.DateTimeField("原到期")
    new_due_at = models.DateTimeField("新到期")

    class Meta(ScopedModel.Meta):
        verbose_name = "恢复计时"
        verbose_name_plural = "恢复计时"
        constraints = [
            models.CheckConstraint(name="resumption_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="resumption_not_earlier", condition=Q(new_due_at__gte=F("due_before"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resumed_at:%Y-%m-%d %H:%M} {self.reason}"
