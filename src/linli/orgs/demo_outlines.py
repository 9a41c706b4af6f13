"""Made-up outlines for the demo: streets tile the district, communities tile their street. Schematic, and said to be.

Each community is the ground nearer to its own point than to any other's, cut along the district's border; a street is
the union of its communities, whose common edges cancel. So there is no gap and no overlap, by construction.
"""

import math
import random
from collections import defaultdict
from collections.abc import Sequence

Point = tuple[float, float]
Ring = list[Point]

DIGITS = 5
"""Of a degree: about a metre."""
SHARE = 0.72
"""Of the way from an estate's middle to the next estate that is its own."""
LATITUDE = 29.37
STRETCH = math.cos(math.radians(LATITUDE))

# Roughly the shape of 岳阳楼区 between the lake and the hills; degrees of CGCS2000. Nothing of it is surveyed.
BORDER: Ring = [
    (113.062, 29.352), (113.071, 29.318), (113.098, 29.291), (113.142, 29.276), (113.189, 29.281),
    (113.231, 29.262), (113.268, 29.284), (113.281, 29.327), (113.262, 29.368), (113.271, 29.405),
    (113.243, 29.441), (113.204, 29.452), (113.178, 29.478), (113.146, 29.471), (113.127, 29.437),
    (113.101, 29.412), (113.083, 29.383),
]  # fmt: skip

# Where each street lies, roughly: the old town at the lake, the port in the north, the townships outside.
PLACES: dict[str, Point] = {
    "岳阳楼街道": (113.090, 29.376),
    "三眼桥街道": (113.121, 29.372),
    "吕仙亭街道": (113.086, 29.352),
    "金鹗山街道": (113.117, 29.349),
    "东茅岭街道": (113.105, 29.362),
    "五里牌街道": (113.137, 29.361),
    "望岳路街道": (113.142, 29.340),
    "城陵矶街道": (113.148, 29.446),
    "枫桥湖街道": (113.121, 29.397),
    "奇家岭街道": (113.120, 29.318),
    "洛王街道": (113.150, 29.391),
    "站前街道": (113.160, 29.357),
    "王家河街道": (113.163, 29.328),
    "梅溪街道": (113.181, 29.401),
    "西塘镇": (113.228, 29.300),
    "郭镇乡": (113.180, 29.297),
    "康王乡": (113.226, 29.347),
    "通海路管理处": (113.159, 29.417),
    "金凤桥管理处": (113.201, 29.372),
    "木里港管理处": (113.225, 29.410),
}
MIDDLE: Point = (113.165, 29.365)


def _flat(point: Point) -> Point:
    return point[0] * STRETCH, point[1]


def _degrees(point: Point) -> Point:
    return round(point[0] / STRETCH, DIGITS), round(point[1], DIGITS)


