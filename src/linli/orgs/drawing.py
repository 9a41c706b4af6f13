"""Outlines as a drawing that needs no script: from degrees (CGCS2000) to units of the drawing, and back again."""

import math
from collections.abc import Iterable, Sequence

from linli.orgs import outlines
from linli.orgs.models import Area

Point = tuple[float, float]
Rings = Sequence[Sequence[Point]]


def rings_of(area: Area) -> Rings:
    """The outer rings, the largest first; none where there is no polygon."""
    return sorted(outlines.rings(area.boundary), key=lambda ring: -abs(outlines.size(ring)))


class Scale:
    """From degrees to units of the drawing: north is up, a degree of longitude is shorter than one of latitude."""

    def __init__(self, points: Sequence[Point], *, width: int, tallest: int, margin: int) -> None:
        self.west = min(x for x, _ in points)
        self.north = max(y for _, y in points)
        south, east = min(y for _, y in points), max(x for x, _ in points)
        self.stretch = math.cos(math.radians((self.north + south) / 2))
        wide, high = (east - self.west) * self.stretch, self.north - south
        room = width - 2 * margin
        self.factor = min(room / wide, (tallest - 2 * margin) / high) if wide and high else 1.0
        self.margin = margin
        self.left = margin + (room - wide * self.factor) / 2
        self.height = math.ceil(high * self.factor + 2 * margin)

    def of(self, point: Point) -> Point:
        """Where a place on the ground stands in the drawing."""
        x, y = point
        across = self.left + (x - self.west) * self.stretch * self.factor
        return across, self.margin + (self.north - y) * self.factor

    def back(self, point: Point) -> Point:
        """Where on the ground a place of the drawing lies: the other way round from ``of``."""
        x, y = point
        east = self.west + (x - self.left) / (self.stretch * self.factor)
        return round(east, outlines.DIGITS), round(
            self.north - (y - self.margin) / self.factor, outlines.DIGITS
        )

    def drawn(self, rings: Rings) -> str:
        """Rings on the ground as the path of a drawing."""
        return path_of([self.of(point) for point in ring] for ring in rings)


def path_of(rings: Iterable[Iterable[Point]]) -> str:
    """Closed rings of the drawing as one path."""
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)


def middle(ring: Sequence[Point]) -> Point:
    """Where a label stands: the middle of gravity."""
    whole = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        whole, x, y = whole + cross * 3, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return (x / whole, y / whole) if whole else ring[0]
