"""Who has to stand aside: what the records show, beside what a person says of themselves.

Kin is asked, never kept: no register of families exists here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from linli.mediation.models import Ground, Notable, Party
from linli.mediation.naming import close, is_party
from linli.people.models import Person

ABSOLUTE = (Ground.KIN, Ground.HOUSEHOLD, Ground.INTEREST, Ground.EMPLOYER)
"""Grounds that hold whoever raises them; the same estate holds when a party asks."""


@dataclass(frozen=True)
class Finding:
    """One ground: whether it is there, and whether the records show it."""

    ground: Ground
    found: bool
    from_records: bool


def _same(one: str, other: str) -> bool:
    return bool(close(one)) and close(one) == close(other)


def from_records(person: Person, notable: Notable | None, parties: Iterable[Party]) -> set[Ground]:
    """Grounds that the rows show without asking anybody."""
    found: set[Ground] = set()
    for party in parties:
        if is_party(person.name, party):
            found.add(Ground.INTEREST)  # a party or an agent themselves, or a namesake: somebody looks
        if notable is None:
            continue
        if notable.household_id is not None and notable.household_id == party.household_id:
            found.add(Ground.HOUSEHOLD)
        if _same(notable.employer, party.employer) or (
            party.is_organisation and _same(notable.employer, party.name)
        ):
            found.add(Ground.EMPLOYER)
        if notable.home_estate_id is not None and notable.home_estate_id == party.estate_id:
            found.add(Ground.ESTATE)
    return found


def findings(shown: set[Ground], said: Mapping[Ground, bool]) -> list[Finding]:
    """Every ground, answered. Raises KeyError for one that was not asked."""
    return [Finding(ground, ground in shown or said[ground], ground in shown) for ground in Ground]


def must_stand_aside(found: Iterable[Finding], *, estate_asked: bool) -> list[Ground]:
    """The grounds for which this one cannot sit."""
    grounds = [each.ground for each in found if each.found]
    return [ground for ground in grounds if ground in ABSOLUTE or estate_asked]
