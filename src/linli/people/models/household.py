"""Households: a door with its contact, and who looks after it on any day."""

from typing import ClassVar

from django.db import models

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.guards import append_only
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area
from linli.people.models.consent import ConsentWay

MOST_HEADS = 60


class Household(Record):
    """One door. No register of its people: a contact, if the household agreed (PIPL art. 6).

    head_count:   how many live there, as told; 0 stands for a flat nobody lives in, nothing for unknown.
    confirmed_on: when somebody last made sure that this is still so.
    """

    scope: ClassVar = ScopeBy(area=("building", "stays__neighbourhood", "stays__micro_grid"))

    building = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="楼栋")
    door = models.CharField("门牌", max_length=40)
    contact_name = models.CharField("联系人", max_length=40, blank=True)
    phone_sealed = models.BinaryField("电话（密文）", null=True, editable=False)
    phone_hash = models.CharField("电话（查找码）", max_length=32, blank=True, editable=False)
    contact_consent_on = models.DateField("同意留电话", null=True, blank=True)
    contact_consent_way = models.CharField("怎么同意的", max_length=12, choices=ConsentWay, blank=True)
    head_count = models.PositiveSmallIntegerField("住几口人", null=True, blank=True)
    confirmed_on = models.DateField("最近核对", null=True, blank=True)
    valid_from = models.DateField("登记")
    valid_to = models.DateField("注销", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "户"
        verbose_name_plural = "户"
        indexes = [
            models.Index(
                fields=["phone_hash"], name="household_by_phone", condition=~models.Q(phone_hash="")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["building", "door"],
                condition=models.Q(valid_to__isnull=True),
                name="household_one_per_door",
            ),
            ends_after_start("household_ends_after_start"),
            models.CheckConstraint(
                name="household_phone_only_with_consent",
                condition=models.Q(phone_sealed__isnull=True, phone_hash="")
                | (
                    models.Q(phone_sealed__isnull=False, contact_consent_on__isnull=False)
                    & ~models.Q(phone_hash="")
                ),
            ),
            models.CheckConstraint(
                name="household_head_count_believable",
                condition=models.Q(head_count__isnull=True) | models.Q(head_count__lte=MOST_HEADS),
                violation_error_message=f"一户最多写 {MOST_HEADS} 口人。请核对。",
            ),
            models.CheckConstraint(
                name="household_consent_way_known",
                condition=models.Q(contact_consent_way__in=["", *ConsentWay.values]),
            ),
        ]

    def __str__(self) -> str:
        return self.door


class Stay(Record):
    """A household's stay in one neighbourhood and one micro grid: exactly one of each at a time (T01)."""

    scope: ClassVar = ScopeBy(area=("neighbourhood", "micro_grid"))

    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, related_name="stays", verbose_name="户"
    )
    neighbourhood = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="邻"
    )
    micro_grid = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="微网格")
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "联系服务家庭"
        verbose_name_plural = "联系服务家庭"
        indexes = [
            models.Index(fields=["neighbourhood", "valid_from", "valid_to"], name="stay_by_neighbourhood"),
        ]
        constraints = [
            NoOverlap(
                name="stay_one_neighbourhood_at_a_time",
                fields=["household"],
                violation_error_message="一户同一时间只能在一个邻、一个微网格。",
            ),
            ends_after_start("stay_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.valid_from}–{self.valid_to or ''}"


@append_only
class FormerDoor(Record):
    """Where a household's door was before: another building, or another number. Today's stands on the household.

    Periods join on to one another, from the household's registration to the day today's address began. Whoever looked
    after it on a day is asked of its stays, which a new address does not touch.
    """

    scope: ClassVar = ScopeBy(area=("household__building", "building"))

    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, related_name="former_doors", verbose_name="户"
    )
    building = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="楼栋")
    door = models.CharField("门牌", max_length=40)
    valid_from = models.DateField("自")
    valid_to = models.DateField("至")

    class Meta(Record.Meta):
        verbose_name = "从前的门牌"
        verbose_name_plural = "从前的门牌"
        constraints = [
            NoOverlap(
                name="former_door_one_at_a_time",
                fields=["household"],
                violation_error_message="一户同一时间只有一个门牌。",
            ),
            ends_after_start("former_door_ends_after_start"),
            models.CheckConstraint(name="former_door_says_which", condition=~models.Q(door="")),
        ]

    def __str__(self) -> str:
        return f"{self.door} {self.valid_from}–{self.valid_to}"
