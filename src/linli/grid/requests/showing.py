"""One request as its page shows it: who has it and until when, what may be done, what happened, who told it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from linli.access.actor import Actor
from linli.common.clock import business_date, business_now
from linli.common.text import masked_phone
from linli.grid.policies import HANDLE_REQUEST, may
from linli.grid.requests import acts, plans, points, selectors
from linli.grid.requests.acts import Offer
from linli.grid.requests.branching import branches_for
from linli.grid.requests.files import KINDS
from linli.grid.requests.listing import REVIEW, TINTS
from linli.grid.requests.models import (
    Request,
    RequestAttachment,
    RequestStep,
    RequestTask,
    Source,
    Teller,
    Wish,
)
from linli.grid.requests.services import answering, branches, reviewing
from linli.grid.requests.services.complained import is_about_a_lead, may_know_teller
from linli.grid.requests.services.locating import may_locate
from linli.grid.requests.services.looking import may_look, phone_of
from linli.grid.requests.services.moving import URGENT
from linli.grid.requests.services.sealing import may_seal
from linli.grid.requests.services.tasks import may_work
from linli.grid.requests.states import ASIDE, DONE, IN_HAND, REQUEST, TASK, TASK_OPEN
from linli.orgs.kinds import Kind
from linli.people.selectors import leads_on
from linli.workflow import approving, assigning
from linli.workflow.machines import Tone as StateTone
from linli.workflow.models import Approval, Deadline
from linli.workflow.references import Reference
from linli.workflow.selectors import told, working_calendar

WHY = "of a request the reader was admitted to"
STATE_TINTS = {
    StateTone.GOING: "lake",
    StateTone.DUE: "amber",
    StateTone.DONE: "pine",
    StateTone.PAUSED: "plum",
    StateTone.NEUTRAL: "",
}
HALF_A_YEAR = timedelta(days=183)
MOST_RELATED = 5
TITLE = 18
TASK_ACTS = {
    "sign": "签收",
    "finish": "报告办好",
    "return": "退回",
    "confirm": "确认办好",
    "redo": "没办好，接着办",
    "recall": "改派",
}
TOLD_BY = {
    Source.LEAD: "三长走访时听到这件事",
    Source.RESIDENT: "居民自己说了这件事",
    Source.TELEPHONE: "有人打电话说了这件事",
    Source.COUNTER: "有人来说了这件事",
    Source.PATROL: "网格巡查看到这件事",
    Source.MEETING: "会上说到这件事",
    Source.HOTLINE: "12345 转来这件事",
    Source.STATION: "驿站意见簿上写了这件事",
    Source.MEDIA: "媒体说到这件事",
    Source.DEPARTMENT: "部门转来这件事",
}


@dataclass(frozen=True)
class Clock:
    """A deadline in words."""

    deadline: Deadline
    left: str
    tint: str


@dataclass(frozen=True)
class Happened:
    """One step of the course."""

    what: str
    who: str
    at: datetime
    words: str


@dataclass(frozen=True)
class Part:
    """A task with what this reader may do with it."""

    task: RequestTask
    whom: str
    state: str
    tint: str
    left: str
    acts: Sequence[tuple[str, str]]


def title_of(request: Request) -> str:
    """The sentence itself, cut where a heading would be too long; all of it stands in the course."""
    return request.text if len(request.text) <= TITLE * 2 else request.text[: TITLE * 2 - 1] + "…"


def clocks_of(target: Any, now: datetime) -> list[Clock]:
    """Every clock set on it that still says something, the next end first."""
    to, calendar = Reference.to(target), working_calendar()
    rows = Deadline.objects.unscoped(WHY).filter(
        target_type=to.type, target_id=to.id, dropped_at__isnull=True
    )
    found = []
    for row in rows.order_by("met_at", "due_at"):
        said = told(row, now, calendar)
        found.append(Clock(row, said.text, TINTS[said.tone]))
    return found


def course_of(request: Request, *, with_teller: bool) -> list[Happened]:
    """What happened, the latest first. Without the teller for whom it is about: neither who told it nor who wrote it
    down.
    """
    found = [_happened(request, step) for step in selectors.course(request)]
    if with_teller:
        return found
    return [*found[:-1], *(replace(first, who="", words=request.text) for first in found[-1:])]


def _happened(request: Request, step: RequestStep) -> Happened:
    whom = step.unit.name if step.unit is not None else ""
    if step.verb == "tell":
        return Happened(TOLD_BY[Source(request.source)], _who(step), step.at, request.text)
    if step.verb.startswith("task."):
        label = TASK.transition(step.verb.removeprefix("task.")).label
        return Happened(f"{whom}{label}", _who(step), step.at, step.words)
    label = ASIDE.get(step.verb) or REQUEST.transition(step.verb).label
    if step.verb in ("pass_up", "pass_across", "reopen"):
        label = f"{label}，到了{step.holder.name}"
    elif whom:
        label = f"{label}给{whom}"
    return Happened(label, _who(step), step.at, step.words)


def _who(step: RequestStep) -> str:
    return step.actor_title or ("系统" if step.actor_kind == "system" else "报事人")


def parts_of(actor: Actor, request: Request, now: datetime) -> list[Part]:
    """The tasks the reader may see, the open ones first."""
    rows = RequestTask.objects.visible_to(actor).filter(request=request).select_related("unit", "area")
    rows = rows.order_by("pk")
    found = [part_of(actor, task, request, now) for task in rows]
    return sorted(found, key=lambda part: part.task.state not in TASK_OPEN)


def part_of(actor: Actor, task: RequestTask, request: Request, now: datetime) -> Part:
    """One task with what may be done with it now."""
    verbs: list[str] = []
    for transition in TASK.allowed(task.state):
        mine = (
            may_work(actor, task)
            if transition.policy == "requests.unit"
            else may(actor, "requests.dispatch", request.holder)
        )
        refused = transition.verb == "return" and task.designated
        if mine and not refused:
            verbs.append(transition.verb)
    order = list(TASK_ACTS)
    whom = task.unit.name if task.unit is not None else task.area.name if task.area is not None else ""
    running = [each for each in clocks_of(task, now) if each.deadline.met_at is None]
    state = TASK.state(task.state)
    return Part(
        task=task,
        whom=whom,
        state=state.label,
        tint=STATE_TINTS[state.tone],
        left=running[0].left if running and task.state in TASK_OPEN else "",
        acts=[(verb, TASK_ACTS[verb]) for verb in sorted(verbs, key=order.index)],
    )


def related_to(actor: Actor, request: Request) -> dict[str, Any]:
    """Open ones alike, those merged into it, and what the same place told within half a year; the reader's own only."""
    seen = Request.objects.visible_to(actor).exclude(pk=request.pk).order_by("-told_at")
    alike = list(selectors.alike(request)) if not request.is_accusation else []
    ids = [each.pk for each in alike]
    since = request.told_on - HALF_A_YEAR
    near = Q(place=request.place) if request.place_id else Q(neighbourhood=request.neighbourhood)
    placed = bool(request.place_id or request.neighbourhood_id)
    past = seen.filter(near, told_on__gte=since).exclude(state__in=IN_HAND) if placed else seen.none()
    return {
        "alike": list(seen.filter(pk__in=ids)[:MOST_RELATED]),
        "merged": list(seen.filter(merged_into=request)),
        "past": list(past[:MOST_RELATED]),
        "past_count": past.count() if placed else 0,
        "into": request.merged_into,
    }


