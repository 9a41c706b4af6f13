"""What tellers think: never lost, never put into their mouths, and shown apart from what a worker wrote down."""

from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from linli.access.actor import NOBODY, Actor, actor_for
from linli.common.clock import business_date, business_now, stand_at
from linli.grid.models import Request, RequestStep, RequestTask, Teller
from linli.grid.requests import acts, deciding, listing, selectors, work
from linli.grid.requests.boards import rows
from linli.grid.requests.figures import ASKED, JUDGED, REOPENED, SETTLED
from linli.grid.requests.models import AnswerWay, Heard, Source, Verdict
from linli.grid.requests.services import answering, intake, moving, sealing, tasks
from linli.grid.requests.services.answering import BY_TELLER
from linli.inbox.models import Message
from linli.indicators.period import Period
from linli.people.models import Appointment, Post
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


def answered(loop: Loop, request: Request | None = None, way: AnswerWay = AnswerWay.DOOR) -> Request:
    request = request or loop.tell()
    actor = loop.at(request.level)
    request = moving.settle(actor=actor, request=request, result="清了")
    return answering.answer(actor=actor, request=request, text="清了。", way=way)


def displeased_twice(loop: Loop) -> Request:
    request = answering.judge(request=answered(loop), verdict=Verdict.DISPLEASED, words="还在返水")
    request = answered(loop, request)
    return answering.judge(request=request, verdict=Verdict.DISPLEASED, words="还是老样子")


def page(client: Client, actor: Actor, request: Request) -> str:
    assert actor.account is not None
    client.force_login(actor.account)
    return client.get(reverse("requests:request", args=(request.ref,))).content.decode()


def receipt(client: Client, request: Request) -> str:
    code = Teller.everything.get(request=request).receipt
    return client.get(reverse("portal:receipt", args=(code,))).content.decode()


# --- displeased again ---
def test_the_second_time_the_words_stand_and_the_level_above_decides(loop: Loop, client: Client) -> None:
    request = displeased_twice(loop)
    assert (request.state, request.level, request.teller_reopened) == ("answered", "group", 1)
    step = RequestStep.everything.filter(request=request).latest("pk")
    assert (step.verb, step.words) == ("object", "还是老样子")
    told = Message.everything.filter(kind="grid.objected").values_list("account", flat=True)
    accounts = {each.account.pk for each in (loop.group, loop.section) if each.account is not None}
    assert set(told) == accounts
    for actor in (loop.group, loop.section):
        assert request in work.in_hand(actor)
        assert listing.count_my_open(actor) == 1
        listed = listing.listed(actor, {})
        assert [(each.label, len(each.rows)) for each in listed["groups"]] == [
            ("报事人还是不满意，等上一级决定", 1)
        ]
        assert [count for _, _, count, _ in listed["tabs"]] == [1, 0, 0, 0, 0, 1]
        assert "还是老样子" in page(client, actor, request)
    assert not listing.my_open(loop.neighbour).exists()
    shown = page(client, loop.section, request)
    assert "重开这件事？" in shown
    assert "报事人怎么说？" not in shown
    client.logout()
    shown = receipt(client, request)
    assert "等您说满意不满意" not in shown
    assert "您还是不满意，上一级看了再定" in shown
    stand_at(business_now() + timedelta(days=30))
    assert answering.close_silent() == 0


def test_the_level_above_closes_it_with_why_or_takes_it_up(loop: Loop, client: Client) -> None:
    request = displeased_twice(loop)
    with pytest.raises(PermissionDenied):
        answering.close(actor=loop.group, request=request, words="只能这样")
    with pytest.raises(ValidationError, match="为什么只能这样"):
        answering.close(actor=loop.section, request=request, words="")
    assert not acts.may_do(loop.group, request, "close")
    assert acts.may_do(loop.section, request, "close")
    closed = answering.close(actor=loop.section, request=request, words="要等管网改造")
    assert "为什么只能这样：要等管网改造" in receipt(client, closed)
    assert not listing.my_open(loop.section).exists()
    again = answering.judge(request=closed, verdict=Verdict.DISPLEASED, words="改造了还这样")
    assert (again.state, again.closed_at) == ("answered", None)
    assert RequestStep.everything.filter(request=again, words="改造了还这样").exists()
    assert request in listing.my_open(loop.section)
    taken = answering.reopen(actor=loop.section, request=again, words="再办")
    assert (taken.state, taken.level) == ("told", "section")
    assert not selectors.awaits_decision(taken)


