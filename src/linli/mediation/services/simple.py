"""The simple track: a small case told on one page, from the first word to the spoken agreement (domain.md 4.3.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.mediation.models import (
    CaseSource,
    DisputeCase,
    DisputeKind,
    Form,
    Ground,
    Intensity,
    Matter,
    Party,
    Side,
    Special,
    Way,
)
from linli.mediation.naming import require_nobody_named
from linli.mediation.services import agreements, cases, mediators, parties
from linli.mediation.services.agreements import Owed
from linli.mediation.services.parties import Particulars
from linli.orgs.models import Area
from linli.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What one of two promised; ``by``: 0 the applicant, 1 the respondent. Money in fen."""

    by: int
    duty: str
    due_on: date
    way: str
    amount_fen: int | None = None


@dataclass(frozen=True, kw_only=True)
class SimpleCase:
    """Everything the one page asks. ``agreed``: both said yes to mediation after being told their rights.

    ``cleared``: the mediator was asked for every ground to stand aside and has none; ``accepted``: both accept the
    mediator; ``way``: how they said all of it. ``applicant_reach`` and ``respondent_reach``: telephone and address.
    """

    source: CaseSource
    kind: DisputeKind
    applicant: Particulars
    respondent: Particulars
    facts: str
    summary: str
    promises: Sequence[Promise]
    agreed: bool
    cleared: bool
    accepted: bool
    way: Way = Way.SPOKEN
    applicant_reach: tuple[str, str] = ("", "")
    respondent_reach: tuple[str, str] = ("", "")
    place: Area | None = None
    special: Special = Special.NONE
    mediator: Person | None = None
    recorder: str = ""


@transaction.atomic
def settle_simply(*, actor: Actor, community: Area, told: SimpleCase, on: date) -> DisputeCase:
    """Registered, accepted, told, agreed, closed in one act; with every rule of the long way.

    Raises ValidationError in words; then nothing is kept.
    """
    if not told.agreed:
        raise ValidationError(
            "双方都听了权利义务、都同意调解，才能这样办。有一方不同意的，请登记案件并记下“不同意”。"
            "依据：《人民调解法》第十七条。"
        )
    _require_mediator(told)
    require_nobody_named((told.applicant, told.respondent), told.summary)
    case = cases.register_case(
        actor=actor,
        community=community,
        source=told.source,
        kind=told.kind,
        registered_on=on,
        intensity=Intensity.SIMPLE,
        summary=told.summary,
        place=told.place,
        special=told.special,
    )
    cases.accept_case(actor=actor, case=case, accepted_on=on)
    both = [
        _told(actor, case, side, about, reach, told.way, on)
        for side, about, reach in (
            (Side.APPLICANT, told.applicant, told.applicant_reach),
            (Side.RESPONDENT, told.respondent, told.respondent_reach),
        )
    ]
    cases.inform_parties(actor=actor, case=case)
    if told.mediator is not None:
        none = dict.fromkeys(Ground, False)
        mediators.seat_mediator(actor=actor, case=case, person=told.mediator, said=none, way=told.way, on=on)
    agreement = agreements.draft_agreement(
        actor=actor,
        case=case,
        form=Form.ORAL,
        facts=told.facts,
        issues=told.summary or told.facts[:300],
        clauses=[_owed(each, both) for each in told.promises],
        mediator=told.mediator,
        recorder=told.recorder,
        on=on,
    )
    agreements.take_effect(actor=actor, agreement=agreement, on=on)
    case.refresh_from_db()
    return case


def _require_mediator(told: SimpleCase) -> None:
    if not told.cleared:
        raise ValidationError(
            {"cleared": "先逐条问调解员本人要不要回避。有一条的，请另选一位。依据：《人民调解法》第十五条。"}
        )
    if not told.accepted:
        raise ValidationError(
            {"accepted": "有一方不接受这位调解员的，请另选一位。依据：《人民调解法》第十九条。"}
        )


def _told(
    actor: Actor,
    case: DisputeCase,
    side: Side,
    about: Particulars,
    reach: tuple[str, str],
    way: Way,
    on: date,
) -> Party:
    phone, address = reach
    party = parties.add_party(actor=actor, case=case, side=side, about=about, phone=phone, address=address)
    parties.tell_rights(actor=actor, party=party, on=on)
    parties.answer(actor=actor, party=party, matter=Matter.MEDIATION, given=True, on=on, way=way)
    return party


def _owed(promise: Promise, both: Sequence[Party]) -> Owed:
    if promise.by not in (0, 1):
        raise ValidationError("请选是哪一方答应的。")
    return Owed(
        obligor=both[promise.by],
        obligee=both[1 - promise.by],
        duty=promise.duty,
        due_on=promise.due_on,
        way=promise.way,
        amount_fen=promise.amount_fen,
    )
