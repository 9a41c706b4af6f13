"""Two communities, two streets become one: what was counted before stands, what is counted after adds up."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM, actor_for
from linli.common.quality import all_checks
from linli.grid.leads import boards
from linli.grid.leads import territory as keeping
from linli.grid.models import NoticeBoard, PetitionReview, Request, RequestTask
from linli.grid.requests import selectors
from linli.grid.requests.models import Round, Source
from linli.grid.requests.services import intake, moving
from linli.indicators.compute import figures, figures_by
from linli.indicators.period import Period
from linli.indicators.registry import all_indicators, further_indicators
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, AreaAct, AreaChange, Placement
from linli.orgs.services import close_area, open_area
from linli.people.models import Appointment, Post, Stay
from linli.people.services import leave_post
from tests.facilities import rows as premises
from tests.grid import rows
from tests.mediation import rows as cases
from tests.stations import rows as stations
from tests.territory import BEGIN, Territory

DAY = date(2024, 10, 29)
BASIS = "区政府批复（2024年10月28日）"
BEFORE = Period(date(2024, 1, 1), date(2024, 10, 28))
AFTER = Period(date(2024, 10, 30), date(2024, 10, 30))
SINCE = Period(date(2024, 1, 1), date(2024, 10, 30))


@pytest.fixture
def full(territory: Territory, standing_clock: datetime) -> Territory:
    """Something of several rooms in the first two communities, stocks and flows alike."""
    for index in (0, 1):
        community = territory.communities[index]
        territory.household(index)
        rows.lead(territory, appointment=rows.appointment(territory, index=index))
        rows.appointment(territory, Post.SECTION_LEAD, index)
        premises.premises(territory, community=community)
        stations.station(territory, community=community)
        cases.closed_case(territory, community=community)
        told = intake.tell(actor=SYSTEM, text="路灯不亮", area=community, source=Source.COUNTER)
        Request.everything.filter(pk=told.pk).update(told_on=date(2024, 6, 3))
    return territory


def _all(area: Area, period: Period) -> dict[str, object]:
    return {code: found.value for code, found in figures(area, period, _codes()).items()}


def _codes() -> list[str]:
    return [each.code for each in (*all_indicators(), *further_indicators())]


def _by(area: Area, period: Period, kind: Kind) -> dict[str, list[tuple[int, object]]]:
    found = figures_by(area, period, kind, _codes())
    return {
        code: [(line.area.pk if line.area else 0, line.figure.value) for line in lines if line.figure.value]
        for code, lines in found.items()
    }


def _asked(territory: Territory) -> dict[str, Any]:
    trunk = [territory.district, *territory.streets, *territory.communities]
    said: dict[str, Any] = {area.code: _all(area, BEFORE) for area in trunk}
    said["by street"] = _by(territory.district, BEFORE, Kind.STREET)
    said["by community"] = _by(territory.district, BEFORE, Kind.COMMUNITY)
    return said


def intaken(territory: Territory) -> Request:
    """Another matter told in the first community."""
    return intake.tell(actor=SYSTEM, text="路灯不亮", area=territory.community, source=Source.TELEPHONE)


def _nothing_is_broken() -> None:
    own = ("orgs.", "people.household")
    assert {c.code: list(c.find()) for c in all_checks() if c.code.startswith(own) and list(c.find())} == {}


def test_two_communities_become_one_and_the_past_stands(full: Territory) -> None:
    area, into = full.communities[:2]
    before = _asked(full)
    assert before[area.code]["grid.requests_told"] == 1
    district = _all(full.district, AFTER)
    today = [_all(each, AFTER) for each in (area, into)]
    keeping.merge(actor=SYSTEM, area=area, into=into, day=DAY, basis=BASIS)
    assert _asked(full) == before
    assert _all(full.district, AFTER) == district, "nothing is lost to the district"
    into.refresh_from_db()
    now = _all(into, AFTER)
    for code in (
        "grid.households_served",
        "grid.neighbour_leads",
        "grid.section_leads",
        "grid.requests_open",
    ):
        assert now[code] == today[0][code] + today[1][code], code  # type: ignore[operator]
    assert [
        code for code, lines in _by(full.district, AFTER, Kind.COMMUNITY).items() if (area.pk in dict(lines))
    ] == []
    area.refresh_from_db()
    assert area.valid_to == DAY
    (change,) = AreaChange.everything.filter(act=AreaAct.MERGED)
    assert (change.area, change.other, change.basis) == (area, into, BASIS)
    _nothing_is_broken()


def test_two_streets_become_one_and_the_past_stands(full: Territory) -> None:
    area, into = full.streets
    before = _asked(full)
    district = _all(full.district, AFTER)
    keeping.merge(actor=SYSTEM, area=area, into=into, day=DAY, basis=BASIS)
    assert _asked(full) == before
    assert _all(full.district, AFTER) == district
    into.refresh_from_db()
    assert _all(into, AFTER)["grid.households_served"] == 2
    assert _all(into, SINCE)["grid.requests_told"] == 0, "told before it was one"
    assert _all(full.district, SINCE)["grid.requests_told"] == 2
    for community in full.communities:
        community.refresh_from_db()
        assert community.parent == into
    _nothing_is_broken()


def test_merged_once_more_nothing_is_lost(full: Territory) -> None:
    first, second = full.communities[:2]
    third = open_area(
        actor=SYSTEM, kind=Kind.COMMUNITY, code="430602001003", name="第三", parent=full.streets[0], day=BEGIN
    )
    before = _asked(full)
    keeping.merge(actor=SYSTEM, area=first, into=second, day=date(2024, 10, 29), basis=BASIS)
    keeping.merge(actor=SYSTEM, area=second, into=third, day=date(2024, 10, 30), basis=BASIS)
    assert _asked(full) == before
    third.refresh_from_db()
    assert _all(third, AFTER)["grid.requests_open"] == 2
    _nothing_is_broken()


def test_what_is_closed_takes_what_it_swallowed_with_it(full: Territory) -> None:
    area = full.buildings[2]
    into = open_area(
        actor=SYSTEM, kind=Kind.BUILDING, code="E0199", name="9栋", parent=full.estates[2], day=BEGIN
    )
    keeping.merge(actor=SYSTEM, area=area, into=into, day=DAY, basis=BASIS)
    into.refresh_from_db()
    keeping.close(actor=SYSTEM, area=into, day=date(2024, 10, 30), basis=BASIS)
    assert not Placement.everything.filter(area__in=[area, into], valid_to__isnull=True).exists()


def test_the_new_community_goes_on_with_the_open_matters_and_sees_the_old_ones(full: Territory) -> None:
    area, into = full.communities[:2]
    request = Request.everything.get(area=area)
    keeping.merge(actor=SYSTEM, area=area, into=into, day=DAY, basis=BASIS)
    request.refresh_from_db()
    assert (request.area, request.holder) == (area, into), "where it was told stays, who has it follows"
    actor = actor_for(full.account(Post.COMMUNITY_OFFICER, into))
    assert Request.objects.visible_to(actor).filter(pk=request.pk).exists()
    section = full.sections[1]
    request = moving.pass_across(actor=actor, request=request, to=section, words="请片里看看")
    assert (request.area, request.holder) == (area, section)
    request = moving.pass_up(actor=actor, request=request)
    assert request.holder == into


def test_what_the_old_community_owed_its_heir_owes(full: Territory, standing_clock: datetime) -> None:
    area, into = full.communities[:2]
    request = Request.everything.get(area=area)
    review = PetitionReview.everything.create(
        request=request, round=Round.REVIEW, organ=area, asked_on=date(2024, 10, 8), words="不服答复"
    )
    part = RequestTask.everything.create(
        request=request, area=area, asked="清理楼道", given_at=standing_clock
    )
    keeping.merge(actor=SYSTEM, area=area, into=into, day=DAY, basis=BASIS)
    review.refresh_from_db()
    part.refresh_from_db()
    assert (review.organ, part.area) == (into, into)
    actor = actor_for(full.account(Post.COMMUNITY_OFFICER, into))
    assert part in selectors.tasks_for(actor)


def test_of_two_parts_of_one_matter_the_heir_s_own_goes_on(full: Territory, standing_clock: datetime) -> None:
    area, into = full.communities[:2]
    request = Request.everything.get(area=area)
    given = {"request": request, "asked": "清理楼道", "given_at": standing_clock}
    theirs, own, done = (
        RequestTask.everything.create(area=area, **given),
        RequestTask.everything.create(area=into, **given),
        RequestTask.everything.create(
            area=area, request=intaken(full), asked="看看", given_at=standing_clock
        ),
    )
    assert keeping.parts_owed(area, DAY) == 2
    keeping.merge(actor=SYSTEM, area=area, into=into, day=DAY, basis=BASIS)
    for each in (theirs, own, done):
        each.refresh_from_db()
    assert (theirs.state, own.state) == ("recalled", "given")
    assert theirs.words.startswith(f"{area.name}并入")
    assert done.area == into
    assert keeping.parts_owed(area, DAY) == 0


def test_boards_of_both_estates_hang_on(full: Territory, client: Client) -> None:
    into = full.estates[0]
    area = open_area(
        actor=SYSTEM, kind=Kind.ESTATE, code="E02", name="建设小区", parent=full.community, day=BEGIN
    )
    made = [
        boards.register(
            actor=SYSTEM,
            estate=each,
            place="南门",
            office_phone="0730-8610000",
            supervision_phone="0730-8619999",
            day=BEGIN,
        )
        for each in (into, area)
    ]
    keeping.merge(actor=SYSTEM, area=area, into=into, day=DAY, basis=BASIS)
    places = NoticeBoard.everything.filter(estate=into, valid_to__isnull=True).values_list("place", flat=True)
    assert sorted(places) == ["南门", "南门（原建设小区）"]
    answer = client.get(reverse("boards:board", args=(made[1].ref,)))
    heir = NoticeBoard.everything.get(place="南门（原建设小区）")
    assert answer["Location"] == reverse("boards:board", args=(heir.ref,)), (
        "the code on the old print still leads on"
    )


def test_a_board_taken_down_says_so(full: Territory, client: Client) -> None:
    board = boards.register(
        actor=SYSTEM, estate=full.estates[0], place="南门", office_phone="0730-8610000",
        supervision_phone="0730-8619999", day=BEGIN,
    )  # fmt: skip
    boards.remove(actor=SYSTEM, board=board, day=DAY)
    answer = client.get(reverse("boards:board", args=(board.ref,)))
    assert answer.status_code == 410
    assert "已经撤除" in answer.content.decode()


def _moved_before_it_began(territory: Territory) -> None:
    keeping.move(
        actor=SYSTEM,
        area=territory.communities[0],
        parent=territory.streets[1],
        day=date(2019, 1, 1),
        basis=BASIS,
    )


REFUSED: dict[str, tuple[Callable[[Territory], object], str]] = {
    "across communities": (
        lambda t: keeping.merge(
            actor=SYSTEM, area=t.neighbourhoods[0], into=t.neighbourhoods[1], day=DAY, basis=BASIS
        ),
        "另一个社区",
    ),
    "into itself": (
        lambda t: keeping.merge(actor=SYSTEM, area=t.groups[0], into=t.groups[0], day=DAY, basis=BASIS),
        "同一类",
    ),
    "a neighbourhood under a section": (
        lambda t: keeping.move(
            actor=SYSTEM, area=t.neighbourhoods[0], parent=t.sections[1], day=DAY, basis=BASIS
        ),
        "不能划到",
    ),
    "moved before it stood there": (_moved_before_it_began, "不能更早"),
    "closed with doors": (
        lambda t: keeping.close(actor=SYSTEM, area=t.neighbourhoods[0], day=DAY, basis=BASIS),
        "不能撤销",
    ),
    "a community torn in two": (
        lambda t: keeping.split(
            actor=SYSTEM,
            area=t.communities[0],
            code="430602001009",
            name="新社区",
            day=DAY,
            basis=BASIS,
            children=[t.sections[0]],
        ),
        "整块一起",
    ),
    "without a basis": (
        lambda t: keeping.split(
            actor=SYSTEM,
            area=t.sections[0],
            code="P9",
            name="新片",
            day=DAY,
            basis=" ",
            children=[t.groups[0]],
        ),
        "依据",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_break_the_trees_is_refused_and_nothing_is_half_done(full: Territory, name: str) -> None:
    act, words = REFUSED[name]
    before = list(Placement.everything.order_by("pk").values_list("area", "path", "valid_from", "valid_to"))
    with pytest.raises(ValidationError, match=words):
        act(full)
    assert (
        list(Placement.everything.order_by("pk").values_list("area", "path", "valid_from", "valid_to"))
        == before
    )
    _nothing_is_broken()


def test_a_community_splits_with_its_ground(full: Territory) -> None:
    area = full.communities[0]
    made = keeping.split(
        actor=SYSTEM,
        area=area,
        code="430602001009",
        name="新社区",
        day=DAY,
        basis=BASIS,
        children=[full.sections[0], full.large_grids[0], full.estates[0]],
    )
    assert (_all(made, AFTER)["grid.households_served"], _all(area, AFTER)["grid.households_served"]) == (
        1,
        0,
    )
    assert _all(area, BEFORE)["grid.households_served"] == 1
    _nothing_is_broken()


def test_doors_of_the_neighbourhoods_are_those_of_the_group(full: Territory) -> None:
    """Σ户 of the neighbourhoods is the group's, before and after a split and a merge (T01)."""
    household, area = full.household(), full.neighbourhoods[0]
    made = keeping.split(
        actor=SYSTEM,
        area=area,
        code="P010102",
        name="第二邻",
        day=date(2024, 10, 28),
        basis=BASIS,
        doors=[Stay.everything.get(household=household)],
    )
    keeping.merge(actor=SYSTEM, area=area, into=made, day=DAY, basis=BASIS)
    for day in (date(2024, 10, 27), date(2024, 10, 28), DAY):
        stays = Stay.everything.filter(valid_from__lte=day).exclude(valid_to__lte=day)
        own = stays.filter(neighbourhood__path__under=full.groups[0].path)
        assert own.count() == own.values("household").distinct().count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Stay.everything.create(
            household=household,
            neighbourhood=full.neighbourhoods[1],
            micro_grid=full.micro_grids[0],
            valid_from=DAY,
        )


