"""What retention did: one row per rule and run. Never changed or deleted."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.guards import append_only
from linli.common.scoping import ScopedModel, Unscopable


@append_only
class RetentionRun(ScopedModel):
    """``count`` rows of one rule, whose purpose ended before ``before``; ``digest`` is over their sorted ids."""

    scope: ClassVar = Unscopable("counts of the whole district; nobody's data")

    rule = models.CharField("规则", max_length=60)
    ran_at = models.DateTimeField("运行时间", auto_now_add=True)
    day = models.DateField("业务日期")
    before = models.DateField("早于")
    kept = models.CharField("保存期", max_length=30)
    count = models.PositiveIntegerField("处理条数")
    digest = models.CharField("摘要", max_length=64)

    class Meta(ScopedModel.Meta):
        verbose_name = "到期处理"
        verbose_name_plural = "到期处理"
        indexes = [models.Index(fields=["rule", "-ran_at"], name="retention_run_by_rule")]
        constraints = [
            models.CheckConstraint(name="retention_run_touched_rows", condition=Q(count__gt=0)),
            models.CheckConstraint(name="retention_run_has_digest", condition=~Q(digest="")),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.day}: {self.count}"
