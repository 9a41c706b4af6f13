"""A question put to the notables that is no dispute: opened, heard door by door, closed with what came of it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date
from linli.mediation.models import Consultation, Notable, Voice
from linli.mediation.policies import require, require_community
from linli.mediation.selectors import listed_on
from linli.orgs.models import Area, Theme

WHY = "what one notable heard in a consultation the actor was admitted to"


def _log(actor: Actor, row: Consultation, code: str, **data: object) -> None:
    community = row.community
    log.record(
        actor=actor,
        code=code,
        target=row,
        area_id=community.pk,
        data={"community": community.name, **data},
    )


@transaction.atomic
def open_consultation(
    *,
    actor: Actor,
    community: Area,
    question: str,
    on: date,
    place: Area | None = None,
    theme: Theme | None = None,
) -> Consultation:
    """Ask the notables of a community."""
    require(actor, community)
    require_community(community)
    if on > business_date():
        raise ValidationError({"on": f"开始日期在以后。请填 {business_date()} 或更早的一天。"})
    row = Consultation(
        community=community,
        question=question,
        opened_on=on,
        place=place,
        theme=theme,
        recorded_by_id=actor.account_id,
    )
    row.full_clean()
    row.save()
    _log(actor, row, "mediation.consultation.opened")
    return row


def _require_during(consultation: Consultation, on: date) -> None:
    if not consultation.opened_on <= on <= business_date():
        raise ValidationError({"on": f"日期要在开始（{consultation.opened_on}）以后、今天以前。请改日期。"})


@transaction.atomic
def hear(
    *, actor: Actor, consultation: Consultation, notable: Notable, doors: int, words: str, on: date
) -> Voice:
    """What one notable heard that day; nobody who spoke is named."""
    require(actor, consultation.community)
    if consultation.closed_on is not None:
        raise ValidationError(f"征询已在 {consultation.closed_on} 结束。")
    _require_during(consultation, on)
    if Voice.objects.unscoped(WHY).filter(consultation=consultation, notable=notable, heard_on=on).exists():
        raise ValidationError("这位这一天听到的已经记过了，一天记一次。请改日期，或并成一条。")
    if not listed_on(on).filter(pk=notable.pk, community=consultation.community).exists():
        raise ValidationError("这位当天不在本社区（村）的群英谱上。")
    row = Voice(
        consultation=consultation,
        notable=notable,
        heard_on=on,
        doors=doors,
        words=words,
        recorded_by_id=actor.account_id,
    )
    row.full_clean()
    row.save()
    _log(actor, consultation, "mediation.consultation.heard", doors=doors)
    return row


@transaction.atomic
def close_consultation(*, actor: Actor, consultation: Consultation, findings: str, on: date) -> Consultation:
    """Say what came of it. Refused while nobody was heard."""
    require(actor, consultation.community)
    if consultation.closed_on is not None:
        raise ValidationError(f"征询已在 {consultation.closed_on} 结束。")
    if not consultation.voices.exists():
        raise ValidationError("还没有记下一户的意见，不能结束。")
    _require_during(consultation, on)
    consultation.closed_on, consultation.findings = on, findings.strip()
    consultation.full_clean()
    consultation.save(update_fields=["closed_on", "findings"])
    _log(actor, consultation, "mediation.consultation.closed")
    return consultation
