"""Which requests a number of the board counted: the number and the list behind it start from the same rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from linli.grid.requests.figures import (
    ANSWERED,
    ASKED,
    ASKED_CONTENT,
    CONTENT,
    JUDGED,
    LATE,
    OPEN,
    REOPENED,
    SETTLED,
    TOLD,
)
from linli.grid.requests.models import Level, RequestKind, Verdict
from linli.grid.requests.states import REQUEST, SUSPENDED
from linli.indicators.definition import Source
from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.orgs.selectors import Stood, trunk_stood

NO_KIND, NO_VERDICT = "none", "none"
BY_ASKING = "asked"
"""In the place of a verdict: one that a worker wrote down after asking the teller."""
WHY = "the tree of kinds is the district's"


@dataclass(frozen=True)
class What:
    """One column of the board."""

    label: str
    source: Source
    where: Q


WHATS: dict[str, What] = {
    "told": What("说的事", TOLD, Q()),
    "open": What("没办完", OPEN, Q()),
    "late": What("超时限", LATE, Q()),
    "stuck": What("挂账", OPEN, Q(state=SUSPENDED)),
    "settled": What("办好的", TOLD, SETTLED),
    "answered": What("答复过的", TOLD, ANSWERED),
    "judged": What("自己评价的", TOLD, JUDGED),
    "content": What("自己评了满意和基本满意的", TOLD, CONTENT),
    "asked": What("回访记下评价的", TOLD, ASKED),
    "asked_content": What("回访记下满意和基本满意的", TOLD, ASKED_CONTENT),
    "reopened": What("报事人不满意而重开的", TOLD, REOPENED),
}
STOCKS = ("open", "late", "stuck")


def rows_of(
    what: str,
    area: Area,
    period: Period,
    asked: Mapping[str, str] | None = None,
    stood: Sequence[Stood] | None = None,
) -> QuerySet[Any]:
    """The rows of one number. ``asked``: kind (code of its family, ``none``), level it was settled at, state, verdict.

    ``stood``: ``trunk_stood`` of the area in the period or longer, where the caller has read it already.
    Raises KeyError for anything the board does not show.
    """
    wanted = WHATS[what]
    stays = trunk_stood(area, period.start, period.end) if stood is None else stood
    rows = wanted.source.rows(period).filter(_within(wanted.source, stays, period), wanted.where).order_by()
    asked = asked or {}
    if kind := asked.get("kind", ""):
        family = RequestKind.objects.unscoped(WHY).filter(Q(code=kind) | Q(parent__code=kind)).values("pk")
        rows = rows.filter(kind__isnull=True) if kind == NO_KIND else rows.filter(kind__in=family)
    if level := asked.get("level", ""):
        rows = rows.filter(settled_level=Level(level) if level in Level.values else _none(level))
    if state := asked.get("state", ""):
        rows = rows.filter(state=state if state in REQUEST.codes else _none(state))
    if verdict := asked.get("verdict", ""):
        rows = rows.filter(judged(verdict))
    return rows


def _within(source: Source, stays: Sequence[Stood], period: Period) -> Q:
    """Rows whose area stood where it was asked for on their own day, or on the last day: what ``orgs.placed`` says.

    A request lies in an area of the trunk, so these are few and can be named; the index on area and day then finds
    every row, and only those of an area that moved are asked for their day.
    """
    first = period.start if source.day is not None else period.cutoff
    last = period.cutoff
    throughout, moved = [], Q()
    for each in stays:
        if each.on(first) and each.on(last):
            throughout.append(each.area_id)
        elif source.day is not None and each.since <= last and (each.until is None or each.until > first):
            days = {f"{source.day}__gte": each.since}
            if each.until is not None:
                days[f"{source.day}__lt"] = each.until
            moved |= Q(**{source.area: each.area_id}, **days)
    return Q(**{f"{source.area}__in": throughout}) | moved


def judged(verdict: str) -> Q:
    """What the teller said themselves, nothing, or what was written down for them."""
    if verdict == NO_VERDICT:
        return Q(verdict="")
    if verdict == BY_ASKING:
        return ASKED
    return Q(verdict=verdict if verdict in Verdict.values else _none(verdict)) & JUDGED


def _none(asked: str) -> str:
    raise KeyError(asked)
