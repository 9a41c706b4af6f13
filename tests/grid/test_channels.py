"""An answer goes the way its teller chose; the receipt promises only what is so; what is over is not asked for."""

import re
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from linli.access.actor import NOBODY, Actor
from linli.common.clock import business_now, stand_at
from linli.grid.models import Request
from linli.grid.requests.branching import LABELS
from linli.grid.requests.models import AnswerWay, Heard, Source, Verdict, Wish
from linli.grid.requests.services import answering, branches, channels, consenting, intake, moving
from linli.grid.requests.services.intake import Told
from linli.workflow import approving
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory

PHONE = "13912342046"
RECEIPT, BY_PHONE, MESSAGE, DOOR, SLIP = (
    AnswerWay.RECEIPT,
    AnswerWay.PHONE,
    AnswerWay.MESSAGE,
    AnswerWay.DOOR,
    AnswerWay.SLIP,
)


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


def told(loop: Loop, how: Told) -> Request:
    t = loop.territory
    return intake.tell(actor=NOBODY, text="井盖响", area=t.community, source=Source.RESIDENT, told=how)


def done(loop: Loop, request: Request, actor: Actor | None = None) -> Request:
    found = moving.accept(actor=actor or loop.community, request=request, kind=loop.kind)
    return moving.finish(actor=actor or loop.community, request=found, result="换了")


@pytest.mark.parametrize(
    ("how", "ways"),
    [
        (Told(), {RECEIPT}),
        (Told(phone=PHONE), {RECEIPT}),  # “不用找我，我凭回执看”
        (Told(wish=Wish.NAMED, called="王女士"), {RECEIPT}),
        (Told(phone=PHONE, way=BY_PHONE), {RECEIPT, BY_PHONE, MESSAGE}),
        (Told(wish=Wish.NAMED, called="王女士", phone=PHONE, way=BY_PHONE), set(AnswerWay)),
        (Told(way=DOOR), {RECEIPT, DOOR}),
        (Told(on_behalf=True), {RECEIPT}),
        (Told(on_behalf=True, wish=Wish.NAMED), {RECEIPT}),
        (Told(on_behalf=True, way=DOOR), {RECEIPT, DOOR, SLIP}),
        (Told(on_behalf=True, wish=Wish.NAMED, called="王女士"), {RECEIPT, DOOR, SLIP}),
        (Told(on_behalf=True, phone=PHONE, way=BY_PHONE), {RECEIPT, BY_PHONE, MESSAGE}),
    ],
)
def test_only_what_leads_to_the_teller_is_offered_and_taken(
    loop: Loop, how: Told, ways: set[AnswerWay]
) -> None:
    request = done(loop, told(loop, how))
    assert set(channels.ways_for(request)) == ways
    for way in set(AnswerWay) - ways:
        with pytest.raises(ValidationError, match="在回执上看"):
            answering.answer(actor=loop.community, request=request, text="换了。", way=way)
    answering.answer(actor=loop.community, request=request, text="换了。", way=how.way)


def test_who_telephoned_without_a_name_is_not_spoken_for(loop: Loop, client: Client) -> None:
    request = done(loop, told(loop, Told(on_behalf=True)))
    answering.answer(actor=loop.community, request=request, text="换了。", way=RECEIPT)
    for heard in Heard:
        with pytest.raises(ValidationError, match="回访不到"):
            answering.judge(request=request, verdict=Verdict.PLEASED, actor=loop.community, heard=heard)
    assert loop.community.account is not None
    client.force_login(loop.community.account)
    page = client.get(reverse("requests:request", args=(request.ref,))).content.decode()
    assert "报事人怎么说？" not in page
    assert reverse("requests:act", args=(request.ref, "verdict")) not in page
    known = done(loop, told(loop, Told(on_behalf=True, way=SLIP)))
    answering.answer(actor=loop.community, request=known, text="换了。", way=SLIP)
    assert answering.ways_to_ask(known) == (Heard.DOOR,)


def test_the_page_offers_no_other_way(loop: Loop, client: Client) -> None:
    request = done(loop, told(loop, Told()))
    assert loop.community.account is not None
    client.force_login(loop.community.account)
    address = reverse("requests:act", args=(request.ref, "answer"))
    page = client.get(address).content.decode()
    assert 'value="receipt"' in page
    for way in ("phone", "door", "message"):
        assert f'value="{way}"' not in page
    refused = client.post(address, {"answer": "换了。", "answer_way": "phone"}).content.decode()
    assert "请选“在回执上看”" in refused
    request.refresh_from_db()
    assert request.state == "done"


