"""What the holder of a receipt reads: what became of it, who has it, until when. Posts and areas, never names."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from linli.common.clock import business_now
from linli.grid.requests import selectors
from linli.grid.requests.models import AnswerWay, Heard, Level, Request, Teller, Verdict
from linli.grid.requests.services.answering import leading, within_time
from linli.grid.requests.services.moving import running
from linli.grid.requests.services.reviewing import last_day, reviews_of
from linli.grid.requests.states import ANSWERED, CLOSED, DONE, IN_HAND, REQUEST
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


OBJECTED = "您还是不满意，上一级看了再定，定了在这里告诉您。"


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
        "phone": None if own.is_accusation else phone_for(led.holder),
        "events": _events(own, led),
        "answer": own.answer or led.answer,
        "answer_way": AnswerWay(led.answer_way).label if led.answer_way else "",
        "answered_at": own.answered_at or led.answered_at,
        "has_answer": led.state in (ANSWERED, CLOSED) and bool(led.answer),
        "may_judge": may_judge(own, led),
        "verdict": Verdict(own.verdict).label if own.verdict else "",
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


def _until(request: Request) -> str:
    """By when, in words: the clock that ends first."""
    if request.state not in IN_HAND:
        return ""
    clocks = [each for each in running(request) if each.due_at is not None and each.paused_at is None]
    if not clocks:
        return ""
    first = min(timezone.localtime(each.due_at) for each in clocks if each.due_at is not None)
    what = "答复您" if request.state == DONE else "有结果"
    return f"最晚 {chinese_day(first.date())} {first.hour}:{first:%M} {what}"


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
