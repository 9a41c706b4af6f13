"""Public accounts of the district's bodies: surveyed, judged, kept or closed with notice."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.burden.states import ACCOUNT, ANNOUNCED, CLOSED, JUDGED, KEPT, SURVEYED
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Organisation


class Platform(models.TextChoices):
    """Where the account is."""

    WECHAT = "wechat", "微信公众号"
    WECHAT_CHANNEL = "wechat_channel", "微信视频号"
    WEIBO = "weibo", "微博"
    DOUYIN = "douyin", "抖音号"
    TOUTIAO = "toutiao", "头条号"
    MINI_PROGRAM = "mini_program", "小程序"
    APP = "app", "移动客户端"


class AccountDecision(models.TextChoices):
    """What becomes of it. A merged account is closed too, its readers led to the other one."""

    PENDING = "pending", "待认定"
    KEEP = "keep", "保留"
    MERGE = "merge", "整合后注销"
    CLOSE = "close", "注销"


class PublicAccount(Record):
    """One account of one body. ``is_government``: 政务类, opened for public business."""

    scope: ClassVar = ScopeBy(area="owner__area", day="closed_on")

    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="主办单位"
    )
    platform = models.CharField("平台", max_length=16, choices=Platform)
    name = models.CharField("账号名称", max_length=60)
    is_government = models.BooleanField("政务类", default=True)
    registered_on = models.DateField("开通")
    last_post_on = models.DateField("最近更新", null=True, blank=True)
    followers = models.PositiveIntegerField("关注数", default=0)
    decision = models.CharField(
        "处理方式", max_length=10, choices=AccountDecision, default=AccountDecision.PENDING, editable=False
    )
    judged_on = models.DateField("认定", null=True, blank=True, editable=False)
    announced_on = models.DateField("公告", null=True, blank=True, editable=False)
    closed_on = models.DateField("注销", null=True, blank=True, editable=False)
    state = models.CharField(
        "状态", max_length=10, choices=ACCOUNT.choices, default=ACCOUNT.initial, editable=False
    )

    class Meta(Record.Meta):
        verbose_name = "公众账号"
        verbose_name_plural = "公众账号"
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "name"],
                condition=Q(closed_on__isnull=True),
                name="public_account_name_once_per_platform",
            ),
            models.CheckConstraint(
                name="public_account_platform_known", condition=Q(platform__in=Platform.values)
            ),
            models.CheckConstraint(
                name="public_account_decision_known", condition=Q(decision__in=AccountDecision.values)
            ),
            ACCOUNT.constraint("state", "public_account_state_known"),
            models.CheckConstraint(
                name="public_account_state_fits_decision",
                condition=Q(state=SURVEYED, decision=AccountDecision.PENDING, judged_on__isnull=True)
                | Q(state=KEPT, decision=AccountDecision.KEEP, judged_on__isnull=False)
                | Q(
                    state__in=(JUDGED, ANNOUNCED, CLOSED),
                    decision__in=(AccountDecision.MERGE, AccountDecision.CLOSE),
                    judged_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="public_account_state_fits_dates",
                condition=Q(
                    state__in=(SURVEYED, KEPT, JUDGED), announced_on__isnull=True, closed_on__isnull=True
                )
                | Q(state=ANNOUNCED, announced_on__isnull=False, closed_on__isnull=True)
                | Q(state=CLOSED, announced_on__isnull=False, closed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="public_account_dates_in_order",
                condition=(Q(judged_on__isnull=True) | Q(judged_on__gte=F("registered_on")))
                & (Q(announced_on__isnull=True) | Q(announced_on__gte=F("judged_on")))
                & (Q(closed_on__isnull=True) | Q(closed_on__gte=F("announced_on")))
                & (Q(last_post_on__isnull=True) | Q(last_post_on__gte=F("registered_on"))),
            ),
        ]

    def __str__(self) -> str:
        return self.name
