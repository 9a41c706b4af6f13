"""How text becomes what is compared: one spelling, pairs of signs, first letters of pinyin."""

import re
import unicodedata
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

SIGNS = re.compile(r"[0-9a-z㐀-鿿]+")
LETTERS = re.compile(r"[a-z]+")
MARK = "~"
"""Before a pair of initials, so that letters of the text are not taken for them."""
MOST_WORDS, LONGEST_WORD = 4, 40
NUMBER = re.compile(r"(?=.*\d)[0-9A-Z][0-9A-Z-]{3,}")
"""The beginning of a code or number, in capitals: 430602006001E01, 006001-241029-08. No word of a text."""


def spelled(text: str) -> str:
    """Lower case, narrow signs, single spaces: ``ＡB　５栋`` → ``ab 5栋``."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def pairs(text: str) -> set[str]:
    """The pairs of signs of a spelled text; punctuation parts."""
    return {run[n : n + 2] for run in SIGNS.findall(text) for n in range(len(run) - 1)}


@lru_cache(maxsize=20_000)
def initials(name: str) -> str:
    """``高山坡社区`` → ``gspsq``; digits and letters stay."""
    letters = lazy_pinyin("".join(SIGNS.findall(spelled(name))), style=Style.FIRST_LETTER)
    return "".join(letters)[:60]


def initial_pairs(letters: str) -> set[str]:
    """The pairs of initials, marked."""
    return {MARK + letters[n : n + 2] for n in range(len(letters) - 1)}


def words_of(sought: str) -> list[str]:
    """What a reader typed, word by word; too much of it is passed over."""
    return [word[:LONGEST_WORD] for word in spelled(sought).split()[:MOST_WORDS]]


def number_of(sought: str) -> str:
    """What was typed as the beginning of a code or number, "" where it is none."""
    said = unicodedata.normalize("NFKC", sought).strip().upper()[:LONGEST_WORD]
    return said if NUMBER.fullmatch(said) else ""
