"""Which indicator a figure states: by noun and verb beside it.

Values play no part here; no match is the normal outcome.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from linli.reports.check import chains, evidence, moments, settings, topics, vocabulary
from linli.reports.check.patterns import Named, Pattern, compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from linli.reports.check.figures import Found
    from linli.reports.check.settings import Placed, Setting
    from linli.reports.check.text import Reading

_NUMBER = re.compile(r"\d|[二三四五六七八九十百千万]+余?[名个人件起次]")
# A noun behind a relative clause yields to any noun right beside the figure.
_FAR = 40
_SUM = re.compile(r"\|*(?:合计|总计|共计|总数|总共|小计|一共|共)[为是:|]*")
_HONOURED = re.compile("评为|获评|入选|跻身|荣获|命名|授予|上榜")
_GENERIC_MEASURES = frozenset("个名位人支项次家条处种批块场")


@dataclass(frozen=True)
class Match:
    """A figure's indicator and the noun it was recognised by.

    score: how much wording agreed; reached: how far into the text after the figure the noun goes.
    """

    indicator: Named
    noun: str
    score: int
    reached: int = 0


def match(reading: Reading, figures: list[Found], indicators: Sequence[Named]) -> list[Match | None]:
    """One answer per figure, in order."""
    patterns = compiled(indicators)
    places = settings.placed(reading, figures)
    strangers = topics.strangers(reading)
    lists = chains.pair(reading, places)
    answers: list[Match | None] = []
    taken = 0
    for i, place in enumerate(places):
        setting = settings.around(reading, places, i)
        if taken:
            setting = setting.with_left(setting.left[taken:])
        left = vocabulary.without_origin(setting.left, setting.right)
        setting = setting if left == setting.left else setting.with_left(left)
        ours = () if place.sentence in strangers else patterns
        paired = lists[i].settings(setting) if i in lists else []
        spoken = setting.passage + "".join(own.left for own in paired)
        candidates = [p for p in ours if any(core in spoken for core in p.cores)]
        answer = None
        for own in paired:
            answer = answer or _best(_direct(p, own) for p in candidates if p.suits(own.measure))
        for own in paired:
            answer = answer or _told([p for p in ours if p.suits(own.measure)], own)
        if answer is None:
            measured = [p for p in candidates if p.suits(setting.measure)]
            answer = _best(_direct(p, setting) for p in measured) or _elliptic(measured, setting)
            answer = answer or _answered(measured, setting)
            answer = answer or _told([p for p in ours if p.suits(setting.measure)], setting)
            answer = answer or _sum_of_list(ours, answers, setting) or _old_value(places, answers, setting)
        answers.append(answer)
        taken = (
            answer.reached
            if answer is not None and setting.shared and place.clause == _next(places, i)
            else 0
        )
    return answers


def _told_excluded(setting: Setting) -> Callable[[Pattern], bool]:
    near = setting.territory + setting.follow
    return lambda pattern: _excluded(pattern, setting) or _never(pattern, near)


def _answered(patterns: Sequence[Pattern], setting: Setting) -> Match | None:
    """有多少名邻长？12043名: the question's words stand for the figure's own."""
    if setting.asked is None:
        return None
    left, right = setting.asked
    asked = replace(setting.with_left(left + setting.own), right=right or setting.right, shared=False)
    return _best(_direct(p, asked) for p in patterns)


def _told(patterns: Sequence[Pattern], setting: Setting) -> Match | None:
    """Noun and deed stand apart, but are both told of the figure and of nothing else."""
    if setting.weak_one and setting.measure in _GENERIC_MEASURES:
        return None
    weighed = evidence.best(patterns, setting, _told_excluded(setting))
    return Match(weighed.pattern.indicator, weighed.noun, 0) if weighed is not None else None


def _sum_of_list(
    patterns: Sequence[Pattern], answers: Sequence[Match | None], setting: Setting
) -> Match | None:
    """片长|650 组长|2177 邻长|12043 合计|14870: the total of exactly its declared parts, just listed."""
    if not _SUM.fullmatch(setting.own or setting.left):
        return None
    for pattern in patterns:
        parts = pattern.phrases.parts
        listed = [m.indicator.code for m in answers[-len(parts) :] if m is not None] if parts else []
        if listed and sorted(listed) == sorted(parts) and pattern.suits(setting.measure):
            return Match(pattern.indicator, pattern.indicator.name, 0)
    return None


def _old_value(places: list[Placed], answers: Sequence[Match | None], setting: Setting) -> Match | None:
    """咨询2043人次，比去年的1680人次…: last year's value of what was just told, in the same measure."""
    i = len(answers)
    if not (i and answers[-1] is not None and moments.OLD_VALUE.fullmatch(setting.own)):
        return None
    here, before = places[i], places[i - 1]
    if here.sentence != before.sentence or here.found.unit != before.found.unit:
        return None
    return replace(answers[-1], reached=0)


