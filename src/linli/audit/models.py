"""The log of acts, and the seals over it. Rows are added and never change; the database refuses anything else.

Actor, area and target are typed ids without foreign keys, so that everything above can log and nothing
logged can vanish with what it names.
"""

from typing import ClassVar

from django.db import models

from linli.common.guards import append_only
from linli.common.scoping import ScopedModel, Unscopable


@append_only
class Act(ScopedModel):
    """One act, or one look at personal data, in real time."""

    scope: ClassVar = Unscopable("only audit administrators reach the log; the desk checks that capability")

    at = models.DateTimeField("时间", auto_now_add=True)
    actor_id = models.BigIntegerField("账号", null=True)
    actor_kind = models.CharField(
        "谁", max_length=8, choices=[("account", "账号"), ("system", "系统"), ("public", "公众")]
    )
    code = models.CharField("行为", max_length=80)
    target_type = models.CharField("对象类型", max_length=60, blank=True)
    target_id = models.BigIntegerField("对象", null=True)
    area_id = models.BigIntegerField("地区", null=True)
    is_look = models.BooleanField("只是查看", default=False)
    data = models.JSONField("内容", default=dict)
    request_id = models.CharField("请求编号", max_length=32, blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "留痕"
        verbose_name_plural = "留痕"
        indexes = [
            models.Index(fields=["target_type", "target_id"], name="act_by_target"),
            models.Index(fields=["actor_id", "at"], name="act_by_actor"),
            models.Index(fields=["code", "id"], name="act_by_code"),
            models.Index(fields=["id"], name="act_changes", condition=models.Q(is_look=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="act_account_has_id",
                condition=~models.Q(actor_kind="account") | models.Q(actor_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.code}"


@append_only
class Seal(ScopedModel):
    """A run of acts in order of number, sealed: ``digest`` covers ``rows`` and the digest of the seal before.

    rows: per act 8 bytes number and 32 bytes SHA-256 of the act, so that a later change can be pinned to the act.
    """

    scope: ClassVar = Unscopable("digests; only audit administrators reach the log")

    number = models.PositiveIntegerField("序号")
    first_id = models.BigIntegerField("自")
    last_id = models.BigIntegerField("至")
    count = models.PositiveIntegerField("行数")
    rows = models.BinaryField("各行摘要")
    previous_digest = models.CharField("上一段摘要", max_length=64)
    digest = models.CharField("摘要", max_length=64)
    sealed_at = models.DateTimeField("封存时间")

    class Meta(ScopedModel.Meta):
        verbose_name = "封存"
        verbose_name_plural = "封存"
        constraints = [
            models.UniqueConstraint(fields=["number"], name="seal_number_once"),
            models.UniqueConstraint(fields=["previous_digest"], name="seal_follows_one"),
            models.CheckConstraint(name="seal_number_counts_from_one", condition=models.Q(number__gte=1)),
            models.CheckConstraint(
                name="seal_covers_rows",
                condition=models.Q(count__gte=1, last_id__gte=models.F("first_id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"
