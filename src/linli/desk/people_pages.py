"""What the pages of a person and of a household show, and what of it this reader sees in clear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.dateparse import parse_date

from linli.access.actor import Actor
from linli.access.clearance import Personal, stands_clear
from linli.common.clock import business_date
from linli.common.text import masked_address, masked_id_number, masked_name, masked_phone
from linli.desk.audit_pages import course
from linli.disclosure.models import Field, Reveal
from linli.disclosure.policies import POLICIES
from linli.disclosure.selectors import Owner, areas_of, fields_of, standing, value_of
from linli.disclosure.services import record_seen
from linli.grid.leads import doors
from linli.grid.leads.ledger import may_keep, tags_of
from linli.grid.policies import knows_leads
from linli.orgs.models import Area
from linli.people.models import Appointment, Consent, Household, Person, Stay
from linli.people.selectors import door_on, former_doors, lead_of, stay_on
from linli.ui.records import for_model
from linli.ui.sights import NEARBY, note_record, sights
from linli.ui.tables import address_of

MARKS = "标记"

MASKING = {
    Field.NAME: masked_name,
    Field.CONTACT: masked_name,
    Field.PHONE: masked_phone,
    Field.ID_NUMBER: masked_id_number,
    Field.DOOR: masked_address,
}


@dataclass(frozen=True)
class Shown:
    """One personal value on a page. ``reveal``: address of the question for what; "" where it may not be asked,
    where nothing is kept, or where it stands in clear already; ``until``: to when a reveal holds.
    """

    field: Field
    text: str
    reveal: str = ""
    until: datetime | None = None
    purpose: str = ""
    clear: bool = False

    @property
    def label(self) -> str:
        """电话."""
        return self.field.label


def person_or_404(actor: Actor, ref: str) -> Person:
    """Outside the reader's scope there is nobody."""
    found = Person.objects.visible_to(actor).select_related("area").filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def household_or_404(actor: Actor, ref: str) -> Household:
    """Outside the reader's scope there is no door."""
    found = Household.objects.visible_to(actor).select_related("building").filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def kind_of(owner: Owner) -> str:
    """As addresses name it."""
    return "person" if isinstance(owner, Person) else "household"


def may_reveal(actor: Actor, owner: Owner) -> bool:
    """Whether asking for a purpose leads anywhere."""
    return any(POLICIES["disclosure.field.reveal"](actor, area) for area in areas_of(owner))


def values(owner: Owner, actor: Actor, clear: Sequence[Field]) -> list[Shown]:
    """Every personal value: in clear by post or by a reveal of one's own that still holds, else masked."""
    open_now, may = standing(actor, owner), may_reveal(actor, owner)
    return [
        _value(owner, field, open_now.get(field), may=may, clear=field in clear) for field in fields_of(owner)
    ]


def _value(owner: Owner, field: Field, reveal: Reveal | None, *, may: bool, clear: bool) -> Shown:
    value = value_of(owner, field)
    if not value:
        return Shown(field, "没有留")
    if clear:
        return Shown(field, value, clear=True)
    if reveal is not None:
        return Shown(field, value, until=reveal.until, purpose=reveal.purpose_label)
    address = reverse(f"desk:{kind_of(owner)}-reveal", args=(owner.ref, field.value)) if may else ""
    return Shown(field, MASKING[field](value), address)


def _revealed(shown: Sequence[Shown]) -> list[str]:
    """Labels of what stands in clear by a reveal of the reader's own."""
    return [each.label for each in shown if each.until is not None]


# --- a person ---------------------------------------------------------------------------------------------


def person_page(person: Person, actor: Actor) -> dict[str, Any]:
    """Posts, consents, values and course. A name in clear is on record."""
    held = list(
        Appointment.objects.visible_to(actor)
        .filter(person=person)
        .select_related("area")
        .order_by("-valid_from", "pk")
    )
    today = actor.day or business_date()
    clear = [Field.NAME] if _knows(person, held, actor, today) else []
    consents = Consent.objects.visible_to(actor).filter(person=person).order_by("-valid_from", "pk")
    shown = values(person, actor, clear)
    return {
        "owner": person,
        "title": person.name if clear else masked_name(person.name),
        "values": shown,
        "held": [(a, address_of(for_model(Appointment), a), _in_force(a, today)) for a in held],
        "consents": [(consent, _in_force(consent, today)) for consent in consents],
        "course": course(actor, person),
        "clear": [each.label for each in clear],
        "revealed": _revealed(shown),
    }


def _in_force(period: Appointment | Consent | Stay, day: date) -> bool:
    return period.valid_from <= day and (period.valid_to is None or period.valid_to > day)


