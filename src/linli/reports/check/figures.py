"""Finding figures: every printed quantity of a text, taken apart, with its measure word and its interval."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from linli.common import numerals
from linli.common.approximation import PREFIXES, Interval, Printed, interval
from linli.indicators.phrases import words
from linli.reports.check import text as texts
from linli.reports.check import traps

# Measure words of whole things; after ! what must not follow (人 in 人次, 家 in 家庭, 组 in 组长).
_COUNTED = {
    entry.partition("!")[0]: entry.partition("!")[2]
    for entry in words(
        "人次 场次 件次 户次 班次 批次 个 名!单额称录 人!次员大民均才口士群数社选力行防文事 位!于置居列 "
        "户!外籍口主型用 家!庭政长属园教 件 起!来步草点 宗!旨 例 桩 次!数序日 场!所地景馆面 回!访 期!间末限 "
        "届 节!约假 堂 门 项!目 条!例线 款 块 面!对向积临 张!贴 份 册 篇 支!部委书持撑出付援 队!伍员长 "
        "对!口接标照象于 双 台!账 套 辆 艘 架 座!谈 处!理置于长分级罚 所!有 间 栋 幢 只 头 枚 棵 株 盏 根 "
        "片!长区组 组!长织建成员 类 种!植 批 轮!训 班!子级长 单!位 本!级区地 封 页 箱 桶 车 道!路 把 口 "
        "列!车表入举为席出明 册次"
    )
}
_MEASURED = words(
    "元 角 美元 平方公里 平方千米 平方米 立方米 公里 千米 厘米 毫米 米 亩 公顷 吨 公斤 千克 克 斤 升 "
    "千瓦时 千瓦 兆瓦 度 ㎡ km kg 个小时 小时 分钟 秒 个工作日 工作日 个月 个季度 个学时 学时 个百分点 "
    "百分点 倍 折 % ‰ 天 周 年 分 岁 层 楼 万字 字 公分"
)
_PER = (
    r"(?:(?:/|每)(?:人·?[月年天次]|人/[月年]|[年月天日周季]·?人?|人次?|户|个|亩|吨|斤|次|件|小时|"
    r"平方米|㎡|名|社区)){1,2}"
)
_UNIT = "|".join(
    f"{re.escape(word)}(?![{stop}])" if stop else re.escape(word)
    for word, stop in sorted(
        (_COUNTED | dict.fromkeys(_MEASURED, "")).items(), key=lambda item: len(item[0]), reverse=True
    )
)
_CN = numerals.CHINESE
_NUMBER = (
    r"(?P<share>(?:[一二两三四五六七八九]|"
    r"\d)成(?![立员果本为功长就年都效绩品])(?:[一二三四五六七八九半](?![\u4e00-\u9fff]?成))?)"
    rf"|(?P<percent>[百千]分之(?:{_CN}|{numerals.ARABIC}))"
    r"|(?P<half>半数|一半(?=以上|的))"
    r"|(?P<vague>[数几][十百千万](?![年月日]))"
    rf"|(?P<arabic>{numerals.MIXED})"
    rf"|(?P<chinese>{_CN})"
)
_CORE = re.compile(_NUMBER)
_SUFFIX = re.compile(
    r" ?(?:(?P<inner>[余多来]) ?(?=[万亿]))?(?P<scale>[万亿](?!里))?"
    r"(?P<outer>余(?!额|下|热|年来)|多(?![样功渠数维])|来(?![自源到看说访宾年])|"
    r"几(?=[名人个件起次场年户家])|\+(?![\dA-Za-z]))?"
    rf" ?(?P<unit>{_UNIT})?(?P<per>{_PER})?(?P<midyear>半(?![径夜边截路]))?(?P<late>多(?=月|[，。、的])|"
    rf"余(?=[，。]))?"
    r"(?P<tail>及?以上|左右|上下|之上|及?以下|以内|之内|有余|出头)?"
)
_LINK = re.compile(r" ?(?:-|~|至|到)+ ?")
_PREFIX = re.compile(r"(?:" + "|".join(sorted(map(re.escape, PREFIXES), key=len, reverse=True)) + r")?$")
_NOT_PREFIX = re.compile(
    r"(?:附近|最近|就近|邻近|相近|亲近|节约|签约|预约|公约|履约|相约|有约|违约|通过|经过|[^超]过|网上|"
    r"线上|以上|会上|[^以]上)$"
)
_RUN_OF_YEARS = re.compile(r"(?:连续|接连|连着)$")
# 人均薪酬（万元/年）：6.63: the unit stands with the name.
_HEADED = re.compile(
    r"\((?:单位:)?(?P<scale>[万亿]?)(?P<unit>元(?:/[年月])?|人次|[名人个次场支块条项起件家户期处%])"
    r"\)[: |\t]*$"
)
_PLACE_ONLY = re.compile(r"[十百千万亿]+")
_DIGITS_ONLY = re.compile(r"[零〇一二两三四五六七八九]{2,}")
MONEY = {"万元": 10_000, "亿元": 100_000_000}


@dataclass(frozen=True)
class Found:
    """One figure: where it stands in the text, its form, the interval in its unit.

    `weak`: a small Chinese numeral such as 三个, mostly idiom; kept only if an indicator is recognised.
    `run`: a run of years, 连续四年.
    """

    start: int
    end: int
    printed: Printed
    unit: str
    stated: Interval
    weak: bool = False
    run: bool = False


def find(reading: texts.Reading) -> list[Found]:
    """All figures of a text in order. Linear in its length."""
    plain = reading.plain
    trapped = traps.spans(plain)
    found: list[Found] = []
    at = trap = 0
    while (match := _CORE.search(plain, at)) is not None:
        while trap < len(trapped) and trapped[trap][1] <= match.start():
            trap += 1
        covering = next(
            (end for start, end in trapped[trap : trap + 8] if start <= match.start() < end), None
        )
        if covering is not None:
            at = max(covering, match.start() + 1)
            continue
        figure = _figure(plain, match)
        at = figure.end if figure is not None else match.end()
        if figure is not None and _stands_alone(plain, figure):
            found.append(figure)
    return found


def read_one(text: str) -> Printed:
    """The printed form of the one figure a short text consists of; ValueError when it is none."""
    return read_figure(text).printed


def read_figure(text: str) -> Found:
    """The one figure a short text consists of; ValueError when it is none."""
    plain = texts.widths(text)
    match = _CORE.search(plain)
    figure = _figure(plain, match) if match is not None else None
    if figure is None or (figure.start, figure.end) != (0, len(plain)):
        raise ValueError(f"not one figure: {text}")
    return figure


def _stands_alone(plain: str, figure: Found) -> bool:
    """A number glued to letters or to another number (12-34-56) is part of something else."""
    before = plain[figure.start - 1] if figure.start else " "
    after = plain[figure.end] if figure.end < len(plain) else " "
    return not (
        (before.isascii() and (before.isalpha() or before in ".+@#_"))
        or (before == "-" and not "\u4e00" <= plain[figure.start - 2 : figure.start - 1] <= "\u9fff")
        or (after.isascii() and after.isalpha())
    )


def _figure(plain: str, match: re.Match[str]) -> Found | None:
    """The figure around a bare number, or None when the number is part of a word."""
    core, kind = match.group(), match.lastgroup or ""
    suffix = _SUFFIX.match(plain, match.end())
    if suffix is None:
        return None
    prefix = _prefix(plain, match.start(), core)
    unit = (suffix["unit"] or "") + (suffix["per"] or "")
    headed = _HEADED.search(plain, max(0, match.start() - 16), match.start()) if not suffix.group() else None
    chinese = kind in ("chinese", "vague")
    if chinese and not _is_quantity(core, prefix, suffix):
        return None
    if kind == "half" and not (suffix["tail"] or prefix):
        return None
    second = _far_end(plain, match, suffix)
    run = bool(_RUN_OF_YEARS.search(plain, max(0, match.start() - 2), match.start())) and unit in ("年", "届")
    if run:
        prefix = plain[match.start() - 2 : match.start()]
    try:
        return _taken_apart(plain, match, suffix, second, prefix, unit, headed, run=run)
    except ValueError:
        return None


def _prefix(plain: str, start: int, core: str) -> str:
    near = plain[max(0, start - 4) : start].rstrip(" ")
    found = _PREFIX.search(near)
    word = found.group() if found else ""
    place_only = bool(_PLACE_ONLY.match(core)) or core == "半数"
    if word in ("过", "上"):
        return word if place_only else ""
    if word and _NOT_PREFIX.search(plain[max(0, start - 3) : start]):
        return ""
    return word


def _is_quantity(core: str, prefix: str, suffix: re.Match[str]) -> bool:
    """Chinese numerals are everywhere in words; a quantity has a measure word or an approximation."""
    marked = bool(prefix or suffix["outer"] or suffix["inner"])
    if _PLACE_ONLY.fullmatch(core) and core != "十":
        return marked
    if _DIGITS_ONLY.fullmatch(core) and numerals.read_span(core) is None:
        return False
    if core in "零〇":
        return False
    if len(core) == 1:
        return bool(suffix["unit"])
    return bool(suffix["unit"]) or marked or any(c in "十百千万亿" for c in core[1:])


def _far_end(
    plain: str, match: re.Match[str], suffix: re.Match[str]
) -> tuple[str, str, re.Match[str]] | None:
    """The other end of 80至90户; 从58项到22项 is a change, not a range."""
    before = plain[match.start() - 1 : match.start()]
    if before in ("从", "由", "自", "-"):
        return None
    link = _LINK.match(plain, suffix.end())
    if link is None:
        return None
    other = _CORE.match(plain, link.end())
    if other is None or other.lastgroup != match.lastgroup:
        return None
    after = _SUFFIX.match(plain, other.end())
    if after is None or (suffix["unit"] and suffix["unit"] != after["unit"]):
        return None
    return link.group(), other.group(), after


def _prefix_start(plain: str, at: int, prefix: str) -> int:
    """Where the mark before a number begins; a space may stand between."""
    start = at - len(prefix)
    while prefix and plain[start : start + len(prefix)] != prefix and start > 0:
        start -= 1
    return start


def _taken_apart(
    plain: str,
    match: re.Match[str],
    suffix: re.Match[str],
    second: tuple[str, str, re.Match[str]] | None,
    prefix: str,
    unit: str,
    headed: re.Match[str] | None,
    *,
    run: bool,
) -> Found:
    start = _prefix_start(plain, match.start(), prefix)
    form = Printed(
        numeral=match.group(), prefix=prefix, inner=suffix["inner"] or "", scale=suffix["scale"] or "",
        outer=(suffix["outer"] or "").replace("+", "余"), unit=unit, half=bool(suffix["midyear"]),
        late=suffix["late"] or "", tail=suffix["tail"] or "",
    )  # fmt: skip
    if headed is not None:
        unit = headed["unit"]
        form = replace(form, scale=headed["scale"], unit=unit)
    end = suffix.end()
    if second is not None:
        link, other, last = second
        unit = (last["unit"] or "") + (last["per"] or "")
        form = replace(
            form, link=link, other=other, unit=unit, outer=last["outer"] or "", tail=last["tail"] or ""
        )
        end = last.end()
    share = match.lastgroup in ("share", "percent", "half")
    if share:
        unit = "‰" if match.group().startswith("千") else "%"
    elif not unit and suffix["midyear"]:
        raise ValueError("半 without a measure word")
    form = replace(form, countable=_countable(unit), rounding=unit in ("%", "‰"))
    while end > match.end() and plain[end - 1] == " ":
        end -= 1
    unit, factor = _unit(form, unit)
    stated = interval(form).scaled(Fraction(1, factor))
    small = match.lastgroup == "chinese" and len(match.group()) == 1 and not prefix and not form.outer
    return Found(start, end, form, unit, stated, weak=small or match.lastgroup == "half", run=run)


def _countable(unit: str) -> bool:
    return not unit or re.split(r"[/每]", unit)[0] in _COUNTED


def _unit(form: Printed, unit: str) -> tuple[str, int]:
    """万元 and 亿元 stay the unit of money; per person and month is written one way: 元/月."""
    base, *per = re.split(r"[/每]", unit, maxsplit=1)
    if per:
        period = "月" if "月" in per[0] else "年" if "年" in per[0] else per[0]
        unit = f"{base}/{period}"
    scale = form.scale or (form.other or form.numeral)[-1]
    if base == "元" and scale + "元" in MONEY:
        return scale + unit, MONEY[scale + "元"]
    return unit, 1
