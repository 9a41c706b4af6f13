"""Kinds of posting: for how long at least, and by which law. Configuration, loaded once and then the district's own."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.scoping import Unscopable
from linli.orgs.models import Area
from linli.workflow.deadlines import Unit

UNITS = [(Unit.DAY.value, Unit.DAY.label), (Unit.WORKDAY.value, Unit.WORKDAY.label)]


class PostingKind(Record):
    """What may be posted. ``minimum`` may be raised and lowered again, never below ``floor``, which the law sets.

    A running posting keeps the minimum it was posted under. ``area``: the kind is used there and below;
    without one, everywhere.
    """

    scope: ClassVar = Unscopable("a kind of posting is a published rule")

    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=40)
    minimum = models.PositiveSmallIntegerField("最少天数")
    floor = models.PositiveSmallIntegerField("规定的下限")
    unit = models.CharField("单位", max_length=8, choices=UNITS)
    basis = models.CharField("依据", max_length=120)
    needs_board = models.BooleanField("必须上公示栏", default=False)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="使用地区"
    )
    position = models.PositiveSmallIntegerField("次序", default=99)

    class Meta(Record.Meta):
        verbose_name = "公示类别"
        verbose_name_plural = "公示类别"
        constraints = [
            models.CheckConstraint(
                name="posting_kind_unit_known", condition=Q(unit__in=[unit for unit, _ in UNITS])
            ),
            models.CheckConstraint(
                name="posting_kind_minimum_not_below_floor",
                condition=Q(floor__gte=1, minimum__gte=F("floor")),
            ),
            models.CheckConstraint(
                name="posting_kind_says_what_and_why", condition=~Q(name="") & ~Q(basis="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def said(self) -> str:
        """``15 天``, ``5 个工作日``."""
        return Unit(self.unit).said(self.minimum)
