"""The rooms a community works in, and what they serve for."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.constraints import ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area


class Tenure(models.TextChoices):
    """By what right the community has the rooms."""

    OWNED = "owned", "自有"
    ALLOCATED = "allocated", "划拨"
    LEASED = "leased", "租赁"
    BORROWED = "borrowed", "借用"
    SHARED = "shared", "共建"


class PremisesUse(models.TextChoices):
    """What rooms serve for."""

    PARTY_SERVICE = "party_service", "党群服务"
    COUNTER = "counter", "便民大厅"
    COUNCIL = "council", "议事厅"
    MEDIATION = "mediation", "调解室"
    READING = "reading", "图书阅览"
    ELDER_CARE = "elder_care", "养老"
    CHILD_CARE = "child_care", "托育"
    MEALS = "meals", "助餐"
    STATION = "station", "驿站"
    JOBS = "jobs", "就业站"
    VOLUNTEERS = "volunteers", "志愿服务"
    SAFETY = "safety", "综治"


class Premises(Record):
    """One set of rooms of a community while it has them: half open ``[valid_from, valid_to)``. Areas in m²."""

    scope: ClassVar = ScopeBy(area="community")

    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="社区（村）")
    name = models.CharField("名称", max_length=60)
    address = models.CharField("地址", max_length=120)
    tenure = models.CharField("权属", max_length=10, choices=Tenure)
    floor_area_m2 = models.DecimalField("建筑面积（平方米）", max_digits=8, decimal_places=2)
    activity_area_m2 = models.DecimalField(
        "居民活动面积（平方米）", max_digits=8, decimal_places=2, null=True, blank=True
    )
    office_area_m2 = models.DecimalField(
        "办公面积（平方米）", max_digits=8, decimal_places=2, null=True, blank=True
    )
    built_year = models.PositiveSmallIntegerField("建成年份", null=True, blank=True)
    property_cert_no = models.CharField("不动产权证号", max_length=60, blank=True)
    accessible = models.BooleanField("无障碍", default=False)
    opening_hours = models.CharField("开放时间", max_length=80, blank=True)
    valid_from = models.DateField("启用")
    valid_to = models.DateField("停用", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "服务用房"
        verbose_name_plural = "服务用房"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                condition=Q(valid_to__isnull=True),
                name="premises_name_once_per_community",
            ),
            models.CheckConstraint(name="premises_tenure_known", condition=Q(tenure__in=Tenure.values)),
            models.CheckConstraint(name="premises_has_size", condition=Q(floor_area_m2__gt=0)),
            models.CheckConstraint(
                name="premises_parts_within_whole",
                condition=(Q(activity_area_m2__isnull=True) | Q(activity_area_m2__gte=0))
                & (Q(office_area_m2__isnull=True) | Q(office_area_m2__gte=0))
                & (Q(activity_area_m2__isnull=True) | Q(activity_area_m2__lte=F("floor_area_m2")))
                & (Q(office_area_m2__isnull=True) | Q(office_area_m2__lte=F("floor_area_m2")))
                & (
                    Q(activity_area_m2__isnull=True)
                    | Q(office_area_m2__isnull=True)
                    | Q(floor_area_m2__gte=F("activity_area_m2") + F("office_area_m2"))
                ),
            ),
            ends_after_start("premises_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name


class PremisesFunction(Record):
    """One thing the rooms serve for."""

    scope: ClassVar = ScopeBy(area="premises__community")

    premises = models.ForeignKey(
        Premises, on_delete=models.CASCADE, related_name="functions", verbose_name="服务用房"
    )
    use = models.CharField("功能", max_length=16, choices=PremisesUse)

    class Meta(Record.Meta):
        verbose_name = "用房功能"
        verbose_name_plural = "用房功能"
        constraints = [
            models.UniqueConstraint(fields=["premises", "use"], name="premises_function_once"),
            models.CheckConstraint(name="premises_function_known", condition=Q(use__in=PremisesUse.values)),
        ]

    def __str__(self) -> str:
        return self.get_use_display()
