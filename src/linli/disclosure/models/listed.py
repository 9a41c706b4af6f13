"""Whom a list showed in clear: the index by which a person finds the looks in lists at them."""

from collections.abc import Collection, Iterator, Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.guards import append_only
from linli.common.scoping import ScopedModel, Unscopable

PERSON, HOUSEHOLD = "person", "household"
KINDS = (PERSON, HOUSEHOLD)
PER_BLOCK = 60
"""Ids in one row: as many as fit into the bits of a number on every database. Doors of one neighbourhood were mostly
entered one after the other, so a page of them is one row or two."""

Whom = Mapping[str, Collection[int]]
"""``person`` | ``household`` → ids."""


@append_only
class ListedBlock(ScopedModel):
    """Of the ids from ``block × 60``, those whose bit is set stood in clear in the look number ``act_id`` of the log.

    The look itself names them too, under the seals of the log; this is only how they are found.
    """

    scope: ClassVar = Unscopable(
        "numbers of acts; read for the person concerned and for the keeper of the log"
    )

    act_id = models.BigIntegerField("留痕")
    kind = models.CharField("种类", max_length=9, choices=[(PERSON, "人员"), (HOUSEHOLD, "户")])
    block = models.BigIntegerField("段")
    bits = models.BigIntegerField("哪些")

    class Meta(ScopedModel.Meta):
        verbose_name = "名单里看到的人和户"
        verbose_name_plural = "名单里看到的人和户"
        indexes = [models.Index(fields=["kind", "block", "act_id"], name="listed_by_block")]
        constraints = [
            models.CheckConstraint(name="listed_kind_known", condition=Q(kind__in=KINDS)),
            models.CheckConstraint(name="listed_somebody", condition=Q(bits__gt=0, block__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.act_id} {self.kind} {self.block}"


def place_of(pk: int) -> tuple[int, int]:
    """Block of an id, and its bit."""
    return pk // PER_BLOCK, 1 << (pk % PER_BLOCK)


def blocks_of(whom: Whom) -> Iterator[tuple[str, int, int]]:
    """Kind, block and bits of everybody."""
    found: dict[tuple[str, int], int] = {}
    for kind in KINDS:
        for pk in whom.get(kind, ()):
            block, bit = place_of(pk)
            found[(kind, block)] = found.get((kind, block), 0) | bit
    for (kind, block), bits in found.items():
        yield kind, block, bits
