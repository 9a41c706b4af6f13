"""One party will not go on: its word and the end of the case, in one act."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.mediation.models import DisputeCase, Matter, Party, PartyConsent, Way
from linli.mediation.services.cases import end
from linli.mediation.services.parties import REFUSED, WITHDRAWN
from linli.mediation.services.telling import WHY, open_case, told
from linli.mediation.timeline import require_past


@transaction.atomic
def withdraw(*, actor: Actor, party: Party, reason: str, way: Way, on: date) -> DisputeCase:
    """A party refuses, or takes its yes back: noted as its word, and the case ends (第十七条、第二十三条).

    Holds before its rights were told too: a clear no needs no questions. Raises ValidationError for a day to come, or
    before the yes that is taken back.
    """
    case = open_case(actor, party.case)
    require_past(on, "终止的")
    row = PartyConsent.objects.unscoped(WHY).filter(party=party, matter=Matter.MEDIATION).first()
    agreed = row is not None and row.given
    if row is None:
        row = PartyConsent(party=party, matter=Matter.MEDIATION, recorded_by_id=actor.account_id)
    if agreed and on < row.answered_on:
        raise ValidationError({"on": f"这一方 {row.answered_on} 才同意调解，撤回不会更早。请核对日期。"})
    if agreed:
        row.withdrawn_on = on
    else:
        row.given, row.answered_on, row.way = False, on, way
    row.full_clean()
    row.save()
    side = party.get_side_display()
    told(
        actor,
        case,
        "mediation.party.answered",
        side=side,
        matter=Matter.MEDIATION.label,
        answer=row.said,
    )
    words = (WITHDRAWN if agreed else REFUSED).format(side=side)
    said = f"{words}：{reason.strip()}" if reason.strip() else words
    return end(actor=actor, case=case, closed_on=on, reason=said)
