"""Outlines: what is read, what is sound, what is refused in words."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from linli.orgs import outlines

SQUARE = [[113.10, 29.35], [113.12, 29.35], [113.12, 29.37], [113.10, 29.37], [113.10, 29.35]]
HOLE = [[113.105, 29.355], [113.110, 29.355], [113.110, 29.360], [113.105, 29.355]]


def polygon(*rings: Any, **more: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings), **more}


def test_points_and_geojson_are_read_alike() -> None:
    points = "\n".join(f"{x}，{y}" for x, y in SQUARE[:-1])
    assert outlines.sound(outlines.read(points)) == polygon(SQUARE)
    feature = {"type": "Feature", "properties": {"name": "片"}, "geometry": polygon(SQUARE, HOLE)}
    assert outlines.sound(feature) == polygon(SQUARE, HOLE)
    collection = {"type": "FeatureCollection", "features": [feature]}
    named = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}}
    assert outlines.sound(collection | named) == polygon(SQUARE, HOLE)
    several = {"type": "MultiPolygon", "coordinates": [[SQUARE], [HOLE]]}
    assert outlines.sound(several) == several
    assert len(outlines.rings(several)) == 2


def _moved(ring: list[list[float]], east: float) -> list[list[float]]:
    return [[x + east, y] for x, y in ring]


BOWTIE = [[113.10, 29.35], [113.12, 29.37], [113.12, 29.35], [113.10, 29.37], [113.10, 29.35]]
SPIKE = [[113.10, 29.35], [113.12, 29.35], [113.14, 29.35], [113.12, 29.35], [113.12, 29.37], [113.10, 29.35]]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (polygon(BOWTIE), "和自己相交"),
        (polygon(SPIKE), "和自己相交"),
        (polygon(SQUARE[:-1]), "没有合上"),
        (polygon(SQUARE[:2] + SQUARE[:1]), "至少要三个"),
        (polygon([[1, 2], [1, 2], [1, 2]]), "不在国内"),
        (polygon([[y, x] for x, y in SQUARE]), "写反了"),
        (polygon([["a", "b"]] * 4), "两个数"),
        (polygon([[float("nan"), 29.0]] * 4), "两个数"),
        (polygon([[113.1, 29.3], [113.2, 29.3], [113.3, 29.3], [113.1, 29.3]]), "围不出|相交"),
        (polygon(SQUARE, _moved(HOLE, 1)), "挖去"),
        (polygon(SQUARE, crs={"properties": {"name": "EPSG:3857"}}), "坐标系"),
        (polygon(SQUARE, crs={}), "坐标系"),
        ({"type": "Point", "coordinates": [113, 29]}, "Polygon"),
        ({"type": "FeatureCollection", "features": []}, "正好一个"),
        ({}, "Polygon"),
        (polygon(), "Polygon"),
        (polygon("x"), "读不出来"),
    ],
)
def test_what_is_not_sound_is_refused_in_words(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        outlines.sound(given)


def test_far_from_the_area_above_is_refused() -> None:
    assert outlines.sound(polygon(HOLE), polygon(SQUARE))
    with pytest.raises(ValidationError, match="远在上级"):
        outlines.sound(polygon(_moved(HOLE, 0.5)), polygon(SQUARE))


@pytest.mark.parametrize("text", ["", "{", "113.1,29.3,4", "没有", '{"a":' * 3000])
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        outlines.sound(outlines.read(text))


def test_two_thousand_corners_are_examined_in_time() -> None:
    import math

    ring = [
        [113.1 + 0.01 * math.cos(n * math.tau / 1999), 29.3 + 0.01 * math.sin(n * math.tau / 1999)]
        for n in range(1999)
    ]
    assert outlines.sound(polygon([*ring, ring[0]]))
    with pytest.raises(ValidationError, match="超过"):
        outlines.sound(polygon([*ring, ring[0]], HOLE))
