"""A text made ready for reading: one width of characters, quotation marks set aside, positions kept.

Two layers. `plain` has the length of the text given, so a position in it is a position in the text. `bare` is what is
matched: without quotation marks, spaces and short bracketed variants, with a map back to `plain`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

_QUOTES = "“”‘’\"'「」『』〝〞＂"
# 社区（村）, 居（村）民, 乡镇（街道、管理处）: a bracket that only names a variant of the word before it.
_VARIANT = re.compile(
    r"\((?:[村居社区街道镇乡场园企校办事处管理党委总支部、/和与或及]{1,12}|含[^()]{1,8}|不含[^()]{1,8}|简称[^()]{1,10}|"
    r"(?:单位:)?(?:[万亿]?元(?:/[年月人])*|人次|场次|[名人个次场支块条项起件家户期处位%]))\)"
)
_WIDE = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)} | {
    "　": " ",
    "〜": "~",
    "～": "~",
    "∼": "~",
    "\u00a0": " ",
    "﹪": "%",
}
_WIDE |= {
    "–": "-",
    "—": "-",
    "−": "-",
    "－": "-",
    "﹣": "-",
    "﹐": ",",
    "｜": "|",
    "│": "|",
    "┃": "|",
    "〇": "〇",
}
_WIDE.pop("，")  # a Chinese comma parts clauses, never the digits of a number
_TABLE = str.maketrans(_WIDE)
_WIDE_GROUPS = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_SENTENCE_END = "。!?\n\r"
_ALL_ENDS = re.compile(r"[。!?\n\r,，;:()\[\]【】|\t→]")


@dataclass(frozen=True)
class Span:
    """Half-open stretch of `bare`."""

    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """A text with its two layers and its sentences and clauses (both as spans of `bare`)."""

    text: str
    plain: str
    bare: str
    origin: tuple[int, ...]
    sentences: tuple[Span, ...]
    clauses: tuple[Span, ...]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [span.start for span in self.clauses]

    def bare_at(self, plain_at: int) -> int:
        """Where in `bare` a position of `plain` falls (the next kept character)."""
        return bisect_left(self.origin, plain_at)

    def sentence_index(self, at: int) -> int:
        """Index of the sentence that holds a position of `bare`."""
        return max(0, bisect_right(self._sentence_starts, at) - 1)

    def clause_index(self, at: int) -> int:
        """Index of the clause that holds a position of `bare`."""
        return max(0, bisect_right(self._clause_starts, at) - 1)

    def paragraph_start(self, at: int) -> int:
        """Where the line that holds a position of `bare` begins."""
        return self.bare.rfind("\n", 0, at) + 1


def widths(text: str) -> str:
    """Full-width digits, letters and marks as ASCII, one character for one; Chinese marks 。、《》 stay."""
    return "".join(_compatible(c) for c in _WIDE_GROUPS.sub(",", text).translate(_TABLE))


def _compatible(char: str) -> str:
    """㎡ and ② stay; other compatibility forms of one character (兩 is none) become their plain form."""
    if char < "\u2e80" or "\u3000" <= char <= "\uf8ff" or char == "㎡":
        return char
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char


def read(text: str) -> Reading:
    """Prepare a text. Linear in its length."""
    plain = widths(text)
    drop = bytearray(len(plain))
    for match in _VARIANT.finditer(plain):
        if match.start() and plain[match.start() - 1] > "\u2e80":
            drop[match.start() : match.end()] = b"\1" * len(match.group())
    for i, char in enumerate(plain):
        if char in _QUOTES or char in "\u200b\ufeff*_#" or (char == " " and not _gap(plain, i)):
            drop[i] = 1
    origin = tuple(i for i in range(len(plain)) if not drop[i])
    # What is left of the spaces is a gap between cells.
    bare = "".join("|" if plain[i] in " \t" else plain[i] for i in origin)
    sentences, clauses = _stretches(bare)
    return Reading(text, plain, bare, origin, sentences, clauses)


def _gap(plain: str, at: int) -> bool:
    """Whether a space parts two cells: between two Chinese words, or one of several; not beside a digit or a mark."""
    before = plain[at - 1] if at else "\n"
    after = plain[at + 1] if at + 1 < len(plain) else "\n"
    if after in _QUOTES and after != "\n":
        after = plain[at + 2] if at + 2 < len(plain) else "\n"
    if before == " ":
        return False
    if after == " ":
        rest = plain[at : at + 40].lstrip(" ")[:1]
        return before not in _SENTENCE_END and rest not in ("", "\n", "\r")
    if before.isascii() and after.isascii():
        return before.isdigit() and after.isdigit()
    # 650人 组长: the space after a measure word parts cells, 邻长 12043 名 has none that do.
    return before > "\u2e80" and before not in "、。" and after > "\u2e80"


def _stretches(bare: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    sentences: list[Span] = []
    clauses: list[Span] = []
    sentence_at = clause_at = 0
    for match in _ALL_ENDS.finditer(bare):
        at, char = match.start(), match.group()
        # 12,043 is one number, 17:30 one time.
        if char in ",:" and 0 < at < len(bare) - 1 and bare[at - 1].isdigit() and bare[at + 1].isdigit():
            continue
        clauses.append(Span(clause_at, at))
        clause_at = at + 1
        if char in _SENTENCE_END:
            sentences.append(Span(sentence_at, at))
            sentence_at = at + 1
    clauses.append(Span(clause_at, len(bare)))
    sentences.append(Span(sentence_at, len(bare)))
    return tuple(sentences), tuple(clauses)