def _next(places: list[Placed], i: int) -> int:
    return places[i + 1].clause if i + 1 < len(places) else -1


def _best(matches: Iterable[Match | None]) -> Match | None:
    found = [m for m in matches if m is not None]
    if not found:
        return None
    top = max(found, key=lambda m: m.score)
    rivals = {m.indicator.code for m in found if m.score == top.score}
    return top if len(rivals) == 1 else None


def _direct(pattern: Pattern, setting: Setting) -> Match | None:
    """The figure's own neighbours name the indicator: what follows it first, then what stands before."""
    if _excluded(pattern, setting):
        return None
    left = pattern.before.search(setting.left)
    if left is not None and pattern.subset(setting.left[: left.start()]):
        left = None
    if not (setting.shared and left is not None) and (answer := _on_right(pattern, setting)) is not None:
        return answer
    if (
        left is None
        or (setting.weak_one and setting.right)
        or (setting.own != setting.left and vocabulary.own_people(setting.right))
        or _never(pattern, setting.territory + setting.follow)
    ):
        return None
    noun = left["noun"] or left.group()
    # The noun's own characters are no verb: 培训班 does not train.
    deeds = _Deeds(setting.left[: left.start()], left["tail"], setting.right, whole=left["noun"] is None)
    if _agrees(pattern, setting, noun, deeds):
        return Match(pattern.indicator, noun, _score(pattern, setting, noun))
    return None


def _on_right(pattern: Pattern, setting: Setting) -> Match | None:
    """312名邻长; 300名居民当上了邻长; 砍掉36项不该由社区开具的证明."""
    if setting.weak_one and setting.measure in _GENERIC_MEASURES and not _HONOURED.search(setting.right):
        return None  # 一支高素质的队伍 is a manner of speaking, not a count of one
    if _never(pattern, setting.own + setting.printed + setting.right + setting.follow):
        return None
    found, distance = pattern.after.match(setting.right), 0
    if found is None and (_ends_in_verb(pattern, setting.left) or pattern.plain_name):
        found = pattern.framed.match(setting.right)
        if found is not None and pattern.plain_name and _chosen_few(found.group()):
            found = None
        distance = _FAR
    if found is None:
        return None
    groups = found.groupdict()
    noun = groups["noun"] or found.group()
    deeds = _Deeds(setting.own, "", setting.right[found.end() :], whole=groups["noun"] is None)
    if not _agrees(pattern, setting, noun, deeds):
        return None
    return Match(pattern.indicator, noun, _score(pattern, setting, noun) + 1 - distance, found.end())


def _never(pattern: Pattern, words: str) -> bool:
    return pattern.never is not None and pattern.never.search(words) is not None


def _chosen_few(attribute: str) -> bool:
    """参加培训的邻长 are some of them; 热心公益的邻长 may be all."""
    return re.search("参加|参与|获|被|当选|新|受|来自|其中|部分|患|因|不|未", attribute) is not None


def _ends_in_verb(pattern: Pattern, left: str) -> bool:
    """清理了 right before the figure: what follows is the verb's object, with whatever attribute."""
    return (
        pattern.verbs is not None
        and re.search(f"(?:{pattern.verbs.pattern})(?:了|出|过|近|约)?$", left) is not None
    )


def _excluded(pattern: Pattern, setting: Setting) -> bool:
    """Signs, whatever the noun, that the figure is a target, a mean, a difference or a share."""
    left = setting.left
    if pattern.indicator.kind not in ("rate", "rule") and vocabulary.average(left):
        return True
    return (
        vocabulary.share_of(left)
        or vocabulary.compared(left)
        or vocabulary.starting_point(left, setting.right)
        or vocabulary.denied(left)
        or vocabulary.one_persons(left)
        or (pattern.indicator.kind == "flow" and vocabulary.new_level(left))
        or (pattern.indicator.kind == "flow" and vocabulary.changes_to(setting.right))
        or vocabulary.planned(setting.sentence, setting.right)
    )


