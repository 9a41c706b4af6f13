"""Plaques on a community's rooms: registered, judged against the table of allowed ones, taken down."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.burden.states import KEPT, PLAQUE, REGISTERED, REMOVED, TO_REMOVE, VERIFIED
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area, Organisation


class PlaquePlace(models.TextChoices):
    """Where it hangs."""

    DOOR = "door", "门口"
    INDOORS = "indoors", "室内"


class PlaqueFinding(models.TextChoices):
    """What was found of it."""

    PENDING = "pending", "待认定"
    ALLOWED = "allowed", "可以保留"
    NOT_ALLOWED = "not_allowed", "违规"


class Plaque(Record):
    """One plaque of one community. ``demanded_by``: the body that had it put up, if known."""

    scope: ClassVar = ScopeBy(area="community", day="removed_on")

    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="社区（村）")
    name = models.CharField("牌子名称", max_length=80)
    place = models.CharField("位置", max_length=10, choices=PlaquePlace)
    demanded_by = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="要求挂牌的单位",
    )
    finding = models.CharField(
        "认定", max_length=12, choices=PlaqueFinding, default=PlaqueFinding.PENDING, editable=False
    )
    basis = models.CharField("保留依据", max_length=120, blank=True)
    registered_on = models.DateField("登记")
    judged_on = models.DateField("认定日期", null=True, blank=True, editable=False)
    removed_on = models.DateField("拆除", null=True, blank=True, editable=False)
    verified_on = models.DateField("核验", null=True, blank=True, editable=False)
    state = models.CharField(
        "状态", max_length=12, choices=PLAQUE.choices, default=PLAQUE.initial, editable=False
    )

    class Meta(Record.Meta):
        verbose_name = "挂牌"
        verbose_name_plural = "挂牌"
        indexes = [models.Index(fields=["removed_on", "finding", "community"], name="plaque_by_removal")]
        constraints = [
            models.CheckConstraint(name="plaque_place_known", condition=Q(place__in=PlaquePlace.values)),
            models.CheckConstraint(
                name="plaque_finding_known", condition=Q(finding__in=PlaqueFinding.values)
            ),
            PLAQUE.constraint("state", "plaque_state_known"),
            models.CheckConstraint(
                name="plaque_state_fits_finding",
                condition=Q(state=REGISTERED, finding=PlaqueFinding.PENDING, judged_on__isnull=True)
                | (Q(state=KEPT, finding=PlaqueFinding.ALLOWED, judged_on__isnull=False) & ~Q(basis=""))
                | Q(state=TO_REMOVE, finding=PlaqueFinding.NOT_ALLOWED, judged_on__isnull=False)
                | (
                    Q(state__in=(REMOVED, VERIFIED), judged_on__isnull=False)
                    & ~Q(finding=PlaqueFinding.PENDING)
                ),
            ),
            models.CheckConstraint(
                name="plaque_state_fits_dates",
                condition=Q(
                    state__in=(REGISTERED, KEPT, TO_REMOVE),
                    removed_on__isnull=True,
                    verified_on__isnull=True,
                )
                | Q(state=REMOVED, removed_on__isnull=False, verified_on__isnull=True)
                | Q(state=VERIFIED, removed_on__isnull=False, verified_on__isnull=False),
            ),
            models.CheckConstraint(
                name="plaque_dates_in_order",
                condition=(Q(judged_on__isnull=True) | Q(judged_on__gte=F("registered_on")))
                & (Q(removed_on__isnull=True) | Q(removed_on__gte=F("judged_on")))
                & (Q(verified_on__isnull=True) | Q(verified_on__gte=F("removed_on"))),
            ),
        ]

    def __str__(self) -> str:
        return self.name
