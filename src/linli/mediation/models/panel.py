"""Who is invited to a case: the panel, how it was chosen, who stands aside, whom the parties accept."""

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.mediation.models.case import DisputeCase
from linli.mediation.models.notable import Notable
from linli.mediation.models.party import Party, Way
from linli.people.models import Person


class ChosenBy(models.TextChoices):
    """Who chose the members."""

    PARTIES = "parties", "当事人选"
    COMMUNITY = "community", "社区点"
    DRAW = "draw", "随机抽取"


class Capacity(models.TextChoices):
    """As what a member sits there."""

    MEDIATOR = "mediator", "人民调解员"
    NOTABLE = "notable", "群英"
    OFFICIAL = "official", "部门人员"


class Reason(models.TextChoices):
    """Why this one."""

    KNOWN = "known", "熟人"
    EXPERT = "expert", "专业"
    NEUTRAL = "neutral", "中立"


class Ground(models.TextChoices):
    """Grounds to stand aside (第十五条 demands impartiality)."""

    KIN = "kin", "亲属"
    HOUSEHOLD = "household", "同住"
    INTEREST = "interest", "有利害关系"
    EMPLOYER = "employer", "同一单位"
    ESTATE = "estate", "同一小区（当事人提出的）"


class Panel(Record):
    """The panel of a case. ``formed_on``: recusal asked, everybody accepted, number odd and within the limits."""

    scope: ClassVar = ScopeBy(area="case__community")

    case = models.OneToOneField(
        DisputeCase, on_delete=models.PROTECT, related_name="panel", verbose_name="案件"
    )
    chosen_by = models.CharField("产生方式", max_length=10, choices=ChosenBy)
    formed_on = models.DateField("组成", null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "调解团"
        verbose_name_plural = "调解团"
        constraints = [
            models.CheckConstraint(
                name="panel_chosen_somehow",
                condition=Q(chosen_by__in=ChosenBy.values),
                violation_error_message="请选调解团是怎么产生的。",
            )
        ]

    def __str__(self) -> str:
        return self.get_chosen_by_display()

    def how(self, members: Sequence["PanelMember"]) -> str:
        """How those who sit there came: ``随机抽取3人，其余由社区点``. Without anybody: as the panel was begun."""
        came = Counter(ChosenBy(each.chosen_by) for each in members)
        if len(came) < 2:
            only = next(iter(came), ChosenBy(self.chosen_by))
            return f"{only.label}{len(members)}人" if members and only is ChosenBy.DRAW else only.label
        *first, last = (each for each in (ChosenBy.DRAW, ChosenBy.PARTIES, ChosenBy.COMMUNITY) if came[each])
        said = "，".join(f"{each.label}{came[each]}人" for each in first)
        return f"{said}，其余由{last.label}"


class Draw(Record):
    """A draw anyone can recompute: first who is in it and where the seed will come from, then seed and result.

    pool, drawn: references of the listings, in the order of the method (``linli.mediation.drawing``). The pool is
    closed and the source of the seed named before there is a seed, so that nobody can look for one that suits.
    ``seed_on``: the day the seed appears, after the day of closing; None in draws older than that question.
    """

    scope: ClassVar = ScopeBy(area="panel__case__community")

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="draws", verbose_name="调解团")
    size = models.PositiveSmallIntegerField("抽几人")
    pool = models.JSONField("候选人编号")
    seed_source = models.CharField("随机数从哪里来", max_length=120)
    method = models.CharField("方法", max_length=20)
    closed_at = models.DateTimeField("名单封存")
    seed_on = models.DateField("随机数哪天公布", null=True, blank=True)
    seed = models.CharField("公开的随机数", max_length=120, blank=True)
    drawn = models.JSONField("抽中的编号", default=list, blank=True)
    drawn_at = models.DateTimeField("抽取", null=True, blank=True)
    dropped_reason = models.CharField("不抽了的原因", max_length=80, blank=True)

    class Meta(Record.Meta):
        verbose_name = "抽取记录"
        verbose_name_plural = "抽取记录"
        constraints = [
            models.CheckConstraint(
                name="draw_says_where_its_seed_comes_from",
                condition=~Q(seed_source="") & Q(size__gte=1),
                violation_error_message="请写明抽几人、随机数从哪里来。",
            ),
            models.CheckConstraint(
                name="draw_has_its_seed_after_its_pool",
                condition=Q(seed="", drawn_at__isnull=True)
                | (~Q(seed="") & Q(drawn_at__gt=F("closed_at"), dropped_reason="")),
                violation_error_message="候选名单封存以后，才能用公布的随机数抽取。",
            ),
            models.UniqueConstraint(
                fields=["panel"],
                condition=Q(drawn_at__isnull=True, dropped_reason=""),
                name="panel_draws_one_at_a_time",
                violation_error_message="已有一份封存的候选名单，先抽完，或者写明原因不抽了。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.closed_at:%Y-%m-%d} {self.method}"


class PanelMember(Record):
    """One member. ``cleared_on``: asked for every ground, none found; ``left_on``: no longer a member."""

    scope: ClassVar = ScopeBy(area="panel__case__community")

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="members", verbose_name="调解团")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="人员")
    notable = models.ForeignKey(
        Notable, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="群英谱"
    )
    capacity = models.CharField("身份", max_length=10, choices=Capacity)
    chosen_by = models.CharField("谁提出的", max_length=10, choices=ChosenBy, default=ChosenBy.COMMUNITY)
    reason = models.CharField("为什么请", max_length=10, choices=Reason)
    reason_words = models.CharField("说明", max_length=80, blank=True)
    is_convenor = models.BooleanField("主持", default=False)
    joined_on = models.DateField("请来")
    cleared_on = models.DateField("已查回避", null=True, blank=True, editable=False)
    left_on = models.DateField("退出", null=True, blank=True, editable=False)
    left_reason = models.CharField("退出原因", max_length=80, blank=True)

    class Meta(Record.Meta):
        verbose_name = "调解人员"
        verbose_name_plural = "调解人员"
        constraints = [
            models.CheckConstraint(
                name="panel_member_capacity_fits_listing",
                condition=Q(capacity=Capacity.NOTABLE, notable__isnull=False)
                | Q(capacity__in=(Capacity.MEDIATOR, Capacity.OFFICIAL), notable__isnull=True),
                violation_error_message="以群英身份请来的，要在群英谱上；调解员和部门人员不从群英谱请。",
            ),
            models.CheckConstraint(
                name="panel_member_chosen_somehow",
                condition=Q(chosen_by__in=ChosenBy.values),
                violation_error_message="请选这一位是谁提出的：各方共同选定、社区提名或者随机抽取。",
            ),
            models.CheckConstraint(
                name="panel_member_reason_known",
                condition=Q(reason__in=Reason.values),
                violation_error_message="请选为什么请：熟人、专业或中立。",
            ),
            models.CheckConstraint(
                name="panel_member_convenor_is_mediator",
                condition=Q(is_convenor=False) | Q(capacity=Capacity.MEDIATOR),
                violation_error_message="主持的要是人民调解员。",
            ),
            models.CheckConstraint(
                name="panel_member_leaves_with_reason",
                condition=Q(left_on__isnull=True, left_reason="")
                | (Q(left_on__gte=F("joined_on")) & ~Q(left_reason="")),
                violation_error_message="退出要写明原因，日期不能早于请来的那一天。",
            ),
            models.UniqueConstraint(
                fields=["panel", "person"],
                condition=Q(left_on__isnull=True),
                name="panel_member_sits_once",
                violation_error_message="这个人已经在调解团里。",
            ),
            models.UniqueConstraint(
                fields=["panel"],
                condition=Q(is_convenor=True, left_on__isnull=True),
                name="panel_has_one_convenor",
                violation_error_message="主持人只有一位。要换主持人，请先让现在的主持人退出。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}·{self.get_capacity_display()}"


class RecusalCheck(Record):
    """What was asked of one member about one ground, with regard to every party."""

    scope: ClassVar = ScopeBy(area="member__panel__case__community")

    member = models.ForeignKey(
        PanelMember, on_delete=models.PROTECT, related_name="checks", verbose_name="调解人员"
    )
    ground = models.CharField("回避事由", max_length=10, choices=Ground)
    found = models.BooleanField("有这个情形")
    from_records = models.BooleanField("由记录查出", default=False)
    checked_on = models.DateField("查核日期")

    class Meta(Record.Meta):
        verbose_name = "回避查核"
        verbose_name_plural = "回避查核"
        constraints = [
            models.CheckConstraint(
                name="recusal_ground_known",
                condition=Q(ground__in=Ground.values),
                violation_error_message="回避事由不在目录里。",
            ),
            models.UniqueConstraint(
                fields=["member", "ground"],
                name="recusal_asked_once_per_ground",
                violation_error_message="这一条已经问过这一位。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ground_display()}：{'有' if self.found else '无'}"


class Acceptance(Record):
    """Whether one party accepts one member."""

    scope: ClassVar = ScopeBy(area="member__panel__case__community")

    member = models.ForeignKey(
        PanelMember, on_delete=models.PROTECT, related_name="acceptances", verbose_name="调解人员"
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="当事人")
    accepted = models.BooleanField("接受")
    answered_on = models.DateField("答复日期")
    way = models.CharField("方式", max_length=8, choices=Way, default=Way.PAPER)

    class Meta(Record.Meta):
        verbose_name = "当事人是否接受"
        verbose_name_plural = "当事人是否接受"
        constraints = [
            models.CheckConstraint(
                name="acceptance_way_known",
                condition=Q(way__in=Way.values),
                violation_error_message="接不接受是怎么说的，请选纸面、口头或网上。",
            ),
            models.UniqueConstraint(
                fields=["member", "party"],
                name="acceptance_once_per_party",
                violation_error_message="这一方对这一位已经答复过，请改原来的答复。",
            ),
        ]

    def __str__(self) -> str:
        return "接受" if self.accepted else "不接受"
