"""A complaint about a lead begins above that lead, who learns from nowhere who told it."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models.signals import post_init
from django.test import Client
from django.urls import reverse

from linli.access.actor import NOBODY, SYSTEM, Actor, actor_for
from linli.grid.models import Request, RequestAttachment, RequestSubject, Teller
from linli.grid.requests.models import AnswerWay, Source, Wish
from linli.grid.requests.services import answering, intake, looking, moving, tasks
from linli.grid.requests.services.attaching import attach
from linli.grid.requests.services.intake import About, Told
from linli.people.models import Appointment, Post
from linli.people.services import appoint
from tests.grid.requests import Loop, build_loop
from tests.grid.test_request_pages import PNG
from tests.grid.test_sealing import uploads_kind
from tests.territory import BEGIN, Territory

CALLED, PHONE = "李女士", "13912342046"


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    made = build_loop(territory)
    for actor, name in ((made.neighbour, "陈芳菲"), (made.group, "何建军"), (made.section, "罗小平")):
        assert actor.account is not None
        assert actor.account.person is not None
        actor.account.person.name = name
        actor.account.person.save(update_fields=["name"])
    return made


def tell(loop: Loop, text: str, actor: Actor = NOBODY, **about: Any) -> Request:
    values = {"neighbourhood": loop.territory.neighbourhoods[0]} | about
    return intake.tell(
        actor=actor,
        text=text,
        area=loop.territory.community,
        source=Source.RESIDENT,
        told=Told(wish=Wish.NAMED, called=CALLED, phone=PHONE, way=AnswerWay.PHONE),
        about=About(**values),
    )


def kept_from(request: Request) -> set[int]:
    return set(RequestSubject.everything.filter(request=request).values_list("person_id", flat=True))


def person(actor: Actor) -> int:
    assert actor.account is not None
    assert actor.account.person_id is not None
    return actor.account.person_id


@pytest.mark.parametrize(
    ("text", "is_said", "about", "level"),
    [
        ("楼道灯不亮", False, (), "neighbourhood"),
        ("请邻长来看看，楼道灯不亮", False, (), "neighbourhood"),
        ("邻长您好，楼道的灯坏了", False, (), "neighbourhood"),
        ("陈邻长，你好，楼道的灯坏了", False, (), "neighbourhood"),
        ("跟邻长说过了，灯还没有修", False, (), "neighbourhood"),
        ("请陈芳菲来看看", False, (), "neighbourhood"),
        ("请我们第一邻的邻长陈芳菲来看看", False, (), "neighbourhood"),
        ("和组长何建军说过两次，没有下文", False, (), "neighbourhood"),
        ("给邻长打过电话，灯还没有修", False, (), "neighbourhood"),
        ("1栋公布的邻长、组长或片长，名字或电话不对：应该是王桂兰", False, (), "neighbourhood"),
        ("跟邻长说过了，他骂我", False, ("neighbour",), "group"),
        ("给邻长送礼才办事", False, ("neighbour",), "group"),
        ("给邻长塞了两条烟", False, ("neighbour",), "group"),
        ("请不要让邻长知道，楼道堆了东西", False, ("neighbour",), "group"),
        ("跟邻长说过了，邻长不管事", False, ("neighbour",), "group"),
        ("邻长和组长都不管事", False, ("neighbour", "group"), "section"),
        ("邻长好几天没有管事", False, ("neighbour",), "group"),
        ("跟陈芳菲说过了", True, ("neighbour", "group", "section"), "community"),
        ("陈芳菲从来不上门", False, ("neighbour",), "group"),
        ("我们这个邻长从来不上门", False, ("neighbour",), "group"),
        ("组长何建军骂人", False, ("group",), "section"),
        ("邻长和组长一起骗人", False, ("neighbour", "group"), "section"),
        ("片长只认熟人", False, ("section",), "community"),
        ("他从来不上门", True, ("neighbour", "group", "section"), "community"),
        ("邻长从来不上门", True, ("neighbour",), "group"),
    ],
)
def test_it_begins_above_whoever_it_is_about(
    loop: Loop, text: str, is_said: bool, about: tuple[str, ...], level: str
) -> None:
    request = tell(loop, text, is_about_lead=is_said)
    assert kept_from(request) == {person(getattr(loop, each)) for each in about}
    assert request.level == level
    assert request.holder.kind == level


@pytest.mark.parametrize("level", ["street", "district"])
def test_a_lead_is_found_by_name_from_wherever_it_is_told(loop: Loop, level: str) -> None:
    t = loop.territory
    area = t.streets[0] if level == "street" else t.district
    request = intake.tell(actor=NOBODY, text="陈芳菲从来不上门", area=area, source=Source.RESIDENT)
    assert kept_from(request) == {person(loop.neighbour)}


def test_a_namesake_elsewhere_does_not_stand_for_whoever_leads_there(loop: Loop) -> None:
    t = loop.territory
    account = t.account(Post.NEIGHBOUR_LEAD, t.neighbourhoods[1])
    assert account.person is not None
    account.person.name = "高山"
    account.person.save(update_fields=["name"])
    request = intake.tell(
        actor=NOBODY,
        text="住在高山下的那个，从来不上门",
        area=t.streets[0],
        source=Source.RESIDENT,
        about=About(neighbourhood=t.neighbourhoods[0], is_about_lead=True),
    )
    assert request.holder == t.streets[0]
    assert {person(each) for each in (loop.neighbour, loop.group, loop.section)} < kept_from(request)


# --- where the door is not known --------------------------------------------------------------------------
@pytest.fixture
def ticked(loop: Loop) -> Request:
    return tell(loop, "他说话难听，从来不上门", neighbourhood=None, is_about_lead=True)


def test_the_tick_stands_on_the_page_of_whoever_has_it(loop: Loop, ticked: Request, client: Client) -> None:
    assert (ticked.holder, kept_from(ticked)) == (loop.territory.community, set())
    assert loop.community.account is not None
    client.force_login(loop.community.account)
    page = client.get(reverse("requests:request", args=(ticked.ref,))).content.decode()
    assert "报事人说，说的就是邻长、组长或片长" in page
    assert "被反映的三长看不到报事人" in page


@pytest.mark.parametrize("inner", ["sections", "groups", "neighbourhoods"])
def test_with_the_tick_it_comes_down_to_no_lead(
    loop: Loop, ticked: Request, client: Client, inner: str
) -> None:
    to = getattr(loop.territory, inner)[0]
    with pytest.raises(ValidationError, match="答应过交给上一级办"):
        moving.pass_across(actor=loop.community, request=ticked, to=to, words="请看看")
    moving.accept(actor=loop.community, request=ticked, kind=loop.kind)
    with pytest.raises(ValidationError, match="答应过交给上一级办"):
        tasks.dispatch(actor=loop.community, request=ticked, areas=(to,))
    moving.pass_up(actor=loop.community, request=ticked)
    assert not Teller.objects.visible_to(loop.section).exists()


def test_with_the_tick_it_joins_nothing_a_lead_has(loop: Loop, ticked: Request) -> None:
    led = tell(loop, "楼道灯不亮")
    with pytest.raises(ValidationError, match="答应过交给上一级办"):
        moving.merge(actor=loop.community, request=ticked, into=led)


def test_refused_the_form_says_why_and_keeps_the_words(loop: Loop, ticked: Request, client: Client) -> None:
    assert loop.community.account is not None
    client.force_login(loop.community.account)
    sent = {"to": loop.territory.sections[0].code, "words": "请去看看"}
    page = client.post(reverse("requests:act", args=(ticked.ref, "pass-across")), sent).content.decode()
    assert "不能交给" in page
    assert "请去看看" in page


def test_with_the_tick_a_lead_who_is_officer_as_well_does_not_learn_it(loop: Loop) -> None:
    """片长 is 社区干部 as a rule: nobody was named, so that it may be the one who reads it at the community."""
    account, t = loop.section.account, loop.territory
    assert account is not None
    assert account.person is not None
    office = Post.COMMUNITY_OFFICER
    appoint(actor=SYSTEM, person=account.person, post=office, area=t.community, day=BEGIN, basis="测试")
    ticked = tell(loop, "他说话难听，从来不上门", neighbourhood=None, is_about_lead=True)
    assert Request.objects.visible_to(actor_for(account)).filter(pk=ticked.pk).exists()
    assert not Teller.objects.visible_to(actor_for(account)).exists()
    assert Teller.objects.visible_to(loop.community).exists()


@pytest.mark.parametrize(
    ("text", "about"),
    [("我们这个组长骂人", "group"), ("片长只认熟人", "section"), ("邻长不上门", "neighbour")],
)
def test_without_the_tick_whom_it_is_about_is_asked_again_on_the_way(
    loop: Loop, text: str, about: str
) -> None:
    by_hand, given = (tell(loop, text, neighbourhood=None) for _ in range(2))
    assert kept_from(by_hand) == set()
    area = getattr(loop.territory, f"{'neighbourhood' if about == 'neighbour' else about}s")[0]
    moving.pass_across(actor=loop.community, request=by_hand, to=area, words="请看看")
    moving.accept(actor=loop.community, request=given, kind=loop.kind)
    tasks.dispatch(actor=loop.community, request=given, areas=(area,))
    for request in (by_hand, given):
        assert kept_from(request) == {person(getattr(loop, about))}
    assert not Teller.objects.visible_to(getattr(loop, about)).exists()
    moving.pass_up(actor=loop.community, request=by_hand)  # asked once more, nobody is written down twice


def test_who_told_it_is_not_asked_about_on_the_way(loop: Loop) -> None:
    request = loop.tell("我是邻长陈芳菲，楼道灯不亮")
    moving.pass_up(actor=loop.neighbour, request=request)
    moving.pass_up(actor=loop.group, request=request)
    moving.pass_across(
        actor=loop.section, request=request, to=loop.territory.neighbourhoods[0], words="请看看"
    )
    assert kept_from(request) == set()


def test_only_the_lead_it_names_is_read_of_all_there_are(loop: Loop) -> None:
    """Telling is to cost a few milliseconds, however many leads the district has."""
    made: list[object] = []

    def count(instance: object, **_: object) -> None:
        made.append(instance)

    post_init.connect(count, sender=Appointment)
    try:
        request = tell(loop, "楼道灯不亮", neighbourhood=None)
    finally:
        post_init.disconnect(count, sender=Appointment)
    assert (kept_from(request), made) == (set(), [])


def test_only_the_lead_of_that_place_is_meant(loop: Loop) -> None:
    request = tell(loop, "邻长从来不上门", neighbourhood=None)
    assert kept_from(request) == set()
    assert kept_from(tell(loop, "陈芳菲从来不上门", neighbourhood=None)) == {person(loop.neighbour)}


def test_a_lead_who_tells_it_is_not_the_one_it_is_about(loop: Loop) -> None:
    request = loop.tell("我是邻长陈芳菲，楼道灯不亮")
    assert (kept_from(request), request.holder) == (set(), loop.territory.neighbourhoods[0])


def test_the_lead_complained_of_finds_the_teller_nowhere(loop: Loop, client: Client) -> None:
    request = tell(loop, "邻长从来不上门")
    attach(actor=NOBODY, request=request, files=[("门口.png", uploads_kind(), PNG)])
    assert loop.neighbour.account is not None
    client.force_login(loop.neighbour.account)
    assert not Teller.objects.visible_to(loop.neighbour).exists()
    assert not RequestAttachment.objects.visible_to(loop.neighbour).exists()
    assert not RequestSubject.objects.visible_to(loop.neighbour).exists()
    page = client.get(reverse("requests:request", args=(request.ref,))).content.decode()
    for said in (CALLED, PHONE, "139", "报事人</h2>", "照片和录音"):
        assert said not in page
    assert client.get(reverse("requests:phone", args=(request.ref,))).status_code == 404
    with pytest.raises(PermissionDenied):
        looking.see_phone(actor=loop.neighbour, request=request, purpose="answer")


def test_the_level_above_knows_the_teller_and_reads_a_true_sentence(loop: Loop, client: Client) -> None:
    request, plain = tell(loop, "邻长从来不上门"), tell(loop, "楼道灯不亮")
    assert loop.group.account is not None
    client.force_login(loop.group.account)
    page = client.get(reverse("requests:request", args=(request.ref,))).content.decode()
    assert CALLED in page
    assert "被反映的三长看不到报事人" in page
    page = client.get(reverse("requests:request", args=(plain.ref,))).content.decode()
    assert "看不到报事人" not in page


def test_neither_another_post_nor_a_handing_down_shows_it(loop: Loop, client: Client) -> None:
    """A community officer who is section lead as well; and whatever is answered later."""
    account = loop.section.account
    assert account is not None
    assert account.person is not None
    t = loop.territory
    appoint(
        actor=SYSTEM,
        person=account.person,
        post=Post.COMMUNITY_OFFICER,
        area=t.community,
        day=BEGIN,
        basis="测试",
    )
    both = actor_for(account)
    request = tell(loop, "片长只认熟人")
    moving.settle(actor=both, request=request, result="谈过了")
    request.refresh_from_db()
    client.force_login(account)
    for address in (
        reverse("requests:request", args=(request.ref,)),
        reverse("requests:act", args=(request.ref, "answer")),
    ):
        assert CALLED not in client.get(address).content.decode()
    with pytest.raises(PermissionDenied, match="说的是您"):
        answering.answer(actor=both, request=request, text="谈过了。", way=AnswerWay.RECEIPT)
    answering.answer(actor=loop.community, request=request, text="谈过了。", way=AnswerWay.PHONE)
    reply = reverse("request_desk:paper", args=("reply", request.ref, "html"))
    assert client.get(reply).status_code == 404
    assert loop.community.account is not None
    client.force_login(loop.community.account)
    assert CALLED in client.get(reply).content.decode()


def test_who_wrote_it_down_is_hidden_as_well(loop: Loop, client: Client) -> None:
    request = intake.tell(
        actor=loop.group,
        text="邻长从来不上门",
        area=loop.territory.community,
        source=Source.LEAD,
        told=Told(on_behalf=True),
        about=About(neighbourhood=loop.territory.neighbourhoods[0]),
    )
    assert request.level == "group"
    assert loop.neighbour.account is not None
    client.force_login(loop.neighbour.account)
    page = client.get(reverse("requests:request", args=(request.ref,))).content.decode()
    assert loop.group.title not in page


def test_residents_and_workers_may_say_so_with_one_tick(loop: Loop, client: Client) -> None:
    estate = loop.territory.estates[0]
    estate.name = "荣发小区"
    estate.save()
    assert "说的就是邻长、组长或片长" in client.get(reverse("portal:tell")).content.decode()
    client.post(
        reverse("portal:tell"),
        {"text": "他从来不上门", "place": estate.name, "way": "receipt", "about_lead": "on"},
    )
    request = Request.everything.latest("pk")
    assert request.level == "community"
    assert loop.community.account is not None
    client.force_login(loop.community.account)
    client.post(
        reverse("requests:new"),
        {
            "text": "他从来不上门",
            "who": "匿名",
            "source": "telephone",
            "area": loop.territory.neighbourhoods[0].code,
            "way": "receipt",
            "urgency": "usual",
            "sure": "1",
            "about_lead": "on",
        },
    )
    told = Request.everything.latest("pk")
    assert (told.level, len(kept_from(told))) == ("community", 3)


def test_nobody_is_written_down_twice(loop: Loop) -> None:
    request = tell(loop, "邻长从来不上门")
    with pytest.raises(IntegrityError), transaction.atomic():
        RequestSubject.everything.create(request=request, person_id=person(loop.neighbour))
