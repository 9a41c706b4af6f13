"""A figure as it stood: value, the records it counted, and a digest that proves both."""

import json
import zlib
from typing import ClassVar

from django.db import models

from linli.common.guards import append_only
from linli.common.refs import RefField
from linli.common.scoping import ScopeBy, ScopedModel
from linli.orgs.models import Area

Members = dict[str, dict[int, str]]  # "part:model label" → id → fingerprint of the row's content


@append_only
class Snapshot(ScopedModel):
    """Never changed, never deleted. ``members_packed``: zlib of JSON, since a figure may count 170,000 rows."""

    scope: ClassVar = ScopeBy(area="area")

    ref = RefField()
    code = models.CharField("指标", max_length=60)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    start = models.DateField("自")
    end = models.DateField("至")
    value = models.CharField("数值", max_length=40, blank=True)
    numerator = models.BigIntegerField("分子", null=True)
    denominator = models.BigIntegerField("分母", null=True)
    members_packed = models.BinaryField("计入的记录", editable=False)
    members_count = models.PositiveIntegerField("记录数")
    cut_off = models.DateTimeField("业务时间")
    taken_at = models.DateTimeField("定格时间", auto_now_add=True)
    taken_by_id = models.BigIntegerField("定格人账号", null=True)
    digest = models.CharField("摘要（SHA-256）", max_length=64)

    class Meta(ScopedModel.Meta):
        verbose_name = "定格的数字"
        verbose_name_plural = "定格的数字"
        indexes = [models.Index(fields=["code", "area", "start", "end"], name="snapshot_by_figure")]
        constraints = [
            models.CheckConstraint(
                name="snapshot_period_in_order", condition=models.Q(end__gte=models.F("start"))
            ),
            models.CheckConstraint(
                name="snapshot_denominator_positive",
                condition=models.Q(denominator__isnull=True) | models.Q(denominator__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.value} {self.end}"

    def members(self) -> Members:
        """Unpacked."""
        packed = json.loads(zlib.decompress(bytes(self.members_packed)))
        return {label: {int(key): mark for key, mark in rows.items()} for label, rows in packed.items()}
