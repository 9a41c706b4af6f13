"""How far an actor sees: the declaration of a model becomes a filter.

A row is seen by whoever sees its area today, and by whoever held the area on the row's own day (a community
that moved keeps its past with the street it belonged to). Rules and lists that hold downward are also seen
from below.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.access.actor import Actor
from linli.access.policies import VIEW_RECORDS
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area, Placement
from linli.orgs.selectors import WHY, under_paths


def _prefixes(path: str) -> list[str]:
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]


def _held_that_day(row_day: str, area: str, paths: tuple[str, ...]) -> Exists:
    day = OuterRef(row_day)
    stays = Placement.objects.unscoped(WHY).filter(
        under_paths(paths, "path"),
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        area_id=OuterRef(f"{area}_id") if "__" not in area else OuterRef(area),
        valid_from__lte=day,
    )
    return Exists(stays)


def narrow(rows: QuerySet[Any], scope: ScopeBy, actor: Actor) -> QuerySet[Any]:
    """The rows of ``rows`` this actor may see. Nobody signed in, or no business role: none."""
    if actor.is_system:
        return rows
    paths = actor.paths(VIEW_RECORDS)
    if not paths:
        return rows.none()
    if any(path.count("/") == 2 for path in paths):  # the district itself: everything
        return rows
    if scope.area == "":
        return rows.filter(under_paths(paths, "path"))
    areas = (scope.area,) if isinstance(scope.area, str) else scope.area
    seen = Q()
    for area in areas:
        below = Area.objects.unscoped(WHY).filter(under_paths(paths, "path")).values("pk")
        if "__" in area and len(areas) > 1:  # through a to-many relation: ask by id, never multiply rows
            found = rows.model.everything.filter(**{f"{area}__in": below}).values("pk")
            seen |= Q(pk__in=found)
        else:
            seen |= Q(**{f"{area}__in": below})
        if scope.day is not None:
            seen |= Q(_held_that_day(scope.day, area, paths))
        if scope.downward:
            above = [prefix for path in paths for prefix in _prefixes(path)]
            seen |= Q(**{f"{area}__path__in": above})
    return rows.filter(seen)
