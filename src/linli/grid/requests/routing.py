"""Who would get this: the nearest area and kind win. Read at dispatch as the proposed unit, and in the settings."""

from datetime import date

from linli.common.clock import business_date
from linli.grid.requests.models import RequestKind, Route, StandardText
from linli.orgs.models import Area
from linli.orgs.selectors import in_force

WHY = "rules of dispatch hold for everybody in their area"


def routed(kind: RequestKind | None, area: Area, day: date | None = None) -> Route | None:
    """The rule for a kind of request told in an area: first by nearness of the area, then of the kind.

    A rule without kind is for whatever has none of its own in that area. None: nobody was laid down.
    """
    chain = [int(step) for step in area.path.strip("/").split("/")]
    kinds = _nearest_first(kind)
    rows = Route.objects.unscoped(WHY).filter(in_force(day or business_date()), area__in=chain)
    fitting = [row for row in rows.select_related("unit", "area", "kind") if row.kind_id in kinds]
    return max(fitting, key=lambda row: (chain.index(row.area_id), -kinds.index(row.kind_id)), default=None)


def _nearest_first(kind: RequestKind | None) -> list[int | None]:
    own = [] if kind is None else [kind.pk, *([kind.parent_id] if kind.parent_id else [])]
    return [*own, None]


def standard_texts(verb: str, kind: RequestKind | None, area: Area) -> list[str]:
    """What is usually written at a step: those of the kind first, of the nearest area first. Offered, never forced."""
    chain = [int(step) for step in area.path.strip("/").split("/")]
    kinds = _nearest_first(kind)
    rows = StandardText.objects.unscoped(WHY).filter(verb=verb, area__in=chain)
    fitting = [row for row in rows if row.kind_id in kinds]
    fitting.sort(key=lambda row: (kinds.index(row.kind_id), -chain.index(row.area_id), row.pk))
    return list(dict.fromkeys(row.text for row in fitting))
