"""Which indicator a figure states: by noun and verb beside it. Values play no part here; no match is the normal outcome."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from linli.reports.check import chains, settings, topics, vocabulary
from linli.reports.check.figures import Found
from linli.reports.check.patterns import Named, Pattern, compiled
from linli.reports.check.settings import Placed, Setting
from linli.reports.check.text import Reading

_GENERIC_MEASURES = frozenset("个名位人支项次家条处种批块场")


@dataclass(frozen=True)
class Match:
    """A figure's indicator, the noun it was recognised by, how much wording agreed, and how far into `right` it reached."""

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
        candidates = [p for p in patterns if any(core in setting.passage for core in p.cores)]
        if place.sentence in strangers:
            candidates = []
        answer = None
        if i in lists:
            answer = _best(_direct(p, s) for p in candidates for s in lists[i].settings(setting) if p.suits(s.measure))
        if answer is None:
            measured = [p for p in candidates if p.suits(setting.measure)]
            answer = _best(_direct(p, setting) for p in measured) or _elliptic(measured, candidates, setting)
        answers.append(answer)
        taken = answer.reached if answer is not None and setting.shared and place.clause == _next(places, i) else 0
    return answers


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
    """The figure's own neighbours name the indicator."""
    if _excluded(pattern, setting):
        return None
    left = pattern.before.search(setting.left)
    if left is not None and pattern.subset(setting.left[: left.start()]):
        left = None
    if setting.shared and left is not None:
        right = None
    else:
        right = pattern.after.match(setting.right) if not _an_idiom(setting) else None
    if right is not None:
        noun, reached = right["noun"] or right.group(), right.end()
        if _agrees(pattern, setting, noun, setting.left, on_right=True, beyond=setting.right[reached:]):
            return Match(pattern.indicator, noun, _score(pattern, setting, noun) + 1, reached)
    if left is None:
        return None
    # The noun's own characters are no verb: 培训班 does not train.
    deeds = f"{setting.left[: left.start()]}|{left['tail']}"
    if _agrees(pattern, setting, left["noun"], deeds, on_right=False, beyond=setting.right):
        return Match(pattern.indicator, left["noun"], _score(pattern, setting, left["noun"]))
    return None


def _an_idiom(setting: Setting) -> bool:
    """一支高素质的队伍 is a manner of speaking, not a count of one."""
    return setting.weak_one and setting.measure in _GENERIC_MEASURES


def _excluded(pattern: Pattern, setting: Setting) -> bool:
    """Signs, whatever the noun, that the figure is a target, a mean, a difference or a share."""
    if pattern.never is not None and pattern.never.search(setting.territory + setting.follow):
        return True
    left = setting.left
    if pattern.indicator.kind not in ("rate", "rule") and vocabulary.average(left):
        return True
    return (
        vocabulary.share_of(left)
        or vocabulary.compared(left)
        or vocabulary.starting_point(left)
        or vocabulary.denied(left)
        or (pattern.indicator.kind == "flow" and vocabulary.new_level(left))
        or vocabulary.planned(setting.sentence, setting.right)
    )


def _agrees(pattern: Pattern, setting: Setting, noun: str, deeds: str, *, on_right: bool, beyond: str) -> bool:
    """Verb, marks and topic of the declaration are there, and no other deed stands nearer."""
    if not _verb_fits(pattern, setting, noun, deeds, on_right=on_right, beyond=beyond):
        return False
    near = setting.territory + setting.follow
    if not all(mark.search(near) for mark in pattern.marks):
        return False
    # A part of a total is one only where its own sentence speaks of that total.
    topic = setting.sentence + setting.right if pattern.phrases.part_of else setting.passage
    return pattern.about is None or pattern.about.search(topic) is not None


def _verb_fits(
    pattern: Pattern, setting: Setting, noun: str, left: str, *, on_right: bool, beyond: str
) -> bool:
    own, other = _last(pattern.verbs, left), _last(pattern.rivals, left)
    if other > own:
        return False
    if own >= 0:
        return True
    if on_right or not setting.shared:
        ahead = beyond + setting.follow
        mine, rival = _first(pattern.verbs, ahead), _first(pattern.rivals, ahead)
        if mine <= rival and mine < len(ahead):
            return True
        if rival < 4 and rival < len(ahead):
            return False
    if pattern.verbs is not None and pattern.verbs.search(noun):
        return True
    if not pattern.phrases.verb_needed:
        return True
    carried = setting.carried
    return _last(pattern.verbs, carried) > _last(pattern.rivals, carried)


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
    return 4 * len(noun) + 4 * marks + (2 if verb else 0) + (2 if pattern.phrases.part_of else 0)


def _elliptic(measured: Sequence[Pattern], patterns: Sequence[Pattern], setting: Setting) -> Match | None:
    """原有牌子38块，清理26块: the noun was said before; the figure's own words are only verb or attribute."""
    noun = _antecedent(patterns, setting.carried)
    if not noun:
        return None
    matches = []
    for pattern in measured:
        own = setting.left + setting.right
        said = any(mark.search(own) for mark in pattern.marks) or vocabulary.reached(setting.left)
        done = pattern.verbs is not None and pattern.verbs.search(own) is not None
        if not (said or done):
            continue
        for left in (noun + setting.left, setting.left + noun):
            matches.append(_direct(pattern, setting.with_left(left)))
    return _best(matches)


def _antecedent(patterns: Sequence[Pattern], before: str) -> str:
    """The last thing of ours that the sentence spoke of."""
    best, at = "", -1
    for pattern in patterns:
        for core in pattern.cores:
            found = before.rfind(core)
            if found >= 0 and (found + len(core), len(core)) > (at, len(best)):
                best, at = core, found + len(core)
    return best
