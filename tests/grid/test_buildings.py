"""Buildings with doors are joined and split, and nothing that moves tears a door between two communities."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.common.clock import business_date, business_now
from linli.common.quality import all_checks
from linli.documents.rendering import to_html
from linli.grid.broadcasts.models import Broadcast, BroadcastDoor, BroadcastKind
from linli.grid.broadcasts.selectors import doors_for, visiting_list
from linli.grid.leads import buildings, doors
from linli.grid.leads import territory as keeping
from linli.indicators.compute import figures
from linli.indicators.period import Period
from linli.indicators.registry import all_indicators, further_indicators
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, AreaAct, AreaChange
from linli.orgs.services import open_area
from linli.people import addresses
from linli.people.models import FormerDoor, Household, Post
from linli.people.selectors import door_on, former_doors, lead_of, stay_on
from tests.grid import rows
from tests.territory import BEGIN, Territory

pytestmark = pytest.mark.usefixtures("standing_clock")
EVE, DAY, LATER = date(2024, 10, 28), date(2024, 10, 29), date(2024, 10, 30)
BASIS = "社区会议（2024年10月28日）"
BEFORE = Period(date(2024, 1, 1), EVE)
ACT: dict[str, Any] = {"actor": SYSTEM, "day": DAY, "basis": BASIS}


def building(territory: Territory, name: str = "2栋", code: str = "E0102", index: int = 0) -> Area:
    estate = territory.estates[index]
    return open_area(actor=SYSTEM, kind=Kind.BUILDING, code=code, name=name, parent=estate, day=BEGIN)


def door(territory: Territory, number: str, where: Area | None = None, index: int = 0) -> Household:
    household = territory.household(index)
    Household.everything.filter(pk=household.pk).update(
        door=number, building=where or territory.buildings[index]
    )
    household.refresh_from_db()
    return household


def said(territory: Territory) -> list[dict[str, object]]:
    codes = [each.code for each in (*all_indicators(), *further_indicators())]
    areas = (territory.district, *territory.communities, territory.neighbourhoods[0])
    return [{c: f.value for c, f in figures(area, BEFORE, codes).items()} for area in areas]


def nothing_is_broken() -> None:
    own = ("orgs.", "people.household", "people.stay")
    assert {c.code: list(c.find()) for c in all_checks() if c.code.startswith(own) and list(c.find())} == {}


def test_a_building_goes_into_another_and_the_past_stands(territory: Territory) -> None:
    area, into = territory.buildings[0], building(territory)
    household, there = door(territory, "1单元101"), door(territory, "3单元101", into)
    lead = rows.appointment(territory)
    before = said(territory)
    keeping.merge(area=area, into=into, **ACT)
    household.refresh_from_db()
    assert (household.building, household.door) == (into, "1单元101")
    (former,) = former_doors(household)
    assert (former.building, former.door, former.valid_from, former.valid_to) == (
        area,
        "1单元101",
        BEGIN,
        DAY,
    )
    assert door_on(household, EVE) == (area, "1单元101")
    assert door_on(household, DAY) == (into, "1单元101")
    assert door_on(household, date(2019, 1, 1)) is None
    assert former_doors(there) == []
    for day in (EVE, DAY):
        stay = stay_on(household, day)
        assert stay is not None
        assert lead_of(stay.neighbourhood, day) == lead
    assert said(territory) == before
    area.refresh_from_db()
    assert area.valid_to == DAY
    change = AreaChange.everything.get(act=AreaAct.MERGED)
    assert (change.area, change.other, change.basis) == (area, into, BASIS)
    nothing_is_broken()


def test_numbers_taken_are_named_before_anything_is_done(territory: Territory) -> None:
    area, into = territory.buildings[0], building(territory)
    first, second = door(territory, "101"), door(territory, "102")
    door(territory, "101", into)
    assert [each.door for each in buildings.clashes(area, into, DAY)] == ["101"]
    with pytest.raises(ValidationError, match="2栋里已经有 101。请给这几户新的门牌"):
        keeping.merge(area=area, into=into, **ACT)
    area.refresh_from_db()
    first.refresh_from_db()
    assert (area.valid_to, first.building, FormerDoor.everything.count()) == (None, area, 0)
    for wrong in ("101", "102"):  # taken there, and taken by another that comes along
        numbers = buildings.Numbers(given={first.ref: wrong})
        with pytest.raises(ValidationError, match=f"已经有 {wrong}"):
            keeping.merge(area=area, into=into, numbers=numbers, **ACT)
    keeping.merge(area=area, into=into, numbers=buildings.Numbers(given={first.ref: "103"}), **ACT)
    for each in (first, second):
        each.refresh_from_db()
    assert (first.door, second.door) == ("103", "102")
    assert door_on(first, EVE) == (area, "101")


def test_a_unit_before_every_number(territory: Territory) -> None:
    area, into = territory.buildings[0], building(territory)
    made = [door(territory, f"{n}") for n in (101, 102)]
    door(territory, "101", into)
    keeping.merge(area=area, into=into, numbers=buildings.Numbers("2单元"), **ACT)
    for each in made:
        each.refresh_from_db()
    assert [each.door for each in made] == ["2单元101", "2单元102"]
    long = buildings.Numbers("很" * 60)
    with pytest.raises(ValidationError, match="40 个字"):
        keeping.merge(area=into, into=building(territory, "3栋", "E0103"), numbers=long, **ACT)


def test_numbers_may_be_changed_with_one_another(territory: Territory) -> None:
    one, other = door(territory, "101"), door(territory, "102")
    swapped = {one.pk: "102", other.pk: "101"}
    addresses.put_doors(
        actor=SYSTEM, households=[one, other], building=territory.buildings[0], day=DAY, doors=swapped
    )
    one.refresh_from_db()
    assert one.door == "102"
    assert door_on(one, EVE) == (territory.buildings[0], "101")


def test_what_closed_or_came_around_that_day_keeps_its_own_past(territory: Territory) -> None:
    area, into = territory.buildings[0], building(territory)
    gone, new = door(territory, "101"), door(territory, "102")
    Household.everything.filter(pk=new.pk).update(valid_from=DAY)
    doors.close(actor=SYSTEM, household=gone, day=LATER, reason="两户打通")
    late = door(territory, "103")
    Household.everything.filter(pk=late.pk).update(valid_from=LATER)
    with pytest.raises(ValidationError, match="103在 2024年10月29日 以后才有现在的门牌"):
        keeping.merge(area=area, into=into, **ACT)
    Household.everything.filter(pk=late.pk).update(valid_from=BEGIN)
    keeping.merge(area=area, into=into, **ACT)
    for each in (gone, new):
        each.refresh_from_db()
    assert (gone.building, new.building) == (into, into), "the one closed later stood there for a day"
    assert former_doors(new) == [], "its address began that very day"
    assert door_on(gone, LATER) is None
    nothing_is_broken()


def test_a_building_is_split_with_the_doors_chosen(territory: Territory) -> None:
    area = territory.buildings[0]
    moved, kept = door(territory, "2单元101"), door(territory, "1单元101")
    before = said(territory)
    made = keeping.split(area=area, code="E0109", name="9栋", households=[moved], **ACT)
    for each in (moved, kept):
        each.refresh_from_db()
    assert (moved.building, kept.building) == (made, area)
    assert door_on(moved, EVE) == (area, "2单元101")
    assert AreaChange.everything.get(act=AreaAct.SPLIT).other == area
    assert said(territory) == before
    with pytest.raises(ValidationError, match="只能分出1栋的户"):
        keeping.split(area=area, code="E0110", name="10栋", households=[moved], **ACT)
    with pytest.raises(ValidationError, match="至少一个"):
        keeping.split(area=area, code="E0110", name="10栋", **ACT)
    # and back on the next day: three addresses one after another
    keeping.merge(actor=SYSTEM, area=made, into=area, day=LATER, basis=BASIS)
    moved.refresh_from_db()
    assert [door_on(moved, day) for day in (EVE, DAY, LATER)] == [
        (area, "2单元101"),
        (made, "2单元101"),
        (area, "2单元101"),
    ]
    nothing_is_broken()


def test_the_database_keeps_former_doors(territory: Territory) -> None:
    household = door(territory, "101")
    into = building(territory)
    keeping.merge(area=territory.buildings[0], into=into, **ACT)
    same = {"household": household, "building": into, "door": "101"}
    for values in (
        {"valid_from": EVE, "valid_to": LATER},
        {"valid_from": LATER, "valid_to": LATER},
        {"valid_from": DAY, "valid_to": LATER, "door": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            FormerDoor.everything.create(**(same | values))
    with pytest.raises(IntegrityError), transaction.atomic():
        FormerDoor.everything.update(door="102")


def test_the_community_joins_two_buildings_on_the_desk(territory: Territory, client: Client) -> None:
    area, into = territory.buildings[0], building(territory)
    one, two = door(territory, "101"), door(territory, "102")
    door(territory, "101", into)
    client.force_login(territory.account(Post.COMMUNITY_SECRETARY, territory.community))
    address = reverse("leads:territory-act", args=(area.code, "merge"))
    assert "门牌前面加" in client.get(address).content.decode()
    sent = {"into": into.code, "day": "2024-10-29", "basis": BASIS, "before": ""}
    refused = client.post(address, sent)
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "2栋里已经有 101。给这几户新的门牌" in page
    assert f'name="door_{one.ref}"' in page
    assert f'name="door_{two.ref}"' not in page
    assert client.post(address, sent | {f"door_{one.ref}": "102"}).status_code == 409
    done = client.post(address, sent | {f"door_{one.ref}": "1单元101"})
    assert client.get(done["Location"]).status_code == 200, "where it went, since it is no more"
    assert done["Location"].endswith(into.code)
    one.refresh_from_db()
    assert (one.building, one.door) == (into, "1单元101")
    page = client.get(reverse("desk:household", args=(one.ref,)), {"day": "2024-10-28"}).content.decode()
    assert "从前的门牌" in page
    assert "那天的门牌：1栋" in page


def test_the_community_splits_a_building_by_its_unit(territory: Territory, client: Client) -> None:
    area = territory.buildings[0]
    made = [door(territory, number) for number in ("1单元101", "2单元101", "2单元102", "301")]
    client.force_login(territory.account(Post.COMMUNITY_SECRETARY, territory.community))
    address = reverse("leads:territory-act", args=(area.code, "split"))
    assert "2单元102" in client.get(address).content.decode()
    (look,) = Act.everything.filter(code="disclosure.list.seen")
    assert look.data["count"] == 4
    sent = {"code": "E0109", "name": "9栋", "day": "2024-10-29", "basis": BASIS}
    refused = client.post(address, sent)
    assert refused.status_code == 409
    assert "至少一户" in refused.content.decode()
    assert client.post(address, sent | {"begins": "2单元", "picked": [made[3].ref]}).status_code == 302
    new = Area.everything.get(code="E0109")
    assert set(Household.everything.filter(building=new).values_list("door", flat=True)) == {
        "2单元101",
        "2单元102",
        "301",
    }


def test_what_is_closed_leads_to_what_lies_above(territory: Territory, client: Client) -> None:
    client.force_login(territory.account(Post.COMMUNITY_SECRETARY, territory.community))
    address = reverse("leads:territory-act", args=(building(territory).code, "close"))
    done = client.post(address, {"day": "2024-10-29", "basis": BASIS})
    assert done["Location"].endswith(territory.estates[0].code)
    assert client.get(done["Location"]).status_code == 200


def test_only_the_level_above_joins_buildings(territory: Territory) -> None:
    elsewhere = territory.actor(Post.COMMUNITY_SECRETARY, territory.communities[1])
    with pytest.raises(PermissionDenied):
        keeping.merge(
            actor=elsewhere, area=territory.buildings[0], into=building(territory), day=DAY, basis=BASIS
        )
    far = building(territory, "5栋", "E0901", index=1)
    with pytest.raises(ValidationError, match="另一个社区"):
        keeping.merge(area=territory.buildings[0], into=far, **ACT)
    with pytest.raises(ValidationError, match="另一个社区"):
        addresses.put_doors(actor=SYSTEM, households=[door(territory, "101")], building=far, day=DAY)


# --- nothing tears a door ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sections", "large_grids", "estates"])
def test_a_part_of_a_community_takes_its_ground_along_or_stays(territory: Territory, kind: str) -> None:
    household = door(territory, "101")
    area, parent = getattr(territory, kind)[0], territory.communities[1]
    others = {"sections", "large_grids", "estates"} - {kind}
    with pytest.raises(ValidationError) as refused:
        keeping.move(area=area, parent=parent, **ACT)
    words = "".join(refused.value.messages)
    assert "有 1 户被分在两个社区：1栋 101" in words
    for name in others:
        assert getattr(territory, name)[0].name in words
    area.refresh_from_db()
    assert area.parent == territory.communities[0], "nothing half done"
    before = said(territory)
    keeping.move(area=area, parent=parent, along=[getattr(territory, name)[0] for name in others], **ACT)
    assert said(territory) == before
    stay = stay_on(household, DAY)
    assert stay is not None
    parent.refresh_from_db()
    assert stay.neighbourhood.path.startswith(parent.path)
    nothing_is_broken()


def test_of_many_torn_doors_the_buildings_are_named(territory: Territory) -> None:
    for number in range(12):
        door(territory, f"{number + 1}01")
    with pytest.raises(ValidationError, match="有 12 户被分在两个社区：1栋 12 户。"):
        keeping.move(area=territory.sections[0], parent=territory.communities[1], **ACT)


def test_a_group_does_not_go_to_another_community_alone(territory: Territory) -> None:
    door(territory, "101")
    with pytest.raises(ValidationError, match="组不能单独划到别的社区。先在本社区里"):
        keeping.move(area=territory.groups[0], parent=territory.sections[1], **ACT)
    for area, parent in (
        (territory.neighbourhoods[0], territory.groups[1]),
        (territory.micro_grids[0], territory.large_grids[1]),
        (territory.buildings[0], territory.estates[1]),
    ):
        with pytest.raises(ValidationError, match="不能单独划到别的社区"):
            keeping.move(area=area, parent=parent, **ACT)
    keeping.move(area=territory.groups[2], parent=territory.sections[1], **ACT)  # nobody lives there
    nothing_is_broken()


def test_the_way_the_refusal_names_leads_there(territory: Territory) -> None:
    """A group that is to go is made a section of its own ground first, and then goes whole."""
    household, stays = door(territory, "101"), door(territory, "102")
    community = territory.community
    own = {
        kind: open_area(
            actor=SYSTEM, kind=kind, code=f"N{n}", name=f"新{kind.label}", parent=community, day=BEGIN
        )
        for n, kind in enumerate((Kind.SECTION, Kind.LARGE_GRID, Kind.ESTATE))
    }
    group = keeping.add(parent=own[Kind.SECTION], kind=Kind.GROUP, code="NG", name="新组", **ACT)
    near = keeping.add(parent=group, kind=Kind.NEIGHBOURHOOD, code="NN", name="新邻", **ACT)
    grid = keeping.add(parent=own[Kind.LARGE_GRID], kind=Kind.MICRO_GRID, code="NM", name="新微网格", **ACT)
    made = keeping.split(area=territory.buildings[0], code="NB", name="9栋", households=[household], **ACT)
    keeping.move(area=made, parent=own[Kind.ESTATE], **ACT)
    household.refresh_from_db()
    doors.assign(actor=SYSTEM, household=household, neighbourhood=near, micro_grid=grid, day=DAY)
    keeping.move(
        actor=SYSTEM,
        area=own[Kind.SECTION],
        parent=territory.communities[1],
        along=[own[Kind.LARGE_GRID], own[Kind.ESTATE]],
        day=LATER,
        basis=BASIS,
    )
    then, now = stay_on(household, EVE), stay_on(household, LATER)
    assert then is not None
    assert now is not None
    assert (then.neighbourhood, now.neighbourhood) == (territory.neighbourhoods[0], near)
    assert stay_on(stays, LATER) is not None
    nothing_is_broken()


def test_along_goes_what_lies_beside_it_and_is_one_s_own(territory: Territory) -> None:
    street = territory.actor(Post.STREET_OFFICER, territory.streets[0])
    with pytest.raises(ValidationError, match="同一个社区的片"):
        keeping.move(
            area=territory.sections[0], parent=territory.communities[1], along=[territory.estates[2]], **ACT
        )
    act = ACT | {"actor": street}
    with pytest.raises(PermissionDenied):
        keeping.move(area=territory.sections[0], parent=territory.communities[2], **act)
    keeping.move(
        area=territory.sections[0], parent=territory.communities[1], along=[territory.sections[0]], **act
    )


def test_the_street_moves_a_section_with_its_ground_on_the_desk(territory: Territory, client: Client) -> None:
    door(territory, "101")
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    section = territory.sections[0]
    address = reverse("leads:territory-act", args=(section.code, "move"))
    sent: dict[str, Any] = {"into": territory.communities[1].code, "day": "2024-10-29", "basis": BASIS}
    looks = Act.everything.filter(is_look=True).count()
    refused = client.post(address, sent)
    assert refused.status_code == 409
    assert Act.everything.filter(is_look=True).count() == looks + 1, "the doors it names were looked at"
    assert "请连同这些一起划" in refused.content.decode()
    sent["along"] = [territory.estates[0].code, territory.large_grids[0].code]
    assert client.post(address, sent).status_code == 302
    section.refresh_from_db()
    assert section.parent == territory.communities[1]


def test_a_door_is_not_assigned_across_communities(territory: Territory) -> None:
    household = door(territory, "101")
    with pytest.raises(ValidationError, match="同一个社区"):
        doors.assign(
            actor=SYSTEM,
            household=household,
            neighbourhood=territory.neighbourhoods[1],
            micro_grid=territory.micro_grids[0],
            day=DAY,
        )


def test_a_list_for_going_from_door_to_door_says_where_they_stand_today(territory: Territory) -> None:
    into, household = building(territory), door(territory, "101")
    sent = Broadcast.everything.create(
        area=territory.community, kind=BroadcastKind.FLOOD, text="涨水", sent_at=business_now()
    )
    BroadcastDoor.everything.create(
        broadcast=sent,
        household=household,
        building=territory.buildings[0],
        neighbourhood=territory.neighbourhoods[0],
        reached="door",
    )
    numbers = buildings.Numbers(prefix="原1栋")
    keeping.merge(area=territory.buildings[0], into=into, numbers=numbers, **ACT)
    paper = to_html(visiting_list(sent, doors_for(SYSTEM, sent), business_date()))
    assert f"{into.name}</td>" in paper
    assert "原1栋101" in paper
