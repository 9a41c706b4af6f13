"""Where on the ground a matter lies: one point in CGCS2000, kept with its system, shown as people's maps have it."""

import math
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from linli.common.coordinates import Point, Shown, shifted
from linli.grid.requests.models import Request
from linli.orgs import outlines
from linli.orgs.models import Area

WHY = "outlines of the areas around a matter"
SYSTEM = "CGCS2000"


def written(point: Point, *, is_schematic: bool = False) -> dict[str, Any]:
    """As it is kept. ``is_schematic``: read off an outline nobody surveyed."""
    found: dict[str, Any] = {"type": "Point", "coordinates": list(point), "crs": SYSTEM}
    return found | {"schematic": True} if is_schematic else found


def point_of(request: Request) -> Point | None:
    """The point that is kept, longitude first."""
    if not request.point:
        return None
    x, y = request.point["coordinates"]
    return float(x), float(y)


def framed(area: Area) -> Area | None:
    """The nearest with an outline, from the area itself up; None where nobody drew one."""
    if area.boundary:
        return area
    ids = [int(step) for step in area.path.strip("/").split("/")]
    known = Area.objects.unscoped(WHY).filter(pk__in=ids, boundary__isnull=False).in_bulk()
    return next((known[pk] for pk in reversed(ids) if pk in known and known[pk].boundary), None)


def check(given: dict[str, Any], area: Area) -> None:
    """Raises ValidationError for what is no point in CGCS2000, or lies outside of the area of the matter."""
    pair = given.get("coordinates")
    numbers = pair if isinstance(pair, list | tuple) and len(pair) == 2 else ()
    sound = bool(numbers) and all(isinstance(n, int | float) and math.isfinite(n) for n in numbers)
    if not sound or given.get("type") != "Point" or given.get("crs") != SYSTEM:
        raise ValidationError({"point": "位置要写成 CGCS2000 的一个点，经度在前。请在图上重新点一下。"})
    x, y = (float(each) for each in numbers)
    if not (outlines.WEST <= x <= outlines.EAST and outlines.SOUTH <= y <= outlines.NORTH):
        raise ValidationError({"point": f"{x},{y} 不是国内的经纬度。请在图上重新点一下。"})
    around = framed(area)
    rings = outlines.rings(around.boundary) if around is not None else []
    if around is not None and rings and not any(outlines.holds(ring, (x, y)) for ring in rings):
        raise ValidationError(
            {"point": f"点在了{around.name}的轮廓外面。请点在轮廓里面，或在下面选是哪一处。"}
        )


@dataclass(frozen=True)
class ShownPoint:
    """A point as a page writes it. ``system``: what a map must be in to find it by these numbers."""

    x: str
    y: str
    system: str
    is_schematic: bool


def shown(request: Request) -> ShownPoint | None:
    """Moved to what the setting names, at the last moment and for reading only; nothing reads it back."""
    point = point_of(request)
    if point is None:
        return None
    to = Shown(settings.LINLI_SHOWN_COORDINATES)
    x, y = shifted(point, to)
    return ShownPoint(f"{x:.5f}", f"{y:.5f}", to.label, bool((request.point or {}).get("schematic")))
