"""From a request to a case and back: the teller reads one thread, and no name of a party stands in it."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM, Actor, actor_for
from linli.common.clock import business_date, business_now
from linli.grid.models import Request
from linli.grid.requests import listing, work
from linli.grid.requests.models import AnswerWay, Teller
from linli.grid.requests.services import answering, branches, moving
from linli.inbox.models import Message
from linli.mediation.models import DisputeCase, Matter, Side
from linli.mediation.services import cases, parties
from linli.mediation.services.parties import Particulars
from linli.people.models import Post
from linli.workflow import referrals
from linli.workflow.references import Reference
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory

NAMES = ("何大海", "罗小梅")


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


def referred(loop: Loop) -> tuple[Request, DisputeCase, Teller]:
    request = moving.accept(actor=loop.community, request=loop.tell("楼上漏水不肯修"), kind=loop.kind)
    request = branches.refer_to_mediation(
        actor=loop.community, request=request, words="两户因漏水争执", kind="neighbours"
    )
    return request, DisputeCase.everything.get(), Teller.everything.get(request=request)


def thread(client: Client, teller: Teller) -> str:
    text = client.get(reverse("portal:receipt", args=(teller.receipt,))).content.decode()
    assert not [name for name in NAMES if name in text]
    return text


def mediated(loop: Loop, case: DisputeCase) -> DisputeCase:
    today = business_date()
    cases.accept_case(actor=loop.community, case=case, accepted_on=today)
    for side, name in zip((Side.APPLICANT, Side.RESPONDENT), NAMES, strict=True):
        party = parties.add_party(actor=SYSTEM, case=case, side=side, about=Particulars(name=name))
        parties.tell_rights(actor=SYSTEM, party=party, on=today)
        parties.answer(actor=SYSTEM, party=party, matter=Matter.MEDIATION, given=True, on=today)
    cases.inform_parties(actor=loop.community, case=case)
    return case


def test_the_teller_reads_every_turn_and_gets_the_answer_in_the_same_place(
    loop: Loop, client: Client
) -> None:
    request, case, teller = referred(loop)
    assert "转给人民调解委员会" in thread(client, teller)
    mediated(loop, case)
    assert "已经受理，一般一个月内有结果" in thread(client, teller)
    cases.fail(actor=loop.community, case=case, closed_on=business_date(), reason="何大海坚持不让")
    text = thread(client, teller)
    assert "未达成" in text
    assert "向法院起诉" in text
    desk = Client()
    account = loop.community.account
    assert account is not None
    desk.force_login(account)
    form = desk.get(reverse("requests:act", args=(request.ref, "finish"))).content.decode()
    assert "人民调解有了结果：未达成" in form, "the result is written from the outcome"
    request = moving.finish(actor=loop.community, request=request, result=branches.said_of_mediation(request))
    answering.answer(
        actor=loop.community, request=request, text="调解没有谈成，可以向法院起诉。", way=AnswerWay.RECEIPT
    )
    assert "给您的答复" in thread(client, teller)


def test_one_not_taken_up_is_the_request_s_again(loop: Loop, client: Client) -> None:
    request, case, teller = referred(loop)
    cases.decline(actor=SYSTEM, case=case, closed_on=business_date(), reason="罗小梅已经起诉")
    text = thread(client, teller)
    assert "不予受理。这件事回到这里接着办" in text
    request.refresh_from_db()
    assert (request.dispute_ref, request.state) == ("", "accepted")
    assert Message.everything.filter(kind="grid.mediated").exists()
    again = branches.refer_to_mediation(actor=loop.community, request=request, words="两户又争执")
    assert again.dispute_ref


def test_while_it_is_mediated_no_row_offers_what_its_page_does_not(loop: Loop) -> None:
    def offered() -> set[str]:
        rows = [row for group in listing.listed(loop.community, {})["groups"] for row in group.rows]
        return {row.act for row in rows}

    request, case, _ = referred(loop)
    Request.everything.filter(pk=request.pk).update(holder=loop.territory.community, level="community")
    request.refresh_from_db()
    assert offered() == {"打开看"}
    found = work.items(list(work.in_hand(loop.community)), loop.community, business_now())
    assert {each.act for each in found} == {"打开看"}
    moving.finish(actor=loop.community, request=request, result="先劝住了")
    assert offered() == {"打开看"}
    cases.decline(actor=SYSTEM, case=case, closed_on=business_date(), reason="请找法院")
    assert offered() == {"回复报事人"}


def test_a_case_of_nobody_s_request_tells_nobody(loop: Loop) -> None:
    request, case, _ = referred(loop)
    Request.everything.filter(pk=request.pk).update(dispute_ref="")
    cases.decline(actor=SYSTEM, case=case, closed_on=business_date(), reason="请找法院")
    assert branches.said_of_mediation(request) == ""
    assert not Message.everything.filter(kind="grid.mediated").exists()


def test_the_teller_s_own_words_are_for_the_team(loop: Loop) -> None:
    request = moving.accept(actor=loop.community, request=loop.tell("楼上漏水不肯修"), kind=loop.kind)
    branches.refer_to_mediation(
        actor=loop.community, request=request, words="何大海和罗小梅因漏水争执", kind="neighbours"
    )
    case = DisputeCase.everything.get()
    assert case.summary.endswith("的一起邻里纠纷，网格转来。")
    assert case.account == "何大海和罗小梅因漏水争执"
    assert not [name for name in NAMES if name in f"{case.title}{case.summary}"]


def _desk(actor: Actor) -> Client:
    found = Client()
    assert actor.account is not None
    found.force_login(actor.account)
    return found


def test_request_and_case_lead_to_each_other_and_nobody_answers_before_the_end(loop: Loop) -> None:
    request, case, _ = referred(loop)
    to_case, to_request = (
        reverse("mediation:case", args=(case.ref,)),
        reverse("requests:request", args=(request.ref,)),
    )
    desk = _desk(loop.community)
    text = desk.get(to_request).content.decode()
    card = text.partition('aria-labelledby="next"')[2].partition("</section>")[0]
    assert "正在调解，等结果" in card
    assert f'class="btn btn-primary" href="{to_case}"' in card
    assert "<form" not in card
    assert to_request in desk.get(to_case).content.decode()
    mediated(loop, case)
    text = desk.get(to_request).content.decode()
    assert case.number in text
    assert "正在调解，等结果" in text
    cases.fail(actor=loop.community, case=case, closed_on=business_date(), reason="谈不拢")
    text = desk.get(to_request).content.decode()
    assert "正在调解，等结果" not in text
    assert "未达成" in text
    assert to_case in text, "what came of it is still a step away"
    assert "下一步" in text


def test_a_request_done_meanwhile_is_not_answered_while_the_dispute_is_open(loop: Loop) -> None:
    request, case, _ = referred(loop)
    moving.finish(actor=loop.community, request=request, result="已经清理干净")
    address = reverse("requests:request", args=(request.ref,))
    text = _desk(loop.community).get(address).content.decode()
    assert "正在调解，等结果" in text
    assert "下一步：" not in text.partition('aria-labelledby="next"')[2].partition("</section>")[0]
    assert reverse("requests:act", args=(request.ref, "answer")) in text, "whoever must not wait may go on"
    cases.decline(actor=SYSTEM, case=case, closed_on=business_date(), reason="请找法院")
    assert "正在调解，等结果" not in _desk(loop.community).get(address).content.decode()


def test_who_may_not_see_one_of_them_finds_no_way_to_it(loop: Loop, territory: Territory) -> None:
    request, case, _ = referred(loop)
    elsewhere = actor_for(territory.account(Post.COMMUNITY_OFFICER, territory.communities[2]))
    assert referrals.origin_of(elsewhere, Reference.to(case)) is None
    found = referrals.link_to(elsewhere, Reference.to(case))
    assert found is not None
    assert (found.address, found.is_over) == ("", False)
    assert referrals.link_to(elsewhere, Reference("mediation.disputecase", 0)) is None
    assert referrals.link_to(elsewhere, Reference.to(request)) is None, "no room opens requests so"


@pytest.mark.parametrize("said", ["", "mediation.disputecase", "mediation.disputecase:", ":3", "a:b", "a:-1"])
def test_a_text_that_is_no_reference_is_none(said: str) -> None:
    assert Reference.read(said) is None
    assert Reference.read("mediation.disputecase:3") == Reference("mediation.disputecase", 3)


def test_a_kind_is_opened_by_one_room() -> None:
    with pytest.raises(ValueError, match="opened already"):
        referrals.open_with(DisputeCase._meta.label_lower, lambda actor, reference: None)
