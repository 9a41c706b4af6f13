"""What the pages of figures show: the board, one figure beside it, and the records a figure counted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol

from django.db.models import QuerySet

from linli.access.policies import EXPORT
from linli.indicators import drill, registry, wording
from linli.indicators.cache import Figures
from linli.indicators.charts import MOST_MONTHS, Chart, Given, bars, dots, months
from linli.indicators.compute import months_of
from linli.indicators.definition import Distinct, Indicator, Kind, Measure, Quotient, Rule, Total
from linli.indicators.figure import ChildFigure, Figure
from linli.indicators.filters import CUSTOM, NAMES, Asked, area_choices, kind_label, kinds_below
from linli.orgs.kinds import TREE, Tree, depth
from linli.orgs.kinds import Kind as AreaKind
from linli.orgs.models import Area
from linli.ui import menu
from linli.ui.records import RecordPage, for_model

OWN = "own"


@dataclass(frozen=True)
class Switch:
    """One of the named periods."""

    label: str
    address: str
    current: bool


@dataclass(frozen=True)
class Line:
    """One figure on the board."""

    figure: Figure
    address: str
    current: bool

    @property
    def indicator(self) -> Indicator:
        """What it is."""
        return self.figure.indicator

    @property
    def is_indented(self) -> bool:
        """Whether it stands under its total."""
        return wording.is_indented(self.indicator)


@dataclass(frozen=True)
class Section:
    """One of the nine."""

    key: str
    label: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class House:
    """One pillar with its three sections."""

    label: str
    sections: Sequence[Section]

    @property
    def count(self) -> int:
        """Figures in it."""
        return sum(len(section.lines) for section in self.sections)


def board(asked: Asked, chosen: str | None) -> dict[str, Any]:
    """All figures as the house of three by three, and the chosen one beside it."""
    values = Figures(asked.area, asked.period)
    found = values.all()
    houses = [
        House(
            pillar.label,
            [
                Section(key, label, [_line(asked, found[i.code], chosen) for i in registry.in_section(key)])
                for key, (label, _, place) in menu.SYSTEMS.items()
                if place == pillar.key
            ],
        )
        for pillar in menu.PILLARS
        if any(place == pillar.key for _, _, place in menu.SYSTEMS.values())
    ]
    card = Card(asked, found[chosen], values) if chosen in found else None
    return {
        "asked": asked,
        "houses": houses,
        "count": len(found),
        "card": card,
        **switches(asked, chosen, card),
    }


def _line(asked: Asked, figure: Figure, chosen: str | None) -> Line:
    return Line(figure, asked.board(figure.code), figure.code == chosen)


class BrokenDown(Protocol):
    """What can be broken down by kinds of area, and by which one it is."""

    @property
    def kinds(self) -> tuple[AreaKind, ...]:
        """Nearest first."""

    @property
    def kind(self) -> AreaKind | None:
        """None: not at all."""


def switches(asked: Asked, chosen: str | None, card: BrokenDown | None) -> dict[str, Any]:
    """The bar above a page of figures: periods as links, area and breakdown as selects of one form."""
    periods = []
    for key, label in NAMES.items():
        days: dict[str, str | None] = {"from": None, "to": None, "period": key if key != "year" else None}
        if key == CUSTOM:
            days |= asked.days
        periods.append(Switch(label, asked.query(**days, figure=chosen), asked.named == key))
    kinds = card.kinds if card is not None else kinds_below(asked.area)
    current = card.kind if card is not None else asked.by
    kept = {"figure": chosen or ""} | {
        k: v for k, v in asked.parameters().items() if k in ("period", "from", "to") and asked.named != CUSTOM
    }
    return {
        "periods": periods,
        "custom": asked.named == CUSTOM,
        "areas": area_choices(asked),
        "kinds": [(kind.value, f"按{kind_label(kind)}", kind is current) for kind in kinds],
        "kept": [(key, value) for key, value in kept.items() if value],
    }


@dataclass(frozen=True)
class Child:
    """One row of a breakdown."""

    name: str
    figure: Figure
    board: str
    records: str
    parts: Sequence[tuple[wording.Part, str]]


@dataclass(frozen=True)
class Card:
    """One figure: what it says, what it counted, by child areas and by months."""

    asked: Asked
    figure: Figure
    values: Figures = field(repr=False)

    @property
    def indicator(self) -> Indicator:
        """What it is."""
        return self.figure.indicator

    @property
    def page(self) -> str:
        """The indicator's own page."""
        return self.asked.page(self.figure.code)

    @cached_property
    def parts(self) -> list[tuple[wording.Part, str]]:
        """Numerator and denominator, each with the address of its records."""
        return [
            (part, self.asked.records(self.figure.code, part=part.name))
            for part in wording.parts(self.figure)
        ]

    @cached_property
    def records_count(self) -> int:
        """Records behind the figure."""
        count = wording.record_count(self.figure)
        if count is not None:
            return count
        return drill.record_set(self.indicator, self.asked.area, self.asked.period).rows.count()

    @property
    def records(self) -> str:
        """Where they are."""
        return self.asked.records(self.figure.code)

    @property
    def exported(self) -> str:
        """The same as a table file; "" for a reader who may not take them along."""
        may = self.asked.actor.may(EXPORT, self.asked.area)
        return self.asked.records(self.figure.code, ending="xlsx") if may else ""

    @cached_property
    def kinds(self) -> tuple[AreaKind, ...]:
        """Kinds of area by which this figure can be broken down."""
        tree = wording.tree_of(self.indicator)
        trees = (Tree.TRUNK,) if tree is None else (Tree.TRUNK, tree)
        return tuple(kind for kind in kinds_below(self.asked.area) if TREE[kind] in trees)

    @cached_property
    def kind(self) -> AreaKind | None:
        """The one asked for, as far as the figure has it."""
        return self.asked.by if self.asked.by in self.kinds else next(iter(self.kinds), None)

    @property
    def kind_label(self) -> str:
        """``街道``."""
        return kind_label(self.kind) if self.kind is not None else ""

    @cached_property
    def children(self) -> list[Child]:
        """Values of the child areas in order of code, 本级 last."""
        if self.kind is None:
            return []
        return [self._child(row) for row in self.values.by(self.kind, self.indicator)]

    def _child(self, row: ChildFigure) -> Child:
        code, said = self.figure.code, wording.parts(row.figure)
        if row.area is None:
            measure = _measure(self.indicator, drill.DENOMINATOR)
            if self.kind is None or measure is None or isinstance(measure.take, Distinct):
                return Child("本级", row.figure, "", "", [(part, "") for part in said])
            own = self.kind.value
            parts = [(part, self.asked.records(code, own=own, part=part.name)) for part in said]
            return Child("本级", row.figure, "", self.asked.records(code, own=own), parts)
        if row.area.valid_to is not None:  # abolished since: its records are reached through the area above
            return Child(row.area.name, row.figure, "", "", [(part, "") for part in said])
        parts = [(part, self.asked.records(code, row.area, part=part.name)) for part in said]
        address = self.asked.board(code, row.area)
        return Child(row.area.name, row.figure, address, self.asked.records(code, row.area), parts)

    @cached_property
    def chart(self) -> Chart | None:
        """Bars for counts; dots about the whole for rates; none for rules, which hold alike."""
        if isinstance(self.indicator.formula, Rule):
            return None
        rows = [
            Given(_short(child.name), child.figure.value, self._said(child), child.records)
            for child in self.children
            if child.board or child.figure.value  # an empty 本级 stands in the table only
        ]
        return dots(rows, self.figure.value) if self.indicator.kind is Kind.RATE else bars(rows)

    def _said(self, child: Child) -> str:
        figure = child.figure
        if self.indicator.unit == "%" and figure.value is not None:
            return f"{figure.printed}% {figure.numerator:,}/{figure.denominator:,}"
        return figure.printed

    @cached_property
    def by_month(self) -> Chart | None:
        """Upright bars; of a longer period the last twelve months."""
        if len(self._months) < 2 or not (counts := self.values.months(self.indicator)):
            return None
        part = drill.DENOMINATOR if isinstance(self.indicator.formula, Quotient) else None
        columns = []
        for year, month in self._months:
            count = counts.get((year, month), 0)
            address = self.asked.records(self.figure.code, period=self.asked.month(year, month), part=part)
            columns.append(Given(f"{month}月", Fraction(count), f"{count:,}", address))
        return months(columns)

    @cached_property
    def _months(self) -> list[tuple[int, int]]:
        return list(months_of(self.asked.period))[-MOST_MONTHS:]

    @property
    def month_title(self) -> str:
        """What the months count: ``按月（起）``; of a rate what it is taken of, ``按月结案（起）``."""
        if self.parts:
            whole = self.parts[-1][0]
            return f"按月{whole.words}（{whole.unit}）" if whole.unit else f"按月{whole.words}"
        formula = self.indicator.formula
        counts_rows = isinstance(formula, Measure) and not isinstance(formula.take, Total)
        return f"按月（{self.indicator.unit if counts_rows else '条'}）"

    @property
    def said(self) -> str:
        """The value with its unit."""
        return wording.said(self.figure)

    @property
    def months_cut(self) -> bool:
        """Whether the period is longer than what is drawn."""
        first = (self.asked.period.start.year, self.asked.period.start.month)
        return bool(self._months) and self._months[0] != first

    @property
    def why_none(self) -> str:
        """Why there is no value; "" where there is one."""
        return wording.why_none(self.figure)

    @cached_property
    def _before(self) -> Figure | None:
        if self.indicator.kind not in (Kind.FLOW, Kind.RATE):
            return None
        before = Figures(self.asked.area, self.asked.period.a_year_before()).one(self.figure.code)
        return before if before.value else None

    @property
    def a_year_before(self) -> str:
        """The value of the same days of the year before; "" where nothing was recorded then."""
        return wording.said(self._before) if self._before else ""

    @property
    def parts_before(self) -> list[tuple[wording.Part, str]]:
        """Numerator and denominator of that year, each with the address of its records."""
        period = self.asked.period.a_year_before()
        parts = wording.parts(self._before) if self._before else ()
        return [(part, self.asked.records(self.figure.code, period=period, part=part.name)) for part in parts]

    @property
    def records_before(self) -> str:
        """Where those are."""
        return self.asked.records(self.figure.code, period=self.asked.period.a_year_before())


