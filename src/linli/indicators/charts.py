"""Charts drawn by the server, as geometry for a template: bars, dots about a line, months. Each mark is a link.

Nothing is sorted by value: rows come in order of area code, months in order of time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

WIDTH = 320
ROW = 24
LONGEST_NAME = 7
MOST_MARKS = 25
MOST_MONTHS = 12
MONTHS_HEIGHT = 132


@dataclass(frozen=True)
class Given:
    """One row to draw. ``value`` None: not computable, drawn as words only."""

    name: str
    value: Fraction | None
    text: str
    address: str


@dataclass(frozen=True)
class Mark:
    """One row or column, placed. ``x``, ``y``, ``length``: in drawing units; text stands beside it."""

    given: Given
    x: float
    y: float
    length: float

    @property
    def name(self) -> str:
        """Cut to what fits beside the chart; the whole name stands in the table."""
        name = self.given.name
        return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"

    @property
    def middle(self) -> float:
        """Baseline of the row's words."""
        return self.y + ROW / 2 + 4.5

    @property
    def centre(self) -> float:
        """Middle of the row."""
        return self.y + ROW / 2

    @property
    def foot(self) -> float:
        """Lower end of a column."""
        return self.y + self.length


@dataclass(frozen=True)
class Chart:
    """What the template draws. ``kind``: bars, dots, months. ``line``: place of the reference line."""

    kind: str
    marks: Sequence[Mark]
    height: float
    name_end: float = 0
    line: float | None = None
    width: int = WIDTH


def _room(rows: Sequence[Given]) -> float:
    """Width of the words at the end of a row: 7.2 units a digit, 13 a Chinese character."""
    return max((sum(13 if ord(sign) > 0x2E7F else 7.2 for sign in row.text) for row in rows), default=0) + 6


def _name_end(rows: Sequence[Given]) -> float:
    return min(max((len(row.name) for row in rows), default=0), LONGEST_NAME) * 13.0


def bars(rows: Sequence[Given]) -> Chart | None:
    """Horizontal bars from 0. None when there is nothing a bar could show."""
    values = [row.value for row in rows if row.value is not None]
    if not values or len(rows) > MOST_MARKS or max(values) <= 0:
        return None
    left, most = _name_end(rows) + 8, max(values)
    full = WIDTH - left - _room(rows)
    marks = [
        Mark(row, left, n * ROW, round(float(max(row.value or 0, 0) / most) * full, 1))
        for n, row in enumerate(rows)
    ]
    return Chart("bars", marks, len(rows) * ROW, left - 8)


def dots(rows: Sequence[Given], reference: Fraction | None) -> Chart | None:
    """Dots on one scale, which need not begin at 0 and says so; the reference is a dashed line."""
    values = [row.value for row in rows if row.value is not None]
    if not values or len(rows) > MOST_MARKS:
        return None
    everything = [*values, *([reference] if reference is not None else [])]
    low, high = min(everything), max(everything)
    margin = (high - low) / 8 or max(abs(high) / 20, Fraction(1))
    low, high = low - margin, high + margin
    left, right = _name_end(rows) + 14, WIDTH - _room(rows) - 8

    def place(value: Fraction) -> float:
        return round(left + float((value - low) / (high - low)) * (right - left), 1)

    marks = [
        Mark(row, place(row.value) if row.value is not None else -1, n * ROW, 0) for n, row in enumerate(rows)
    ]
    line = place(reference) if reference is not None else None
    return Chart("dots", marks, len(rows) * ROW, left - 14, line)


def months(columns: Sequence[Given]) -> Chart | None:
    """Upright bars from 0, at most twelve."""
    values = [column.value for column in columns if column.value is not None]
    if len(columns) < 2 or len(columns) > MOST_MONTHS or not values or max(values) <= 0:
        return None
    step = WIDTH / max(len(columns), 6)
    full = MONTHS_HEIGHT - 40
    marks = []
    for n, column in enumerate(columns):
        length = round(float((column.value or 0) / max(values)) * full, 1)
        marks.append(Mark(column, round(n * step + step / 2, 1), round(18 + full - length, 1), length))
    return Chart("months", marks, MONTHS_HEIGHT)
