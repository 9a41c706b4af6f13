"""Lists that pair by order: 片长、组长、邻长分别为650名、2177名、12043名; a heading row over a row of numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from linli.reports.check.vocabulary import LIGHT

if TYPE_CHECKING:
    from linli.reports.check.settings import Placed, Setting
    from linli.reports.check.text import Reading

_BETWEEN = re.compile(r"(?:、|,|，|和|与|以及|及|/|\||;)+")
_SPLIT = re.compile(r"、|和|与|以及|及|/|\||，|,")
_RESPECTIVELY = re.compile(r"分别|依次|各自")
_ONLY_LIGHT = re.compile("(?:" + "|".join(sorted(map(re.escape, LIGHT), key=len, reverse=True)) + ")*+")
_GROUPED = re.compile(r"[两三四五六](?:级|支|类|种|者|项|个|方)[^，,]*$")  # 邻长三级联动
_GRADES = re.compile(r"(?P<one>[\u4e00-\u9fff])[两三四五]个?(?:等)?(?P<kind>级|档|类)")
_LONGEST_LIST, _NEAR = 12, 200


@dataclass(frozen=True)
class Paired:
    """One item of such a list: its name, the names beside it, the words between names and numbers, the shared unit."""

    name: str
    last: str
    link: str
    trailing: str
    measure: str

    def settings(self, own: Setting) -> list[Setting]:
        """Ways to read the item, best first: by its own name, or with the last item's head: 省市、区级减负清单."""
        link = _RESPECTIVELY.sub("", self.link)
        base = replace(own, right=self.trailing, shared=False, measure=own.measure or self.measure)
        if not own.measure:
            base = replace(base, printed=own.printed + self.measure)
        lefts = [self.name + link, _GROUPED.sub("", self.name) + link]
        if "的" in self.name:
            lefts.append(self.name.partition("的")[0] + link)
        if self.name != self.last:
            lefts += [self.name + self.last[cut:] + link for cut in range(1, len(self.last) - 1)]
        return [base.with_left(left) for left in lefts]


def pair(reading: Reading, places: list[Placed]) -> dict[int, Paired]:
    """Items of lists, by index of the figure."""
    result: dict[int, Paired] = {}
    i = 0
    while i < len(places):
        j = i + 1
        while j < len(places) and j - i < _LONGEST_LIST and _joined(reading, places[j - 1], places[j]):
            j += 1
        if j - i >= 2:
            result.update(_named(reading, places, i, j))
        i = j
    return result


def _joined(reading: Reading, first: Placed, second: Placed) -> bool:
    return _BETWEEN.fullmatch(reading.bare[first.end : second.start]) is not None


def _named(reading: Reading, places: list[Placed], i: int, j: int) -> dict[int, Paired]:
    count = j - i
    start = max(reading.sentences[places[i].sentence].start, places[i].start - _NEAR)
    before = reading.bare[start : places[i].start]
    clause_end = reading.clauses[places[j - 1].clause].end
    after = reading.bare[
        places[j - 1].end : min(clause_end, places[j].start if j < len(places) else clause_end)
    ]
    measure = places[j - 1].found.unit
    names, link = _names_before(before, count)
    if not names:
        names, link, after = _names_after(after, count)
    if not names:
        names, link = _heading(reading, places[i], count)
    if not names:
        return {}
    names = _graded(names)
    return {i + k: Paired(names[k], names[-1], link, after, measure) for k in range(count)}


def _names_before(before: str, count: int) -> tuple[list[str], str]:
    """初级、中级、高级分别按: the last `count` items before 分别 or right before the numbers."""
    marks = list(_RESPECTIVELY.finditer(before))
    if marks:
        names, link = before[: marks[-1].start()].rstrip("，,"), before[marks[-1].start() :]
        if len(link) > 16:
            return [], ""
    else:
        cut = _trim(before)
        names, link = before[:cut], before[cut:]
    clauses = re.split(r"[，,;:|]", names)
    for back, clause in enumerate(reversed(clauses)):
        parts = [part for part in _SPLIT.split(clause) if part]
        if len(parts) >= count:
            between = "".join(clauses[len(clauses) - back :])
            return [*parts[-count:-1], parts[-1].removesuffix("的")], between + link
        if back == 1:
            break
    return [], ""


def _graded(names: list[str]) -> list[str]:
    """初、中、高三级: each of them is a 级."""
    last = _GRADES.match(names[-1])
    if last is None:
        return names
    return [
        *(name + last["kind"] for name in names[:-1]),
        last["one"] + last["kind"] + names[-1][last.end() :],
    ]


def _trim(text: str) -> int:
    """Where the light words at the end of a text begin."""
    for start in range(max(0, len(text) - 12), len(text) + 1):
        found = _ONLY_LIGHT.match(text, start)
        if found is not None and found.end() == len(text):
            return start
    return len(text)


def _names_after(after: str, count: int) -> tuple[list[str], str, str]:
    """150元、300元、500元的初级、中级、高级职业津贴."""
    parts = [part for part in _SPLIT.split(after.removeprefix("的")) if part]
    return (parts, "", "") if len(parts) == count else ([], "", "")


def _heading(reading: Reading, first: Placed, count: int) -> tuple[list[str], str]:
    """A row of numbers under a row of names."""
    row = reading.sentences[first.sentence]
    if first.sentence == 0 or reading.bare[row.start : first.start].strip("| "):
        return [], ""
    above = reading.sentences[first.sentence - 1]
    names = [name for name in reading.bare[above.start : above.end].split("|") if name]
    return (names, "") if len(names) == count and above.end + 1 >= row.start else ([], "")
