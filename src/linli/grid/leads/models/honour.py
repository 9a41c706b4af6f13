"""Best neighbour leads (最美邻长): one decision per lead, year and level. No ballot decides it, no count of work."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.people.models import Appointment


class HonourLevel(models.TextChoices):
    """Who decides."""

    DISTRICT = "district", "区级"
    STREET = "street", "街道（乡镇、管理处）级"


class BestNeighbourLead(Record):
    """A neighbour lead honoured in a year, by the date of the decision."""

    scope: ClassVar = ScopeBy(area="appointment__area", day="decided_on")

    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="+", verbose_name="任职"
    )
    year = models.PositiveSmallIntegerField("年度")
    level = models.CharField("级别", max_length=10, choices=HonourLevel)
    deeds = models.CharField("事迹", max_length=300, blank=True)
    publicity_from = models.DateField("公示自", null=True, blank=True)
    publicity_to = models.DateField("公示至", null=True, blank=True)
    decision = models.CharField("决定文件", max_length=120)
    decided_on = models.DateField("决定")

    class Meta(Record.Meta):
        verbose_name = "最美邻长"
        verbose_name_plural = "最美邻长"
        constraints = [
            models.CheckConstraint(
                name="best_neighbour_lead_level_known", condition=Q(level__in=HonourLevel.values)
            ),
            models.CheckConstraint(name="best_neighbour_lead_has_decision", condition=~Q(decision="")),
            models.CheckConstraint(
                name="best_neighbour_lead_posted_before_decision",
                condition=Q(publicity_from__isnull=True, publicity_to__isnull=True)
                | Q(publicity_from__isnull=False, publicity_to__isnull=False)
                & Q(publicity_to__gt=F("publicity_from"))
                & Q(decided_on__gte=F("publicity_to")),
            ),
            models.UniqueConstraint(
                fields=["appointment", "year", "level"], name="best_neighbour_lead_once_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.get_level_display()}"