def teller_of(actor: Actor, request: Request) -> dict[str, Any] | None:
    """Who told it, as far as they wished; the number masked. None where the reader may not know (a department)."""
    found = Teller.objects.visible_to(actor).filter(request=request).first()
    if found is None:
        return None
    phone = phone_of(found)
    return {
        "called": found.called if found.wish == Wish.NAMED and found.called else "不留名",
        "wish": found.get_wish_display(),
        "way": found.get_way_display(),
        "phone": masked_phone(phone) if phone else "",
        "may_look": bool(phone) and may_look(actor, request),
        "on_behalf": found.on_behalf,
    }


def shown(actor: Actor, request: Request) -> dict[str, Any]:
    """Everything its page shows but the form on the card."""
    now = business_now()
    clocks = clocks_of(request, now)
    running = [each for each in clocks if each.deadline.met_at is None and each.deadline.kind != REVIEW]
    parts = parts_of(actor, request, now)
    is_open = any(part.task.state in TASK_OPEN for part in parts)
    dispute = branches.dispute_of(actor, request)
    awaited = dispute is not None and not dispute.is_over and request.state in IN_HAND
    # with nobody to ask, only the teller's own receipt can say what they think
    offers = _askable(request, acts.card(actor, request, is_open))
    card = [] if awaited else offers
    first_part, is_urgent = _first_part(parts), any(each.deadline.kind == URGENT for each in running)
    card = acts.with_report(actor, request, card, is_urgent)
    state = REQUEST.state(request.state)
    teller, knows_teller = teller_of(actor, request), may_know_teller(actor, request)
    return {
        "request_": request,
        "title": title_of(request),
        "where": _where(request),
        "lies": plans.shown_of(request),
        "point": points.shown(request),
        "may_locate": may_locate(actor, request),
        "state": state,
        "state_tint": STATE_TINTS[state.tone],
        "clock": running[0] if running and request.state in IN_HAND else None,
        "clocks": clocks,
        "card": card,
        "dispute": dispute,
        "awaited": awaited,
        "meanwhile": offers if awaited else [],
        "may_seal": may_seal(actor, request),
        "review": review_of(actor, request),
        "apart": _apart(actor, request, card, first_part is not None and is_urgent),
        "parts": parts,
        "parts_open": is_open,
        "first_part": first_part,
        "course": course_of(request, with_teller=knows_teller),
        "is_about_lead": is_about_a_lead(request),
        "knows_teller": knows_teller,
        "branches": branches_for(actor, request),
        "next": ("等人民调解的结果", "调解委员会") if awaited else _next(request, card, parts),
        "teller": teller,
        "lead": _lead(request),
        "holder": None if request.is_accusation else assigning.holder_of(request),
        "files": files_of(actor, request),
        "asked": _asked(request),
        "objected": _objected(request),
        "related": related_to(actor, request),
    }


