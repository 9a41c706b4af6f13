"""The words around a figure: left and right of it, carried over in its sentence, and what its passage is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from linli.reports.check.vocabulary import LIGHT

if TYPE_CHECKING:
    from linli.reports.check.figures import Found
    from linli.reports.check.text import Reading

_JOINT = re.compile(r"^(?:、|和|与|以及|及|并|/|或|\|)+|(?:、|和|与|以及|及|并且?|/|或)+$")
_ONLY_LIGHT = re.compile(
    "(?:" + "|".join(sorted(map(re.escape, LIGHT), key=len, reverse=True)) + r"|\||:)*+$"
)
_PREDICATE = re.compile(r"(?:已|均|全部|都|得到|经|全都|陆续|也|现已|目前已)")
_CONTINUES = re.compile(r"^(?:其中|按|从(?:身份|构成|类别|来源)|分|包括|这|里面|成员|他们|构成|有)")
_QUESTION = re.compile(r"(?:有|达到?|是|为)?(?:多少|几)[名个位人次场支块条项起件家户期]*")
_SHORT_CALL = 10  # 看看身边人！
_SHORT_LINE, _LINES_BACK, _REACH, _AHEAD, _PASSAGE, _SENTENCE = 44, 8, 90, 60, 220, 440


@dataclass(frozen=True)
class Setting:
    """What a figure is judged by, all in `bare` characters.

    left, right:  text between the figure and the clause's end or its neighbour figures.
    shared:       `right` is also the next figure's `left`: nothing parts them.
    carried:      earlier text of the same sentence, from which verbs are taken over in a list.
    sentence:     the sentence up to the figure (a run of short lines counts as one).
    follow:       a next clause without figure that only adds a predicate: , 已全部整改.
    passage:      the wider surroundings.
    topic:        the sentence before the figure's clause part, and the sentence before it in the same paragraph.
    own:          `left` without what was reached back for: the figure's own clause.
    gap:          what was said since the figure before, in this sentence.
    asked:        the words about 多少 in the question this figure answers.
    ahead:        the next clause, when no figure stands in it.
    """

    printed: str
    measure: str
    left: str
    right: str
    shared: bool
    carried: str
    sentence: str
    follow: str
    passage: str
    weak_one: bool = False
    topic: str = ""
    own: str = ""
    gap: str = ""
    asked: tuple[str, str] | None = None
    ahead: str = ""

    @property
    def territory(self) -> str:
        """The figure's own clause part."""
        return self.left + self.printed + self.right

    def with_left(self, left: str) -> Setting:
        """The same figure with other words before it."""
        return replace(self, left=left, own=left)


@dataclass(frozen=True)
class Placed:
    """A found figure with its place in `bare`."""

    found: Found
    start: int
    end: int
    clause: int
    sentence: int


def placed(reading: Reading, figures: list[Found]) -> list[Placed]:
    """Where each figure stands in `bare`."""
    result = []
    for found in figures:
        start = reading.bare_at(found.start)
        end = reading.bare_at(found.end)
        result.append(Placed(found, start, end, reading.clause_index(start), reading.sentence_index(start)))
    return result


def around(reading: Reading, places: list[Placed], i: int) -> Setting:
    """The setting of the i-th figure."""
    here = places[i]
    before = places[i - 1] if i and places[i - 1].clause == here.clause else None
    after = places[i + 1] if i + 1 < len(places) and places[i + 1].clause == here.clause else None
    left, _, _ = _between(reading, before, here)
    _, right, shared = _between(reading, here, after)
    sentence = _sentence_before(reading, here)
    own = left
    if before is None and _ONLY_LIGHT.match(left):
        left = _reach_back(reading, places, i) + left
    carried = sentence[: len(sentence) - len(left)] if left and sentence.endswith(left) else sentence
    return Setting(
        printed=reading.bare[here.start : here.end],
        measure=here.found.unit,
        left=left[-_REACH:],
        right=right[:_REACH],
        shared=shared,
        carried=carried[-_PASSAGE:],
        sentence=sentence,
        follow=_follow(reading, places, i) if after is None else "",
        passage=reading.bare[max(0, here.start - _PASSAGE) : here.end + _AHEAD],
        own=own,
        gap=_gap(reading, places, i, own),
        asked=_asked(reading, here),
        ahead=_ahead(reading, places, i) if after is None else "",
        topic=_topic(reading, here, left),
        weak_one=here.found.weak and here.found.printed.numeral == "一",
    )


