"""Where a matter lies: the plan and the map, a tap without a script, what is kept, what is shown, who may set it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from linli.access.actor import NOBODY, SYSTEM, Actor, actor_for
from linli.audit.models import Act
from linli.common.coordinates import Shown, shifted
from linli.grid.models import Request, RequestStep, RequestSubject, Teller
from linli.grid.requests import plans, points
from linli.grid.requests.models import AnswerWay, Source
from linli.grid.requests.services import answering, intake, moving
from linli.grid.requests.services.intake import About, Accused
from linli.grid.requests.services.locating import locate, may_locate
from linli.orgs.demo_outlines import polygon
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.services import open_area
from linli.people.models import Household, Post, Stay
from tests.grid.requests import Loop, build_loop
from tests.grid.test_intake_by_worker import sent
from tests.territory import BEGIN, Territory

GROUND = polygon([(113.10, 29.30), (113.20, 29.30), (113.20, 29.40), (113.10, 29.40)])
ESTATE = polygon([(113.12, 29.32), (113.16, 29.32), (113.16, 29.36), (113.12, 29.36)])
HOUSE = polygon([(113.13, 29.33), (113.14, 29.33), (113.14, 29.34), (113.13, 29.34)])


def outline(area: Area, boundary: dict[str, Any]) -> Area:
    Area.everything.filter(pk=area.pk).update(boundary=boundary)
    area.refresh_from_db()
    return area


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


@pytest.fixture
def estate(loop: Loop) -> Area:
    """The first community's estate, with houses of no outline."""
    found = loop.territory.estates[0]
    for n in (12, 3, 2):
        open_area(
            actor=SYSTEM,
            kind=Kind.BUILDING,
            code=f"{found.code}B{n:03d}x",
            name=f"{found.name}{n}栋",
            parent=found,
            day=BEGIN,
        )
    return found


def house(estate: Area, n: int) -> Area:
    return Area.everything.get(parent=estate, name=f"{estate.name}{n}栋")


def at(loop: Loop, place: Area | None = None, **about: Any) -> Request:
    told = loop.tell(place=place, **about)
    return Request.everything.select_related("area", "holder", "place__parent").get(pk=told.pk)


def client_of(actor: Actor) -> Client:
    client = Client()
    assert actor.account is not None
    client.force_login(actor.account)
    return client


def box(drawing: plans.Drawing, area: Area) -> tuple[int, int]:
    """The middle of what is drawn of an area."""
    shape = next(each for each in drawing.shapes if each.area == area)
    xs, ys = [x for x, _ in shape.rings[0]], [y for _, y in shape.rings[0]]
    return round((min(xs) + max(xs)) / 2), round((min(ys) + max(ys)) / 2)


def address(request: Request) -> str:
    return reverse("requests:where", args=(request.ref,))


# --- the drawings -----------------------------------------------------------------------------------------
def test_houses_without_outlines_stand_in_order_of_their_number(loop: Loop, estate: Area) -> None:
    plan = plans.plan_of(at(loop, house(estate, 2)))
    assert plan is not None
    assert [each.label for each in plan.shapes if each.label in ("2栋", "3栋", "12栋")] == [
        "2栋",
        "3栋",
        "12栋",
    ]
    assert [each.label for each in plan.shapes if each.here] == ["2栋"]
    assert "这件事在 2栋" in plan.told
    assert "不是实际方位" in plan.told
    assert plan.scale is None


def test_houses_with_outlines_stand_where_they_are(loop: Loop) -> None:
    t = loop.territory
    outline(t.estates[0], ESTATE), outline(t.buildings[0], HOUSE)
    plan = plans.plan_of(at(loop, t.buildings[0]))
    assert plan is not None
    assert plan.scale is not None
    tap = plan.tapped(*box(plan, t.buildings[0]))
    assert tap is not None
    assert tap.place == t.buildings[0]
    assert tap.point is not None
    assert tap.point == pytest.approx((113.135, 29.335), abs=0.001)


def test_a_tap_between_the_houses_of_a_schematic_plan_says_nothing(loop: Loop, estate: Area) -> None:
    plan = plans.plan_of(at(loop, estate))
    assert plan is not None
    assert plan.tapped(1, 1) is None


def test_there_is_no_drawing_where_nothing_is_known(loop: Loop) -> None:
    assert plans.drawings_of(at(loop)) == []


