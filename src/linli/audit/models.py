"""The log of acts. Rows are added and never change; the database refuses anything else.

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
