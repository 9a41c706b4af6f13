"""What accuses an official: acts of its handlers, outside the chain of the accused (T03). Told by receipt alone."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from linli.access.actor import Actor
from linli.common.clock import business_now
from linli.grid.requests.models import AnswerWay, Request, RequestKind, RequestStep
from linli.grid.requests.services.acting import note
from linli.grid.requests.states import REQUEST
from linli.workflow.deadlines import Unit, due
from linli.workflow.selectors import clock_on, working_calendar

NOTICE, DECISION = "petition.notice", "petition.decision"
WHY = "kinds are published rules"


def secrets_for(actor: Actor) -> QuerySet[Request]:
    """Those this handler may know of; nobody else has any, and no other list has these."""
    rows = Request.objects.visible_to(actor).filter(is_accusation=True)
    return rows.select_related("accused_area", "holder", "kind").order_by("-told_at", "-pk")


def course_of(actor: Actor, request: Request) -> QuerySet[RequestStep]:
    """What happened to one of them, the latest first."""
    return RequestStep.objects.visible_to(actor).filter(request=request).order_by("-at", "-pk")


@dataclass(frozen=True)
class Dates:
    """By when, computed here: what is told in confidence is not among everybody's clocks."""

    notice: datetime
    accepted: datetime | None
    decision: datetime | None


def dates_of(request: Request) -> Dates:
    """15 days to tell whether it is accepted; 60 days from then to decide (信访工作条例)."""
    calendar = working_calendar()

    def end(code: str, start: datetime) -> datetime:
        rule = clock_on(code, start.date())
        return due(start, rule.amount, Unit(str(rule.unit)), calendar, rolls=rule.rolls)

    steps = RequestStep.objects.in_confidence("of a request its handler was admitted to").filter(
        request=request
    )
    sealed = steps.filter(verb="seal").order_by("-pk").values_list("pk", flat=True).first()
    # accepted openly before it was sealed is not accepted by its handlers
    step = steps.filter(verb="accept", pk__gt=sealed or 0).order_by("at").first()
    accepted = step.at if step is not None else None
    return Dates(
        end(NOTICE, request.told_at), accepted, end(DECISION, accepted) if accepted is not None else None
    )


def _own(actor: Actor, request: Request) -> Request:
    rows = Request.objects.visible_to(actor).filter(is_accusation=True)
    found = rows.select_for_update(of=("self",)).filter(pk=request.pk).first()
    if found is None:
        raise PermissionDenied("检举控告只由受理的人办，涉及本人、本单位和上下级的要回避。")
    return found


def _moved(actor: Actor, request: Request, verb: str, words: str = "", **values: object) -> Request:
    step = REQUEST.apply(request, verb, actor=actor, at=business_now(), **values)
    request.full_clean(validate_constraints=False)
    request.save()
    note(request, step, actor=actor, words=words)
    return request


@transaction.atomic
def accept(*, actor: Actor, request: Request) -> Request:
    """Taken on; 60 days from now."""
    request = _own(actor, request)
    kind = RequestKind.objects.unscoped(WHY).get(code="other")
    return _moved(actor, request, "accept", kind=kind)


def _done(actor: Actor, request: Request, verb: str, result: str, words: str = "") -> Request:
    request.done_at, request.settled_level = business_now(), request.level
    return _moved(actor, request, verb, words, result=result)


@transaction.atomic
def transfer(*, actor: Actor, request: Request, to: str) -> Request:
    """Handed to whoever has jurisdiction, outside; the teller reads to whom."""
    request = _own(actor, request)
    if not to.strip():
        raise ValidationError({"words": "请写移送给哪个机关。"})
    return _done(actor, request, "explain", f"已移送{to.strip()}处理。", to)


@transaction.atomic
def finish(*, actor: Actor, request: Request, result: str) -> Request:
    """Looked into here, with this result."""
    return _done(actor, _own(actor, request), "finish", result.strip())


@transaction.atomic
def answer(*, actor: Actor, request: Request, text: str) -> Request:
    """By receipt only: nobody calls, nobody goes to a door."""
    request = _own(actor, request)
    request.answered_at = business_now()
    return _moved(actor, request, "answer", text, answer=text.strip(), answer_way=AnswerWay.RECEIPT)
