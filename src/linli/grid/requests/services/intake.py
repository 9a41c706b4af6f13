"""Telling a matter: one sentence and who said it; everything else is found or asked later (domain.md P2)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date, business_now
from linli.common.models import Provenance
from linli.grid.policies import TELL_REQUEST
from linli.grid.requests import points, telling
from linli.grid.requests.accused import words_of
from linli.grid.requests.models import (
    AnswerWay,
    DutyItem,
    Level,
    Request,
    RequestCounter,
    RequestKind,
    RequestStep,
    Source,
    Teller,
    Urgency,
    Wish,
)
from linli.grid.requests.services import complained
from linli.grid.requests.services.acting import level_of
from linli.grid.requests.services.complained import Complained, complained_of
from linli.grid.requests.services.duties import require_duty
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, Organisation
from linli.people.crypto import find_hash, seal
from linli.people.models import Person
from linli.people.selectors import leads_on
from linli.workflow.services import start_deadline

WHY = "intake is open to everybody; the row is new or the teller's own"
PHONE = "teller.phone"
TRUNK = (Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY)
LONGEST = 500


@dataclass(frozen=True, kw_only=True)
class Told:
    """Who told it and how they wish to hear of it."""

    wish: Wish = Wish.ANONYMOUS
    called: str = ""
    phone: str = ""
    way: AnswerWay = AnswerWay.RECEIPT
    on_behalf: bool = False


@dataclass(frozen=True, kw_only=True)
class Accused:
    """Whom an accusation (检举控告) is about: the unit's area, the department where it is one, and the person, as known
    for certain or as the teller wrote the name.
    """

    area: Area
    person: Person | None = None
    unit: Organisation | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class About:
    """What else is known of a matter; nothing of it has to be.

    is_about_lead: the teller said that it is about one of the three leads.
    """

    neighbourhood: Area | None = None
    place: Area | None = None
    spot: str = ""
    point: dict[str, Any] | None = None
    kind: RequestKind | None = None
    urgency: Urgency = Urgency.USUAL
    foreign_number: str = ""
    told_at: datetime | None = None
    holder: Area | None = None
    duty_item: DutyItem | None = None
    accused: Accused | None = None
    is_about_lead: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def tell(
    *,
    actor: Actor,
    text: str,
    area: Area,
    source: Source,
    told: Told | None = None,
    about: About | None = None,
    key: str = "",
) -> Request:
    """Take in a matter, give it a number and its teller a receipt. Open to residents; a worker must be of the area.

    key: made on the device; sending the same twice tells it once, and the first is returned.
    Raises ValidationError in words, also where a department's matter would begin in a community without an item of
    the duty list (T04); PermissionDenied for a worker of elsewhere, who may write down an accusation all the same: it
    lies in the district from the beginning.
    """
    told, about = told or Told(), about or About()
    if key:
        existing = Request.objects.in_confidence(WHY).filter(key=key).first()
        if existing is not None:
            return existing
    _check(actor, text, area, about)
    subject = _subject(actor, text, area, about)
    request = _new(actor, text.strip(), area, source, about, key)
    _lift(request, subject)
    if not request.is_accusation:
        require_duty(source, about.duty_item, areas=(request.holder, request.area))
    request.full_clean()
    request.save()
    complained.keep(request, subject)
    _keep_teller(request, told)
    _first_step(request, actor, told)
    log.record(
        actor=actor,
        code="grid.request.told",
        target=request,
        area_id=None if request.is_accusation else area.pk,
        data={"number": request.number, "source": request.get_source_display()},
    )
    if request.urgency == Urgency.AT_ONCE and not request.is_accusation:
        start_deadline(
            actor=actor, target=request, code="grid.urgent", area=request.holder, started=request.told_at
        )
        telling.urgent(actor, request)
    return request


def _subject(actor: Actor, text: str, area: Area, about: About) -> Complained:
    if about.accused is not None:
        return Complained()
    return complained_of(
        text,
        area=area,
        neighbourhood=about.neighbourhood,
        place=about.place,
        is_said=about.is_about_lead,
        but=actor.account.person_id if actor.account is not None else None,
    )


def _lift(request: Request, subject: Complained) -> None:
    """Above the highest lead it is about: the next in office whom it is not about, or the area itself."""
    if subject.highest is None or not request.holder.path.startswith(subject.highest.path):
        return
    chain = [each for each in levels_above(subject.highest, below=request.area) if each != subject.highest]
    led = dict(leads_on(business_date()).filter(area__in=chain).values_list("area_id", "person_id"))
    fit = (each for each in chain if each.pk in led and led[each.pk] not in subject.persons)
    request.holder = next(fit, request.area)
    request.level = level_of(request.holder)


def _check(actor: Actor, text: str, area: Area, about: About) -> None:
    if not text.strip():
        raise ValidationError({"text": "请用一句话说出了什么事。"})
    if len(text.strip()) > LONGEST:
        raise ValidationError({"text": f"最多 {LONGEST} 个字，请说得短一点，其余的可以后补。"})
    if area.kind not in TRUNK:
        raise ValidationError({"area": "请选到社区（村）、街道或区；具体的楼栋和邻填在后面。"})
    if actor.is_signed_in and not _may_tell(actor, area, about):
        raise PermissionDenied(f"您的任职不包括{area.name}。请告诉那里的邻长或社区，或者用居民页面报事。")
    if about.point is not None:
        points.check(about.point, area)
    for inner, label in ((about.neighbourhood, "邻"), (about.place, "小区或楼栋")):
        if inner is not None and not inner.path.startswith(area.path):
            raise ValidationError(f"{inner.name}不在{area.name}，请核对{label}。")


def _may_tell(actor: Actor, area: Area, about: About) -> bool:
    if about.accused is not None:  # whoever writes it down, it goes to the district
        return actor.may(TELL_REQUEST)
    return any(
        actor.may(TELL_REQUEST, each) for each in (area, about.neighbourhood, about.place) if each is not None
    )


def _new(actor: Actor, text: str, area: Area, source: Source, about: About, key: str) -> Request:
    at = about.told_at or business_now()
    day = timezone.localtime(at).date()
    holder = about.holder or first_holder(area, about.neighbourhood)
    accused = about.accused
    if accused is not None:  # the sealed channel begins at the district, outside the chain of the accused
        district = (
            area
            if area.kind == Kind.DISTRICT
            else Area.objects.unscoped(WHY).get(pk=int(area.path.split("/")[1]))
        )
        area = holder = district
    return Request(
        number=next_number(area, day),
        text=text,
        source=source,
        told_at=at,
        told_on=day,
        area=area,
        neighbourhood=None if accused else about.neighbourhood,
        place=None if accused else about.place,
        spot=about.spot.strip(),
        point=None if accused else about.point,
        kind=about.kind,
        urgency=about.urgency,
        duty_item=about.duty_item,
        level=level_of(holder),
        holder=holder,
        is_about_lead=about.is_about_lead and accused is None,
        is_accusation=accused is not None,
        accused_area=accused.area if accused else None,
        accused_person=accused.person if accused else None,
        accused_unit=accused.unit if accused else None,
        accused_name=words_of(accused.name, text) if accused else "",
        foreign_number=about.foreign_number.strip(),
        key=key or None,
        provenance=Provenance.ON_BEHALF
        if actor.is_signed_in and source != Source.LEAD
        else Provenance.ENTERED,
        recorded_by_id=actor.account_id,
    )


def first_holder(area: Area, neighbourhood: Area | None) -> Area:
    """Who has it first: the nearest lead in office from the neighbourhood up, else the area itself.

    While a post is vacant the level above acts (domain.md §3.1).
    """
    if neighbourhood is None:
        return area
    chain = list(levels_above(neighbourhood, below=area))
    led = set(leads_on(business_date()).filter(area__in=chain).values_list("area_id", flat=True))
    return next((each for each in chain if each.pk in led), area)


def begin_anew(request: Request, subject: Complained) -> None:
    """With whoever would have it first, were it told where it is said to lie now."""
    request.holder = first_holder(request.area, request.neighbourhood)
    request.level = level_of(request.holder)
    _lift(request, subject)


def levels_above(area: Area, below: Area | None = None) -> Iterator[Area]:
    """The area itself, then each one above, up to the district or to just under ``below``."""
    ids = [int(step) for step in area.path.strip("/").split("/")]
    known = Area.objects.unscoped(WHY).in_bulk(ids)
    for pk in reversed(ids):
        if below is not None and pk == below.pk:
            return
        yield known[pk]


def next_number(area: Area, day: date) -> str:
    """The next number of the area on a day. Without gaps under parallel writers."""
    return written_number(area, day, take_numbers(area.pk, day, 1) + 1)


def take_numbers(area_id: int, day: date, many: int) -> int:
    """Take so many numbers of an area's day at once; the last one given before them."""
    counters = RequestCounter.everything
    counters.get_or_create(area_id=area_id, day=day)
    counters.filter(area_id=area_id, day=day).update(last=F("last") + many)
    return counters.values_list("last", flat=True).get(area_id=area_id, day=day) - many