def test_an_answer_given_anew_is_not_objected_to_by_the_verdict_on_the_first(
    loop: Loop, client: Client
) -> None:
    """On a clock that stands still the old verdict is as late as the new answer."""
    request = answered(loop, answering.judge(request=answered(loop), verdict=Verdict.DISPLEASED))
    assert (request.verdict, request.verdict_at) == ("displeased", request.answered_at)
    assert not selectors.awaits_decision(request)
    assert not Request.everything.filter(selectors.OBJECTED).exists()
    listed = listing.listed(loop.section, {"tab": "all"})
    assert [each.label for each in listed["groups"]] == ["待评价"]
    shown = page(client, loop.group, request)
    assert "还是不满意" not in shown
    assert "报事人怎么说？" in shown
    client.logout()
    shown = receipt(client, request)
    assert "等您说满意不满意" in shown
    assert "您上一次的评价：不满意" in shown
    assert Request.everything.filter(JUDGED, verdict="displeased").count() == 1
    closed = answering.close(actor=loop.section, request=request, words="看过了，修好了")
    assert (closed.state, closed.objected_at) == ("closed", None)


def test_the_mark_goes_with_the_answer_it_objects_to(loop: Loop) -> None:
    request = displeased_twice(loop)
    assert request.objected_at == business_now()
    taken = answering.reopen(actor=loop.section, request=request, words="再办")
    again = answered(loop, taken)
    assert (again.verdict, again.objected_at) == ("displeased", None)
    again = answering.judge(request=again, verdict=Verdict.DISPLEASED)
    assert selectors.awaits_decision(again)
    assert answering.judge(request=again, verdict=Verdict.FAIR).objected_at is None
    sealed = sealing.seal(
        actor=loop.section,
        request=displeased_twice(loop),
        accused=intake.Accused(area=loop.territory.streets[1]),
    )
    assert (sealed.state, sealed.objected_at) == ("told", None)


def test_what_was_objected_to_before_is_marked(loop: Loop) -> None:
    objected, anew = displeased_twice(loop), answered(loop)
    anew = answered(loop, answering.judge(request=anew, verdict=Verdict.DISPLEASED))
    Request.everything.update(objected_at=None)
    import_module("linli.grid.migrations.0015_request_objections").mark(apps, None)
    assert list(Request.everything.exclude(objected_at=None)) == [objected]


# --- who decides ---
def objected_at_the_door(loop: Loop) -> Request:
    """Passed back down to the neighbour lead after it was reopened, who answered it once more."""
    request = answering.judge(request=answered(loop), verdict=Verdict.DISPLEASED)
    to = loop.territory.neighbourhoods[0]
    request = moving.pass_across(actor=loop.section, request=request, to=to, words="您最清楚")
    return answering.judge(request=answered(loop, request), verdict=Verdict.DISPLEASED, words="还在返水")


def test_a_group_lead_who_may_not_decide_is_not_asked_to(loop: Loop) -> None:
    request = objected_at_the_door(loop)
    assert (request.level, deciding.decider_of(request.holder)) == (
        "neighbourhood",
        loop.territory.sections[0],
    )
    told = Message.everything.filter(kind="grid.objected")
    accounts = {each.account.pk for each in (loop.neighbour, loop.section) if each.account is not None}
    assert set(told.values_list("account", flat=True)) == accounts
    assert all(loop.territory.sections[0].name in each.title for each in told)
    for actor, count in ((loop.neighbour, 1), (loop.group, 0), (loop.section, 1), (loop.community, 0)):
        assert listing.count_my_open(actor) == count
        assert work.in_hand(actor).count() == count
    assert [acts.may_do(each, request, "close") for each in (loop.group, loop.section)] == [False, True]
    with pytest.raises(PermissionDenied):
        answering.close(actor=loop.neighbour, request=request, words="只能这样")
    taken = answering.reopen(actor=loop.section, request=request, words="我来办")
    assert taken.holder == loop.territory.sections[0]


