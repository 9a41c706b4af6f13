"""Visits after an agreement: planned by the district's clocks, told, and a relapse that opens a linked case."""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.mediation.consents import parties_of
from linli.mediation.limits import EARLY_VISIT_DAYS, FOLLOW_UPS
from linli.mediation.models import (
    CaseSource,
    DisputeCase,
    DisputeKind,
    FollowUp,
    Intensity,
    Outcome,
    Party,
    Special,
)
from linli.mediation.naming import require_nobody_named
from linli.mediation.services.cases import register_case
from linli.mediation.services.team import keep
from linli.mediation.services.telling import WHY, locked, told
from linli.mediation.timeline import require_day
from linli.workflow.selectors import clock_on, ends_on

CARRIED = (
    "side",
    "serial",
    "name",
    "is_organisation",
    "sex",
    "ethnicity",
    "age",
    "occupation",
    "phone_sealed",
    "address_sealed",
    "household",
    "estate",
    "employer",
    "agent_name",
    "agent_authority",
)


def plan(*, actor: Actor, case: DisputeCase, effective_on: date) -> list[FollowUp]:
    """One row for each clock of the district. Inside the caller's act."""
    found = []
    for serial, code in enumerate(FOLLOW_UPS, start=1):
        rule = clock_on(code, effective_on)
        due_on = ends_on(rule, effective_on)
        found.append(FollowUp(case=case, serial=serial, due_on=due_on, recorded_by_id=actor.account_id))
    return FollowUp.everything.bulk_create(found)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a visit found."""

    visited: str
    cause: str
    performed_percent: int
    satisfaction: str
    by: str
    in_court: bool = False
    risk: str = ""
    measures: str = ""


@transaction.atomic
def note_follow_up(*, actor: Actor, follow_up: FollowUp, seen: Seen, on: date) -> FollowUp:
    """Tell one visit; a risk needs the measure taken against it."""
    case = locked(actor, follow_up.case)
    if follow_up.done_on is not None:
        raise ValidationError(f"这次回访已在 {follow_up.done_on} 记下。")
    require_day(on, "回访", ("结案", case.closed_on))
    earliest = follow_up.due_on - timedelta(days=EARLY_VISIT_DAYS)
    if on < earliest:
        raise ValidationError(
            {
                "on": f"第{follow_up.serial}次回访应在 {follow_up.due_on}，最多提前 {EARLY_VISIT_DAYS} 天，"
                f"{on} 太早。到时候再去看协议守住了没有。"
            }
        )
    _require_answered(seen)
    for each in fields(seen):
        setattr(follow_up, each.name, getattr(seen, each.name))
    follow_up.done_on = on
    follow_up.full_clean()
    follow_up.save()
    told(actor, case, "mediation.follow_up.done", serial=follow_up.serial)
    return follow_up


def _require_answered(seen: Seen) -> None:
    """A risk without a measure, or a measure against nothing, is half a word."""
    if seen.risk.strip() and not seen.measures.strip():
        raise ValidationError({"measures": "写了隐患的，要写采取了什么措施。"})
    if seen.measures.strip() and not seen.risk.strip():
        raise ValidationError({"risk": "写了措施的，也要写明有什么隐患。"})


@transaction.atomic
def relapse(
    *, actor: Actor, case: DisputeCase, on: date, summary: str, title: str | None = None
) -> DisputeCase:
    """The dispute broke out again: a new case, linked, with the same parties; each is told and asked anew.

    Whoever registers it keeps it: its parties' names are there before it is accepted. ``title``: None for that of the
    earlier case. Raises ValidationError where title or summary name a party.
    """
    case = locked(actor, case, in_the_cabinet=True)
    if case.outcome != Outcome.AGREED:
        raise ValidationError("只有达成过协议的案件，才有“反复”。没有达成的，请登记新的案件。")
    require_day(on, "反复", ("结案", case.closed_on))
    parties, title = parties_of(case), case.title if title is None else title
    require_nobody_named(parties, title, summary)
    following = register_case(
        actor=actor,
        community=case.community,
        source=CaseSource.INITIATIVE,
        kind=DisputeKind(case.kind),
        registered_on=on,
        intensity=Intensity(case.intensity),
        theme=case.theme,
        summary=summary,
        title=title,
        place=case.place,
        special=Special(case.special),
        previous=case,
        parties_count=case.parties_count,
    )
    Party.everything.bulk_create(
        Party(
            case=following,
            recorded_by_id=actor.account_id,
            **{name: getattr(party, name) for name in CARRIED},
        )
        for party in parties
    )
    keep(actor=actor, case=following, on=on)
    return following


def next_due(case: DisputeCase) -> FollowUp | None:
    """The visit owed next."""
    rows = FollowUp.objects.unscoped(WHY).filter(case=case, done_on__isnull=True)
    return rows.order_by("due_on", "serial").first()
