"""Illegal buildings in old estates, and the yearly ledger that says the year was watched (四零)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.mediation.models.case import DisputeCase
from linli.mediation.states import BUILDING
from linli.orgs.models import Area


class BuildingKind(models.TextChoices):
    """Stood already when the ledger was drawn up, or went up under its eyes."""

    EXISTING = "existing", "存量"
    NEW = "new", "新增"


class Disposal(models.TextChoices):
    """How an illegal building ended."""

    BY_OWNER = "by_owner", "自行拆除"
    ASSISTED = "assisted", "协助拆除"
    ENFORCED = "enforced", "依法拆除"
    RESTORED = "restored", "恢复原状"


class IllegalBuilding(Record):
    """One illegal building: found, acted upon, disposed of. Money in fen; the aim is 0."""

    scope: ClassVar = ScopeBy(area="estate", day="found_on")

    estate = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="小区")
    place = models.CharField("位置", max_length=80)
    kind = models.CharField("存量或新增", max_length=10, choices=BuildingKind)
    area_m2 = models.DecimalField("面积（平方米）", max_digits=8, decimal_places=2)
    standing_since = models.PositiveSmallIntegerField("建成年份", null=True, blank=True)
    owner_known = models.BooleanField("已查明搭建人", default=False)
    found_on = models.DateField("发现")
    first_action_on = models.DateField("首次处置", null=True, blank=True, editable=False)
    first_action = models.CharField("首次处置方式", max_length=80, blank=True)
    disposed_on = models.DateField("拆除或恢复", null=True, blank=True, editable=False)
    disposal = models.CharField("拆除方式", max_length=10, choices=Disposal, blank=True)
    compensation_fen = models.BigIntegerField("补偿（分）", default=0)
    petition_on = models.DateField("因此上访", null=True, blank=True)
    case = models.ForeignKey(
        DisputeCase,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="调解案件",
    )
    state = models.CharField(
        "状态", max_length=10, choices=BUILDING.choices, default=BUILDING.initial, editable=False
    )

    class Meta(Record.Meta):
        verbose_name = "违法建设"
        verbose_name_plural = "违法建设"
        indexes = [models.Index(fields=["found_on", "kind"], name="illegal_building_by_finding")]
        constraints = [
            models.CheckConstraint(
                name="illegal_building_kind_known",
                condition=Q(kind__in=BuildingKind.values),
                violation_error_message="请选存量或新增。",
            ),
            BUILDING.constraint("state", "illegal_building_state_known", said="违建没有这个状态。"),
            models.CheckConstraint(
                name="illegal_building_has_size",
                condition=Q(area_m2__gt=0),
                violation_error_message="面积要大于 0。",
            ),
            models.CheckConstraint(
                name="illegal_building_compensation_not_negative",
                condition=Q(compensation_fen__gte=0),
                violation_error_message="补偿不能是负数。",
            ),
            models.CheckConstraint(
                name="illegal_building_state_fits_dates",
                condition=Q(state="found", first_action_on__isnull=True, disposed_on__isnull=True)
                | Q(state="stopped", first_action_on__isnull=False, disposed_on__isnull=True)
                | Q(state="disposed", first_action_on__isnull=False, disposed_on__isnull=False),
                violation_error_message="状态和日期对不上：先处置、后拆除，各有日期。",
            ),
            models.CheckConstraint(
                name="illegal_building_disposed_somehow",
                condition=Q(disposed_on__isnull=True, disposal="")
                | Q(disposed_on__isnull=False, disposal__in=Disposal.values),
                violation_error_message="拆除或恢复的，要写明方式和日期。",
            ),
            models.CheckConstraint(
                name="illegal_building_compensated_when_disposed",
                condition=Q(compensation_fen=0) | Q(disposed_on__isnull=False),
                violation_error_message="拆除或恢复以后才记补偿。",
            ),
            models.CheckConstraint(
                name="illegal_building_dates_in_order",
                condition=(Q(first_action_on__isnull=True) | Q(first_action_on__gte=F("found_on")))
                & (Q(disposed_on__isnull=True) | Q(disposed_on__gte=F("first_action_on")))
                & (Q(petition_on__isnull=True) | Q(petition_on__gte=F("found_on"))),
                violation_error_message="日期前后不对：处置和上访不能早于发现，拆除不能早于处置。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.found_on}"


class BuildingEvidence(Record):
    """A photograph or paper about one step: as found, stopped, gone. ``key`` finds it (``linli.common.uploads``)."""

    scope: ClassVar = ScopeBy(area="building__estate", day="building__found_on")

    building = models.ForeignKey(
        IllegalBuilding, on_delete=models.PROTECT, related_name="evidence", verbose_name="违法建设"
    )
    title = models.CharField("说明", max_length=120)
    dated = models.DateField("日期")
    media = models.CharField("文件种类", max_length=8)
    size = models.PositiveIntegerField("字节")
    key = models.CharField("内容", max_length=24, unique=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "违建证据"
        verbose_name_plural = "违建证据"
        constraints = [
            models.CheckConstraint(
                name="building_evidence_whole",
                condition=Q(size__gt=0) & ~Q(title="") & ~Q(media="") & ~Q(key=""),
                violation_error_message="证据要有说明和文件。",
            )
        ]

    def __str__(self) -> str:
        return self.title


class IllegalBuildingLedger(Record):
    """The record that an area's ledger of a year was opened: without it a year without rows proves nothing.

    The year's buildings are those lying in the area; see ``selectors.buildings_of``.
    """

    scope: ClassVar = ScopeBy(area="area", day="opened_on")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    year = models.PositiveSmallIntegerField("年份")
    opened_on = models.DateField("建账")
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "违建治理年度台账"
        verbose_name_plural = "违建治理年度台账"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year"],
                name="illegal_building_ledger_once_a_year",
                violation_error_message="这一年的台账已经建了。",
            ),
            models.CheckConstraint(
                name="illegal_building_ledger_year_sound",
                condition=Q(year__gte=2000, year__lte=2200),
                violation_error_message="年份请填 2000 到 2200。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年"
