"""Parties: entered, told their rights, asked; and what follows at once when one of them says no."""

from dataclasses import dataclass, fields
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.mediation.consents import all_agree, missing
from linli.mediation.models import PAPER_ONLY, DisputeCase, Matter, Outcome, Party, PartyConsent, Side, Way
from linli.mediation.models.party import ADDRESS, PHONE
from linli.mediation.naming import require_nobody_named
from linli.mediation.services.agreements import back_to_paper
from linli.mediation.services.cases import end
from linli.mediation.services.panels import ask_anew, notables_leave
from linli.mediation.services.stories import withdraw_story
from linli.mediation.services.team import join
from linli.mediation.services.telling import WHY, locked, open_case, told
from linli.mediation.states import CLOSED_STAGES, REGISTERED
from linli.mediation.timeline import require_day
from linli.orgs.models import Area
from linli.people import crypto
from linli.people.models import Household

REFUSED = "{side}不同意调解"
WITHDRAWN = "{side}不愿继续调解"


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What the papers ask of a party; everything but the name may stay empty."""

    name: str
    is_organisation: bool = False
    sex: str = ""
    ethnicity: str = ""
    age: int | None = None
    occupation: str = ""
    household: Household | None = None
    estate: Area | None = None
    employer: str = ""
    agent_name: str = ""
    agent_authority: str = ""


def _sealed(text: str, field: str) -> bytes | None:
    return crypto.seal(text.strip(), field) if text.strip() else None


@transaction.atomic
def add_party(
    *,
    actor: Actor,
    case: DisputeCase,
    side: Side,
    about: Particulars,
    phone: str = "",
    address: str = "",
) -> Party:
    """Enter a party. One that joins late is told and asked before anything goes on: nothing the others agreed to
    holds for it, so the panel is asked about it anew and mediation is not public until it agrees too.

    Before the case is accepted whoever enters a party works on the case from then on: they know its name.
    """
    case = open_case(actor, case)
    require_nobody_named([about], case.title, case.summary)
    rows = Party.objects.unscoped(WHY).filter(case=case)
    values = {each.name: getattr(about, each.name) for each in fields(about)}
    party = Party(
        case=case,
        side=side,
        serial=rows.count() + 1,
        phone_sealed=_sealed(phone, PHONE),
        address_sealed=_sealed(address, ADDRESS),
        recorded_by_id=actor.account_id,
        **values,
    )
    party.full_clean()
    party.save()
    case.parties_count, case.is_public = max(2, rows.count()), False
    case.save(update_fields=["parties_count", "is_public"])
    ask_anew(actor=actor, case=case)
    if case.stage == REGISTERED and actor.account is not None and actor.account.person is not None:
        join(case=case, person=actor.account.person, on=business_date())
    told(actor, case, "mediation.party.added", side=Side(side).label)
    return party


@transaction.atomic
def tell_rights(*, actor: Actor, party: Party, on: date) -> Party:
    """The nature of the committee, rights and duties were told, before anything else (第二十三、二十四条)."""
    case = open_case(actor, party.case)
    if case.stage == REGISTERED:
        raise ValidationError("案件还没有受理。先受理，再告知权利义务。")
    if party.told_rights_on is not None:
        raise ValidationError(f"已在 {party.told_rights_on} 告知，不用再办。")
    require_day(on, "告知", ("受理", case.accepted_on))
    party.told_rights_on = on
    party.full_clean()
    party.save(update_fields=["told_rights_on"])
    told(actor, case, "mediation.party.told", side=party.get_side_display())
    return party


@transaction.atomic
def see_identity(*, actor: Actor, party: Party, on: date) -> Party:
    """The party's identity paper was looked at; no number of it is kept."""
    case = locked(actor, party.case)
    require_day(on, "核对", ("登记", case.registered_on))
    party.id_seen_on = on
    party.full_clean()
    party.save(update_fields=["id_seen_on"])
    told(actor, case, "mediation.party.identified", side=party.get_side_display())
    return party


