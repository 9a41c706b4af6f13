"""What was said to whom, and which doors somebody still has to go to."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.guards import frozen_rows
from linli.common.models import Record
from linli.common.scoping import ScopeBy, ScopedModel
from linli.orgs.models import Area
from linli.people.models import Household


class BroadcastKind(models.TextChoices):
    """What it is about."""

    FLOOD = "flood", "防汛"
    WATER = "water", "停水"
    POWER = "power", "停电"
    GAS = "gas", "停气"
    WEATHER = "weather", "恶劣天气"
    MOVING = "moving", "转移避险"
    OTHER = "other", "其他紧急通知"


@frozen_rows(name="broadcast_said_stands", when={}, columns=("text", "kind", "urgent", "sent_at"))
class Broadcast(Record):
    """Sent once; it cannot be changed or called back, only followed by another. ``area`` holds all its places.

    expected:  how many doors its places had when it was sent; ``listed_to``: the last household put on its list, where
               many are listed by the worker; ``listed_at``: when all of them were.
    """

    scope: ClassVar = ScopeBy(area="area", downward=True)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    kind = models.CharField("类别", max_length=8, choices=BroadcastKind)
    text = models.CharField("通知", max_length=200)
    urgent = models.BooleanField("特急", default=True)
    sent_at = models.DateTimeField("发出时间")
    leads_told = models.PositiveIntegerField("三长收到", default=0)
    expected = models.PositiveIntegerField("户数", default=0)
    listed_to = models.PositiveBigIntegerField("列到哪一户", default=0, editable=False)
    listed_at = models.DateTimeField("列完时间", null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "紧急通知"
        verbose_name_plural = "紧急通知"
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(fields=["sent_at"], name="broadcast_to_list", condition=Q(listed_at__isnull=True))
        ]
        constraints = [
            models.CheckConstraint(name="broadcast_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="broadcast_kind_known", condition=Q(kind__in=BroadcastKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.sent_at:%Y-%m-%d %H:%M}"


class BroadcastPlace(ScopedModel):
    """One area a broadcast is for."""

    scope: ClassVar = ScopeBy(area="area", downward=True)

    broadcast = models.ForeignKey(
        Broadcast, on_delete=models.PROTECT, related_name="places", verbose_name="紧急通知"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地方")

    class Meta(ScopedModel.Meta):
        verbose_name = "紧急通知的地方"
        verbose_name_plural = "紧急通知的地方"
        constraints = [models.UniqueConstraint(fields=["broadcast", "area"], name="broadcast_place_once")]

    def __str__(self) -> str:
        return f"{self.broadcast_id} {self.area_id}"


class Reached(models.TextChoices):
    """How far the word came to a door."""

    PHONE = "phone", "待发短信"
    TEXTED = "texted", "短信已发"
    DOOR = "door", "要上门"
    SEEN = "seen", "已当面告知"
    ABSENT = "absent", "没有人在家"


class BroadcastDoor(ScopedModel):
    """One household of a broadcast. Whose tick it was is not kept: the neighbourhood is, nobody is ranked by it."""

    scope: ClassVar = ScopeBy(area=("neighbourhood", "building"))

    broadcast = models.ForeignKey(
        Broadcast, on_delete=models.PROTECT, related_name="doors", verbose_name="紧急通知"
    )
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+", verbose_name="户")
    building = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="楼栋")
    neighbourhood = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="邻")
    reached = models.CharField("告知情况", max_length=8, choices=Reached)
    at = models.DateTimeField("时间", null=True, blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "紧急通知到户"
        verbose_name_plural = "紧急通知到户"
        indexes = [
            models.Index(fields=["broadcast", "neighbourhood", "reached"], name="broadcast_door_by_place"),
            models.Index(fields=["reached"], name="broadcast_door_to_text", condition=Q(reached="phone")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "household"], name="broadcast_door_once"),
            models.CheckConstraint(
                name="broadcast_door_reached_known", condition=Q(reached__in=Reached.values)
            ),
            models.CheckConstraint(
                name="broadcast_door_reached_has_time",
                condition=Q(reached__in=("phone", "door")) | Q(at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.broadcast_id} {self.household_id}"
