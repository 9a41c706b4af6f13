"""The ledger of lost-work subsidies (第十六条). Apart from cases: no party ever pays anything (第四条)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date
from linli.mediation.models import DisputeCase, Subsidy
from linli.mediation.policies import require, require_community
from linli.mediation.selectors import committee_on, is_mediator_on, listed_on
from linli.orgs.models import Area
from linli.people.models import Person


def _log(actor: Actor, row: Subsidy, code: str) -> None:
    community = row.community
    log.record(actor=actor, code=code, target=row, area_id=community.pk, data={"community": community.name})


@transaction.atomic
def note_subsidy(
    *,
    actor: Actor,
    community: Area,
    person: Person,
    day: date,
    half_days: int,
    amount_fen: int,
    basis: str,
    case: DisputeCase | None = None,
) -> Subsidy:
    """For a mediator or a notable who lost work that day. Raises ValidationError for anybody else."""
    require(actor, community)
    require_community(community)
    if day > business_date():
        raise ValidationError({"on": f"误工日期在以后。请填 {business_date()} 或更早的一天。"})
    committee = committee_on(community, day)
    mediates = committee is not None and is_mediator_on(committee, person, day)
    if not mediates and not listed_on(day).filter(person=person).exists():
        raise ValidationError("误工补贴给人民调解员和群英。这个人当天两样都不是。")
    if case is not None and case.community_id != community.pk:
        raise ValidationError("这起案件不是本社区（村）的。")
    row = Subsidy(
        community=community,
        person=person,
        case=case,
        day=day,
        half_days=half_days,
        amount_fen=amount_fen,
        basis=basis,
        recorded_by_id=actor.account_id,
    )
    row.full_clean()
    row.save()
    _log(actor, row, "mediation.subsidy.noted")
    return row


@transaction.atomic
def pay_subsidy(*, actor: Actor, subsidy: Subsidy, on: date) -> Subsidy:
    """It was paid out."""
    require(actor, subsidy.community)
    if subsidy.paid_on is not None:
        raise ValidationError(f"已在 {subsidy.paid_on} 发放。")
    if not subsidy.day <= on <= business_date():
        raise ValidationError({"on": f"发放要在误工（{subsidy.day}）以后、今天以前。请改日期。"})
    subsidy.paid_on = on
    subsidy.full_clean()
    subsidy.save(update_fields=["paid_on"])
    _log(actor, subsidy, "mediation.subsidy.paid")
    return subsidy
