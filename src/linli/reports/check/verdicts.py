"""Comparing a named figure with our value, and the wording it should have."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from linli.common import approximation
from linli.reports.check.result import Figure, Reason, Value, Verdict
from linli.reports.check.scope import Bearing

if TYPE_CHECKING:
    from linli.reports.check.figures import Found
    from linli.reports.check.matcher import Match

_MONEY = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
_TWO_OF = re.compile(r"^二(?![点十百])")  # two of something is 两: 两个, 两万户, 连续两年


def judge(text: str, found: Found, match: Match | None, bearing: Bearing, ours: Value | None) -> Figure:
    """The figure with its verdict. Unknown is the normal answer: only what is asked about and recorded is judged."""

    def figure(verdict: Verdict, reason: Reason | None = None, wording: str = "") -> Figure:
        return Figure(
            text=text[found.start : found.end],
            start=found.start,
            end=found.end,
            unit=found.unit,
            printed=found.printed,
            stated=found.stated,
            verdict=verdict,
            indicator=match.indicator if match is not None else None,
            noun=match.noun if match is not None else "",
            ours=ours if reason is None else None,
            wording=wording,
            reason=reason,
        )

    if match is None:
        return figure(Verdict.UNKNOWN, Reason.NO_INDICATOR)
    if not _comparable(match, bearing):
        return figure(Verdict.UNKNOWN, Reason.ELSEWHERE)
    if ours is None:
        return figure(Verdict.UNKNOWN, Reason.NO_VALUE)
    value = ours.value * factor_between(match.indicator.unit, found.unit)
    if found.stated.contains(value):
        return figure(Verdict.HOLDS)
    return figure(Verdict.FAILS, wording=in_manner(value, found))


def _comparable(match: Match, bearing: Bearing) -> bool:
    indicator = match.indicator
    if bearing is Bearing.NARROWER:
        return indicator.phrases.event or indicator.kind == "rule"
    if bearing is Bearing.SINCE:
        return indicator.kind in ("stock", "rule")
    return bearing is Bearing.ASKED


def factor_between(ours: str, printed: str) -> Fraction:
    """From the indicator's unit to the printed one: 6.63 万元/年 are 66300 元."""
    mine, theirs = ours.split("/")[0], printed.split("/")[0]
    if mine in _MONEY and theirs in _MONEY:
        return Fraction(_MONEY[mine], _MONEY[theirs])
    return Fraction(1)


def in_manner(value: Fraction, found: Found) -> str:
    """Our value in the manner of the text. Money is written on its bare 元, the form carries 万 itself."""
    unit = found.unit.split("/")[0]
    bare = value * _MONEY[unit] if unit in ("万元", "亿元") else value
    text = approximation.write(bare, found.printed)
    text = _TWO_OF.sub("两", text)
    return found.printed.prefix + text if found.run else text
