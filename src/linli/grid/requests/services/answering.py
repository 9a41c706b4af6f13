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
from linli.grid.requests.deciding import decider_of, decides
from linli.grid.requests.models import AnswerWay, Heard, Request, Teller, Verdict, Wish
from linli.grid.requests.selectors import awaits_decision
from linli.grid.requests.services import channels, texting
from linli.grid.requests.services.acting import applied, fresh, level_of, note
from linli.grid.requests.services.intake import levels_above
from linli.grid.requests.services.moving import ANSWER, require_lawful_end, running
from linli.grid.requests.services.noting import remark
from linli.grid.requests.states import ANSWERED, CLOSED, MERGED
from linli.inbox.services import take_back
from linli.orgs.models import Area
from linli.workflow import approving, assigning
from linli.workflow.services import meet

WHY = "the holder of the receipt is the teller"
DISPLEASED, BY_TELLER = "报事人不满意", "您不满意，交给上一级再办。"
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
    require_lawful_end(request)
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


def _say_so(request: Request, verdict: Verdict, words: str, actor: Actor, heard: Heard) -> None:
    """The verdict as it is kept; one that a worker wrote down is told of in the course, with how it was heard."""
    request.verdict, request.verdict_at, request.verdict_from = verdict, business_now(), heard
    request.objected_at = None
    request.save(update_fields=["verdict", "verdict_at", "verdict_from", "objected_at"])
    if heard != Heard.OWN:
        said = f"{heard.label}，报事人说：{verdict.label}。{words.strip()}"
        public = f"{heard.label}，记下您的评价：{verdict.label}。不对的，您可以在这里改。"
        remark(request, "verdict", actor=actor, words=said, public=public)


def ways_to_ask(request: Request) -> tuple[Heard, ...]:
    """How the teller can be asked what they think: by telephone with a number, at the door where there is one to go to.

    None for who left neither name nor number and did not ask to be called on: only they can say what they think.
    """
    teller = Teller.objects.in_confidence(WHY).filter(request=request).first()
    if teller is None or teller.erased_on is not None:
        return ()
    phone = (Heard.PHONE,) if teller.phone_sealed is not None else ()
    return (*phone, *((Heard.DOOR,) if channels.is_known_at_the_door(teller) else ()))


def _require_heard(request: Request, actor: Actor, heard: Heard) -> None:
    if not actor.is_signed_in and not actor.is_system:
        if heard != Heard.OWN:
            raise ValidationError("报事人自己评的，不是回访记下的。")
        return
    ways = ways_to_ask(request)
    if not ways:
        raise ValidationError(
            "报事人没有留姓名和号码，回访不到，评价只能由报事人自己写在回执上。"
            f"没有评价的，答复 {SILENT_DAYS} 天后自动办结。"
        )
    if heard not in ways:
        can = "、".join(each.label for each in ways)
        raise ValidationError({"heard": f"请选怎么听到的。这位报事人可以：{can}。"})


def _send_messages(request: Request, way: AnswerWay) -> None:
    """Once the answer stands: to its own teller when that was the way, to merged ones who asked for a message."""
    first, *merged = hearers(request)
    for teller in texting.waiting_for([first] if way == AnswerWay.MESSAGE else [], merged):
        transaction.on_commit(partial(texting.send_answer.enqueue, teller.pk))


@transaction.atomic
def judge(
    *,
    request: Request,
    verdict: Verdict,
    words: str = "",
    actor: Actor = NOBODY,
    heard: Heard = Heard.OWN,
) -> Request:
    """What the teller thinks. Pleased closes it; displeased takes it, once, to the next level by itself. Displeased
    again, whoever has it and the level above are told, and the level above decides: nothing closes by itself.

    ``actor``: a worker who wrote down what the teller said; ``heard``: how. The caller has seen the receipt, or
    admitted the worker. Raises ValidationError too early, too late, and for a worker where nobody can be asked.
    """
    request, at = fresh(request), business_now()
    _require_heard(request, actor, heard)
    if request.state == MERGED:
        return _judge_merged(request, verdict, words, actor, heard)
    if request.state not in (ANSWERED, CLOSED):
        raise ValidationError("这件事还没有答复，答复以后再评价。")
    if not within_time(request, at):
        raise ValidationError(
            f"办结已经超过 {VERDICT_DAYS} 天。如果又出现，请重新说一次，会和这件放在一起看。"
        )
    _say_so(request, verdict, words, actor, heard)
    if verdict == Verdict.DISPLEASED:
        if request.teller_reopened == 0:
            return _reopen(request, actor, words or DISPLEASED, by_teller=True)
        return _object(request, actor, words or "报事人还是不满意")
    if request.state == ANSWERED:
        return _close(request, actor, words)
    return request


