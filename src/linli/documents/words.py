"""The words a paper prints by itself, and what may stand in a text at all."""

import datetime
import re
from urllib.parse import urljoin

from django.conf import settings

# XML allows no control characters and no lone surrogates; direction marks could make a paper read otherwise than
# its text says; the rest are not characters at all.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

DIGITS_OF_A_CELL = 0.5


def clean(text: str) -> str:
    """Text every format can hold: line ends are line feeds, tabs spaces, what cannot be printed is gone."""
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


def day(date: datetime.date) -> str:
    """2024年10月30日: Arabic numerals, no zero in front."""
    return f"{date.year}年{date.month}月{date.day}日"


def absolute(address: str) -> str:
    """The address as it works outside this site."""
    return urljoin(f"{settings.LINLI_BASE_URL}/", address) if address.startswith("/") else address


def cells(text: str) -> float:
    """Width in characters of the grid: ASCII takes half of one."""
    return sum(DIGITS_OF_A_CELL if sign.isascii() else 1.0 for sign in text)


# A line of a title neither begins with these nor leaves those behind.
_NOT_FIRST = "，。、；：？！）》〉」』】〕”’·…—"
_NOT_LAST = "（《〈「『【〔“‘"


def title_lines(title: str, room: float) -> list[str]:
    """The lines of a title, each at most ``room`` characters wide, about equally long, marks where they belong.

    Line feeds in the title are kept: who writes it knows where its meaning allows a turn.
    """
    return [piece for line in clean(title).strip().split("\n") for piece in _balanced(line.strip(), room)]


def _balanced(line: str, room: float) -> list[str]:
    parts = -(-cells(line) // room)
    if parts <= 1:
        return [line]
    goal, rest = cells(line) / parts, line
    lines: list[str] = []
    while cells(rest) > room or (len(lines) + 1 < parts and cells(rest) > goal):
        cut = _cut(rest, min(goal + 0.5, room))
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*lines, rest]


def _cut(text: str, width: float) -> int:
    """Where to turn: the most that fits, then back to a place where a line may end (at least one character)."""
    taken, cut = 0.0, 0
    for sign in text:
        taken += cells(sign)
        if taken > width and cut:
            break
        cut += 1
    furthest = cut
    while cut > 1 and not _may_turn(text, cut):
        cut -= 1
    return cut if cut > 1 or _may_turn(text, cut) else furthest


def _may_turn(text: str, cut: int) -> bool:
    if cut >= len(text):
        return True
    before, after = text[cut - 1], text[cut]
    inside_a_word = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return not (inside_a_word or after in _NOT_FIRST or before in _NOT_LAST)
