"""What a household lets be kept about itself: a contact, how many live there, marks. By its consent, or by a duty.

The log says that something was kept, never what; nothing here is counted by the person who entered it.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import add_months
from linli.grid.policies import KEEP_LEDGER, SET_UP_LEADS
from linli.orgs.selectors import in_force
from linli.people import erasing, tags
from linli.people.crypto import find_hash
from linli.people.models import ConsentWay, Household, HouseholdTag, TagGround, TagKind
from linli.people.selectors import stay_on
from linli.people.services import keep_phone

WHY = "the reader was admitted to the household"
ANOTHER_HAND = (
    "这一户已经留有电话。换号由本人在“我的信息”提出，或代录一条个人信息请求，"
    "由另一位同事核对后更正（两人原则）。"
)
WHOSE_NUMBER = (
    "这一户留的号码是原来那位联系人的。换联系人，请把现在这位的号码也写上；"
    "号码和留的不一样，就按换号办：由本人在“我的信息”提出，或代录一条个人信息请求，由另一位同事核对后更正（两人原则）。"
)
ON_SITE = (ConsentWay.SPOKEN, ConsentWay.PAPER)
"""How somebody at a door agrees; online one does it oneself."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was said at the door. Empty: nothing said, and what is kept stays."""

    name: str = ""
    phone: str = ""
    way: str = ""
    heads: int | None = None


def may_keep(actor: Actor, household: Household, day: date) -> bool:
    """The community it lies in, and the lead of the neighbourhood that looks after it on ``day``."""
    if actor.may(KEEP_LEDGER, household.building):
        return True
    stay = stay_on(household, day)
    return stay is not None and actor.may(KEEP_LEDGER, stay.neighbourhood)


def _require(actor: Actor, household: Household, day: date) -> None:
    if not may_keep(actor, household, day):
        raise PermissionDenied("这一户不由您联系。请由本社区工作人员或这一邻的邻长登记。")
    if household.valid_to is not None:
        raise ValidationError(f"这一户已在 {household.valid_to} 注销，不再登记。")


def _locked(household: Household) -> Household:
    """As it is now, until the transaction ends."""
    rows = Household.objects.unscoped(WHY).select_for_update(of=("self",)).select_related("building")
    return rows.get(pk=household.pk)


def _area_id(household: Household, day: date) -> int:
    stay = stay_on(household, day)
    return stay.neighbourhood_id if stay is not None else household.building_id


@transaction.atomic
def confirm(*, actor: Actor, household: Household, told: Told, day: date) -> Household:
    """What is known of a household, made sure of on ``day``. A contact is kept only as somebody there agreed to it.

    Raises ValidationError by field: a contact without consent (PIPL art. 13), a number without a name, another name on
    the number that is kept without saying the number again, another number than the one kept (two persons, T05).
    """
    _require(actor, household, day)
    household = _locked(household)
    if told.heads is not None:
        household.head_count = told.heads
    household.confirmed_on = day
    kept = _keep_contact(household, told, day)
    household.full_clean(exclude=["building"])
    household.save(
        update_fields=[
            *("contact_name", "contact_consent_on", "contact_consent_way"),
            *("head_count", "confirmed_on"),
        ]
    )
    if kept and told.phone:
        keep_phone(owner=household, number=told.phone)
    log.record(
        actor=actor,
        code="people.household.contact_kept" if kept else "people.household.confirmed",
        target=household,
        area_id=_area_id(household, day),
        data={"day": day.isoformat(), **({"way": ConsentWay(told.way).label} if kept else {})},
    )
    return household


