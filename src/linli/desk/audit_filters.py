"""Narrowing the log: by person, account or record, by room and then kind of act, by who acted, by day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date

from linli.audit.models import Act
from linli.audit.selectors import NOT_ABOUT_DATA
from linli.desk import audit_labels as labels
from linli.desk import audit_subjects
from linli.desk.filters import Select
from linli.people.models import Person

CONCERNS = (("did", "经手"), ("about", "涉及"))
ONLY = (("change", "改动"), ("look", "查看"))
LONGEST = 60


@dataclass(frozen=True)
class Sought:
    """The bar above the log, and the acts it leaves. ``persons``: whom the search found."""

    rows: QuerySet[Act]
    sought: str
    persons: Sequence[Person]
    selects: Sequence[Select]
    since: date | None
    until: date | None

    @property
    def is_set(self) -> bool:
        """Whether anything is chosen, so that it can be cleared."""
        return bool(self.sought or self.since or self.until) or any(each.chosen for each in self.selects)

    @property
    def asked(self) -> str:
        """What narrowed the log, as a query string."""
        days = [("since", self.since), ("until", self.until)]
        found = [("q", self.sought), *((each.name, each.chosen) for each in self.selects), *days]
        return urlencode([(name, str(value)) for name, value in found if value])


def narrow(rows: QuerySet[Act], query: Mapping[str, str]) -> Sought:
    """What does not fit an offered choice is passed over."""
    offered = labels.acts_of(_room(query))
    selects = tuple(
        Select(name, label, options, _asked(query, name, options))
        for name, label, options in (
            ("as", "关系", CONCERNS),
            ("room", "哪一块", labels.rooms()),
            *([("code", "行为", offered)] if offered else []),
            (
                "by",
                "谁",
                [(str(key), str(label)) for key, label in Act._meta.get_field("actor_kind").flatchoices],
            ),
            *([] if offered else [("only", "种类", ONLY)]),  # acts of a room say themselves which they are
        )
    )
    chosen = {each.name: each.chosen for each in selects}
    concern, code, kind, only = chosen["as"], chosen.get("code", ""), chosen["by"], chosen.get("only", "")
    sought = query.get("q", "").strip()[:LONGEST]
    persons: Sequence[Person] = ()
    if sought:
        persons = audit_subjects.persons_called(sought)
        rows = rows.filter(_concerning(sought, persons, concern))
    if code:
        rows = rows.filter(code=code)
    elif chosen["room"]:
        rows = rows.filter(code__in=[each for each, _ in offered])
    if kind:
        rows = rows.filter(actor_kind=kind)
    if only == "look":
        rows = rows.filter(is_look=True).exclude(code__in=NOT_ABOUT_DATA)
    elif only == "change":
        rows = rows.filter(is_look=False)
    since, until = _day(query.get("since", "")), _day(query.get("until", ""))
    if since:
        rows = rows.filter(at__gte=_start(since))
    if until:
        rows = rows.filter(at__lte=_end(until))
    return Sought(rows, sought, persons, selects, since, until)


def _room(query: Mapping[str, str]) -> str:
    """The one chosen; that of the act where only an act is named."""
    return query.get("room", "") or labels.room_of(query.get("code", ""))


def _asked(query: Mapping[str, str], name: str, options: Sequence[tuple[str, str]]) -> str:
    """What was chosen, if it was offered. An act named in an address alone chooses its room."""
    wanted = _room(query) if name == "room" else query.get(name, "")
    return wanted if wanted in dict(options) else ""


def _concerning(sought: str, persons: Sequence[Person], concern: str) -> Q:
    """Acts by the persons found, acts about them, acts about the record with this reference."""
    accounts = audit_subjects.accounts_of(persons, sought)
    found = Q(pk__in=[])
    if concern != "about":
        found |= Q(actor_kind="account", actor_id__in=accounts)
    if concern != "did":
        found |= audit_subjects.about_persons(persons) | audit_subjects.about_accounts(accounts)
        record = audit_subjects.record_with(sought)
        if record is not None:
            found |= Q(target_type=record[0], target_id=record[1])
    return found


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _end(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
