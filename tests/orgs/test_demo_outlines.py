"""Outlines of the demo: children cover their parent and do not overlap, few points each, made in a moment."""

import random
import time
from itertools import pairwise

import pytest

from linli.orgs import demo
from linli.orgs.demo_outlines import BORDER, MIDDLE, PLACES, Point, Ring, area_of, outlines, polygon

FULL = [(name, 4 + n % 4) for n, name in enumerate(demo.STREETS)]
SMALL = [(name, 2) for name in demo.SMALL_STREETS]
SIZES = pytest.mark.parametrize("streets", [FULL, SMALL], ids=["full", "small"])
A_METRE = 1e-5


def inside(point: Point, ring: Ring) -> bool:
    """By the ray to the east."""
    x, y = point
    found = False
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            found = not found
    return found


def crosses(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two lines cross between their ends."""

    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


@pytest.fixture(scope="module", params=range(3))
def seed(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@SIZES
def test_streets_tile_the_district_and_communities_their_street(
    streets: list[tuple[str, int]], seed: int
) -> None:
    district, grounds, parts = outlines(streets, random.Random(seed))
    assert [len(each) for each in parts] == [count for _, count in streets]
    for whole, tiles in [(district, grounds), *zip(grounds, parts, strict=True)]:
        assert area_of(whole) == pytest.approx(sum(area_of(tile) for tile in tiles), rel=1e-3)
        assert all(area_of(tile) > 0 for tile in tiles)
    chance = random.Random(seed + 100)
    west, east = min(x for x, _ in BORDER), max(x for x, _ in BORDER)
    south, north = min(y for _, y in BORDER), max(y for _, y in BORDER)
    wrong = 0
    for _ in range(600):
        point = (chance.uniform(west, east), chance.uniform(south, north))
        own = [n for n, ground in enumerate(grounds) if inside(point, ground)]
        wrong += len(own) != inside(point, district)
        for n in own:
            wrong += sum(inside(point, tile) for tile in parts[n]) != 1
        wrong += sum(inside(point, tile) for each in parts for tile in each) != len(own)
    assert wrong <= 1, "only on an edge, within a metre"


@SIZES
def test_an_outline_has_few_points_and_does_not_cross_itself(
    streets: list[tuple[str, int]], seed: int
) -> None:
    district, grounds, parts = outlines(streets, random.Random(seed))
    for ring in [district, *grounds, *(tile for each in parts for tile in each)]:
        assert 3 <= len(ring) <= 40
        assert len(set(ring)) == len(ring)
        edges = list(pairwise([*ring, ring[0]]))
        assert not any(crosses(*one, *other) for n, one in enumerate(edges) for other in edges[n + 1 :])


def test_two_runs_draw_the_same_and_in_a_moment() -> None:
    began = time.process_time()
    first = outlines(FULL, random.Random("outlines"))
    assert time.process_time() - began < 1
    assert first == outlines(FULL, random.Random("outlines"))


def test_every_street_of_the_demo_has_its_place_within_the_border() -> None:
    assert set(PLACES) == set(demo.STREETS)
    assert all(inside(point, BORDER) for point in (*PLACES.values(), MIDDLE))


def test_a_polygon_is_closed_and_says_that_it_is_schematic() -> None:
    found = polygon([(113.0, 29.0), (113.1, 29.0), (113.0, 29.1)])
    assert found == {
        "type": "Polygon",
        "coordinates": [[[113.0, 29.0], [113.1, 29.0], [113.0, 29.1], [113.0, 29.0]]],
        "schematic": True,
    }
