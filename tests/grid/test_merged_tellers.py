"""Merged: every teller hears the answer and says what they think of it, each on their own receipt.

The rule: a verdict is of what one was told. Pleased moves nothing but one's own record; displeased takes one's own
matter, once, out of the merger and up; the leading one is left as its own teller left it.
"""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from linli.common.clock import business_now, stand_at
from linli.grid.models import Request, RequestStep, Teller
from linli.grid.requests.models import AnswerWay, Verdict
from linli.grid.requests.services import answering, moving
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


@pytest.fixture
def two(loop: Loop) -> tuple[Request, Request]:
    """The leading one, and one worked on with it; both open, with the neighbour lead."""
    first, second = loop.tell(), loop.tell("5栋井返水")
    return first, moving.merge(actor=loop.community, request=second, into=first)


@pytest.fixture
def told(loop: Loop, two: tuple[Request, Request]) -> tuple[Request, Request]:
    """Both answered."""
    first = moving.settle(actor=loop.neighbour, request=two[0], result="通了")
    first = answering.answer(actor=loop.neighbour, request=first, text="通了。", way=AnswerWay.PHONE)
    two[1].refresh_from_db()
    return first, two[1]


def receipt_of(request: Request) -> str:
    return f"/r/{Teller.everything.get(request=request).receipt}/"


def test_no_verdict_before_an_answer(two: tuple[Request, Request], client: Client) -> None:
    second = two[1]
    assert "告诉他们满意不满意" not in client.get(receipt_of(second)).content.decode()
    with pytest.raises(ValidationError, match="还没有答复"):
        answering.judge(request=second, verdict=Verdict.PLEASED)


def test_pleased_is_kept_on_the_own_matter_alone(told: tuple[Request, Request], client: Client) -> None:
    first, second = told
    page = client.get(receipt_of(second)).content.decode()
    assert "通了。" in page
    assert "告诉他们满意不满意" in page
    client.post(f"{receipt_of(second)}verdict/", {"verdict": "pleased"})
    for each in told:
        each.refresh_from_db()
    assert (second.state, second.verdict, second.merged_into_id) == ("merged", "pleased", first.pk)
    assert (first.state, first.verdict) == ("answered", "")
    assert "您的评价：满意" in client.get(receipt_of(second)).content.decode()


def test_displeased_parts_the_own_matter_and_takes_it_up_once(
    loop: Loop, told: tuple[Request, Request], client: Client
) -> None:
    first, second = told
    answering.judge(request=first, verdict=Verdict.PLEASED)
    client.post(f"{receipt_of(second)}verdict/", {"verdict": "displeased", "words": "我家门口还在返水"})
    for each in told:
        each.refresh_from_db()
    assert (first.state, first.verdict, first.reopened) == ("closed", "pleased", 0)
    assert (second.state, second.level, second.reopened) == ("told", "group", 1)
    assert second.merged_into_id is None
    page = client.get(receipt_of(second)).content.decode()
    assert "您不满意，交给上一级再办。" in page
    second = moving.settle(actor=loop.group, request=second, result="清了")
    second = answering.answer(actor=loop.group, request=second, text="清了。", way=AnswerWay.PHONE)
    second = answering.judge(request=second, verdict=Verdict.DISPLEASED)
    assert second.state == "answered"  # a person above decides the second time


def test_a_second_displeased_after_merging_again_is_parted_and_goes_up(
    loop: Loop, told: tuple[Request, Request]
) -> None:
    second = answering.judge(request=told[1], verdict=Verdict.DISPLEASED)
    third = loop.tell("又是5栋的井")
    second = moving.merge(actor=loop.community, request=second, into=third)
    third = moving.settle(actor=loop.neighbour, request=third, result="换了管")
    answering.answer(actor=loop.neighbour, request=third, text="换了管。", way=AnswerWay.PHONE)
    second.refresh_from_db()
    second = answering.judge(request=second, verdict=Verdict.DISPLEASED, words="还在返水")
    assert (second.state, second.verdict, second.level) == ("told", "displeased", "group")
    assert RequestStep.everything.filter(request=second, words="还在返水").exists()
    third.refresh_from_db()
    assert third.state == "answered"


def test_thirty_days_after_the_leading_one_closed_it_is_too_late(
    told: tuple[Request, Request], client: Client
) -> None:
    first, second = told
    answering.judge(request=first, verdict=Verdict.PLEASED)
    stand_at(business_now() + timedelta(days=31))
    assert "告诉他们满意不满意" not in client.get(receipt_of(second)).content.decode()
    with pytest.raises(ValidationError, match="超过 30 天"):
        answering.judge(request=second, verdict=Verdict.DISPLEASED)


def test_a_worker_writes_down_what_a_merged_teller_said(loop: Loop, told: tuple[Request, Request]) -> None:
    second = told[1]
    client = Client()
    assert loop.neighbour.account is not None
    client.force_login(loop.neighbour.account)
    address = f"/desk/requests/{second.ref}/"
    assert f"{address}verdict/" in client.get(address).content.decode()
    client.post(f"{address}verdict/", {"verdict": "fair", "heard": "door", "words": ""})
    second.refresh_from_db()
    assert (second.verdict, second.verdict_from) == ("fair", "door")


def test_nothing_is_merged_into_what_was_answered(loop: Loop, told: tuple[Request, Request]) -> None:
    with pytest.raises(ValidationError, match="已经答复了"):
        moving.merge(actor=loop.community, request=loop.tell("井又满了"), into=told[0])


def test_one_that_was_merged_into_hears_its_answer_again_after_a_reopening(
    loop: Loop, told: tuple[Request, Request]
) -> None:
    first, second = told
    first = answering.judge(request=first, verdict=Verdict.DISPLEASED)
    assert first.state == "told"
    with pytest.raises(ValidationError, match="还没有答复"):
        answering.judge(request=second, verdict=Verdict.PLEASED)
    first = moving.settle(actor=loop.group, request=first, result="换了管")
    answering.answer(actor=loop.group, request=first, text="换了管。", way=AnswerWay.PHONE)
    second.refresh_from_db()
    assert second.answer == "换了管。"
