"""Monthly pay, taken from the payroll list of the payer: no second entry. All amounts in fen."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area
from linli.workforce.models.worker import Worker


class Payroll(Record):
    """One worker's pay of one month (``month``: its first day). The unit's own insurance share is not in gross."""

    scope: ClassVar = ScopeBy(area="community", day="month")

    worker = models.ForeignKey(
        Worker, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="社区（村）工作者"
    )
    community = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", verbose_name="当时所在社区（村）"
    )
    month = models.DateField("月份")
    base_fen = models.BigIntegerField("基本工资（分）")
    level_fen = models.BigIntegerField("等级工资（分）", default=0)
    performance_fen = models.BigIntegerField("绩效（分）", default=0)
    allowance_fen = models.BigIntegerField("职业津贴（分）", default=0)
    gross_fen = models.BigIntegerField("应发合计（分）")
    insurance_fen = models.BigIntegerField("单位缴纳社保（分，不计入应发）", default=0)
    paid_on = models.DateField("发放", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "月工资"
        verbose_name_plural = "月工资"
        indexes = [
            models.Index(fields=["month", "paid_on", "community", "gross_fen"], name="payroll_by_month")
        ]
        constraints = [
            models.UniqueConstraint(fields=["worker", "month"], name="payroll_once_a_month"),
            models.CheckConstraint(name="payroll_month_is_first_day", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="payroll_parts_not_negative",
                condition=Q(
                    base_fen__gte=0,
                    level_fen__gte=0,
                    performance_fen__gte=0,
                    allowance_fen__gte=0,
                    insurance_fen__gte=0,
                ),
            ),
            models.CheckConstraint(
                name="payroll_parts_make_gross",
                condition=Q(
                    gross_fen=F("base_fen") + F("level_fen") + F("performance_fen") + F("allowance_fen")
                ),
            ),
            models.CheckConstraint(name="payroll_gross_positive", condition=Q(gross_fen__gt=0)),
            models.CheckConstraint(
                name="payroll_paid_from_its_month",
                condition=Q(paid_on__isnull=True) | Q(paid_on__gte=F("month")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
