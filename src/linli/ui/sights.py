"""What one reader sees of records: whose names and doors stand in clear, and that looking at them is on record.

Everything that writes records out for a reader asks here. Files never do: in them everything is masked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linli.access.actor import Actor
from linli.access.clearance import Personal, may_be_near, stands_clear
from linli.common.clock import business_date
from linli.disclosure.models.listed import HOUSEHOLD, PERSON
from linli.disclosure.services import list_seen, record_seen
from linli.people.models import Household, Person
from linli.ui.records import NOTHING, Column, RecordPage

NEARBY, HANDLING = "本人任职范围内", "经办人办理"


@dataclass
class Sight:
    """One record before one reader; keeps the labels of what was in clear, and the persons so named. Without an
    actor everything is masked.
    """

    actor: Actor | None = None
    near: str = ""
    team: frozenset[int] = frozenset()
    opened: dict[str, bool] = field(default_factory=dict)
    persons: set[int] = field(default_factory=set)

    def written(self, column: Column, record: Any) -> str:
        """The value as this reader may read it."""
        clear = self._opens(column)
        text = column.written(record, clear=clear)
        if clear and text != NOTHING:
            self.opened[column.label] = True
            named = column.raw(record)
            if isinstance(named, Person):
                self.persons.add(named.pk)
        return text

    def _opens(self, column: Column) -> bool:
        value: Personal | None = column.kind.personal
        if self.actor is None or value is None:
            return False
        return stands_clear(self.actor, value, near=self.near if column.nearby else "", team=self.team)


MASKED = Sight()
"""For whatever nobody is to read in clear. Nothing is ever opened in it, so it may be shared."""


def sights(declared: RecordPage, records: Sequence[Any], actor: Actor | None) -> list[Sight]:
    """One for each record. Where the reader leads nothing and handles no case, no query is asked."""
    if actor is None or actor.account is None:
        return [MASKED] * len(records)
    near = _near(declared, records, actor) if may_be_near(actor) else {}
    own = actor.account.person_id
    found = []
    for record in records:
        team = frozenset(declared.team(record)) if declared.team is not None else frozenset()
        handles = own is not None and own in team
        path = near.get(record.pk, "")
        found.append(Sight(actor, path, team if handles else frozenset()) if path or handles else MASKED)
    return found


def _near(declared: RecordPage, records: Sequence[Any], actor: Actor) -> Mapping[int, str]:
    """Primary key → path of the deciding area, of those that belong there today."""
    if declared.near is None:
        return {}
    near, today = declared.near, actor.day or business_date()
    if callable(near.path):
        return near.path(records, today)
    paths = {}
    for record in records:
        area = follow(record, near.path)
        if area is not None and (near.during is None or _holds(follow(record, near.during), today)):
            paths[record.pk] = area.path
    return paths


def follow(record: Any, path: str) -> Any:
    """Along dotted attributes; None where a step is missing."""
    found = record
    for step in filter(None, path.split(".")):
        found = getattr(found, step, None)
    return found


def _holds(period: Any, day: date) -> bool:
    return (
        period is not None and period.valid_from <= day and (period.valid_to is None or period.valid_to > day)
    )


def note_list(
    declared: RecordPage,
    records: Sequence[Any],
    seen: Sequence[Sight],
    actor: Actor | None,
    *,
    again: bool = False,
) -> tuple[str, ...]:
    """Put a page of a list on record with whom it showed, if anything of it stood in clear; the labels that did.

    again: as in ``list_seen``.
    """
    labels = tuple(dict.fromkeys(label for sight in seen for label in sight.opened))
    if labels and actor is not None:
        count = sum(1 for sight in seen if sight.opened)
        whom: dict[str, set[int]] = {PERSON: set(), HOUSEHOLD: set()}
        for record, sight in zip(records, seen, strict=True):
            _add(whom, declared, record, sight)
        list_seen(actor=actor, what=declared.label, count=count, fields=labels, whom=whom, again=again)
    return labels


def _add(whom: dict[str, set[int]], declared: RecordPage, record: Any, sight: Sight) -> None:
    """Whose values this one showed: the persons it names, and the person or household it tells of."""
    whom[PERSON] |= sight.persons
    whose = _whose(declared, record, sight) if sight.opened else None
    if isinstance(whose, Person | Household):
        whom[PERSON if isinstance(whose, Person) else HOUSEHOLD].add(whose.pk)


def _whose(declared: RecordPage, record: Any, sight: Sight) -> Any:
    """The person or household the opened columns tell of; the record itself where a case is handled."""
    if declared.near is None or sight.team:
        return record
    return follow(record, declared.near.whose)


def note_record(declared: RecordPage, record: Any, sight: Sight) -> tuple[str, ...]:
    """Put one record on record, if anything of it stood in clear; the labels that did."""
    labels = tuple(sight.opened)
    if labels and sight.actor is not None:
        whose = _whose(declared, record, sight)
        record_seen(
            actor=sight.actor,
            target=whose if whose is not None else record,
            what=declared.label,
            fields=labels,
            purpose=HANDLING if sight.team else NEARBY,
            whom={PERSON: sight.persons},
        )
    return labels
