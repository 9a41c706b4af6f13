"""Contradictions a text carries within itself, seen without any data: sums, quotients, one fact told twice."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from linli.common.approximation import Interval
from linli.reports.check.result import Contradiction, Figure
from linli.reports.check.scope import Bearing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linli.reports.check.text import Reading

_MOST = 40
_REST = re.compile(r"[、，和及]*(?:其他|其它|其余|剩余)[^、，。]{0,4}")
_RATE = re.compile(
    r"(?P<deed>成功|达成|整改|办结|完成|化解|调解|履行|解决|处置)(?:率|比率|比例)[^，。\d]{0,6}$"
)
_OF_WHICH = re.compile(r"^其中|其中$|其中[^，。]{0,16}$")


def find(
    reading: Reading, figures: Sequence[Figure], bearings: Sequence[Bearing]
) -> tuple[Contradiction, ...]:
    """All contradictions, in the order of their first figure."""
    found = [*_twice(figures, bearings)]
    for group in _by_sentence(reading, figures):
        found += _sums(reading, figures, group)
        found += _rates(reading, figures, group)
    return tuple(sorted(found, key=lambda c: c.figures[0]))


def _by_sentence(reading: Reading, figures: Sequence[Figure]) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for i, figure in enumerate(figures):
        groups.setdefault(reading.sentence_index(reading.bare_at(figure.start)), []).append(i)
    # A sentence of more figures is a table written as a line; its cells state no sums.
    return [group for group in groups.values() if len(group) <= _MOST]


def _name(figure: Figure) -> str:
    return figure.indicator.name if figure.indicator is not None else figure.noun


def _twice(figures: Sequence[Figure], bearings: Sequence[Bearing]) -> list[Contradiction]:
    """One fact at two precisions is one fact; two that no value satisfies contradict."""
    first: dict[tuple[str, str], int] = {}
    found = []
    for i, figure in enumerate(figures):
        if figure.indicator is None or bearings[i] is not Bearing.ASKED:
            continue
        key = (figure.indicator.code, figure.unit if "元" in figure.unit else "")
        earlier = first.setdefault(key, i)
        if earlier != i and not figures[earlier].stated.meets(figure.stated):
            message = f"“{figure.indicator.name}”前后不一：前面是{figures[earlier].text}，这里是{figure.text}"
            found.append(Contradiction(message, (earlier, i)))
    return found


def _words(reading: Reading, figures: Sequence[Figure], i: int) -> str:
    """The text between the figure before (in the same text) and this one."""
    end = reading.bare_at(figures[i].start)
    start = reading.bare_at(figures[i - 1].end) if i else 0
    return reading.bare[max(start, end - 60) : end]


def _sums(reading: Reading, figures: Sequence[Figure], group: list[int]) -> list[Contradiction]:
    found = []
    for total in group:
        parts = _declared_parts(figures, group, total)
        complete = len(parts) >= 2 and _claims_all(reading, figures, total, parts)
        if not parts:
            parts, complete = _counted_parts(reading, figures, group, total)
        if not parts:
            continue
        stated = figures[total].stated
        whole = _sum([figures[i].stated for i in parts])
        too_big = [i for i in parts if not _can_be_part(figures[i].stated, stated)]
        if complete and not whole.meets(stated):
            added = " + ".join(figures[i].text for i in parts)
            message = f"各项相加与总数不符：{added} ≠ {figures[total].text}"
            found.append(Contradiction(message, tuple(sorted((total, *parts)))))
        elif too_big:
            i = too_big[0]
            message = f"部分大于总数：{_name(figures[i])}{figures[i].text} > {figures[total].text}"
            found.append(Contradiction(message, tuple(sorted((total, i)))))
    return found


def _declared_parts(figures: Sequence[Figure], group: list[int], total: int) -> list[int]:
    """Figures of the sentence whose indicators are declared parts of the total's."""
    indicator = figures[total].indicator
    if indicator is None or not indicator.phrases.parts:
        return []
    codes = set(indicator.phrases.parts)
    seen: dict[str, int] = {}
    for i in group:
        named = figures[i].indicator
        if named is not None and named.code in codes:
            seen.setdefault(named.code, i)
    return sorted(seen.values())


