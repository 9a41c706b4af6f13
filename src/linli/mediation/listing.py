"""The list of cases: tabs with counts, filters from the address, rows by deadline. Nobody's name stands in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, DateField, F, IntegerField, Q, QuerySet, Value, When
from django.http import Http404

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.mediation.models import DisputeCase, DisputeKind, Outcome
from linli.mediation.owing import owed
from linli.mediation.selectors import themes
from linli.mediation.states import CASE, CLOSED_STAGES, IN_MEDIATION, REGISTERED

PER_PAGE = 25
NUMBER = re.compile(
    r"(?:[（(](?P<year>\d{4})[）)])?(?P<mark>[^\d（）()]{0,4}?)(?:人调字)?第?(?P<serial>\d{1,6})号?"
)
"""A case's number, whole or in part: （2024）高人调字第31号, 第31号, 31."""
MINE = "mine"
TABS = {
    MINE: ("等我办的", Q()),
    "review": ("受理审查", Q(stage=REGISTERED)),
    "going": ("在调解", Q(stage__in=("accepted", *IN_MEDIATION))),
    "performing": ("履行和回访", Q(stage__in=("performing", "following_up"))),
    "closed": ("已结案", Q(stage__in=("concluded", "archived"))),
    "all": ("全部", Q()),
}
OPEN_FIRST = (
    Case(When(closed_on__isnull=True, then=Value(0)), default=Value(1), output_field=IntegerField()),
    Case(When(closed_on__isnull=True, then=F("due_on")), default=None, output_field=DateField()),
    "-closed_on",
    "-pk",
)


@dataclass(frozen=True)
class Row:
    """One case as a row."""

    case: DisputeCase
    name: str
    state: str
    tint: str
    left: str
    late: bool


def visible(actor: Actor) -> QuerySet[DisputeCase]:
    """Cases of the reader's areas."""
    return DisputeCase.objects.visible_to(actor)


def going(actor: Actor) -> QuerySet[DisputeCase]:
    """Cases that are not closed, the first to fall due on top: the first page's and the menu's."""
    return visible(actor).filter(closed_on__isnull=True).order_by("due_on", "registered_on", "pk")


def _narrowed(rows: QuerySet[DisputeCase], asked: Mapping[str, str]) -> QuerySet[DisputeCase]:
    words = asked.get("q", "").strip()[:60]
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(summary__icontains=words) | _numbered(words))
    if asked.get("kind") in DisputeKind.values:
        rows = rows.filter(kind=asked["kind"])
    if asked.get("outcome") in Outcome.values:
        rows = rows.filter(outcome=asked["outcome"])
    if asked.get("theme"):
        rows = rows.filter(theme__code=asked["theme"])
    return rows


def _numbered(words: str) -> Q:
    """Cases whose number this is, as far as it was typed; none where it is no number."""
    found = NUMBER.fullmatch("".join(words.split()))
    if found is None:
        return Q(pk__in=())
    asked = Q(serial=int(found["serial"]))
    if found["year"]:
        asked &= Q(year=int(found["year"]))
    return asked & Q(mark=found["mark"]) if found["mark"] else asked


def _counts(rows: QuerySet[DisputeCase]) -> dict[str, int]:
    """How many stand in each tab: one query."""
    by_stage = dict(rows.order_by().values_list("stage").annotate(n=Count("pk")))
    total = dict.fromkeys(TABS, 0)  # what is one's own is counted apart
    for stage, many in by_stage.items():
        total["all"] += many
        if stage == REGISTERED:
            total["review"] += many
        elif stage not in CLOSED_STAGES:
            total["going"] += many
        elif stage in ("performing", "following_up"):
            total["performing"] += many
        else:
            total["closed"] += many
    return total


def called(case: DisputeCase) -> str:
    """A case by its title, its summary, or its kind."""
    return case.title or case.summary or f"{case.get_kind_display()}纠纷"


def _row(case: DisputeCase, today: date) -> Row:
    state = CASE.state(case.stage)
    if case.closed_on is not None:
        left, late = f"{case.get_outcome_display()}·{case.closed_on}", False
    elif case.due_on is None:
        left, late = f"{case.registered_on} 登记", False
    else:
        days = (case.due_on - today).days
        late = days < 0
        left = f"超 {-days} 天" if late else f"还有 {days} 天"
    return Row(case, called(case), state.label, state.tone.value, left, late)


def listed(actor: Actor, asked: Mapping[str, str]) -> dict[str, Any]:
    """What the page shows. Raises Http404 beyond the last page."""
    tab = asked.get("tab", "")
    rows, own = _narrowed(visible(actor), asked), _narrowed(owed(actor), asked)
    counts = _counts(rows) | {MINE: own.order_by().count()}
    if tab not in TABS:
        tab = "going" if counts["going"] or not counts["all"] else "all"
    if tab == MINE:
        ordered = own.select_related("community", "place")
    else:
        order = ("-closed_on", "-pk") if tab in ("closed", "performing") else OPEN_FIRST
        ordered = rows.filter(TABS[tab][1]).select_related("community", "place").order_by(*order)
    paginator: Paginator[Any] = Paginator(ordered, PER_PAGE)
    paginator.count = counts[tab]  # known already; asked for once
    number = asked.get("page", "1")
    if not number.isdigit() or not 1 <= int(number) <= paginator.num_pages:
        raise Http404
    found = paginator.page(int(number))
    today = business_date()
    return {
        "tab": tab,
        "tabs": [(key, label, counts[key], key == tab) for key, (label, _) in TABS.items()],
        "rows": [_row(case, today) for case in found],
        "page": found,
        "words": asked.get("q", ""),
        "kinds": list(DisputeKind.choices),
        "kind": asked.get("kind", ""),
        "outcomes": list(Outcome.choices),
        "outcome": asked.get("outcome", ""),
        "themes": themes([asked.get("theme", "")]),
        "theme": asked.get("theme", ""),
        "narrowed": any(asked.get(name) for name in ("q", "kind", "outcome", "theme")),
        "keeps": actor.may("mediation.keep"),
    }
