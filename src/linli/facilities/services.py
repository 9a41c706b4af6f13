"""Writes about premises and projects. Each is one transaction, one act in the log."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date, business_now
from linli.common.money import yuan
from linli.facilities.models import (
    Carrier,
    FundLine,
    FundSource,
    Milestone,
    MilestoneKind,
    Premises,
    PremisesFunction,
    PremisesProject,
    PremisesUse,
    ProjectType,
    Tenure,
)
from linli.facilities.policies import require
from linli.facilities.selectors import WHY
from linli.facilities.states import PROJECT
from linli.orgs.models import Area
from linli.workflow.assigning import finish_at_end

VERB_OF_MILESTONE: dict[MilestoneKind, str] = {
    MilestoneKind.APPROVAL: "approve",
    MilestoneKind.FUNDING: "fund",
    MilestoneKind.START: "start",
    MilestoneKind.STRUCTURE: "build",
    MilestoneKind.ACCEPTANCE: "accept",
    MilestoneKind.HANDOVER: "hand_over",
    MilestoneKind.MOVE_IN: "move_in",
    MilestoneKind.IN_USE: "put_to_use",
}
"""Milestones that carry the project a step on; 选址, 设计 and 消防验收 go beside."""


@transaction.atomic
def open_premises(
    *,
    actor: Actor,
    community: Area,
    name: str,
    address: str,
    tenure: Tenure,
    floor_area_m2: Decimal,
    valid_from: date,
    activity_area_m2: Decimal | None = None,
    office_area_m2: Decimal | None = None,
    uses: Sequence[PremisesUse] = (),
) -> Premises:
    """Register rooms a community has from ``valid_from`` on, with what they serve for. Areas in m²."""
    require(actor, community)
    premises = Premises(
        community=community,
        name=name.strip(),
        address=address.strip(),
        tenure=tenure,
        floor_area_m2=floor_area_m2,
        activity_area_m2=activity_area_m2,
        office_area_m2=office_area_m2,
        valid_from=valid_from,
        recorded_by_id=actor.account_id,
    )
    premises.full_clean()
    premises.save()
    PremisesFunction.everything.bulk_create(
        PremisesFunction(premises=premises, use=use, recorded_by_id=actor.account_id)
        for use in dict.fromkeys(uses)
    )
    log.record(
        actor=actor,
        code="facilities.premises.opened",
        target=premises,
        area_id=community.pk,
        data={"name": premises.name, "day": valid_from.isoformat()},
    )
    return premises


@transaction.atomic
def register_project(
    *,
    actor: Actor,
    community: Area,
    name: str,
    plan_from_year: int,
    plan_year: int,
    type: ProjectType,  # noqa: A002  # the field's name
    carrier_programme: Carrier,
    target_area_m2: Decimal,
    budget_total_fen: int,
) -> PremisesProject:
    """Take a project into the reserve of a three-year plan. It counts nowhere before its 立项."""
    require(actor, community)
    project = PremisesProject(
        community=community,
        name=name.strip(),
        plan_from_year=plan_from_year,
        plan_year=plan_year,
        type=type,
        carrier_programme=carrier_programme,
        target_area_m2=target_area_m2,
        budget_total_fen=budget_total_fen,
        recorded_by_id=actor.account_id,
    )
    project.full_clean()
    project.save()
    _log(actor, "registered", project)
    return project


@transaction.atomic
def plan_milestone(
    *, actor: Actor, project: PremisesProject, kind: MilestoneKind, planned_on: date
) -> Milestone:
    """Set the day by which a step is to be reached. A step reached keeps its plan."""
    require(actor, project.community)
    milestone = _milestone(project, kind, actor)
    if milestone.actual_on is not None:
        raise ValidationError(f"{kind.label}已在 {milestone.actual_on} 完成，不用再改计划日期。")
    milestone.planned_on = planned_on
    milestone.full_clean()
    milestone.save()
    _log(actor, "planned", project, step=kind.label, day=planned_on.isoformat())
    return milestone


@transaction.atomic
def reach_milestone(
    *, actor: Actor, project: PremisesProject, kind: MilestoneKind, actual_on: date, evidence: str
) -> Milestone:
    """A step was reached on ``actual_on``; where the table says so, the project moves on with it.

    Raises ValidationError for a step reached before, a day yet to come or earlier than a step before it;
    ``TransitionRefused`` when steps are skipped.
    """
    project = _fresh(project)
    require(actor, project.community)
    if actual_on > business_date():
        raise ValidationError(f"{actual_on} 还没到，{kind.label}完成后再登记实际日期。")
    milestone = _milestone(project, kind, actor)
    if milestone.actual_on is not None:
        raise ValidationError(f"{kind.label}已登记在 {milestone.actual_on} 完成，不能重复登记。")
    if verb := VERB_OF_MILESTONE.get(kind):
        PROJECT.apply(project, verb, actor=actor, at=business_now(), actual_on=actual_on)
        _refuse_earlier_than_steps_before(project, kind, actual_on)
        project.save(update_fields=PROJECT.changed_fields(verb))
    milestone.actual_on, milestone.evidence = actual_on, evidence.strip()
    milestone.full_clean()
    milestone.save()
    _log(actor, "advanced", project, step=kind.label, day=actual_on.isoformat())
    finish_at_end(actor=actor, target=project, machine=PROJECT)
    return milestone


@transaction.atomic
def cancel_project(
    *, actor: Actor, project: PremisesProject, cancelled_on: date, cancel_reason: str
) -> PremisesProject:
    """Give a project up before its acceptance; it counts until, not on, ``cancelled_on``."""
    project = _fresh(project)
    require(actor, project.community)
    PROJECT.apply(
        project,
        "cancel",
        actor=actor,
        at=business_now(),
        cancelled_on=cancelled_on,
        cancel_reason=cancel_reason,
    )
    project.full_clean()
    project.save(update_fields=PROJECT.changed_fields("cancel"))
    _log(actor, "cancelled", project, day=cancelled_on.isoformat())
    finish_at_end(actor=actor, target=project, machine=PROJECT)
    return project


@transaction.atomic
def set_funds(
    *, actor: Actor, project: PremisesProject, source: FundSource, amount_fen: int, arrived_fen: int
) -> FundLine:
    """What one source promised and how much of it arrived, in fen. The sum stays within 110 % of the budget."""
    project = _fresh(project)
    require(actor, project.community)
    own = FundLine.objects.unscoped(WHY).filter(project=project)
    line = own.filter(source=source).first() or FundLine(
        project=project, source=source, recorded_by_id=actor.account_id
    )
    line.amount_fen, line.arrived_fen = amount_fen, arrived_fen
    line.full_clean()
    others = own.exclude(source=source).aggregate(total=Sum("amount_fen"))["total"] or 0
    if (others + amount_fen) * 10 > project.budget_total_fen * 11:
        raise ValidationError(
            f"安排资金共 {yuan(others + amount_fen)} 元，超过预算 {yuan(project.budget_total_fen)} 元的一成以上。"
            "请先重新报批预算，再登记资金。"
        )
    line.save()
    _log(
        actor,
        "funded",
        project,
        source=source.label,
        amount=yuan(amount_fen),
        arrived=yuan(arrived_fen),
    )
    return line


def _fresh(project: PremisesProject) -> PremisesProject:
    """The row as it is now, locked."""
    rows = PremisesProject.objects.unscoped(WHY).select_related("community")
    return rows.select_for_update(of=("self",)).get(pk=project.pk)


def _milestone(project: PremisesProject, kind: MilestoneKind, actor: Actor) -> Milestone:
    found = Milestone.objects.unscoped(WHY).filter(project=project, kind=kind).first()
    return found or Milestone(project=project, kind=kind, recorded_by_id=actor.account_id)


def _refuse_earlier_than_steps_before(project: PremisesProject, kind: MilestoneKind, day: date) -> None:
    steps = list(VERB_OF_MILESTONE)
    before = steps[: steps.index(kind)]
    later = (
        Milestone.objects.unscoped(WHY).filter(project=project, kind__in=before, actual_on__gt=day).first()
    )
    if later is not None:
        raise ValidationError(
            f"{later.get_kind_display()}在 {later.actual_on} 完成，{kind.label}不能更早。请核对日期。"
        )


def _log(actor: Actor, done: str, project: PremisesProject, **data: str) -> None:
    log.record(
        actor=actor,
        code=f"facilities.project.{done}",
        target=project,
        area_id=project.community_id,
        data={"name": project.name, **data},
    )
