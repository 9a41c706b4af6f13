"""The residents' site over HTTP: doors, whom to turn to, telling a matter, what became of it."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.common.clock import business_now, stand_at
from linli.grid.models import Request, Teller
from linli.grid.requests.models import AnswerWay, RequestAttachment, Verdict, Wish
from linli.grid.requests.privacy import RULES
from linli.grid.requests.services import answering, moving, texting
from linli.people.models import Appointment, Post, Purpose
from linli.people.services import give_consent, keep_phone
from linli.portal import doors
from linli.portal.places import found
from tests.common.pictures import JPEG_WITH_A_PLACE, PLACE
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory

SAID = "5栋前面的污水井又返水了"
NUMBER = "13812342046"


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


@pytest.fixture
def client(loop: Loop, settings: Any, tmp_path: Path) -> Client:
    settings.MEDIA_ROOT = tmp_path
    settings.LINLI_HOME = tmp_path
    return Client()


def told(client: Client, **given: Any) -> Teller:
    """Told through the page, and its receipt opened."""
    answer = client.post(reverse("portal:tell"), {"text": SAID, "way": "receipt", **given})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Teller.everything.select_related("request").get(receipt=answer["Location"].split("/")[-2])


def page(client: Client, teller: Teller) -> str:
    return client.get(reverse("portal:receipt", args=(teller.receipt,))).content.decode()


# --- the first page ---------------------------------------------------------------------------------------
def test_home_has_seven_doors_and_no_number_nobody_set(client: Client, settings: Any) -> None:
    home = client.get("/").content.decode()
    for words in (
        "找我的邻长",
        "报一件事",
        "办到哪了",
        "公示与账目",
        "议事与表决",
        "断是非",
        "驿站与就业",
        "长辈版",
    ):
        assert words in home
    assert 'href="/phone/"' in home
    assert "tel:" not in home
    settings.LINLI_PUBLIC_PHONES = {"430602": "0730-1234567"}
    assert "tel:07301234567" in client.get("/").content.decode()


def test_workers_go_on_to_the_desk(client: Client, loop: Loop) -> None:
    assert loop.community.account is not None
    client.force_login(loop.community.account)
    assert client.get("/")["Location"] == "/desk/"


def test_large_type_is_a_link_and_has_eight_choices(client: Client) -> None:
    assert client.get("/elder/on/?next=/tell/")["Location"] == "/tell/"
    home = client.get("/").content.decode()
    assert "data-elder" in home
    nav = home.split('class="ll-elders"')[1].split("</nav>")[0]
    assert nav.count("<a ") == 8
    assert client.get("/elder/off/?next=https://elsewhere.example/")["Location"] == "/"
    assert client.get("/elder/perhaps/").status_code == 404


@pytest.mark.parametrize("door", doors.DOORS, ids=lambda door: door.key)
def test_a_door_without_pages_says_what_is_there(client: Client, door: doors.Door) -> None:
    shown = client.get(reverse("portal:door", args=(door.key,))).content.decode()
    assert door.how in shown
    assert "全区到现在" in shown


def test_an_unknown_door_is_none(client: Client) -> None:
    assert client.get("/doors/nothing/").status_code == 404


# --- whom to turn to --------------------------------------------------------------------------------------
def lead(loop: Loop, post: Post = Post.NEIGHBOUR_LEAD) -> Any:
    actor = {Post.NEIGHBOUR_LEAD: loop.neighbour, Post.GROUP_LEAD: loop.group}[post]
    assert actor.account is not None
    return actor.account.person


def test_name_and_number_stand_there_with_consent_only(client: Client, loop: Loop, settings: Any) -> None:
    person, area = lead(loop), loop.territory.neighbourhoods[0]
    person.name = "刘桂兰"
    person.save()
    keep_phone(owner=person, number=NUMBER)
    address = reverse("portal:lead", args=(area.code,))
    shown = client.get(address).content.decode()
    assert "刘邻长" in shown
    assert person.name not in shown
    assert NUMBER not in shown
    settings.LINLI_PUBLIC_PHONES = {loop.territory.community.code: "0730-7654321"}
    assert "0730-7654321" in client.get(address).content.decode()
    give_consent(
        actor=SYSTEM,
        person=person,
        purpose=Purpose.SHOW_ON_BOARD,
        text_version="2023-03",
        way="paper",
        day=date(2024, 10, 1),
    )
    shown = client.get(address).content.decode()
    assert person.name in shown
    assert NUMBER in shown


def test_the_group_lead_stands_in_and_it_is_said(client: Client, loop: Loop) -> None:
    area = loop.territory.neighbourhoods[0]
    Appointment.everything.filter(area=area, post=Post.NEIGHBOUR_LEAD).update(valid_to=date(2024, 1, 2))
    shown = client.get(reverse("portal:lead", args=(area.code,))).content.decode()
    assert "邻长正在补选，现在由组长代管" in shown


def test_a_place_is_found_by_building_community_and_pinyin(client: Client, loop: Loop) -> None:
    t = loop.territory
    community, estate, building = t.communities[0], t.estates[0], t.buildings[0]
    community.name, estate.name, building.name = "高山坡社区", "荣发小区", "3栋"
    for area in (community, estate, building):
        area.save()
    assert [each.area for each in found("荣发 3 栋")] == [building]
    assert [each.area for each in found("荣发小区")] == [estate]
    assert [each.area for each in found("高山坡")] == [community]
    assert [each.area for each in found("gsp")] == [community]
    assert [each.area for each in found("gaoshanpo")] == [community]
    assert found("没有这个地方") == []
    assert found("") == []
    answer = client.post(reverse("portal:leads"), {"q": "gsp"})
    assert answer["Location"] == reverse("portal:lead", args=(community.code,))
    assert t.sections[0].name in client.get(answer["Location"]).content.decode()


def test_a_door_leads_to_its_neighbourhood_and_is_never_told(client: Client, loop: Loop) -> None:
    t = loop.territory
    household = t.household(0)
    household.door, household.contact_name = "2单元401", "不该看到"
    household.save()
    estate, building = t.estates[0], household.building
    estate.name, building.name = "荣发小区", "3栋"
    estate.save()
    building.save()
    answer = client.post(reverse("portal:leads"), {"q": "荣发3栋2单元401"})
    assert answer["Location"] == reverse("portal:lead", args=(t.neighbourhoods[0].code,))
    for code in (t.neighbourhoods[0].code, building.code, estate.code, t.communities[0].code):
        shown = client.get(reverse("portal:lead", args=(code,))).content.decode()
        assert "401" not in shown
        assert "不该看到" not in shown


def test_asking_door_after_door_ends(client: Client) -> None:
    answers = [client.post(reverse("portal:leads"), {"q": "荣发3栋"}).status_code for _ in range(62)]
    assert answers[0] == 200
    assert answers[-1] == 429


@pytest.mark.parametrize("code", ["nothing", "430602"])
def test_no_page_of_a_place_that_has_no_leads(client: Client, code: str) -> None:
    assert client.get(reverse("portal:lead", args=(code,))).status_code == 404


# --- telling ----------------------------------------------------------------------------------------------
def test_one_sentence_is_enough(client: Client, loop: Loop) -> None:
    teller = told(client)
    request = teller.request
    assert (request.text, request.area, request.source) == (SAID, loop.territory.district, "resident")
    assert (teller.wish, teller.phone_sealed) == (Wish.ANONYMOUS, None)
    shown = page(client, teller)
    assert request.number in shown
    assert teller.receipt in shown
    assert "<svg" in shown.split("ll-qr")[1]
    assert "已经收到" in shown


def test_it_begins_where_it_is(client: Client, loop: Loop) -> None:
    estate = loop.territory.estates[0]
    estate.name = "荣发小区"
    estate.save()
    request = told(client, place="荣发").request
    assert (request.area, request.place) == (loop.territory.community, estate)
    elsewhere = told(client, place="河边那棵树下").request
    assert (elsewhere.area, elsewhere.spot) == (loop.territory.district, "河边那棵树下")


def test_of_several_places_one_is_chosen(client: Client, loop: Loop) -> None:
    for estate in loop.territory.estates[:2]:
        estate.name = "荣发小区"
        estate.save()
    asked = client.post(reverse("portal:tell"), {"text": SAID, "place": "荣发", "way": "receipt"})
    assert asked.status_code == 200
    assert "请选是哪一处" in asked.content.decode()
    second = loop.territory.estates[1]
    assert told(client, place="荣发", chosen=second.code).request.place == second
    assert told(client, place="荣发", chosen="none").request.place is None


def test_sent_twice_it_is_told_once(client: Client) -> None:
    key = re.findall(r'name="key" value="([^"]+)"', client.get(reverse("portal:tell")).content.decode())[0]
    assert told(client, key=key) == told(client, key=key)
    assert Request.everything.count() == 1


def test_a_machine_leaves_nothing(client: Client) -> None:
    answer = client.post(reverse("portal:tell"), {"text": SAID, "way": "receipt", "website": "x"})
    assert answer.status_code == 302
    assert not Request.everything.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": ""}, "请用一句话说出了什么事"),
        ({"text": "好" * 501}, "最多 500 个字"),
        ({"way": "phone"}, "请留一个号码"),
        ({"way": "message", "phone": "07308881234"}, "座机收不到短信"),
        ({"phone": "123"}, "11 位手机号"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Client, given: dict[str, str], said: str
) -> None:
    answer = client.post(reverse("portal:tell"), {"text": SAID, "way": "receipt", **given})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Request.everything.exists()


def test_from_one_address_there_is_a_limit(client: Client) -> None:
    for _ in range(10):
        told(client)
    answer = client.post(reverse("portal:tell"), {"text": SAID, "way": "receipt"})
    assert answer.status_code == 429
    assert SAID in answer.content.decode()


def test_danger_is_led_to_the_police_first(client: Client) -> None:
    assert "110" in client.get(reverse("portal:tell")).content.decode()
    assert "如果现在有危险" in page(client, told(client, text="楼下有人打架"))
    assert "如果现在有危险" not in page(client, told(client))


def test_photographs_lose_where_they_were_taken(client: Client, tmp_path: Path) -> None:
    photo = SimpleUploadedFile("井.jpg", JPEG_WITH_A_PLACE, content_type="image/jpeg")
    teller = told(client, photos=photo)
    kept = RequestAttachment.everything.get(request=teller.request)
    data = (tmp_path / kept.key[:2] / kept.key).read_bytes()
    assert PLACE in JPEG_WITH_A_PLACE
    assert PLACE not in data
    assert data.startswith(b"\xff\xd8")


def test_five_photographs_are_too_many(client: Client) -> None:
    photos = [SimpleUploadedFile(f"{n}.jpg", JPEG_WITH_A_PLACE) for n in range(5)]
    answer = client.post(reverse("portal:tell"), {"text": SAID, "way": "receipt", "photos": photos})
    assert "最多 4 个文件" in answer.content.decode()


# --- accusations ------------------------------------------------------------------------------------------
def test_an_accusation_goes_past_the_accused(client: Client, loop: Loop) -> None:
    street = loop.territory.streets[0]
    assert "密封" in client.get(reverse("portal:accuse")).content.decode()
    answer = client.post(
        reverse("portal:accuse"),
        {"text": "收了钱不办事", "unit": street.code, "person": "王某", "way": "receipt"},
    )
    teller = Teller.everything.select_related("request").get(receipt=answer["Location"].split("/")[-2])
    request = teller.request
    assert (request.is_accusation, request.accused_area) == (True, street)
    assert "王某" in request.text
    for actor in (loop.street, loop.community, loop.neighbour):
        assert not Request.objects.visible_to(actor).filter(pk=request.pk).exists()
    shown = page(client, teller)
    assert "专门办理检举控告的人员" in shown
    assert "被反映的单位看不到" in shown


def test_an_accusation_names_a_unit(client: Client) -> None:
    answer = client.post(reverse("portal:accuse"), {"text": "收了钱不办事", "unit": "", "way": "receipt"})
    assert "请选一处" in answer.content.decode()
    assert not Request.everything.exists()


# --- what became of it ------------------------------------------------------------------------------------
def answered(client: Client, loop: Loop, by: AnswerWay = AnswerWay.RECEIPT, **given: Any) -> Teller:
    estate = loop.territory.estates[0]
    estate.name = "荣发小区"
    estate.save()
    teller = told(client, place="荣发", **given)
    request = moving.accept(actor=loop.community, request=teller.request, kind=loop.kind)
    request = moving.finish(actor=loop.community, request=request, result="已疏通")
    answering.answer(actor=loop.community, request=request, text="您好，已经疏通。", way=by)
    return teller


def test_the_receipt_says_who_has_it_until_when_and_no_name(client: Client, loop: Loop) -> None:
    estate = loop.territory.estates[0]
    estate.name = "荣发小区"
    estate.save()
    teller = told(client, place="荣发")
    moving.accept(actor=loop.community, request=teller.request, kind=loop.kind)
    shown = page(client, teller)
    assert "已经受理" in shown
    assert f"{loop.territory.community.name}工作人员" in shown
    assert "最晚 11月6日 周三" in shown
    assert loop.community.account is not None
    assert loop.community.account.person is not None
    assert loop.community.account.person.name not in shown


def test_displeased_takes_it_to_the_next_level(client: Client, loop: Loop) -> None:
    teller = answered(client, loop)
    shown = page(client, teller)
    assert "您好，已经疏通。" in shown
    assert "您满意吗" in shown
    address = reverse("portal:verdict", args=(teller.receipt,))
    assert "请选一项" in client.post(address, {}).content.decode()
    client.post(address, {"verdict": "displeased", "words": "又堵了"})
    request = Request.everything.get(pk=teller.request_id)
    assert (request.state, request.holder, request.reopened) == ("told", loop.territory.streets[0], 1)
    shown = page(client, teller)
    assert f"{loop.territory.streets[0].name}工作人员" in shown
    assert "您不满意，交给上一级再办" in shown


def test_pleased_closes_it(client: Client, loop: Loop) -> None:
    teller = answered(client, loop)
    client.post(reverse("portal:verdict", args=(teller.receipt,)), {"verdict": "pleased"})
    assert Request.everything.get(pk=teller.request_id).state == "closed"
    assert "您的评价：满意" in page(client, teller)


def test_before_an_answer_there_is_nothing_to_judge(client: Client) -> None:
    teller = told(client)
    assert "您满意吗" not in page(client, teller)
    answer = client.post(reverse("portal:verdict", args=(teller.receipt,)), {"verdict": "pleased"})
    assert "还没有答复" in answer.content.decode()


def test_a_merged_matter_shows_the_leading_one_and_nobody_else(client: Client, loop: Loop) -> None:
    first = answered(client, loop, text="路灯不亮了三天", called="张先生", phone=NUMBER)
    leading = told(client, place="荣发", text="井盖响", called="李女士", phone="13912342046").request
    second = told(client, place="荣发", text="夜里井盖一直响")
    leading = moving.accept(actor=loop.community, request=leading, kind=loop.kind)
    moving.merge(actor=loop.community, request=second.request, into=leading)
    shown = page(client, second)
    assert "一起办" in shown
    assert "已经受理" in shown
    assert "夜里井盖一直响" in shown
    for secret in ("李女士", "13912342046", "您说的：井盖响", leading.number):
        assert secret not in shown
    assert first.receipt not in shown


def test_wrong_receipts_are_counted_and_right_ones_too_then(client: Client) -> None:
    teller = told(client)
    assert client.get(reverse("portal:receipt", args=("aaaaaaaaaa",))).status_code == 404
    looked = reverse("portal:look-up")
    assert "没有这个回执号" in client.post(looked, {"receipt": "bbbbbbbbbb"}).content.decode()
    upper = f" {teller.receipt[:5].upper()}-{teller.receipt[5:]}"
    assert client.post(looked, {"receipt": upper})["Location"].endswith(f"/r/{teller.receipt}/")
    answers = [client.get(reverse("portal:receipt", args=("aaaaaaaaaa",))) for _ in range(20)]
    assert answers[-1].status_code == 429
    assert client.get(reverse("portal:receipt", args=(teller.receipt,))).status_code == 429


# --- telling the answer, and forgetting the teller ---------------------------------------------------------
def test_the_answer_leaves_as_a_message(
    client: Client, loop: Loop, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        teller = answered(client, loop, AnswerWay.MESSAGE, way="message", phone=NUMBER)
    texting.send_answer.func(teller.pk)
    (file,) = (tmp_path / "sms").iterdir()
    number, words = file.read_text().split("\n", 1)
    assert number == NUMBER
    assert "已经疏通" in words
    assert f"/r/{teller.receipt}/" in words


def test_without_a_number_no_message_can_be_the_way(client: Client, loop: Loop) -> None:
    with pytest.raises(ValidationError, match="没有留号码"):
        answered(client, loop, AnswerWay.MESSAGE)


def test_a_year_after_closing_the_teller_is_forgotten(client: Client, loop: Loop) -> None:
    teller = answered(client, loop, called="王女士", phone=NUMBER, way="phone")
    request = answering.judge(request=teller.request, verdict=Verdict.PLEASED)
    (rule,) = RULES
    today = business_now().date()
    assert not rule.due(today, today).exists()
    stand_at(business_now() + timedelta(days=400))
    today = business_now().date()
    due = rule.due(today - timedelta(days=365), today)
    assert list(due) == [teller]
    rule.erase([teller.pk])
    teller.refresh_from_db()
    assert (teller.called, teller.phone_sealed, teller.phone_hash, teller.erased_on) == ("", None, "", today)
    assert request.text == SAID


def test_the_form_links_what_happens_to_the_words(client: Client) -> None:
    assert "/privacy/tell/" in client.get(reverse("portal:tell")).content.decode()
    assert client.get("/privacy/tell/").status_code == 200
