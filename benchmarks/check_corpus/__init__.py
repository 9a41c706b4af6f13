"""Labelled sentences for the check: one text file per set, written before the matcher saw them.

One case a line: topic | text with ⟦printed|indicator or -|low..high|verdict⟧ marks; ⏎ for a line break, ⇥ for
a tab, and `!矛盾` at the end of a text that contradicts itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).parent
_MARK = re.compile(
    r"⟦(?P<text>[^|⟧]+)\|(?P<code>[^|]+)\|(?P<low>[^.|]*(?:\.\d+)?)\.\.(?P<high>[^|⟧]+)(?:\|(?P<verdict>\w+))?⟧"
)


@dataclass(frozen=True)
class Label:
    """What a proof-reader expects of one figure."""

    text: str
    start: int
    end: int
    indicator: str | None
    low: Fraction | None
    high: Fraction | None
    verdict: str


@dataclass(frozen=True)
class Case:
    """One text with its labels."""

    name: str
    topic: str
    text: str
    labels: tuple[Label, ...]
    contradicts: bool


def sets() -> list[str]:
    """Names of the sets, in the order they were written."""
    order = {
        "first": 0,
        "second": 1,
        "third": 2,
        "fourth": 3,
        "fifth": 4,
        "sixth": 5,
        "seventh": 6,
        "eighth": 7,
        "ninth": 8,
        "tenth": 9,
        "eleventh": 10,
    }
    return sorted((path.stem for path in HERE.glob("*.txt")), key=lambda name: order.get(name, len(order)))


def first_run(name: str) -> str:
    """What the set measured before anything was mended for it, from its header; empty for the oldest sets."""
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    found = re.search(r"^# First run[^:]*: (.+)\.$", text, re.MULTILINE)
    return found[1] if found is not None else ""


def load(name: str) -> list[Case]:
    """The cases of a set."""
    cases = []
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        topic, _, marked = line.partition(" | ")
        contradicts = marked.endswith(" !矛盾")
        text, labels = _unmark(marked.removesuffix(" !矛盾").replace("⏎", "\n").replace("⇥", "\t"))
        cases.append(Case(f"{name}:{number}", topic, text, tuple(labels), contradicts))
    return cases


def _unmark(marked: str) -> tuple[str, list[Label]]:
    text, labels, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        start = len(text)
        text += match["text"]
        code = None if match["code"] == "-" else match["code"]
        labels.append(
            Label(
                match["text"], start, len(text), code, _bound(match["low"]), _bound(match["high"]),
                match["verdict"] or "unknown",
            )
        )  # fmt: skip
        at = match.end()
    return text + marked[at:], labels


def _bound(text: str) -> Fraction | None:
    return None if text == "*" else Fraction(text)
