"""What an indicator is called in running Chinese text. Data only: the reading of a text lives in `reports.check`.

Each system declares its indicators' `Phrases` in its own `phrases.py`. They are written for a person to read and mend:
plain words, and three signs borrowed from patterns — `(a|b)` for one of several, `x?` for perhaps, and `…` for up to
a dozen characters inside one clause. Quotation marks and bracketed variants of a text are taken out before matching:
“六有”驿站 is read as 六有驿站, 居（村）民代表 as 居民代表, 社区（村）工作者 as 社区工作者.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """How texts name one indicator. A figure is identified by noun and verb; its value plays no part.

    nouns:      what is counted; must stand right beside the figure: 邻长12043名, 12043名邻长.
    before:     whole expressions that stand only before the figure: 参会人数812人.
    after:      whole expressions that stand only after it: 292名…考取社会工作师.
    verbs:      what was done to it in this figure; may stand between noun and figure: 挂牌清理26块.
    verb_needed: the noun alone does not say enough: 38块牌子 are not yet 清理.
    told:       groups of words that together name it where noun and figure stand apart: one of each group must be
                told in the figure's clause or before it in its sentence; the last group is what was done.
    marks:      groups of words; of each group one must stand in the figure's own clause: 省市 in 省市减负清单.
    about:      one of these must stand in the same passage, where the wording alone is too general.
    never:      words which, standing in the figure's clause, make it something else: 候选 beside 最美邻长.
    modifiers:  words that may stand between measure word and noun without changing what is counted: 区级, 专职.
    measures:   measure words that may stand for one another; a figure without measure word passes if it is a count.
    part_of:    code of the total this is a part of; the figure must stand in a passage that speaks of that total.
    event:      counts one occasion, so a month or day beside it does not make it another period's figure.
    parts:      codes whose sum this is; ratio: codes of numerator and denominator. For contradictions in a text.
    """

    nouns: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    verb_needed: bool = False
    told: tuple[tuple[str, ...], ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()
    about: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    measures: tuple[str, ...]
    part_of: str = ""
    event: bool = False
    parts: tuple[str, ...] = ()
    ratio: tuple[str, str] | None = None


def words(text: str) -> tuple[str, ...]:
    """A list of words, written with spaces between: easier to read and mend than one literal a line."""
    return tuple(text.split())
