"""Taking a private person's values out of their row: a name corrected, a number forgotten, a person made nameless.

The row itself stays, because what was counted stays counted. Called by the rooms above that know why.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction

from linli.audit import log
from linli.people.models import Account, Household, HouseholdTag, LogKey, Person, TagGround

WHY = "the caller has shown that these values are to go"
ANONYMOUS = "已匿名"
KEY_LENGTH = 64

Forgetting = Callable[[Sequence[int]], object]
_with_accounts: list[Forgetting] = []


def on_nameless(forgetting: Forgetting) -> None:
    """What a room above keeps with an account goes with its person's name: it is given the accounts' ids, inside the
    transaction; each room once, when it starts.
    """
    if forgetting not in _with_accounts:
        _with_accounts.append(forgetting)


@transaction.atomic
def correct_name(*, actor: log.Acting, owner: Person | Household, name: str) -> None:
    """The name as it is. Neither the old nor the new one enters the log."""
    name = name.strip()
    if not name:
        raise ValidationError("请写正确的姓名。")
    if isinstance(owner, Person):
        owner.name = name
        owner.full_clean(exclude=["area"])
        owner.save(update_fields=["name"])
    else:
        owner.contact_name = name
        owner.full_clean(exclude=["building"])
        owner.save(update_fields=["contact_name"])
    log.record(actor=actor, code="people.name.corrected", target=owner, area_id=area_of(owner))


@transaction.atomic
def forget_phone(*, actor: log.Acting, owner: Person | Household, day: date) -> None:
    """The number goes, sealed and hashed; of a household the name beside it and the consent too."""
    owner.phone_sealed, owner.phone_hash = None, ""
    if isinstance(owner, Household):
        owner.contact_name, owner.contact_consent_on, owner.contact_consent_way = "", None, ""
        owner.save(
            update_fields=[
                *("phone_sealed", "phone_hash"),
                *("contact_name", "contact_consent_on", "contact_consent_way"),
            ]
        )
    else:
        owner.save(update_fields=["phone_sealed", "phone_hash"])
    log.record(
        actor=actor,
        code="people.phone.forgotten",
        target=owner,
        area_id=area_of(owner),
        data={"day": day.isoformat()},
    )


def area_of(owner: Person | Household) -> int:
    """Where the file of a person or household lies."""
    return owner.area_id if isinstance(owner, Person) else owner.building_id


@transaction.atomic
def make_nameless(persons: Sequence[int]) -> None:
    """Name, numbers, sex and birth go, the log's keys are destroyed. The account that remains loses its name and all
    that signing in, messages and the desk kept with it (``on_nameless``).

    Logs nothing: the caller records one act for all of them.
    """
    rows = Person.objects.unscoped(WHY).filter(pk__in=persons)
    rows.update(
        name=ANONYMOUS,
        phone_sealed=None,
        phone_hash="",
        id_sealed=None,
        id_hash="",
        sex="",
        birth_month="",
    )
    accounts = list(Account.objects.filter(person__in=persons).values_list("pk", flat=True))
    for pk in accounts:
        Account.objects.filter(pk=pk).update(
            username=f"{ANONYMOUS}{pk}", is_active=False, password=make_password(None)
        )
    if accounts:
        for forgetting in _with_accounts:
            forgetting(accounts)
    _destroy(LogKey.objects.unscoped(WHY).filter(person__in=persons).values_list("pk", flat=True))


@transaction.atomic
def forget_tags(*, actor: log.Acting, owner: Household) -> None:
    """The marks a household agreed to go; those kept by a duty stay."""
    HouseholdTag.objects.unscoped(WHY).filter(household=owner, ground=TagGround.CONSENT).delete()
    log.record(actor=actor, code="people.household.untagged", target=owner, area_id=area_of(owner))


@transaction.atomic
def end_tags(tags: Sequence[int]) -> None:
    """Marks kept by consent go; those of a duty stay. Logs nothing: the caller records one act."""
    HouseholdTag.objects.unscoped(WHY).filter(pk__in=tags, ground=TagGround.CONSENT).delete()


@transaction.atomic
def forget_contacts(households: Sequence[int]) -> None:
    """Contact, number, consent, heads and marks of doors go, and what the log holds of them. Logs nothing."""
    Household.objects.unscoped(WHY).filter(pk__in=households).update(
        contact_name="",
        phone_sealed=None,
        phone_hash="",
        contact_consent_on=None,
        contact_consent_way="",
        head_count=None,
    )
    HouseholdTag.objects.unscoped(WHY).filter(household__in=households).delete()
    _destroy(LogKey.objects.unscoped(WHY).filter(household__in=households).values_list("pk", flat=True))


def _destroy(keys: Iterable[int]) -> None:
    """Over the old bytes first, before the rows are freed (as ``log_keys.shred`` does for one)."""
    rows = LogKey.objects.unscoped(WHY).filter(pk__in=list(keys))
    rows.update(sealed_key=secrets.token_bytes(KEY_LENGTH))
    rows.delete()