def _judge_merged(request: Request, verdict: Verdict, words: str, actor: Actor, heard: Heard) -> Request:
    """A teller whose matter was worked on with another's judges the answer they were told, on their own matter.

    Pleased moves nothing: the leading one belongs to its own teller. Displeased takes their own matter out of the
    merger and to the level above the one that answered: merged once more after that, it is parted again, so that their
    words stand before somebody. The leading one and whoever was pleased are left alone.
    """
    at, led = business_now(), leading(request)
    if led.state not in (ANSWERED, CLOSED) or request.answered_at is None:
        raise ValidationError("一起办的那一件还没有答复，答复以后再评价。")
    if not within_time(led, at):
        raise ValidationError(
            f"办结已经超过 {VERDICT_DAYS} 天。如果又出现，请重新说一次，会和这件放在一起看。"
        )
    _say_so(request, verdict, words, actor, heard)
    if verdict == Verdict.DISPLEASED:
        request.merged_into, request.holder = None, led.holder
        return _reopen(request, actor, words or DISPLEASED, by_teller=True)
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


def _close(request: Request, actor: Actor, words: str, public: str | None = None) -> Request:
    at = business_now()
    request.closed_at, request.objected_at = at, None
    step = applied(request, "close", actor=actor, at=at, words=words, changed=("closed_at", "objected_at"))
    note(request, step, actor=actor, words=words, public=public)
    assigning.finish(actor=actor, target=request, why="办结")
    return request


def _above(request: Request) -> Area:
    """Who takes it up again: whoever decides on it where that is waited for, else the next level; the district's own
    where nothing lies above.
    """
    if awaits_decision(request):
        return decider_of(request.holder)
    above = (each for each in levels_above(request.holder) if each.pk != request.holder_id)
    return next(above, request.holder)


def _object(request: Request, actor: Actor, words: str) -> Request:
    """Displeased once more: open to the decision of a level above, told to it and to whoever has it."""
    request.closed_at, request.objected_at = None, business_now()
    step = applied(request, "object", actor=actor, words=words, changed=("closed_at", "objected_at"))
    note(request, step, actor=actor, words=words)
    telling.objected(actor, request, decider_of(request.holder))
    return request


def _reopen(request: Request, actor: Actor, words: str, *, by_teller: bool = False) -> Request:
    """``by_teller``: by itself, because the teller was displeased; a worker's own does not use that up."""
    above = _above(request)
    request.objected_at = None
    request.reopened += 1
    request.teller_reopened += by_teller
    request.closed_at = request.done_at = None
    request.settled_level = ""
    changed = (
        "reopened",
        "teller_reopened",
        "closed_at",
        "done_at",
        "settled_level",
        "merged_into",
        "objected_at",
    )
    step = applied(request, "reopen", actor=actor, words=words, changed=changed)
    request.holder, request.level = above, level_of(above)
    request.save(update_fields=["holder", "level"])
    note(request, step, actor=actor, words=words, public=BY_TELLER if by_teller else None)
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
    if awaits_decision(request) and not decides(actor, request):
        decider = decider_of(request.holder)
        raise PermissionDenied(f"报事人不满意，办结不办结由{decider.name}决定。您可以重开，交给上一级。")
    public = f"办结了。为什么只能这样：{words.strip()}" if request.verdict == Verdict.DISPLEASED else None
    return _close(request, actor, words, public[:200] if public is not None else None)


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
