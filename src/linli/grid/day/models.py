"""走看听问帮: one optional line about a visit. No place on a map, no picture, no time of day (ADR 0012, T16)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.grid.requests.models import Request
from linli.people.models import Appointment, Household


class How(models.TextChoices):
    """What the lead did at the door."""

    WALK = "walk", "走"
    LOOK = "look", "看"
    LISTEN = "listen", "听"
    ASK = "ask", "问"
    HELP = "help", "帮"


class Visit(Record):
    """One line for the lead's own memory. Read by the lead alone; above, as totals of an area only.

    Nobody has to keep any: that there is none says nothing about a lead.
    """

    scope: ClassVar = ScopeBy(area="appointment__area")

    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="+", verbose_name="三长任职"
    )
    day = models.DateField("哪一天")
    how = models.CharField("怎么做的", max_length=8, choices=How)
    note = models.CharField("一句话", max_length=300, blank=True)
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="哪一户"
    )
    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="说成的事"
    )

    class Meta(Record.Meta):
        verbose_name = "走看听问帮"
        verbose_name_plural = "走看听问帮"
        indexes = [models.Index(fields=["appointment", "day"], name="visit_of_lead")]
        constraints = [
            models.CheckConstraint(name="visit_how_known", condition=Q(how__in=How.values)),
        ]

    def __str__(self) -> str:
        return f"{How(self.how).label} {self.day}"
