"""Staff lent upward by communities and streets, and sent back where that broke the rules."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.burden.states import AWAY, RETURNED, SECONDMENT
from linli.common.constraints import NoOverlap
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area, Organisation
from linli.people.models import Person


class SecondmentFinding(models.TextChoices):
    """Whether the loan keeps the rules (no borrowing from county level and below)."""

    PENDING = "pending", "待认定"
    LAWFUL = "lawful", "合规"
    UNLAWFUL = "unlawful", "违规"


class Secondment(Record):
    """One loan of one person from ``from_area`` to a body, ``[started_on, returned_on)``."""

    scope: ClassVar = ScopeBy(area="from_area", day="returned_on")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="人员")
    from_area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", verbose_name="从哪个街道或社区（村）借出"
    )
    to_unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="借用单位"
    )
    started_on = models.DateField("借出")
    planned_until = models.DateField("约定期满", null=True, blank=True)
    approval_doc = models.CharField("批准文件", max_length=80, blank=True)
    finding = models.CharField(
        "认定", max_length=10, choices=SecondmentFinding, default=SecondmentFinding.PENDING, editable=False
    )
    returned_on = models.DateField("退回", null=True, blank=True, editable=False)
    state = models.CharField(
        "状态", max_length=10, choices=SECONDMENT.choices, default=SECONDMENT.initial, editable=False
    )

    class Meta(Record.Meta):
        verbose_name = "借调"
        verbose_name_plural = "借调"
        constraints = [
            models.CheckConstraint(
                name="secondment_finding_known", condition=Q(finding__in=SecondmentFinding.values)
            ),
            SECONDMENT.constraint("state", "secondment_state_known"),
            models.CheckConstraint(
                name="secondment_state_fits_dates",
                condition=Q(state=AWAY, returned_on__isnull=True)
                | Q(state=RETURNED, returned_on__isnull=False),
            ),
            models.CheckConstraint(
                name="secondment_dates_in_order",
                condition=(Q(planned_until__isnull=True) | Q(planned_until__gt=F("started_on")))
                & (Q(returned_on__isnull=True) | Q(returned_on__gt=F("started_on"))),
            ),
            models.CheckConstraint(
                name="secondment_lawful_on_paper",
                condition=~Q(finding=SecondmentFinding.LAWFUL) | ~Q(approval_doc=""),
            ),
            NoOverlap(
                name="secondment_one_at_a_time",
                fields=["person"],
                start="started_on",
                end="returned_on",
                violation_error_message="这个人这段时间已经在借调。请先登记退回。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.started_on} 起借调"
