"""What a reader may do with a request now: from the transition table and the reader's capabilities, in the order in
which a page offers it.
"""

from dataclasses import dataclass

from linli.access.actor import Actor
from linli.grid.policies import APPROVE_REQUEST, POLICY_OF, may
from linli.grid.requests.deciding import decides
from linli.grid.requests.models import Request, Urgency
from linli.grid.requests.selectors import awaits_decision
from linli.grid.requests.states import (
    ACCEPTED,
    ANSWERED,
    CLOSED,
    DONE,
    IN_HAND,
    MERGED,
    REQUEST,
    SUSPENDED,
    TOLD,
)

SLUG_OF = {
    "first_report": "first-report",
    "pass_up": "pass-up",
    "pass_across": "pass-across",
    "suspend": "hold",
}
NAMES = {
    "first_report": "先报告情况",
    "settle": "就地办好",
    "pass_up": "上报",
    "pass_across": "转办",
    "accept": "受理",
    "dispatch": "派单",
    "finish": "办好了",
    "explain": "说明办不了",
    "answer": "回复报事人",
    "verdict": "记下评价",
    "close": "办结",
    "reopen": "重开",
    "extend": "申请延期",
    "suspend": "申请挂账",
    "resume": "恢复办理",
    "merge": "并案",
    "separate": "撤销并案",
    "give": "交给同事",
}
LOOK = "打开看"
DECIDING = ("reopen", "close")
"""What is offered while a displeased teller's matter waits for the level above."""
FIRST = {
    TOLD: ("accept", "settle", "pass_up"),
    ACCEPTED: ("dispatch", "finish"),
    "working": ("finish", "dispatch"),
    SUSPENDED: ("resume",),
    DONE: ("answer",),
    ANSWERED: ("verdict", "close"),
    CLOSED: (),
    MERGED: (),
}
"""State → what is offered on the card, the first of it filled."""
APART = (
    "verdict",
    "pass_up",
    "pass_across",
    "dispatch",
    "merge",
    "extend",
    "suspend",
    "explain",
    "separate",
    "reopen",
    "give",
)


@dataclass(frozen=True)
class Offer:
    """One act: the verb of the table, the last part of its address, and how it is called."""

    verb: str
    slug: str
    label: str


def offered(verb: str) -> Offer:
    """An act by its verb."""
    return Offer(verb, SLUG_OF.get(verb, verb), NAMES[verb])


def may_do(actor: Actor, request: Request, verb: str) -> bool:
    """Whether the table knows the act in this state and the reader's posts hold it where the request is."""
    if verb == "verdict":
        return _to_judge(request) and may(actor, "requests.settle", request.holder)
    if verb == "close":
        free = not awaits_decision(request) or decides(actor, request)
        return request.state == ANSWERED and free and may(actor, "requests.handle", request.holder)
    if verb == "reopen":
        return request.state in (ANSWERED, CLOSED) and may(actor, "requests.handle", request.holder)
    if verb == "extend":
        running = request.state in (ACCEPTED, "working")
        return running and _asks(actor, request)
    if verb == "first_report":
        urgent = request.urgency == Urgency.AT_ONCE and request.state in IN_HAND and not request.is_accusation
        return urgent and may(actor, "requests.settle", request.holder)
    if verb == "give":
        openly = request.state in IN_HAND and not request.is_accusation
        return openly and may(actor, "requests.handle", request.holder)
    transition = REQUEST.transition(verb)
    if request.state not in transition.sources or transition.policy not in POLICY_OF:
        return False
    return may(actor, transition.policy, request.holder)


def _to_judge(request: Request) -> bool:
    """An answer stands, its own or that of the one it is worked on with."""
    into = request.merged_into if request.state == MERGED else None
    return request.state == ANSWERED or (into is not None and into.state in (ANSWERED, CLOSED))


def _asks(actor: Actor, request: Request) -> bool:
    return may(actor, "requests.handle", request.holder) or actor.may(APPROVE_REQUEST, request.holder)


def card(actor: Actor, request: Request, parts_open: bool) -> list[Offer]:
    """For the next-step card: at most one filled, one plain."""
    first = DECIDING if awaits_decision(request) else FIRST[request.state]
    verbs = [verb for verb in first if may_do(actor, request, verb)]
    if parts_open:  # a part that somebody still works on is confirmed first
        verbs = [verb for verb in verbs if verb not in ("finish", "dispatch")]
    return [offered(verb) for verb in verbs[:2]]


def with_report(actor: Actor, request: Request, shown: list[Offer], is_awaited: bool) -> list[Offer]:
    """What is urgent is reported within two hours: offered beside the next step while that clock runs."""
    if not is_awaited or not may_do(actor, request, "first_report"):
        return shown
    return [*shown[:1], offered("first_report")]


def apart(actor: Actor, request: Request, shown: list[Offer]) -> list[Offer]:
    """办不了？: what stands below the rule."""
    taken = {offer.verb for offer in shown}
    return [offered(verb) for verb in APART if verb not in taken and may_do(actor, request, verb)]


def next_label(actor: Actor, request: Request, to_confirm: bool, parts_open: bool) -> str:
    """The next act of this reader in a row, a verb; for everybody else to look.

    Of what was referred to mediation to look as well: whether that still runs, the page asks of the case.
    """
    if to_confirm and may(actor, "requests.dispatch", request.holder):
        return "确认办好"
    if parts_open and may(actor, "requests.dispatch", request.holder):
        return "问进度"
    if request.dispute_ref and request.state in IN_HAND:
        return LOOK
    found = card(actor, request, parts_open)
    return found[0].label if found else LOOK