def test_from_the_drawing_and_back_is_the_same_place(loop: Loop) -> None:
    outline(loop.territory.community, GROUND)
    drawing = plans.map_of(at(loop))
    assert drawing is not None
    assert drawing.scale is not None
    point = (113.1377, 29.3644)
    assert drawing.scale.back(drawing.scale.of(point)) == pytest.approx(point, abs=1e-6)


# --- tapping, through HTTP, without a script ----------------------------------------------------------------
def test_a_tapped_house_is_kept_and_shown_in_words_and_drawn(loop: Loop, estate: Area) -> None:
    request, client = at(loop, estate), client_of(loop.neighbour)
    text = client.get(address(request)).content.decode()
    assert 'type="image" name="plan"' in text
    plan = plans.plan_of(request)
    assert plan is not None
    x, y = box(plan, house(estate, 12))
    assert client.post(address(request), {"plan.x": x, "plan.y": y}).status_code == 302
    request.refresh_from_db()
    assert request.place == house(estate, 12)
    assert request.point is None, "a house in order of its number gives no place on the ground"
    shown = client.get(reverse("requests:request", args=(request.ref,))).content.decode()
    assert "这件事在 12栋，图上加粗的一栋" in shown
    assert 'class="mark"' in shown
    assert RequestStep.everything.filter(request=request, verb="locate").exists()
    assert Act.everything.filter(code="grid.request.located", actor_id=loop.neighbour.account_id).exists()


def test_a_tapped_point_is_kept_in_cgcs2000_whatever_is_shown(
    loop: Loop, estate: Area, settings: Any
) -> None:
    settings.LINLI_SHOWN_COORDINATES = "gcj02"
    outline(loop.territory.community, GROUND), outline(estate, ESTATE)
    request, client = at(loop), client_of(loop.community)
    drawing = plans.map_of(request)
    assert drawing is not None
    assert drawing.scale is not None
    x, y = (round(each) for each in drawing.scale.of((113.14, 29.34)))
    assert client.post(address(request), {"map.x": x, "map.y": y}).status_code == 302
    request.refresh_from_db()
    assert request.point is not None
    assert request.point["crs"] == "CGCS2000"
    assert request.point["schematic"] is True
    assert request.point["coordinates"] == pytest.approx([113.14, 29.34], abs=0.001)
    assert request.place == estate
    text = client.get(reverse("requests:request", args=(request.ref,))).content.decode()
    moved = shifted(tuple(request.point["coordinates"]), Shown.GCJ02)
    assert f"经度 {moved[0]:.5f}，纬度 {moved[1]:.5f}（GCJ-02，只供在地图上查" in text
    assert f"圆点是这件事的位置，在{estate.name}里" in text
    assert 'class="dot"' in text
    settings.LINLI_SHOWN_COORDINATES = "cgcs2000"
    text = client.get(reverse("requests:request", args=(request.ref,))).content.decode()
    assert f"经度 {request.point['coordinates'][0]:.5f}" in text


FAR = "9" * 400


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"plan.x": "0", "plan.y": "0"},
        {"plan.x": "x", "plan.y": "1"},
        {"plan.x": f"-{FAR}", "plan.y": "1"},
        {"plan.x": "1", "plan.y": f"-{FAR}"},
        {"plan.x": FAR, "plan.y": "1"},
        {"plan.x": "-5", "plan.y": "20"},
        {"map.x": f"-{FAR}", "map.y": "1"},
        {"plan.x": "9" * 5000, "plan.y": "1"},
    ],
)
def test_nothing_tapped_comes_back_in_words(loop: Loop, estate: Area, given: dict[str, str]) -> None:
    request = at(loop, estate)
    outline(loop.territory.community, GROUND)
    answer = client_of(loop.neighbour).post(address(request), given)
    assert "请在图上点一下，或在下面选是哪一处" in answer.content.decode()


def test_beside_every_house_comes_back_in_words(loop: Loop, estate: Area) -> None:
    request = at(loop, estate)
    answer = client_of(loop.neighbour).post(address(request), {"plan.x": "1", "plan.y": "1"})
    assert "没有点在哪一栋上" in answer.content.decode()


def test_the_list_does_the_same(loop: Loop, estate: Area) -> None:
    request, client = at(loop), client_of(loop.community)
    assert client.post(address(request), {"place": estate.code}).status_code == 302
    request.refresh_from_db()
    assert request.place == estate


def test_told_and_straight_on_to_the_drawing(loop: Loop) -> None:
    answer = client_of(loop.community).post("/desk/requests/new/", sent(loop, where="1"))
    assert answer["Location"] == address(Request.everything.get())


