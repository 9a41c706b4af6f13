"""Expressions of time and how they relate to a period asked about."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date


class Period(Protocol):
    """Both days belong to it."""

    @property
    def start(self) -> date:
        """First day."""

    @property
    def end(self) -> date:
        """Last day."""


class Said(Enum):
    """What an expression of time says about the figures after it."""

    NOW = "now"  # 今年, 目前: the document's own time
    ASKED = "asked"
    NARROWER = "narrower"
    SINCE = "since"
    OTHER = "other"
    THEN = "then"  # 去年这个时候: a point to compare with, for one sentence


# 较2023年, 与去年相比: a comparison only mentions another time.
_MENTION = re.compile(r"(?:[较比同与和跟]|相比|相较于?|对比)$")
_EXPRESSION = re.compile(
    r"(?P<years>(?:19|20)\d\d年?(?:-|~|至|到)(?:19|20)?\d\d年)"
    r"|(?P<year>(?:19|20)\d\d)年(?:度)?(?:(?P<ym>\d{1,2})月(?:(?P<yd>\d{1,2})日)?)?(?P<ypart>上半年|"
    r"下半年|[一二三四]季度|前三季度)?(?P<since>以来|起|开始)?"
    r"|(?P<span>\d{1,2})月?(?:-|~|至|到)(?P<spanend>\d{1,2})月份?"
    r"|(?P<month>\d{1,2})月(?:份|底|末|初|[上中下]旬|(?P<day>\d{1,2})[日号])?(?P<msince>以来|起)?"
    r"|(?P<part>上半年|下半年|[一二三四]季度|第[一二三四]季度|前三季度|前[一二三四五六七八九]个月|上个?月|"
    r"本月|当月|上个?季度|本周|上周|当天|当日)"
    r"|(?P<then>(?:去年|上年|前年)的?(?:这个时候|此时|(?:年)?[底末初]|同期)|同期|年初(?!以来))"
    r"|(?P<other>去年|上年|前年|往年|上一年|明年|次年|历年|十三五|十二五)"
    r"|(?P<long>近[三五两十\d]+年来?|[三五两十]年来|过去[一二三五十两\d]+年)"
    r"|(?P<now>今年|目前|当前|现在|如今|本年度|年初以来|现已|截至目前|现有|(?<!年)(?<!年的)(?<!年度)全年)"
)
_AS_OF = re.compile(r"(?:截至|截止|截止到|到|至|截至到)$")
LOOKS_BACK = re.compile(r"[\u4e00-\u9fff]?[（(](?:去年|上年|(?!目前|今年))?(?:上年|去年)")
# 比去年的1680人次: the figure itself is of that year.
OLD_VALUE = re.compile(r"[较比](?:去年|上年|前年|(?:19|20)\d\d年)(?:同期)?的?$")
_CHANGE = re.compile(r"[加升展大高充少减降涨长增提达](?:到|至)|达到?|今年|目前|现在|如今|现有")
_HALVES = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9)}
_QUARTERS = {word: (3 * n + 1, 3 * n + 3) for n, word in enumerate(("一季度", "二季度", "三季度", "四季度"))}


def last(words: str, period: Period) -> Said | None:
    """What the last expression of time in a stretch of text says; None without one."""
    answer = None
    for match in _EXPRESSION.finditer(words):
        before = words[: match.start()]
        if _MENTION.search(before) or re.match(r"(?:同期)?(?:相比|的基础)", words[match.end() :]):
            continue
        answer = _judge(match, before, period)
    return answer


def leading(words: str, period: Period) -> Said | None:
    """What the time at the very head of a clause says of all that follows; a change to another value ends it."""
    match = _EXPRESSION.match(words)
    if match is None or _CHANGE.search(words):
        return None
    return _judge(match, "", period)


def _judge(match: re.Match[str], before: str, period: Period) -> Said:
    if match["now"]:
        return Said.NOW
    if match["long"]:
        return Said.SINCE
    if match["then"]:
        return Said.THEN
    if match["other"] or match["years"]:
        return Said.OTHER
    if match["year"]:
        return _year(match, before, period)
    if match["span"]:
        same = (int(match["span"]), int(match["spanend"])) == (period.start.month, period.end.month)
        return Said.ASKED if same else Said.NARROWER
    if match["part"]:
        return _part(match["part"], period)
    month = int(match["month"])
    if match["msince"]:
        return Said.ASKED if month == period.start.month else Said.NARROWER
    return _month(month, before, period)


def _year(match: re.Match[str], before: str, period: Period) -> Said:
    year = int(match["year"])
    if match["since"]:
        return (
            Said.ASKED
            if year == period.start.year
            else Said.SINCE
            if year < period.start.year
            else Said.OTHER
        )
    if not period.start.year <= year <= period.end.year:
        return Said.OTHER
    if match["ypart"]:
        return _part(match["ypart"], period)
    if match["ym"]:
        return _month(int(match["ym"]), before, period)
    return Said.ASKED


def _month(month: int, before: str, period: Period) -> Said:
    """As of the end of the period is the period itself; as of another month it is another figure."""
    if _AS_OF.search(before.rstrip("今年本")):
        return Said.ASKED if month == period.end.month else Said.NARROWER
    whole = period.start.month == period.end.month == month
    return Said.ASKED if whole else Said.NARROWER


def _part(word: str, period: Period) -> Said:
    months = _HALVES.get(word) or _QUARTERS.get(word.removeprefix("第"))
    same = months == (period.start.month, period.end.month)
    return Said.ASKED if same else Said.NARROWER