def test_those_merged_are_told_in_a_way_of_their_own(loop: Loop) -> None:
    first = told(loop, Told(phone=PHONE, way=BY_PHONE))
    second = told(loop, Told())
    moving.accept(actor=loop.community, request=first, kind=loop.kind)
    moving.merge(actor=loop.community, request=second, into=first)
    first.refresh_from_db()
    moving.finish(actor=loop.community, request=first, result="换了")
    answering.answer(actor=loop.community, request=first, text="换了。", way=BY_PHONE)
    second.refresh_from_db()
    assert second.answer_way == RECEIPT


# --- what the receipt promises ----------------------------------------------------------------------------
def receipt(client: Client, request: Request) -> str:
    return client.get(reverse("portal:receipt", args=(request.teller.receipt,))).content.decode()


def test_late_is_said_to_be_late(loop: Loop, client: Client) -> None:
    request = told(loop, Told())
    moving.accept(actor=loop.community, request=request, kind=loop.kind)
    assert re.search(r"<b[^>]*>最晚 11月6日 周三 [\d:]+ 有结果</b>", receipt(client, request))
    stand_at(business_now() + timedelta(days=10))
    page = receipt(client, request)
    assert re.search(r"本来最晚 11月6日 周三 [\d:]+ 有结果，现在晚了", page)
    assert "上一级会帮着想办法" in page


def test_on_hold_promises_only_the_next_look(loop: Loop, client: Client) -> None:
    request = told(loop, Told())
    moving.accept(actor=loop.community, request=request, kind=loop.kind)
    consenting.hold(actor=loop.street, request=request, plan="明年改造时换", words="没有料")
    page = receipt(client, request)
    assert "再看一次条件具备没有" in page
    assert "有结果" not in page


def test_a_petition_promises_what_the_law_does(loop: Loop, client: Client) -> None:
    request = told(loop, Told())
    moving.accept(actor=loop.community, request=request, kind=loop.kind)
    branches.take_as_petition(actor=loop.community, request=request)
    assert re.search(r"最晚 11月14日 周四 [\d:]+ 书面告诉您受不受理", receipt(client, request))
    branches.accept_petition(actor=loop.community, request=request)
    assert "书面答复您" in receipt(client, request)


# --- what is over is neither offered nor waited for -------------------------------------------------------
def test_an_extension_is_not_waited_for_once_the_matter_is_answered(loop: Loop) -> None:
    request = told(loop, Told())
    moving.accept(actor=loop.community, request=request, kind=loop.kind)
    consenting.extension(actor=loop.community, request=request, reason="料没到")
    assert approving.waiting_for(loop.street).exists()
    request.refresh_from_db()
    moving.finish(actor=loop.community, request=request, result="换了")
    answering.answer(actor=loop.community, request=request, text="换了。", way=RECEIPT)
    assert not approving.waiting_for(loop.street).exists()
    assert approving.asked_by(loop.community).get().state == "expired"


def offered(client: Client, request: Request) -> set[str]:
    page = client.get(reverse("requests:request", args=(request.ref,))).content.decode()
    return {slug for slug in LABELS if reverse("branches:branch", args=(request.ref, slug)) in page}


def test_a_branch_is_offered_only_where_it_can_be_taken(loop: Loop, client: Client) -> None:
    assert loop.community.account is not None
    client.force_login(loop.community.account)
    request = told(loop, Told())
    assert offered(client, request) == {"petition", "police", "mediation"}
    moving.accept(actor=loop.community, request=request, kind=loop.kind)
    branches.take_as_petition(actor=loop.community, request=request)
    assert offered(client, request) == {"petition-accept", "petition-refuse", "police", "mediation"}
    branches.accept_petition(actor=loop.community, request=request)
    # more time is the street's to grant
    assert offered(client, request) == {"petition-decide", "police", "mediation"}
    assert loop.street.account is not None
    client.force_login(loop.street.account)
    assert "petition-extend" in offered(client, request)
    request.refresh_from_db()
    branches.decide_petition(actor=loop.community, request=request, words="支持，已换")
    request.refresh_from_db()
    moving.finish(actor=loop.community, request=request, result="换了")
    answering.answer(actor=loop.community, request=request, text="换了。", way=RECEIPT)
    assert offered(client, request) == set()


def test_the_place_beside_a_proposal_is_said_to_be_the_one_that_decides(loop: Loop, client: Client) -> None:
    request = told(loop, Told())
    moving.accept(actor=loop.community, request=request, kind=loop.kind)
    consenting.extension(actor=loop.community, request=request, reason="料没到")
    assert loop.street.account is not None
    client.force_login(loop.street.account)
    page = client.get(reverse("desk:approvals")).content.decode()
    assert f"由{loop.territory.streets[0].name}决定·" in page