def _claims_all(reading: Reading, figures: Sequence[Figure], total: int, parts: list[int]) -> bool:
    """Whether a list says that it is the whole: all declared parts, a rest (其他), or words such as 由…组成."""
    indicator = figures[total].indicator
    if indicator is not None and len(parts) == len(indicator.phrases.parts):
        return True
    first, last = min(total, *parts), max(total, *parts)
    span = reading.bare[reading.bare_at(figures[first].start) : reading.bare_at(figures[last].end) + 6]
    return re.search(r"由.*(?:组成|构成)", span) is not None


def _counted_parts(
    reading: Reading, figures: Sequence[Figure], group: list[int], total: int
) -> tuple[list[int], bool]:
    """Of texts about anything: 共120个，其中甲50个、乙40个、其他30个; 甲50个、乙40个，合计90个."""
    unit = figures[total].unit
    if not unit or figures[total].printed.countable is False:
        return [], False
    after = [i for i in group if i > total]
    if after and _OF_WHICH.search(_words(reading, figures, after[0])):
        parts = _run(figures, after, unit)
        rest = any(_REST.fullmatch(_words(reading, figures, i)) for i in parts)
        return parts, rest and len(parts) > 1
    if after and re.search(r"^[^\d]{0,4}(?:[:：]|由)", _words(reading, figures, after[0])):
        parts = _run(figures, after, unit)
        tail = reading.bare[reading.bare_at(figures[parts[-1]].end) :][:6] if parts else ""
        claims = "由" not in _words(reading, figures, after[0]) or bool(
            re.match(r"[^，。]{0,4}(?:组成|构成)", tail)
        )
        return (parts, claims) if len(parts) > 1 else ([], False)
    before = [i for i in group if i < total]
    if len(before) > 1 and re.search(
        r"(?:合计|总计|共计|总共|一共)[^，。\d]{0,6}$", _words(reading, figures, total)
    ):
        parts = [i for i in before if figures[i].unit == unit]
        return (parts, True) if len(parts) == len(before) else ([], False)
    return [], False


def _run(figures: Sequence[Figure], indexes: list[int], unit: str) -> list[int]:
    """The unbroken run of figures with the same measure word."""
    result = []
    for i in indexes:
        if figures[i].unit != unit:
            break
        result.append(i)
    return result


def _sum(intervals: list[Interval]) -> Interval:
    lows = [i.low for i in intervals]
    highs = [i.high for i in intervals]
    low = None if any(v is None for v in lows) else sum((v for v in lows if v is not None), Fraction(0))
    high = None if any(v is None for v in highs) else sum((v for v in highs if v is not None), Fraction(0))
    return Interval(low, high)


def _can_be_part(part: Interval, whole: Interval) -> bool:
    return part.low is None or whole.high is None or part.low <= whole.high


def _rates(reading: Reading, figures: Sequence[Figure], group: list[int]) -> list[Contradiction]:
    """调解2396起，达成协议2284起，成功率97%: the quotient of the two counts is another number."""
    found = []
    for position, i in enumerate(group):
        figure = figures[i]
        if figure.unit != "%" or not _RATE.search(_words(reading, figures, i)):
            continue
        pair = _parts_of_rate(figures, group[:position], figure)
        if pair is None:
            continue
        part, whole = pair
        quotient = _quotient(figures[part].stated, figures[whole].stated)
        if quotient is not None and not quotient.meets(figure.stated):
            message = f"比率与两数之商不符：{figures[part].text} ÷ {figures[whole].text} ≠ {figure.text}"
            found.append(Contradiction(message, tuple(sorted((whole, part, i)))))
    return found


def _parts_of_rate(figures: Sequence[Figure], before: list[int], rate: Figure) -> tuple[int, int] | None:
    if rate.indicator is not None and rate.indicator.phrases.ratio is not None:
        codes = {figures[i].indicator.code: i for i in before if figures[i].indicator is not None}  # type: ignore[union-attr]
        numerator, denominator = rate.indicator.phrases.ratio
        if numerator in codes and denominator in codes:
            return codes[numerator], codes[denominator]
        return None
    counts = [i for i in before if figures[i].printed.countable and figures[i].unit]
    if len(counts) != 2 or figures[counts[0]].unit != figures[counts[1]].unit:
        return None
    whole, part = counts
    low, high = figures[part].stated.low, figures[whole].stated.high
    return (part, whole) if low is not None and high is not None and low <= high else None


def _quotient(part: Interval, whole: Interval) -> Interval | None:
    """Every rate two counts allow, in percent."""
    if part.low is None or part.high is None or not whole.low or not whole.high:
        return None
    return Interval(part.low * 100 / whole.high, part.high * 100 / whole.low)
