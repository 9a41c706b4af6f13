"""Writes of guidance: groups of a campaign, the units each guides, its visits."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date
from linli.orgs.models import Campaign, Organisation
from linli.people.models import Person
from linli.study.models import GuidanceGroup, GuidanceMember, GuidanceVisit, GuidedUnit, VisitMode
from linli.study.policies import require
from linli.study.selectors import runs_on


@transaction.atomic
def form_group(
    *, actor: Actor, campaign: Campaign, number: int, day: date, leader: Person, members: tuple[Person, ...]
) -> GuidanceGroup:
    """Set up a guidance group of a running campaign; the leader is a member too.

    Raises PermissionDenied outside the campaign's area, ValidationError when the campaign does not run or
    the number is taken.
    """
    require(actor, campaign.area)
    if not runs_on(campaign, day):
        raise ValidationError(f"“{campaign.name}”在 {day:%Y年%-m月%-d日} 没有进行，不能组建指导组。")
    group = GuidanceGroup(
        campaign=campaign, number=number, formed_on=day, leader=leader, recorded_by_id=actor.account_id
    )
    group.full_clean()
    group.save()
    for person in dict.fromkeys((leader, *members)):
        member = GuidanceMember(group=group, person=person, valid_from=day, recorded_by_id=actor.account_id)
        member.full_clean()
        member.save()
    log.record(
        actor=actor,
        code="study.group.formed",
        target=group,
        area_id=campaign.area_id,
        data={"number": number, "campaign": campaign.name},
    )
    return group


@transaction.atomic
def assign_unit(*, actor: Actor, group: GuidanceGroup, organisation: Organisation, day: date) -> GuidedUnit:
    """The group guides the unit from ``day``. Raises ValidationError while another group of it does."""
    require(actor, group.campaign.area)
    if not runs_on(group.campaign, day) or day < group.formed_on:
        raise ValidationError("联系的日期要在指导组组建之后、专项工作结束之前。请改正日期。")
    unit = GuidedUnit(
        campaign=group.campaign,
        group=group,
        organisation=organisation,
        valid_from=day,
        recorded_by_id=actor.account_id,
    )
    unit.full_clean()
    unit.save()
    _log_unit(actor, unit, "study.unit.assigned", day)
    return unit


@transaction.atomic
def release_unit(*, actor: Actor, unit: GuidedUnit, day: date) -> GuidedUnit:
    """The group no longer guides the unit from ``day`` on."""
    require(actor, unit.campaign.area)
    if unit.valid_to is not None:
        raise ValidationError(f"这项联系已在 {unit.valid_to} 结束。")
    unit.valid_to = day
    unit.full_clean()
    unit.save(update_fields=["valid_to"])
    _log_unit(actor, unit, "study.unit.released", day)
    return unit


def _log_unit(actor: Actor, unit: GuidedUnit, code: str, day: date) -> None:
    log.record(
        actor=actor,
        code=code,
        target=unit,
        area_id=unit.organisation.area_id,
        data={"unit": unit.organisation.name, "number": unit.group.number, "day": day.isoformat()},
    )


@transaction.atomic
def record_visit(
    *,
    actor: Actor,
    unit: GuidedUnit,
    mode: VisitMode,
    held_on: date,
    summary: str = "",
    participant_count: int | None = None,
) -> GuidanceVisit:
    """A visit that took place while the group guided the unit."""
    require(actor, unit.campaign.area)
    if held_on > business_date():
        raise ValidationError("督导后再记录：日期不能晚于今天。")
    if held_on < unit.valid_from or (unit.valid_to is not None and held_on >= unit.valid_to):
        raise ValidationError(f"{held_on:%Y年%-m月%-d日} 这个单位不归本组联系。请改正日期或单位。")
    visit = GuidanceVisit(
        unit=unit,
        mode=mode,
        held_on=held_on,
        summary=summary.strip(),
        participant_count=participant_count,
        recorded_by_id=actor.account_id,
    )
    visit.full_clean()
    visit.save()
    log.record(
        actor=actor,
        code="study.visit.recorded",
        target=visit,
        area_id=unit.organisation.area_id,
        data={"mode": mode.label, "unit": unit.organisation.name, "day": held_on.isoformat()},
    )
    return visit
