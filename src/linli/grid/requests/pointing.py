"""From what a page sent to a place: an image says where it was tapped, the list beside it names the same."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError

from linli.access.actor import Actor
from linli.common.coordinates import Point
from linli.grid.requests import plans
from linli.grid.requests.models import Request
from linli.grid.requests.services import locating
from linli.orgs.kinds import Kind
from linli.orgs.models import Area


def choices(request: Request) -> list[Area]:
    """What the list offers: the same that can be tapped."""
    estate = plans.estate_of(request)
    if estate is not None:
        return [estate, *plans.houses_of(estate)]
    rows = Area.objects.unscoped(plans.WHY).filter(
        parent=request.area, kind=Kind.ESTATE, valid_to__isnull=True
    )
    return list(rows.order_by("code"))


def point_at(
    *,
    actor: Actor,
    request: Request,
    drawings: Sequence[plans.Drawing],
    data: Mapping[str, object],
    chosen: Area | None,
) -> Request:
    """Keep what was tapped on one of the drawings, or else chosen from the list. Raises ValidationError in words."""
    for drawing in drawings:
        spot = _tapped(data, drawing)
        if spot is None:
            continue
        tap = drawing.tapped(*spot)
        if tap is None:
            raise ValidationError("没有点在哪一栋上。请点在方块里面，或在下面选是哪一处。")
        return locating.locate(
            actor=actor, request=request, place=tap.place, point=tap.point, is_schematic=drawing.is_schematic
        )
    return locating.locate(actor=actor, request=request, place=chosen)


def _tapped(data: Mapping[str, object], drawing: plans.Drawing) -> Point | None:
    """None where it was not tapped, outside of it, or pressed by a key, which sends its corner."""
    try:
        x, y = (int(str(data[f"{drawing.slug}.{axis}"])) for axis in "xy")
    except (KeyError, ValueError):
        return None
    inside = 0 <= x <= drawing.width and 0 <= y <= drawing.height
    return (float(x), float(y)) if inside and (x > 0 or y > 0) else None
