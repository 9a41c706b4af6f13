"""The one way a request changes: locked, asked, moved, told to the clocks, written into its history and the log."""

from datetime import datetime
from typing import Any

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_now
from linli.grid.policies import require
from linli.grid.requests.models import Level, Request, RequestStep
from linli.grid.requests.states import REQUEST
from linli.orgs.models import Area, Organisation
from linli.workflow.machines import Step

WHY = "the service asks its policy of the row itself"


def fresh(request: Request) -> Request:
    """The row as it is now, locked; those told in confidence too, for their handlers' acts."""
    rows = Request.objects.in_confidence(WHY).select_related(
        "area", "holder", "kind", "neighbourhood", "place"
    )
    return rows.select_for_update(of=("self",)).get(pk=request.pk)


def note(
    request: Request,
    step: Step,
    *,
    actor: Actor,
    words: str = "",
    unit: Organisation | None = None,
    public: str | None = None,
) -> RequestStep:
    """Write one act into the history of the request and into the log."""
    told = step.transition.public_text if public is None else public
    written = RequestStep.everything.create(
        request=request,
        verb=step.transition.verb,
        source=step.source,
        target=step.target,
        level=request.level,
        holder=request.holder,
        unit=unit,
        actor_kind=actor.audit_kind,
        actor_id=actor.account_id,
        actor_title=actor.title,
        at=step.at,
        words=words.strip(),
        public=told,
    )
    log.record(
        actor=actor,
        code="grid.request.moved",
        target=request,
        area_id=None if request.is_accusation else request.area_id,
        data={"number": request.number, "step": step.transition.label},
    )
    return written


def applied(
    request: Request,
    verb: str,
    *,
    actor: Actor,
    at: datetime | None = None,
    changed: tuple[str, ...] = (),
    **values: Any,
) -> Step:
    """Ask the policy of the verb, apply the transition, save. ``changed``: further fields the caller has set."""
    transition = REQUEST.transition(verb)
    if transition.policy not in ("requests.close", "requests.reopen"):
        require(actor, transition.policy, request.holder, transition.label)
    step = REQUEST.apply(request, verb, actor=actor, at=at or business_now(), **values)
    request.full_clean(validate_constraints=False)
    request.save(update_fields=[*REQUEST.changed_fields(verb), *changed])
    return step


def level_of(area: Area) -> Level:
    """The level whose people an area's holder are."""
    return Level(area.kind)
