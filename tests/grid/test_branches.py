"""Petitions, what belongs to the police, disputes; what passed its limit; and what is on hold."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from linli.access.actor import actor_for
from linli.common.clock import business_now, stand_at
from linli.documents.rendering import to_html
from linli.grid.papers import petition_notice
from linli.grid.requests import selectors
from linli.grid.requests.models import RequestStep
from linli.grid.requests.services import branches, moving, overdue
from linli.inbox.models import Message
from linli.mediation.models import DisputeCase
from linli.mediation.services import cases
from linli.people.models import Post
from linli.workflow import periodic
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory


@pytest.fixture
def loop(territory: Territory, standing_clock: object) -> Loop:
    return build_loop(territory)


def test_a_petition_runs_on_the_law_s_clocks(loop: Loop) -> None:
    request = moving.accept(actor=loop.community, request=loop.tell(), kind=loop.kind)
    request = branches.take_as_petition(actor=loop.community, request=request)
    (clock,) = moving.running(request)
    assert (clock.kind, clock.amount, clock.unit) == ("petition.notice", 15, "day")
    request = branches.accept_petition(actor=loop.community, request=request)
    (clock,) = moving.running(request)
    assert (clock.kind, clock.amount) == ("petition.decision", 60)
    before = clock.due_at
    with pytest.raises(PermissionDenied):
        branches.extend_petition(actor=loop.community, request=request, reason="要鉴定")
    branches.extend_petition(actor=loop.street, request=request, reason="要鉴定")
    (clock,) = moving.running(request)
    assert before is not None
    assert clock.due_at is not None
    assert timedelta(days=29) < clock.due_at - before < timedelta(days=40)
    with pytest.raises(ValidationError, match="已经延长过一次"):
        branches.extend_petition(actor=loop.district, request=request, reason="还要")
    paper = to_html(petition_notice(request, called="王女士", at=business_now()))
    assert "信访事项受理告知书" in paper
    assert request.number in paper
    with pytest.raises(ValidationError, match="还没有作出书面处理意见"):
        moving.finish(actor=loop.community, request=request, result="依法处理")
    branches.decide_petition(actor=loop.community, request=request, words="依法处理")
    request = moving.finish(actor=loop.community, request=request, result="依法处理")
    assert {each.kind for each in moving.running(request)} == {"grid.answer"}


def test_a_petition_before_it_is_accepted_gets_no_other_clock(loop: Loop) -> None:
    request = branches.take_as_petition(actor=loop.community, request=loop.tell())
    request = moving.accept(actor=loop.community, request=request, kind=loop.kind)
    assert {each.kind for each in moving.running(request)} == {"petition.notice"}
    with pytest.raises(ValidationError, match="已经列为"):
        branches.take_as_petition(actor=loop.community, request=request)


def test_reported_to_the_police_it_stays_open(loop: Loop) -> None:
    request = branches.report_to_police(
        actor=loop.neighbour, request=loop.tell("有人打架"), to="110", at=business_now()
    )
    assert (request.state, request.is_police) == ("told", True)
    assert Message.everything.filter(kind="grid.police", urgent=True).exists()
    assert selectors.course(request)[0].public == "已报公安机关，这里接着跟进。"
    with pytest.raises(ValidationError, match="报给了哪里"):
        branches.report_to_police(actor=loop.neighbour, request=request, to="", at=business_now())
    with pytest.raises(ValidationError, match="在以后"):
        branches.report_to_police(
            actor=loop.neighbour, request=request, to="110", at=business_now() + timedelta(hours=1)
        )


def test_a_dispute_becomes_a_case_and_the_teller_keeps_one_thread(loop: Loop) -> None:
    request = loop.tell("楼上漏水不肯修")
    request = branches.refer_to_mediation(
        actor=loop.community, request=request, words="两户因漏水争执", kind="neighbours"
    )
    case = DisputeCase.everything.get()
    assert (case.community, case.source, case.kind) == (loop.territory.community, "grid", "neighbours")
    assert request.dispute_ref == f"mediation.disputecase:{case.pk}"
    assert request.state == "told"
    with pytest.raises(ValidationError, match="已经移送"):
        branches.refer_to_mediation(actor=loop.community, request=request, words="又一次")
    cases.decline(actor=loop.community, case=case, closed_on=business_now().date(), reason="请找法院")
    assert "不予受理" in selectors.course(request)[0].public
    with pytest.raises(PermissionDenied):
        branches.refer_to_mediation(actor=loop.neighbour, request=loop.tell("吵架"), words="争执")


def test_past_its_limit_it_comes_onto_the_list_of_the_level_above_once(loop: Loop) -> None:
    t = loop.territory
    request = moving.pass_up(actor=loop.neighbour, request=loop.tell())
    request = moving.pass_up(actor=loop.section, request=request)
    request = moving.pass_up(actor=loop.section, request=request)
    request = moving.accept(actor=loop.community, request=request, kind=loop.kind)
    assert overdue.escalate() == 0
    stand_at(business_now() + timedelta(days=12))
    street = actor_for(t.account(Post.STREET_OFFICER, t.streets[0]))
    assert overdue.escalate() == 1
    assert overdue.escalate() == 0
    assert list(overdue.to_help_with(street)) == [request]
    assert not overdue.to_help_with(loop.district).exists()
    assert not overdue.to_help_with(actor_for(t.account(Post.STREET_OFFICER, t.streets[1]))).exists()
    assert Message.everything.filter(kind="grid.escalated").count() == 2
    moving.grant_extension(actor=street, request=request, reason="等材料")
    stand_at(business_now() + timedelta(days=30))
    assert overdue.escalate() == 1
    request = moving.finish(actor=loop.community, request=request, result="好了")
    assert overdue.to_help_with(street).count() == 0


def test_on_hold_is_looked_at_every_thirty_days(loop: Loop) -> None:
    request = moving.accept(actor=loop.street, request=loop.tell(), kind=loop.kind)
    moving.put_on_hold(actor=loop.district, request=request, plan="明年改造", words="没有资金")
    stand_at(business_now() + timedelta(days=33))
    assert (overdue.escalate(), overdue.review(), overdue.review()) == (0, 1, 0)
    stand_at(business_now() + timedelta(days=33))
    assert overdue.review() == 1
    assert RequestStep.everything.filter(verb="review").count() == 2


def test_the_daily_work_is_registered() -> None:
    codes = {each.code for each in periodic.all_daily()}
    assert {"grid.close_silent", "grid.escalate", "grid.review", "exchange.waiting"} <= codes


def test_the_pages_do_the_same(loop: Loop, client: Client) -> None:
    assert loop.community.account is not None
    client.force_login(loop.community.account)
    request = loop.tell("楼上漏水不肯修")
    for slug, data, words in (
        ("petition", {}, "列为信访事项"),
        ("police", {"to": "110", "at": "2024-10-30 08:30"}, "报公安"),
        ("mediation", {"kind": "neighbours", "words": "两户因漏水争执"}, "移送人民调解"),
    ):
        address = reverse("branches:branch", args=(request.ref, slug))
        assert client.get(address).status_code == 200
        answer = client.post(address, data, follow=True)
        assert words in answer.content.decode()
    request.refresh_from_db()
    assert (request.is_petition, request.is_police, bool(request.dispute_ref)) == (True, True, True)
    notice = reverse("branches:petition-notice", args=(request.ref, "docx"))
    assert client.get(notice).status_code == 200
    assert client.get(reverse("branches:branch", args=(request.ref, "nothing"))).status_code == 404
    again = client.post(reverse("branches:branch", args=(request.ref, "petition")))
    assert (again.status_code, "已经列为信访事项" in again.content.decode()) == (400, True)


def test_answers_to_the_hotline_are_taken_along_on_a_page(loop: Loop, client: Client) -> None:
    assert loop.street.account is not None
    client.force_login(loop.street.account)
    address = reverse("branches:hotline-answers")
    assert client.get(address).status_code == 200
    data = {"start": "2024-10-01", "end": "2024-10-31", "ending": "json"}
    assert client.post(address, data).content == b"[]"
    assert client.post(address, {"start": "", "end": ""}).status_code == 400
