"""What the board of requests shows: each number with the address of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.urls import reverse

from linli.access.actor import Actor
from linli.grid.day.selectors import visit_totals, whole_months
from linli.grid.policies import SEE_REQUESTS
from linli.grid.requests.boards.census import COLUMNS, MOST_MONTHS, NONE, WHY, Census, count, is_counted
from linli.grid.requests.boards.durations import said
from linli.grid.requests.boards.rows import BY_ASKING, NO_KIND, NO_VERDICT, STOCKS, WHATS
from linli.grid.requests.figures import INDICATORS, LEVEL_NAMES, VACANCIES
from linli.grid.requests.models import Level, RequestKind, Verdict
from linli.grid.requests.states import ANSWERED, CLOSED, MERGED, REQUEST
from linli.indicators.cache import Figures
from linli.indicators.charts import Chart, Given, bars, months
from linli.indicators.compute import figure_from, months_of
from linli.indicators.figure import Figure
from linli.indicators.filters import Asked, kind_label, kinds_below, written
from linli.indicators.pages import switches
from linli.indicators.period import Period
from linli.indicators.registry import get
from linli.orgs.kinds import TREE, Kind, Tree
from linli.orgs.models import Area

SMALL_BASE = 30
"""Below so many judged requests a rate is told with a warning [I]."""


@dataclass(frozen=True)
class Number:
    """A count and where its rows are; no address where there is nothing to see."""

    count: int
    address: str
    label: str = ""


@dataclass(frozen=True)
class Line:
    """One row of a table of the board: a kind, an area, a level."""

    name: str
    numbers: Sequence[Number]
    address: str = ""
    middle: str = ""
    share: str = ""


@dataclass
class Board:
    """The whole page of one area and period."""

    asked: Asked

    def _at(self, what: str, count: int, period: Period | None = None, **more: str) -> Number:
        area = more.pop("area", self.asked.area.code)
        days = period or self.asked.period
        query = {
            "what": what,
            "area": area,
            "from": days.start.isoformat(),
            "to": days.end.isoformat(),
            **more,
        }
        address = reverse("request_desk:records") + written(query) if count else ""
        return Number(count, address, WHATS[what].label)

    @cached_property
    def _figures(self) -> Figures:
        return Figures(self.asked.area, self.asked.period)

    @cached_property
    def census(self) -> Census:
        """All that is counted of requests, kept until a record changes."""
        return self._figures.kept("requests.census", lambda: count(self.asked.area, self.asked.period))

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """All further figures of requests and leads: those of requests from the census, the others in one go."""
        found = self._figures.some([i.code for i in INDICATORS if not is_counted(i)])
        return found | {code: figure_from(get(code), each) for code, each in self.census.figures.items()}

    def _value(self, code: str) -> int:
        value = self.figures[f"grid.{code}"].value
        return int(value or 0)

    @cached_property
    def totals(self) -> list[Number]:
        """The four numbers at the top."""
        return [self._at(what, self._value(f"requests_{what}")) for what in COLUMNS]

    # --- by kind ---
    @property
    def middle(self) -> str:
        """Half of all were answered within this."""
        return said(self.census.middle)

    @cached_property
    def by_kind(self) -> list[Line]:
        """In the order of the tree; kinds nobody told anything of are left out."""
        kinds = RequestKind.objects.unscoped(WHY).filter(parent__isnull=True).order_by("order", "code")
        named: list[tuple[int | None, str, str]] = [(kind.pk, kind.code, kind.name) for kind in kinds]
        lines = []
        for pk, code, name in [*named, (None, NO_KIND, "还没有定类别")]:
            counts = self.census.kinds.get(pk, NONE)
            if any(counts):
                numbers = [self._at(w, n, kind=code) for w, n in zip(COLUMNS, counts, strict=True)]
                lines.append(Line(name, numbers, middle=said(self.census.middles.get(pk))))
        return lines

    # --- by area ---
    @cached_property
    def kind(self) -> Kind | None:
        """The next level of the trunk below."""
        below = (kind for kind in kinds_below(self.asked.area) if TREE[kind] is Tree.TRUNK)
        chosen = self.asked.by
        return chosen if chosen is not None and TREE[chosen] is Tree.TRUNK else next(below, None)

    @property
    def kind_label(self) -> str:
        """街道、社区."""
        return kind_label(self.kind) if self.kind is not None else ""

    @cached_property
    def by_area(self) -> list[Line]:
        """In order of code, never ranked; 本级 last."""
        if self.kind is None:
            return []
        lines = []
        for area, counts in self.census.by(self.kind):
            if area is None:
                if any(counts):
                    numbers = [Number(n, "", WHATS[w].label) for w, n in zip(COLUMNS, counts, strict=True)]
                    lines.append(Line("本级", numbers))
                continue
            numbers = [self._at(w, n, area=area.code) for w, n in zip(COLUMNS, counts, strict=True)]
            own = self.asked.query(area=area.code, by=None)
            lines.append(Line(area.name, numbers, reverse("request_desk:board") + own))
        return lines

    @property
    def area_chart(self) -> Chart | None:
        """What is open, by area."""
        rows = [
            Given(Area(name=line.name).short_name, Fraction(line.numbers[1].count), f"{line.numbers[1].count:,}",
                  line.numbers[1].address)
            for line in self.by_area
        ]  # fmt: skip
        return bars(rows)

    # --- by level, verdict, month ---
    @cached_property
    def by_level(self) -> list[Line]:
        """Where what was told got settled."""
        lines = []
        for level in Level:
            count = self._value(f"requests_settled_{level.value}")
            share = self.figures[f"grid.requests_share_{level.value}"]
            said_ = f"{share.printed}%" if share.value is not None else "—"
            numbers = [self._at("settled", count, level=level.value)]
            address = self.asked.page(f"grid.requests_share_{level.value}")
            lines.append(Line(LEVEL_NAMES[level], numbers, address, share=said_))
        return lines

    @property
    def settled(self) -> Number:
        """All that is settled."""
        return self._at("settled", self._value("requests_settled"))

    @cached_property
    def verdicts(self) -> list[Line]:
        """The official state, and beside it what the teller says; of those merged, whoever said anything."""
        found = self.census.verdicts
        working = [state.code for state in REQUEST.states if state.code not in (ANSWERED, CLOSED, MERGED)]
        lines = []
        for state in (CLOSED, ANSWERED, MERGED, *working):
            said = (*Verdict.values, BY_ASKING, "")
            counts = [found.get((state, verdict), 0) for verdict in said]
            if any(counts):
                numbers = [
                    self._at("told", n, state=state, verdict=verdict or NO_VERDICT)
                    for verdict, n in zip(said, counts, strict=True)
                ]
                lines.append(Line(REQUEST.state(state).label, numbers))
        return lines

    @property
    def rates(self) -> list[tuple[Figure, str, list[Number], bool]]:
        """Rates with both of their parts; whether the base is small."""
        found = []
        for code, over, under in (
            ("grid.requests_satisfaction", "content", "judged"),
            ("grid.requests_satisfaction_asked", "asked_content", "asked"),
            ("grid.requests_reopened_share", "reopened", "answered"),
        ):
            figure = self.figures[code]
            parts = [self._at(over, figure.numerator or 0), self._at(under, figure.denominator or 0)]
            small = 0 < (figure.denominator or 0) < SMALL_BASE
            found.append((figure, self.asked.page(code), parts, small))
        return found

    @cached_property
    def by_month(self) -> Chart | None:
        """Told, by month."""
        counts = self.census.months
        columns = []
        for year, month in list(months_of(self.asked.period))[-MOST_MONTHS:]:
            count = counts.get((year, month), 0)
            at = self._at("told", count, self.asked.month(year, month))
            columns.append(
                Given(f"{month}月", Fraction(count), f"{count:,}", at.address or self._none(year, month))
            )
        return months(columns)

    def _none(self, year: int, month: int) -> str:
        return self._at("told", 1, self.asked.month(year, month)).address

    # --- leads ---
    @property
    def leads(self) -> list[tuple[Figure, str]]:
        """Posts nobody holds, by post, then all of them; each with the page behind it."""
        codes = [*(f"grid.{code}" for code, *_ in VACANCIES), "grid.lead_posts_vacant", "grid.lead_posts"]
        return [(self.figures[code], self.asked.page(code)) for code in codes]

    @property
    def further(self) -> list[tuple[Figure, str]]:
        """Figures with a page of their own that have no table above."""
        codes = ("grid.hazards_found", "grid.disputes_found", "grid.households_per_lead")
        return [(self.figures[code], self.asked.page(code)) for code in codes]


def board(asked: Asked) -> dict[str, Any]:
    """The context of the page."""
    return {"asked": asked, "board": Board(asked), "stocks": STOCKS, **switches(asked, None, None)}


def visits(actor: Actor, asked: Asked) -> dict[str, Any] | None:
    """走看听问帮 as totals of whole months; None where a total could tell of a single lead."""
    months = whole_months(asked.period.start, asked.period.end)
    if months is None or not actor.may(SEE_REQUESTS, asked.area):
        return None
    kept = Figures(asked.area, asked.period)
    (totals,) = kept.kept("requests.visits", lambda: (visit_totals(actor, asked.area, *months),))
    if totals is None:
        return None
    return {"months": months, "totals": [(how.label, count) for how, count in totals.items()]}
