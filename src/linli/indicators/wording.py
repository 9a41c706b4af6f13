"""How a figure's parts and records are told: ``2,284 起达成协议``, ``应发工资合计 6,630,000.00 元``."""

from dataclasses import dataclass
from datetime import date

from linli.common.money import yuan
from linli.indicators.definition import Distinct, Indicator, Measure, Quotient, Rule, Run, Total
from linli.indicators.drill import DENOMINATOR, NUMERATOR, record_set
from linli.indicators.figure import Figure
from linli.indicators.period import Period
from linli.indicators.registry import get
from linli.orgs.kinds import Tree
from linli.orgs.models import Area
from linli.ui.records import RecordPage, for_model

MEASURE_WORDS = "起件个名人次户条份"
"""A part's label that begins with one of these stands behind its number."""


@dataclass(frozen=True)
class Part:
    """Numerator or denominator in words: ``before number after``; ``name`` opens its records."""

    name: str
    before: str
    number: str
    after: str

    @property
    def words(self) -> str:
        """What is counted, without number and measure word: ``达成协议``."""
        return self.before or self.after[1:]

    @property
    def unit(self) -> str:
        """The measure word: ``起``; "" where the label has none."""
        return "" if self.before else self.after[:1]

    def __str__(self) -> str:
        return " ".join(each for each in (self.before, self.number, self.after) if each)


def said(figure: Figure) -> str:
    """``2,396 起``, ``95.3%``, ``—``."""
    if figure.value is None:
        return figure.printed
    unit = figure.indicator.unit
    return f"{figure.printed}{unit}" if unit == "%" else f"{figure.printed} {unit}"


def in_yuan(measure: Measure) -> bool:
    """Whether the measure sums an amount of money."""
    return isinstance(measure.take, Total) and measure.take.path.endswith("_fen")


def part(name: str, measure: Measure, value: int, label: str) -> Part:
    """One part of a quotient."""
    if in_yuan(measure):
        return Part(name, label.removesuffix("（分）"), yuan(value), "元")
    if label[:1] in MEASURE_WORDS:
        return Part(name, "", f"{value:,}", label)
    return Part(name, label, f"{value:,}", "")


def parts(figure: Figure) -> tuple[Part, ...]:
    """Numerator and denominator of a quotient; empty for every other figure."""
    formula = figure.indicator.formula
    if not isinstance(formula, Quotient) or figure.numerator is None or figure.denominator is None:
        return ()
    return (
        part(NUMERATOR, formula.numerator, figure.numerator, formula.numerator_label),
        part(DENOMINATOR, formula.denominator, figure.denominator, formula.denominator_label),
    )


def why_none(figure: Figure) -> str:
    """Why a figure cannot be computed; "" where it can."""
    formula = figure.indicator.formula
    if figure.value is not None:
        return ""
    if isinstance(formula, Quotient):
        whole = part(DENOMINATOR, formula.denominator, 0, formula.denominator_label)
        return f"没有可以相除的记录：分母（{whole.words}）是 0。"
    return "期末那天没有施行的规定。"


def record_count(figure: Figure) -> int | None:
    """How many records the figure (of a quotient: its denominator) counted; None where a sum hides it."""
    formula = figure.indicator.formula
    if isinstance(formula, Rule):
        return 1 if figure.value is not None else 0
    if isinstance(formula, Quotient):
        return None if isinstance(formula.denominator.take, Total) else figure.denominator
    if isinstance(formula, Measure) and isinstance(formula.take, Total):
        return None
    return int(figure.value) if figure.value is not None else 0


def what_is_counted(indicator: Indicator) -> str:
    """What one record is called: ``调解案件``."""
    formula = indicator.formula
    if isinstance(formula, Run):
        return formula.label
    if isinstance(formula, Rule):
        return formula.source.label
    measure = formula.denominator if isinstance(formula, Quotient) else formula
    return measure.take.label if isinstance(measure.take, Distinct) else measure.source.label


def may_be_named(indicator: Indicator) -> bool:
    """Whether its records have names that may stand in running text."""
    return _called(indicator) is not None


def names_counted(indicator: Indicator, area: Area, period: Period) -> list[str]:
    """What the counted records are called, in the order of their list; empty where they have no such name."""
    declared = _called(indicator)
    if declared is None or declared.called is None:
        return []
    found = record_set(indicator, area, period)
    rows = found.rows.select_related(*declared.select_related).order_by(*declared.order_by)
    return [declared.called(row) for row in rows]


def _called(indicator: Indicator) -> RecordPage | None:
    """The kind of record an indicator counts, if each has a name of its own."""
    formula = indicator.formula
    if not isinstance(formula, Measure) or formula.take is not None:
        return None
    try:
        declared = for_model(formula.source.rows(Period.to_date(date.min)).model)
    except KeyError:
        return None
    return declared if declared.called is not None else None


def is_indented(indicator: Indicator) -> bool:
    """A part listed behind its total; a part in front of its total (片长 before 三长合计) stands alone."""
    return indicator.part_of is not None and get(indicator.part_of).order < indicator.order


def tree_of(indicator: Indicator) -> Tree | None:
    """The branch below the community its rows lie in; None: each area has its own answer (rules, runs)."""
    formula = indicator.formula
    if isinstance(formula, Measure):
        return formula.source.tree
    return formula.numerator.source.tree if isinstance(formula, Quotient) else None
