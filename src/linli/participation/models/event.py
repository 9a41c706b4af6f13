"""Neighbours' events of estates (邻里节): attendance is free, nothing is earned by coming."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area
from linli.participation import states


class EventSeries(models.TextChoices):
    """What the event belongs to."""

    NEIGHBOUR_FESTIVAL = "neighbour_festival", "“邻里有‘约’ 幸福满‘楼’”邻里节"
    OTHER = "other", "其他"


class EventKind(models.TextChoices):
    """What was done together."""

    BANQUET = "banquet", "百家宴"
    ARTS = "arts", "文艺"
    SPORT = "sport", "运动"
    FAIR = "fair", "市集"
    CLINIC = "clinic", "义诊"
    FAMILY = "family", "亲子"
    ELDERS = "elders", "敬老"
    COUNCIL = "council", "议事"
    HONOURS = "honours", "表彰"


class EventOrganiser(models.TextChoices):
    """Who held it."""

    ESTATE_BRANCH = "estate_branch", "小区党支部"
    COMMITTEE = "committee", "居委会"
    TEAM = "team", "志愿队"
    OWNERS = "owners", "业委会"


class EventFunding(models.TextChoices):
    """Where the money came from."""

    COMMUNITY = "community", "社区经费"
    SHARED_INCOME = "shared_income", "公共收益"
    SPONSORS = "sponsors", "赞助"
    VOLUNTARY = "voluntary", "自愿"


class NeighbourEvent(Record):
    """One event in an estate. ``budget_fen`` in fen; expected and attended in persons.

    A large one has a safety plan and is filed first; the limit is the district's (``services.LARGE_EVENT``).
    """

    scope: ClassVar = ScopeBy(area="estate", day="held_on")

    estate = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="小区")
    series = models.CharField("系列", max_length=24, choices=EventSeries)
    title = models.CharField("名称", max_length=80)
    kind = models.CharField("类别", max_length=12, choices=EventKind)
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=80, blank=True)
    organiser = models.CharField("主办", max_length=16, choices=EventOrganiser)
    state = models.CharField(
        "状态", max_length=16, choices=states.EVENT.choices, default=states.DRAFT, editable=False
    )
    funding = models.CharField("经费来源", max_length=16, choices=EventFunding)
    budget_fen = models.BigIntegerField("预算（分）", default=0)
    safety_plan = models.TextField("安全方案", blank=True)
    filed_on = models.DateField("报备日期", null=True, blank=True)
    expected_count = models.PositiveIntegerField("预计参加（人）", null=True, blank=True)
    attended_count = models.PositiveIntegerField("参加（人）", null=True, blank=True)
    feedback = models.TextField("居民反馈", blank=True)
    cancel_reason = models.CharField("取消原因", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "邻里活动"
        verbose_name_plural = "邻里活动"
        indexes = [
            models.Index(fields=["held_on", "series", "state", "estate"], name="event_by_day"),
        ]
        constraints = [
            states.EVENT.constraint("state", "event_state_known"),
            models.CheckConstraint(name="event_series_known", condition=Q(series__in=EventSeries.values)),
            models.CheckConstraint(name="event_kind_known", condition=Q(kind__in=EventKind.values)),
            models.CheckConstraint(
                name="event_organiser_known", condition=Q(organiser__in=EventOrganiser.values)
            ),
            models.CheckConstraint(name="event_funding_known", condition=Q(funding__in=EventFunding.values)),
            models.CheckConstraint(name="event_has_title", condition=~Q(title="")),
            models.CheckConstraint(name="event_budget_not_negative", condition=Q(budget_fen__gte=0)),
            models.CheckConstraint(
                name="event_held_has_attendance",
                condition=~Q(state=states.HELD) | Q(attended_count__isnull=False),
            ),
            models.CheckConstraint(
                name="event_filed_has_safety_plan",
                condition=Q(filed_on__isnull=True) | ~Q(safety_plan=""),
                violation_error_message="报备要附安全方案。",
            ),
            models.CheckConstraint(
                name="event_cancelled_has_reason",
                condition=(Q(state=states.CANCELLED) & ~Q(cancel_reason=""))
                | (~Q(state=states.CANCELLED) & Q(cancel_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EventSponsor(Record):
    """What a sponsor gave, in fen or in goods. It is posted to the residents (domain.md 3.2.2)."""

    scope: ClassVar = ScopeBy(area="event__estate", day="event__held_on")

    event = models.ForeignKey(
        NeighbourEvent, on_delete=models.CASCADE, related_name="sponsors", verbose_name="活动"
    )
    name = models.CharField("赞助单位", max_length=80)
    amount_fen = models.BigIntegerField("金额（分）", default=0)
    goods = models.CharField("物品", max_length=80, blank=True)
    posted_on = models.DateField("公开日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "赞助"
        verbose_name_plural = "赞助"
        constraints = [
            models.CheckConstraint(
                name="sponsor_gives_something",
                condition=Q(amount_fen__gt=0) | (Q(amount_fen=0) & ~Q(goods="")),
                violation_error_message="请写明赞助的金额或物品。",
            ),
            models.CheckConstraint(name="sponsor_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