def area_of(ring: Sequence[Point]) -> float:
    """Signed: positive against the clock."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def centre_of(ring: Sequence[Point]) -> Point:
    """Of gravity."""
    whole = area_of(ring) * 6
    x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        x, y = x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return x / whole, y / whole


def _nearer(ring: Ring, own: Point, other: Point) -> Ring:
    """What of ``ring`` is nearer to ``own`` than to ``other``."""
    a, b = other[0] - own[0], other[1] - own[1]
    c = (other[0] ** 2 + other[1] ** 2 - own[0] ** 2 - own[1] ** 2) / 2
    far = [a * x + b * y - c for x, y in ring]
    kept: Ring = []
    for n, (point, d) in enumerate(zip(ring, far, strict=True)):
        before, d_before = ring[n - 1], far[n - 1]
        if (d > 0) != (d_before > 0):
            t = d_before / (d_before - d)
            kept.append((before[0] + t * (point[0] - before[0]), before[1] + t * (point[1] - before[1])))
        if d <= 0:
            kept.append(point)
    return kept


def cells(points: Sequence[Point], border: Ring) -> list[Ring]:
    """The part of ``border`` nearest to each point. Nearest neighbours first, so that most cuts are short."""
    found = []
    for n, own in enumerate(points):
        ring = border
        others = sorted((math.dist(own, other), m) for m, other in enumerate(points) if m != n)
        for distance, m in others:
            if distance > 2 * max(math.dist(own, corner) for corner in ring):
                break
            ring = _nearer(ring, own, points[m])
        found.append(ring)
    return found


def _settled(points: list[Point], border: Ring, rounds: int) -> list[Point]:
    """The points moved towards the middle of what is theirs: even cells, none a splinter."""
    for _ in range(rounds):
        points = [centre_of(ring) for ring in cells(points, border)]
    return points


def _scattered(count: int, ring: Ring, rng: random.Random) -> list[Point]:
    """Points spread over ``ring``."""
    x, y = centre_of(ring)
    points = []
    for n in range(count):
        corner = ring[(n * len(ring)) // count]
        reach = rng.uniform(0.25, 0.6) if count > 1 else 0.0
        points.append((x + reach * (corner[0] - x), y + reach * (corner[1] - y)))
    return _settled(points, ring, 4)


def _union(rings: Sequence[Ring]) -> Ring:
    """The outline around rings that share their edges corner by corner: what runs both ways cancels.

    Raises ValueError when they do not hang together.
    """
    ahead: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for start, end in zip(ring, [*ring[1:], ring[0]], strict=True):
            if start in ahead.get(end, ()):
                ahead[end].discard(start)
            else:
                ahead[start].add(end)
    left = {start: ends for start, ends in ahead.items() if ends}
    first = min(left)
    outline, at = [first], left.pop(first).pop()
    while at != first:
        outline.append(at)
        at = left.pop(at).pop()
    if left:
        raise ValueError("the parts do not hang together")
    return outline


def _clean(ring: Ring) -> Ring:
    """In degrees, against the clock, without points that fell together."""
    points = [_degrees(point) for point in ring]
    points = [point for n, point in enumerate(points) if point != points[n - 1]]
    return points if area_of(points) > 0 else points[::-1]


def _straightened(ring: Ring) -> Ring:
    """Without the points that lie on the straight line between their neighbours."""
    kept = []
    for n, point in enumerate(ring):
        before, after = ring[n - 1], ring[(n + 1) % len(ring)]
        if abs(area_of([before, point, after])) > 2 * 10.0**-DIGITS * math.dist(before, after):
            kept.append(point)
    return kept


def estates_in(community: Ring, count: int, rng: random.Random) -> list[Ring]:
    """So many estates within a community's ring (degrees), with ground between them for streets."""
    ground = [_flat(point) for point in community]
    found = []
    for ring in cells(_scattered(count, ground, rng), ground):
        x, y = centre_of(ring)
        found.append(_clean([(x + SHARE * (px - x), y + SHARE * (py - y)) for px, py in ring]))
    return found


def polygon(ring: Ring) -> dict[str, object]:
    """As GeoJSON, marked as schematic: nobody may read a border from it."""
    return {"type": "Polygon", "coordinates": [[list(p) for p in (*ring, ring[0])]], "schematic": True}


def outlines(
    streets: Sequence[tuple[str, int]], rng: random.Random
) -> tuple[Ring, list[Ring], list[list[Ring]]]:
    """For streets (name, number of communities): the district's ring, each street's, and those of its communities."""
    border = [_flat(point) for point in BORDER]
    border = border if area_of(border) > 0 else border[::-1]
    seats = [_flat(PLACES.get(name, MIDDLE)) for name, _ in streets]
    seats = [(x + rng.uniform(-0.001, 0.001), y + rng.uniform(-0.001, 0.001)) for x, y in seats]
    grounds = cells(_settled(seats, border, 2), border)
    points = [_scattered(count, ground, rng) for (_, count), ground in zip(streets, grounds, strict=True)]
    every = iter(cells([point for each in points for point in each], border))
    communities = [[_clean(next(every)) for _ in each] for each in points]
    district = _straightened(_union([ring for each in communities for ring in each]))
    return district, [_union(each) for each in communities], communities
