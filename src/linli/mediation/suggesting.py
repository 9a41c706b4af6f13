"""Whom to invite: listed notables with the reasons for each, in no order of merit.

Nobody is scored (domain.md 6.1). A candidate is offered for being an expert in the matter, for living near and being
known to both sides, or for being neutral; within a group those with fewer open cases come first, and the rest by the
number of their listing.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Count, Q
from pypinyin import Style, lazy_pinyin

from linli.mediation.consents import parties_of
from linli.mediation.models import (
    Capacity,
    DisputeCase,
    DisputeKind,
    Ground,
    Notable,
    PanelMember,
    Party,
    Reason,
)
from linli.mediation.models.notable import EXPERTISE, Avoid
from linli.mediation.recusal import ABSOLUTE, from_records
from linli.mediation.selectors import committee_on, listed_on, listings_of, mediators_on
from linli.mediation.states import CLOSED_STAGES
from linli.orgs.models import Area
from linli.people.models import Person

WANTED: dict[DisputeKind, tuple[str, ...]] = {
    DisputeKind.FAMILY: ("psychology", "law", "mediation", "dialect"),
    DisputeKind.NEIGHBOURS: ("mediation", "building", "property", "dialect"),
    DisputeKind.HOUSING: ("building", "law", "property"),
    DisputeKind.CONTRACT: ("law", "finance"),
    DisputeKind.BUSINESS: ("finance", "law"),
    DisputeKind.DAMAGE: ("law", "medicine", "building"),
    DisputeKind.LAND: ("law", "worthy", "veteran_cadre"),
    DisputeKind.RESETTLEMENT: ("law", "building", "veteran_cadre"),
    DisputeKind.POLLUTION: ("utilities", "law"),
    DisputeKind.LABOUR: ("law", "finance"),
    DisputeKind.CONSUMER: ("law", "finance"),
    DisputeKind.MEDICAL: ("medicine", "law", "psychology"),
    DisputeKind.TRAFFIC: ("law", "medicine"),
    DisputeKind.PROPERTY: ("property", "utilities", "law"),
    DisputeKind.VILLAGE: ("worthy", "veteran_cadre", "finance"),
    DisputeKind.ONLINE: ("law", "finance"),
    DisputeKind.ILLEGAL_BUILDING: ("building", "law", "property"),
    DisputeKind.OTHER: ("mediation", "law"),
}
"""What kind of knowledge helps in which kind of dispute; a proposal, nobody is kept out by it."""
MOST = 12
AVOIDED = {Avoid.ESTATE: Ground.ESTATE, Avoid.EMPLOYER: Ground.EMPLOYER, Avoid.RELATIVES: Ground.KIN}


@dataclass(frozen=True)
class Candidate:
    """One who could be asked: for which reason, in words, and with how many open cases."""

    notable: Notable
    reason: Reason
    words: str
    open_cases: int


@dataclass(frozen=True)
class Suggestion:
    """Candidates by reason; ``aside``: how many were left out because of a ground or their own wish."""

    candidates: Sequence[Candidate]
    aside: int


def _load(notables: Iterable[Notable]) -> dict[int, int]:
    rows = PanelMember.objects.unscoped("the load of those who may be asked").filter(
        notable__in=[each.pk for each in notables], left_on__isnull=True, capacity=Capacity.NOTABLE
    )
    counted = rows.exclude(panel__case__stage__in=CLOSED_STAGES).values("notable").annotate(n=Count("pk"))
    return {row["notable"]: row["n"] for row in counted}


def _estates(parties: Iterable[Party]) -> dict[int, Area]:
    return {
        party.estate_id: party.estate for party in parties if party.estate is not None and party.estate_id
    }


def _kept_aside(notable: Notable, parties: Sequence[Party]) -> bool:
    shown = from_records(notable.person, notable, parties)
    wished = {AVOIDED[Avoid(code)] for code in notable.avoids if code in Avoid.values}
    return bool(shown & (set(ABSOLUTE) | wished))


def _far(notable: Notable, parties: Sequence[Party]) -> str:
    """How somebody who is no expert and no neighbour lives: said only as far as the records know it."""
    if notable.home_estate is None:
        return "住处没有登记"
    home = f"住{notable.home_estate.name}"
    if any(party.estate_id is None for party in parties if not party.is_organisation):
        return f"{home}，有当事人住处没有登记"
    return f"{home}，不住当事人的小区"


def _why(notable: Notable, kind: DisputeKind, parties: Sequence[Party]) -> tuple[Reason, str]:
    knows = [EXPERTISE[code] for code in WANTED[kind] if code in notable.expertise]
    near = _estates(parties).get(notable.home_estate_id or 0)
    if knows:
        return Reason.EXPERT, "懂" + "、".join(knows)
    if near is not None:
        speaks = "，会说本地话" if "dialect" in notable.expertise else ""
        return Reason.KNOWN, f"也住{near.name}{speaks}"
    return Reason.NEUTRAL, _far(notable, parties)


def _listed_here(case: DisputeCase, day: date) -> list[Notable]:
    """Of the community, not paused, and not of those who sit in this case or left it."""
    rows = listed_on(day).filter(
        Q(paused_on__isnull=True) | Q(paused_on__gt=day), community=case.community_id
    )
    known = PanelMember.objects.unscoped("who sat or sits in this case").filter(panel__case=case)
    rows = rows.exclude(person__in=known.values("person"))
    return list(rows.select_related("person", "home_estate").order_by("ref"))


def pool_of(case: DisputeCase, day: date) -> list[Notable]:
    """Everybody a draw may draw: all who are listed and free, not only those who would be suggested."""
    parties = parties_of(case)
    return [each for each in _listed_here(case, day) if not _kept_aside(each, parties)]


def mediators_of(case: DisputeCase, day: date) -> list[Person]:
    """Mediators of the community's committee who may be asked: not of this case before, and with no ground that the
    records show, whatever the roster knows of them included."""
    committee = committee_on(case.community, day)
    asked = PanelMember.objects.unscoped("who was asked in this case").filter(panel__case=case)
    met = set(asked.values_list("person_id", flat=True))
    people = [each for each in mediators_on(committee, day) if each.pk not in met] if committee else []
    listed, parties = listings_of(people, day), parties_of(case)
    return [each for each in people if not from_records(each, listed.get(each.pk), parties) & set(ABSOLUTE)]


def _candidates(case: DisputeCase, free: Sequence[Notable], parties: Sequence[Party]) -> list[Candidate]:
    load, kind = _load(free), DisputeKind(case.kind)
    found = []
    for notable in free:
        reason, words = _why(notable, kind, parties)
        found.append(Candidate(notable, reason, words, load.get(notable.pk, 0)))
    return sorted(found, key=lambda each: (each.open_cases, each.notable.ref))


@lru_cache(maxsize=20_000)
def _spelt(name: str) -> tuple[str, str]:
    """A name in pinyin, whole and by its first letters."""
    return (
        "".join(lazy_pinyin(name)).lower(),
        "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower(),
    )


def is_called(name: str, said: str) -> bool:
    """By a part of the name, or by the beginning of its pinyin or of the first letters."""
    wanted = "".join(unicodedata.normalize("NFKC", said).split()).lower()
    if not wanted:
        return False
    return wanted in name or any(spelt.startswith(wanted) for spelt in _spelt(name))


def called(case: DisputeCase, day: date, said: str) -> Sequence[Candidate]:
    """Of everybody who is free, not only of those who would be suggested: who bears this name, or is spelt so; up to
    ``MOST``. Somebody the parties name must not fail for having little to do with the matter."""
    free = [each for each in pool_of(case, day) if is_called(each.person.name, said)]
    return _candidates(case, free, parties_of(case))[:MOST]


def suggest(case: DisputeCase, day: date) -> Suggestion:
    """Up to ``MOST`` notables of the community, a few for each reason so that the panel is balanced.

    Three queries. Who has a ground the records show, asked not to be called to such cases, or left this case, is left
    aside.
    """
    parties = parties_of(case)
    found = _listed_here(case, day)
    free = [notable for notable in found if not _kept_aside(notable, parties)]
    candidates = _candidates(case, free, parties)
    share = MOST // len(Reason)
    chosen = [each for reason in Reason for each in [c for c in candidates if c.reason is reason][:share]]
    return Suggestion(chosen, len(found) - len(free))
