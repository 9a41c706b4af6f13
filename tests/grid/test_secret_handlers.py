"""T03: who is accused, called like the accused, or of the unit accused, is no handler; without one it goes outside."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM, Actor, actor_for
from linli.common.clock import business_now, stand_at
from linli.grid.models import Request, RequestAttachment, RequestStep, Teller
from linli.grid.requests.models import Source
from linli.grid.requests.services import intake, sealing, secrets
from linli.grid.requests.services.intake import About, Accused
from linli.orgs.models import Organisation, OrganisationKind
from linli.people.models import Post
from linli.people.services import appoint
from linli.ui.work import gather
from tests.grid.requests import Loop, build_loop
from tests.territory import BEGIN, Territory

Accuse = Callable[..., Request]


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


def handler(loop: Loop, name: str) -> Actor:
    account = loop.territory.account(Post.DISCIPLINE_OFFICER, loop.territory.district)
    assert account.person is not None
    account.person.name = name
    account.person.save(update_fields=["name"])
    return actor_for(account)


def unit(loop: Loop, name: str) -> Organisation:
    found = loop.territory.organisation(loop.territory.district, OrganisationKind.DEPARTMENT)
    found.name = name
    found.save(update_fields=["name"])
    return found


def accuse(client: Client, code: str, text: str = "收了钱不办事", person: str = "") -> Request:
    client.post(reverse("portal:accuse"), {"text": text, "unit": code, "person": person, "way": "receipt"})
    return Request.everything.latest("pk")


def sees(actor: Actor, request: Request) -> bool:
    return Request.objects.visible_to(actor).filter(pk=request.pk).exists()


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("收了钱不办事", "丁卫国"),
        ("收了钱不办事", "丁 卫 国"),
        ("收了钱不办事", "纪检干部丁卫国（男）"),
        ("纪委的丁卫国收了钱不办事", ""),
        ("收了钱不办事", "丁书记"),
        ("收了钱不办事", "丁某某"),
        ("丁书记收了商户的红包", ""),
        ("丁 副 主任收了商户的红包", ""),
        ("王局长和丁书记一起收了红包", "王局长"),
    ],
)
def test_whoever_is_named_stands_aside(loop: Loop, client: Client, text: str, person: str) -> None:
    named, other = handler(loop, "丁卫国"), handler(loop, "方青")
    told = accuse(client, loop.territory.district.code, text, person)
    Teller.everything.get(request=told)
    for rows in (Request, RequestStep, Teller, RequestAttachment):
        assert not rows.objects.visible_to(named).exists()
    assert not secrets.secrets_for(named).exists()
    assert named.account is not None
    client.force_login(named.account)
    assert told.number not in client.get(reverse("secrets:secrets")).content.decode()
    assert client.get(reverse("secrets:secret", args=(told.ref,))).status_code == 404
    if "纪检" not in person and "纪委" not in text:  # what is about the handlers' own organ is nobody's here
        assert sees(other, told)


def test_a_title_alone_means_only_those_of_the_same_place(loop: Loop, client: Client) -> None:
    officer = handler(loop, "丁卫国")
    assert sees(officer, accuse(client, loop.territory.community.code, person="丁书记"))
    assert not sees(officer, accuse(client, loop.territory.community.code, person="丁卫国"))


def test_all_namesakes_stand_aside(loop: Loop, client: Client) -> None:
    one, two = handler(loop, "丁卫国"), handler(loop, "丁卫国")
    told = accuse(client, loop.territory.streets[0].code, person="丁卫国")
    assert not sees(one, told)
    assert not sees(two, told)


def test_a_department_can_be_accused_and_nobody_of_it_handles_it(loop: Loop, client: Client) -> None:
    city, health = unit(loop, "区城市管理局"), unit(loop, "区卫生健康局")
    page = client.get(reverse("portal:accuse")).content.decode()
    assert "区城市管理局" in page
    assert "区直部门" in page
    both = handler(loop, "方青")
    assert both.account is not None
    assert both.account.person is not None
    appoint(
        actor=SYSTEM,
        person=both.account.person,
        post=Post.DEPARTMENT_OFFICER,
        area=loop.territory.district,
        day=BEGIN,
        basis="测试",
        unit=city,
    )
    both, other = actor_for(both.account), handler(loop, "秦岭")
    told = accuse(client, city.ref)
    assert (told.accused_area, told.accused_unit) == (loop.territory.district, city)
    assert not sees(both, told)
    assert sees(other, told)
    assert sees(other, accuse(client, health.ref))
    assert other.account is not None
    client.force_login(other.account)
    assert "区城市管理局" in client.get(reverse("secrets:secrets")).content.decode()


def test_the_organ_of_the_handlers_is_not_its_own_judge(loop: Loop, client: Client) -> None:
    organ, officer = unit(loop, "区纪委监委机关"), handler(loop, "方青")
    assert not sees(officer, accuse(client, organ.ref))
    assert not sees(officer, accuse(client, loop.territory.district.code, person="区纪委的一位干部"))


@pytest.mark.parametrize(
    ("text", "is_about_it"),
    [
        ("区纪委丁书记收了商户的红包", True),
        ("我向区纪委的干部送过红包", True),
        ("他和区纪委勾结", True),
        ("请区纪委丁主任的人退钱", True),
        ("城管队员收钱，请区纪委查一查", False),
        ("向纪委监委反映过，没有下文，书记照样收钱", False),
        ("希望纪检监察机关介入", False),
    ],
)
def test_the_organ_named_in_the_sentence_alone_is_not_its_own_judge_either(
    loop: Loop, client: Client, text: str, is_about_it: bool
) -> None:
    officer, district = handler(loop, "方青"), loop.territory.district.code
    assert sees(officer, accuse(client, district, text)) != is_about_it
    page = client.get(reverse("portal:receipt", args=(Teller.everything.latest("pk").receipt,)))
    assert ("都要回避" in page.content.decode()) == is_about_it


def test_a_sealed_matter_is_searched_for_whom_its_sentence_calls(loop: Loop) -> None:
    named, other = handler(loop, "丁卫国"), handler(loop, "方青")
    request = loop.tell("丁书记收了摊主的钱")
    sealing.seal(actor=loop.neighbour, request=request, accused=Accused(area=loop.territory.district))
    assert (sees(named, request), sees(other, request)) == (False, True)


def test_where_no_handler_is_left_the_teller_is_sent_to_the_level_above(loop: Loop, client: Client) -> None:
    officer = handler(loop, "丁卫国")
    told = accuse(client, loop.territory.streets[0].code, person="丁卫国")
    receipt = reverse("portal:receipt", args=(told.teller.receipt,))
    page = client.get(receipt).content.decode()
    assert "12388" in page
    assert "都要回避" in page
    assert "专门办理检举控告的人员" not in page
    other = handler(loop, "方青")  # appointed since
    page = client.get(receipt).content.decode()
    assert "都要回避" not in page
    assert "专门办理检举控告的人员" in page
    assert (sees(officer, told), sees(other, told)) == (False, True)


def test_sealed_later_whom_the_worker_names_stands_aside_too(loop: Loop, client: Client) -> None:
    named, other = handler(loop, "丁卫国"), handler(loop, "方青")
    for values in ({"person": "丁卫国", "words": ""}, {"person": "", "words": "对方点名丁卫国"}):
        request = loop.tell("有人收了摊主的钱")
        assert loop.neighbour.account is not None
        client.force_login(loop.neighbour.account)
        address = reverse("branches:branch", args=(request.ref, "seal"))
        client.post(address, {"unit": loop.territory.community.code, **values})
        request.refresh_from_db()
        assert request.is_accusation
        assert (sees(named, request), sees(other, request)) == (False, True)


def test_the_page_says_exactly_who_stands_aside(loop: Loop, client: Client) -> None:
    officer = handler(loop, "方青")
    assert officer.account is not None
    client.force_login(officer.account)
    page = client.get(reverse("secrets:secrets")).content.decode()
    assert "点到您名字的（同名的也算）" in page
    assert "涉及您本人、您单位和上下级的" not in page


# --- what the handler owes --------------------------------------------------------------------------------
def test_the_handler_is_reminded_and_sees_what_is_late(loop: Loop, client: Client) -> None:
    officer, t = handler(loop, "方青"), loop.territory
    told = intake.tell(
        actor=SYSTEM,
        text="书记私收摊位费",
        area=t.community,
        source=Source.RESIDENT,
        about=About(accused=Accused(area=t.community)),
    )
    stand_at(business_now() + timedelta(days=20))
    work = gather(officer, business_now())
    assert work.first is not None
    assert (work.count, work.late) == (1, 1)
    assert work.first.address == reverse("secrets:secret", args=(told.ref,))
    assert "摊位费" not in work.first.what  # a first page is seen over a shoulder
    assert officer.account is not None
    client.force_login(officer.account)
    for address in (reverse("secrets:secrets"), reverse("secrets:secret", args=(told.ref,))):
        assert "超 " in client.get(address).content.decode()
    secrets.transfer(actor=officer, request=told, to="市纪委监委")
    told.refresh_from_db()
    secrets.answer(actor=officer, request=told, text="已经移送。")
    assert gather(officer, business_now()).count == 0


def test_nobody_else_is_reminded_of_it(loop: Loop) -> None:
    handler(loop, "方青")
    t = loop.territory
    about = About(accused=Accused(area=t.community))
    intake.tell(actor=SYSTEM, text="私收", area=t.community, source=Source.RESIDENT, about=about)
    for actor in (loop.community, loop.street, loop.district):
        assert gather(actor, business_now()).count == 0


def test_sealing_by_hand_takes_the_department(loop: Loop) -> None:
    city, officer = unit(loop, "区城市管理局"), handler(loop, "方青")
    request = loop.tell("有人收了摊主的钱")
    about = Accused(area=city.area, unit=city, name="王某")
    sealing.seal(actor=loop.neighbour, request=request, accused=about)
    request.refresh_from_db()
    assert (request.accused_unit, request.accused_name) == (city, "王某")
    step = RequestStep.objects.visible_to(officer).get(request=request, verb="seal")
    assert "区城市管理局王某" in step.words
