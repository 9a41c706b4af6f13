"""A computed figure, and how it is written on screens."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from linli.common.money import half_up
from linli.indicators.definition import Indicator, Quotient
from linli.orgs.models import Area

JSON_PLACES = 6


def as_decimal(value: Fraction, places: int = JSON_PLACES) -> Decimal:
    """Half up at ``places``; exact arithmetic until here."""
    scaled = value * 10**places
    floor, rest = divmod(scaled.numerator, scaled.denominator)
    up = 1 if 2 * rest >= scaled.denominator else 0
    return Decimal(floor + up).scaleb(-places)


@dataclass(frozen=True)
class Figure:
    """The value of one indicator for one area and period. None: not computable, shown as —."""

    indicator: Indicator
    value: Fraction | None
    numerator: int | None = None
    denominator: int | None = None

    @property
    def code(self) -> str:
        """The indicator's code."""
        return self.indicator.code

    @property
    def printed(self) -> str:
        """``170,428``, ``95.3``, ``—``: for screens, without the unit."""
        if self.value is None:
            return "—"
        if isinstance(self.indicator.formula, Quotient):
            return f"{half_up(as_decimal(self.value, 12), self.indicator.decimals):,}"
        if self.value.denominator == 1:
            return f"{self.value.numerator:,}"
        return f"{as_decimal(self.value).normalize():,}"

    @property
    def json_value(self) -> int | str | None:
        """Integers as they are; quotients with six decimals, half up."""
        if self.value is None:
            return None
        if isinstance(self.indicator.formula, Quotient):
            return f"{as_decimal(self.value):.{JSON_PLACES}f}"
        return (
            self.value.numerator
            if self.value.denominator == 1
            else f"{as_decimal(self.value):.{JSON_PLACES}f}"
        )


@dataclass(frozen=True)
class ChildFigure:
    """A figure of one child area; ``area`` None: 本级, rows that lie in the parent itself."""

    area: Area | None
    figure: Figure

    @property
    def name(self) -> str:
        """For the row's head."""
        return self.area.name if self.area else "本级"
