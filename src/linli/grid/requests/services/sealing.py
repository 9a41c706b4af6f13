"""A matter told openly that turns out to accuse an official (检举控告): sealed, so that nobody of the accused unit's
chain finds it any more (T03). The teller keeps the receipt; what was done so far stays in its course, for its handlers.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import SYSTEM, Actor
from linli.common.clock import business_now
from linli.grid.policies import SETTLE_REQUEST, require
from linli.grid.requests.accused import squeezed, words_of
from linli.grid.requests.models import Level, PetitionReview, Request, RequestTask
from linli.grid.requests.services.acting import fresh, note
from linli.grid.requests.services.intake import Accused
from linli.grid.requests.services.moving import running
from linli.grid.requests.states import GIVEN, MERGED, REQUEST, SIGNED, TASK, TASK_OPEN
from linli.inbox.services import take_back
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.workflow import approving, assigning
from linli.workflow.models import Deadline
from linli.workflow.references import Reference
from linli.workflow.services import drop

WHY = "the actor was admitted to the request; afterwards its handlers alone are"
UNITS = (Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY)
FELL_AWAY = "这件事不在这里办了"
"""What clocks and assignments say, which lie in the open: nothing of why."""


def may_seal(actor: Actor, request: Request) -> bool:
    """Whoever has it, or a level above; whatever its state, but not while it is worked on with another."""
    return not request.is_accusation and request.state != MERGED and actor.may(SETTLE_REQUEST, request.holder)


def district_of(request: Request) -> Area:
    """Where the sealed channel begins, outside the chain of the accused."""
    root = int(request.area.path.strip("/").split("/")[0])
    return Area.objects.unscoped(WHY).get(pk=root)


@transaction.atomic
def seal(*, actor: Actor, request: Request, accused: Accused, words: str = "") -> Request:
    """Nobody of the chain of the accused sees it from now on, nor does the actor, unless a handler of accusations.

    Its clocks, parts, assignments, approvals and messages end. ``words``: what its handlers should know; who is named
    in them stands aside as well. Raises ValidationError for what is worked on together with another, or was referred
    elsewhere.
    """
    request = fresh(request)
    require(actor, "requests.settle", request.holder, "转入密封渠道")
    _check(request, accused.area)
    at, where = business_now(), _where(request)
    _end(request)
    district = district_of(request)
    request.is_accusation, request.accused_area, request.accused_person = True, accused.area, accused.person
    request.accused_unit = accused.unit
    request.accused_name = squeezed(words_of(accused.name, request.text), words)
    request.area = request.holder = district
    request.level = Level.DISTRICT
    request.neighbourhood = request.place = None
    request.done_at = request.closed_at = request.objected_at = None
    request.settled_level = request.plan = ""
    request.is_petition = False
    step = REQUEST.apply(request, "seal", actor=actor, at=at)
    request.full_clean(validate_constraints=False)
    request.save()
    about = f"反映{accused.unit or accused.area.name}{accused.name.strip()}"
    said = "；".join(each for each in (f"原来在{where}", about, words.strip()) if each)
    note(request, step, actor=actor, words=said[:500])
    take_back(request)
    return request


def _check(request: Request, unit: Area) -> None:
    if request.is_accusation:
        raise ValidationError("已经在密封渠道里。")
    if unit.kind not in UNITS:
        raise ValidationError({"unit": "请选被反映的单位或干部所在的区、街道或社区。"})
    if request.merged_into_id is not None or _followers(request):
        raise ValidationError("这件事和别的事并在一起。请先撤销并案，再把检举控告的那一件转过去。")
    if request.dispute_ref:
        raise ValidationError("这件事已经移送人民调解。请先在那边终止，再转入密封渠道。")


def _followers(request: Request) -> bool:
    return Request.objects.in_confidence(WHY).filter(merged_into=request).exists()


def _where(request: Request) -> str:
    inner = request.place or request.neighbourhood
    return f"{request.area.name}{inner.name if inner is not None else ''}"


def _end(request: Request) -> None:
    """By the machine: whoever is named in the log for it would be asked about it."""
    at = business_now()
    for deadline in running(request):
        drop(actor=SYSTEM, deadline=deadline, reason=FELL_AWAY, at=at)
    parts = list(RequestTask.objects.unscoped(WHY).filter(request=request))
    for part in (*parts, *PetitionReview.objects.unscoped(WHY).filter(request=request)):
        take_back(part)
        to = Reference.to(part)
        clocks = Deadline.objects.unscoped(WHY).filter(
            target_type=to.type, target_id=to.id, met_at__isnull=True, dropped_at__isnull=True
        )
        for deadline in clocks:
            drop(actor=SYSTEM, deadline=deadline, reason=FELL_AWAY, at=at)
    for task in parts:
        if task.state in TASK_OPEN:
            _recall(task)
    assigning.finish(actor=SYSTEM, target=request, why=FELL_AWAY)
    for approval in approving.fall_away(request):
        take_back(approval)


def _recall(task: RequestTask) -> None:
    if task.state in (GIVEN, SIGNED):
        TASK.apply(task, "recall", actor=SYSTEM, at=business_now(), words=FELL_AWAY)
    else:  # reported done: looked at, and nothing more is asked
        TASK.apply(task, "confirm", actor=SYSTEM, at=business_now())
    task.save()
