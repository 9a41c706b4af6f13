"""考核招聘: plans, streets that take part, candidates."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_now
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.workforce.models import Candidate, RecruitPlan, RecruitPlanUnit, Worker, WorkerPost
from linli.workforce.policies import require
from linli.workforce.selectors import WHY
from linli.workforce.states import CANDIDATE


@transaction.atomic
def plan_recruitment(
    *, actor: Actor, area: Area, year: int, name: str, posts_count: int, basis: str
) -> RecruitPlan:
    """Draw up the plan of a year."""
    require(actor, area, Kind.DISTRICT)
    plan = RecruitPlan(
        area=area,
        year=year,
        name=name.strip(),
        posts_count=posts_count,
        basis=basis.strip(),
        recorded_by_id=actor.account_id,
    )
    plan.full_clean()
    plan.save()
    _log(actor, "recruitment.planned", plan, area, {"name": plan.name})
    return plan


@transaction.atomic
def announce_plan(*, actor: Actor, plan: RecruitPlan, announced_on: date) -> RecruitPlan:
    """Open the plan: its streets count from ``announced_on``."""
    plan = RecruitPlan.objects.unscoped(WHY).select_for_update().get(pk=plan.pk)
    require(actor, plan.area)
    if plan.announced_on is not None:
        raise ValidationError(f"{plan.name}已在 {plan.announced_on} 公告。")
    plan.announced_on = announced_on
    plan.full_clean()
    plan.save(update_fields=["announced_on"])
    data = {"name": plan.name, "day": announced_on.isoformat()}
    _log(actor, "recruitment.announced", plan, plan.area, data)
    return plan


@transaction.atomic
def join_plan(*, actor: Actor, plan: RecruitPlan, street: Area, posts_count: int = 0) -> RecruitPlanUnit:
    """A street takes part."""
    require(actor, street, Kind.STREET)
    unit = RecruitPlanUnit(plan=plan, street=street, posts_count=posts_count, recorded_by_id=actor.account_id)
    unit.full_clean()
    unit.save()
    _log(actor, "recruitment.joined", unit, street, {"street": street.name, "name": plan.name})
    return unit


@transaction.atomic
def leave_plan(*, actor: Actor, unit: RecruitPlanUnit, withdrew_on: date) -> RecruitPlanUnit:
    """A street steps back; it counts until, not on, ``withdrew_on``."""
    unit = RecruitPlanUnit.objects.unscoped(WHY).select_for_update().get(pk=unit.pk)
    require(actor, unit.street)
    if unit.withdrew_on is not None:
        raise ValidationError(f"{unit.street.name}已在 {unit.withdrew_on} 退出。")
    unit.withdrew_on = withdrew_on
    unit.full_clean()
    unit.save(update_fields=["withdrew_on"])
    data = {"street": unit.street.name, "name": unit.plan.name, "day": withdrew_on.isoformat()}
    _log(actor, "recruitment.left", unit, unit.street, data)
    return unit


@transaction.atomic
def apply_for_plan(
    *, actor: Actor, plan: RecruitPlan, worker: Worker, street: Area, applied_on: date
) -> Candidate:
    """A community's chief in post applies, put up by the street that takes part."""
    require(actor, street, Kind.STREET)
    if plan.announced_on is None or plan.announced_on > applied_on:
        raise ValidationError(f"{plan.name}还没有公告，不能报名。请在公告后登记。")
    units = RecruitPlanUnit.objects.unscoped(WHY).filter(plan=plan, street=street, withdrew_on__isnull=True)
    if not units.exists():
        raise ValidationError(f"{street.name}没有参加{plan.name}。请先登记参加单位。")
    if worker.post != WorkerPost.CHIEF or (worker.left_on and worker.left_on <= applied_on):
        raise ValidationError("考核招聘面向在岗的社区（村）党组织书记。请核对人员的岗位。")
    candidate = Candidate(
        plan=plan, worker=worker, street=street, applied_on=applied_on, recorded_by_id=actor.account_id
    )
    candidate.full_clean()
    candidate.save()
    _log(actor, "candidate.applied", candidate, street, {"name": plan.name})
    return candidate


@transaction.atomic
def move_candidate(*, actor: Actor, candidate: Candidate, verb: str, **values: Any) -> Candidate:
    """Any verb of ``states.CANDIDATE``; ``recommend`` (with ``recommended_on``) is the one that counts."""
    rows = Candidate.objects.unscoped(WHY).select_related("street", "plan")
    candidate = rows.select_for_update(of=("self",)).get(pk=candidate.pk)
    require(actor, candidate.street)
    step = CANDIDATE.apply(candidate, verb, actor=actor, at=business_now(), **values)
    candidate.full_clean()
    candidate.save(update_fields=CANDIDATE.changed_fields(verb))
    data = {"name": candidate.plan.name, "step": step.transition.label}
    _log(actor, "candidate.moved", candidate, candidate.street, data)
    return candidate


def _log(actor: Actor, done: str, target: Any, area: Area, data: dict[str, str]) -> None:
    log.record(actor=actor, code=f"workforce.{done}", target=target, area_id=area.pk, data=data)
