"""What a lead does in seconds: pass a matter on, or note that it is done and the teller told; a line about a visit."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date
from linli.common.uploads import FileKind
from linli.grid.day.models import How, Visit
from linli.grid.day.selectors import doors_of, neighbourhoods_of, next_above, trunk_of, visits_of
from linli.grid.policies import OWN_DAY
from linli.grid.requests.accused import sounds_like_one
from linli.grid.requests.loading import proposed
from linli.grid.requests.models import AnswerWay, Request, Source, Wish
from linli.grid.requests.services.answering import answer, drafted_answer
from linli.grid.requests.services.attaching import attach
from linli.grid.requests.services.intake import About, Told, tell
from linli.grid.requests.services.moving import settle
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.people.models import Appointment, Household
from linli.people.selectors import leads_on

WHY = "the sender's own matter, found again by the key made on the sender's device"
SETTLED = "已当场办好"
SOUNDS = "这像是检举控告，还没有送出，存在手机里。请点“改”，选走密封渠道，还是照样送出。"


class SoundsAccusing(ValidationError):
    """What was said sounds like an accusation of an official (检举控告), and nobody has said yet that it is none."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One matter as a lead says it. ``result``: how it was done, where the lead has done it already; ``openly``: asked
    whether it accuses an official, the lead said no.
    """

    text: str
    key: str
    area: Area
    on_behalf: bool = False
    called: str = ""
    phone: str = ""
    place: Area | None = None
    spot: str = ""
    is_done: bool = False
    result: str = ""
    openly: bool = False
    files: tuple[tuple[str, FileKind, bytes], ...] = ()


def take_in(*, actor: Actor, said: Said) -> tuple[Request, bool]:
    """Take in what was said, exactly once for its key; and whether this sending was the first to arrive.

    Raises ValidationError in words, ``SoundsAccusing`` once for what openly would reach whom it accuses;
    PermissionDenied for somebody who does not lead there.
    """
    if not actor.may(OWN_DAY, said.area):
        raise PermissionDenied(f"您现在不是{said.area.name}的三长。请告诉那里的三长或社区。")
    if (before := _of_key(actor, said.key)) is not None:
        return before, False
    if not said.openly and sounds_like_one(f"{said.text} {said.result}"):
        raise SoundsAccusing(SOUNDS)
    try:
        return _taken(actor, said), True
    except (IntegrityError, ValidationError):  # the same sending may have come in twice at once
        if (before := _of_key(actor, said.key)) is not None:
            return before, False
        raise


def _of_key(actor: Actor, key: str) -> Request | None:
    found = Request.objects.in_confidence(WHY).filter(key=key).first()
    if found is not None and found.recorded_by_id != actor.account_id:
        raise ValidationError("这个送出编号已经用过。请重新说一次。")
    return found


@transaction.atomic
def _taken(actor: Actor, said: Said) -> Request:
    holder = said.area if said.is_done else next_above(said.area)[0]
    teller = _teller(said)
    request = tell(
        actor=actor,
        text=said.text,
        area=trunk_of(said.area),
        source=Source.LEAD,
        told=teller,
        about=About(
            neighbourhood=said.area if said.area.kind == Kind.NEIGHBOURHOOD else None,
            place=said.place,
            spot=said.spot,
            kind=proposed(said.text),
            holder=holder,
        ),
        key=said.key,
    )
    attach(actor=actor, request=request, files=said.files)
    if said.is_done:
        request = settle(actor=actor, request=request, result=said.result.strip() or SETTLED)
        request = answer(actor=actor, request=request, text=drafted_answer(request), way=teller.way)
    return request


def _teller(said: Said) -> Told:
    called, phone = said.called.strip(), said.phone.strip()
    if not said.on_behalf:
        return Told(wish=Wish.ANONYMOUS, way=AnswerWay.RECEIPT)
    return Told(
        wish=Wish.NAMED if called else Wish.ANONYMOUS,
        called=called,
        phone=phone,
        way=AnswerWay.PHONE if phone else AnswerWay.DOOR,
        on_behalf=True,
    )


@transaction.atomic
def note_visit(
    *,
    actor: Actor,
    area: Area,
    how: How,
    note: str = "",
    household: Household | None = None,
    request: Request | None = None,
) -> Visit:
    """One line, today, for the lead's own memory. Raises ValidationError or PermissionDenied in words."""
    person = (actor.account.person_id if actor.account else None) or 0
    held: Appointment | None = leads_on(business_date()).filter(area=area, person_id=person).first()
    if held is None or not actor.may(OWN_DAY, area):
        raise PermissionDenied(f"您现在不是{area.name}的三长。")
    if household is not None and not any(
        doors_of(actor, each).filter(pk=household.pk).exists() for each in neighbourhoods_of(area)
    ):
        raise ValidationError({"household": f"这一户今天不在{area.name}。请重新选，或不选哪一户。"})
    visit = Visit(
        appointment=held,
        day=business_date(),
        how=how,
        note=note.strip(),
        household=household,
        request=request,
        recorded_by_id=actor.account_id,
    )
    visit.full_clean()
    visit.save()
    log.record(actor=actor, code="grid.visit.noted", area_id=trunk_of(area).pk)
    return visit


@transaction.atomic
def remove_visit(*, actor: Actor, ref: str) -> None:
    """A lead may take an own line back. Nothing follows from it."""
    found = visits_of(actor).filter(ref=ref).first()
    if found is None:
        raise ValidationError("这一笔不在您的记录里，可能已经删去。")
    area = found.appointment.area
    found.delete()
    log.record(actor=actor, code="grid.visit.removed", area_id=trunk_of(area).pk)
