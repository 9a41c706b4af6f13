"""An indicator's declared phrases, compiled for matching beside a figure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from linli.reports.check import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linli.indicators.phrases import Phrases

_GAP = "[^，。；,;|]{0,12}?"
# 300名居民当上了邻长, 2家驿站获评百优驿站.
_BECOMES = (
    "(?:担任|成了|做了|当了|干上|当上|当选为?|成为|选为|聘为|出任|选聘为|推选为|评为|评选为|获评|荣获|荣膺|入选|跻身|"
    "获得?|获授|上榜)了?"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


class Named(Protocol):
    """What the check needs to know of an indicator."""

    @property
    def code(self) -> str:
        """`mediation.agreements`."""

    @property
    def name(self) -> str:
        """达成协议."""

    @property
    def unit(self) -> str:
        """The unit its value is in: 起, 万元/年, %."""

    @property
    def kind(self) -> str:
        """stock, flow, rate or rule."""

    @property
    def phrases(self) -> Phrases:
        """What texts call it."""


def _expand(phrase: str) -> str:
    return phrase.replace("…", _GAP)


def _either(words: Iterable[str]) -> str:
    """Longest first, so that 已达到 is not read as 已达."""
    return "|".join(sorted(map(_expand, words), key=len, reverse=True))


_SUBSET = re.compile(rf"(?:{_either(vocabulary.SUBSETS)})$")
_GOES_ON = _either(vocabulary.GOES_ON)


@dataclass(frozen=True)
class Pattern:
    """One indicator ready to be compared with the words around a figure."""

    indicator: Named
    before: re.Pattern[str]
    after: re.Pattern[str]
    framed: re.Pattern[str]
    mention: re.Pattern[str]
    attributive: re.Pattern[str]
    verbs: re.Pattern[str] | None
    rivals: re.Pattern[str]
    marks: tuple[re.Pattern[str], ...]
    about: re.Pattern[str] | None
    never: re.Pattern[str] | None
    told: tuple[re.Pattern[str], ...]
    cores: tuple[str, ...]
    told_cores: tuple[str, ...]

    @property
    def phrases(self) -> Phrases:
        """The declaration it was made from."""
        return self.indicator.phrases

    @property
    def plain_name(self) -> bool:
        """Whether the noun alone says what is counted."""
        phrases = self.phrases
        return not (phrases.verb_needed or phrases.part_of or phrases.about or phrases.marks)

    def subset(self, text_before_noun: str) -> bool:
        """Whether the noun's own attribute makes it a part of the whole (女邻长), unless declared harmless."""
        found = _SUBSET.search(text_before_noun)
        return found is not None and found.group() not in self.phrases.modifiers

    def suits(self, measure: str) -> bool:
        """Whether a measure word can count this; a missing one can, for counts."""
        if not measure:
            return not {"%", "元/月", "万元/年", "年"} & set(self.phrases.measures)
        return measure in self.phrases.measures


def compiled(indicators: Sequence[Named]) -> tuple[Pattern, ...]:
    """Patterns of the declared indicators, remembered per declaration."""
    return tuple(replace(_compile(each.code, each.phrases), indicator=each) for each in indicators)


@dataclass(frozen=True)
class _Bare:
    """Stands for the indicator while its phrases are compiled."""

    code: str
    phrases: Phrases
    name: str = ""
    unit: str = ""
    kind: str = ""


@lru_cache(maxsize=512)
def _compile(code: str, phrases: Phrases) -> Pattern:
    verbs = _either(phrases.verbs)
    tail = f"{_either((*map(re.escape, vocabulary.LIGHT), *phrases.verbs))}|{vocabulary.TIMES}"
    modifiers = _either((*phrases.modifiers, "的"))
    nouns = _either(phrases.nouns) or "(?!)"
    whole_before = f"(?P<phrase>{_either(phrases.before)})|" if phrases.before else ""
    whole_after = f"|(?P<phrase>{_either(phrases.after)})" if phrases.after else ""
    rivals = _either(word for word in vocabulary.RIVALS if word not in phrases.verbs)
    marks = "".join(f"|{_either(group)}" for group in phrases.marks)
    lead_in = f"(?:{modifiers}){{0,6}}?"
    return Pattern(
        indicator=_Bare(code, phrases),
        before=re.compile(
            f"(?:{whole_before}(?P<noun>{nouns}))(?P<tail>(?:{tail}){{0,10}}(?:{vocabulary.GROWN})?)$"
        ),
        after=re.compile(
            f"{lead_in}(?:(?P<noun>{nouns})(?!{_GOES_ON}){whole_after}|(?P<role>{_GAP}{_BECOMES}{lead_in}(?:{nouns})))"
        ),
        framed=re.compile(f"[^，。；、;|]{{1,14}}?的{lead_in}(?P<noun>{nouns})(?!{_GOES_ON})"),
        mention=re.compile(nouns),
        attributive=re.compile(f"(?:{tail}|{modifiers}{marks})*+"),
        verbs=re.compile(verbs) if verbs else None,
        rivals=re.compile(rivals),
        marks=tuple(re.compile(_either(group)) for group in phrases.marks),
        about=re.compile(_either(phrases.about)) if phrases.about else None,
        never=re.compile(_either(phrases.never)) if phrases.never else None,
        told=tuple(re.compile(_either(group)) for group in phrases.told),
        cores=_cores((*phrases.nouns, *phrases.before, *phrases.after)),
        told_cores=_cores(phrases.told[0]) if phrases.told else (),
    )


def _cores(phrases: Iterable[str]) -> tuple[str, ...]:
    """Words of which one stands in every text that names the indicator: the obligatory Chinese parts of its phrases."""
    cores: set[str] = set()
    for phrase in phrases:
        bare = re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)\??|.\?", "…", phrase)
        pieces = _CHINESE.findall(bare)
        cores |= {max(pieces, key=len)} if pieces else set(_CHINESE.findall(phrase))
    return tuple(sorted(cores, key=len))
