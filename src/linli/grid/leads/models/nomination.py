"""最美邻长 on the way: how many a year may be honoured, and who was put forward. No points, no ballots."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.grid.leads import states
from linli.grid.leads.models.honour import BestNeighbourLead, HonourLevel
from linli.orgs.models import Area
from linli.people.models import Appointment


class HonourQuota(Record):
    """How many may be honoured in a year by the district or by a street."""

    scope: ClassVar = ScopeBy(area="area", downward=True)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    year = models.PositiveSmallIntegerField("年度")
    quota = models.PositiveSmallIntegerField("名额")
    basis = models.CharField("依据", max_length=120)

    class Meta(Record.Meta):
        verbose_name = "最美邻长名额"
        verbose_name_plural = "最美邻长名额"
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="honour_quota_once_a_year"),
            models.CheckConstraint(name="honour_quota_has_basis", condition=~Q(basis="") & Q(quota__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.year}年 {self.quota} 名"


class Nomination(Record):
    """A neighbour lead put forward for a year. Why is told in deeds."""

    scope: ClassVar = ScopeBy(area="appointment__area")

    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="+", verbose_name="任职"
    )
    year = models.PositiveSmallIntegerField("年度")
    level = models.CharField("级别", max_length=10, choices=HonourLevel)
    proposer = models.CharField("谁推荐的", max_length=60)
    deeds = models.CharField("事迹", max_length=300)
    nominated_on = models.DateField("推荐日期")
    state = models.CharField(
        "状态", max_length=12, choices=states.NOMINATION.choices, default=states.NOMINATION.initial
    )
    opinion = models.CharField("审核意见", max_length=200, blank=True)
    reviewed_on = models.DateField("审核日期", null=True, blank=True)
    honour = models.OneToOneField(
        BestNeighbourLead,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="表彰",
    )

    class Meta(Record.Meta):
        verbose_name = "最美邻长推荐"
        verbose_name_plural = "最美邻长推荐"
        constraints = [
            states.NOMINATION.constraint("state", "nomination_state_known"),
            models.CheckConstraint(name="nomination_level_known", condition=Q(level__in=HonourLevel.values)),
            models.CheckConstraint(name="nomination_tells_deeds", condition=~Q(deeds="") & ~Q(proposer="")),
            models.CheckConstraint(
                name="nomination_honoured_by_decision",
                condition=Q(state=states.HONOURED, honour__isnull=False)
                | (~Q(state=states.HONOURED) & Q(honour__isnull=True)),
            ),
            models.CheckConstraint(
                name="nomination_reviewed_before_posting",
                condition=~Q(state__in=(states.REVIEWED, states.HONOUR_POSTED, states.HONOURED))
                | (Q(reviewed_on__isnull=False) & ~Q(opinion="")),
            ),
            models.UniqueConstraint(
                fields=["appointment", "year", "level"],
                condition=~Q(state=states.NOT_HONOURED),
                name="nomination_once_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年推荐"
