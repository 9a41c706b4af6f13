"""How a lead (片长、组长、邻长) came to office. Who holds what when is ``people.Appointment`` alone."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.guards import frozen_rows
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area
from linli.people.models import Appointment, Person


class ProducedBy(models.TextChoices):
    """How the lead was found."""

    RESIDENTS = "residents", "群众推荐"
    SELF = "self", "个人自荐"
    ORGANISATION = "organisation", "组织提名"
    ELECTION = "election", "选举"
    MATCHED = "matched", "选配"


class LeaveReason(models.TextChoices):
    """Why an appointment ended."""

    RESIGNED = "resigned", "辞任"
    MOVED = "moved", "迁出"
    HEALTH = "health", "身体原因"
    INACTIVE = "inactive", "不履职"
    MISCONDUCT = "misconduct", "违纪违法"
    TERM_OVER = "term_over", "任满"
    OTHER = "other", "其他"


@frozen_rows(name="selection_standard_stands", when={}, columns=("area", "items", "basis", "valid_from"))
class SelectionStandard(Record):
    """The checklist (五有、一无、四个不宜) in one wording. Two of the three are not published: the district lays down
    its own. A wording is never changed, only followed: who was assessed under it keeps it.

    ``items``: [{"group": "五有", "text": "有热情"}, …]. Answers line by line are not kept: a “no” would be
    sensitive (PIPL art. 28); the lead's record says yes or no, who assessed it, and when.
    """

    scope: ClassVar = ScopeBy(area="area", downward=True)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    items = models.JSONField("条目")
    basis = models.CharField("依据", max_length=200, blank=True)
    valid_from = models.DateField("施行")
    valid_to = models.DateField("废止", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "三长选任条件"
        verbose_name_plural = "三长选任条件"
        constraints = [
            ends_after_start("selection_standard_ends_after_start"),
            NoOverlap(name="selection_standard_one_in_force", fields=["area"]),
        ]

    def __str__(self) -> str:
        return f"选任条件 {self.valid_from}"


class Lead(Record):
    """One lead's file, one to one with the appointment, whose dates say whether the lead is in office."""

    scope: ClassVar = ScopeBy(area="appointment__area")

    appointment = models.OneToOneField(
        Appointment, on_delete=models.PROTECT, related_name="+", verbose_name="任职"
    )
    produced_by = models.CharField("产生方式", max_length=12, choices=ProducedBy)
    standard = models.ForeignKey(
        SelectionStandard, on_delete=models.PROTECT, related_name="+", verbose_name="选任条件"
    )
    meets_standard = models.BooleanField("符合选任条件")
    assessed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="审核人")
    assessed_on = models.DateField("审核")
    decision = models.CharField("会议或决定", max_length=120)
    decided_on = models.DateField("决定")
    publicity_from = models.DateField("公示自")
    publicity_to = models.DateField("公示至")
    is_deputy = models.BooleanField("副职", default=False)
    is_party_member = models.BooleanField("党员", default=False)
    is_residents_representative = models.BooleanField("居民代表", default=False)
    leave_reason = models.CharField("卸任原因", max_length=12, choices=LeaveReason, blank=True)

    class Meta(Record.Meta):
        verbose_name = "三长档案"
        verbose_name_plural = "三长档案"
        constraints = [
            models.CheckConstraint(
                name="lead_produced_by_known", condition=Q(produced_by__in=ProducedBy.values)
            ),
            models.CheckConstraint(
                name="lead_leave_reason_known", condition=Q(leave_reason__in=("", *LeaveReason.values))
            ),
            models.CheckConstraint(name="lead_has_decision", condition=~Q(decision="")),
            models.CheckConstraint(
                name="lead_assessed_before_decision", condition=Q(assessed_on__lte=F("decided_on"))
            ),
            models.CheckConstraint(
                name="lead_publicity_ends_after_start", condition=Q(publicity_to__gt=F("publicity_from"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_produced_by_display()} {self.decided_on}"
