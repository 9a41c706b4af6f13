"""What requests are about, who gets which, what is said at which step, and what a community may be asked to do."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy, Unscopable
from linli.orgs.models import Area, Organisation


class RequestKind(Record):
    """One node of the tree of kinds (two levels): the district's own data, begun with ``grid.requests.loading``.

    clock: code of the clock a request of this kind runs on (``linli.workflow.clocks``).
    words: what people say when they mean it; by these a kind is proposed.
    """

    scope: ClassVar = Unscopable("a kind of request is a published rule")

    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=40)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上级类别"
    )
    clock = models.CharField("时限", max_length=60, default="grid.request")
    words = models.JSONField("常用说法", default=list, blank=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)
    is_open = models.BooleanField("在用", default=True)

    class Meta(Record.Meta):
        verbose_name = "事项类别"
        verbose_name_plural = "事项类别"
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(name="request_kind_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="request_kind_not_its_own_parent", condition=Q(parent__isnull=True) | ~Q(parent=F("pk"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Route(Record):
    """Who gets requests of a kind told in an area: a unit, or the next level. The nearest area and kind win."""

    scope: ClassVar = ScopeBy(area="area", downward=True)

    kind = models.ForeignKey(
        RequestKind, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="类别"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="承办单位"
    )
    basis = models.CharField("依据", max_length=120, blank=True)
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "派单规则"
        verbose_name_plural = "派单规则"
        constraints = [
            ends_after_start("route_ends_after_start"),
            NoOverlap(
                name="route_one_unit_at_a_time",
                fields=["area", "kind"],
                violation_error_message="这一类事在这里这段时间已有承办单位。请先结束原来的规则。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} → {self.unit_id}"


class StandardText(Record):
    """What is usually written at a step, offered and never forced. ``kind`` empty: for all kinds."""

    scope: ClassVar = ScopeBy(area="area", downward=True)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    verb = models.CharField("环节", max_length=20)
    kind = models.ForeignKey(
        RequestKind, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="类别"
    )
    text = models.CharField("文字", max_length=300)

    class Meta(Record.Meta):
        verbose_name = "常用答复"
        verbose_name_plural = "常用答复"
        constraints = [models.CheckConstraint(name="standard_text_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text


class DutyItem(Record):
    """An item of the list of what communities do. A department may ask a community for these things only (T04)."""

    scope: ClassVar = ScopeBy(area="area", downward=True)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="区")
    number = models.CharField("条目号", max_length=20)
    name = models.CharField("事项", max_length=120)
    is_lead = models.BooleanField("社区牵头", default=False)
    basis = models.CharField("依据", max_length=200, blank=True)
    valid_from = models.DateField("施行")
    valid_to = models.DateField("废止", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "社区职责清单条目"
        verbose_name_plural = "社区职责清单条目"
        constraints = [
            models.CheckConstraint(name="duty_item_has_number", condition=~Q(number="") & ~Q(name="")),
            ends_after_start("duty_item_ends_after_start"),
            NoOverlap(
                name="duty_item_number_once",
                fields=["area", "number"],
                violation_error_message="这个条目号这段时间已经有了。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
