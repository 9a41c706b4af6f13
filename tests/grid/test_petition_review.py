"""复查 and 复核 of a petition: thirty days to ask, thirty to decide, twice at most, with their papers."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from linli.access.actor import actor_for
from linli.common.clock import business_date, business_now, stand_at
from linli.grid.models import PetitionReview, Request, RequestStep, Teller
from linli.grid.requests.models import AnswerWay, ReviewOutcome, Round
from linli.grid.requests.papers import assignment_paper, reply_paper
from linli.grid.requests.services import answering, branches, moving, overdue, reviewing, tasks
from linli.grid.requests.work import reviews_owed
from linli.inbox.models import Message
from linli.people.models import Post
from linli.workflow.models import Deadline
from linli.workflow.references import Reference
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


def _up(loop: Loop, request: Request) -> Request:
    for who in (loop.neighbour, loop.group, loop.section):
        request = moving.pass_up(actor=who, request=request)
    return request


@pytest.fixture
def petition(loop: Loop) -> Request:
    """Taken as a petition by the community, decided and answered in writing."""
    request = branches.take_as_petition(actor=loop.community, request=_up(loop, loop.tell()))
    branches.accept_petition(actor=loop.community, request=request)
    moving.accept(actor=loop.community, request=request, kind=loop.kind)
    branches.decide_petition(actor=loop.community, request=request, words="按规定不能补")
    request = moving.finish(actor=loop.community, request=request, result="按规定不能补")
    return answering.answer(actor=loop.community, request=request, text="按规定不能补。", way=AnswerWay.DOOR)


def clock(review: PetitionReview) -> Deadline:
    to = Reference.to(review)
    return Deadline.everything.get(target_type=to.type, target_id=to.id)


def test_asked_within_thirty_days_decided_within_thirty_and_once_more(loop: Loop, petition: Request) -> None:
    first = reviewing.ask(actor=loop.community, request=petition, words="别的社区补了")
    assert (first.round, first.organ_id) == (Round.REVIEW, loop.territory.streets[0].pk)
    due = clock(first).due_at
    assert due is not None
    assert (due.date() - business_date()).days >= 29
    with pytest.raises(ValidationError, match="复查有了意见才能申请复核"):
        reviewing.ask(actor=loop.community, request=petition, words="再看看")
    with pytest.raises(PermissionDenied, match="由岳阳楼街道作出"):
        reviewing.decide(actor=loop.community, review=first, outcome=ReviewOutcome.UPHELD, opinion="没有错")
    stand_at(business_now() + timedelta(days=10))
    reviewing.decide(actor=loop.street, review=first, outcome=ReviewOutcome.UPHELD, opinion="查过，没有错。")
    assert clock(first).met_at is not None
    with pytest.raises(ValidationError, match="已经有意见"):
        reviewing.decide(actor=loop.street, review=first, outcome=ReviewOutcome.CHANGED, opinion="改")
    last = reviewing.ask(actor=loop.community, request=petition, words="还是不服")
    assert (last.round, last.organ_id) == (Round.FINAL, loop.territory.district.pk)
    reviewing.decide(actor=loop.district, review=last, outcome=ReviewOutcome.CHANGED, opinion="补一半。")
    with pytest.raises(ValidationError, match="复核以后不再复查"):
        reviewing.ask(actor=loop.community, request=petition, words="还要复查")


def test_after_thirty_days_the_opinion_stands(loop: Loop, petition: Request) -> None:
    until = reviewing.last_day(petition, [])
    assert until is not None
    assert until >= business_date() + timedelta(days=30)
    stand_at(business_now() + (until - business_date() + timedelta(days=1)))
    with pytest.raises(ValidationError, match="满 30 日"):
        reviewing.ask(actor=loop.community, request=petition, words="不服")
    # asked in time and written down late counts by the day it was asked
    asked = reviewing.ask(actor=loop.community, request=petition, words="不服", on=until)
    assert asked.asked_on == until


def test_revoked_is_taken_up_again_above_with_the_law_s_clock(loop: Loop, petition: Request) -> None:
    review = reviewing.ask(actor=loop.community, request=petition, words="不服")
    reviewing.decide(actor=loop.street, review=review, outcome=ReviewOutcome.REVOKED, opinion="事实不清。")
    petition.refresh_from_db()
    assert (petition.state, petition.level, petition.reopened) == ("told", "street", 1)
    moving.accept(actor=loop.street, request=petition, kind=loop.kind)
    assert [each.kind for each in moving.running(petition)] == ["petition.decision"]


def test_not_a_petition_not_answered_or_the_district_s_own(loop: Loop, petition: Request) -> None:
    with pytest.raises(ValidationError, match="要先是信访事项"):
        reviewing.ask(actor=loop.community, request=_up(loop, loop.tell()), words="不服")
    Request.everything.filter(pk=petition.pk).update(holder=loop.territory.district, level="district")
    petition.refresh_from_db()
    with pytest.raises(ValidationError, match="由市里复查"):
        reviewing.ask(actor=loop.district, request=petition, words="不服")


def test_its_pages_and_papers(loop: Loop, petition: Request) -> None:
    client, street = Client(), Client()
    assert loop.community.account is not None
    assert loop.street.account is not None
    client.force_login(loop.community.account)
    street.force_login(loop.street.account)
    page, form = f"/desk/requests/{petition.ref}/", f"/desk/branches/{petition.ref}/review/"
    assert form in client.get(page).content.decode()
    assert client.post(form, {"words": "", "on": "2024-11-01"}).status_code == 400
    assert client.post(form, {"words": "不服", "on": f"{business_date()}"}).status_code == 302
    opinion = f"/desk/branches/{petition.ref}/review-opinion/"
    assert opinion not in client.get(page).content.decode()  # it is the street's to decide
    assert opinion in street.get(page).content.decode()
    street.post(opinion, {"outcome": "upheld", "opinion": "查过，没有错。"})
    review = PetitionReview.everything.get()
    assert review.outcome == "upheld"
    paper = f"/desk/requests/papers/reviews/{review.ref}.html"
    body = client.get(paper).content.decode()
    for said in ("信访事项复查意见书", "查过，没有错。", "维持", "不服", "可以请求上一级机关复核"):
        assert said in body, said
    assert client.get(paper.replace("html", "docx")).status_code == 200
    reply = client.get(f"/desk/requests/papers/reply/{petition.ref}.html").content.decode()
    assert "信访事项处理意见书" in reply
    assert "请求上一级机关复查" in reply
    receipt = Teller.everything.get(request=petition).receipt
    assert "不服这个答复的" in client.get(f"/r/{receipt}/").content.decode()


def test_the_answer_s_paper_has_limit_and_qr_for_who_owes_it_and_not_for_a_department(
    loop: Loop, petition: Request
) -> None:
    receipt = Teller.everything.get(request=petition).receipt
    assert reply_paper(petition, receipt).qr == f"/r/{receipt}/"
    request = _up(loop, loop.tell("路灯不亮"))
    request = moving.accept(actor=loop.community, request=request, kind=loop.kind)
    (task,) = tasks.dispatch(actor=loop.community, request=request, units=(loop.unit,))
    printed = str(assignment_paper(task))
    assert "签收时限" in printed
    assert "办理时限" in printed
    assert "5 个工作日" in printed
    assert assignment_paper(task).qr == f"/desk/requests/{request.ref}/"
    for actor, sees in ((loop.community, True), (loop.department, False)):
        client = Client()
        assert actor.account is not None
        client.force_login(actor.account)
        body = client.get(f"/desk/requests/papers/reply/{request.ref}.html").content.decode()
        assert "办理" in body
        assert ("ll-paper-qr" in body) is sees, actor


def test_the_database_keeps_what_must_hold(loop: Loop, petition: Request) -> None:
    review = reviewing.ask(actor=loop.community, request=petition, words="不服")
    breaches: list[dict[str, object]] = [
        {"round": "third"},
        {"words": ""},
        {"outcome": "upheld"},
        {"outcome": "upheld", "opinion": "好", "decided_on": date(2020, 1, 1)},
        {"decided_on": date(2030, 1, 1)},
    ]
    for values in breaches:
        with pytest.raises(IntegrityError), transaction.atomic():
            PetitionReview.everything.filter(pk=review.pk).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        PetitionReview.everything.create(
            request=petition, round="review", organ=review.organ, asked_on=review.asked_on, words="又"
        )


def test_not_ours_goes_back_within_five_workdays(loop: Loop) -> None:
    request = branches.take_as_petition(actor=loop.section, request=_to_section(loop))
    with pytest.raises(ValidationError, match="不是信访事项"):
        branches.object_to_petition(actor=loop.section, request=_to_section(loop), reason="不归我们")
    request = moving.pass_up(actor=loop.section, request=request)
    back = branches.object_to_petition(actor=loop.community, request=request, reason="归片里")
    assert (back.level, back.is_petition) == ("section", True)
    request = moving.pass_up(actor=loop.section, request=back)
    stand_at(business_now() + timedelta(days=9))
    with pytest.raises(ValidationError, match="已经过了"):
        branches.object_to_petition(actor=loop.community, request=request, reason="归片里")


def _to_section(loop: Loop) -> Request:
    request = loop.tell()
    for who in (loop.neighbour, loop.group):
        request = moving.pass_up(actor=who, request=request)
    return request


def test_late_it_comes_onto_the_list_of_the_level_above_the_organ_once(loop: Loop, petition: Request) -> None:
    t = loop.territory
    review = reviewing.ask(actor=loop.community, request=petition, words="别的社区补了")
    assert overdue.escalate() == 0
    assert not overdue.to_help_with(loop.district).exists()
    stand_at(business_now() + timedelta(days=33))
    district = actor_for(t.account(Post.DISTRICT_OFFICER, t.district))
    assert list(overdue.to_help_with(district)) == [petition], "the street owes it, the district helps"
    assert (overdue.escalate(), overdue.escalate()) == (1, 0)
    step = RequestStep.everything.get(request=petition, verb="escalate")
    assert step.words.startswith("复查、复核意见已过")
    assert step.public == "", "the petitioner is not told of it in place of the opinion"
    told = Message.everything.filter(kind="grid.escalated")
    assert loop.district.account is not None
    assert loop.district.account.pk in set(told.values_list("account_id", flat=True))
    assert all("还在岳阳楼街道" in each.line for each in told)
    elsewhere = actor_for(t.account(Post.STREET_OFFICER, t.streets[1]))
    for actor in (elsewhere, loop.street, loop.community):
        assert not overdue.to_help_with(actor).exists()
    every = Request.everything.filter(pk=petition.pk)
    assert overdue.with_review_due(every, district).filter(review_organ="岳阳楼街道").exists()
    own = overdue.with_review_due(every, loop.street).filter(review_due__isnull=True)
    assert own.exists(), "what the street owes itself hides nothing of those below it"
    client = Client()
    assert district.account is not None
    client.force_login(district.account)
    page = client.get("/desk/").content.decode()
    assert "有 1 件过了时限" in page, "once, by the list for what needs a hand"
    assert "复查、复核意见在岳阳楼街道" in page
    street = Client()
    assert loop.street.account is not None
    street.force_login(loop.street.account)
    assert "写复查意见" in street.get("/desk/").content.decode()
    reviewing.decide(actor=loop.street, review=review, outcome=ReviewOutcome.UPHELD, opinion="没有错。")
    assert not overdue.to_help_with(district).exists()
    assert overdue.escalate() == 0


def test_the_district_s_own_review_is_late_on_its_own_list(loop: Loop, petition: Request) -> None:
    first = reviewing.ask(actor=loop.community, request=petition, words="不服")
    reviewing.decide(actor=loop.street, review=first, outcome=ReviewOutcome.UPHELD, opinion="没有错。")
    reviewing.ask(actor=loop.community, request=petition, words="还是不服")
    stand_at(business_now() + timedelta(days=33))
    assert overdue.escalate() == 1
    assert not Message.everything.filter(kind="grid.escalated").exists(), "above the district is the city"
    assert not overdue.to_help_with(loop.district).exists()
    assert [each.round for each in reviews_owed(loop.district)] == [Round.FINAL]
    assert not reviews_owed(loop.street).exists()


def test_a_sealed_petition_s_review_is_nobody_s_to_help_with(loop: Loop, petition: Request) -> None:
    reviewing.ask(actor=loop.community, request=petition, words="不服")
    Request.everything.filter(pk=petition.pk).update(
        is_accusation=True, accused_area=loop.territory.community
    )
    stand_at(business_now() + timedelta(days=33))
    overdue.escalate()
    assert not overdue.to_help_with(loop.district).exists()
    assert not Message.everything.filter(kind="grid.escalated").exists()
