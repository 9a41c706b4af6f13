"""What changed in the territory, when, and by which decision: one row per act, never changed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.guards import append_only
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models.area import Area


class AreaAct(models.TextChoices):
    """What was done to an area."""

    OPENED = "opened", "设立"
    RENAMED = "renamed", "更名"
    MOVED = "moved", "划转"
    MERGED = "merged", "并入"
    SPLIT = "split", "拆分"
    CLOSED = "closed", "撤销"
    OUTLINED = "outlined", "改边界"


@append_only
class AreaChange(Record):
    """One act. ``old``/``new``: the names of a renaming, the parents of a move; ``other``: what it was merged into,
    split from or moved under; ``outline_before``: the outline a new one took the place of.
    """

    scope: ClassVar = ScopeBy(area="area", day="day")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    act = models.CharField("变动", max_length=10, choices=AreaAct)
    other = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="另一地区"
    )
    old = models.CharField("原来", max_length=60, blank=True)
    new = models.CharField("现在", max_length=60, blank=True)
    outline_before = models.JSONField("原边界（CGCS2000）", null=True, blank=True)
    day = models.DateField("自")
    basis = models.CharField("依据", max_length=120)

    class Meta(Record.Meta):
        verbose_name = "地区变动"
        verbose_name_plural = "地区变动"
        indexes = [models.Index(fields=["area", "day"], name="area_change_by_area")]
        constraints = [
            models.CheckConstraint(name="area_change_act_known", condition=Q(act__in=AreaAct.values)),
            models.CheckConstraint(name="area_change_has_basis", condition=~Q(basis="")),
            models.CheckConstraint(
                name="area_change_names_other",
                condition=~Q(act__in=[AreaAct.MERGED, AreaAct.SPLIT, AreaAct.MOVED]) | Q(other__isnull=False),
            ),
            models.CheckConstraint(
                name="area_change_other_is_another", condition=Q(other__isnull=True) | ~Q(other=F("area"))
            ),
            models.CheckConstraint(
                name="area_change_renaming_has_names",
                condition=~Q(act=AreaAct.RENAMED) | (~Q(old="") & ~Q(new="") & ~Q(old=F("new"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.day}"