@transaction.atomic
def answer(
    *,
    actor: Actor,
    party: Party,
    matter: Matter,
    given: bool,
    on: date,
    way: Way = Way.PAPER,
    until: date | None = None,
) -> PartyConsent:
    """What a party says to one question. A no to mediation, before or after a yes, ends the case in the same act.

    ``until``: with a yes to extend, the day it reaches to; a new yes takes the place of one that was used up.
    """
    case = locked(actor, party.case, in_the_cabinet=matter is Matter.STORY)
    # In one round two parties may refuse: the first ends the case, the second is written down beside it.
    beside = (
        matter is Matter.MEDIATION and not given and case.outcome == Outcome.ENDED and case.closed_on == on
    )
    if case.stage in CLOSED_STAGES and matter is not Matter.STORY and not beside:
        raise ValidationError(f"案件已经结案（{case.get_outcome_display()}），不能再改各方的意见。")
    if party.told_rights_on is None:
        raise ValidationError(
            "还没有向这一方告知权利义务。先告知，再问意见。依据：《人民调解工作若干规定》第三十条。"
        )
    if matter is Matter.E_SIGN and given and case.special in PAPER_ONLY:
        raise ValidationError(
            f"涉及{case.get_special_display()}的文书不能用电子签名，请用纸签。依据：《电子签名法》第三条。"
        )
    if matter is Matter.STORY and given and way is Way.SPOKEN:
        raise ValidationError("作为事例宣传要书面同意，口头同意不够。请当事人签字，或者在网上确认。")
    row = PartyConsent.objects.unscoped(WHY).filter(party=party, matter=matter).first()
    require_day(on, "意见的", ("告知这一方权利义务", party.told_rights_on))
    if matter is Matter.EXTENSION and given:
        _require_until(case, until)
    if row is not None:
        require_day(on, "意见的", ("这一方上次答复", row.withdrawn_on or row.answered_on))
    if row is None:
        row = PartyConsent(party=party, matter=matter, recorded_by_id=actor.account_id)
    if row.pk and row.given and not given:
        row.withdrawn_on = on
    else:
        row.given, row.answered_on, row.way, row.withdrawn_on = given, on, way, None
        row.until, row.used_on = until if given and matter is Matter.EXTENSION else None, None
    row.full_clean()
    row.save()
    side = party.get_side_display()
    told(actor, case, "mediation.party.answered", side=side, matter=Matter(matter).label, answer=row.said)
    if not row.holds:
        _follow_refusal(actor, case, party, matter, on, withdrawn=row.withdrawn_on is not None)
    return row


def _require_until(case: DisputeCase, until: date | None) -> None:
    """A yes to extend without a day, or to a day that extends nothing, is none."""
    if until is None:
        raise ValidationError({"until": "同意延长的，要写明延长到哪一天。"})
    if case.due_on is not None and until <= case.due_on:
        raise ValidationError(
            {"until": f"现在的期限就是 {case.due_on}，同意延长到 {until} 不算延长。请填更晚的一天。"}
        )


def _follow_refusal(
    actor: Actor, case: DisputeCase, party: Party, matter: Matter, on: date, *, withdrawn: bool
) -> None:
    """What a no brings about, in the transaction in which it was said (domain.md T12)."""
    side = party.get_side_display()
    if matter is Matter.MEDIATION and case.stage in CLOSED_STAGES:
        return
    if matter is Matter.MEDIATION and case.stage != REGISTERED:
        words = WITHDRAWN if withdrawn else REFUSED
        end(actor=actor, case=case, closed_on=on, reason=words.format(side=side))
    elif matter is Matter.NOTABLES:
        notables_leave(actor=actor, case=case, on=on, reason=f"{side}不同意请群英和专家")
    elif matter is Matter.PUBLIC and case.is_public:
        case.is_public = False
        case.save(update_fields=["is_public"])
        told(actor, case, "mediation.case.closed_doors")
    elif matter is Matter.E_SIGN:
        back_to_paper(actor=actor, case=case)
    elif matter is Matter.STORY:
        withdraw_story(actor=actor, case=case, on=on)


@transaction.atomic
def hold_in_public(*, actor: Actor, case: DisputeCase) -> DisputeCase:
    """Public mediation, when every party agreed to it (domain.md 4.3.6, rule 9)."""
    case = open_case(actor, case)
    if lacking := missing(case, Matter.PUBLIC):
        raise ValidationError(
            f"还有 {len(lacking)} 方没有同意公开。公开要各方都同意；没有都同意的，不公开调解。"
            "依据：《人民调解法》第二十三条。"
        )
    if not all_agree(case, Matter.PUBLIC):
        raise ValidationError(
            "至少登记两方当事人，各方都同意，才能公开调解。依据：《人民调解法》第二十三条。"
        )
    case.is_public = True
    case.save(update_fields=["is_public"])
    told(actor, case, "mediation.case.published")
    return case
