"""How far an actor sees: the declaration of a model becomes a filter.

A row is seen by whoever sees its area today, and by whoever held the area on the row's own day (a community
that moved keeps its past with the street it belonged to); and by whoever has it in hand, wherever it lies. Rules and
lists that hold downward are also seen from below.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.access.actor import Actor
from linli.access.policies import HANDLE_SECRETS, SEE_OWN_UNIT, VIEW_RECORDS
from linli.common.scoping import ScopeBy, Secret
from linli.orgs.models import Area, Placement
from linli.orgs.selectors import WHY, under_paths
from linli.people.models import Person

SHORTEST_NAME = 2
ORGAN = ("纪委", "监委", "纪检", "监察委")
"""Words in the name of the organ whose people handle accusations: what is about it is not theirs."""
TITLES = (
    "某",
    "书记",
    "主任",
    "局长",
    "科长",
    "处长",
    "部长",
    "队长",
    "组长",
    "常委",
    "委员",
    "主席",
    "领导",
    "同志",
)
"""How somebody is named by surname alone."""


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


def _moved_away(paths: tuple[str, ...]) -> QuerySet[Any, Any]:
    """Areas that lay in one of the subtrees once and no longer do: few or none, so that no row need be asked for
    its day where nothing ever moved."""
    below = under_paths(paths, "path")
    here = Area.objects.unscoped(WHY).filter(below).values("pk")
    return Placement.objects.unscoped(WHY).filter(below).exclude(area__in=here).values("area_id")


def narrow(rows: QuerySet[Any], scope: ScopeBy, actor: Actor) -> QuerySet[Any]:
    """The rows of ``rows`` this actor may see. Nobody signed in, or no business role: none."""
    if actor.is_system:
        return rows
    if scope.hidden_from is not None and actor.account is not None and actor.account.person_id is not None:
        rows = rows.exclude(**{scope.hidden_from: actor.account.person_id})
    if scope.secret is None:
        return _in_territory(rows, scope, actor)
    told_openly = _in_territory(rows.filter(**{scope.secret.flag: False}), scope, actor)
    handled = _handled(rows.filter(**{scope.secret.flag: True}), scope, scope.secret, actor)
    return (
        told_openly
        if handled is None
        else rows.filter(Q(pk__in=told_openly.values("pk")) | Q(pk__in=handled.values("pk")))
    )


def _handled(rows: QuerySet[Any], scope: ScopeBy, secret: Secret, actor: Actor) -> QuerySet[Any] | None:
    """Rows told in confidence that this actor handles; None for who handles none.

    Left out: what accuses the actor or names somebody called like the actor, what accuses the organ of the handlers
    itself or a unit in which the actor holds a post, and what accuses a unit to whose chain any other post of the
    actor belongs (信访工作条例: 检举控告 are never passed to the accused unit; invariant T03).
    """
    paths = actor.paths(HANDLE_SECRETS)
    if not paths or actor.account is None:
        return None
    areas = (scope.area,) if isinstance(scope.area, str) else scope.area
    within = Q()
    for area in areas:
        within |= under_paths(paths, f"{area}__path")
    rows = rows.filter(within)
    if actor.account.person_id is not None:
        rows = rows.exclude(**{secret.accused_person: actor.account.person_id})
        rows = rows.exclude(_named(secret, actor.account.person, {g.area.pk for g in actor.grants}))
    rows = rows.exclude(_own_organ(secret, actor))
    for path in {grant.area.path for grant in actor.grants if not grant.role.holds(HANDLE_SECRETS)}:
        chain = under_paths([path], f"{secret.accused_area}__path") | Q(
            **{f"{secret.accused_area}__path__in": _prefixes(path)}
        )
        rows = rows.exclude(pk__in=rows.model.everything.filter(chain).values("pk"))
    return rows


def _named(secret: Secret, person: Person | None, own: set[int]) -> Q:
    """Somebody called like ``person`` is named: in full wherever it stands, or by surname among those of their own area
    (丁书记, 丁某). A namesake stands aside as well: another handler reads it, or one of the level above.
    """
    name = "".join(person.name.split()) if person is not None else ""
    found = Q(pk__in=())
    if len(name) < SHORTEST_NAME:
        return found
    for path in secret.named_in:
        found |= Q(**{f"{path}__contains": name})
    if secret.accused_words:
        called = Q()
        for title in TITLES:
            called |= Q(**{f"{secret.accused_words}__contains": f"{name[0]}{title}"})
        found |= called & Q(**{f"{secret.accused_area}__in": own})
    return found


def _own_organ(secret: Secret, actor: Actor) -> Q:
    """The unit accused, or the words in which it was named, is the organ that handles accusations; or one in which the
    actor holds a post. Q of nothing where the model knows no unit.
    """
    found = Q(pk__in=())
    if secret.accused_unit:
        for word in ORGAN:
            found |= Q(**{f"{secret.accused_unit}__name__contains": word})
            found |= Q(**{f"{secret.accused_words}__contains": word})
        units = [grant.unit_id for grant in actor.grants if grant.unit_id is not None]
        if units:
            found |= Q(**{f"{secret.accused_unit}__in": units})
    return found


def _in_territory(rows: QuerySet[Any], scope: ScopeBy, actor: Actor) -> QuerySet[Any]:
    paths = actor.paths(VIEW_RECORDS)
    if scope.also is not None:
        paths = (*paths, *actor.paths(scope.also))
    units = actor.units(SEE_OWN_UNIT) if scope.unit is not None else ()
    if not paths and not units:
        return rows.none()
    if any(path.count("/") == 2 for path in paths):  # the district itself: everything
        return rows
    if scope.area == "":
        return rows.filter(under_paths(paths, "path"))
    seen = _near(rows, scope, paths) if paths else Q()
    if units:  # through a to-many relation, perhaps: by id, so that no row is multiplied
        given = rows.model.everything.filter(**{f"{scope.unit}__in": units})
        seen |= Q(pk__in=given.values("pk"))
    return rows.filter(seen)


def _near(rows: QuerySet[Any], scope: ScopeBy, paths: tuple[str, ...]) -> Q:
    """Lies in one of the subtrees, lay there on its day, is in hand there, or holds for what is below it."""
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
            seen |= Q(**{f"{area}__in": _moved_away(paths)}) & Q(_held_that_day(scope.day, area, paths))
        if scope.downward:
            above = [prefix for path in paths for prefix in _prefixes(path)]
            seen |= Q(**{f"{area}__path__in": above})
    for hand in scope.hand:
        below = Area.objects.unscoped(WHY).filter(under_paths(paths, "path")).values("pk")
        if "__" in hand:  # through other rows, perhaps many of them: by id, so that no row is multiplied
            seen |= Q(pk__in=rows.model.everything.filter(**{f"{hand}__in": below}).values("pk"))
        else:
            seen |= Q(**{f"{hand}__in": below})
    return seen