def test_the_picture_is_an_image_of_the_reader_s_own(loop: Loop, estate: Area) -> None:
    request = at(loop, estate)
    picture = reverse("requests:where-picture", args=(request.ref, "plan"))
    answer = client_of(loop.community).get(picture)
    assert answer["Content-Type"] == "image/svg+xml"
    assert "12栋" in answer.content.decode()
    t = loop.territory
    other = client_of(actor_for(t.account(Post.STREET_OFFICER, t.streets[1])))
    assert other.get(picture).status_code == 404
    assert other.get(address(request)).status_code == 404


# --- the teller -------------------------------------------------------------------------------------------
def test_the_teller_taps_too_and_learns_nothing_else(loop: Loop, estate: Area) -> None:
    request, client = at(loop, estate), Client()
    receipt = Teller.everything.get(request=request).receipt
    page, plan = reverse("portal:where", args=(receipt,)), plans.plan_of(request)
    assert plan is not None
    assert page in client.get(reverse("portal:receipt", args=(receipt,))).content.decode()
    assert "image/svg" in client.get(reverse("portal:where-picture", args=(receipt, "plan")))["Content-Type"]
    x, y = box(plan, house(estate, 3))
    assert client.post(page, {"plan.x": x, "plan.y": y}).status_code == 302
    request.refresh_from_db()
    assert request.place == house(estate, 3)
    assert client.get(reverse("portal:where", args=("zzzzzzzzzz",))).status_code == 404


def test_once_answered_the_place_stands(loop: Loop, estate: Area) -> None:
    request = at(loop, estate)
    request = moving.settle(actor=loop.neighbour, request=request, result="填好了")
    request = answering.answer(actor=loop.neighbour, request=request, text="填好了。", way=AnswerWay.PHONE)
    with pytest.raises(ValidationError, match="位置不再改"):
        locate(actor=NOBODY, request=request, place=estate)
    receipt = Teller.everything.get(request=request).receipt
    assert Client().get(reverse("portal:where", args=(receipt,))).status_code == 404


# --- rules ------------------------------------------------------------------------------------------------
def test_who_may_not(loop: Loop, estate: Area) -> None:
    request, t = at(loop, estate), loop.territory
    other = actor_for(t.account(Post.STREET_OFFICER, t.streets[1]))
    assert not may_locate(other, request)
    with pytest.raises(PermissionDenied):
        locate(actor=other, request=request, place=estate)


def test_what_accuses_has_no_place(loop: Loop) -> None:
    t = loop.territory
    outline(t.district, GROUND)
    request = intake.tell(
        actor=NOBODY,
        text="收钱办事",
        area=t.district,
        source=Source.RESIDENT,
        about=About(accused=Accused(area=t.community), point=points.written((113.15, 29.35))),
    )
    assert request.point is None
    assert plans.drawings_of(request) == []
    with pytest.raises(ValidationError):
        locate(actor=NOBODY, request=request, point=(113.15, 29.35))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda t: {"place": t.estates[1]},
        lambda t: {"place": t.neighbourhoods[0]},
        lambda t: {"point": (113.5, 29.35)},
        lambda t: {"point": (29.35, 113.15)},
        lambda t: {"point": (float("nan"), 29.35)},
    ],
)
def test_places_elsewhere_are_refused(loop: Loop, wrong: Callable[[Territory], dict[str, Any]]) -> None:
    outline(loop.territory.community, GROUND)
    request = at(loop)
    with pytest.raises(ValidationError):
        locate(actor=loop.community, request=request, **wrong(loop.territory))
    request.refresh_from_db()
    assert (request.place, request.point) == (None, None)


