"""Projects of the three-year plan: what is built, by which programme, with which money, how far (domain.md 2.2)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.facilities.models.premises import Premises
from linli.facilities.states import CANCELLED, PROJECT
from linli.orgs.models import Area


class ProjectType(models.TextChoices):
    """How the rooms are come by."""

    NEW = "new", "新建"
    EXTENSION = "extension", "改扩建"
    PURCHASE = "purchase", "购置"
    LEASE = "lease", "租赁"
    EXCHANGE = "exchange", "置换"
    RENEWAL_SHARE = "renewal_share", "旧改配建"
    CARE_EMBEDDED = "care_embedded", "养老嵌入"


class Carrier(models.TextChoices):
    """The programme into which a project was folded because the district's own money is short."""

    OLD_ESTATES = "old_estates", "老旧小区改造"
    EMBEDDED_CARE = "embedded_care", "嵌入式养老"
    QUARTER_RENEWAL = "quarter_renewal", "片区更新"
    OTHER = "other", "其他规划"
    NONE = "none", "无"


class FundSource(models.TextChoices):
    """Who pays."""

    CENTRAL = "central", "中央"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    DISTRICT = "district", "区级"
    STREET = "street", "街道"
    PARTY_DUES = "party_dues", "党费"
    SOCIETY = "society", "社会资金"
    RENT = "rent", "租金"


class MilestoneKind(models.TextChoices):
    """Steps of a project, in their order."""

    SITE = "site", "选址"
    APPROVAL = "approval", "立项"
    FUNDING = "funding", "资金落实"
    DESIGN = "design", "设计"
    START = "start", "开工"
    STRUCTURE = "structure", "主体完工"
    ACCEPTANCE = "acceptance", "竣工验收"
    FIRE_SAFETY = "fire_safety", "消防验收"
    HANDOVER = "handover", "交付"
    MOVE_IN = "move_in", "进驻"
    IN_USE = "in_use", "投用"


class PremisesProject(Record):
    """One project for one community, in one year of a three-year plan. Money in fen, areas in m²."""

    scope: ClassVar = ScopeBy(area="community")

    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="社区（村）")
    premises = models.ForeignKey(
        Premises,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="建成的服务用房",
    )
    name = models.CharField("项目名称", max_length=80)
    plan_from_year = models.PositiveSmallIntegerField("行动计划起始年")
    plan_year = models.PositiveSmallIntegerField("计划第几年（1–3）")
    type = models.CharField("建设方式", max_length=16, choices=ProjectType)
    carrier_programme = models.CharField("纳入规划", max_length=16, choices=Carrier, default=Carrier.NONE)
    target_area_m2 = models.DecimalField("目标面积（平方米）", max_digits=8, decimal_places=2)
    budget_total_fen = models.BigIntegerField("预算（分）")
    contractor = models.CharField("施工单位", max_length=80, blank=True)
    risk = models.CharField("风险", max_length=200, blank=True)
    state = models.CharField(
        "状态", max_length=12, choices=PROJECT.choices, default=PROJECT.initial, editable=False
    )
    cancelled_on = models.DateField("取消", null=True, blank=True, editable=False)
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "服务用房项目"
        verbose_name_plural = "服务用房项目"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "plan_from_year", "name"], name="premises_project_name_once_per_plan"
            ),
            models.CheckConstraint(
                name="premises_project_type_known", condition=Q(type__in=ProjectType.values)
            ),
            models.CheckConstraint(
                name="premises_project_carrier_known", condition=Q(carrier_programme__in=Carrier.values)
            ),
            PROJECT.constraint("state", "premises_project_state_known"),
            models.CheckConstraint(
                name="premises_project_plan_has_three_years",
                condition=Q(plan_year__gte=1, plan_year__lte=3, plan_from_year__gte=2000),
            ),
            models.CheckConstraint(name="premises_project_has_size", condition=Q(target_area_m2__gt=0)),
            models.CheckConstraint(
                name="premises_project_budget_not_negative", condition=Q(budget_total_fen__gte=0)
            ),
            models.CheckConstraint(
                name="premises_project_cancelled_with_reason",
                condition=(Q(state=CANCELLED, cancelled_on__isnull=False) & ~Q(cancel_reason=""))
                | (~Q(state=CANCELLED) & Q(cancelled_on__isnull=True, cancel_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FundLine(Record):
    """Money of one source for a project: promised and arrived, in fen."""

    scope: ClassVar = ScopeBy(area="project__community")

    project = models.ForeignKey(
        PremisesProject, on_delete=models.CASCADE, related_name="funds", verbose_name="项目"
    )
    source = models.CharField("资金来源", max_length=12, choices=FundSource)
    amount_fen = models.BigIntegerField("安排金额（分）")
    arrived_fen = models.BigIntegerField("到位金额（分）", default=0)

    class Meta(Record.Meta):
        verbose_name = "项目资金"
        verbose_name_plural = "项目资金"
        constraints = [
            models.UniqueConstraint(fields=["project", "source"], name="fund_line_once_per_source"),
            models.CheckConstraint(name="fund_line_source_known", condition=Q(source__in=FundSource.values)),
            models.CheckConstraint(name="fund_line_has_amount", condition=Q(amount_fen__gt=0)),
            models.CheckConstraint(
                name="fund_line_arrived_within_amount",
                condition=Q(arrived_fen__gte=0, arrived_fen__lte=F("amount_fen")),
            ),
        ]

    def __str__(self) -> str:
        return self.get_source_display()


class Milestone(Record):
    """One step of a project: when it was to be reached, and when it was. ``evidence`` names the paper."""

    scope: ClassVar = ScopeBy(area="project__community", day="actual_on")

    project = models.ForeignKey(
        PremisesProject, on_delete=models.CASCADE, related_name="milestones", verbose_name="项目"
    )
    kind = models.CharField("节点", max_length=12, choices=MilestoneKind)
    planned_on = models.DateField("计划日期", null=True, blank=True)
    actual_on = models.DateField("实际日期", null=True, blank=True)
    evidence = models.CharField("依据", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "项目节点"
        verbose_name_plural = "项目节点"
        indexes = [models.Index(fields=["actual_on", "kind", "project"], name="milestone_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], name="milestone_once_per_kind"),
            models.CheckConstraint(name="milestone_kind_known", condition=Q(kind__in=MilestoneKind.values)),
            models.CheckConstraint(
                name="milestone_planned_or_reached",
                condition=Q(planned_on__isnull=False) | Q(actual_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
