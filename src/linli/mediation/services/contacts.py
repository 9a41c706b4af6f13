"""Looking at how the parties are reached: for a purpose, for some minutes, on record before anything is shown."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from linli.access.actor import Actor
from linli.disclosure.services.looking import chosen
from linli.mediation.models import ContactLook, DisputeCase, Party
from linli.mediation.selectors import in_team
from linli.mediation.services.telling import WHY, told

ONLY_TEAM = "当事人的电话和住址只给办案人员看。请让承办人联系，或者请承办人把您加进办案人员。"


@transaction.atomic
def look(*, actor: Actor, case: DisputeCase, purpose: str, words: str = "") -> ContactLook:
    """Let the actor's account see telephone and address of the case's parties for some minutes; logged.

    Raises PermissionDenied for who is not of the team, ValidationError without a purpose or where nothing is kept.
    ``words`` are asked where the purpose says little; they may name somebody, so they are not kept.
    """
    if not in_team(actor, case) or actor.account is None:
        raise PermissionDenied(ONLY_TEAM)
    why, _ = chosen(purpose, words)
    kept = Party.objects.unscoped(WHY).filter(case=case)
    if not kept.filter(Q(phone_sealed__isnull=False) | Q(address_sealed__isnull=False)).exists():
        raise ValidationError("没有留电话和住址，不用查看。")
    now = timezone.now()
    found = ContactLook(
        case=case,
        account=actor.account,
        purpose=why.code,
        revealed_at=now,
        until=now + timedelta(minutes=settings.LINLI_REVEAL_MINUTES),
        recorded_by_id=actor.account_id,
    )
    found.full_clean(exclude=["account", "case"])
    found.save(force_insert=True)
    told(actor, case, "mediation.contacts.seen", purpose=why.label)
    return found
