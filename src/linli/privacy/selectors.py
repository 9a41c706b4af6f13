"""Reads: what is held about somebody, who looked at it, which requests wait."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.common.models import Provenance
from linli.orgs.models import Area
from linli.orgs.selectors import under_paths
from linli.people.crypto import find_hash
from linli.people.models import Consent, Household, HouseholdTag, Person, TagGround
from linli.people.selectors import households_with_phone, phone_of
from linli.privacy import states
from linli.privacy.holdings import WHY, Ground, Holding, Subject, all_holdings
from linli.privacy.models import (
    HOUSEHOLD_CONTACT,
    HOUSEHOLD_TAGS,
    OF_HOUSEHOLDS,
    RightsRequest,
    RightsStep,
)
from linli.privacy.policies import HANDLE_RIGHTS

MOST_ROWS = 200
"""Of one kind about one person; more are counted, and stand in the file."""


def subject_with_hashes(person: str, household: str) -> Subject:
    """Everybody kept under a telephone number that was proved, by its two keyed hashes."""
    persons = Person.objects.unscoped(WHY).filter(phone_hash=person).exclude(phone_hash="")
    households = Household.objects.unscoped(WHY).filter(phone_hash=household).exclude(phone_hash="")
    return Subject(
        tuple(persons.select_related("area").order_by("pk")),
        tuple(households.select_related("building").order_by("pk")),
    )


def subject_with_number(number: str) -> Subject:
    """Everybody kept under a number; whom the caller may reach of them is the caller's to say."""
    return subject_with_hashes(find_hash(number, "person.phone"), find_hash(number, "household.phone"))


def subject_of(actor: Actor) -> Subject:
    """The signed-in worker's own person, and the doors under the same number."""
    account = actor.account
    if account is None or account.person_id is None:
        return Subject()
    person = Person.objects.unscoped("one's own file").select_related("area").get(pk=account.person_id)
    number = phone_of(person)
    households = tuple(households_with_phone(number).select_related("building")) if number else ()
    return Subject((person,), households)


@dataclass(frozen=True)
class Held:
    """One row of a holding as its person reads it: label and value line by line."""

    lines: tuple[tuple[str, str], ...]
    origin: str
    until: str
    last_day: date | None


@dataclass(frozen=True)
class Kind:
    """One kind of data that is there."""

    holding: Holding
    rows: tuple[Held, ...]
    count: int

    @property
    def rest(self) -> int:
        """How many of those told are folded away behind the newest two."""
        return max(0, len(self.rows) - 2)


def held_about(subject: Subject, day: date | None = None) -> list[Kind]:
    """Everything, kind by kind; kinds without a row are left out."""
    day = day or business_date()
    found = []
    for holding in all_holdings():
        if not (subject.persons and holding.person) and not (subject.households and holding.household):
            continue
        rows = list(holding.dated(holding.rows(subject))[: MOST_ROWS + 1])
        if rows:
            count = len(rows) if len(rows) <= MOST_ROWS else holding.rows(subject).count()
            told = tuple(_told(holding, row, day) for row in rows[:MOST_ROWS])
            found.append(Kind(holding, told, count))
    return found


def _told(holding: Holding, row: Any, day: date) -> Held:
    last, until = holding.until(row, day)
    return Held(tuple(_lines(holding, row)), _origin(row), until, last)


def _lines(holding: Holding, row: Any) -> Iterator[tuple[str, str]]:
    for column in row._meta.concrete_fields:
        if column.name in holding.shown:
            label, told = holding.shown[column.name]
            yield label, told(row) or "没有"
        elif holding.tells(column.name) and (value := _written(row, column.name)):
            yield str(column.verbose_name), value


def _written(row: Any, name: str) -> str:
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display is not None else getattr(row, name)
    if name.endswith("_fen") and isinstance(value, int):
        return f"{value / 100:,.2f} 元"
    match value:
        case None | "":
            return ""
        case bool():
            return "是" if value else "否"
        case datetime():
            return f"{timezone.localtime(value):%Y年%-m月%-d日 %H:%M}"
        case date():
            return f"{value:%Y年%-m月%-d日}"
        case list():
            return "、".join(str(each) for each in value)
        case Area():
            return value.name
    return str(value)


def _origin(row: Any) -> str:
    provenance = getattr(row, "provenance", None)
    if provenance is None:
        return ""
    at = timezone.localtime(row.recorded_at)
    return f"{Provenance(provenance).label}，{at:%Y年%-m月%-d日}"


# Consents


@dataclass(frozen=True)
class Running:
    """A consent in force that its person may end: ``what`` goes into the request."""

    owner: Person | Household
    what: str
    label: str
    since: date
    version: str


