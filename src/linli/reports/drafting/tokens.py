"""Figures inside a text: ``{{grid.neighbour_leads:12000余名}}`` is the indicator, printed in the manner of the sample.

An author sees and may type the indicator's name instead of its code, and either colon: ``{{邻长：12000余名}}``. The
sample says how to print, never what: the number is written anew from the records each time.
``{{人工:群众满意率 98.7%}}`` is a figure typed by hand; who vouches for it stands in ``ManualFigure``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from linli.indicators.definition import Indicator
from linli.indicators.registry import all_indicators, get

BY_HAND = "人工"
LONGEST_SAMPLE, LONGEST_NAME = 40, 60

_TOKEN = re.compile(r"\{\{([^{}\n]*)\}\}")  # within a paragraph, which is a line
_BRACES = re.compile(r"\{\{|\}\}")
_PARTED = re.compile(r"[:：]")


class BrokenToken(ValueError):
    """A figure in a text that cannot be read; the message says which, where and what to do."""


@dataclass(frozen=True)
class Words:
    """A stretch of plain text."""

    text: str


@dataclass(frozen=True)
class Live:
    """A figure the records give. ``sample``: the manner of printing; "" until the first printing."""

    code: str
    sample: str = ""

    @property
    def indicator(self) -> Indicator:
        """The declared indicator; KeyError when it is gone."""
        return get(self.code)

    def __str__(self) -> str:
        return f"{{{{{self.code}:{self.sample}}}}}" if self.sample else f"{{{{{self.code}}}}}"


@dataclass(frozen=True)
class ByHand:
    """A figure typed by hand, as printed, under the name of what it counts; "" until somebody has vouched for it."""

    text: str
    name: str = ""

    def __str__(self) -> str:
        return f"{{{{{BY_HAND}:{self.inside}}}}}"

    @property
    def inside(self) -> str:
        """Name and figure as an author sees them: 群众满意率 98.7%."""
        return f"{self.name} {self.text}".strip()


Piece = Words | Live | ByHand


def pieces(stored: str) -> Iterator[Piece]:
    """A stored text taken apart. Raises ``BrokenToken``."""
    at = 0
    for match in _TOKEN.finditer(stored):
        if match.start() > at:
            yield Words(_without_braces(stored[at : match.start()]))
        yield _figure(match[1])
        at = match.end()
    if at < len(stored):
        yield Words(_without_braces(stored[at:]))


def joined(found: Iterator[Piece] | list[Piece]) -> str:
    """Pieces as a stored text."""
    return "".join(piece.text if isinstance(piece, Words) else str(piece) for piece in found)


def stored(written: str) -> str:
    """What an author wrote, with every figure under its code. Raises ``BrokenToken`` for a name nobody knows."""
    return joined(list(pieces(written)))


def written(stored_text: str, printed: Callable[[Live], str]) -> str:
    """A stored text as an author edits it: names instead of codes, the number of today as the sample."""
    found: list[str] = []
    for piece in pieces(stored_text):
        if isinstance(piece, Live):
            found.append(f"{{{{{piece.indicator.name}：{printed(piece)}}}}}")
        elif isinstance(piece, ByHand):
            found.append(f"{{{{{BY_HAND}：{piece.inside}}}}}")
        else:
            found.append(piece.text)
    return "".join(found)


def codes_in(stored_text: str) -> list[str]:
    """Codes of the live figures in order of first appearance."""
    return list(dict.fromkeys(p.code for p in pieces(stored_text) if isinstance(p, Live)))


def _without_braces(text: str) -> str:
    if stray := _BRACES.search(text):
        around = text[max(0, stray.start() - 8) : stray.end() + 12].replace("\n", " ")
        raise BrokenToken(
            f"“…{around}…”这里的花括号不成对。一个数字写作 {{{{名称：写法}}}}，或把花括号删掉。"
        )
    return text


def _figure(inside: str) -> Live | ByHand:
    name, *rest = _PARTED.split(inside, maxsplit=1)
    name, sample = name.strip(), rest[0].strip() if rest else ""
    told = ""
    if name == BY_HAND:
        told, _, sample = sample.rpartition(" ")
        if not sample:
            raise BrokenToken("人工填报的数字是空的。写作 {{人工：98.7%}}，或删掉。")
    if len(sample) > LONGEST_SAMPLE or len(told) > LONGEST_NAME:
        raise BrokenToken(f"“{sample[:12]}…”太长，数字的写法最多 {LONGEST_SAMPLE} 个字。")
    return ByHand(sample, told.strip()) if name == BY_HAND else Live(_code_of(name), sample)


def _code_of(name: str) -> str:
    known = _names()
    if name not in known:
        raise BrokenToken(f"没有叫“{name}”的指标。请用“插入数字”查找它的名称，或改成文字。")
    return known[name]


def _names() -> dict[str, str]:
    """Code, name and short name → code."""
    found: dict[str, str] = {}
    for indicator in all_indicators():
        for name in (indicator.short_name, indicator.name, indicator.code):
            if name:
                found[name] = indicator.code
    return found
