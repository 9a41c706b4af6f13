"""Where somebody lives, as a form asks for it: the estate, and the door as people write it."""

import unicodedata

from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.people.models import Household

WHY = "whether a door is registered in an estate of the community the writer keeps"


def _spelled(text: str) -> str:
    """Without spaces, narrow signs, and without the 室 that some write and some do not."""
    return "".join(unicodedata.normalize("NFKC", text).split()).removesuffix("室")


def household_at(estate: Area, door: str) -> Household | None:
    """The household at ``3栋2单元501`` of the estate; None where no such door is registered there."""
    asked = _spelled(door).removeprefix(_spelled(estate.name))
    buildings = Area.objects.unscoped(WHY).filter(parent=estate, kind=Kind.BUILDING, valid_to__isnull=True)
    for building in buildings.defer("boundary"):
        name = _spelled(building.name).removeprefix(_spelled(estate.name))
        if not asked.startswith(name):
            continue
        rows = Household.objects.unscoped(WHY).filter(building=building, valid_to__isnull=True)
        for household in rows:
            if _spelled(household.door) == asked.removeprefix(name):
                return household
    return None


def door_of(household: Household | None, estate: Area | None) -> str:
    """As it is filled in: ``3栋2单元501室``; "" where no household is known."""
    if household is None:
        return ""
    building = household.building.name.removeprefix(estate.name if estate is not None else "")
    return f"{building}{household.door}"
