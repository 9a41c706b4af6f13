"""How a figure is printed: exactly, with 余 or 近, in 万, with decimals. Computed from the value, never typed.

A manner is a printed sample (12000余名), read by the same rules as the check reads any text, so whatever is
printed here holds there: 近 only from 95 % of the printed number, 余 only up to the next step of its last digit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP
from fractions import Fraction

from linli.common import numerals
from linli.common.approximation import Mark
from linli.indicators.definition import Quotient
from linli.indicators.figure import Figure, as_decimal
from linli.indicators.wording import may_be_named
from linli.reports.check import figures as reading
from linli.reports.check.verdicts import factor_between, in_manner

NOTHING = "—"
MOST_OFFERED = 10
NAMES = "名称"
MOST_NAMED = 3
CHINESE_UP_TO = 10
TWO = 2
RUN_OF_YEARS = "连续"


@dataclass(frozen=True)
class Printing:
    """What stands in the text. ``kept`` is false where the sample's manner would not be true of the value."""

    text: str
    kept: bool = True


def print_figure(figure: Figure, sample: str = "", names: Sequence[str] = ()) -> Printing:
    """The value in the manner of ``sample``; exactly, with the indicator's unit, without one. No value: —.

    ``names``: what the counted records are called, for the manner 名称.
    """
    if figure.value is None:
        return Printing(NOTHING, kept=False)
    if sample == NAMES:
        return Printing(_named(figure, names), kept=bool(names))
    if not sample:
        return Printing(exact(figure))
    try:
        found = reading.read_figure(sample)
    except ValueError:
        return Printing(exact(figure), kept=False)
    if found.unit and not _fits(figure, found.unit):
        return Printing(exact(figure), kept=False)
    text = in_manner(figure.value * factor_between(figure.indicator.unit, found.unit), found)
    if not _true(figure, text):
        return Printing(exact(figure), kept=False)
    return Printing(text, kept=not found.printed.marks or bool(_read(text).printed.marks))


def exact(figure: Figure) -> str:
    """``12043名``, ``95.3%``, ``6.63万元/年``: all digits of a count, the declared decimals of a quotient."""
    if figure.value is None:
        return NOTHING
    return f"{_number(figure, figure.value)}{figure.indicator.unit}"


def manners(figure: Figure) -> list[str]:
    """The ways in which the value may truly be printed, plainest first."""
    if figure.value is None:
        return []
    found = []
    for sample in _samples(figure, figure.value):
        if sample not in found and _true(figure, sample):
            found.append(sample)
    found = found[:MOST_OFFERED]
    if may_be_named(figure.indicator) and figure.value:
        found.append(NAMES)
    return found


def _named(figure: Figure, names: Sequence[str]) -> str:
    """东湖社区服务用房、奇家社区服务用房; from the fourth on: …等5处. Without names, the number."""
    if not names:
        return exact(figure)
    told = "、".join(names[:MOST_NAMED])
    return told if len(names) <= MOST_NAMED else f"{told}等{exact(figure)}"


def units(figure: Figure) -> list[str]:
    """Measure words that may stand for one another here, the indicator's own first."""
    own = figure.indicator.unit
    others = [word for word in figure.indicator.phrases.measures if word != own and not word.startswith("余")]
    return [own, *others]


def _read(text: str) -> reading.Found:
    return reading.read_figure(text)


def _fits(figure: Figure, unit: str) -> bool:
    """Whether the measure word of a sample may stand for the indicator's own."""
    allowed = {word.split("/")[0] for word in (figure.indicator.unit, *figure.indicator.phrases.measures)}
    wanted = unit.split("/")[0]
    return wanted in allowed or (wanted in reading.MONEY and "元" in allowed)


def _true(figure: Figure, sample: str) -> bool:
    """The sample reads back to an interval with the value in it."""
    try:
        found = _read(sample)
    except ValueError:
        return False
    assert figure.value is not None
    return found.stated.contains(figure.value * factor_between(figure.indicator.unit, found.unit))


def _number(figure: Figure, value: Fraction) -> str:
    if isinstance(figure.indicator.formula, Quotient):
        step = as_decimal(Fraction(1), figure.indicator.decimals)
        return f"{as_decimal(value, 12).quantize(step, ROUND_HALF_UP)}"
    if value.denominator == 1:
        return str(value.numerator)
    return f"{as_decimal(value).normalize():f}"


def _samples(figure: Figure, value: Fraction) -> Iterator[str]:
    unit = figure.indicator.unit
    yield exact(figure)
    if isinstance(figure.indicator.formula, Quotient):
        for places in (figure.indicator.decimals + 1, figure.indicator.decimals - 1):
            if places >= 0:
                yield f"{as_decimal(value, places)}{unit}"
        return
    if unit == "年":
        yield f"{RUN_OF_YEARS}{value}年"
        yield f"{RUN_OF_YEARS}{_spoken(value)}年"
    if value.denominator != 1 or value <= 0:
        return
    if value <= CHINESE_UP_TO:
        yield f"{_spoken(value)}{unit}"
        return
    yield from _rounded(int(value), unit)


def _spoken(value: Fraction) -> str:
    return "两" if value == TWO else numerals.chinese(int(value))


def _rounded(value: int, unit: str) -> Iterator[str]:
    steps = [10**n for n in range(1, len(str(value))) if value % 10**n]
    for step in reversed(steps):
        yield f"{_in_ten_thousands(value // step * step)}{Mark.OVER.value}{unit}"
    for step in reversed(steps):
        yield f"{Mark.NEAR.value}{_in_ten_thousands(-(-value // step) * step)}{unit}"
    if value >= numerals.LARGE_PLACES["万"]:
        for places in (2, 1):
            yield f"{as_decimal(Fraction(value, 10_000), places)}万{unit}"


def _in_ten_thousands(number: int) -> str:
    """170000 → 17万; smaller or uneven numbers stay in digits (12000)."""
    large = numerals.LARGE_PLACES["万"]
    return f"{number // large}万" if number >= 10 * large and number % large == 0 else str(number)
