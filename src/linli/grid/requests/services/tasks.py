"""Parts of a request: given to units and areas, signed for, returned once, done, confirmed (街道吹哨、部门报到)."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.common.clock import business_now
from linli.grid.policies import SETTLE_REQUEST, WORK_FOR_UNIT, require
from linli.grid.requests import telling
from linli.grid.requests.models import DutyItem, Request, RequestStep, RequestTask
from linli.grid.requests.services.acting import applied, fresh, note
from linli.grid.requests.services.complained import before_it_comes_to
from linli.grid.requests.services.duties import require_duty
from linli.grid.requests.services.moving import take_longer_for_several
from linli.grid.requests.states import FINISHED, RECALLED, RETURNED, TASK, TASK_OPEN
from linli.orgs.models import Area, Organisation
from linli.workflow.models import Deadline
from linli.workflow.references import Reference
from linli.workflow.services import drop, meet, start_deadline

WHY = "the service asks its policy of the task itself"
SIGN = "grid.sign"


@transaction.atomic
def dispatch(
    *,
    actor: Actor,
    request: Request,
    units: tuple[Organisation, ...] = (),
    areas: tuple[Area, ...] = (),
    asked: str = "",
    duty_item: DutyItem | None = None,
) -> list[RequestTask]:
    """Give it, or parts of it, to units or areas below; to several at once when the street calls them together.

    Raises ValidationError when nobody is named, for an area that does not lie below, where what is about a lead would
    come to one, and where a department asks a community without an item of the duty list (T04).
    """
    request, at = fresh(request), business_now()
    if not units and not areas:
        raise ValidationError("请选派给谁。")
    for area in areas:
        if not area.path.startswith(request.holder.path) or area.pk == request.holder_id:
            raise ValidationError(f"{area.name}不在{request.holder.name}之下，派不到那里。请用“转办”。")
        before_it_comes_to(area, request)
    require_duty(request.source, duty_item or request.duty_item, areas=areas, units=units)
    step = applied(request, "dispatch", actor=actor, at=at, words=asked)
    returned = RequestTask.objects.unscoped(WHY).filter(request=request, state=RETURNED).exists()
    given = []
    for place in ({"unit": unit} for unit in units), ({"area": area} for area in areas):
        for where in place:
            task = RequestTask(
                request=request,
                asked=asked.strip(),
                given_at=at,
                given_by_id=actor.account_id,
                recorded_by_id=actor.account_id,
                duty_item=duty_item,
                designated=returned,
                **where,
            )
            task.full_clean()
            task.save()
            start_deadline(actor=actor, target=task, code=SIGN, area=request.holder, started=at)
            given.append(task)
            unit: Any = where.get("unit")
            note(request, step, actor=actor, words=asked, unit=unit)
            telling.given(actor, task)
    if not request.is_petition and _parties(request) > 1:
        take_longer_for_several(request, actor, at)
    return given


def _parties(request: Request) -> int:
    """How many units and areas work on it, or did."""
    rows = RequestTask.objects.unscoped(WHY).filter(request=request).exclude(state__in=(RETURNED, RECALLED))
    return len(set(rows.values_list("unit", "area")))


def may_work(actor: Actor, task: RequestTask) -> bool:
    """The people of the unit, or those of the very area it was given to; while nobody holds a post there, whoever is
    above it: else those who gave it would sign for it themselves.
    """
    if actor.is_system:
        return True
    if task.unit_id is not None:
        return any(
            grant.unit_id == task.unit_id and grant.role.holds(WORK_FOR_UNIT) for grant in actor.grants
        )
    area = task.area
    if area is None or not actor.may(SETTLE_REQUEST, area):
        return False
    own = any(
        grant.unit_id is None and grant.area.pk == area.pk and grant.role.holds(SETTLE_REQUEST)
        for grant in actor.grants
    )
    return own or not telling.somebody_at(area)


def _require_work(actor: Actor, task: RequestTask, label: str) -> None:
    if not may_work(actor, task):
        whom = task.unit.name if task.unit is not None else task.area.name if task.area is not None else ""
        raise PermissionDenied(f"这张交办单派给了{whom}，由他们{label}。")


def _fresh(task: RequestTask) -> RequestTask:
    rows = RequestTask.objects.unscoped(WHY).select_related(
        "request__holder", "request__area", "unit", "area"
    )
    return rows.select_for_update(of=("self",)).get(pk=task.pk)


def _clock(task: RequestTask) -> Deadline | None:
    to = Reference.to(task)
    return (
        Deadline.objects.unscoped(WHY)
        .filter(target_type=to.type, target_id=to.id, kind=SIGN, met_at__isnull=True, dropped_at__isnull=True)
        .first()
    )


def _move(
    actor: Actor, task: RequestTask, verb: str, changed: tuple[str, ...] = (), **values: Any
) -> RequestTask:
    at = business_now()
    for name in changed:
        setattr(task, name, at)
    step = TASK.apply(task, verb, actor=actor, at=at, **values)
    task.full_clean(validate_constraints=False)
    task.save(update_fields=[*TASK.changed_fields(verb), *changed])
    clock = _clock(task)
    if clock is not None and verb == "sign":
        meet(actor=actor, deadline=clock, at=max(at, clock.started_at))
    elif clock is not None:
        drop(actor=actor, deadline=clock, reason=step.transition.label, at=at)
    request = task.request
    RequestStep.everything.create(
        request=request,
        verb=f"task.{verb}",
        source=step.source,
        target=step.target,
        level=request.level,
        holder=request.holder,
        unit=task.unit,
        actor_kind=actor.audit_kind,
        actor_id=actor.account_id,
        actor_title=actor.title,
        at=at,
        words=str(values.get("words") or values.get("result") or ""),
        public="",
    )
    return task


@transaction.atomic
def sign(*, actor: Actor, task: RequestTask) -> RequestTask:
    """The unit has it."""
    task = _fresh(task)
    _require_work(actor, task, "签收")
    return _move(actor, task, "sign", ("signed_at",))


@transaction.atomic
def send_back(*, actor: Actor, task: RequestTask, words: str) -> RequestTask:
    """Not ours, and whose it is. Once per request; who was designated afterwards keeps it."""
    task = _fresh(task)
    _require_work(actor, task, "退回")
    if task.designated:
        raise ValidationError(
            "这件事退回过一次，这次是指定承办，不能再退。办不了请写明困难，由派单的一方协调。"
        )
    task = _move(actor, task, "return", words=words.strip())
    telling.returned(actor, task)
    return task


@transaction.atomic
def report_done(*, actor: Actor, task: RequestTask, result: str) -> RequestTask:
    """The unit says how it was done; whoever gave it confirms."""
    task = _fresh(task)
    _require_work(actor, task, "报告")
    return _move(actor, task, "finish", ("finished_at",), result=result.strip())


@transaction.atomic
def confirm(*, actor: Actor, task: RequestTask) -> RequestTask:
    """Looked at, and done."""
    task = _fresh(task)
    require(actor, "requests.dispatch", task.request.holder, "确认")
    return _move(actor, task, "confirm")


@transaction.atomic
def redo(*, actor: Actor, task: RequestTask, words: str) -> RequestTask:
    """Looked at, and not done."""
    task = _fresh(task)
    require(actor, "requests.dispatch", task.request.holder, "退回重办")
    return _move(actor, task, "redo", words=words.strip())


@transaction.atomic
def recall(*, actor: Actor, task: RequestTask, words: str) -> RequestTask:
    """Taken away from the unit, to be given to another."""
    task = _fresh(task)
    require(actor, "requests.dispatch", task.request.holder, "改派")
    return _move(actor, task, "recall", words=words.strip())


@transaction.atomic
def inherit(*, actor: Actor, area: Area, into: Area) -> None:
    """The open parts of an area merged into another are its heir's. Where the heir works on the same request already,
    that part goes on and the other ends; what was reported done waits for whoever gave it. The merge asked the policy.
    """
    own = RequestTask.everything.filter(area=area, state__in=TASK_OPEN)
    owing = RequestTask.everything.filter(area=into, state__in=TASK_OPEN).values("request")
    for task in own.filter(request__in=owing).exclude(state=FINISHED).select_related("request"):
        _move(actor, task, "recall", words=f"{area.name}并入{into.name}，由那里的一份接着办")
    own.exclude(request__in=owing).update(area=into)
