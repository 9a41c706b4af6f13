"""A second look at figures whose neighbours name nothing: do the words of clause and sentence together say it?

党员志愿服务中，由支部带头的有4217次: noun, deed and figure stand apart. A declaration's `told` lists groups of words;
each group must be told in the figure's own clause or earlier in its sentence, the figure must have no other owner (an
unknown noun right beside it), and no other deed may stand nearer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from linli.reports.check import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from linli.reports.check.patterns import Pattern
    from linli.reports.check.settings import Setting

_SIDE, _RIGHT = 60, 24
_IDLE = "|".join(sorted(map(re.escape, (*vocabulary.LIGHT, *vocabulary.SCENE)), key=len, reverse=True))
_IDLE_END = re.compile(rf"(?:{_IDLE}|{vocabulary.TIMES})*+$")
_IDLE_START = re.compile(rf"(?:{_IDLE})*+")
_FREE = re.compile(rf"(?:{'|'.join(map(re.escape, vocabulary.HEADS))})")
_OF = re.compile(r"[^，。；、]{1,16}的")


@dataclass(frozen=True)
class Weighed:
    """How well a declaration is told around a figure."""

    pattern: Pattern
    noun: str
    weight: float


def best(
    patterns: Iterable[Pattern], setting: Setting, excluded: Callable[[Pattern], bool]
) -> Weighed | None:
    """The declaration told best; None when there is none or two are told alike."""
    window = setting.topic + setting.territory + setting.ahead
    spoken = (pattern for pattern in patterns if any(core in window for core in pattern.told_cores))
    told = ((pattern, _weigh(pattern, setting)) for pattern in spoken)
    found = [weighed for pattern, weighed in told if weighed is not None and not excluded(pattern)]
    if not found:
        return None
    top = max(found, key=lambda each: each.weight)
    rivals = {each.pattern.indicator.code for each in found if top.weight - each.weight < 0.5}
    return top if len(rivals) == 1 else None


def _weigh(pattern: Pattern, setting: Setting) -> Weighed | None:
    if not pattern.told or not _about(pattern, setting):
        return None
    right = "" if setting.shared else setting.right[:_RIGHT]
    own = f"{setting.left[-_SIDE:]}□{setting.printed}□{right}"
    weight, near, noun = 0.0, 0, ""
    for group in pattern.told:
        here = [m for m in group.finditer(own) if _whole(pattern, own, m)]
        if here:
            near += 1
            weight += 10 + min(len(max((m.group() for m in here), key=len)), 6)
            noun = noun or here[-1].group()
            continue
        told = [m for m in group.finditer(setting.topic) if _whole(pattern, setting.topic, m)]
        if told:
            weight += 5 - (len(setting.topic) - told[-1].end()) / 50
            noun = noun or told[-1].group()
        elif group.search(setting.ahead):
            weight += 4
        else:
            return None
    if not _owned(pattern, setting, right, near) or _overtaken(pattern, setting):
        return None
    return Weighed(pattern, noun, weight)


def _about(pattern: Pattern, setting: Setting) -> bool:
    near = setting.topic + setting.territory
    if pattern.phrases.part_of and setting.carried.count("其中") == 0 and "群英" not in near:
        return False
    return pattern.about is None or pattern.about.search(setting.passage) is not None


def _whole(pattern: Pattern, text: str, found: re.Match[str]) -> bool:
    """女邻长 and 邻长家属 are not 邻长."""
    return not pattern.subset(text[max(0, found.start() - 6) : found.start()]) and not _goes_on(
        text[found.end() : found.end() + 4], pattern
    )


def _goes_on(after: str, pattern: Pattern) -> bool:
    found = re.match(vocabulary.OWNED_BY, after)
    return found is not None and pattern.plain_name


def _owned(pattern: Pattern, setting: Setting, right: str, near: int) -> bool:
    """Nothing unknown stands between the figure and what is told of it."""
    words = _words(pattern.told)
    last = 0
    for found in words.finditer(setting.left):
        last = found.end()
    rest = setting.left[last:][-len(setting.own) :] if setting.own else ""
    if _IDLE_END.match(rest) is None:
        return False
    gap = setting.gap
    if near == 0 and not vocabulary.reached(setting.own) and not all(g.search(gap) for g in pattern.told):
        return False
    rest = right[_idle(right) :]
    if not rest or (setting.shared and last):
        return True
    if words.match(rest) or _FREE.match(rest):
        return True
    head = words.search(rest[:10])
    if head is not None and not re.search("[个名人]$", rest[: head.start()]):
        return True
    of = _OF.match(rest)
    return of is not None and words.match(rest, of.end()) is not None


def _idle(right: str) -> int:
    found = _IDLE_START.match(right)
    return found.end() if found is not None else 0


@lru_cache(maxsize=256)
def _words(told: tuple[re.Pattern[str], ...]) -> re.Pattern[str]:
    return re.compile("|".join(group.pattern for group in told))


def _overtaken(pattern: Pattern, setting: Setting) -> bool:
    """Another deed (摸排, 新增) stands nearer to the figure than the declared one."""
    deed = -1
    for found in pattern.told[-1].finditer(setting.left):
        deed = found.end()
    rival = -1
    for found in pattern.rivals.finditer(setting.left):
        rival = found.end()
    return rival > deed
