"""The two things every record shares: where it came from; the district's clock; what limits have been used up."""

from django.db import models

from linli.common.refs import RefField
from linli.common.scoping import ScopedModel


class Provenance(models.TextChoices):
    """How a record got here."""

    ENTERED = "entered", "当场记录"
    ON_BEHALF = "on_behalf", "纸面或电话代录"
    IMPORTED = "imported", "名册导入"
    DERIVED = "derived", "由其他记录生成"
    DEMO = "demo", "演示数据"


class Record(ScopedModel):
    """A fact somebody recorded once: its public reference, who entered it, when, and from what."""

    ref = RefField()
    provenance = models.CharField("来源方式", max_length=12, choices=Provenance, default=Provenance.ENTERED)
    recorded_at = models.DateTimeField("记录时间", auto_now_add=True)
    recorded_by_id = models.BigIntegerField("记录人账号", null=True, editable=False)

    class Meta(ScopedModel.Meta):
        abstract = True


class ClockStand(models.Model):
    """Where the business clock stands. One row in a demo, none in real life."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    stands_at = models.DateTimeField("业务时间")

    class Meta:
        verbose_name = "业务时钟"
        constraints = [models.CheckConstraint(name="clock_stand_is_single", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return self.stands_at.isoformat()


class Allowance(models.Model):
    """How far somebody's allowance for something is used up (``linli.common.limits``). Says of nobody who it is."""

    key = models.CharField("键的摘要", max_length=64, primary_key=True)
    full_at = models.BigIntegerField("何时恢复全额（毫秒）", db_index=True)

    class Meta:
        verbose_name = "频次余量"

    def __str__(self) -> str:
        return self.key[:8]
