"""Volunteer activities. Who took part, and for how long, comes with the volunteers' register."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area, Organisation, Theme
from linli.participation import states
from linli.participation.models.team import VolunteerTeam


class VolunteerActivity(Record):
    """One activity of a team, an organisation, or both; ``organisation`` leads it.

    Risks are told at recruiting; where there is personal danger, insurance comes first (志愿服务条例).
    ``quota`` and ``served_count`` in persons.
    """

    scope: ClassVar = ScopeBy(area="area", day="held_on")

    title = models.CharField("名称", max_length=80)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主题"
    )
    team = models.ForeignKey(
        VolunteerTeam, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="队伍"
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="牵头组织",
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    held_on = models.DateField("日期")
    starts_at = models.TimeField("开始", null=True, blank=True)
    ends_at = models.TimeField("结束", null=True, blank=True)
    place = models.CharField("地点", max_length=80, blank=True)
    state = models.CharField(
        "状态", max_length=16, choices=states.ACTIVITY.choices, default=states.DRAFT, editable=False
    )
    risk_note = models.CharField("风险告知", max_length=200, blank=True)
    is_dangerous = models.BooleanField("有人身危险", default=False)
    insurance_no = models.CharField("保险单号", max_length=40, blank=True)
    needs_training = models.BooleanField("需要培训", default=False)
    quota = models.PositiveSmallIntegerField("招募（人）", null=True, blank=True)
    served_count = models.PositiveIntegerField("服务（人）", null=True, blank=True)
    uploaded_on = models.DateField("上传国家系统日期", null=True, blank=True)
    cancel_reason = models.CharField("取消原因", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "志愿服务活动"
        verbose_name_plural = "志愿服务活动"
        indexes = [
            models.Index(fields=["held_on", "state", "organisation", "area"], name="activity_by_day"),
        ]
        constraints = [
            states.ACTIVITY.constraint("state", "activity_state_known"),
            models.CheckConstraint(name="activity_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="activity_has_organiser",
                condition=Q(team__isnull=False) | Q(organisation__isnull=False),
                violation_error_message="要写明由哪支队伍或哪个组织开展。",
            ),
            models.CheckConstraint(
                name="activity_ends_after_start",
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="activity_risk_told",
                condition=Q(state__in=[states.DRAFT, states.CANCELLED]) | ~Q(risk_note=""),
                violation_error_message="发布前要写风险告知（《志愿服务条例》）。没有特别风险也请写明。",
            ),
            models.CheckConstraint(
                name="activity_dangerous_is_insured",
                condition=Q(is_dangerous=False)
                | Q(state__in=[states.DRAFT, states.CANCELLED])
                | ~Q(insurance_no=""),
                violation_error_message="有人身危险的活动先买保险再发布（《志愿服务条例》）。请填保险单号。",
            ),
            models.CheckConstraint(
                name="activity_recorded_has_served",
                condition=Q(served_count__isnull=False)
                | ~Q(state__in=[states.RECORDED, states.CONFIRMED, states.UPLOADED, states.CERTIFIABLE]),
            ),
            models.CheckConstraint(
                name="activity_uploaded_has_day",
                condition=Q(
                    state__in=[states.UPLOADED, states.CERTIFIABLE],
                    uploaded_on__isnull=False,
                    uploaded_on__gte=F("held_on"),
                )
                | (~Q(state__in=[states.UPLOADED, states.CERTIFIABLE]) & Q(uploaded_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="activity_cancelled_has_reason",
                condition=(Q(state=states.CANCELLED) & ~Q(cancel_reason=""))
                | (~Q(state=states.CANCELLED) & Q(cancel_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title
