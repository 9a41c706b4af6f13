"""Stations (暖心驿站): where outdoor workers rest, from when to when; pauses and honours."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area
from linli.people.models import Person
from linli.stations.states import OPENED, STATION


class Host(models.TextChoices):
    """Whose rooms the station uses."""

    COMMUNITY = "community", "社区"
    BANK = "bank", "银行"
    ENTERPRISE = "enterprise", "企业"
    TOILET = "toilet", "公厕"
    PARTY_CENTRE = "party_centre", "党群服务中心"
    OUTLET = "outlet", "服务网点"


class Station(Record):
    """One station. In use from ``opened_on`` until ``closed_on``, except during its pauses."""

    scope: ClassVar = ScopeBy(area="community")

    code = models.CharField("编码", max_length=24, unique=True)
    name = models.CharField("名称", max_length=60)
    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="社区（村）")
    address = models.CharField("地址", max_length=120)
    point = models.JSONField("位置（CGCS2000 经纬度）", null=True, blank=True)
    host = models.CharField("依托", max_length=16, choices=Host)
    is_new_build = models.BooleanField("新建", default=False)
    open_hours = models.CharField("开放时间", max_length=60, blank=True)
    is_24h = models.BooleanField("24 小时开放", default=False)
    manager = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="站长"
    )
    office_phone = models.CharField("驿站电话", max_length=20, blank=True)
    map_names = models.CharField("已上地图", max_length=60, blank=True)
    opened_on = models.DateField("启用", null=True, blank=True, editable=False)
    closed_on = models.DateField("停用", null=True, blank=True, editable=False)
    closing_reason = models.CharField("停用原因", max_length=120, blank=True)
    state = models.CharField(
        "状态", max_length=10, choices=STATION.choices, default=STATION.initial, editable=False
    )

    class Meta(Record.Meta):
        verbose_name = "暖心驿站"
        verbose_name_plural = "暖心驿站"
        constraints = [
            models.CheckConstraint(name="station_host_known", condition=Q(host__in=Host.values)),
            STATION.constraint("state", "station_state_known"),
            models.CheckConstraint(
                name="station_state_fits_dates",
                condition=Q(opened_on__isnull=True, closed_on__isnull=True)
                & ~Q(state__in=(*OPENED, "closed"))
                | Q(opened_on__isnull=False, closed_on__isnull=True, state__in=OPENED)
                | Q(opened_on__isnull=False, closed_on__isnull=False, state="closed"),
            ),
            ends_after_start("station_closes_after_opening", start="opened_on", end="closed_on"),
            models.CheckConstraint(
                name="station_closes_with_reason",
                condition=Q(closed_on__isnull=True, closing_reason="")
                | Q(closed_on__isnull=False) & ~Q(closing_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StationPause(Record):
    """A stay closed for repair, half open. Above seven days the map has to say so (domain.md 4.2)."""

    scope: ClassVar = ScopeBy(area="station__community")

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="pauses", verbose_name="驿站")
    reason = models.CharField("原因", max_length=120)
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "驿站整修"
        verbose_name_plural = "驿站整修"
        constraints = [
            ends_after_start("station_pause_ends_after_start"),
            NoOverlap(name="station_pause_once_at_a_time", fields=["station"]),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}–{self.valid_to or ''}"


class Honour(models.TextChoices):
    """Titles a station may be given."""

    NATIONAL_FINEST = "national_finest", "全总“最美驿站”"
    PROVINCIAL_HUNDRED = "provincial_hundred", "省级“百优驿站”"
    MUNICIPAL = "municipal", "市级优秀驿站"


class StationHonour(Record):
    """A title held from ``awarded_on`` until it is taken back. A station holds each title once."""

    scope: ClassVar = ScopeBy(area="station__community")

    station = models.ForeignKey(
        Station, on_delete=models.CASCADE, related_name="honours", verbose_name="驿站"
    )
    kind = models.CharField("称号", max_length=20, choices=Honour)
    awarded_on = models.DateField("授予")
    awarded_by = models.CharField("授予单位", max_length=60)
    basis = models.CharField("文件", max_length=120, blank=True)
    revoked_on = models.DateField("撤销", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "驿站荣誉"
        verbose_name_plural = "驿站荣誉"
        constraints = [
            models.CheckConstraint(name="station_honour_kind_known", condition=Q(kind__in=Honour.values)),
            models.CheckConstraint(
                name="station_honour_revoked_after_award",
                condition=Q(revoked_on__isnull=True) | Q(revoked_on__gt=F("awarded_on")),
            ),
            NoOverlap(
                name="station_honour_held_once",
                fields=["station", "kind"],
                start="awarded_on",
                end="revoked_on",
                violation_error_message="这个驿站已有这个称号。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.awarded_on}"
