"""The running funds of a community for a year, by who pays and for what (domain.md 3.3.3)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area


class BudgetSource(models.TextChoices):
    """Who pays (城市居民委员会组织法 art. 41: the district or a higher government)."""

    DISTRICT = "district", "区财政"
    CITY = "city", "市级补助"
    PROVINCE = "province", "省级及以上补助"
    STREET = "street", "街道（乡镇、管理处）"
    PARTY_DUES = "party_dues", "党费"


class BudgetCategory(models.TextChoices):
    """What for."""

    OFFICE = "office", "办公"
    EVENTS = "events", "活动"
    PARTY = "party", "党建"
    RESIDENTS = "residents", "服务群众专项"
    UTILITIES = "utilities", "水电"
    UPKEEP = "upkeep", "维护"
    DIGITAL = "digital", "信息化"


class OperatingBudget(Record):
    """One community's budget of one year. ``full_year``: it covers twelve months and enters the average."""

    scope: ClassVar = ScopeBy(area="community")

    community = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="社区（村）"
    )
    year = models.PositiveSmallIntegerField("年度")
    full_year = models.BooleanField("全年预算", default=True)
    adopted_on = models.DateField("下达")
    note = models.CharField("说明", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "运转经费预算"
        verbose_name_plural = "运转经费预算"
        indexes = [models.Index(fields=["year", "full_year", "community"], name="operating_budget_by_year")]
        constraints = [
            models.UniqueConstraint(fields=["community", "year"], name="operating_budget_once_a_year"),
            models.CheckConstraint(
                name="operating_budget_year_sound", condition=Q(year__gte=2000, year__lte=2200)
            ),
            models.CheckConstraint(
                name="operating_budget_part_year_explained", condition=Q(full_year=True) | ~Q(note="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年运转经费"


class BudgetLine(Record):
    """One amount of the budget, in fen."""

    scope: ClassVar = ScopeBy(area="budget__community")

    budget = models.ForeignKey(
        OperatingBudget, on_delete=models.CASCADE, related_name="lines", db_index=False, verbose_name="预算"
    )
    source = models.CharField("资金来源", max_length=12, choices=BudgetSource)
    category = models.CharField("用途", max_length=12, choices=BudgetCategory)
    amount_fen = models.BigIntegerField("金额（分）")

    class Meta(Record.Meta):
        verbose_name = "运转经费明细"
        verbose_name_plural = "运转经费明细"
        indexes = [models.Index(fields=["budget", "amount_fen"], name="budget_line_by_budget")]
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "source", "category"], name="budget_line_once_per_purpose"
            ),
            models.CheckConstraint(
                name="budget_line_source_known", condition=Q(source__in=BudgetSource.values)
            ),
            models.CheckConstraint(
                name="budget_line_category_known", condition=Q(category__in=BudgetCategory.values)
            ),
            models.CheckConstraint(name="budget_line_has_amount", condition=Q(amount_fen__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()}·{self.get_category_display()}"
