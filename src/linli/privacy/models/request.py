"""What a person asks about their own data, and what came of it (PIPL art. 44–50)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.guards import GIVEN, append_only, frozen_rows
from linli.common.models import Record
from linli.common.scoping import ScopeBy, ScopedModel
from linli.orgs.models import Area
from linli.people.models import Household, Person, Purpose
from linli.privacy import states


class RightsKind(models.TextChoices):
    """What may be asked."""

    COPY = "copy", "查阅、复制"
    CORRECT = "correct", "更正"
    DELETE = "delete", "删除"
    WITHDRAW = "withdraw", "撤回同意"
    EXPLAIN = "explain", "解释说明"


class Way(models.TextChoices):
    """How it came. All but the first are written down by a worker (代报)."""

    ONLINE = "online", "网上"
    COUNTER = "counter", "到窗口说"
    PHONE = "phone", "打电话说"
    PAPER = "paper", "交来书面材料"


class Reply(models.TextChoices):
    """How the person wishes to be told. It always stands on 我的信息 too."""

    SMS = "sms", "短信"
    CALL = "call", "打电话"
    PAPER = "paper", "纸质答复"
    PAGE = "page", "自己上网看"


CORRECTABLE = [("name", "姓名"), ("phone", "电话"), ("other", "其他")]
HOUSEHOLD_CONTACT = "household_contact"
HOUSEHOLD_TAGS = "household_tags"
OF_HOUSEHOLDS = {HOUSEHOLD_CONTACT: "留存户的联系人和电话", HOUSEHOLD_TAGS: "记下户的标记"}
"""What a household withdraws: its contact, and the marks it agreed to, which need a consent of their own."""
WITHDRAWABLE = (*Purpose.values, *OF_HOUSEHOLDS)


@frozen_rows(
    name="rights_request_decided_stands",
    when={"decided_on": GIVEN},
    columns=("kind", "state", "area", "person", "household", "asked_on", "decided_on", "refusal_law"),
)
class RightsRequest(Record):
    """One request. ``area`` is where the file of the person or household lies.

    words:       what the person says, as told; gone with the period of keeping.
    correct:     which value is wrong; ``value_sealed`` is the right one, if known.
    withdraws:   the purpose whose consent ends.
    refusal_law: the law or rule by which it was not done.
    told_on:     when the answer went out by the way asked for.
    """

    scope: ClassVar = ScopeBy(area="area")

    kind = models.CharField("请求", max_length=10, choices=RightsKind)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="本人"
    )
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="户"
    )
    way = models.CharField("怎么提出", max_length=10, choices=Way)
    reply = models.CharField("怎么答复", max_length=10, choices=Reply, default=Reply.PAGE)
    words = models.TextField("怎么说的", max_length=1000, blank=True)
    correct = models.CharField("更正什么", max_length=10, choices=CORRECTABLE, blank=True)
    value_sealed = models.BinaryField("正确的是（密文）", null=True, editable=False)
    withdraws = models.CharField("撤回哪项同意", max_length=24, blank=True)
    state = models.CharField(
        "状态", max_length=12, choices=states.REQUEST.choices, default=states.RECEIVED, editable=False
    )
    asked_on = models.DateField("收到")
    answer = models.TextField("答复", max_length=2000, blank=True)
    refusal_law = models.CharField("依据", max_length=200, blank=True)
    decided_on = models.DateField("办结", null=True, blank=True)
    told_on = models.DateField("告知本人", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "个人信息请求"
        verbose_name_plural = "个人信息请求"
        indexes = [
            models.Index(
                fields=["area", "asked_on"], name="rights_request_open", condition=Q(state__in=states.OPEN)
            )
        ]
        constraints = [
            models.CheckConstraint(name="rights_request_kind_known", condition=Q(kind__in=RightsKind.values)),
            models.CheckConstraint(name="rights_request_way_known", condition=Q(way__in=Way.values)),
            models.CheckConstraint(name="rights_request_reply_known", condition=Q(reply__in=Reply.values)),
            states.REQUEST.constraint("state", "rights_request_state_known"),
            models.CheckConstraint(
                name="rights_request_has_one_owner",
                condition=Q(person__isnull=False, household__isnull=True)
                | Q(person__isnull=True, household__isnull=False),
            ),
            models.CheckConstraint(
                name="rights_request_decided_iff_over",
                condition=Q(state__in=states.OPEN, decided_on__isnull=True)
                | (~Q(state__in=states.OPEN) & Q(decided_on__isnull=False, decided_on__gte=F("asked_on"))),
            ),
            models.CheckConstraint(
                name="rights_request_refused_by_law",
                condition=(Q(state=states.REFUSED) & ~Q(refusal_law=""))
                | (~Q(state=states.REFUSED) & Q(refusal_law="")),
            ),
            models.CheckConstraint(
                name="rights_request_withdraws_something",
                condition=Q(kind=RightsKind.WITHDRAW, withdraws__in=WITHDRAWABLE)
                | (~Q(kind=RightsKind.WITHDRAW) & Q(withdraws="")),
            ),
            models.CheckConstraint(
                name="rights_request_value_is_a_correction",
                condition=Q(kind=RightsKind.CORRECT) | Q(correct="", value_sealed__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.asked_on}"

    @property
    def owner(self) -> Person | Household:
        """Whom it is about."""
        found = self.person or self.household
        assert found is not None
        return found

    @property
    def withdraws_label(self) -> str:
        """The purpose in words."""
        if self.withdraws in OF_HOUSEHOLDS:
            return OF_HOUSEHOLDS[self.withdraws]
        return Purpose(self.withdraws).label if self.withdraws else ""

    @property
    def is_open(self) -> bool:
        """Still to be answered."""
        return self.state in states.OPEN


@append_only
class RightsStep(ScopedModel):
    """One step of a request: what was done, when, by whom. Never changed or deleted."""

    scope: ClassVar = ScopeBy(area="request__area")

    request = models.ForeignKey(
        RightsRequest, on_delete=models.PROTECT, related_name="steps", verbose_name="请求"
    )
    verb = models.CharField("做了什么", max_length=12)
    state = models.CharField("之后的状态", max_length=12, choices=states.REQUEST.choices)
    at = models.DateTimeField("时间")
    actor_id = models.BigIntegerField("账号", null=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "请求的经过"
        verbose_name_plural = "请求的经过"
        ordering = ["pk"]
        constraints = [states.REQUEST.constraint("state", "rights_step_state_known")]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"
