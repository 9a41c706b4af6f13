"""The territory: nodes with validity dates, and where each stood on any day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.fields import PathField
from linli.common.scoping import ScopeBy, ScopedModel
from linli.orgs.kinds import Kind


class Area(ScopedModel):
    """One node. ``path`` is today's; the past is in ``placements``. Written by ``orgs.services`` only."""

    scope: ClassVar = ScopeBy(area="")

    kind = models.CharField("类别", max_length=16, choices=Kind)
    code = models.CharField("代码", max_length=24)
    name = models.CharField("名称", max_length=60)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    path = PathField("路径", max_length=100)
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)
    boundary = models.JSONField("边界（CGCS2000）", null=True, blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "地区"
        verbose_name_plural = "地区"
        ordering = ["code"]
        indexes = [
            models.Index(fields=["path"], name="area_by_path"),
            models.Index(fields=["parent", "kind", "code"], name="area_by_parent"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to__isnull=True), name="area_code_once_at_a_time"
            ),
            models.CheckConstraint(name="area_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="area_only_district_is_root",
                condition=Q(kind=Kind.DISTRICT, parent__isnull=True)
                | (~Q(kind=Kind.DISTRICT) & Q(parent__isnull=False)),
            ),
            ends_after_start("area_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """``五里牌街道`` → ``五里牌``: for charts and narrow places."""
        for ending in ("街道", "管理处", "社区"):
            if self.name.endswith(ending) and len(self.name) > len(ending) + 1:
                return self.name.removesuffix(ending)
        return self.name


class Placement(ScopedModel):
    """One stay of an area under one parent: half-open ``[valid_from, valid_to)``, with the path of that time."""

    scope: ClassVar = ScopeBy(area="area")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="placements", verbose_name="地区")
    parent = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="上级"
    )
    path = PathField("路径", max_length=100)
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "隶属"
        verbose_name_plural = "隶属"
        indexes = [
            models.Index(fields=["path", "valid_from", "valid_to", "area"], name="placement_by_path"),
            models.Index(fields=["area", "valid_from", "valid_to", "path"], name="placement_by_area"),
        ]
        constraints = [
            NoOverlap(name="placement_one_parent_at_a_time", fields=["area"]),
            ends_after_start("placement_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.valid_from}–{self.valid_to or ''}"
