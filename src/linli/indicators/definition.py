"""What a figure is: which rows it counts, by which date, and how it is called.

A ``Source`` is one kind of row under one date rule; indicators that share a source are computed together in
one query. A ``Measure`` says what is taken of a source's rows. The list page, the count, the indicator and
its drill-down all start from ``Source.rows``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.db.models import Model, Q, QuerySet

from linli.indicators.period import Period
from linli.indicators.phrases import Phrases
from linli.orgs.kinds import Tree


class Kind(StrEnum):
    """How a figure relates to time."""

    STOCK = "stock"
    FLOW = "flow"
    RATE = "rate"
    RULE = "rule"

    @property
    def label(self) -> str:
        """In words of the board."""
        return {"stock": "时点数", "flow": "期间数", "rate": "比率", "rule": "现行规定"}[self.value]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Rows that qualify by date, over the whole territory.

    key:   unique name, ``mediation.closed_cases``.
    label: what one row is, ``调解案件``.
    rows:  the selector: rows of the period (flows) or of its last day (stocks).
    area:  lookup path from a row to the ``orgs.Area`` it lies in (forward relations only).
    day:   lookup path to the row's own date: the row counts where its area stood on that day.
           None: where the area stood on the period's last day.
    tree:  the branch below the community in which that area may lie.
    """

    key: str
    label: str
    rows: Callable[[Period], QuerySet[Any]]
    area: str
    day: str | None = None
    tree: Tree = Tree.TRUNK


@dataclass(frozen=True)
class Distinct:
    """Number of different values of ``path`` (a foreign key), told as records of ``model``."""

    path: str
    model: type[Model]
    label: str


@dataclass(frozen=True)
class Total:
    """Sum of an integer field; NULL counts nothing."""

    path: str


Where = Q | Callable[[Period], Q]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A number taken of a source's rows: how many (default), how many different, or the sum of a field.

    ``where`` narrows the rows by conditions on the row itself or through forward relations.
    """

    source: Source
    where: Where | None = None
    take: Distinct | Total | None = None

    def condition(self, period: Period) -> Q | None:
        """``where`` for a period."""
        return self.where(period) if callable(self.where) else self.where

    def narrowed(self, period: Period) -> QuerySet[Any]:
        """The counted rows over the whole territory."""
        rows = self.source.rows(period)
        condition = self.condition(period)
        return rows if condition is None else rows.filter(condition)


@dataclass(frozen=True, kw_only=True)
class Quotient:
    """numerator ÷ denominator × scale, taken in exact arithmetic from two integers. No denominator: no value."""

    numerator: Measure
    denominator: Measure
    numerator_label: str
    denominator_label: str
    scale: Fraction = Fraction(1)


@dataclass(frozen=True, kw_only=True)
class Run:
    """Length of an unbroken run of years, and the rows that make it up.

    counted: gives, for an area and a period, the rows of the run (one per year).
    lengths: the same lengths for many areas at once, by area id (an area without a run may be left out).
    """

    model: type[Model]
    label: str
    counted: Callable[[Any, Period], QuerySet[Any]]
    lengths: Callable[[Sequence[Any], Period], dict[int, int]] | None = None

    def length(self, areas: Sequence[Any], period: Period) -> dict[int, int]:
        """Area id → length of the run."""
        if self.lengths is not None:
            found = self.lengths(areas, period)
            return {area.pk: found.get(area.pk, 0) for area in areas}
        return {area.pk: self.counted(area, period).count() for area in areas}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A value laid down by a rule in force: the nearest rule at the area or above it.

    rows: rule rows in force in the period; ``value``: field with the value; ``area``: path to the rule's area.
    """

    source: Source
    where: Q
    value: str
    scale: Fraction = Fraction(1)


Formula = Measure | Quotient | Run | Rule


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One figure.

    code:       ``section.name``; the prefix names the report's section.
    system:     the room that registers it.
    order:      place on the board (number in figures.csv).
    unit:       unit word in papers (个, 人次, 万元/年, %).
    definition: one plain Chinese sentence.
    date_rule:  by which date a row counts, in words.
    origin:     who records it, where (“来源”).
    decimals:   printed decimals of a quotient.
    additive:   children plus 本级 give the parent.
    part_of:    code of the total it is listed under.
    district_only: its records are kept for the whole district, so a narrower area has none of its own.
    on_board:   one of the figures of the board and of reports; the others stand on a room's own page.
    """

    code: str
    system: str
    order: int
    name: str
    short_name: str = ""
    unit: str
    kind: Kind
    definition: str
    date_rule: str
    origin: str
    formula: Formula
    phrases: Phrases
    decimals: int = 0
    additive: bool = True
    part_of: str | None = None
    district_only: bool = False
    on_board: bool = True
    notes: Sequence[str] = field(default=())

    def __post_init__(self) -> None:
        if self.kind is Kind.RATE and not isinstance(self.formula, Quotient):
            raise ValueError(f"{self.code}: a rate is a quotient")
        if self.additive and not self._adds_up():
            raise ValueError(
                f"{self.code}: rates, rules, runs and distinct counts do not add up; say additive=False"
            )

    def _adds_up(self) -> bool:
        return isinstance(self.formula, Measure) and not isinstance(self.formula.take, Distinct)

    @property
    def section(self) -> str:
        """The report's section, one of the nine."""
        return self.code.split(".")[0]

    @property
    def label(self) -> str:
        """The name for narrow places."""
        return self.short_name or self.name
