"""The checked text as a page shows it: paragraphs with marked figures, and one card per figure, problems first.

Nothing here asks the database; the address of the records is all a card needs to open them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.reports import words
from linli.reports.check import CheckResult, Figure, Verdict

UNKNOWN_IN_FULL = 6
"""So many unknown figures are explained one by one; a text about something else has hundreds."""


@dataclass(frozen=True)
class Change:
    """Replace the characters from ``start`` to ``end`` with ``wording``; travels in the value of a button."""

    start: int
    end: int
    wording: str

    def __str__(self) -> str:
        return f"{self.start}:{self.end}:{self.wording}"

    @classmethod
    def read(cls, value: str, text: str) -> "Change":
        """Raises ValueError when the value is not one of ours or does not fit the text."""
        start, end, wording = value.split(":", 2)
        change = cls(int(start), int(end), wording)
        if not 0 <= change.start < change.end <= len(text):
            raise ValueError(value)
        return change

    def before(self, text: str) -> str:
        """What stands there now."""
        return text[self.start : self.end]

    def applied(self, text: str) -> str:
        """The text with the new wording."""
        return text[: self.start] + self.wording + text[self.end :]

    def undone(self, text: str) -> "Change":
        """The change that takes this one back; ``text`` is the text before it."""
        return Change(self.start, self.start + len(self.wording), self.before(text))


@dataclass(frozen=True)
class Number:
    """One of our numbers as a link to the records it counted."""

    written: str
    label: str
    address: str


@dataclass(frozen=True)
class Card:
    """What the page says of one figure. ``number`` is printed at the mark; "" for figures that hold."""

    index: int
    number: int | None
    figure: Figure
    name: str
    value: str
    numbers: Sequence[Number]
    as_of: str
    why: str

    @property
    def verdict(self) -> str:
        """``holds``, ``fails``, ``unknown``: also the class of its mark."""
        return self.figure.verdict.value

    @property
    def label(self) -> str:
        """In one word."""
        return words.LABELS[self.figure.verdict]

    @property
    def change(self) -> Change | None:
        """The right wording put in its place."""
        figure = self.figure
        return Change(figure.start, figure.end, figure.wording) if figure.wording else None

    @property
    def address(self) -> str:
        """The records; "" where nothing was compared."""
        return self.numbers[0].address if self.numbers else ""


@dataclass(frozen=True)
class Clash:
    """Figures of the text that cannot all be true."""

    message: str
    cards: Sequence[Card]


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph: plain words, or a marked figure."""

    text: str
    card: Card | None = None


@dataclass(frozen=True)
class Checked:
    """The whole answer, ready for the template."""

    paragraphs: Sequence[Sequence[Piece]]
    fails: Sequence[Card]
    unknown: Sequence[Card]
    holds: Sequence[Card]
    clashes: Sequence[Clash]

    @property
    def count(self) -> int:
        """Figures found."""
        return len(self.fails) + len(self.unknown) + len(self.holds)

    @property
    def explained(self) -> Sequence[Card]:
        """The unknown figures told in full."""
        return self.unknown[:UNKNOWN_IN_FULL]

    @property
    def folded(self) -> Sequence[Card]:
        """The unknown figures only listed."""
        return self.unknown[UNKNOWN_IN_FULL:]


def records_address(code: str, area: Area, period: Period, part: str | None = None) -> str:
    """The page with the records a figure counted."""
    query = {"area": area.code, "from": period.start.isoformat(), "to": period.end.isoformat()}
    if part is not None:
        query["part"] = part
    return f"{reverse('indicators:records', args=(code,))}?{urlencode(query)}"


def lay_out(text: str, result: CheckResult, area: Area, period: Period) -> Checked:
    """Cards numbered problems first, and the text cut at its figures."""
    cards = _cards(text, result.figures, area, period)

    def having(verdict: Verdict) -> list[Card]:
        return [card for card in cards if card.figure.verdict is verdict]

    return Checked(
        paragraphs=list(_paragraphs(text, cards)),
        fails=having(Verdict.FAILS),
        unknown=having(Verdict.UNKNOWN),
        holds=having(Verdict.HOLDS),
        clashes=[Clash(c.message, [cards[i] for i in c.figures]) for c in result.contradictions],
    )


def _cards(text: str, figures: tuple[Figure, ...], area: Area, period: Period) -> list[Card]:
    problems = [i for i, f in enumerate(figures) if f.verdict is Verdict.FAILS]
    problems += [i for i, f in enumerate(figures) if f.verdict is Verdict.UNKNOWN]
    numbered = {i: number for number, i in enumerate(problems, start=1)}
    return [
        _card(i, numbered.get(i), figure, name, area, period)
        for i, (figure, name) in enumerate(zip(figures, words.names(text, figures), strict=True))
    ]


def _card(index: int, number: int | None, figure: Figure, name: str, area: Area, period: Period) -> Card:
    indicator = words.indicator_of(figure)
    numbers = []
    if indicator is not None:
        numbers = [
            Number(r.written, r.label, records_address(indicator.code, area, period, r.part))
            for r in words.recorded(figure)
        ]
    unknown = figure.verdict is Verdict.UNKNOWN
    return Card(
        index=index,
        number=number,
        figure=figure,
        name=name,
        value=words.value_said(figure),
        numbers=numbers,
        as_of=words.as_of(indicator, period) if indicator is not None and numbers else "",
        why=words.why_unknown(figure, name, area, period) if unknown else "",
    )


def _paragraphs(text: str, cards: Sequence[Card]) -> Iterator[list[Piece]]:
    """Lines with something in them; the page indents them, so spaces in front are left out."""
    at, waiting = 0, 0
    for line in text.split("\n"):
        end = at + len(line)
        pieces = []
        here = at + len(line) - len(line.lstrip())
        while waiting < len(cards) and cards[waiting].figure.start < end:
            figure = cards[waiting].figure
            if here < figure.start:
                pieces.append(Piece(text[here : figure.start]))
            pieces.append(Piece(figure.text, cards[waiting]))
            here = figure.end
            waiting += 1
        if text[here:end].strip():
            pieces.append(Piece(text[here:end]))
        if pieces:
            yield pieces
        at = end + 1