def _keep_contact(household: Household, told: Told, day: date) -> bool:
    name, phone = told.name.strip(), told.phone.strip()
    if not name and not phone:
        return False
    if not name and not household.contact_name:
        raise ValidationError({"name": "留电话要写清是谁的。请填联系人。"})
    if told.way not in ON_SITE:
        raise ValidationError({"way": "联系人和电话经本人同意才能留。请选怎么同意的；不同意就都空着。"})
    known = household.phone_hash
    if known and not phone and name and name != household.contact_name:
        raise ValidationError({"phone": WHOSE_NUMBER})
    if phone and known and find_hash(phone, "household.phone") != known:
        raise ValidationError({"phone": ANOTHER_HAND})
    household.contact_name = name or household.contact_name
    household.contact_consent_on, household.contact_consent_way = day, told.way
    return True


@transaction.atomic
def forget_contact(*, actor: Actor, household: Household, day: date) -> None:
    """Somebody at the door no longer wants to be kept: name, number and consent go at once (PIPL art. 15, 47)."""
    _require(actor, household, day)
    household = _locked(household)
    if not household.contact_name and household.phone_sealed is None:
        raise ValidationError("这一户没有留联系人，不用删。")
    erasing.forget_phone(actor=actor, owner=household, day=day)


# --- marks ------------------------------------------------------------------------------------------------


def tags_of(household: Household, day: date) -> list[HouseholdTag]:
    """Marks in force, in the order of their kinds."""
    rows = HouseholdTag.objects.unscoped(WHY).filter(in_force(day), household=household)
    return list(rows.select_related("kind").order_by("kind__order", "pk"))


def first_to_visit(household: str, day: date) -> Exists:
    """Whether a mark sends somebody to a door first in an emergency; ``household``: the path to its key."""
    return Exists(
        HouseholdTag.objects.unscoped(WHY).filter(
            in_force(day), household=OuterRef(household), kind__visit_first=True
        )
    )


def set_kind(
    *,
    actor: Actor,
    name: str,
    is_sensitive: bool,
    visit_first: bool,
    months: int,
    is_open: bool = True,
    kind: TagKind | None = None,
) -> TagKind:
    """A new kind of mark, or another wording of one. Raises PermissionDenied for who sets up nothing."""
    if not actor.may(SET_UP_LEADS):
        raise PermissionDenied("户的标记种类由区里定。")
    return tags.set_kind(
        actor=actor,
        name=name,
        is_sensitive=is_sensitive,
        visit_first=visit_first,
        months=months,
        is_open=is_open,
        kind=kind,
    )


@transaction.atomic
def add_tag(
    *,
    actor: Actor,
    household: Household,
    kind: TagKind,
    ground: str,
    day: date,
    way: str = "",
    law: str = "",
) -> HouseholdTag:
    """Mark a household from ``day``, to an end that is known now. A sensitive kind needs a consent of its own."""
    _require(actor, household, day)
    tags.require_known(kind)
    if ground == TagGround.CONSENT and way not in ON_SITE:
        raise ValidationError({"way": "请选本人怎么同意的。没有同意，又没有法定职责，就不能记。"})
    if ground == TagGround.DUTY and not law.strip():
        raise ValidationError({"law": "请写明按哪项法定职责记，例如：《社会救助暂行办法》低保动态管理。"})
    tag = HouseholdTag(
        household=household,
        kind=kind,
        ground=ground,
        law=law.strip() if ground == TagGround.DUTY else "",
        consent_way=way if ground == TagGround.CONSENT else "",
        valid_from=day,
        valid_to=add_months(day, kind.months),
        recorded_by_id=actor.account_id,
    )
    tag.full_clean()
    tag.save()
    log.record(
        actor=actor,
        code="people.household.tagged",
        target=household,
        area_id=_area_id(household, day),
        data={"ground": tag.get_ground_display()},  # who reads the course need not know that there is a mark
    )
    return tag


@transaction.atomic
def end_tag(*, actor: Actor, tag: HouseholdTag, day: date) -> None:
    """It no longer holds, or the household takes its consent back: the row goes."""
    household = tag.household
    _require(actor, household, day)
    tag.delete()
    log.record(
        actor=actor,
        code="people.household.untagged",
        target=household,
        area_id=_area_id(household, day),
    )
