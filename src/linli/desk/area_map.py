"""The outline of an area and of what lies directly below it, as a drawing that needs no script.

It shows where things lie and nothing else: no count colours it, so nobody is compared. The list beside it says and
leads to the same. Outlines are GeoJSON polygons in CGCS2000; one marked ``schematic`` is said to be.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from linli.orgs.drawing import Rings, Scale, middle, path_of, rings_of
from linli.orgs.models import Area

WIDTH, MARGIN = 340, 6
TALLEST = 420
"""Units of the drawing; on the narrowest phone one is a pixel, so that labels stay readable."""
LINE = 14
"""Height of a line of a label."""


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


def _lines(name: str) -> tuple[str, ...]:
    """``五里牌``; a long name in two lines."""
    return (name,) if len(name) <= 4 else (name[: (len(name) + 1) // 2], name[(len(name) + 1) // 2 :])


def _part(area: Area, rings: Rings, scale: Scale) -> Part:
    drawn_ = [[scale.of(point) for point in ring] for ring in rings]
    x, y = middle(drawn_[0])
    lines = _lines(area.short_name)
    top = y + LINE / 3 - LINE * (len(lines) - 1) / 2
    return Part(area=area, path=path_of(drawn_), x=f"{x:.1f}", y=f"{top:.1f}", lines=lines)


def drawn(area: Area, below: Sequence[Area], around: Area | None = None) -> Map | None:
    """The drawing of ``area`` with those of ``below`` that have an outline; None where there is nothing to draw.

    Where none of them has one, the area itself stands in the outline of ``around``.
    """
    own = rings_of(area)
    parts = [(each, rings) for each in below if (rings := rings_of(each))]
    if own and not parts:
        parts, own = [(area, own)], (rings_of(around) if around is not None else []) or own
    points = [point for rings in (own, *(rings for _, rings in parts)) for ring in rings for point in ring]
    if not points:
        return None
    scale = Scale(points, width=WIDTH, tallest=TALLEST, margin=MARGIN)
    return Map(
        width=WIDTH,
        height=scale.height,
        outline=scale.drawn(own),
        parts=tuple(_part(each, rings, scale) for each, rings in parts),
        is_schematic=any((each.boundary or {}).get("schematic") for each in (area, *below)),
    )
