"""Reading and writing numbers as Chinese texts print them: digits and places, nothing about 余 or 近.

A printed number is Arabic (2,396), Chinese (两千三百九十六) or mixed (3万零56, 1.2万, 8千). Everything is exact:
values are `Fraction`, never float. Beside the value a reading keeps how finely the number was printed, because that is
what a rounded number states.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

DIGITS = (
    {c: i for i, c in enumerate("零一二三四五六七八九")}
    | {"〇": 0, "两": 2}
    | {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
)
SMALL_PLACES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE_PLACES = {"万": 10_000, "亿": 100_000_000}
PLACES = SMALL_PLACES | LARGE_PLACES

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
CHINESE = (
    # 队伍, 行伍 are words; 伍 is a five only elsewhere.
    r"(?:(?<![队行入退])伍|[零〇一二两三四五六七八九十百千万亿壹贰叁肆陆柒捌玖拾佰仟]){1,24}"
    r"(?:点[零〇一二三四五六七八九]{1,8})?[万亿]?"
)
# 3万零56, 1亿2000万, 8千, 1万2千: Arabic digits under Chinese places.
MIXED = rf"{ARABIC}(?:[十百千万亿]+(?:零?(?:{ARABIC})(?=[十百千万亿]|(?<=[零\d])(?![\d.%])))?)*"
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_TOKEN = re.compile(
    rf"(?P<arabic>{ARABIC})|(?P<digit>[零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖])|(?P<place>[十百千万亿拾佰仟])|(?P<point>点)"
)


@dataclass(frozen=True)
class Numeral:
    """One printed number: its exact value, the place of its last printed digit, whether it is rounded.

    `step` is the value of one unit in the last printed place (6.63 → 1/100, 1.2万 → 1000, 17万 → 10000, 2396 → 1).
    `rounded` is true for a printed decimal and for a number ending in 万 or 亿: it stands for an interval.
    """

    value: Fraction
    step: Fraction
    rounded: bool


def last_place(value: Fraction) -> Fraction:
    """The place of the last non-zero digit of a number: 80 → 10, 12000 → 1000, 6.63 → 1/100, 0 → 1."""
    if value == 0:
        return Fraction(1)
    place = Fraction(1)
    while (value / place).denominator != 1:
        place /= 10
        if place < Fraction(1, 10**12):
            raise ValueError("not a decimal number")
    while (value / (place * 10)).denominator == 1:
        place *= 10
    return place


def read(text: str) -> Numeral:
    """Read one whole printed number; ValueError when the text is not one."""
    text = text.translate(_FULL_WIDTH)
    if re.fullmatch(ARABIC, text):
        return _decimal(text)
    tokens = _tokens(text)
    if not any(kind == "place" for kind, _ in tokens):
        return _digit_by_digit(text)
    scale = LARGE_PLACES.get(text[-1], 1)
    if scale > 1 and ("." in text or "点" in text):
        base = read(text[:-1])
        return Numeral(base.value * scale, base.step * scale, True)
    if "点" in text:
        whole, _, decimals = text.partition("点")
        fraction = "".join(str(DIGITS[c]) for c in decimals)
        step = Fraction(1, 10 ** len(fraction))
        return Numeral(read(whole).value + int(fraction) * step, step, True)
    value = _places(tokens)
    return Numeral(value, Fraction(scale) if scale > 1 else Fraction(1), scale > 1)


def _decimal(text: str) -> Numeral:
    plain = text.replace(",", "")
    decimals = len(plain.partition(".")[2])
    return Numeral(Fraction(plain), Fraction(1, 10**decimals), decimals > 0)


def _digit_by_digit(text: str) -> Numeral:
    """九 → 9, 二〇二四 → 2024, 九点五 → 9.5."""
    whole, point, decimals = text.partition("点")
    digits = "".join(str(DIGITS[c]) for c in whole if c in DIGITS)
    if not digits or len(digits) != len(whole) or (point and not decimals):
        raise ValueError(f"not a number: {text}")
    if not point:
        return Numeral(Fraction(int(digits)), Fraction(1), False)
    return _decimal(f"{digits}.{''.join(str(DIGITS[c]) for c in decimals)}")


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise ValueError(f"not a number: {text}")
        tokens.append((match.lastgroup, match.group()))
        at = match.end()
    if not tokens:
        raise ValueError("no number")
    return tokens


def _places(tokens: list[tuple[str, str]]) -> Fraction:
    """Sum digits times places.

    A lone last digit belongs to the next place down: 三万五 is 35000, 三万零五 is 30005.
    """
    total = section = Fraction(0)
    pending: Fraction | None = None
    last, zero = 1, False
    for kind, word in tokens:
        if kind == "place":
            place = PLACES[word]
            if place >= 10_000:
                section += pending if pending is not None else 0
                # 一百万亿: an outer place multiplies all that stands before it.
                lifted = (total + section) if place > 10_000 and total else (section or Fraction(1))
                total = lifted * place if place > 10_000 else total + lifted * place
                section = Fraction(0)
            else:
                section += (pending if pending is not None else 1) * place
            pending, last, zero = None, place, False
        elif kind == "digit" and DIGITS[word] == 0:
            zero = True
        else:
            if pending is not None:
                raise ValueError("two numbers side by side")
            pending = Fraction(word.replace(",", "")) if kind == "arabic" else Fraction(DIGITS[word])
    if pending is None:
        return total + section
    lone = pending < 10 and not zero and last >= 100 and pending.denominator == 1
    return total + section + pending * (last // 10 if lone else 1)


_SPAN = re.compile(
    r"(?P<lead>[一二三四五六七八九]?[十百千])?(?P<a>[一二两三四五六七八九])(?P<b>[二三四五六七八九])(?P<tail>[十百千万亿]?)"
)


def read_span(text: str) -> tuple[Fraction, Fraction] | None:
    """八九十 → (80, 90), 十七八 → (17, 18), 三五 → (3, 5), 七八百 → (700, 800); None when the text is no such pair."""
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    low, high = DIGITS[match["a"]], DIGITS[match["b"]]
    if not (high - low == 1 or (low, high) == (3, 5)):
        return None
    place = PLACES.get(match["tail"], 1)
    lead = match["lead"] or ""
    if lead and place > 1:
        return None
    base = _places(_tokens(lead)) if lead else Fraction(0)
    unit = place if not lead else PLACES[lead[-1]] // 10
    return base + low * unit, base + high * unit


def chinese(number: int) -> str:
    """Write a whole number in Chinese: 2396 → 两千三百九十六, 10 → 十, 120 → 一百二十. The inverse of `read`."""
    if number < 0:
        raise ValueError("only whole numbers from zero")
    if number < 10:
        return "零一二三四五六七八九"[number]
    if number >= 100_000_000:
        return _joined(number, 100_000_000, "亿")
    if number >= 10_000:
        return _joined(number, 10_000, "万")
    text = _below_ten_thousand(number)
    return text[1:] if text.startswith("一十") else text


def _joined(number: int, place: int, name: str) -> str:
    head, rest = divmod(number, place)
    text = ("两" if head == 2 else chinese(head)) + name
    if not rest:
        return text
    gap = "零" if rest < place // 10 else ""
    tail = chinese(rest)
    return text + gap + ("一" + tail if tail.startswith("十") else tail)


def _below_ten_thousand(number: int) -> str:
    text, pending_zero = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit == 0:
            pending_zero = bool(text)
            continue
        if pending_zero:
            text += "零"
        pending_zero = False
        spoken = "两" if digit == 2 and place == 1000 else "零一二三四五六七八九"[digit]
        text += spoken + name
    return text
