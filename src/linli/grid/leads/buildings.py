"""Buildings with doors: joined to another, or part of the doors split off; who looks after them does not change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from linli.access.actor import Actor
from linli.orgs.models import Area
from linli.people import addresses
from linli.people.models import Household


@dataclass(frozen=True)
class Numbers:
    """What the doors are called where they come to stand.

    prefix: put before every number, as ``2单元`` or ``原3栋``. given: household's reference → a number of its own.
    """

    prefix: str = ""
    given: Mapping[str, str] | None = None

    def of(self, households: Sequence[Household]) -> dict[int, str]:
        """Household → its number there."""
        own = self.given or {}
        return {
            each.pk: own.get(each.ref, "").strip() or f"{self.prefix.strip()}{each.door}"
            for each in households
        }


KEPT = Numbers()


def clashes(area: Area, into: Area, day: date, numbers: Numbers = KEPT) -> list[Household]:
    """Doors of ``area`` whose number is taken in ``into``: asked before anything is done."""
    moving = addresses.doors_of(area, day)
    return addresses.clashing(moving, into, numbers.of(moving))


def join(*, actor: Actor, area: Area, into: Area, day: date, numbers: Numbers) -> int:
    """All doors of ``area`` stand in ``into`` from ``day``; how many."""
    moving = addresses.doors_of(area, day)
    if not moving:
        return 0
    return addresses.put_doors(
        actor=actor, households=moving, building=into, day=day, doors=numbers.of(moving)
    )


def split_off(
    *, actor: Actor, area: Area, made: Area, households: Sequence[Household], day: date, numbers: Numbers
) -> int:
    """Some doors of ``area`` stand in ``made`` from ``day``; how many."""
    if any(each.building_id != area.pk for each in households):
        raise ValidationError({"doors": f"只能分出{area.name}的户。"})
    return addresses.put_doors(
        actor=actor, households=households, building=made, day=day, doors=numbers.of(households)
    )