def test_a_closed_code_may_be_given_again_and_an_open_one_not(full: Territory) -> None:
    parent = full.sections[2]
    made = keeping.add(
        actor=SYSTEM, parent=parent, kind=Kind.GROUP, code="X1", name="二组", day=BEGIN, basis=BASIS
    )
    with pytest.raises(ValidationError):
        keeping.add(
            actor=SYSTEM, parent=parent, kind=Kind.GROUP, code="X1", name="三组", day=DAY, basis=BASIS
        )
    close_area(actor=SYSTEM, area=made, day=DAY, basis=BASIS)
    keeping.add(actor=SYSTEM, parent=parent, kind=Kind.GROUP, code="X1", name="三组", day=DAY, basis=BASIS)


SQUARE = {"type": "Polygon", "coordinates": [[[113.1, 29.3], [113.2, 29.3], [113.2, 29.4], [113.1, 29.3]]]}


def test_an_outline_is_sent_as_a_file_or_as_points_and_drawn(full: Territory, client: Client) -> None:
    area = full.estates[0]
    client.force_login(full.account(Post.COMMUNITY_SECRETARY, full.community))
    address = reverse("leads:territory-act", args=(area.code, "outline"))
    page = client.get(address).content.decode()
    assert 'enctype="multipart/form-data"' in page
    when = {"day": "2024-10-29", "basis": BASIS}
    wrong = client.post(address, {**when, "file": SimpleUploadedFile("a.geojson", b'{"type": "Point"}')})
    assert wrong.status_code == 409
    assert "Polygon" in wrong.content.decode()
    assert client.post(address, when).status_code == 409
    file = SimpleUploadedFile("a.geojson", json.dumps(SQUARE).encode())
    assert client.post(address, {**when, "file": file}).status_code == 302
    area.refresh_from_db()
    assert area.boundary == SQUARE
    points = "113.1,29.3\n113.2,29.3\n113.2,29.41"
    assert client.post(address, {**when, "points": points}).status_code == 302
    change = AreaChange.everything.filter(act=AreaAct.OUTLINED).latest("pk")
    assert change.outline_before == SQUARE
    assert "<svg" in client.get(reverse("desk:area", args=(area.code,))).content.decode()


def test_the_district_merges_on_the_desk(full: Territory, client: Client) -> None:
    client.force_login(full.account(Post.DISTRICT_OFFICER, full.district))
    area, into = full.streets
    address = reverse("leads:territory-act", args=(area.code, "merge"))
    sent = {"into": into.code, "day": "2024-10-29", "basis": BASIS}
    officer = full.account(Post.STREET_OFFICER, area)
    refused = client.post(address, sent)
    assert refused.status_code == 409
    assert "安全管理员" in refused.content.decode()
    held = Appointment.everything.get(person=officer.person)
    leave_post(actor=SYSTEM, appointment=held, day=DAY, reason="街道合并")
    assert client.post(address, sent).status_code == 302
    area.refresh_from_db()
    assert area.valid_to == DAY
