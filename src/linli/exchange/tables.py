"""A table on its way out: what it is called, what is said above it, its columns and its rows.

Values by kind (None is an empty cell everywhere):

======== ============================ =====================================================
kind     Python value                 in the file
======== ============================ =====================================================
text     str                          text, never a formula, a link or a number
integer  int                          number, ``#,##0`` (beyond 15 digits Excel rounds: use text)
decimal  Decimal, int or float        number, two decimals
percent  Decimal or float, a quotient number, ``0.0%``
money    int, fen                     yuan with two decimals
date     date                         date, ``yyyy-mm-dd``
instant  aware datetime               Shanghai time, ``yyyy-mm-dd hh:mm``
======== ============================ =====================================================
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
FEN = 100


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    INSTANT = "instant"


ACCEPTED: dict[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.INTEGER: (int,),
    Kind.DECIMAL: (Decimal, int, float),
    Kind.PERCENT: (Decimal, float, int),
    Kind.MONEY: (int,),
    Kind.DATE: (date,),
    Kind.INSTANT: (datetime,),
}


@dataclass(frozen=True)
class Heading:
    """One column; ``width`` in characters of the usual font (a Chinese one takes two)."""

    label: str
    kind: Kind = Kind.TEXT
    width: int = 16


@dataclass(frozen=True)
class Table:
    """``rows`` is walked once, so a generator or ``queryset.iterator()`` keeps memory flat.

    ``notes`` stand above the headings: area, period, cut-off, 掩码显示. ``watermark``: who took it along, when, for
    what; it stands in every sheet and on every printed page, and below the rows of a CSV.
    """

    title: str
    notes: tuple[str, ...]
    headings: tuple[Heading, ...]
    rows: Iterable[Sequence[Any]]
    watermark: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip() or not self.headings:
            raise ValueError("a table has a title and at least one column")


class WrongCell(TypeError):
    """A value does not fit its column: a mistake in the program, found before it reaches a file."""

    def __init__(self, heading: Heading, value: object) -> None:
        super().__init__(f"column {heading.label} is {heading.kind}, not {type(value).__name__}: {value!r}")


def fits(kind: Kind, value: object) -> bool:
    """Whether a value other than None may stand in such a column."""
    if isinstance(value, bool) or not isinstance(value, ACCEPTED[kind]):
        return False
    if kind is Kind.DATE:
        return not isinstance(value, datetime)
    return kind is not Kind.INSTANT or (isinstance(value, datetime) and value.tzinfo is not None)
