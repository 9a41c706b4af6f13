"""Which daily work was done on which day."""

from typing import ClassVar

from django.db import models

from linli.common.scoping import ScopedModel, Unscopable


class DailyRun(ScopedModel):
    """One piece of work on one real day; ``trouble`` is empty when it was done."""

    scope: ClassVar = Unscopable("the machine's own diary; nothing of anybody's area")

    code = models.CharField("任务", max_length=60)
    day = models.DateField("日期")
    trouble = models.CharField("没做成的原因", max_length=300, blank=True)
    ran_at = models.DateTimeField("最近一次", auto_now=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "每日任务"
        verbose_name_plural = "每日任务"
        constraints = [models.UniqueConstraint(fields=["code", "day"], name="daily_run_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.day}"
