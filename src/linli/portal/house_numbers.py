"""Door numbers as people say them, and which of them a neighbourhood has: numbers only, never who lives behind them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from linli.common.clock import business_date
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.models import Stay

WHY = "which doors a neighbourhood has is on its notice board; of a household nothing else is read"
BUILDING = re.compile(r"(\d{1,3})\s*(?:栋|幢|号楼|座|#|[-－—](?=\s*[\d一二三四五六七八九]))")
"""``荣发 3 栋``, ``荣发3-``: followed by a door."""
_AFTER = re.compile(r"\d{1,3}\s*(?:栋|幢|号楼|座|#|[-－—](?=\s*[\d一二三四五六七八九]))\s*(\S.*)$")
_FLOOR = re.compile(r"\d+\s*[楼层]")
_CHINESE = {sign: str(number) for number, sign in enumerate("一二三四五六七八九", start=1)}
_UNIT = re.compile(r"([一二三四五六七八九])(?=\s*(?:单元|门))")
MOST_RUNS = 4

Number = tuple[int, ...]


def number_of(door: str) -> Number:
    """``2单元0401室``, ``二单元4楼401``, ``2-401``: (2, 401). Without leading noughts, which nobody says."""
    plain = _UNIT.sub(lambda found: _CHINESE[found.group()], door)
    return tuple(int(each) for each in re.findall(r"\d+", _FLOOR.sub("", plain)))


def said_in(sought: str) -> Number:
    """The door's number behind the building's; () where none was said."""
    door = _AFTER.search(sought)
    return number_of(door.group(1)) if door else ()


def fitting(doors: dict[int, Number], said: Number) -> list[int]:
    """Those of the doors that are meant: the very one; else those that end so, as where the unit was left out; else
    those of a building without units, where one was said."""
    same = [key for key, number in doors.items() if number == said]
    ending = [key for key, number in doors.items() if number[-len(said) :] == said]
    without_unit = [key for key, number in doors.items() if number and said[-len(number) :] == number]
    return same or ending or without_unit


def ranges_of(neighbourhoods: Sequence[Area], building: Area | None = None) -> dict[int, str]:
    """Neighbourhood → ``1单元 0101～0702``, in ``building`` or, with their names, in all it has doors in.

    From one door to another only where every door between them is its own.
    """
    ids = [each.pk for each in neighbourhoods]
    own = Stay.objects.unscoped(WHY).filter(in_force(business_date()), neighbourhood__in=ids)
    within = [building.pk] if building is not None else own.values("household__building").distinct()
    rows = Stay.objects.unscoped(WHY).filter(in_force(business_date()), household__building__in=within)
    doors: dict[tuple[str, str], list[tuple[Number, str, int]]] = defaultdict(list)
    asked = ("household__building__code", "household__building__name", "household__door", "neighbourhood_id")
    for code, name, door, neighbourhood in rows.values_list(*asked):
        if digits := re.findall(r"\d+", door):
            doors[code, name].append((number_of(door), digits[-1], neighbourhood))
    said: dict[int, list[str]] = defaultdict(list)
    for (_, name), every in sorted(doors.items()):
        at = "" if building is not None else f"{name} "
        for unit, inside in groupby(sorted(every), key=lambda door: door[0][:-1]):
            called = f"{unit[-1]}单元 " if unit else ""
            for neighbourhood, run in groupby(inside, key=lambda door: door[2]):
                numbers = [number for _, number, _ in run]
                span = numbers[0] if len(numbers) == 1 else f"{numbers[0]}～{numbers[-1]}"
                said[neighbourhood].append(f"{at}{called}{span}")
    return {key: _joined(said[key]) for key in ids if said[key]}


def _joined(runs: Sequence[str]) -> str:
    return "、".join(runs[:MOST_RUNS]) + (" 等" if len(runs) > MOST_RUNS else "")
