"""The answer, what the teller thinks of it, and the way back up when it was not good enough."""

from datetime import datetime, timedelta
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from linli.access.actor import NOBODY, SYSTEM, Actor
from linli.common.clock import business_now
from linli.grid.policies import HANDLE_REQUEST
from linli.grid.requests import telling
from linli.grid.requests.models import AnswerWay, Request, Teller, Verdict, Wish
from linli.grid.requests.services import channels, texting
from linli.grid.requests.services.acting import applied, fresh, level_of, note
from linli.grid.requests.services.intake import levels_above
from linli.grid.requests.services.moving import ANSWER, running
from linli.grid.requests.states import ANSWERED, CLOSED, MERGED
from linli.inbox.services import take_back
from linli.workflow import approving, assigning
from linli.workflow.services import meet

WHY = "the holder of the receipt is the teller"
SILENT_DAYS = 7
"""Days after an answer in which the teller may say what they think of it before it is closed in silence [I]."""
LONGEST_CHAIN = 5
"""Mergers followed; `merge` keeps the chain at one."""
VERDICT_DAYS = 30
"""Days after closing in which the teller may still say that it was not good enough [I]."""


def drafted_answer(request: Request) -> str:
    """The words proposed to the teller: who, when, what was told, what was done. To be changed freely."""
    teller = Teller.objects.in_confidence(WHY).filter(request=request).first()
    called = teller.called if teller is not None and teller.wish == Wish.NAMED else ""
    hello = f"{called}，您好。" if called else "您好。"
    day = timezone.localtime(request.told_at)
    said = request.text.rstrip("。！？.!?")
    done = request.result.rstrip("。")
    return f"{hello}您{day.month}月{day.day}日说的“{said}”，{done}。如果又出现，请直接回电话，我们接着办。"


def hearers(request: Request) -> list[Request]:
    """The request itself and all merged into it: every teller hears the answer."""
    return [request, *Request.objects.in_confidence(WHY).filter(merged_into=request, state=MERGED)]


@transaction.atomic
def answer(*, actor: Actor, request: Request, text: str, way: AnswerWay) -> Request:
    """Tell the teller what came of it. Those whose request was merged into this one are told the same."""
    request, at = fresh(request), business_now()
    channels.demand(actor, request, way)
    request.answered_at = at
    step = applied(
        request, "answer", actor=actor, at=at, answer=text.strip(), answer_way=way, changed=("answered_at",)
    )
    for deadline in running(request, ANSWER):
        meet(actor=actor, deadline=deadline, at=max(at, deadline.started_at))
    note(request, step, actor=actor, words=text)
    for approval in approving.fall_away(request):  # more time or a hold: nobody need decide on it any more
        take_back(approval)
    for each in hearers(request)[1:]:
        each.answer, each.answer_way, each.answered_at = text.strip(), channels.way_of(each, way), at
        each.save(update_fields=["answer", "answer_way", "answered_at"])
    _send_messages(request, way)
    return request


def _send_messages(request: Request, way: AnswerWay) -> None:
    """Once the answer stands: to its own teller when that was the way, to merged ones who asked for a message."""
    first, *merged = hearers(request)
    for teller in texting.waiting_for([first] if way == AnswerWay.MESSAGE else [], merged):
        transaction.on_commit(partial(texting.send_answer.enqueue, teller.pk))


@transaction.atomic
def judge(*, request: Request, verdict: Verdict, words: str = "", actor: Actor = NOBODY) -> Request:
    """What the teller thinks. Pleased closes it; displeased takes it, once, to the next level by itself.

    ``actor``: a worker who wrote down what the teller said. The caller has seen the receipt, or admitted the worker.
    """
    request, at = fresh(request), business_now()
    if request.state == MERGED:
        return _judge_merged(request, verdict, words, actor)
    if request.state not in (ANSWERED, CLOSED):
        raise ValidationError("这件事还没有答复，答复以后再评价。")
    if not within_time(request, at):
        raise ValidationError(
            f"办结已经超过 {VERDICT_DAYS} 天。如果又出现，请重新说一次，会和这件放在一起看。"
        )
    request.verdict, request.verdict_at = verdict, at
    request.save(update_fields=["verdict", "verdict_at"])
    if verdict == Verdict.DISPLEASED:
        if request.reopened == 0:
            return _reopen(request, actor, words or "报事人不满意")
        return request  # the second time a person above decides; nothing closes by itself any more
    if request.state == ANSWERED:
        return _close(request, actor, words)
    return request


