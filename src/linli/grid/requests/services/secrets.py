"""What accuses an official: acts of its handlers, outside the chain of the accused (T03). Told by receipt alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from linli.access.actor import Actor, actor_for
from linli.access.policies import HANDLE_SECRETS
from linli.access.roles import ROLE_OF_POST
from linli.common.clock import business_date, business_now
from linli.grid.requests.models import AnswerWay, Request, RequestKind, RequestStep
from linli.grid.requests.services.acting import note
from linli.grid.requests.states import ACCEPTED, DONE, REQUEST, TOLD
from linli.orgs.selectors import in_force
from linli.people.models import Appointment
from linli.workflow.deadlines import Unit, due
from linli.workflow.selectors import clock_on, working_calendar

NOTICE, DECISION = "petition.notice", "petition.decision"
WHY = "kinds are published rules"
WHO = "whether anybody is left to deal with it"


def secrets_for(actor: Actor) -> QuerySet[Request]:
    """Those this handler may know of; nobody else has any, and no other list has these."""
    rows = Request.objects.visible_to(actor).filter(is_accusation=True)
    return rows.select_related("accused_area", "accused_unit", "holder", "kind").order_by("-told_at", "-pk")


def course_of(actor: Actor, request: Request) -> QuerySet[RequestStep]:
    """What happened to one of them, the latest first."""
    return RequestStep.objects.visible_to(actor).filter(request=request).order_by("-at", "-pk")


@dataclass(frozen=True)
class Dates:
    """By when, computed here: what is told in confidence is not among everybody's clocks."""

    notice: datetime
    accepted: datetime | None
    decision: datetime | None

    @property
    def next_end(self) -> datetime:
        """The one that runs now."""
        return self.decision if self.decision is not None else self.notice


def dates_of(request: Request) -> Dates:
    """15 days to tell whether it is accepted; 60 days from then to decide (信访工作条例)."""
    return dates_of_all([request])[request.pk]


def dates_of_all(requests: Sequence[Request]) -> dict[int, Dates]:
    """The dates of each, in one query for all of them beside the calendar's."""
    calendar = working_calendar()
    sealed: dict[int, int] = {}
    accepted: dict[int, datetime] = {}
    steps = RequestStep.objects.in_confidence("of requests their handler was admitted to").filter(
        request__in=[each.pk for each in requests], verb__in=("seal", "accept")
    )
    for step in steps.order_by("pk"):
        if step.verb == "seal":  # accepted openly before it was sealed is not accepted by its handlers
            sealed[step.request_id] = step.pk
            accepted.pop(step.request_id, None)
        else:
            accepted.setdefault(step.request_id, step.at)

    def end(code: str, start: datetime) -> datetime:
        rule = clock_on(code, start.date())
        return due(start, rule.amount, Unit(str(rule.unit)), calendar, rolls=rule.rolls)

    return {
        each.pk: Dates(
            end(NOTICE, each.told_at),
            accepted.get(each.pk),
            end(DECISION, accepted[each.pk]) if each.pk in accepted else None,
        )
        for each in requests
    }


def handlers_of(request: Request) -> Iterator[Actor]:
    """Those with an account who may open this one: outside the chain of the accused, and not called like them."""
    posts = [post for post, role in ROLE_OF_POST.items() if role.holds(HANDLE_SECRETS)]
    held = Appointment.objects.unscoped(WHO).filter(
        in_force(business_date()), post__in=posts, person__account__is_active=True
    )
    for each in held.select_related("person__account").order_by("pk"):
        actor = actor_for(each.person.account)
        if Request.objects.visible_to(actor).filter(pk=request.pk).exists():
            yield actor


def has_handler(request: Request) -> bool:
    """Whether anybody here may deal with it; where nobody may, its teller is sent to the level above (12388)."""
    return next(handlers_of(request), None) is not None


def owed_by(actor: Actor) -> QuerySet[Request]:
    """Those on which something is still owed, the oldest first."""
    return secrets_for(actor).filter(state__in=(TOLD, ACCEPTED, DONE)).order_by("told_at", "pk")


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
