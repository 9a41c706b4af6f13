"""Questions about the territory: where something lies, on a day or through time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from linli.orgs.kinds import PARENT, TREE, Kind, Tree
from linli.orgs.models import Area, Placement

WHY = "territory is the frame of every scope; callers admit the actor to the area first"


def in_force(day: date, prefix: str = "", start: str = "valid_from", end: str = "valid_to") -> Q:
    """Rows whose half-open period holds ``day``."""
    return Q(**{f"{prefix}{start}__lte": day}) & (
        Q(**{f"{prefix}{end}__isnull": True}) | Q(**{f"{prefix}{end}__gt": day})
    )


def paths_of(area: Area) -> tuple[str, ...]:
    """Every path the area ever had, the present one first (usually just that)."""
    past = (
        Placement.objects.unscoped(WHY)
        .filter(area=area)
        .order_by("-valid_from")
        .values_list("path", flat=True)
    )
    return tuple(dict.fromkeys([area.path, *past]))


def under_paths(paths: Sequence[str], field: str) -> Q:
    """``field`` lies in one of the subtrees."""
    condition = Q()
    for path in paths:
        condition |= Q(**{f"{field}__under": path})
    return condition


def placed(prefix: str, paths: Sequence[str], day: date | str) -> Q:
    """Rows whose area (lookup path ``prefix``) stood under one of ``paths`` on ``day``.

    ``day`` is a date (stocks) or the lookup path of the row's own date (flows). All conditions sit on
    one join, and placements of an area never overlap, so no row is counted twice.
    """
    at = day if isinstance(day, date) else F(day)
    own = f"{prefix}__placements__"
    return (
        under_paths(paths, f"{own}path")
        & Q(**{f"{own}valid_from__lte": at})
        & (Q(**{f"{own}valid_to__isnull": True}) | Q(**{f"{own}valid_to__gt": at}))
    )


def is_absorbed(area: Area) -> bool:
    """Whether it was merged: it lies below the one of its kind that took it over (``services.absorb_area``)."""
    return area.valid_to is not None and area.parent is not None and area.parent.kind == area.kind


def heir_of(area: Area) -> Area:
    """Itself, or what it was merged into, as often as that happened."""
    while is_absorbed(area) and area.parent is not None:
        area = area.parent
    return area


@dataclass(frozen=True)
class Stood:
    """A stay of one area of the trunk: at ``path`` from ``since`` to the day before ``until`` (None: still there)."""

    area_id: int
    kind: str
    code: str
    name: str
    path: str
    since: date
    until: date | None

    def on(self, day: date) -> bool:
        """Whether it stood there on the day."""
        return self.since <= day and (self.until is None or self.until > day)


def trunk_stood(area: Area, start: date, end: date) -> list[Stood]:
    """Where ``area`` and the areas of the trunk below it stood from ``start`` to ``end``: one stay each, more for
    those that moved meanwhile. In order of code.
    """
    kinds = [kind for kind in Kind if TREE[kind] is Tree.TRUNK]
    # The few of these kinds are found first: below a district there are tens of thousands of others.
    trunk = Area.objects.unscoped(WHY).filter(kind__in=kinds).values("pk")
    rows = (
        Placement.objects.unscoped(WHY)
        .filter(under_paths(paths_of(area), "path"), area__in=trunk, valid_from__lte=end)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=start))
        .order_by("area__code", "valid_from")
    )
    fields = ("area_id", "area__kind", "area__code", "area__name", "path", "valid_from", "valid_to")
    return [Stood(*values) for values in rows.values_list(*fields)]


def placements_on(day: date, paths: Sequence[str]) -> QuerySet[Placement]:
    """Placements in force on ``day`` within the subtrees."""
    return Placement.objects.unscoped(WHY).filter(under_paths(paths, "path"), in_force(day))


def areas_on(day: date, area: Area, kind: Kind) -> QuerySet[Area]:
    """Areas of one kind that stood below ``area`` on ``day``, in order of code."""
    below = placements_on(day, paths_of(area)).values("area_id")
    found = Area.objects.unscoped(WHY).filter(in_force(day), kind=kind, pk__in=below)
    return found.defer("boundary").order_by("code")


def path_on(area: Area, day: date) -> str | None:
    """The area's path on ``day``; None when it did not exist."""
    return (
        Placement.objects.unscoped(WHY)
        .filter(in_force(day), area=area)
        .values_list("path", flat=True)
        .first()
    )


def district() -> Area | None:
    """The district of this database."""
    return Area.objects.unscoped(WHY).filter(kind=Kind.DISTRICT, valid_to__isnull=True).first()


NUMBERED = (Kind.LARGE_GRID, Kind.MICRO_GRID, Kind.SECTION, Kind.GROUP, Kind.NEIGHBOURHOOD)
"""Kinds called by their number within what they lie in: every community has its 第一片, every group its 第一邻."""


def places(areas: Iterable[Area], within: Area | None = None) -> dict[int, str]:
    """Id → name; of a numbered kind with what it lies in, 高山坡社区第一片第一组: one query, none without such.

    within: where the reader is at home: what both lie in goes without saying.
    """
    listed = list(areas)
    said = within.path if within is not None else ""
    below = {area.pk: _steps(area, said) for area in listed if area.kind in NUMBERED}
    ids = {step for steps in below.values() for step in steps}
    names = dict(Area.objects.unscoped(WHY).filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    return {area.pk: "".join(names[step] for step in below.get(area.pk, ())) or area.name for area in listed}


def _steps(area: Area, said: str) -> list[int]:
    """What its name is put together from: from the community down, or from below what is shared."""
    steps = [int(part) for part in area.path.strip("/").split("/")]
    known = [int(part) for part in said.strip("/").split("/") if part]
    shared = next(
        (n for n, (own, other) in enumerate(zip(steps, known, strict=False)) if own != other), len(known)
    )
    return steps[max(2, shared) :]


def ancestors(area: Area) -> list[Area]:
    """From the district down to the parent, as of today."""
    ids = [int(part) for part in area.path.strip("/").split("/")][:-1]
    found = Area.objects.unscoped(WHY).in_bulk(ids)
    return [found[key] for key in ids if key in found]


def narrower_kinds(area: Area) -> tuple[Kind, ...]:
    """Kinds by which figures of ``area`` may be broken down, nearest first."""

    def below(kind: Kind | None) -> bool:
        while kind is not None:
            kind = PARENT[kind]
            if kind == area.kind:
                return True
        return False

    return tuple(kind for kind in Kind if below(kind))
