"""Two drawings of where a matter lies, which need no script: the estate's houses, and the outlines around it.

The plan of an estate stands on coordinates when all its houses have outlines, else the houses stand in order of their
number: such a plan names a house and never gives a point. The map stands on coordinates and gives both. What either
shows is said in words beside it.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from linli.common.coordinates import Point
from linli.grid.requests.models import Request
from linli.grid.requests.points import framed, point_of
from linli.orgs import outlines
from linli.orgs.drawing import Rings, Scale, middle, path_of, rings_of
from linli.orgs.kinds import Kind, child_kinds
from linli.orgs.models import Area

WHY = "houses, estates and areas around a matter the reader was admitted to"
WIDTH, TALLEST, MARGIN = 300, 360, 8
"""Units of a drawing; a pixel each where it is tapped, so that it fits the narrowest phone."""
BOX_HIGH, GAP, MOST_ACROSS = 34, 8, 5
MOST_HOUSES = 120
INNER = (Kind.ESTATE, Kind.BUILDING)


@dataclass(frozen=True)
class Shape:
    """One area as drawn, with its name; ``here``: the matter lies in it."""

    area: Area
    rings: Rings
    label: str
    here: bool

    @property
    def path(self) -> str:
        """For the drawing."""
        return path_of(self.rings)

    @property
    def at(self) -> tuple[str, str]:
        """Where the name stands."""
        x, y = middle(self.rings[0])
        return f"{x:.1f}", f"{y + 4:.1f}"


@dataclass(frozen=True)
class Tap:
    """What somebody pointed at: a house or an estate, a point on the ground, or both."""

    place: Area | None
    point: Point | None


@dataclass(frozen=True)
class Drawing:
    """``scale``: None where the drawing does not stand on coordinates. ``told``: the same in words."""

    slug: str
    title: str
    height: int
    frame: str
    shapes: tuple[Shape, ...]
    dot: tuple[str, str] | None
    told: str
    is_schematic: bool
    scale: Scale | None
    width: int = WIDTH

    def tapped(self, x: float, y: float) -> Tap | None:
        """What lies there; None where nothing does."""
        hit = next((s.area for s in self.shapes if any(outlines.holds(r, (x, y)) for r in s.rings)), None)
        place = hit if hit is not None and hit.kind in INNER else None
        point = self.scale.back((x, y)) if self.scale is not None else None
        return Tap(place, point) if place is not None or point is not None else None


def estate_of(request: Request) -> Area | None:
    """The estate the matter lies in, if its place is known that well."""
    place = request.place
    if place is None:
        return None
    return place if place.kind == Kind.ESTATE else place.parent


def houses_of(estate: Area) -> list[Area]:
    """Those that stand today, in order of their number."""
    rows = Area.objects.unscoped(WHY).filter(parent=estate, kind=Kind.BUILDING, valid_to__isnull=True)
    return sorted(rows[:MOST_HOUSES], key=lambda house: (_number(house), house.code))


def plan_of(request: Request) -> Drawing | None:
    """The estate with its houses; None where no estate is known, or it has none."""
    estate = estate_of(request)
    houses = houses_of(estate) if estate is not None and not request.is_accusation else []
    if estate is None or not houses:
        return None
    here = request.place if request.place is not None and request.place.kind == Kind.BUILDING else None
    own = [(house, rings_of(house)) for house in houses]
    if all(rings for _, rings in own):
        return _surveyed(request, estate, own, here)
    shapes, height = _in_order(estate, houses, here)
    told = f"{estate.name} {len(houses)} 栋，按楼号排列，不是实际方位。"
    return Drawing(
        slug="plan",
        title=f"{estate.name}示意图",
        height=height,
        frame="",
        shapes=shapes,
        dot=None,
        told=told + _marked(estate, here),
        is_schematic=True,
        scale=None,
    )


def _surveyed(
    request: Request, estate: Area, own: Sequence[tuple[Area, Rings]], here: Area | None
) -> Drawing:
    around = rings_of(estate)
    scale = _scale([around, *(rings for _, rings in own)])
    shapes = tuple(_shape(house, rings, scale, _short(estate, house), house == here) for house, rings in own)
    is_schematic = any((each.boundary or {}).get("schematic") for each in (estate, *(h for h, _ in own)))
    return Drawing(
        slug="plan",
        title=f"{estate.name}平面图",
        height=scale.height,
        frame=scale.drawn(around),
        shapes=shapes,
        dot=_dot(request, scale),
        told=f"{estate.name} {len(own)} 栋，上北下南。{_marked(estate, here)}",
        is_schematic=is_schematic,
        scale=scale,
    )


def map_of(request: Request) -> Drawing | None:
    """The outline around the matter with what lies in it; None where nobody drew one."""
    around = framed(request.area) if not request.is_accusation else None
    if around is None:
        return None
    kinds = [kind for kind in child_kinds(Kind(around.kind)) if kind in (*INNER, Kind.STREET, Kind.COMMUNITY)]
    rows = Area.objects.unscoped(WHY).filter(parent=around, kind__in=kinds, valid_to__isnull=True)
    inside = [(each, rings) for each in rows.order_by("code") if (rings := rings_of(each))]
    scale = _scale([rings_of(around), *(rings for _, rings in inside)])
    estate, point = estate_of(request), point_of(request)
    shapes = tuple(_shape(each, rings, scale, each.short_name, each == estate) for each, rings in inside)
    within = next((s.area.name for s in shapes if point is not None and _holds(s.area, point)), "")
    told = f"{around.name}的轮廓，上北下南。"
    if point is not None:
        told += f"圆点是这件事的位置，在{within}里。" if within else "圆点是这件事的位置。"
    return Drawing(
        slug="map",
        title=f"{around.name}轮廓图",
        height=scale.height,
        frame=scale.drawn(rings_of(around)),
        shapes=shapes,
        dot=_dot(request, scale),
        told=told,
        is_schematic=any(
            (each.boundary or {}).get("schematic") for each in (around, *(a for a, _ in inside))
        ),
        scale=scale,
    )


def drawings_of(request: Request) -> list[Drawing]:
    """Those there are, the nearer one first."""
    return [each for each in (plan_of(request), map_of(request)) if each is not None]


def shown_of(request: Request) -> list[Drawing]:
    """Those that say something of it: the plan where a place is known, the map where a point is."""
    found = [plan_of(request), map_of(request) if request.point else None]
    return [each for each in found if each is not None]


def _in_order(estate: Area, houses: Sequence[Area], here: Area | None) -> tuple[tuple[Shape, ...], int]:
    across = min(MOST_ACROSS, max(2, math.ceil(math.sqrt(len(houses)))))
    wide = (WIDTH - 2 * MARGIN - GAP * (across - 1)) / across
    shapes = []
    for n, house in enumerate(houses):
        row, column = divmod(n, across)
        x, y = MARGIN + column * (wide + GAP), MARGIN + row * (BOX_HIGH + GAP)
        ring = [(x, y), (x + wide, y), (x + wide, y + BOX_HIGH), (x, y + BOX_HIGH), (x, y)]
        shapes.append(Shape(house, [ring], _short(estate, house), house == here))
    rows = math.ceil(len(houses) / across)
    return tuple(shapes), 2 * MARGIN + rows * BOX_HIGH + (rows - 1) * GAP


def _shape(area: Area, rings: Rings, scale: Scale, label: str, here: bool) -> Shape:
    return Shape(area, [[scale.of(point) for point in ring] for ring in rings], label, here)


def _scale(every: Sequence[Rings]) -> Scale:
    points = [point for rings in every for ring in rings for point in ring]
    return Scale(points, width=WIDTH, tallest=TALLEST, margin=MARGIN)


def _dot(request: Request, scale: Scale) -> tuple[str, str] | None:
    point = point_of(request)
    if point is None:
        return None
    x, y = scale.of(point)
    return (f"{x:.1f}", f"{y:.1f}") if 0 <= x <= WIDTH and 0 <= y <= scale.height else None


def _holds(area: Area, point: Point) -> bool:
    return any(outlines.holds(ring, point) for ring in outlines.rings(area.boundary))


def _marked(estate: Area, here: Area | None) -> str:
    return f"这件事在 {_short(estate, here)}，图上加粗的一栋。" if here is not None else "还不知道在哪一栋。"


def _short(estate: Area, house: Area) -> str:
    return house.name.removeprefix(estate.name).strip() or house.name


def _number(house: Area) -> int:
    digits = re.findall(r"\d+", house.name)
    return int(digits[-1]) if digits else 10_000
