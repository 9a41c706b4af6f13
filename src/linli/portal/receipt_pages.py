"""What the holder of a receipt reads: what became of it, who has it, until when. Posts and areas, never names."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from linli.access.actor import NOBODY
from linli.common.clock import business_now
from linli.grid.requests import selectors
from linli.grid.requests.models import AnswerWay, Heard, Level, Request, Teller, Verdict
from linli.grid.requests.services import secrets
from linli.grid.requests.services.answering import leading, within_time
from linli.grid.requests.services.locating import may_locate
from linli.grid.requests.services.moving import ANSWER, DECISION, NOTICE, REVIEW, URGENT, running
from linli.grid.requests.services.reviewing import last_day, reviews_of
from linli.grid.requests.states import ANSWERED, CLOSED, DONE, IN_HAND, REQUEST, SUSPENDED, TOLD
from linli.portal.forms import VerdictForm
from linli.ui.phones import phone_for
from linli.ui.templatetags.linli import chinese_day
from linli.workflow.machines import Tone

POSTS = {
    Level.NEIGHBOURHOOD: "邻长",
    Level.GROUP: "组长",
    Level.SECTION: "片长",
    Level.COMMUNITY: "工作人员",
    Level.STREET: "工作人员",
    Level.DISTRICT: "工作人员",
}
TINTS = {
    Tone.GOING: "lake",
    Tone.DONE: "pine",
    Tone.DUE: "lake",  # to the teller 待回复 is going on; what is due is ours
    Tone.PAUSED: "plum",
    Tone.LATE: "cinn",
    Tone.NEUTRAL: "",
}


PROMISED = {
    ANSWER: "答复您",
    URGENT: "先去看情况",
    NOTICE: "书面告诉您受不受理",
    DECISION: "书面答复您",
    REVIEW: "再看一次条件具备没有",
}
"""What each clock promises, where it is not a result."""
OBJECTED = "您还是不满意，上一级看了再定，定了在这里告诉您。"


@dataclass(frozen=True)
class Until:
    """One promise in words; once it was not kept, that too."""

    words: str
    is_late: bool


@dataclass(frozen=True)
class Event:
    """One line of the course."""

    day: str
    words: str


def page(teller: Teller) -> dict[str, Any]:
    """Everything the page shows. A merged matter follows the one it is worked on with."""
    own = teller.request
    led = leading(own)
    state = REQUEST.state(led.state)
    return {
        "teller": teller,
        "own": own,
        "state": state,
        "headline": OBJECTED if selectors.awaits_decision(led) and led.pk == own.pk else state.public_text,
        "tint": TINTS[state.tone],
        "is_merged": led.pk != own.pk,
        "holder": _holder(led),
        "until": _until(led),
        "is_outside": own.is_accusation and led.state in IN_HAND and not secrets.has_handler(own),
        "phone": None if own.is_accusation else phone_for(led.holder),
        "events": _events(own, led),
        "answer": own.answer or led.answer,
        "answer_way": AnswerWay(led.answer_way).label if led.answer_way else "",
        "answered_at": own.answered_at or led.answered_at,
        "has_answer": led.state in (ANSWERED, CLOSED) and bool(led.answer),
        "may_judge": may_judge(own, led),
        "may_locate": may_locate(NOBODY, own),
        "verdict": Verdict(own.verdict).label if own.verdict else "",
        "is_of_before": not selectors.speaks_of_this_answer(own),
        "verdict_from": Heard(own.verdict_from).label if own.verdict_from not in ("", Heard.OWN) else "",
        "form": VerdictForm(),
        "review_until": last_day(led, reviews_of(led)) if led.is_petition else None,
    }


def may_judge(own: Request, led: Request) -> bool:
    """While an answer stands: until it is closed, and thirty days more. A merged one judges what it was told."""
    answered = led.state in (ANSWERED, CLOSED) and own.answered_at is not None
    return answered and within_time(led, business_now())


def _holder(request: Request) -> str:
    """Who has it now, by post and area; "" when nobody owes anything any more."""
    if request.state not in IN_HAND:
        return ""
    if request.is_accusation:
        return "专门办理检举控告的人员"
    return f"{request.holder.name}{POSTS[Level(request.level)]}"


def _until(request: Request) -> Until | None:
    """By when, in words: the clock that ends first. What stands still promises nothing but the next look at it."""
    if request.state not in IN_HAND:
        return None
    if request.is_accusation:
        return _until_in_confidence(request)
    clocks = [each for each in running(request) if each.due_at is not None and each.paused_at is None]
    is_kept = request.state == SUSPENDED
    ends = [each for each in clocks if each.due_at is not None and (each.kind == REVIEW) == is_kept]
    if not ends:
        return None
    first = min(ends, key=lambda each: each.due_at or business_now())
    assert first.due_at is not None  # kept above
    what = PROMISED.get(first.kind, "答复您" if request.state == DONE else "有结果")
    return _said(first.due_at, what, has_above=request.level != Level.DISTRICT)


def _until_in_confidence(request: Request) -> Until | None:
    """What its handlers owe: whether it is accepted, then what came of it."""
    dates = secrets.dates_of(request)
    if request.state == TOLD:
        return _said(dates.notice, "告诉您受不受理", has_above=False)
    return _said(dates.decision, "办结", has_above=False) if dates.decision is not None else None


def _said(due_at: datetime, what: str, *, has_above: bool) -> Until:
    end = timezone.localtime(due_at)
    when = f"{chinese_day(end.date())} {end.hour}:{end:%M}"
    if due_at >= business_now():
        return Until(f"最晚 {when} {what}", is_late=False)
    helped = "，上一级会帮着想办法" if has_above else ""
    return Until(f"本来最晚 {when} {what}，现在晚了，对不起{helped}", is_late=True)


def _events(own: Request, led: Request) -> list[Event]:
    """The latest first. Of the leading matter only what happened after the merger: what came before was another's."""
    steps = list(selectors.course(own))
    if led.pk != own.pk:
        merged = next((step.at for step in steps if step.verb == "merge"), None)
        later = [step for step in selectors.course(led) if merged is None or step.at > merged]
        steps = [*later, *steps]
    return [
        Event(chinese_day(timezone.localtime(step.at).date()), step.public) for step in steps if step.public
    ]