def _short(name: str) -> str:
    return Area(name=name).short_name


def indicator(asked: Asked, code: str) -> dict[str, Any]:
    """One indicator on a page of its own."""
    values = Figures(asked.area, asked.period)
    card = Card(asked, values.one(code), values)
    return {
        "asked": asked,
        "card": card,
        "section": menu.SYSTEMS[card.indicator.section][0],
        **switches(asked, None, card),
    }


@dataclass(frozen=True)
class Drilled:
    """The records behind a figure, or one part of it, or its own level."""

    asked: Asked
    figure: Figure
    found: drill.RecordSet
    rows: QuerySet[Any]
    own: AreaKind | None
    part: str | None

    @property
    def indicator(self) -> Indicator:
        """What was counted."""
        return self.figure.indicator

    @cached_property
    def declared(self) -> RecordPage:
        """How such records show themselves."""
        return for_model(self.found.model)

    @property
    def count(self) -> int | None:
        """Their number, where the figure says it."""
        if self.own is not None:
            return None
        if self.part == drill.NUMERATOR:
            formula = self.indicator.formula
            assert isinstance(formula, Quotient)
            return None if isinstance(formula.numerator.take, Total) else self.figure.numerator
        return wording.record_count(self.figure)

    @cached_property
    def sum(self) -> str:
        """What the records add up to, when the figure is a sum and not their number."""
        total = self.found.total
        if total is None or self.own is not None:
            return ""
        formula = self.indicator.formula
        if isinstance(formula, Quotient):
            return next(str(part) for part in wording.parts(self.figure) if part.name == self.found.part)
        return self.said

    @property
    def said(self) -> str:
        """The figure with its unit."""
        return wording.said(self.figure)

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """Denominator and numerator of a quotient."""
        return [
            (str(part), self.asked.records(self.figure.code, part=part.name), part.name == self.found.part)
            for part in reversed(wording.parts(self.figure))
        ]

    @property
    def place(self) -> str:
        """``岳阳楼区``, ``岳阳楼区本级``."""
        return f"{self.asked.area.name}{'本级' if self.own is not None else ''}"

    def exported(self, ending: str) -> str:
        """The same records as a file."""
        own = self.own.value if self.own is not None else None
        return self.asked.records(self.figure.code, ending=ending, part=self.part, own=own)

    @property
    def as_excel(self) -> str:
        """XLSX."""
        return self.exported("xlsx")

    @property
    def as_csv(self) -> str:
        """CSV."""
        return self.exported("csv")


def drilled(asked: Asked, wanted: Indicator, part: str | None, own: str | None) -> Drilled:
    """The counted records. Raises KeyError for a part, or a level, the figure has not."""
    figure = Figures(asked.area, asked.period).one(wanted.code)
    found = drill.record_set(wanted, asked.area, asked.period, part)
    level = None
    rows = found.rows
    if own:
        level = next((kind for kind in AreaKind if kind.value == own), None)
        measure = _measure(wanted, found.part)
        if level is None or measure is None or isinstance(measure.take, Distinct):
            raise KeyError(own)
        above = [kind for kind in AreaKind if depth(kind) < depth(level)]
        rows = rows.filter(**{f"{measure.source.area}__kind__in": above})
    return Drilled(asked, figure, found, rows, level, part)


def _measure(wanted: Indicator, part: str) -> Measure | None:
    formula = wanted.formula
    if isinstance(formula, Quotient):
        return formula.numerator if part == drill.NUMERATOR else formula.denominator
    return formula if isinstance(formula, Measure) else None