def test_where_no_section_lead_is_in_office_the_community_decides(loop: Loop) -> None:
    t = loop.territory
    Appointment.everything.filter(post=Post.SECTION_LEAD, area=t.sections[0]).update(valid_to=business_date())
    request = displeased_twice(loop)
    assert deciding.decider_of(request.holder) == t.community
    assert list(listing.my_open(loop.community)) == [request]
    assert not listing.my_open(loop.street).exists()
    other = actor_for(t.account(Post.COMMUNITY_OFFICER, t.communities[1]))
    assert not listing.my_open(other).exists()
    closed = answering.close(actor=loop.community, request=request, words="要等管网改造")
    assert closed.state == "closed"


def test_what_the_district_has_it_decides_itself(loop: Loop) -> None:
    request = loop.tell_without_place()
    request = answering.judge(request=answered(loop, request, AnswerWay.PHONE), verdict=Verdict.DISPLEASED)
    request = answering.judge(request=answered(loop, request, AnswerWay.PHONE), verdict=Verdict.DISPLEASED)
    assert deciding.decider_of(request.holder) == loop.territory.district
    assert list(listing.my_open(loop.district)) == [request]
    assert acts.may_do(loop.district, request, "close")


def test_words_on_what_is_closed_are_kept(loop: Loop) -> None:
    request = answered(loop, answering.judge(request=answered(loop), verdict=Verdict.DISPLEASED))
    request = answering.judge(request=request, verdict=Verdict.PLEASED)
    assert request.state == "closed"
    request = answering.judge(request=request, verdict=Verdict.DISPLEASED, words="又返水了")
    assert RequestStep.everything.filter(request=request, words="又返水了").exists()
    assert request in listing.my_open(loop.section)


# --- a worker's reopening is not the teller's ---
def test_a_worker_s_reopening_leaves_the_teller_their_own(loop: Loop, client: Client) -> None:
    request = answering.reopen(actor=loop.community, request=answered(loop), words="去看了，没有清")
    assert (request.level, request.reopened, request.teller_reopened) == ("group", 1, 0)
    shown = receipt(client, request)
    assert "您不满意" not in shown
    assert "又核对了一次" in shown
    request = answering.judge(request=answered(loop, request), verdict=Verdict.DISPLEASED)
    assert (request.state, request.level) == ("told", "section")
    assert (request.reopened, request.teller_reopened) == (2, 1)
    assert BY_TELLER in receipt(client, request)


def test_the_rate_counts_what_the_teller_had_reopened(loop: Loop) -> None:
    answered(loop, answering.reopen(actor=loop.community, request=answered(loop), words="没有清"))
    answered(loop, answering.judge(request=answered(loop), verdict=Verdict.DISPLEASED))
    assert Request.everything.filter(REOPENED).count() == 1
    period = Period(business_date(), business_date())
    assert rows.rows_of("reopened", loop.territory.district, period).count() == 1


# --- written down by a worker ---
def test_who_cannot_be_asked_is_not_spoken_for(loop: Loop, client: Client) -> None:
    request = intake.tell(
        actor=NOBODY, text="路灯不亮", area=loop.territory.community, source=Source.RESIDENT
    )
    request = answered(loop, request, AnswerWay.RECEIPT)
    for heard in Heard:
        with pytest.raises(ValidationError, match="回访不到"):
            answering.judge(request=request, verdict=Verdict.PLEASED, actor=loop.community, heard=heard)
    assert "报事人怎么说？" not in page(client, loop.community, request)
    request.refresh_from_db()
    assert (request.state, request.verdict) == ("answered", "")
    assert answering.judge(request=request, verdict=Verdict.PLEASED).verdict_from == "own"


