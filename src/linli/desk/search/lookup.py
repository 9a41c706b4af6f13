"""Finding a person or a door by its exact number or address: through the keyed hash, masked, and on record.

A number is never taken from an address of a page, where it would stay in histories and logs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from linli.access.actor import Actor
from linli.access.policies import REVEAL_PERSONAL
from linli.audit import log
from linli.common.clock import business_date
from linli.common.models import Record
from linli.common.text import masked_name
from linli.desk.search.words import spelled
from linli.orgs.kinds import Kind
from linli.orgs.selectors import in_force
from linli.people.crypto import find_hash
from linli.people.models import Appointment, Household, Person
from linli.ui.records import Column, ColumnKind, RecordPage, for_model
from linli.ui.sights import MASKED, Sight, note_record, sights
from linli.ui.tables import address_of

PHONE = re.compile(r"1\d{10}|0\d{9,11}")
OF_A_REQUEST = re.compile(r"\d{6}-\d{0,6}(-\d*)?")
"""As the number of a request is written; no area code has six digits."""
ID_NUMBER = re.compile(r"\d{17}[\dXx]")
DOOR = re.compile(r"(?P<building>.*栋)(?P<door>\S*\d+(?:室|户|号)?)")
MOST = 20

Shown = tuple[str, str, str]


@dataclass(frozen=True)
class Looked:
    """Whom a number led to. ``what``: 电话 or 证件号."""

    what: str
    rows: Sequence[Shown]


def _digits(sought: str) -> str:
    return re.sub(r"[\s\-—]", "", sought)


def what_number(sought: str) -> str:
    """``电话``, ``证件号``, or "" for anything else."""
    if OF_A_REQUEST.fullmatch(sought.strip()):
        return ""
    digits = _digits(sought)
    if ID_NUMBER.fullmatch(digits):
        return "证件号"
    return "电话" if PHONE.fullmatch(digits) else ""


def look(sought: str, actor: Actor) -> Looked:
    """Persons and doors of the reader's own area with this number; each look is on record, also a vain one."""
    what, digits = what_number(sought), _digits(sought).upper()
    persons, doors = Person.objects.visible_to(actor), Household.objects.visible_to(actor)
    if what == "证件号":
        persons, doors = persons.filter(id_hash=find_hash(digits, "person.id")), doors.none()
    else:
        persons = persons.filter(phone_hash=find_hash(digits, "person.phone"))
        doors = doors.filter(phone_hash=find_hash(digits, "household.phone"))
    found = [*persons.select_related("area")[:MOST]]
    homes = [*doors.select_related("building")[:MOST]]
    for each in found:
        _log(actor, what, len(found) + len(homes), each, each.area_id)
    for home in homes:
        _log(actor, what, len(found) + len(homes), home, home.building_id)
    if not found and not homes:
        _log(actor, what, 0)
    declared = for_model(Household)
    shown = [
        (door_shown(home, sight), note_record(declared, home, sight))
        for home, sight in zip(homes, sights(declared, homes, actor), strict=True)
    ]
    return Looked(what, [*(_person(each, actor) for each in found), *(row for row, _ in shown)])


def _log(
    actor: Actor, what: str, count: int, target: Record | None = None, area_id: int | None = None
) -> None:
    data = {"what": what, "count": count}
    log.record(actor=actor, code="desk.person.looked_up", target=target, area_id=area_id, data=data)


def _person(person: Person, actor: Actor) -> Shown:
    held = Appointment.objects.visible_to(actor).filter(in_force(business_date()), person=person)
    post = held.select_related("area").order_by("area__code").first()
    if post is None:
        return masked_name(person.name), person.area.name, _page_of(person)
    post.person = person
    declared = for_model(Appointment)
    sight = sights(declared, [post], actor)[0]
    shown = holder_shown(post, sight)
    note_record(declared, post, sight)
    return shown


def holder_shown(post: Appointment, sight: Sight) -> Shown:
    """Who holds a post: the name as this reader may read it, the post, the person's page."""
    name = sight.written(_column(for_model(Appointment), ColumnKind.PERSON), post)
    return name, f"{post.area.name}·{post.get_post_display()}", _page_of(post.person)


def _page_of(person: Person) -> str:
    return reverse("desk:person", args=(person.ref,))


def _column(declared: RecordPage, kind: ColumnKind) -> Column:
    return next(column for column in declared.fields if column.kind is kind)


def door_shown(door: Household, sight: Sight = MASKED) -> Shown:
    """A door and whom it belongs to, as this reader may read them."""
    declared = for_model(Household)
    at = sight.written(_column(declared, ColumnKind.ADDRESS), door)
    name = sight.written(_column(declared, ColumnKind.NAME), door) if door.contact_name else "没有留联系人"
    return f"{door.building.name}{at}", f"户·{name}", address_of(declared, door)


def doors_at(sought: str, actor: Actor) -> list[Shown]:
    """The household at exactly this address (``东方佳苑1栋1单元0101室``), for whoever may see its door."""
    parts = DOOR.fullmatch(spelled(sought).replace(" ", ""))
    if parts is None or not actor.may(REVEAL_PERSONAL):
        return []
    rows = Household.objects.visible_to(actor).filter(
        Q(building__name=parts["building"]),
        building__kind=Kind.BUILDING,
        building__valid_to__isnull=True,
        door=parts["door"],
        valid_to__isnull=True,
    )
    return [door_shown(door) for door in rows.select_related("building").order_by("building__code")[:MOST]]
