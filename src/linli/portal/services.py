"""What a resident does: tell a matter, or accuse an official, with pictures, once however often it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import NOBODY
from linli.common.pictures import bare
from linli.grid.requests.accused import Body
from linli.grid.requests.loading import proposed
from linli.grid.requests.models import AnswerWay, Request, Source, Teller, Wish
from linli.grid.requests.services import intake
from linli.grid.requests.services.attaching import attach
from linli.grid.requests.services.intake import About, Accused, Told
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import district
from linli.portal.places import neighbourhood_of, neighbourhoods_of, trunk_of
from linli.ui.uploads import Upload

WHY = "the one who sends it is its teller"


@dataclass(frozen=True, kw_only=True)
class Contact:
    """How the teller wishes to be called and told; nothing of it has to be."""

    called: str = ""
    phone: str = ""
    way: str = AnswerWay.RECEIPT

    @property
    def told(self) -> Told:
        """A name is what makes it a named matter."""
        wish = Wish.NAMED if self.called.strip() else Wish.ANONYMOUS
        return Told(wish=wish, called=self.called, phone=self.phone, way=AnswerWay(self.way))


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What was sent along. ``key``: made with the form."""

    contact: Contact = field(default_factory=Contact)
    photos: Sequence[Upload] = ()
    voice: Upload | None = None
    key: str = ""


@transaction.atomic
def tell(*, text: str, place: Area | None, words: str, sent: Sent, is_about_lead: bool = False) -> Teller:
    """Take in a matter. Without a place it begins at the district, with the words that were to say where."""
    known = _already(sent.key)
    if known is not None:
        return known
    begins = trunk_of(place) if place is not None else _district()
    inner = place if place is not None and place.pk != begins.pk else None
    about = About(
        place=inner,
        neighbourhood=_neighbourhood(inner, words),
        spot=words.strip()[:80] if place is None or words.strip() != place.name else "",
        kind=proposed(text),
        is_about_lead=is_about_lead,
    )
    request = intake.tell(
        actor=NOBODY,
        text=text,
        area=begins,
        source=Source.RESIDENT,
        told=sent.contact.told,
        about=about,
        key=sent.key,
    )
    return _with_files(request, sent)


@transaction.atomic
def accuse(*, text: str, body: Body, person: str, sent: Sent) -> Teller:
    """Take in an accusation. The name that was typed stays in the text, which its handlers alone may read; whoever is
    called so is none of them.
    """
    known = _already(sent.key)
    if known is not None:
        return known
    named = f"\n反映的人：{person.strip()}" if person.strip() else ""
    request = intake.tell(
        actor=NOBODY,
        text=f"{text.strip()}{named}",
        area=_district(),
        source=Source.RESIDENT,
        told=sent.contact.told,
        about=About(accused=Accused(area=body.area, unit=body.unit, name=person)),
        key=sent.key,
    )
    return _with_files(request, sent)


def _neighbourhood(place: Area | None, words: str) -> Area | None:
    """Of the door that was named, or the only one that serves the building: so the lead next door has it first."""
    if place is None or place.kind != Kind.BUILDING:
        return None
    serving = neighbourhoods_of(place)
    return neighbourhood_of(place, words) or (serving[0] if len(serving) == 1 else None)


def _district() -> Area:
    found = district()
    if found is None:
        raise ValidationError("这里还没有开通报事。请打电话或到社区当面说。")
    return found


def _already(key: str) -> Teller | None:
    if not key:
        return None
    return Teller.objects.in_confidence(WHY).filter(request__key=key).select_related("request").first()


def _with_files(request: Request, sent: Sent) -> Teller:
    files = [(each.title, each.kind, bare(each.data)) for each in sent.photos]
    if sent.voice is not None:
        files.append((sent.voice.title, sent.voice.kind, sent.voice.data))
    if files:
        attach(actor=NOBODY, request=request, files=files)
    return Teller.objects.in_confidence(WHY).select_related("request").get(request=request)