def running_consents(subject: Subject, day: date) -> list[Running]:
    """What the persons and households of a subject agreed to and did not end."""
    rows = Consent.objects.unscoped(WHY).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), person__in=[each.pk for each in subject.persons]
    )
    by_pk = {each.pk: each for each in subject.persons}
    found = [
        Running(
            by_pk[row.person_id], row.purpose, row.get_purpose_display(), row.valid_from, row.text_version
        )
        for row in rows.order_by("person_id", "purpose")
    ]
    found += [
        Running(each, HOUSEHOLD_CONTACT, OF_HOUSEHOLDS[HOUSEHOLD_CONTACT], each.contact_consent_on, "")
        for each in subject.households
        if each.contact_consent_on is not None
    ]
    marked = HouseholdTag.objects.unscoped(WHY).filter(
        ground=TagGround.CONSENT, household__in=[each.pk for each in subject.households], valid_to__gt=day
    )
    since = {
        row["household"]: row["since"] for row in marked.values("household").annotate(since=Min("valid_from"))
    }
    found += [
        Running(each, HOUSEHOLD_TAGS, OF_HOUSEHOLDS[HOUSEHOLD_TAGS], since[each.pk], "")
        for each in subject.households
        if each.pk in since
    ]
    return found


# Requests


def handled_by(actor: Actor) -> QuerySet[RightsRequest]:
    """Requests of the areas in which the actor answers them; the oldest of the open ones first."""
    rows = RightsRequest.objects.visible_to(actor).select_related("area", "person", "household__building")
    paths = actor.paths(HANDLE_RIGHTS)
    return rows.filter(under_paths(paths, "area__path")) if paths else rows.none()


def open_requests(actor: Actor) -> QuerySet[RightsRequest]:
    """Those still to be answered, by date received: the period is the same for all."""
    return handled_by(actor).filter(state__in=states.OPEN).order_by("asked_on", "pk")


def requests_of(subject: Subject) -> QuerySet[RightsRequest]:
    """One's own, the newest first."""
    own = Q(person__in=[each.pk for each in subject.persons]) | Q(
        household__in=[each.pk for each in subject.households]
    )
    rows = RightsRequest.objects.unscoped("one's own requests").filter(own)
    return rows.select_related("area", "person", "household").order_by("-pk")


def steps_of(matter: RightsRequest) -> QuerySet[RightsStep]:
    """In the order done."""
    return RightsStep.objects.unscoped("the reader was admitted to the request").filter(request=matter)


# What a deletion may touch


@dataclass(frozen=True)
class Deletable:
    """What goes and what stays of a subject's data, each with the reason in words; ``consents`` end."""

    goes: tuple[tuple[Holding, int, str], ...]
    stays: tuple[tuple[Holding, int, str], ...]
    consents: tuple["Running", ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether all of it has to stay."""
        return bool(self.stays) and not self.goes and not self.consents

    @property
    def law(self) -> str:
        """By which all that stays is kept."""
        found = dict.fromkeys(reason for _, _, reason in self.stays)
        return "；".join(found)[:200]

    @property
    def said(self) -> str:
        """An answer ready to be sent."""
        parts = []
        gone = [f"{h.label} {n} 条" for h, n, _ in self.goes]
        gone += [f"凭“{each.label}”的同意保存和公开的" for each in self.consents]
        if gone:
            parts.append(f"已删去或撤下：{'、'.join(gone)}。")
        if self.stays:
            kept = "；".join(f"{h.label} {n} 条，{reason}" for h, n, reason in self.stays)
            parts.append(f"依法还要保存，这次不能删：{kept}。到期后自动删除或匿名。")
        return "".join(parts)


def deletable(subject: Subject, day: date | None = None) -> Deletable:
    """Held by consent, or past its period: goes. Held by duty or contract within its period: stays."""
    day = day or business_date()
    goes, stays, over = [], [], []
    for holding in all_holdings():
        rows = holding.rows(subject).order_by()
        if holding.code in NEVER_BY_REQUEST or not (count := rows.count()):
            continue
        if holding.ground is Ground.CONSENT and holding.erase is not None:
            goes.append((holding, count, "经本人同意保存，本人要求删除"))
            continue
        kept = rows.filter(holding.kept(day)).count()
        if kept:
            stays.append((holding, kept, holding.kept_by(day)))
        if kept < count:
            over.append((holding, count - kept, "保存期已满，不再带姓名"))
    goes += (
        [] if stays else over
    )  # they lose their person with the name, which goes when nothing else needs it
    return Deletable(tuple(goes), tuple(stays), tuple(running_consents(subject, day)))


NEVER_BY_REQUEST = frozenset({"people.person", "people.account", "people.consent", "privacy.request"})
"""The person goes nameless when nothing else stays; consents and requests prove what was agreed and asked."""
