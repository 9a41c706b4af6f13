"""Places on the ground: kept in CGCS2000 always, moved to what a provider's map uses only when they are shown.

Maps sold in China show GCJ-02 (Baidu's BD-09), some hundred metres off; a place kept in one and read in the other is
wrong, so nothing that was shown is ever read back. Pure functions on (longitude, latitude) in degrees.
"""

import math
from enum import StrEnum

Point = tuple[float, float]

_AXIS = 6378245.0
_SQUARED = 0.00669342162296594323
_BAIDU = math.pi * 3000.0 / 180.0
WEST, EAST, SOUTH, NORTH = 72.004, 137.8347, 0.8293, 55.8271
"""Where the shift is defined; outside nothing is moved."""


class Shown(StrEnum):
    """What coordinates are written in on pages."""

    CGCS2000 = "cgcs2000"
    GCJ02 = "gcj02"
    BD09 = "bd09"

    @property
    def label(self) -> str:
        """As surveyors write it."""
        return {"cgcs2000": "CGCS2000", "gcj02": "GCJ-02", "bd09": "BD-09"}[self.value]


def shifted(point: Point, to: Shown) -> Point:
    """A place kept in CGCS2000 as a map of that kind has it. For display only: the result is never to be kept."""
    x, y = point
    if to == Shown.CGCS2000 or not (WEST <= x <= EAST and SOUTH <= y <= NORTH):
        return point
    found = _gcj02(point)
    return found if to == Shown.GCJ02 else _bd09(found)


def _gcj02(point: Point) -> Point:
    x, y = point
    east, north = _eastward(x - 105.0, y - 35.0), _northward(x - 105.0, y - 35.0)
    angle = math.radians(y)
    bend = 1 - _SQUARED * math.sin(angle) ** 2
    north = north * 180.0 / (_AXIS * (1 - _SQUARED) / (bend * math.sqrt(bend)) * math.pi)
    east = east * 180.0 / (_AXIS / math.sqrt(bend) * math.cos(angle) * math.pi)
    return x + east, y + north


def _bd09(point: Point) -> Point:
    x, y = point
    far = math.hypot(x, y) + 0.00002 * math.sin(y * _BAIDU)
    turn = math.atan2(y, x) + 0.000003 * math.cos(x * _BAIDU)
    return far * math.cos(turn) + 0.0065, far * math.sin(turn) + 0.006


def _waves(x: float) -> float:
    return (20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)) * 2.0 / 3.0


def _northward(x: float, y: float) -> float:
    plain = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    slow = (20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    long = (160.0 * math.sin(y / 12.0 * math.pi) + 320 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    return plain + _waves(x) + slow + long


def _eastward(x: float, y: float) -> float:
    plain = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    slow = (20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    long = (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    return plain + _waves(x) + slow + long