def _objected(request: Request) -> str:
    """The teller's words while a second 不满意 waits for the level above."""
    if not selectors.awaits_decision(request):
        return ""
    rows = selectors.course(request).filter(verb="object")
    return rows.values_list("words", flat=True).first() or "没有写话"


def _askable(request: Request, offers: list[Offer]) -> list[Offer]:
    """Without writing down what the teller thinks, where nobody can ask them."""
    if all(offer.verb != "verdict" for offer in offers) or answering.ways_to_ask(request):
        return offers
    return [offer for offer in offers if offer.verb != "verdict"]


def _apart(actor: Actor, request: Request, card: list[Offer], wants_report: bool) -> list[Offer]:
    """With the first report, where a part given away takes the place of the card."""
    found = _askable(request, acts.apart(actor, request, card))
    first = [acts.offered("first_report")]
    return [*first, *found] if wants_report and acts.may_do(actor, request, "first_report") else found


def review_of(actor: Actor, request: Request) -> dict[str, Any] | None:
    """复查、复核 of a petition: those there are, by when the next may be asked for, and what this reader may do."""
    if not request.is_petition or request.is_accusation:
        return None
    found = reviewing.reviews_of(request)
    waiting = next((each for each in found if each.decided_on is None), None)
    until = reviewing.last_day(request, found)
    return {
        "rows": found,
        "until": until,
        "may_ask": until is not None
        and until >= business_date()
        and may(actor, "requests.handle", request.holder),
        "may_decide": waiting is not None and actor.may(HANDLE_REQUEST, waiting.organ),
    }


def _where(request: Request) -> str:
    names: Iterable[str] = (
        request.area.name,
        request.neighbourhood.name if request.neighbourhood is not None else "",
        _placed(request),
        request.spot,
    )
    return "·".join(name for name in names if name)


def _placed(request: Request) -> str:
    place = request.place
    if place is None:
        return ""
    parent = place.parent
    return f"{parent.name} {place.name}" if place.kind == Kind.BUILDING and parent is not None else place.name


def _first_part(parts: Sequence[Part]) -> tuple[Part, str, str] | None:
    """The part whose next act is this reader's: it takes the place of the card."""
    for part in parts:
        for verb, label in part.acts:
            if verb in ("sign", "finish", "confirm"):
                return part, verb, label
    return None


def _next(request: Request, card: Sequence[Offer], parts: Sequence[Part]) -> tuple[str, str]:
    """The hollow dot: what comes next, and who has it."""
    waiting = [part for part in parts if part.task.state in TASK_OPEN]
    if waiting:
        return "等承办的一方", "、".join(f"{part.whom}{part.state}" for part in waiting)
    label = "回复报事人" if request.state == DONE else card[0].label if card else ""
    if not label and request.state in IN_HAND:
        label = "由那里接着办"
    return label, request.holder.name


def _lead(request: Request) -> str:
    if request.neighbourhood_id is None:
        return ""
    found = leads_on(business_date()).filter(area=request.neighbourhood).select_related("person").first()
    return found.person.name if found is not None else ""


def files_of(actor: Actor, request: Request) -> list[tuple[RequestAttachment, str]]:
    """What hangs on it, with what it is in words."""
    rows = RequestAttachment.objects.visible_to(actor).filter(request=request).order_by("pk")
    return [(row, KINDS[row.media].label if row.media in KINDS else "文件") for row in rows]


def _asked(request: Request) -> list[Approval]:
    if request.is_accusation:
        return []
    found = [approving.latest_on(kind, request) for kind in ("grid.extension", "grid.hold")]
    return [each for each in found if each is not None and each.state == "waiting"]
