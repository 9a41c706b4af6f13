"""Job desks (就业帮帮站) and the consultations they give."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.constraints import ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area
from linli.stations.models.station import Station


class JobDesk(Record):
    """A desk in a community, or inside a station, that brings work and people together."""

    scope: ClassVar = ScopeBy(area="community")

    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="社区（村）")
    station = models.ForeignKey(
        Station, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在驿站"
    )
    name = models.CharField("名称", max_length=60)
    address = models.CharField("地址", max_length=120, blank=True)
    office_phone = models.CharField("服务电话", max_length=20, blank=True)
    opened_on = models.DateField("启用")
    closed_on = models.DateField("停用", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "就业帮帮站"
        verbose_name_plural = "就业帮帮站"
        constraints = [ends_after_start("job_desk_closes_after_opening", start="opened_on", end="closed_on")]

    def __str__(self) -> str:
        return self.name


class ConsultationTopic(models.TextChoices):
    """What was asked about."""

    POLICY = "policy", "就业政策"
    BUSINESS = "business", "创业扶持"
    RIGHTS = "rights", "劳动维权"
    INSURANCE = "insurance", "社会保险"
    SKILLS = "skills", "技能提升"


class ConsultationWay(models.TextChoices):
    """How it was asked."""

    COUNTER = "counter", "窗口"
    PHONE = "phone", "电话"
    ONE_TO_ONE = "one_to_one", "一对一"


class Consultation(Record):
    """One consultation: an event, not a person (人次). Whoever asks may stay unnamed."""

    scope: ClassVar = ScopeBy(area="desk__community", day="held_on")

    desk = models.ForeignKey(
        JobDesk, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="就业帮帮站"
    )
    seeker = models.ForeignKey(
        "stations.JobSeeker",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="求职者（可不留名）",
    )
    held_on = models.DateField("日期")
    topic = models.CharField("主题", max_length=10, choices=ConsultationTopic)
    way = models.CharField("方式", max_length=12, choices=ConsultationWay)
    minutes = models.PositiveSmallIntegerField("时长（分钟）", null=True, blank=True)
    result = models.CharField("结果", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "就业政策咨询"
        verbose_name_plural = "就业政策咨询"
        indexes = [models.Index(fields=["desk", "held_on"], name="consultation_by_desk")]
        constraints = [
            models.CheckConstraint(
                name="consultation_topic_known", condition=Q(topic__in=ConsultationTopic.values)
            ),
            models.CheckConstraint(
                name="consultation_way_known", condition=Q(way__in=ConsultationWay.values)
            ),
            models.CheckConstraint(
                name="consultation_takes_time", condition=Q(minutes__isnull=True) | Q(minutes__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()} {self.held_on}"
