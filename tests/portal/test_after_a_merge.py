"""Printed codes and door numbers, where places and doors have been joined since."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.grid.leads import territory as keeping
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.services import open_area
from linli.people.models import Household, Stay
from linli.portal.places import neighbourhood_of
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


def _second_neighbourhood(t: Territory) -> Area:
    return open_area(
        actor=SYSTEM,
        kind=Kind.NEIGHBOURHOOD,
        code=f"{t.groups[0].code}77",
        name="第二邻",
        parent=t.groups[0],
        day=date(2024, 1, 1),
    )


def test_a_printed_code_leads_to_whoever_came_after(loop: Loop, client: Client) -> None:
    old, heir = loop.territory.neighbourhoods[0], _second_neighbourhood(loop.territory)
    keeping.merge(actor=SYSTEM, area=old, into=heir, day=date(2024, 10, 30), basis="街道党工委会议")
    answer = client.get(reverse("portal:lead", args=(old.code,)))
    assert (answer.status_code, answer["Location"]) == (302, reverse("portal:lead", args=(heir.code,)))
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(reverse("portal:lead", args=("430602999",))).status_code == 404


def test_a_door_number_that_two_leads_serve_leads_to_neither(loop: Loop) -> None:
    t = loop.territory
    building, other = t.buildings[0], _second_neighbourhood(t)
    for door, neighbourhood in (("1单元101", t.neighbourhoods[0]), ("2单元101", other), ("2单元102", other)):
        household = Household.everything.create(building=building, door=door, valid_from=date(2024, 1, 1))
        Stay.everything.create(
            household=household,
            neighbourhood=neighbourhood,
            micro_grid=t.micro_grids[0],
            valid_from=date(2024, 1, 1),
        )
    said = f"{building.parent.name if building.parent else ''}1栋"
    assert neighbourhood_of(building, f"{said}101") is None
    assert neighbourhood_of(building, f"{said}2单元101") == other
    assert neighbourhood_of(building, f"{said}102") == other
