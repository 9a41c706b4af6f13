"""Which requests a number of the board counted: the number and the list behind it start from the same rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from linli.grid.requests.figures import ANSWERED, CONTENT, JUDGED, LATE, OPEN, SETTLED, TOLD
from linli.grid.requests.models import Level, Verdict
from linli.grid.requests.states import REQUEST, SUSPENDED
from linli.indicators.definition import Source
from linli.indicators.grouped import rows_in
from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.orgs.selectors import paths_of

NO_KIND, NO_VERDICT = "none", "none"


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
    "judged": What("已评价的", TOLD, JUDGED),
    "content": What("满意和基本满意的", TOLD, CONTENT),
    "reopened": What("重开的", TOLD, Q(reopened__gt=0) & ANSWERED),
}
STOCKS = ("open", "late", "stuck")


def rows_of(what: str, area: Area, period: Period, asked: Mapping[str, str] | None = None) -> QuerySet[Any]:
    """The rows of one number. ``asked``: kind (code of its family, ``none``), level it was settled at, state, verdict.

    Raises KeyError for anything the board does not show.
    """
    wanted = WHATS[what]
    rows = rows_in(wanted.source, period, paths_of(area)).filter(wanted.where)
    asked = asked or {}
    if kind := asked.get("kind", ""):
        family = Q(kind__isnull=True) if kind == NO_KIND else Q(kind__code=kind) | Q(kind__parent__code=kind)
        rows = rows.filter(family)
    if level := asked.get("level", ""):
        rows = rows.filter(settled_level=Level(level) if level in Level.values else _none(level))
    if state := asked.get("state", ""):
        rows = rows.filter(state=state if state in REQUEST.codes else _none(state))
    if verdict := asked.get("verdict", ""):
        known = "" if verdict == NO_VERDICT else verdict if verdict in Verdict.values else _none(verdict)
        rows = rows.filter(verdict=known)
    return rows


def _none(asked: str) -> str:
    raise KeyError(asked)
