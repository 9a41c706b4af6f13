"""Writes about the leads: appointed with a file, dismissed with a reason, honoured by a decision."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date
from linli.grid.leads.models import (
    BestNeighbourLead,
    HonourLevel,
    Lead,
    LeaveReason,
    ProducedBy,
    SelectionStandard,
)
from linli.grid.leads.policies import require
from linli.grid.leads.selectors import WHY
from linli.grid.policies import SET_UP_LEADS
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.log_keys import sealed
from linli.people.models import LEAD_POSTS, Appointment, Person, Post
from linli.people.services import appoint, leave_post
from linli.workflow.clocks import ClockRule
from linli.workflow.selectors import clock_on, working_calendar

POSTING = "notices.appointment.posting"


@dataclass(frozen=True, kw_only=True)
class Choosing:
    """How a lead was chosen: assessed, posted, decided."""

    produced_by: ProducedBy
    meets_standard: bool
    assessed_by: Person
    assessed_on: date
    publicity_from: date
    publicity_to: date
    decision: str
    decided_on: date


def short_posting(start: date, end: date) -> ClockRule | None:
    """None, or the rule that asks for more days."""
    rule = clock_on(POSTING, start)
    return None if working_calendar().workdays_between(start, end) >= rule.amount else rule


def check_choosing(choosing: Choosing, day: date) -> None:
    """Raises ValidationError in words when somebody so chosen may not take office on ``day``."""
    if not choosing.meets_standard:
        raise ValidationError(
            "审核结论是不符合选任条件，不能上任。依据：三长选任条件（五有、一无、四个不宜）。请另行推荐人选。"
        )
    short = short_posting(choosing.publicity_from, choosing.publicity_to)
    if short is not None:
        raise ValidationError(
            f"公示不足 {short.said}，还不能上任。依据：{short.basis}。请把公示延长后再办理。"
        )
    if day < max(choosing.publicity_to, choosing.decided_on):
        raise ValidationError(
            "上任日期早于公示结束或作出决定的日期。三长变动要先公示、有决定。请改上任日期。"
        )


def standard_on(day: date) -> SelectionStandard:
    """The checklist in force. Raises ValidationError while there is none."""
    found = SelectionStandard.objects.unscoped(WHY).filter(in_force(day)).first()
    if found is None:
        raise ValidationError("这一天还没有施行中的三长选任条件。请先由区里登记选任条件。")
    return found


@transaction.atomic
def set_standard(
    *, actor: Actor, area: Area, items: list[dict[str, str]], day: date, basis: str
) -> SelectionStandard:
    """Another wording of the checklist from ``day`` on; whoever was assessed before keeps theirs.

    Raises ValidationError for a day past, or not after the version before it began.
    """
    if not actor.may(SET_UP_LEADS, area):
        raise PermissionDenied("三长选任条件由区里定。")
    if day < business_date():
        raise ValidationError({"day": "从今天或以后起。以前按原来的一版审核，不能改。"})
    if not basis.strip():
        raise ValidationError({"basis": "请写明依据，例如文件号。"})
    before = SelectionStandard.objects.unscoped(WHY).filter(area=area, valid_to__isnull=True).first()
    if before is not None:
        if day <= before.valid_from:
            raise ValidationError(
                {"day": f"现在这一版自 {before.valid_from:%Y年%-m月%-d日} 起，新的一版要更晚。"}
            )
        before.valid_to = day
        before.save(update_fields=["valid_to"])
    standard = SelectionStandard(
        area=area, items=items, basis=basis.strip(), valid_from=day, recorded_by_id=actor.account_id
    )
    standard.full_clean()
    standard.save()
    data = {"day": day.isoformat(), "count": len(items)}
    log.record(actor=actor, code="grid.standard.set", target=standard, area_id=area.pk, data=data)
    return standard


@transaction.atomic
def appoint_lead(
    *, actor: Actor, person: Person, post: Post, area: Area, day: date, choosing: Choosing
) -> Lead:
    """Put a lead in office from ``day`` and open the file. Refused (ValidationError) when the assessment says
    no, the posting was too short, or ``day`` precedes decision or posting."""
    require(actor, area)
    if post not in LEAD_POSTS:
        raise ValidationError(f"{post.label}不是三长，不在这里办理。请到人员任职办理。")
    check_choosing(choosing, day)
    appointment = appoint(
        actor=actor, person=person, post=post, area=area, day=day, basis=choosing.decision[:120]
    )
    lead = Lead(
        appointment=appointment,
        produced_by=choosing.produced_by,
        standard=standard_on(choosing.assessed_on),
        meets_standard=choosing.meets_standard,
        assessed_by=choosing.assessed_by,
        assessed_on=choosing.assessed_on,
        decision=choosing.decision,
        decided_on=choosing.decided_on,
        publicity_from=choosing.publicity_from,
        publicity_to=choosing.publicity_to,
        recorded_by_id=actor.account_id,
    )
    lead.full_clean()
    lead.save()
    data = {"post": post.label, "area": area.name, "how": ProducedBy(lead.produced_by).label}
    log.record(actor=actor, code="grid.lead.recorded", target=lead, area_id=area.pk, data=data)
    return lead


@transaction.atomic
def dismiss_lead(*, actor: Actor, lead: Lead, day: date, reason: LeaveReason) -> Lead:
    """End the appointment: ``day`` is the first day out of office."""
    appointment = lead.appointment
    require(actor, appointment.area)
    leave_post(actor=actor, appointment=appointment, day=day, reason=reason.label)
    lead.leave_reason = reason
    lead.full_clean()
    lead.save(update_fields=["leave_reason"])
    data = {
        "post": Post(appointment.post).label,
        "area": appointment.area.name,
        "reason": sealed(appointment.person, reason.label),
    }
    log.record(actor=actor, code="grid.lead.dismissed", target=lead, area_id=appointment.area_id, data=data)
    return lead


@transaction.atomic
def honour_neighbour_lead(
    *,
    actor: Actor,
    appointment: Appointment,
    year: int,
    level: HonourLevel,
    decision: str,
    decided_on: date,
    publicity_from: date,
    publicity_to: date,
    deeds: str = "",
) -> BestNeighbourLead:
    """Record the decision. Refused for other posts, for a lead out of office, after too short a posting."""
    require(actor, appointment.area)
    if appointment.post != Post.NEIGHBOUR_LEAD:
        raise ValidationError("“最美邻长”只授予邻长。请选邻长任职。")
    ended = appointment.valid_to is not None and appointment.valid_to <= decided_on
    if appointment.valid_from > decided_on or ended:
        raise ValidationError("这位邻长在决定当日不在任。请核对任职和决定日期。")
    short = short_posting(publicity_from, publicity_to)
    if short is not None:
        raise ValidationError(f"公示不足 {short.said}。依据：{short.basis}。请公示期满后再作决定。")
    honour = BestNeighbourLead(
        appointment=appointment,
        year=year,
        level=level,
        decision=decision,
        decided_on=decided_on,
        publicity_from=publicity_from,
        publicity_to=publicity_to,
        deeds=deeds,
        recorded_by_id=actor.account_id,
    )
    honour.full_clean()
    honour.save()
    data = {"year": year, "level": level.label, "area": appointment.area.name}
    log.record(actor=actor, code="grid.lead.honoured", target=honour, area_id=appointment.area_id, data=data)
    return honour
