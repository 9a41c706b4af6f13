"""Numbers one can call: those the district set, each for its own area; none is ever made up."""

from dataclasses import dataclass

from django.conf import settings

from linli.orgs.models import Area
from linli.orgs.selectors import district

WHY = "names of areas are public"


@dataclass(frozen=True)
class Phone:
    """One number and whose it is."""

    owner: str
    number: str


def phone_for(area: Area | None) -> Phone | None:
    """The nearest number set: the area's own, else that of an area above, else none."""
    set_up: dict[str, str] = settings.LINLI_PUBLIC_PHONES
    if area is None or not set_up:
        return None
    ids = [int(step) for step in area.path.strip("/").split("/")]
    known = Area.objects.unscoped(WHY).in_bulk(ids)
    for pk in reversed(ids):
        each = known.get(pk)
        if each is not None and each.code in set_up:
            return Phone(each.name, set_up[each.code])
    return None


def district_phone() -> Phone | None:
    """The district's own number, where it is set; asks the database nothing where none is set."""
    return phone_for(district()) if settings.LINLI_PUBLIC_PHONES else None
