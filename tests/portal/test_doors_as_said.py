"""Doors as people say them lead to their neighbourhood; where two share a building, their numbers stand beside them."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.services import open_area
from linli.people.models import Household, Stay
from linli.portal.house_numbers import ranges_of
from linli.portal.places import neighbourhood_of
from tests.grid.requests import Loop, build_loop
from tests.territory import BEGIN, Territory


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


@pytest.fixture
def tower(loop: Loop) -> tuple[Area, Area, Area]:
    """A building of two units, and the two neighbourhoods its doors are shared between; 101 is there twice."""
    t = loop.territory
    group = t.groups[0]
    other = open_area(
        actor=SYSTEM,
        kind=Kind.NEIGHBOURHOOD,
        code=f"{group.code}L02",
        name="第二邻",
        parent=group,
        day=BEGIN,
    )
    near = t.neighbourhoods[0]
    for door, hood in (
        ("1单元0101室", near), ("1单元0102室", near), ("1单元0201室", near), ("1单元0301室", other),
        ("2单元0101室", other), ("2单元0202室", other),
    ):  # fmt: skip
        household = Household.everything.create(building=t.buildings[0], door=door, valid_from=BEGIN)
        Stay.everything.create(
            household=household, neighbourhood=hood, micro_grid=t.micro_grids[0], valid_from=BEGIN
        )
    return t.buildings[0], near, other


@pytest.mark.parametrize(
    ("door", "whose"),
    [
        ("1单元0101", 0), ("1单元101室", 0), ("一单元101", 0), ("1-101", 0), (" 1 单元 1 楼 101", 0),
        ("0102", 0), ("102", 0), ("201", 0), ("0301室", 1), ("301", 1), ("202", 1), ("二单元 2 层 202", 1),
        ("101", None), ("0101", None), ("909", None), ("", None),
    ],
)  # fmt: skip
def test_a_door_is_found_as_people_say_it(
    tower: tuple[Area, Area, Area], door: str, whose: int | None
) -> None:
    building, *hoods = tower
    assert neighbourhood_of(building, f"荣发 1 栋 {door}") == (None if whose is None else hoods[whose])
    assert neighbourhood_of(building, f"荣发1-{door}".strip()) == (None if whose is None else hoods[whose])


def test_where_two_serve_the_number_their_doors_stand_beside_them(
    client: Client, tower: tuple[Area, Area, Area]
) -> None:
    building, near, _ = tower
    name = f"{building.parent.name if building.parent else ''}1栋0101"
    answer = client.post(reverse("portal:leads"), {"q": name})
    assert answer["Location"] == reverse("portal:lead", args=(building.code,))
    text = client.get(answer["Location"]).content.decode()
    assert "1单元 0101～0201" in text
    assert "1单元 0301、2单元 0101～0202" in text
    group = client.get(
        reverse("portal:lead", args=(near.parent.code if near.parent else "",))
    ).content.decode()
    assert f"{building.name} 1单元 0101～0201" in group


def test_a_range_never_spans_another_s_door(loop: Loop) -> None:
    t = loop.territory
    group = t.groups[0]
    other = open_area(
        actor=SYSTEM, kind=Kind.NEIGHBOURHOOD, code=f"{group.code}L02", name="双号邻", parent=group, day=BEGIN
    )
    for n in range(101, 107):
        household = Household.everything.create(building=t.buildings[0], door=f"{n}", valid_from=BEGIN)
        hood = other if n % 2 == 0 else t.neighbourhoods[0]
        Stay.everything.create(
            household=household, neighbourhood=hood, micro_grid=t.micro_grids[0], valid_from=BEGIN
        )
    said = ranges_of([t.neighbourhoods[0], other], t.buildings[0])
    assert said == {t.neighbourhoods[0].pk: "101、103、105", other.pk: "102、104、106"}