def _knows(person: Person, held: Sequence[Appointment], actor: Actor, today: date) -> bool:
    """Whether the reader leads where the person serves today, or is the person; the former is on record."""
    serving_at = [a.area.path for a in held if _in_force(a, today)]
    near = next((path for path in serving_at if any(g.covers(path) for g in actor.grants)), "")
    if not stands_clear(actor, Personal.NAME, near=near, team={person.pk}):
        return False
    if not _is_self(person.pk, actor):
        fields = [Field.NAME.label]
        record_seen(actor=actor, target=person, what="人员", fields=fields, purpose=NEARBY)
    return True


def _is_self(person_id: int, actor: Actor) -> bool:
    return actor.account is not None and actor.account.person_id == person_id


# --- a household ------------------------------------------------------------------------------------------


def household_page(household: Household, actor: Actor, asked_day: str) -> dict[str, Any]:
    """The door, its contact, who serves it today and on a day one asks for, and its stays."""
    declared = for_model(Household)
    sight = sights(declared, [household], actor)[0]
    by_label = {column.label: column for column in declared.fields}
    at = sight.written(by_label["门牌"], household)
    sight.written(by_label["联系人"], household)
    note_record(declared, household, sight)
    clear = [Field(each) for each in (Field.DOOR, Field.CONTACT) if each.label in sight.opened]
    today = actor.day or business_date()
    stays = list(
        Stay.objects.visible_to(actor)
        .filter(household=household)
        .select_related("neighbourhood", "micro_grid")
        .order_by("-valid_from")
    )
    day, problem = _asked(asked_day, today)
    keeps = may_keep(actor, household, today)
    marks = tags_of(household, today) if keeps else []
    if marks:
        record_seen(actor=actor, target=household, what=declared.label, fields=(MARKS,), purpose=NEARBY)
    shown = values(household, actor, clear)
    now, then = serving(household, actor, today), serving(household, actor, day) if day is not None else None
    named = [each.opened for each in (now, then) if each is not None and each.opened]
    return {
        "keeps": keeps and household.valid_to is None,
        "marks": marks,
        "owner": household,
        "declared": declared,
        "title": f"{household.building.name}{at}",
        "values": shown,
        "stays": [(stay, _in_force(stay, today)) for stay in stays],
        "waiting": doors.waiting(household),
        "serving": now,
        "then": then,
        "then_at": _stood_at(household, day, Field.DOOR in clear) if day is not None else "",
        "former": [
            (each, each.door if Field.DOOR in clear else masked_address(each.door))
            for each in former_doors(household)
        ],
        "asked_day": asked_day,
        "problem": problem,
        "today": today,
        "course": course(actor, household),
        "clear": list(dict.fromkeys([*sight.opened, *named])),
        "revealed": _revealed(shown),
    }


def _stood_at(household: Household, day: date, clear: bool) -> str:
    """Building and number of the door on a day, the number masked as today's is."""
    found = door_on(household, day)
    return f"{found[0].name} {found[1] if clear else masked_address(found[1])}" if found is not None else ""


def _asked(text: str, today: date) -> tuple[date | None, str]:
    if not text:
        return None, ""
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        return None, "日期写作 2024-03-01。"
    return (day, "") if day <= today else (None, "只能看今天和以前。")


@dataclass(frozen=True)
class Serving:
    """Who served a household on a day. ``lead``: None where nobody did; ``acting``: the group lead stood in.
    ``opened``: 邻长姓名, where it stands in clear and the look is on record."""

    day: date
    neighbourhood: Area | None
    micro_grid: Area | None
    lead: Appointment | None
    name: str
    address: str
    opened: str = ""

    @property
    def acting(self) -> bool:
        """Whether another post stood in for the neighbour lead."""
        return (
            self.lead is not None
            and self.neighbourhood is not None
            and (self.lead.area_id != self.neighbourhood.pk)
        )


def serving(household: Household, actor: Actor, day: date) -> Serving:
    """Who serves it. The lead's name stands in clear to the offices of the area, masked as any other to the rest.

    The address leads to the person, if the reader may open one.
    """
    stay = stay_on(household, day)
    if stay is None:
        return Serving(day, None, None, None, "", "")
    lead = lead_of(stay.neighbourhood, day)
    if lead is None:
        return Serving(day, stay.neighbourhood, stay.micro_grid, None, "", "")
    declared = for_model(Appointment)
    sight = sights(declared, [lead], actor)[0]
    name, opened = sight.written(declared.columns[0], lead), False
    if not _is_self(lead.person_id, actor):
        opened = bool(note_record(declared, lead, sight))
        serves = _in_force(lead, actor.day or business_date())
        if not opened and serves and knows_leads(actor, lead.area):
            name, opened = lead.person.name, True
            record_seen(
                actor=actor, target=lead.person, what="任职", fields=[Field.NAME.label], purpose=NEARBY
            )
    seen = Person.objects.visible_to(actor).filter(pk=lead.person_id).values_list("ref", flat=True).first()
    address = reverse("desk:person", args=(seen,)) if seen else ""
    label = f"{lead.get_post_display()}姓名" if opened else ""
    return Serving(day, stay.neighbourhood, stay.micro_grid, lead, name, address, label)
