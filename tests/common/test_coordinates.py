"""The shift of coordinates for display: known pairs, and that it moves nothing it should not."""

import math

import pytest

from linli.common.coordinates import Shown, shifted

GATE = (116.404, 39.915)
DISTRICT = (113.128, 29.371)


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    wide = (one[0] - other[0]) * math.cos(math.radians(one[1]))
    return math.hypot(wide, one[1] - other[1]) * 111_320


def test_what_is_shown_as_kept_is_not_moved() -> None:
    assert shifted(DISTRICT, Shown.CGCS2000) == DISTRICT


def test_gcj02_as_the_published_pair_has_it() -> None:
    assert shifted(GATE, Shown.GCJ02) == pytest.approx((116.41024449916938, 39.91640428150164), abs=1e-9)


def test_bd09_lies_a_further_step_away() -> None:
    assert shifted(GATE, Shown.BD09) == pytest.approx((116.41662724378733, 39.922699552216216), abs=1e-6)


@pytest.mark.parametrize("to", [Shown.GCJ02, Shown.BD09])
def test_in_the_district_it_is_some_hundred_metres(to: Shown) -> None:
    assert 300 < metres(DISTRICT, shifted(DISTRICT, to)) < 2_000


def test_outside_of_the_country_nothing_is_moved() -> None:
    assert shifted((2.35, 48.85), Shown.GCJ02) == (2.35, 48.85)
    assert shifted((2.35, 48.85), Shown.BD09) == (2.35, 48.85)
