"""The roster of notables (群英谱): who is listed where, in which one primary category, from when to when."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area
from linli.people.models import Household, Person


class Category(models.TextChoices):
    """The one category a listing is counted under; further roles never change the sum (domain.md 4.3.6)."""

    PARTY_MEMBER = "party_member", "党员"
    DELEGATE = "delegate", "两代表一委员"
    REPRESENTATIVE = "representative", "居（村）民代表"
    VOLUNTEER = "volunteer", "志愿者"
    OTHER = "other", "部门行业及其他"


class ListingSource(models.TextChoices):
    """How the person came to be listed (自我荐、群众推、社区挑、临时点)."""

    SELF = "self", "自我荐"
    NEIGHBOURS = "neighbours", "群众推"
    COMMUNITY = "community", "社区挑"
    AD_HOC = "ad_hoc", "临时点"


class Tier(models.TextChoices):
    """Three tiers: 党总支—网格党支部—群英小组."""

    GENERAL_BRANCH = "general_branch", "党总支"
    GRID_BRANCH = "grid_branch", "网格党支部"
    TEAM = "team", "群英小组"


class Avoid(models.TextChoices):
    """Cases the person asked not to be called to."""

    RELATIVES = "relatives", "亲属的事"
    ESTATE = "estate", "本小区的事"
    EMPLOYER = "employer", "本单位的事"


DUTIES: dict[str, str] = {
    "publicity": "宣传员",
    "information": "信息员",
    "mediation": "调解员",
    "performance": "助推员",
    "supervision": "监督员",
}


class LeaveReason(models.TextChoices):
    """Why a listing ended."""

    RESIGNED = "resigned", "本人提出"
    MOVED = "moved", "迁出"
    UNABLE = "unable", "不再适宜担任"
    RECLASSIFIED = "reclassified", "调整类别"
    OTHER = "other", "其他"


EXPERTISE: dict[str, str] = {
    "law": "法律",
    "psychology": "心理",
    "building": "建筑",
    "property": "物业",
    "medicine": "医疗",
    "finance": "财务",
    "utilities": "电力水务",
    "veteran_cadre": "老干部",
    "worthy": "乡贤",
    "mediation": "调解",
    "dialect": "方言",
}


class Notable(Record):
    """One listing, half open ``[listed_on, left_on)``. A person is listed once at a time, so listings count
    persons; a change of primary category closes one listing and opens the next. ``public_since``: since when the
    person agrees to be named to everybody, which is more than being listed (PIPL art. 25)."""

    scope: ClassVar = ScopeBy(area="community")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="人员")
    community = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="社区（村）"
    )
    primary_category = models.CharField("主要类别", max_length=16, choices=Category)
    source = models.CharField("推荐方式", max_length=12, choices=ListingSource)
    other_roles = models.JSONField("其他身份（类别代码）", default=list, blank=True)
    expertise = models.JSONField("专长（代码）", default=list, blank=True)
    tier = models.CharField("层级", max_length=16, choices=Tier, default=Tier.TEAM)
    duties = models.JSONField("分工（代码）", default=list, blank=True)
    avoids = models.JSONField("不参加（代码）", default=list, blank=True)
    home_estate = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="住在哪个小区"
    )
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="住户"
    )
    employer = models.CharField("工作单位", max_length=60, blank=True)
    training_hours = models.PositiveSmallIntegerField("培训学时", default=0)
    is_mediator = models.BooleanField("受聘为人民调解员", default=False)
    listed_on = models.DateField("列入")
    left_on = models.DateField("退出", null=True, blank=True)
    left_reason = models.CharField("退出原因", max_length=16, choices=LeaveReason, blank=True)
    paused_on = models.DateField("暂停参与自", null=True, blank=True)
    paused_reason = models.CharField("暂停原因", max_length=80, blank=True)
    public_since = models.DateField("同意公开姓名", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "群英"
        verbose_name_plural = "群英谱"
        indexes = [
            models.Index(
                fields=["community", "listed_on", "left_on", "primary_category"], name="notable_by_community"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="notable_category_known",
                condition=Q(primary_category__in=Category.values),
                violation_error_message="主要类别不在目录里，请从五类里选一类。",
            ),
            models.CheckConstraint(
                name="notable_source_known",
                condition=Q(source__in=ListingSource.values),
                violation_error_message="推荐方式请选自我荐、群众推、社区挑或临时点。",
            ),
            ends_after_start(
                "notable_leaves_after_listing",
                start="listed_on",
                end="left_on",
                said="退出要在列入以后，请核对日期。",
            ),
            models.CheckConstraint(
                name="notable_leaves_with_reason",
                condition=Q(left_on__isnull=True, left_reason="")
                | Q(left_on__isnull=False, left_reason__in=LeaveReason.values),
                violation_error_message="退出要写明原因。",
            ),
            models.CheckConstraint(
                name="notable_paused_while_listed",
                condition=Q(paused_on__isnull=True)
                | (
                    Q(paused_on__gte=F("listed_on"))
                    & (Q(left_on__isnull=True) | Q(paused_on__lt=F("left_on")))
                ),
                violation_error_message="暂停要在列入以后、退出以前，请核对日期。",
            ),
            models.CheckConstraint(
                name="notable_tier_known",
                condition=Q(tier__in=Tier.values),
                violation_error_message="层级请选党总支、网格党支部或群英小组。",
            ),
            models.CheckConstraint(
                name="notable_paused_with_reason",
                condition=Q(paused_on__isnull=True, paused_reason="")
                | (Q(paused_on__isnull=False) & ~Q(paused_reason="")),
                violation_error_message="暂停要写明原因。",
            ),
            NoOverlap(
                name="notable_once_at_a_time",
                fields=["person"],
                start="listed_on",
                end="left_on",
                violation_error_message="这个人这段时间已在群英谱上。一人同一时间只列一处、只算一类。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_primary_category_display()} {self.listed_on}"
