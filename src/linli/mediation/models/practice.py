"""What is the district's own practice in mediation, and who looked at how parties are reached."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.guards import append_only
from linli.common.models import Record
from linli.common.scoping import ScopeBy, ScopedModel, Unscopable
from linli.disclosure.purposes import TO_REVEAL, to_reveal
from linli.mediation.models.case import DisputeCase
from linli.people.models import Account

LARGEST_PANEL = 15
"""Beyond that a panel is an assembly."""


class PanelRule(ScopedModel):
    """How a panel is made up in this district, in force ``[valid_from, valid_to)``; no law says it (domain.md 4.3.5).

    least, most: how many sit, always an odd number. ``woman_in_family``: in family matters one woman at least.
    """

    scope: ClassVar = Unscopable("the practice of the whole district, told to everybody")

    least = models.PositiveSmallIntegerField("最少几人")
    most = models.PositiveSmallIntegerField("最多几人")
    woman_in_family = models.BooleanField("婚姻家庭纠纷至少一位女性", default=True)
    basis = models.CharField("依据", max_length=120)
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "调解团人数"
        verbose_name_plural = "调解团人数"
        constraints = [
            models.CheckConstraint(
                name="panel_rule_limits_in_order",
                condition=Q(least__gte=1) & Q(most__gte=F("least")) & Q(most__lte=LARGEST_PANEL),
                violation_error_message=f"最少不能多于最多，最多不超过 {LARGEST_PANEL} 人。",
            ),
            models.CheckConstraint(
                name="panel_rule_has_basis",
                condition=~Q(basis=""),
                violation_error_message="请写明人数规定的依据。",
            ),
            ends_after_start("panel_rule_ends_after_start", said="规定失效要在生效以后，请核对日期。"),
            NoOverlap(
                name="panel_rule_one_at_a_time", fields=[], violation_error_message="这段时间已经有设置了。"
            ),
        ]

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> str:
        """``3 到 7 的单数``."""
        return f"{self.least} 到 {self.most} 的单数"


@append_only
class ContactLook(Record):
    """Somebody of the team looked at the parties' telephone and address, for a purpose, until they are sealed again.

    Never changed, never deleted. ``revealed_at``, ``until``: real time.
    """

    scope: ClassVar = ScopeBy(area="case__community")

    case = models.ForeignKey(
        DisputeCase, on_delete=models.PROTECT, related_name="contact_looks", verbose_name="案件"
    )
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name="账号")
    purpose = models.CharField("用途", max_length=20)
    revealed_at = models.DateTimeField("时间")
    until = models.DateTimeField("显示到")

    class Meta(Record.Meta):
        verbose_name = "查看联系方式"
        verbose_name_plural = "查看联系方式"
        indexes = [models.Index(fields=["account", "until"], name="contact_look_by_account")]
        constraints = [
            models.CheckConstraint(
                name="contact_look_purpose_known",
                condition=Q(purpose__in=[each.code for each in TO_REVEAL]),
                violation_error_message="请从列出的用途里选。",
            ),
            models.CheckConstraint(
                name="contact_look_ends",
                condition=Q(until__gt=F("revealed_at")),
                violation_error_message="显示到的时间要在查看以后。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revealed_at:%Y-%m-%d %H:%M}"

    @property
    def purpose_label(self) -> str:
        """In words."""
        return to_reveal(self.purpose).label
