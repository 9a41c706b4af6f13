"""A question put to the notables that is no dispute (群英织红网): opinions gathered before something is done."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.mediation.models.notable import Notable
from linli.orgs.models import Area, Theme


class Consultation(Record):
    """One question in one community. ``findings``: what came of it, published when it closes."""

    scope: ClassVar = ScopeBy(area="community", day="opened_on")

    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="社区（村）")
    place = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="小区或楼栋"
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主题"
    )
    question = models.CharField("问什么", max_length=200)
    opened_on = models.DateField("开始")
    closed_on = models.DateField("结束", null=True, blank=True, editable=False)
    findings = models.TextField("结果", max_length=2000, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "群英征询"
        verbose_name_plural = "群英征询"
        indexes = [models.Index(fields=["community", "opened_on"], name="consultation_by_community")]
        constraints = [
            models.CheckConstraint(
                name="consultation_asks_something",
                condition=~Q(question=""),
                violation_error_message="请写明问什么。",
            ),
            models.CheckConstraint(
                name="consultation_closes_with_findings",
                condition=Q(closed_on__isnull=True, findings="")
                | (Q(closed_on__gte=F("opened_on")) & ~Q(findings="")),
                violation_error_message="结束征询要写明结果和日期，日期不能早于开始。",
            ),
        ]

    def __str__(self) -> str:
        return self.question[:30]


class Voice(Record):
    """What one notable heard, from how many doors; nobody who spoke is named."""

    scope: ClassVar = ScopeBy(area="consultation__community")

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="voices", verbose_name="征询"
    )
    notable = models.ForeignKey(Notable, on_delete=models.PROTECT, related_name="+", verbose_name="群英")
    heard_on = models.DateField("日期")
    doors = models.PositiveSmallIntegerField("问了几户")
    words = models.CharField("听到的意见（不写姓名）", max_length=500)

    class Meta(Record.Meta):
        verbose_name = "征询意见"
        verbose_name_plural = "征询意见"
        constraints = [
            models.CheckConstraint(
                name="voice_of_somebody",
                condition=Q(doors__gte=1) & ~Q(words=""),
                violation_error_message="请写明问了几户、听到什么意见。",
            ),
            models.UniqueConstraint(
                fields=["consultation", "notable", "heard_on"],
                name="voice_once_a_day",
                violation_error_message="这位群英这一天的意见已经记过。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.heard_on} {self.doors}户"