def written_number(area: Area, day: date, serial: int) -> str:
    """Tail of the area's code, day, serial."""
    return f"{area.code[-6:]}-{day:%y%m%d}-{serial:02d}"


def _keep_teller(request: Request, told: Told) -> Teller:
    phone = told.phone.strip()
    if told.way in (AnswerWay.PHONE, AnswerWay.MESSAGE) and not phone:
        raise ValidationError({"phone": "要打电话或发短信答复，请留一个号码；不想留就选“在回执上看”。"})
    teller = Teller(
        request=request,
        wish=told.wish,
        called=told.called.strip() if told.wish == Wish.NAMED else "",
        way=told.way,
        on_behalf=told.on_behalf,
    )
    if phone:
        teller.phone_sealed = seal(phone, PHONE)
        teller.phone_hash = find_hash(phone, PHONE)
    teller.full_clean()
    teller.save()
    return teller


def _first_step(request: Request, actor: Actor, told: Told) -> None:
    RequestStep.everything.create(
        request=request,
        verb="tell",
        source="",
        target=request.state,
        level=Level(request.level),
        holder=request.holder,
        actor_kind=actor.audit_kind,
        actor_id=actor.account_id,
        actor_title=actor.title,
        at=request.told_at,
        words="代报" if told.on_behalf else "",
        public="收到您说的事。",
    )