def _between(reading: Reading, first: Placed | None, second: Placed | None) -> tuple[str, str, bool]:
    """(left of the second, right of the first, whether nothing parts them) for neighbours in one clause."""
    if first is None and second is not None:
        start = max(reading.clauses[second.clause].start, second.start - _REACH)
        return reading.bare[start : second.start], "", False
    if second is None and first is not None:
        return "", reading.bare[first.end : min(reading.clauses[first.clause].end, first.end + _REACH)], False
    assert first is not None
    assert second is not None
    middle = reading.bare[first.end : second.start]
    joint = _JOINT.search(middle)
    if joint is None:
        cut = middle.rfind("、")
        return (middle[cut + 1 :], middle[: middle.find("、")], False) if cut > 0 else (middle, middle, True)
    if joint.start() == 0:
        return middle[joint.end() :], "", False
    return "", middle[: joint.start()], False


def _reach_back(reading: Reading, places: list[Placed], i: int) -> str:
    """邻长，一共有12043名; 邻长（12043名）; 邻长｜12043: the noun stands in the clause before."""
    here = places[i]
    index = here.clause - 1
    if index < 0:
        return ""
    clause = reading.clauses[index]
    sign = reading.bare[clause.end : clause.end + 1]
    if sign in "。!\n\r;" or (i and places[i - 1].end > clause.start):
        return ""
    return reading.bare[clause.start : clause.end]


def _follow(reading: Reading, places: list[Placed], i: int) -> str:
    words = _ahead(reading, places, i)
    return words if _PREDICATE.match(words) else ""


def _ahead(reading: Reading, places: list[Placed], i: int) -> str:
    index = places[i].clause + 1
    if index >= len(reading.clauses) or reading.bare[reading.clauses[index].start - 1] in "。!?\n\r;":
        return ""
    clause = reading.clauses[index]
    if i + 1 < len(places) and places[i + 1].start < clause.end:
        return ""
    return reading.bare[clause.start : clause.end][:30]


def _gap(reading: Reading, places: list[Placed], i: int, own: str) -> str:
    start = reading.sentences[places[i].sentence].start
    if i:
        start = max(start, places[i - 1].end)
    return reading.bare[max(start, places[i].start - _PASSAGE) : max(start, places[i].start - len(own))]


def _asked(reading: Reading, here: Placed) -> tuple[str, str] | None:
    """全区有多少名邻长？12043名。"""
    if here.sentence == 0:
        return None
    before = reading.sentences[here.sentence - 1]
    question = reading.bare[before.start : before.end]
    found = _QUESTION.search(question) if reading.bare[before.end] == "?" else None
    return (question[: found.start()], question[found.end() :]) if found is not None else None


def _topic(reading: Reading, here: Placed, left: str) -> str:
    """What was spoken of before the figure's own words: its sentence and the one before, the heading of a list."""
    index = here.sentence
    before = _sentence_before(reading, here)
    start = here.start - len(before)
    index = reading.sentence_index(start)
    line = reading.paragraph_start(start)
    while index > 0 and reading.sentences[index - 1].start >= line:
        index -= 1
        start = reading.sentences[index].start
        if reading.sentences[index].end - start > _SHORT_CALL:
            break
    end = here.start - len(left)
    return reading.bare[max(start, here.start - _PASSAGE) : max(end, 0)]


def _sentence_before(reading: Reading, here: Placed) -> str:
    """The sentence up to the figure; with the one before when it goes on (其中…), with the lines of a list above."""
    index = here.sentence
    start = reading.sentences[index].start
    first = reading.bare[start : reading.sentences[index].end].lstrip("|、· ")
    back = 0
    while index > 0 and back < _LINES_BACK:
        previous = reading.sentences[index - 1]
        short = previous.end - previous.start <= _SHORT_LINE and reading.bare[previous.end] in "\n\r"
        if not short and not (back == 0 and _CONTINUES.match(first)):
            break
        index, start, back = index - 1, previous.start, back + 1
        if not short:
            break
    return reading.bare[max(start, here.start - _SENTENCE) : here.start]
