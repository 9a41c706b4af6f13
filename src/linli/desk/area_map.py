"""The outline of an area and of what lies directly below it, as a drawing that needs no script.

It shows where things lie and nothing else: no count colours it, so nobody is compared. The list beside it says and
leads to the same. Outlines are GeoJSON polygons in CGCS2000; one marked ``schematic`` is said to be.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from linli.orgs import outlines
from linli.orgs.models import Area

WIDTH, MARGIN = 340, 6
TALLEST = 420
"""Units of the drawing; on the narrowest phone one is a pixel, so that labels stay readable."""
LINE = 14
"""Height of a line of a label."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Part:
    """One area as drawn: its outline, and where its name stands. ``lines``: the name, broken where it is long."""

    area: Area
    path: str
    x: str
    y: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Map:
    """The drawing: its size, the area's own outline, its parts."""

    width: int
    height: int
    outline: str
    parts: tuple[Part, ...]
    is_schematic: bool


Rings = Sequence[Sequence[Point]]


def _rings(area: Area) -> Rings:
    """The outer rings, the largest first; none where there is no polygon."""
    return sorted(outlines.rings(area.boundary), key=lambda ring: -abs(outlines.size(ring)))


class _Scale:
    """From degrees to units of the drawing: north is up, a degree of longitude is shorter than one of latitude."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.west = min(x for x, _ in points)
        self.north = max(y for _, y in points)
        south, east = min(y for _, y in points), max(x for x, _ in points)
        self.stretch = math.cos(math.radians((self.north + south) / 2))
        wide, high = (east - self.west) * self.stretch, self.north - south
        room = WIDTH - 2 * MARGIN
        self.factor = min(room / wide, (TALLEST - 2 * MARGIN) / high) if wide and high else 1.0
        self.left = MARGIN + (room - wide * self.factor) / 2
        self.height = math.ceil(high * self.factor + 2 * MARGIN)

    def of(self, point: Point) -> Point:
        x, y = point
        return self.left + (x - self.west) * self.stretch * self.factor, MARGIN + (
            self.north - y
        ) * self.factor


def _drawn(rings: Iterable[Iterable[Point]]) -> str:
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)


def _middle(ring: Sequence[Point]) -> Point:
    """Where a label stands: the middle of gravity."""
    whole = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        whole, x, y = whole + cross * 3, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return (x / whole, y / whole) if whole else ring[0]


def _lines(name: str) -> tuple[str, ...]:
    """``五里牌``; a long name in two lines."""
    return (name,) if len(name) <= 4 else (name[: (len(name) + 1) // 2], name[(len(name) + 1) // 2 :])


def _part(area: Area, rings: Rings, scale: _Scale) -> Part:
    drawn_ = [[scale.of(point) for point in ring] for ring in rings]
    x, y = _middle(drawn_[0])
    lines = _lines(area.short_name)
    top = y + LINE / 3 - LINE * (len(lines) - 1) / 2
    return Part(area=area, path=_drawn(drawn_), x=f"{x:.1f}", y=f"{top:.1f}", lines=lines)


def drawn(area: Area, below: Sequence[Area], around: Area | None = None) -> Map | None:
    """The drawing of ``area`` with those of ``below`` that have an outline; None where there is nothing to draw.

    Where none of them has one, the area itself stands in the outline of ``around``.
    """
    own = _rings(area)
    parts = [(each, rings) for each in below if (rings := _rings(each))]
    if own and not parts:
        parts, own = [(area, own)], (_rings(around) if around is not None else []) or own
    points = [point for rings in (own, *(rings for _, rings in parts)) for ring in rings for point in ring]
    if not points:
        return None
    scale = _Scale(points)
    return Map(
        width=WIDTH,
        height=scale.height,
        outline=_drawn([scale.of(point) for point in ring] for ring in own) if own else "",
        parts=tuple(_part(each, rings, scale) for each, rings in parts),
        is_schematic=any((each.boundary or {}).get("schematic") for each in (area, *below)),
    )
