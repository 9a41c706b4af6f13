"""Kinds of certificate communities were asked to issue, and which they no longer issue (民发〔2020〕20号)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.burden.states import CERTIFICATE_ITEM, DROPPED, ISSUED
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area


class CertificateDecision(models.TextChoices):
    """Who has to do with it."""

    ISSUABLE = "issuable", "可出具"
    NOT_ISSUABLE = "not_issuable", "不应出具"
    BY_DEPARTMENT = "by_department", "应由部门办理"


class CertItem(Record):
    """One kind of certificate in one area, in force downward.

    No vacuum: an item no longer issued names who does it instead. Nothing on the national negative list may
    stay issuable.
    """

    scope: ClassVar = ScopeBy(area="area", day="dropped_on", downward=True)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="适用地区")
    name = models.CharField("证明事项", max_length=60)
    on_negative_list = models.BooleanField("国家不应出具清单所列", default=False)
    decision = models.CharField(
        "认定", max_length=14, choices=CertificateDecision, default=CertificateDecision.ISSUABLE
    )
    basis = models.CharField("依据", max_length=120, blank=True)
    issued_instead_by = models.CharField("改由谁办理", max_length=80, blank=True)
    on_spot = models.BooleanField("当场办", default=False)
    listed_on = models.DateField("列入")
    dropped_on = models.DateField("不再出具", null=True, blank=True, editable=False)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=CERTIFICATE_ITEM.choices,
        default=CERTIFICATE_ITEM.initial,
        editable=False,
    )

    class Meta(Record.Meta):
        verbose_name = "证明事项"
        verbose_name_plural = "证明事项"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"], condition=Q(state=ISSUED), name="certificate_item_name_once"
            ),
            models.CheckConstraint(
                name="certificate_item_decision_known", condition=Q(decision__in=CertificateDecision.values)
            ),
            CERTIFICATE_ITEM.constraint("state", "certificate_item_state_known"),
            models.CheckConstraint(
                name="certificate_item_state_fits_decision",
                condition=Q(state=ISSUED, decision=CertificateDecision.ISSUABLE, dropped_on__isnull=True)
                | (Q(state=DROPPED, dropped_on__isnull=False) & ~Q(decision=CertificateDecision.ISSUABLE)),
            ),
            models.CheckConstraint(
                name="certificate_item_no_vacuum",
                condition=Q(state=ISSUED) | ~Q(issued_instead_by=""),
            ),
            models.CheckConstraint(
                name="certificate_item_issued_by_law",
                condition=~Q(state=ISSUED) | ~Q(basis=""),
            ),
            models.CheckConstraint(
                name="certificate_item_negative_list_not_issued",
                condition=Q(on_negative_list=False) | ~Q(state=ISSUED),
            ),
            models.CheckConstraint(
                name="certificate_item_dropped_after_listed",
                condition=Q(dropped_on__isnull=True) | Q(dropped_on__gte=F("listed_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
