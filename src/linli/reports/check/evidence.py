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

_SIDE, _RIGHT, _TOPIC = 60, 24, 12
_EXPLAINED = re.compile(r"这(?:个数)?(?:就)?是|指的是|说的是|即")
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
    if not right and _EXPLAINED.match(setting.ahead):
        right = setting.ahead
    own = f"{setting.left[-_SIDE:]}□{setting.printed}□{right}"
    weight, near, noun = 0.0, 0, ""
    for group in pattern.told:
        here = list(group.finditer(own))
        if here and not (group is pattern.told[0] and _another(pattern, own, here)):
            near += 1
            weight += 10 + min(max(len(m.group()) for m in here), 6)
            noun = noun or here[-1].group()
        elif here or (told := _told_apart(pattern, setting, group)) is None:
            return None
        else:
            weight += told[0]
            near += told[0] == 0
            noun = noun or told[1]
    if not _owned(pattern, setting, right, near) or _overtaken(pattern, setting):
        return None
    return Weighed(pattern, noun, weight)


def _another(pattern: Pattern, own: str, here: list[re.Match[str]]) -> bool:
    """The noun nearest to the figure is only a part or an attribute: 婚姻家庭纠纷."""
    at = own.index("□")
    return not _whole(pattern, own, min(here, key=lambda m: max(m.start() - at, at - m.end())))


def _told_apart(pattern: Pattern, setting: Setting, group: re.Pattern[str]) -> tuple[float, str] | None:
    """(weight, word) of a group told outside the figure's own words."""
    told = [m for m in group.finditer(setting.topic) if _whole(pattern, setting.topic, m)]
    if told:
        return 5 - (len(setting.topic) - told[-1].end()) / 50, told[-1].group()
    if group.search(setting.ahead):
        return 4, ""
    return (0, "") if group is pattern.told[-1] and _topical(pattern, setting) else None


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
    if near == 0 and not _carried(pattern, setting):
        return False
    rest = right[_idle(right) :]
    if not rest or (setting.shared and last):
        return True
    if words.match(right) or words.match(rest) or _FREE.match(rest):
        return True
    head = words.search(right[:10])
    if head is not None and not (
        re.search("[个名人]$", right[: head.start()]) or vocabulary.own_people(right[: head.start()])
    ):
        return True
    of = _OF.match(rest)
    return of is not None and words.match(rest, of.end()) is not None


def _carried(pattern: Pattern, setting: Setting) -> bool:
    """The figure's own words say only 一共有, 涨到, 全区累计: all else was said just before."""
    if vocabulary.reached(setting.own) or all(group.search(setting.gap) for group in pattern.told):
        return True
    return "全区" in setting.own and all(group.search(setting.carried) for group in pattern.told)


def _topical(pattern: Pattern, setting: Setting) -> bool:
    """邻长就更多了，有一万二千多个: a name that needs no deed heads the clause before."""
    if pattern.phrases.verb_needed or len(pattern.told) != 2 or not setting.own:
        return False
    clause = setting.gap.rstrip("，,:：").rpartition("，")[2].rpartition(",")[2]
    return len(clause) < _TOPIC and pattern.told[0].match(clause, _idle(clause)) is not None


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
