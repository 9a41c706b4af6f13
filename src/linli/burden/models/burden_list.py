"""Lists of what may no longer be asked of communities: of province and city, and of the district."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.constraints import ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area


class ListLevel(models.TextChoices):
    """Who issued a list."""

    PROVINCIAL = "provincial", "省市"
    DISTRICT = "district", "区级"


class BurdenCategory(models.TextChoices):
    """What an item is about."""

    AFFAIRS = "affairs", "工作事务"
    BODIES = "bodies", "工作机制"
    PLAQUES = "plaques", "牌子"
    CERTIFICATES = "certificates", "证明"
    APPRAISALS = "appraisals", "考核"
    FORMS = "forms", "报表"
    SECONDMENTS = "secondments", "借调"
    ACCOUNTS = "accounts", "账号"
    MEETINGS = "meetings", "会议"
    CONTESTS = "contests", "创建"


class BurdenRule(models.TextChoices):
    """What an item demands."""

    FORBIDDEN = "forbidden", "不得"
    CANCELLED = "cancelled", "取消"
    MERGED = "merged", "合并"
    FUNDED = "funded", "下放需经费"
    ADMITTED = "admitted", "准入"


class BurdenList(Record):
    """One version of one list, as it was issued; it holds for everything below its area."""

    scope: ClassVar = ScopeBy(area="area", downward=True)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="适用地区")
    level = models.CharField("层级", max_length=12, choices=ListLevel)
    version = models.CharField("版本", max_length=20)
    name = models.CharField("名称", max_length=80)
    issuer = models.CharField("发布机关", max_length=80)
    basis = models.CharField("文号或依据", max_length=120, blank=True)
    issued_on = models.DateField("发布")

    class Meta(Record.Meta):
        verbose_name = "减负清单"
        verbose_name_plural = "减负清单"
        constraints = [
            models.UniqueConstraint(fields=["area", "level", "version"], name="burden_list_version_once"),
            models.CheckConstraint(name="burden_list_level_known", condition=Q(level__in=ListLevel.values)),
        ]

    def __str__(self) -> str:
        return self.name


class BurdenItem(Record):
    """One item, in force on ``[valid_from, valid_to)``."""

    scope: ClassVar = ScopeBy(area="burden_list__area", downward=True)

    burden_list = models.ForeignKey(
        BurdenList, on_delete=models.PROTECT, related_name="items", db_index=False, verbose_name="清单"
    )
    no = models.PositiveSmallIntegerField("序号")
    category = models.CharField("类别", max_length=16, choices=BurdenCategory)
    text = models.CharField("内容", max_length=300)
    rule = models.CharField("要求", max_length=12, choices=BurdenRule)
    basis = models.CharField("依据", max_length=120, blank=True)
    lead_department = models.CharField("牵头部门", max_length=60, blank=True)
    valid_from = models.DateField("施行")
    valid_to = models.DateField("废止", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "减负清单条目"
        verbose_name_plural = "减负清单条目"
        constraints = [
            models.UniqueConstraint(fields=["burden_list", "no"], name="burden_item_number_once"),
            models.CheckConstraint(name="burden_item_number_positive", condition=Q(no__gt=0)),
            models.CheckConstraint(
                name="burden_item_category_known", condition=Q(category__in=BurdenCategory.values)
            ),
            models.CheckConstraint(name="burden_item_rule_known", condition=Q(rule__in=BurdenRule.values)),
            models.CheckConstraint(name="burden_item_has_text", condition=~Q(text="")),
            ends_after_start("burden_item_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"第 {self.no} 条"
