"""Outlines as somebody hands them in: GeoJSON or points line by line, in CGCS2000, sound before they are kept.

Sound means: closed rings of at least three corners inside the country, that do not cross themselves, with holes inside
their ring, and not somewhere else than the area above. What is kept is a Polygon or MultiPolygon and nothing more.
"""

import json
import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError

Point = tuple[float, float]
Ring = list[Point]

DIGITS = 6
"""Of a degree: a decimetre."""
MOST_POINTS = 2_000
WEST, EAST, SOUTH, NORTH = 73.0, 136.0, 3.0, 54.0
SMALLEST = 1e-10
"""Square degrees: about a square metre."""
CGCS2000 = re.compile(r"(EPSG:{1,2}4490|CGCS\s?2000|OGC:1\.3:CRS84|EPSG:{1,2}4326)$", re.IGNORECASE)
"""CGCS2000 itself; and what GeoJSON calls it when nothing was said, which is the same to a decimetre."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def _refuse(words: str) -> ValidationError:
    return ValidationError({"outline": words})


def read(text: str) -> dict[str, Any]:
    """What was pasted or in the file: GeoJSON, or a line for every corner, longitude first. Raises ValidationError."""
    text = text.lstrip("\ufeff").strip()
    if not text:
        raise _refuse("请选一个 GeoJSON 文件，或逐行写拐点。")
    if not text.startswith("{"):
        return {"type": "Polygon", "coordinates": [_points(text)]}
    try:
        found = json.loads(text)
    except json.JSONDecodeError as wrong:
        raise _refuse(f"第 {wrong.lineno} 行读不出来，不是完整的 GeoJSON。请从软件里重新导出。") from None
    except RecursionError:
        raise _refuse("这个文件嵌套太深，没有收下。请从软件里重新导出。") from None
    return found if isinstance(found, dict) else {}


def _points(text: str) -> list[list[float]]:
    corners = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        parts = _NUMBER.findall(line)
        if len(parts) != 2:
            raise _refuse(f"第 {number} 行要写一个拐点：经度,纬度，例如 113.128,29.371。")
        corners.append([float(parts[0]), float(parts[1])])
    if corners and corners[0] != corners[-1]:
        corners.append(corners[0])
    return corners


def sound(given: dict[str, Any], above: dict[str, Any] | None = None) -> dict[str, Any]:
    """The outline to keep. ``above``: the outline of the area above, if it has one. Raises ValidationError in words."""
    _check_system(given)
    shape = _geometry(given)
    kind, coordinates = shape.get("type"), shape.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(coordinates, list) or not coordinates:
        raise _refuse("边界写作 GeoJSON 的 Polygon 或 MultiPolygon，坐标系 CGCS2000。")
    polygons = [_polygon(each) for each in (coordinates if kind == "MultiPolygon" else [coordinates])]
    if sum(len(ring) for polygon in polygons for ring in polygon) > MOST_POINTS:
        raise _refuse(f"拐点超过 {MOST_POINTS:,} 个。请在软件里简化边界后再送。")
    for polygon in polygons:
        _check_polygon(polygon)
    if above is not None:
        _check_near([point for polygon in polygons for point in polygon[0]], above)
    written: list[Any] = [[[list(point) for point in ring] for ring in polygon] for polygon in polygons]
    return {"type": kind, "coordinates": written if kind == "MultiPolygon" else written[0]}


def _check_system(given: dict[str, Any]) -> None:
    named = given.get("crs")
    name = (named or {}).get("properties", {}).get("name", "") if isinstance(named, dict) else ""
    if named is not None and not CGCS2000.search(str(name)):
        raise _refuse(f"这个文件的坐标系是“{name or '没有写明'}”。请在软件里转成 CGCS2000（EPSG:4490）再送。")


def _geometry(given: dict[str, Any]) -> dict[str, Any]:
    if given.get("type") == "FeatureCollection":
        features = given.get("features")
        if not isinstance(features, list) or len(features) != 1:
            raise _refuse("文件里要正好一个图形。一个地区一个文件，请分开导出。")
        given = features[0] if isinstance(features[0], dict) else {}
    if given.get("type") == "Feature":
        found = given.get("geometry")
        return found if isinstance(found, dict) else {}
    return given


def _polygon(given: Any) -> list[Ring]:
    if not isinstance(given, list) or not given:
        raise _refuse("有一个图形没有边界线。请从软件里重新导出。")
    return [_ring(each) for each in given]


def _ring(given: Any) -> Ring:
    if not isinstance(given, list):
        raise _refuse("有一条边界线读不出来。请从软件里重新导出。")
    ring: Ring = []
    for corner in given:
        point = _point(corner)
        if not ring or ring[-1] != point:  # the same corner twice in a row says nothing
            ring.append(point)
    if len(ring) < 4:
        raise _refuse("边界至少要三个拐点，最后回到第一个。")
    if ring[0] != ring[-1]:
        raise _refuse("边界没有合上：最后一个拐点要和第一个相同。")
    return ring


def _point(corner: Any) -> Point:
    numbers = corner[:2] if isinstance(corner, list) else []
    if len(numbers) != 2 or not all(isinstance(n, int | float) and math.isfinite(n) for n in numbers):
        raise _refuse("有一个拐点不是经度和纬度两个数。请从软件里重新导出。")
    x, y = round(float(numbers[0]), DIGITS), round(float(numbers[1]), DIGITS)
    if SOUTH <= x <= NORTH and WEST <= y <= EAST:
        raise _refuse("经度和纬度写反了。经度在前，例如 113.128,29.371。")
    if not (WEST <= x <= EAST and SOUTH <= y <= NORTH):
        raise _refuse(f"拐点 {x},{y} 不在国内，可能不是 CGCS2000 的经纬度。请转换坐标系后再送。")
    return x, y


def _check_polygon(polygon: list[Ring]) -> None:
    for ring in polygon:
        if (crossing := _crossing(ring)) is not None:
            x, y = crossing
            raise _refuse(f"边界在 {x},{y} 附近和自己相交。请按顺序一圈一圈地写拐点。")
        if abs(size(ring)) < SMALLEST:
            raise _refuse("边界围不出一块地方。请核对拐点。")
    outer, *holes = polygon
    if any(not holds(outer, point) for hole in holes for point in hole):
        raise _refuse("挖去的部分不在边界之内。请核对图形。")


def size(ring: Sequence[Point]) -> float:
    """Signed, in square degrees."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def holds(ring: Sequence[Point], point: Point) -> bool:
    """Whether the point lies inside, or on the line itself."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if _on((ax, ay), (bx, by), point):
            return True
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def _side(a: Point, b: Point, c: Point) -> int:
    turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return 0 if abs(turn) < 1e-15 else 1 if turn > 0 else -1


def _on(a: Point, b: Point, c: Point) -> bool:
    return (
        _side(a, b, c) == 0
        and min(a[0], b[0]) <= c[0] <= max(a[0], b[0])
        and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])
    )


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    if _side(a, b, c) != _side(a, b, d) and _side(c, d, a) != _side(c, d, b):
        return True
    return _on(a, b, c) or _on(a, b, d) or _on(c, d, a) or _on(c, d, b)


def _crossing(ring: Ring) -> Point | None:
    """Where a ring meets itself elsewhere than from one edge to the next."""
    edges = list(pairwise(ring))
    order = sorted(range(len(edges)), key=lambda n: min(edges[n][0][0], edges[n][1][0]))
    for first, second in _beside(edges, order):
        (a, b), (c, d) = edges[first], edges[second]
        apart = abs(first - second)
        if apart in (1, len(edges) - 1):  # neighbours share a corner; they may not lie on one another
            shared, back, on = (b, a, d) if b == c else (a, b, c) if a == d else (b, a, d)
            if _side(a, b, on) == 0 and _on(shared, back, on):
                return shared
            continue
        if _meet(a, b, c, d):
            return c
    return None


def _beside(edges: Sequence[tuple[Point, Point]], order: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of edges that stand over the same longitudes."""
    going: list[int] = []
    for n in order:
        west = min(edges[n][0][0], edges[n][1][0])
        going = [each for each in going if max(edges[each][0][0], edges[each][1][0]) >= west]
        for each in going:
            yield (each, n) if each < n else (n, each)
        going.append(n)


def _check_near(points: Sequence[Point], above: dict[str, Any]) -> None:
    around = list(corners(above))
    if not around:
        return
    west, east = min(x for x, _ in around), max(x for x, _ in around)
    south, north = min(y for _, y in around), max(y for _, y in around)
    wide, high = (east - west) / 2, (north - south) / 2
    if any(not (west - wide <= x <= east + wide and south - high <= y <= north + high) for x, y in points):
        raise _refuse("有拐点远在上级地区的边界之外，可能选错了文件，或不是 CGCS2000。请核对。")


def corners(shape: dict[str, Any]) -> Iterator[Point]:
    """Every corner of the outer rings of an outline that is kept."""
    for polygon in rings(shape):
        yield from polygon


def rings(shape: dict[str, Any] | None) -> list[Ring]:
    """The outer rings of an outline that is kept; none where there is no polygon."""
    found = shape or {}
    kind, coordinates = found.get("type"), found.get("coordinates") or []
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(str(kind), [])
    return [[(float(x), float(y)) for x, y, *_ in polygon[0]] for polygon in polygons if polygon]
