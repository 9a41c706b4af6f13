"""Finding a place by what people call it: an estate with its building, a community, first letters of pinyin.

Answers with areas only, never with doors or who lives behind them.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q, QuerySet
from pypinyin import Style, lazy_pinyin

from linli.common.clock import business_date
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import heir_of, in_force
from linli.people.models import Household, Stay
from linli.portal.house_numbers import BUILDING, fitting, number_of, said_in

WHY = "names of estates, buildings and communities are public"
DOORS = "a door leads to its neighbourhood, and to nothing else of it"
MOST = 12
LONGEST = 40
_LETTERS = re.compile(r"[a-z]{2,12}")
_ENDINGS = ("小区", "社区", "村", "街道")


@dataclass(frozen=True)
class Place:
    """One answer: the area, and above it what tells it from others of the name."""

    area: Area
    within: str

    @property
    def label(self) -> str:
        """``五里牌街道高山坡社区 荣发小区 3栋``."""
        return f"{self.within} {self.area.name}".strip()


def found(sought: str) -> list[Place]:
    """The places meant, at most a dozen. An estate with a building's number is that building where it exists."""
    words = " ".join(sought.lower().split())[:LONGEST]
    if not words:
        return []
    number = BUILDING.search(words)
    name = (words[: number.start()] if number else words).strip()
    estates = _called(name, (Kind.ESTATE,)) if name else []
    if number and estates:
        buildings = [each for each in _buildings(estates) if _number(each.name) == int(number.group(1))]
        if buildings:
            return _placed(buildings)
    exact = [*estates, *_called(name, (Kind.COMMUNITY,))]
    same = [each for each in exact if _bare(each.name) == _bare(name)]
    return _placed((same or exact)[:MOST])


def neighbourhood_of(building: Area, sought: str) -> Area | None:
    """Where the door named behind the building lies; the answer never says whether there is such a door.

    A number that fits doors of several neighbourhoods (1单元101 and 2单元101) leads to none of them: the caller falls
    back to the building.
    """
    said = said_in(" ".join(sought.split())[:LONGEST])
    if not said:
        return None
    day = business_date()
    doors = Household.objects.unscoped(DOORS).filter(building=building, valid_to__isnull=True)
    meant = fitting({household.pk: number_of(household.door) for household in doors}, said)
    stays = Stay.objects.unscoped(DOORS).filter(in_force(day), household__in=meant)
    served = {stay.neighbourhood_id: stay.neighbourhood for stay in stays.select_related("neighbourhood")}
    return next(iter(served.values())) if len(served) == 1 else None


def closed_as(code: str) -> Area | None:
    """What an area that is no more was merged into, where that still stands."""
    rows = Area.objects.unscoped(WHY).filter(code=code, valid_to__isnull=False).order_by("-valid_to")
    was = rows.first()
    heir = heir_of(was) if was is not None else None
    return heir if heir is not None and heir.valid_to is None else None


def neighbourhoods_of(area: Area) -> list[Area]:
    """The neighbourhoods that serve a building or an estate, in order of code."""
    prefix = (
        {"household__building": area} if area.kind == Kind.BUILDING else {"household__building__parent": area}
    )
    stays = Stay.objects.unscoped(DOORS).filter(in_force(business_date()), **prefix)
    rows = Area.objects.unscoped(WHY).filter(pk__in=stays.values("neighbourhood_id"))
    return list(rows.defer("boundary").order_by("code"))


def children_of(area: Area, kind: Kind) -> QuerySet[Area]:
    """The areas of a kind directly below, today."""
    return current().filter(parent=area, kind=kind).order_by("code")


def current() -> QuerySet[Area]:
    """All areas of today, without their outlines."""
    return Area.objects.unscoped(WHY).filter(in_force(business_date())).defer("boundary")


def trunk_of(area: Area) -> Area:
    """The community, street or district in which an area lies."""
    ids = [int(step) for step in area.path.strip("/").split("/")]
    known = Area.objects.unscoped(WHY).defer("boundary").in_bulk(ids)
    trunk = (Kind.COMMUNITY, Kind.STREET, Kind.DISTRICT)
    return next(known[pk] for pk in reversed(ids) if known[pk].kind in trunk)


def _called(name: str, kinds: tuple[Kind, ...]) -> list[Area]:
    rows = current().filter(kind__in=kinds).select_related("parent__parent").order_by("code")
    if _LETTERS.fullmatch(name):
        return [
            each
            for each in rows
            if _initials(each.name).startswith(name) or _spelt(each.name).startswith(name)
        ]
    if len(_bare(name)) < 2:
        return list(rows.filter(name=name))
    return list(rows.filter(Q(name__icontains=_bare(name)))[: MOST * 4])


def _buildings(estates: list[Area]) -> list[Area]:
    rows = current().filter(kind=Kind.BUILDING, parent__in=[each.pk for each in estates])
    return list(rows.select_related("parent__parent__parent").order_by("code"))


def _placed(areas: list[Area]) -> list[Place]:
    return [Place(each, _within(each)) for each in areas[:MOST]]


def _within(area: Area) -> str:
    parts, above = [], area.parent
    while above is not None and above.kind != Kind.DISTRICT:
        parts.append(above.name)
        above = above.parent
    return "".join(reversed(parts[1:])) + (" " if len(parts) > 1 else "") + parts[0] if parts else ""


def _number(name: str) -> int | None:
    digits = re.search(r"\d+", name)
    return int(digits.group()) if digits else None


def _bare(name: str) -> str:
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name


@lru_cache(maxsize=20_000)
def _initials(name: str) -> str:
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


@lru_cache(maxsize=20_000)
def _spelt(name: str) -> str:
    return "".join(lazy_pinyin(name)).lower()
