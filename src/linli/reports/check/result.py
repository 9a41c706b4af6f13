"""What the check answers: figures with verdicts, contradictions, and the JSON form of both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linli.common.approximation import Interval, Printed
    from linli.reports.check.patterns import Named


class Verdict(StrEnum):
    """Whether the records bear a figure out."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why a figure is unknown."""

    NO_INDICATOR = "no indicator"  # nothing of ours is named
    ELSEWHERE = "elsewhere"  # another place or another time than asked
    NO_VALUE = "no value"  # the records give no value


@dataclass(frozen=True)
class Value:
    """Our value of an indicator in its unit; of a quotient also its parts, numerator and denominator."""

    value: Fraction
    parts: tuple[int, int] | None = None


@dataclass(frozen=True)
class Figure:
    """One figure of the text.

    start, end: positions in the text given. unit: the printed measure word (万元/年 stays; "" when none is printed).
    stated: the interval in `unit`. noun: the words it was recognised by. ours: our value, when there is one to compare.
    wording: what should stand there instead; only for a figure that fails.
    """

    text: str
    start: int
    end: int
    unit: str
    printed: Printed
    stated: Interval
    verdict: Verdict
    indicator: Named | None = None
    noun: str = ""
    ours: Value | None = None
    wording: str = ""
    reason: Reason | None = None

    def as_dict(self) -> dict[str, Any]:
        """The figure in the shape of `linli check --json`."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "low": _number(self.stated.low),
            "high": _number(self.stated.high),
            "unit": self.unit,
            "indicator": self.indicator.code if self.indicator is not None else None,
            "ours": _number(self.ours.value) if self.ours is not None else None,
            "verdict": self.verdict.value,
        }


@dataclass(frozen=True)
class Contradiction:
    """Figures of the text that cannot all be true, by their index."""

    message: str
    figures: tuple[int, ...]


@dataclass(frozen=True)
class CheckResult:
    """The whole answer for one text."""

    figures: tuple[Figure, ...]
    contradictions: tuple[Contradiction, ...]

    @property
    def clean(self) -> bool:
        """Nothing fails and nothing contradicts."""
        return not self.contradictions and all(f.verdict is not Verdict.FAILS for f in self.figures)

    def count(self, verdict: Verdict) -> int:
        """How many figures have a verdict."""
        return sum(figure.verdict is verdict for figure in self.figures)

    def as_dict(self) -> dict[str, Any]:
        """The shape of `linli check --json`."""
        return {
            "figures": [figure.as_dict() for figure in self.figures],
            "contradictions": [
                {"message": c.message, "figures": list(c.figures)} for c in self.contradictions
            ],
        }


def _number(value: Fraction | None) -> int | float | None:
    """A JSON number: whole where it is whole, else at most six decimals, half up. Only here does a float appear."""
    if value is None:
        return None
    if value.denominator == 1:
        return value.numerator
    return float(((value * 10**6) + Fraction(1, 2)).__floor__()) / 10**6
