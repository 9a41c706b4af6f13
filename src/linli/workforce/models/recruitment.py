"""考核招聘: plans, the streets that take part, and who was recommended (domain.md 3.3.2)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area
from linli.workforce.models.worker import Worker
from linli.workforce.states import (
    AFTER_RECOMMENDATION,
    BEFORE_RECOMMENDATION,
    CANDIDATE,
    EMPLOYED,
    FAILED,
    WITHDRAWN,
)


class RecruitPlan(Record):
    """One year's plan to take community secretaries into street institutions; open once announced."""

    scope: ClassVar = ScopeBy(area="area", day="announced_on", downward=True)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    year = models.PositiveSmallIntegerField("年度")
    name = models.CharField("名称", max_length=80)
    posts_count = models.PositiveSmallIntegerField("招聘名额")
    basis = models.CharField("依据", max_length=120)
    announced_on = models.DateField("公告", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "考核招聘方案"
        verbose_name_plural = "考核招聘方案"
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="recruit_plan_once_a_year"),
            models.CheckConstraint(name="recruit_plan_has_posts", condition=Q(posts_count__gt=0)),
            models.CheckConstraint(
                name="recruit_plan_year_sound", condition=Q(year__gte=2000, year__lte=2200)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RecruitPlanUnit(Record):
    """One street that takes part in a plan; ``withdrew_on`` when it stepped back."""

    scope: ClassVar = ScopeBy(area="street", day="plan__announced_on")

    plan = models.ForeignKey(
        RecruitPlan, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="方案"
    )
    street = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", verbose_name="街道（乡镇、管理处）"
    )
    posts_count = models.PositiveSmallIntegerField("名额", default=0)
    withdrew_on = models.DateField("退出", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "考核招聘参加单位"
        verbose_name_plural = "考核招聘参加单位"
        constraints = [
            models.UniqueConstraint(fields=["plan", "street"], name="recruit_plan_unit_once"),
        ]

    def __str__(self) -> str:
        return str(self.street_id)


class Candidate(Record):
    """One worker put up under a plan by one street."""

    scope: ClassVar = ScopeBy(area="street", day="recommended_on")

    plan = models.ForeignKey(
        RecruitPlan, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="方案"
    )
    worker = models.ForeignKey(
        Worker, on_delete=models.PROTECT, related_name="+", verbose_name="社区（村）工作者"
    )
    street = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", verbose_name="街道（乡镇、管理处）"
    )
    applied_on = models.DateField("报名")
    recommended_on = models.DateField("考核推荐", null=True, blank=True, editable=False)
    employed_on = models.DateField("聘用", null=True, blank=True, editable=False)
    state = models.CharField(
        "状态", max_length=12, choices=CANDIDATE.choices, default=CANDIDATE.initial, editable=False
    )
    reason = models.CharField("未通过或放弃原因", max_length=120, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "考核招聘人选"
        verbose_name_plural = "考核招聘人选"
        constraints = [
            models.UniqueConstraint(fields=["plan", "worker"], name="candidate_once_per_plan"),
            CANDIDATE.constraint("state", "candidate_state_known"),
            models.CheckConstraint(
                name="candidate_state_fits_dates",
                condition=Q(
                    state__in=BEFORE_RECOMMENDATION, recommended_on__isnull=True, employed_on__isnull=True
                )
                | (
                    Q(state__in=AFTER_RECOMMENDATION, recommended_on__isnull=False)
                    & (
                        Q(state=EMPLOYED, employed_on__isnull=False)
                        | (~Q(state=EMPLOYED) & Q(employed_on__isnull=True))
                    )
                )
                | (Q(state__in=(FAILED, WITHDRAWN), employed_on__isnull=True) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="candidate_dates_in_order",
                condition=(Q(recommended_on__isnull=True) | Q(recommended_on__gte=F("applied_on")))
                & (Q(employed_on__isnull=True) | Q(employed_on__gt=F("recommended_on"))),
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
