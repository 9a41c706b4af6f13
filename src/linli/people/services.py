"""The writes about people. Each is one transaction, one act in the log."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.audit import log
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, Organisation
from linli.people.crypto import find_hash, seal
from linli.people.log_keys import sealed
from linli.people.models import Account, Appointment, Consent, Household, Person, Post, Purpose, Stay
from linli.people.selectors import WHY

PHONE = re.compile(r"\+?[0-9][0-9 -]{5,18}[0-9]")

AREA_KIND_OF: dict[Post, Kind] = {
    Post.SECTION_LEAD: Kind.SECTION,
    Post.GROUP_LEAD: Kind.GROUP,
    Post.NEIGHBOUR_LEAD: Kind.NEIGHBOURHOOD,
    Post.COMMUNITY_SECRETARY: Kind.COMMUNITY,
    Post.COMMUNITY_OFFICER: Kind.COMMUNITY,
    Post.STREET_OFFICER: Kind.STREET,
    Post.GRID_WORKER: Kind.MICRO_GRID,
    Post.OVERSEER: Kind.COMMUNITY,
    Post.JUSTICE_OFFICER: Kind.STREET,
    Post.GUIDANCE_MEMBER: Kind.DISTRICT,
    Post.DISTRICT_OFFICER: Kind.DISTRICT,
    Post.DEPARTMENT_OFFICER: Kind.DISTRICT,
    Post.DISCIPLINE_OFFICER: Kind.DISTRICT,
    Post.SYSTEM_ADMIN: Kind.DISTRICT,
    Post.SECURITY_ADMIN: Kind.DISTRICT,
    Post.AUDITOR: Kind.DISTRICT,
}

ALSO_IN: dict[Post, Kind] = {Post.GRID_WORKER: Kind.LARGE_GRID}
"""A second kind of area a post may go with: 网格员 of a whole 大网格 (domain.md 1.3)."""


def area_kinds_of(post: Post) -> tuple[Kind, ...]:
    """The kinds of area a post goes with, the usual one first."""
    return (AREA_KIND_OF[post], *([ALSO_IN[post]] if post in ALSO_IN else ()))


@transaction.atomic
def register_person(*, actor: log.Acting, name: str, area: Area, phone: str = "") -> Person:
    """Somebody who is about to hold a post: a name, where they are kept, and a telephone number if there is one.

    Raises ValidationError without a name, or for what is no telephone number. Whether the person is known already is
    for the caller to ask: two people may have one name.
    """
    phone = phone.strip()
    if phone and not PHONE.fullmatch(phone):
        raise ValidationError({"phone": "电话写数字，可以有区号和横线，例如 0730-8600000。请改一下。"})
    person = Person(name=name.strip(), area=area, recorded_by_id=actor.account_id)
    person.full_clean()
    person.save()
    if phone:
        keep_phone(owner=person, number=phone)
    log.record(actor=actor, code="people.person.registered", target=person, area_id=area.pk)
    return person


@transaction.atomic
def note_sex(*, actor: log.Acting, person: Person, sex: str) -> Person:
    """``f`` or ``m``, where a law-named paper or rule needs it (《人民调解法》第八条: a woman in each committee)."""
    if person.sex == sex:
        return person
    person.sex = sex
    person.full_clean()
    person.save(update_fields=["sex"])
    log.record(actor=actor, code="people.person.sex_noted", target=person, area_id=person.area_id)
    return person


@transaction.atomic
def appoint(
    *,
    actor: log.Acting,
    person: Person,
    post: Post,
    area: Area,
    day: date,
    basis: str,
    unit: Organisation | None = None,
) -> Appointment:
    """Put a person in a post from ``day``. Raises ValidationError (wrong kind of area, taken, twice, oneself, no unit).

    unit: the department or office, for posts within one.
    """
    if actor.account_id is not None and Account.objects.filter(pk=actor.account_id, person=person).exists():
        raise ValidationError("不能给自己登记任职。请由另一位有权限的人办理。")
    kinds = area_kinds_of(post)
    if Kind(area.kind) not in kinds:
        wanted = "或".join(kind.label for kind in kinds)
        raise ValidationError(f"{post.label}任职的地区应为{wanted}，不能是{Kind(area.kind).label}。")
    if unit is not None and not unit.area.path.startswith(area.path):
        raise ValidationError({"unit": f"{unit.name}不在{area.name}。请选那里的单位。"})
    appointment = Appointment(person=person, post=post, area=area, unit=unit, valid_from=day, basis=basis)
    appointment.full_clean()
    appointment.save()
    log.record(
        actor=actor,
        code="people.appointment.opened",
        target=appointment,
        area_id=area.pk,
        data={"post": post.label, "area": area.name, "day": day.isoformat()},
    )
    return appointment


@transaction.atomic
def leave_post(*, actor: log.Acting, appointment: Appointment, day: date, reason: str) -> Appointment:
    """End an appointment: ``day`` is the first day out of office."""
    if appointment.valid_to is not None:
        raise ValidationError(f"这项任职已在 {appointment.valid_to} 结束。")
    if not reason.strip():
        raise ValidationError("请写明卸任原因。")
    if day <= appointment.valid_from:
        since = appointment.valid_from
        raise ValidationError(
            {"day": f"这项任职从{since.year}年{since.month}月{since.day}日起，离任日期要更晚。请核对日期。"}
        )
    appointment.valid_to = day
    appointment.full_clean()
    appointment.save(update_fields=["valid_to"])
    log.record(
        actor=actor,
        code="people.appointment.closed",
        target=appointment,
        area_id=appointment.area_id,
        data={
            "post": Post(appointment.post).label,
            "area": appointment.area.name,
            "day": day.isoformat(),
            "reason": sealed(appointment.person, reason),
        },
    )
    return appointment


@transaction.atomic
def move_household(
    *, actor: log.Acting, household: Household, neighbourhood: Area, micro_grid: Area, day: date
) -> Stay:
    """The household belongs to another neighbourhood and micro grid from ``day``. Raises ValidationError for a door
    that is closed, or is written down to be.
    """
    if neighbourhood.kind != Kind.NEIGHBOURHOOD or micro_grid.kind != Kind.MICRO_GRID:
        raise ValidationError("一户要归到一个邻和一个微网格。请改选。")
    _require_open(household)
    current = Stay.objects.unscoped(WHY).filter(household=household, valid_to__isnull=True).first()
    if current is not None:
        if current.valid_from >= day:
            since = f"{current.valid_from.year}年{current.valid_from.month}月{current.valid_from.day}日"
            raise ValidationError({"day": f"这一户从{since}起才归到现在的邻，改动日期要更晚。"})
        current.valid_to = day
        current.save(update_fields=["valid_to"])
    stay = Stay(household=household, neighbourhood=neighbourhood, micro_grid=micro_grid, valid_from=day)
    stay.full_clean()
    stay.save()
    log.record(
        actor=actor,
        code="people.household.moved",
        target=household,
        area_id=neighbourhood.pk,
        data={"neighbourhood": neighbourhood.name, "day": day.isoformat()},
    )
    return stay


def _require_open(household: Household) -> None:
    """A closed door stays nowhere after its last day, so where it stays is not written anew."""
    rows = Household.objects.unscoped(WHY).select_for_update(of=("self",)).filter(pk=household.pk)
    last = rows.values_list("valid_to", flat=True).get()
    if last is not None:
        day = f"{last.year}年{last.month}月{last.day}日"
        raise ValidationError(f"这一户已登记在{day}注销，归属到那天为止，不能再改，也不能收回。")


def waiting_stay(household: Household, today: date) -> Stay | None:
    """The stay that was written ahead and has not begun."""
    rows = Stay.objects.unscoped(WHY).filter(household=household, valid_from__gt=today)
    return rows.select_related("neighbourhood", "micro_grid").order_by("valid_from").first()


@transaction.atomic
def take_back_stay(*, actor: log.Acting, household: Household, today: date) -> Stay | None:
    """Undo what was written ahead: the household stays where it is. The log keeps that it was meant to move.

    Returns the stay that goes on. Raises ValidationError where nothing waits, it would stay nowhere, or the door is
    closed or written down to be.
    """
    _require_open(household)
    waiting = waiting_stay(household, today)
    if waiting is None:
        raise ValidationError("这一户没有还没开始的改归属，不用收回。")
    before = Stay.objects.unscoped(WHY).filter(household=household, valid_to=waiting.valid_from).first()
    if before is None:
        raise ValidationError("这一户从那天起才登记，收回了就没有归属。请改登记日期，或注销这一户。")
    data = {"neighbourhood": waiting.neighbourhood.name, "day": waiting.valid_from.isoformat()}
    log.record(
        actor=actor,
        code="people.household.stay_taken_back",
        target=household,
        area_id=waiting.neighbourhood_id,
        data=data,
    )
    waiting.delete()  # nothing ever rested on it: it had not begun
    before.valid_to = None
    before.save(update_fields=["valid_to"])
    return before


@transaction.atomic
def keep_phone(*, owner: Person | Household, number: str) -> None:
    """Encrypt and make findable. The caller holds the consent or the statutory duty."""
    field = "person.phone" if isinstance(owner, Person) else "household.phone"
    owner.phone_sealed = seal(number.strip(), field)
    owner.phone_hash = find_hash(number, field)
    owner.save(update_fields=["phone_sealed", "phone_hash"])


@transaction.atomic
def give_consent(
    *, actor: log.Acting, person: Person, purpose: Purpose, text_version: str, way: str, day: date
) -> Consent:
    """Record a consent from ``day``."""
    consent = Consent(person=person, purpose=purpose, text_version=text_version, way=way, valid_from=day)
    consent.full_clean()
    consent.save()
    data = {"purpose": purpose.label, "version": text_version}
    log.record(actor=actor, code="people.consent.given", target=consent, area_id=person.area_id, data=data)
    return consent


@transaction.atomic
def withdraw_consent(*, actor: log.Acting, consent: Consent, day: date) -> Consent:
    """End a consent; what was public under it must go (the owning system asks on its own)."""
    consent.valid_to = day
    consent.full_clean()
    consent.save(update_fields=["valid_to"])
    log.record(
        actor=actor,
        code="people.consent.withdrawn",
        target=consent,
        area_id=consent.person.area_id,
        data={"purpose": Purpose(consent.purpose).label},
    )
    return consent
