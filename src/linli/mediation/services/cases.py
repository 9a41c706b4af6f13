"""Writes about cases: registered, accepted or declined, led through the links, closed with one outcome."""

from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_now
from linli.mediation.clocks import CASE_REVIEW
from linli.mediation.models import CaseSource, DisputeCase, DisputeKind, Intensity, Outcome
from linli.mediation.policies import require, require_community
from linli.mediation.selectors import WHY
from linli.mediation.states import CASE
from linli.orgs.models import Area, Theme
from linli.workflow import referrals
from linli.workflow.assigning import finish_at_end
from linli.workflow.calendar import SHANGHAI
from linli.workflow.deadlines import last_day
from linli.workflow.machines import Step
from linli.workflow.models import Deadline
from linli.workflow.references import Reference
from linli.workflow.selectors import RUNNING, clock_on
from linli.workflow.services import meet, start_deadline

SETTLE = "mediation.settle"
STEPS = ("match", "visit", "convene", "hear", "consult", "judge", "settle", "follow_up", "archive")
"""Verbs that move a case on and need nothing further."""


@transaction.atomic
def register_case(
    *,
    actor: Actor,
    community: Area,
    source: CaseSource,
    kind: DisputeKind,
    registered_on: date,
    intensity: Intensity = Intensity.ORDINARY,
    theme: Theme | None = None,
    summary: str = "",
    parties_count: int = 2,
) -> DisputeCase:
    """Note a dispute for review; the review is due in three workdays (configurable)."""
    require(actor, community)
    require_community(community)
    case = DisputeCase(
        community=community,
        source=source,
        kind=kind,
        intensity=intensity,
        theme=theme,
        summary=summary,
        parties_count=parties_count,
        registered_on=registered_on,
        recorded_by_id=actor.account_id,
    )
    case.full_clean()
    case.save()
    start_deadline(actor=actor, target=case, code=CASE_REVIEW.code, area=community, started=registered_on)
    data = {"kind": kind.label, "community": community.name}
    log.record(actor=actor, code="mediation.case.registered", target=case, area_id=community.pk, data=data)
    return case


def _next_serial(community: Area, year: int) -> int:
    """One more than the last of the community's year: numbers have no gaps. Inside the caller's transaction."""
    Area.objects.unscoped(WHY).select_for_update().get(pk=community.pk)
    last = (
        DisputeCase.objects.unscoped(WHY)
        .filter(community=community, year=year)
        .aggregate(last=Max("serial"))["last"]
    )
    return int(last or 0) + 1


def _met(case: DisputeCase, actor: Actor, day: date) -> None:
    """Whatever clock runs on the case has been met on ``day``."""
    to = Reference.to(case)
    running = Deadline.objects.unscoped(WHY).filter(RUNNING, target_type=to.type, target_id=to.id)
    for deadline in running:
        noon = datetime.combine(day, time(12), SHANGHAI)
        meet(actor=actor, deadline=deadline, at=max(noon, deadline.started_at))


def _saved(case: DisputeCase, step: Step, actor: Actor, **further: Any) -> DisputeCase:
    """Keep the step and tell the log. ``further``: fields beside those the table sets."""
    for name, value in further.items():
        setattr(case, name, value)
    case.full_clean()
    case.save(update_fields=[*CASE.changed_fields(step.transition.verb), *further])
    data = {"verb": step.transition.label, "number": case.number or "未编号"}
    log.record(actor=actor, code="mediation.case.moved", target=case, area_id=case.community_id, data=data)
    finish_at_end(actor=actor, target=case, machine=CASE)
    return case


@transaction.atomic
def accept_case(*, actor: Actor, case: DisputeCase, accepted_on: date) -> DisputeCase:
    """Take the case up: it gets the next number of the year and a month to be settled in."""
    require(actor, case.community)
    rule = clock_on(SETTLE, accepted_on)
    if rule.unit is None:
        raise ValueError(f"{SETTLE} is a clock")
    due_on = last_day(accepted_on, rule.amount, rule.unit)
    step = CASE.apply(case, "accept", actor=actor, at=business_now(), accepted_on=accepted_on, due_on=due_on)
    _met(case, actor, accepted_on)
    serial = _next_serial(case.community, accepted_on.year)
    case = _saved(case, step, actor, year=accepted_on.year, serial=serial)
    start_deadline(actor=actor, target=case, code=SETTLE, area=case.community, started=accepted_on)
    return case


@transaction.atomic
def inform_parties(*, actor: Actor, case: DisputeCase, consents: bool) -> DisputeCase:
    """Rights and duties were told. Without the consent of every party there is no mediation (第十七条)."""
    require(actor, case.community)
    if not consents:
        raise ValidationError(
            "有一方不同意调解，不能继续。依据：《人民调解法》第十七条。请办理“终止”，并告知其他解决途径。"
        )
    return _saved(case, CASE.apply(case, "inform", actor=actor, at=business_now(), consents=consents), actor)


@transaction.atomic
def move_case(*, actor: Actor, case: DisputeCase, verb: str) -> DisputeCase:
    """One of ``STEPS``. Raises TransitionRefused in words when the table does not allow it now."""
    require(actor, case.community)
    if verb not in STEPS:
        raise LookupError(f"{verb} is not a plain step")
    return _saved(case, CASE.apply(case, verb, actor=actor, at=business_now()), actor)


def _closed(
    actor: Actor, case: DisputeCase, verb: str, outcome: Outcome, closed_on: date, **values: Any
) -> DisputeCase:
    require(actor, case.community)
    step = CASE.apply(case, verb, actor=actor, at=business_now(), closed_on=closed_on, **values)
    _met(case, actor, closed_on)
    closed = _saved(case, step, actor, outcome=outcome)
    words = f"人民调解有了结果：{closed.get_outcome_display()}。"
    referrals.settled(actor, Reference.to(closed), words)
    return closed


@transaction.atomic
def agree(*, actor: Actor, case: DisputeCase, closed_on: date, amount_fen: int | None = None) -> DisputeCase:
    """The parties themselves came to an agreement (an opinion of the panel never is one)."""
    return _closed(actor, case, "agree", Outcome.AGREED, closed_on, amount_fen=amount_fen)


@transaction.atomic
def fail(*, actor: Actor, case: DisputeCase, closed_on: date, reason: str) -> DisputeCase:
    """No agreement: mediation ends and other remedies are told (第二十六条)."""
    return _closed(actor, case, "fail", Outcome.FAILED, closed_on, outcome_reason=reason)


@transaction.atomic
def end(*, actor: Actor, case: DisputeCase, closed_on: date, reason: str) -> DisputeCase:
    """A party withdrew its consent (第二十三条): the case ends in the same act."""
    return _closed(actor, case, "end", Outcome.ENDED, closed_on, outcome_reason=reason)


@transaction.atomic
def decline(*, actor: Actor, case: DisputeCase, closed_on: date, reason: str) -> DisputeCase:
    """Not taken up; ``reason`` names the remedy."""
    return _closed(actor, case, "decline", Outcome.DECLINED, closed_on, outcome_reason=reason)


@transaction.atomic
def transfer(*, actor: Actor, case: DisputeCase, closed_on: date, reason: str) -> DisputeCase:
    """Handed to police, court or a department (第二十五条)."""
    return _closed(actor, case, "transfer", Outcome.TRANSFERRED, closed_on, outcome_reason=reason)
