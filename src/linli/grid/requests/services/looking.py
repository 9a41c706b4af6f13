"""The teller's number in clear: for a purpose, on record before it is shown, never for what was told in confidence."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.disclosure.policies import REVEAL_PERSONAL
from linli.disclosure.services.looking import chosen
from linli.grid.policies import may
from linli.grid.requests.models import Request, Teller
from linli.grid.requests.services.complained import may_know_teller
from linli.grid.requests.services.intake import PHONE
from linli.people.crypto import unseal

WHY = "the number of the teller of a request the actor was admitted to"


def phone_of(teller: Teller) -> str:
    """In clear, for masking or for a logged look; "" where none is kept."""
    return unseal(bytes(teller.phone_sealed), PHONE) if teller.phone_sealed is not None else ""


def may_look(actor: Actor, request: Request) -> bool:
    """Whoever has the matter and owes the teller an answer, or may look at numbers where it lies."""
    openly = not request.is_accusation and may_know_teller(actor, request)
    return openly and (
        may(actor, "requests.settle", request.holder) or actor.may(REVEAL_PERSONAL, request.area)
    )


@transaction.atomic
def see_phone(*, actor: Actor, request: Request, purpose: str, words: str = "") -> str:
    """The number, once its look is on record. Raises PermissionDenied, and ValidationError without a purpose."""
    if not may_look(actor, request):
        raise PermissionDenied(
            f"报事人的电话只给正在办的人看。这件事现在在{request.holder.name}，请让那里的人联系。"
        )
    why, _ = chosen(purpose, words)
    teller = Teller.objects.visible_to(actor).filter(request=request).first()
    number = phone_of(teller) if teller is not None else ""
    if not number:
        raise ValidationError("没有留电话，不用查看。")
    log.record(
        actor=actor,
        code="grid.request.phone_seen",
        target=request,
        area_id=request.area_id,
        data={"number": request.number, "purpose": why.label},
    )
    return number
