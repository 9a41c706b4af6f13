"""The two things every record shares: where it came from; the district's clock; what limits have been used up;
and how long forms take, without anybody who fills them in.
"""

from typing import ClassVar

from django.db import models

from linli.common.refs import RefField
from linli.common.scoping import ScopedModel, Unscopable

MONTH = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"


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


class Allowance(ScopedModel):
    """How far somebody's allowance for something is used up (``linli.common.limits``). Says of nobody who it is."""

    scope: ClassVar = Unscopable("a digest and a time; nothing of anybody's area")

    key = models.CharField("键的摘要", max_length=64, primary_key=True)
    full_at = models.BigIntegerField("何时恢复全额（毫秒）", db_index=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "频次余量"

    def __str__(self) -> str:
        return self.key[:8]


class FormTime(ScopedModel):
    """How long one form took, in steps, counted together by month and asking office (domain.md P5).

    It must never be possible to learn from here how long a person took: there is no account, session, address,
    request or hour, the key is made of the row's own values so that not even the order of rows tells anything, and a
    test walks the columns (ADR 0024). Written by ``linli.common.form_time`` only.
    """

    scope: ClassVar = Unscopable("minutes of forms, summed over everybody; nothing of anybody's area")

    key = models.CharField("合并键", max_length=160, primary_key=True, editable=False)
    form = models.CharField("表单", max_length=60)
    office = models.CharField("要填的单位", max_length=40)
    month = models.CharField("月份", max_length=7)
    open_seconds = models.PositiveIntegerField("打开时长（档，秒）")
    active_seconds = models.PositiveIntegerField("填写时长（档，秒）")
    count = models.PositiveIntegerField("次数", default=0)

    class Meta(ScopedModel.Meta):
        verbose_name = "表单用时"
        verbose_name_plural = "表单用时"
        constraints = [
            models.CheckConstraint(
                name="form_time_of_a_form", condition=~models.Q(form="") & ~models.Q(office="")
            ),
            models.CheckConstraint(
                name="form_time_active_while_open",
                condition=models.Q(active_seconds__lte=models.F("open_seconds")),
            ),
            models.CheckConstraint(name="form_time_month", condition=models.Q(month__regex=MONTH)),
        ]

    def __str__(self) -> str:
        return self.key


class RoomUse(ScopedModel):
    """How often a part of the workbench was opened in a month, by whomever: what nobody uses is closed (P12)."""

    scope: ClassVar = Unscopable("openings of parts of the platform, summed over everybody")

    key = models.CharField("合并键", max_length=60, primary_key=True, editable=False)
    room = models.CharField("部分", max_length=40)
    month = models.CharField("月份", max_length=7)
    count = models.PositiveIntegerField("次数", default=0)

    class Meta(ScopedModel.Meta):
        verbose_name = "各部分使用"
        verbose_name_plural = "各部分使用"
        constraints = [
            models.CheckConstraint(name="room_use_of_a_room", condition=~models.Q(room="")),
            models.CheckConstraint(name="room_use_month", condition=models.Q(month__regex=MONTH)),
        ]

    def __str__(self) -> str:
        return self.key
