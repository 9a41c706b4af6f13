"""What a station is measured by: the editable 六有 and 十个一 lists, and each dated result."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area
from linli.people.models import Person
from linli.stations.models.station import Station

SIX, TEN = 6, 10
ITEMS = tuple(f"item_{n}" for n in range(1, TEN + 1))
SIX_ITEMS, FURTHER_ITEMS = ITEMS[:SIX], ITEMS[SIX:]


class StandardKind(models.TextChoices):
    """Which list."""

    SIX_HAVE = "six_have", "六有"
    TEN_ONE = "ten_one", "十个一"


LENGTH: dict[StandardKind, int] = {StandardKind.SIX_HAVE: SIX, StandardKind.TEN_ONE: TEN}


class StationStandard(Record):
    """One wording of a list while it is in force. The district's own wording was not published: editable."""

    scope: ClassVar = ScopeBy(area="area", downward=True)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    kind = models.CharField("标准", max_length=10, choices=StandardKind)
    items = models.JSONField("条目（六条或十条）")
    basis = models.CharField("依据", max_length=120, blank=True)
    valid_from = models.DateField("施行")
    valid_to = models.DateField("废止", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "驿站标准"
        verbose_name_plural = "驿站标准"
        constraints = [
            models.CheckConstraint(
                name="station_standard_kind_known", condition=Q(kind__in=StandardKind.values)
            ),
            ends_after_start("station_standard_ends_after_start"),
            NoOverlap(name="station_standard_one_in_force", fields=["area", "kind"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.valid_from}"


def _all(names: tuple[str, ...], condition: dict[str, bool]) -> Q:
    """Every named item fulfils ``condition`` (a lookup suffix and its value)."""
    ((suffix, value),) = condition.items()
    return Q(**{f"{name}{suffix}": value for name in names})


ALL_SIX = Q(kind=StandardKind.SIX_HAVE) & _all(SIX_ITEMS, {"": True})
"""Results that say all six are true: a station is 六有 only then."""
ALL_TEN = Q(kind=StandardKind.TEN_ONE) & _all(ITEMS, {"": True})
"""Results that say all ten are true."""


def _flag(n: int) -> "models.BooleanField[bool | None, bool | None]":
    return models.BooleanField(f"第{n}条", null=True, blank=True)


class StationCheck(Record):
    """The result of one check against one list, in force from ``checked_on`` until the next one.

    ``item_n`` answers the n-th line of the standard; a list of six leaves seven to ten empty.
    """

    scope: ClassVar = ScopeBy(area="station__community")

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="checks", verbose_name="驿站")
    standard = models.ForeignKey(
        StationStandard, on_delete=models.PROTECT, related_name="+", verbose_name="标准"
    )
    kind = models.CharField("标准类别", max_length=10, choices=StandardKind)
    checked_on = models.DateField("核验")
    superseded_on = models.DateField("被下次核验取代", null=True, blank=True)
    checked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核验人"
    )
    item_1 = _flag(1)
    item_2 = _flag(2)
    item_3 = _flag(3)
    item_4 = _flag(4)
    item_5 = _flag(5)
    item_6 = _flag(6)
    item_7 = _flag(7)
    item_8 = _flag(8)
    item_9 = _flag(9)
    item_10 = _flag(10)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "驿站对标核验"
        verbose_name_plural = "驿站对标核验"
        constraints = [
            models.CheckConstraint(
                name="station_check_kind_known", condition=Q(kind__in=StandardKind.values)
            ),
            models.CheckConstraint(
                name="station_check_answers_its_list",
                condition=Q(kind=StandardKind.SIX_HAVE)
                & _all(SIX_ITEMS, {"__isnull": False})
                & _all(FURTHER_ITEMS, {"__isnull": True})
                | Q(kind=StandardKind.TEN_ONE) & _all(ITEMS, {"__isnull": False}),
            ),
            ends_after_start("station_check_superseded_later", start="checked_on", end="superseded_on"),
            NoOverlap(
                name="station_check_one_in_force",
                fields=["station", "kind"],
                start="checked_on",
                end="superseded_on",
                violation_error_message="这个驿站在这一天已有一次有效核验。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.checked_on}"

    @property
    def results(self) -> list[bool]:
        """The answers, in the order of the list."""
        return [bool(getattr(self, name)) for name in ITEMS[: LENGTH[StandardKind(self.kind)]]]