def test_what_a_worker_wrote_down_says_so_everywhere(loop: Loop, client: Client) -> None:
    request = answered(loop)
    address = reverse("requests:act", args=(request.ref, "verdict"))
    assert "照实记" in page(client, loop.community, request)
    refused = client.post(address, {"verdict": "pleased", "words": "好了"}).content.decode()
    assert "请选怎么听到的" in refused
    assert client.post(address, {"verdict": "pleased", "heard": "phone", "words": "好了"}).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.verdict, request.verdict_from) == ("closed", "pleased", "phone")
    step = RequestStep.everything.get(request=request, verb="verdict")
    assert (step.words, step.actor_id) == ("电话回访，报事人说：满意。好了", loop.community.account_id)
    assert "满意（电话回访）" in page(client, loop.community, request)
    client.logout()
    shown = receipt(client, request)
    assert "您的评价：满意。" not in shown.replace("记下您的评价：满意。", "")
    assert "是工作人员记的，不是您自己评的" in shown
    own = answering.judge(request=answered(loop), verdict=Verdict.PLEASED)
    assert list(Request.everything.filter(JUDGED)) == [own]
    assert list(Request.everything.filter(ASKED)) == [request]
    period = Period(business_date(), business_date())
    district = loop.territory.district
    for verdict, found in (("pleased", own), ("asked", request)):
        assert list(rows.rows_of("told", district, period, {"verdict": verdict})) == [found]


def test_the_database_keeps_whose_verdict_it_is(loop: Loop) -> None:
    request = answering.judge(request=answered(loop), verdict=Verdict.PLEASED)
    objected = {"objected_at": business_now()}
    for breach in ({"verdict_from": ""}, {"verdict_from": "hearsay"}, {"teller_reopened": 1}, objected):
        with pytest.raises(IntegrityError), transaction.atomic():
            Request.everything.filter(pk=request.pk).update(**breach)


# --- beyond us is not settled; a part is signed for by whoever it was given to ---
def test_what_is_said_to_be_beyond_us_counts_as_settled_at_no_level(loop: Loop) -> None:
    request = moving.explain(actor=loop.community, request=loop.tell(), result="请找供水公司")
    answering.answer(actor=loop.community, request=request, text="请找供水公司。", way=AnswerWay.PHONE)
    request.refresh_from_db()
    assert request.settled_level == ""
    assert not Request.everything.filter(SETTLED).exists()
    period = Period(business_date(), business_date())
    assert not selectors.settled_within(period).exists()
    assert list(selectors.settled_within(period)) != [answered(loop)]
    assert selectors.settled_within(period).count() == 1


def test_who_gave_a_part_does_not_sign_for_it(loop: Loop, client: Client) -> None:
    t = loop.territory
    request = moving.accept(actor=loop.district, request=loop.tell_without_place(), kind=loop.kind)
    (part,) = tasks.dispatch(actor=loop.district, request=request, areas=(t.streets[0],))
    with pytest.raises(PermissionDenied, match="派给了"):
        tasks.sign(actor=loop.district, task=part)
    assert "下一步：签收" not in page(client, loop.district, request)
    assert "下一步：签收" in page(client, loop.street, request)
    tasks.sign(actor=loop.street, task=part)


def test_for_a_vacant_post_the_level_above_signs(loop: Loop) -> None:
    t = loop.territory
    request = moving.accept(actor=loop.district, request=loop.tell_without_place(), kind=loop.kind)
    (part,) = tasks.dispatch(actor=loop.district, request=request, areas=(t.sections[0],))
    Appointment.everything.filter(post=Post.SECTION_LEAD, area=t.sections[0]).update(
        valid_to=business_date() - timedelta(days=1)
    )
    other = actor_for(t.account(Post.STREET_OFFICER, t.streets[1]))
    with pytest.raises(PermissionDenied):
        tasks.sign(actor=other, task=part)
    assert tasks.sign(actor=loop.community, task=part).state == "signed"
    assert RequestTask.everything.get(pk=part.pk).signed_at is not None
