"""Where people live is asked on the forms, and what follows from it is said only as far as it is known."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from linli.common.clock import business_date
from linli.mediation.homes import household_at
from linli.mediation.models import Notable, Party, Reason
from linli.mediation.suggesting import suggest
from linli.people.models import Account, Household, Post
from tests.mediation.rows import notable
from tests.mediation.test_roster_pages import SAID
from tests.mediation.walk import DAY, walk
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")


@pytest.fixture
def account(territory: Territory, client: Client, standing_clock: datetime) -> Account:
    found = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    client.force_login(found)
    return found


@pytest.fixture
def door(territory: Territory) -> Household:
    return territory.household()


def _written(door: Household) -> str:
    return f" {door.building.name.removeprefix(_estate(door).name)} {door.door.removesuffix('室')}"


def _estate(door: Household) -> Any:
    return door.building.parent


def test_a_door_is_found_as_people_write_it(territory: Territory, door: Household) -> None:
    estate = _estate(door)
    assert household_at(estate, _written(door)) == door
    assert household_at(estate, f"{door.building.name}{door.door}") == door
    assert household_at(estate, f"{door.building.name}9{door.door}") is None
    assert household_at(territory.estates[1], f"{door.building.name}{door.door}") is None


def test_a_household_is_found_from_the_records_and_neighbours_are_offered_from_the_forms(
    client: Client, account: Account, territory: Territory, door: Household
) -> None:
    estate = _estate(door)
    found = walk(territory).informed().kept_by(account)
    new = reverse("mediation:notable-new")
    for name, home in (("同住的", _written(door)), ("邻近的", "")):
        told = {**SAID, "name": name, "expertise": [], "avoids": [], "estate": estate.code, "door": home}
        assert client.post(new, told).status_code == 302, name
    housemate, near = Notable.everything.order_by("pk")
    assert (housemate.home_estate, housemate.household, near.household) == (estate, door, None)
    page = client.get(reverse("mediation:notable-page", args=(housemate.ref,))).content.decode()
    assert f"{estate.name}" in page
    told = {"side": "third", "name": "方志远", "estate": estate.code, "door": _written(door)}
    assert client.post(reverse("mediation:act", args=(found.case.ref, "party")), told).status_code == 302
    party = Party.everything.get(name="方志远")
    assert (party.estate, party.household) == (estate, door)
    suggestion = suggest(found.case, business_date())
    assert suggestion.aside == 1, "who lives with a party is not offered"
    assert [(each.notable, each.reason) for each in suggestion.candidates] == [(near, Reason.KNOWN)]


def test_a_home_is_put_right_and_the_form_is_filled(
    client: Client, account: Account, territory: Territory, door: Household
) -> None:
    estate, row = _estate(door), notable(territory)
    edit = reverse("mediation:notable-edit", args=(row.ref,))
    answer = client.post(edit, {"tier": "team", "estate": estate.code, "door": "99栋9室"})
    assert answer.status_code == 409
    assert "没有登记“99栋9室”这一户" in answer.content.decode()
    answer = client.post(edit, {"tier": "team", "door": "1栋"})
    assert "请选是哪个小区" in answer.content.decode()
    assert (
        client.post(edit, {"tier": "team", "estate": estate.code, "door": _written(door)}).status_code == 302
    )
    row.refresh_from_db()
    assert (row.home_estate, row.household) == (estate, door)
    form = client.get(edit).context["form"]
    assert (form["estate"].value(), household_at(estate, form["door"].value())) == (estate.code, door)
    assert client.post(edit, {"tier": "team"}).status_code == 302
    row.refresh_from_db()
    assert (row.home_estate, row.household) == (None, None)


def test_far_is_said_only_where_it_is_known(territory: Territory) -> None:
    found = walk(territory).accepted()
    Party.everything.filter(case=found.case).update(estate=territory.estates[0])
    unknown = notable(territory)
    far = notable(territory, home_estate=territory.estates[1])
    said = {each.notable: each.words for each in suggest(found.case, DAY).candidates}
    assert said[unknown] == "住处没有登记"
    assert said[far] == f"住{territory.estates[1].name}，不住当事人的小区"
    Party.everything.filter(pk=found.parties[0].pk).update(estate=None)
    said = {each.notable: each.words for each in suggest(found.case, DAY).candidates}
    assert said[far] == f"住{territory.estates[1].name}，有当事人住处没有登记"
