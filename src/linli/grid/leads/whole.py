"""Doors stay whole: building, neighbourhood and micro grid of a household lie in one community (T01), whatever moves.

What would tear one is refused, the doors named, with what has to go along.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q

from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.people.addresses import NAMED, named
from linli.people.models import Stay

WHY = "the service admitted the actor to the areas that move"
IN_COMMUNITY = (Kind.SECTION, Kind.LARGE_GRID, Kind.ESTATE)
"""What lies directly below a community, one of each tree: these may go to another one together."""
LEGS = ("household__building", "neighbourhood", "micro_grid")
TOPS = ("household__building__parent", "neighbourhood__parent__parent", "micro_grid__parent")
"""The estate, the section and the large grid of a stay: what of each tree lies directly below the community."""
RULE = "一户的楼栋、邻和微网格要在同一个社区"


class Torn(ValidationError):
    """Doors would be torn. ``shown``: the numbers of those the refusal names one by one."""

    def __init__(self, words: list[str], shown: Collection[int]) -> None:
        super().__init__(words)
        self.shown = shown


def torn_doors(within: Sequence[Area], day: date) -> Any:
    """Stays of ``day`` or later with a leg in ``within`` whose building, neighbourhood and micro grid lie in more than
    one community, as the trees stand now."""
    building, near, grid = (f"{top}__parent" for top in TOPS)
    whole = Q(**{near: F(building), grid: F(building)})
    here = Q()
    for area in within:
        for leg in LEGS:
            here |= Q(**{f"{leg}__path__under": area.path})
    rows = Stay.objects.unscoped(WHY).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), here)
    return rows.exclude(whole)


def torn_ids(within: Sequence[Area], day: date) -> set[int]:
    """Those there are already, for which nobody who moves something now is to be held up."""
    return set(torn_doors(within, day).values_list("pk", flat=True))


def demand(area: Area, moved: Sequence[Area], day: date, before: set[int]) -> None:
    """After ``moved`` (``area`` first) stands where it is to stand: raises Torn where a door is."""
    rows = torn_doors(moved, day).exclude(pk__in=before)
    found = list(
        rows.select_related("household__building", *TOPS)
        .defer("household__building__boundary", *(f"{top}__boundary" for top in TOPS))
        .order_by("household__building__code", "household__door", "pk")
    )
    if found:
        raise Torn(
            _refusal(area, found), [each.household_id for each in found] if len(found) <= NAMED else []
        )


def _refusal(area: Area, found: Sequence[Stay]) -> list[str]:
    words = [f"这样划，有 {len(found)} 户被分在两个社区：{_which(found)}。{RULE}。"]
    if Kind(area.kind) not in IN_COMMUNITY:
        kind = Kind(area.kind).label
        return [
            *words,
            f"{kind}不能单独划到别的社区。先在本社区里，把这些户的楼栋归到一个小区、邻归到一个片、微网格归到一个大网格，"
            "再把这个片、小区和大网格一起划过去。",
        ]
    return [
        *words,
        f"请连同这些一起划：{'、'.join(_left_behind(area, found))}。只有一部分要划的，先把它拆开。",
    ]


def _which(found: Sequence[Stay]) -> str:
    """A few door by door, many by their buildings."""
    if len(found) <= NAMED:
        return named(f"{each.household.building.name} {each.household.door}" for each in found)
    counted = Counter(each.household.building.name for each in found)
    listed = [f"{name} {count} 户" for name, count in counted.items()]
    rest = f" 等 {len(listed)} 栋" if len(listed) > NAMED else ""
    return "、".join(listed[:NAMED]) + rest


def _left_behind(area: Area, found: Sequence[Stay]) -> list[str]:
    """What of the torn doors does not lie where the area now lies, by name."""
    left: dict[int, str] = {}
    for stay in found:
        for top in TOPS:
            place: Any = stay
            for step in top.split("__"):
                place = getattr(place, step)
            if place.parent_id != area.parent_id:
                left.setdefault(place.pk, place.name)
    return list(left.values())