def _judge_merged(request: Request, verdict: Verdict, words: str, actor: Actor) -> Request:
    """A teller whose matter was worked on with another's judges the answer they were told, on their own matter.

    Pleased moves nothing: the leading one belongs to its own teller. Displeased takes their own matter, once, out of
    the merger and to the level above the one that answered; the leading one and whoever was pleased are left alone.
    """
    at, led = business_now(), leading(request)
    if led.state not in (ANSWERED, CLOSED) or request.answered_at is None:
        raise ValidationError("一起办的那一件还没有答复，答复以后再评价。")
    if not within_time(led, at):
        raise ValidationError(
            f"办结已经超过 {VERDICT_DAYS} 天。如果又出现，请重新说一次，会和这件放在一起看。"
        )
    request.verdict, request.verdict_at = verdict, at
    request.save(update_fields=["verdict", "verdict_at"])
    if verdict == Verdict.DISPLEASED and request.reopened == 0:
        request.merged_into, request.holder = None, led.holder
        return _reopen(request, actor, words or "报事人不满意")
    return request


def leading(request: Request) -> Request:
    """The one it is worked on with; itself when it stands alone."""
    seen = request
    for _ in range(LONGEST_CHAIN):
        if seen.merged_into_id is None:
            break
        seen = Request.objects.in_confidence(WHY).select_related("holder", "area").get(pk=seen.merged_into_id)
    return seen


def within_time(led: Request, at: datetime) -> bool:
    """Whether a teller may still say what they think: until it is closed, and thirty days more."""
    return led.closed_at is None or at <= led.closed_at + timedelta(days=VERDICT_DAYS)


def _close(request: Request, actor: Actor, words: str) -> Request:
    at = business_now()
    request.closed_at = at
    step = applied(request, "close", actor=actor, at=at, words=words, changed=("closed_at",))
    note(request, step, actor=actor, words=words)
    assigning.finish(actor=actor, target=request, why="办结")
    return request


def _reopen(request: Request, actor: Actor, words: str) -> Request:
    above = next(
        (each for each in levels_above(request.holder) if each.pk != request.holder_id), request.holder
    )
    request.reopened += 1
    request.closed_at = request.done_at = None
    request.settled_level = ""
    changed = ("reopened", "closed_at", "done_at", "settled_level", "merged_into")
    step = applied(request, "reopen", actor=actor, words=words, changed=changed)
    request.holder, request.level = above, level_of(above)
    request.save(update_fields=["holder", "level"])
    note(request, step, actor=actor, words=words)
    telling.reopened(actor, request)
    return request


@transaction.atomic
def reopen(*, actor: Actor, request: Request, words: str) -> Request:
    """A worker takes it up again: found not to be done after all. One worked on with another is parted first."""
    request = fresh(request)
    if request.state == MERGED:
        raise ValidationError("这件事和另一件一起办。要单独再办，请先撤销并案。")
    if not actor.may(HANDLE_REQUEST, request.holder):
        raise PermissionDenied(f"这件事在{request.holder.name}，由那里或上一级重开。")
    return _reopen(request, actor, words)


@transaction.atomic
def close(*, actor: Actor, request: Request, words: str) -> Request:
    """By a worker, after an answer: what was looked at. A displeased teller's is closed by a level above, with why."""
    request = fresh(request)
    if not actor.may(HANDLE_REQUEST, request.holder):
        raise PermissionDenied(f"这件事在{request.holder.name}，由那里或上一级办结。")
    if request.verdict == Verdict.DISPLEASED and not words.strip():
        raise ValidationError({"words": "报事人不满意。办结要写明为什么只能这样，报事人会看到。"})
    return _close(request, actor, words)


def close_silent(*, day: object = None) -> int:
    """Daily: answered long enough ago, and the teller said nothing. Displeased ones are never closed by themselves."""
    before = business_now() - timedelta(days=SILENT_DAYS)
    rows = Request.objects.in_confidence(WHY).filter(state=ANSWERED, answered_at__lt=before)
    closed = 0
    for request in rows.exclude(verdict=Verdict.DISPLEASED).order_by("pk").iterator():
        with transaction.atomic():
            found = fresh(request)
            if found.state == ANSWERED:
                _close(found, SYSTEM, f"答复后 {SILENT_DAYS} 天没有评价")
                closed += 1
    return closed