@dataclass(frozen=True)
class _Deeds:
    """Where verbs can stand: before the noun, between noun and figure, after the figure (and its noun).

    whole: a whole expression was recognised, which says its own verb.
    """

    before: str
    between: str
    beyond: str
    whole: bool


def _agrees(pattern: Pattern, setting: Setting, noun: str, deeds: _Deeds) -> bool:
    """Verb, marks and topic of the declaration are there, and no other deed stands nearer."""
    if not _verb_fits(pattern, setting, noun, deeds):
        return False
    near = setting.territory + setting.follow
    if not all(mark.search(near) for mark in pattern.marks):
        return False
    # A part of a total is one only where its own sentence speaks of that total.
    topic = setting.sentence + setting.right if pattern.phrases.part_of else setting.passage
    return pattern.about is None or pattern.about.search(topic) is not None


def _verb_fits(pattern: Pattern, setting: Setting, noun: str, deeds: _Deeds) -> bool:
    own_noun = deeds.whole or (pattern.verbs is not None and pattern.verbs.search(noun) is not None)
    spoken = deeds.before if not own_noun else ""
    left = f"{spoken}|{deeds.between}"
    own, other = _last(pattern.verbs, left), _last(pattern.rivals, left)
    if other > own:
        return False
    if own >= 0 or own_noun:
        return True
    if not setting.shared or not deeds.between:
        ahead = deeds.beyond + setting.follow
        mine, rival = _first(pattern.verbs, ahead), _first(pattern.rivals, ahead)
        if mine <= rival and mine < len(ahead):
            return True
        if rival < 4 and rival < len(ahead):
            return False
    if not pattern.phrases.verb_needed:
        return True
    return _last(pattern.verbs, setting.carried) > _last(pattern.rivals, setting.carried)


def _last(pattern: re.Pattern[str] | None, text: str) -> int:
    """End of the last occurrence, −1 for none."""
    end = -1
    if pattern is not None and text:
        for found in pattern.finditer(text):
            end = found.end()
    return end


def _first(pattern: re.Pattern[str] | None, text: str) -> int:
    found = pattern.search(text) if pattern is not None else None
    return found.start() if found is not None else len(text)


def _score(pattern: Pattern, setting: Setting, noun: str) -> int:
    """More agreeing wording wins: 最美邻长 over 邻长."""
    marks = sum(len(found.group()) for mark in pattern.marks if (found := mark.search(setting.territory)))
    verb = pattern.verbs.search(setting.left) if pattern.verbs is not None else None
    # A phrase with gaps reaches far; its length says less than a noun's.
    return 4 * (min(len(noun), 6)) + 4 * marks + (2 if verb else 0) + (2 if pattern.phrases.part_of else 0)


def _elliptic(patterns: Sequence[Pattern], setting: Setting) -> Match | None:
    """原有牌子38块，清理26块: the noun was said before; the figure's own words are only verb or attribute.

    Of the indicators that could be meant, the one whose noun was said last.
    """
    if vocabulary.own_people(setting.right):
        return None
    nearest: list[Match] = []
    at = -1
    for pattern in patterns:
        if _excluded(pattern, setting) or not _says_something(pattern, setting):
            continue
        said = _last_mention(pattern, setting.carried)
        if said is None or said.end() < at:
            continue
        lefts = [said.group() + setting.left]
        if pattern.attributive.fullmatch(setting.left):
            lefts.append(setting.left + said.group())
        answer = _best(_direct(pattern, setting.with_left(left)) for left in lefts)
        if answer is not None:
            nearest = [answer] if said.end() > at else [*nearest, answer]
            at = said.end()
    return _best(nearest)


def _says_something(pattern: Pattern, setting: Setting) -> bool:
    """Verb, attribute, a new level, or a sum of what the sentence began with."""
    own = setting.left + setting.right
    return (
        any(mark.search(own) for mark in pattern.marks)
        or (pattern.verbs is not None and pattern.verbs.search(own) is not None)
        or vocabulary.reached(setting.left)
        or (vocabulary.total(setting.left) and not _NUMBER.search(setting.carried))
    )


def _last_mention(pattern: Pattern, before: str) -> re.Match[str] | None:
    mentions = list(pattern.mention.finditer(before))
    return mentions[-1] if mentions else None
