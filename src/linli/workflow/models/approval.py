"""An act that takes two persons: one asks, another agrees, and only then is it done.

Written by ``linli.workflow.approving`` only.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.guards import frozen_rows
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area
from linli.people.models import Account
from linli.workflow.approval_states import APPROVAL, APPROVED, EXPIRED, REFUSED, WAITING, WITHDRAWN

_ENDED = (APPROVED, REFUSED, WITHDRAWN, EXPIRED)
_ASKED = ("kind", "target_type", "target_id", "order", "area", "asked_by", "reason", "asked_at", "until")


@frozen_rows(name="approval_asked_stands", when={}, columns=_ASKED)
@frozen_rows(name="approval_decided_stands", when={"state": _ENDED})
class Approval(Record):
    """What is asked, by whom and why; and, once somebody else has decided, what came of it.

    kind:   code of a ``linli.workflow.approvals.ApprovalKind``; it says who may decide and what is done then.
    order:  what the kind needs to carry the act out, as JSON; numbers and codes, never personal values.
    until:  the first day on which nobody may agree any more (business date).
    words:  what was said when it was decided, or taken back.
    """

    scope: ClassVar = ScopeBy(area="area")

    kind = models.CharField("办什么", max_length=60)
    target_type = models.CharField("对象类型", max_length=60, blank=True)
    target_id = models.BigIntegerField("对象", null=True, blank=True)
    order = models.JSONField("内容", default=dict, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    asked_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name="提出人账号"
    )
    reason = models.CharField("理由", max_length=300)
    asked_at = models.DateTimeField("提出时间")
    until = models.DateField("过期")
    state = models.CharField("状态", max_length=12, choices=APPROVAL.choices, default=WAITING)
    decided_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name="决定人账号", null=True, blank=True
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    words = models.CharField("意见", max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = "两人办理"
        verbose_name_plural = "两人办理"
        indexes = [
            models.Index(fields=["kind", "area"], name="approval_waiting", condition=Q(state=WAITING)),
            models.Index(fields=["target_type", "target_id"], name="approval_by_target"),
        ]
        constraints = [
            APPROVAL.constraint("state", "approval_state_known"),
            models.CheckConstraint(
                name="approval_by_another_person",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                violation_error_message="提出和同意由不同的人办（两人原则）。请换一位同事。",
            ),
            models.CheckConstraint(
                name="approval_decided_by_whom",
                condition=Q(state__in=(APPROVED, REFUSED), decided_by__isnull=False)
                | Q(state__in=(WAITING, WITHDRAWN, EXPIRED), decided_by__isnull=True),
            ),
            models.CheckConstraint(
                name="approval_ended_when",
                condition=Q(state=WAITING, decided_at__isnull=True)
                | (~Q(state=WAITING) & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(name="approval_has_reason", condition=~Q(reason="") & ~Q(kind="")),
            models.CheckConstraint(
                name="approval_refused_with_words", condition=~Q(state=REFUSED) | ~Q(words="")
            ),
            models.CheckConstraint(
                name="approval_target_whole",
                condition=Q(target_type="", target_id__isnull=True)
                | (~Q(target_type="") & Q(target_id__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["kind", "target_type", "target_id"],
                condition=Q(state=WAITING) & ~Q(target_type=""),
                name="approval_asked_once",
                violation_error_message="这件事已经提出，正在等另一人决定。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"

    @property
    def is_waiting(self) -> bool:
        """Nobody has decided yet."""
        return self.state == WAITING