@pytest.mark.parametrize(
    "point",
    [
        {"type": "Point", "coordinates": [113.15, 29.35], "crs": "GCJ-02"},
        {"type": "Point", "coordinates": [113.15, 29.35]},
        {"type": "Point", "coordinates": [29.35, 113.15], "crs": "CGCS2000"},
        {"type": "Polygon", "coordinates": [], "crs": "CGCS2000"},
    ],
)
def test_intake_takes_no_point_of_another_system(loop: Loop, point: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        loop.tell(point=point)


def test_another_place_lets_go_of_a_point_that_was_elsewhere(loop: Loop, estate: Area) -> None:
    outline(loop.territory.community, GROUND)
    request = locate(actor=loop.community, request=at(loop), point=(113.15, 29.35))
    assert request.point is not None
    assert locate(actor=loop.community, request=request, place=estate).point is None


# --- another house ----------------------------------------------------------------------------------------
@pytest.fixture
def second(loop: Loop, estate: Area) -> Area:
    """A second group and its neighbourhood in the first section, with a lead; it serves house 12, the first house 2."""
    t = loop.territory
    code = f"{t.sections[0].code}02"
    group = open_area(
        actor=SYSTEM, kind=Kind.GROUP, code=code, name="第二组", parent=t.sections[0], day=BEGIN
    )
    found = open_area(
        actor=SYSTEM, kind=Kind.NEIGHBOURHOOD, code=f"{code}01", name="第二邻", parent=group, day=BEGIN
    )
    for n, neighbourhood in ((2, t.neighbourhoods[0]), (12, found)):
        household = Household.everything.create(building=house(estate, n), door="1单元0101", valid_from=BEGIN)
        Stay.everything.create(
            household=household, neighbourhood=neighbourhood, micro_grid=t.micro_grids[0], valid_from=BEGIN
        )
    return found


def test_at_another_house_it_is_of_another_neighbourhood_and_goes_there(
    loop: Loop, estate: Area, second: Area
) -> None:
    other = actor_for(loop.territory.account(Post.NEIGHBOUR_LEAD, second))
    request = at(loop, house(estate, 2), spot=f"{estate.name} 2 栋 1单元0101")
    assert request.holder == loop.territory.neighbourhoods[0]
    client = client_of(loop.neighbour)
    answer = client.post(address(request), {"place": house(estate, 12).code}, follow=True)
    assert "位置标好了，这件事转到第二邻" in answer.content.decode()
    request.refresh_from_db()
    assert (request.neighbourhood, request.spot) == (second, "")
    assert (request.holder, request.level) == (second, "neighbourhood")
    step = RequestStep.everything.get(request=request, verb="locate")
    assert "邻原来是第一邻，改为第二邻" in step.words
    assert "1单元0101”在别处，不再算" in step.words
    assert (step.holder, step.public) == (second, f"位置改到{house(estate, 12).name}，转给那里的人来办。")
    shown = client_of(other).get(reverse("requests:request", args=(request.ref,))).content.decode()
    assert "第二邻" in shown
    assert shown.count("1单元0101") == 1  # what was written stands in the course alone


def test_what_somebody_has_begun_stays_in_their_hands(loop: Loop, estate: Area, second: Area) -> None:
    request = at(loop, house(estate, 2))
    request = moving.accept(actor=loop.community, request=request, kind=loop.kind)
    moved = locate(actor=loop.community, request=request, place=house(estate, 12))
    assert (moved.neighbourhood, moved.holder) == (second, loop.territory.neighbourhoods[0])


def test_at_a_house_nobody_serves_no_lead_of_elsewhere_has_it(loop: Loop, estate: Area, second: Area) -> None:
    moved = locate(actor=NOBODY, request=at(loop, house(estate, 2)), place=house(estate, 3))
    assert moved.neighbourhood is None
    assert (moved.holder, moved.level) == (loop.territory.community, "community")


def test_a_place_said_more_exactly_changes_nothing_else(loop: Loop, estate: Area, second: Area) -> None:
    first = loop.territory.neighbourhoods[0]
    for place in (house(estate, 2), house(estate, 3), estate):
        moved = locate(actor=loop.neighbour, request=at(loop, estate, spot="电梯口"), place=place)
        assert (moved.neighbourhood, moved.holder, moved.spot) == (first, first, "电梯口")


def test_an_office_keeps_what_it_has(loop: Loop, estate: Area, second: Area) -> None:
    request = at(loop, house(estate, 2), holder=loop.territory.community)
    moved = locate(actor=loop.community, request=request, place=house(estate, 12))
    assert (moved.neighbourhood, moved.holder) == (second, loop.territory.community)


def test_the_lead_of_the_other_house_is_complained_of_there(loop: Loop, estate: Area, second: Area) -> None:
    other = actor_for(loop.territory.account(Post.NEIGHBOUR_LEAD, second))
    told = intake.tell(
        actor=NOBODY,
        text="我们这个邻长从来不上门",
        area=loop.territory.community,
        source=Source.RESIDENT,
        about=About(neighbourhood=loop.territory.neighbourhoods[0], place=house(estate, 2)),
    )
    moved = locate(actor=NOBODY, request=told, place=house(estate, 12))
    about = set(RequestSubject.everything.filter(request=told).values_list("person", flat=True))
    assert other.account is not None
    assert other.account.person_id in about
    assert moved.neighbourhood == second
    assert moved.holder == loop.territory.sections[0]  # the second group has no lead in office
    assert locate(actor=NOBODY, request=moved, place=house(estate, 2)).neighbourhood != second
