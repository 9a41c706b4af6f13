"""What 余, 近, 约, 超 … mean exactly, and how to write them. This is the one place that settles it.

    printed             states                                    rule
    80个                80                                        a whole number is itself
    6.63万元            6.625 ≤ x < 6.635                         a decimal is its half-open rounding interval
    1.2万户, 17万户     11500 ≤ x < 12500, 165000 ≤ x < 175000    so is a number that ends in 万 or 亿
    95%, 九成, 九成五   94.5 ≤ x < 95.5, 85 ≤ x < 95, 94.5 ≤ …    a rate is measured, so it is rounded too
    80余, 80多, 80来    80 … 89                                   to the next step of the last non-zero digit
    17万余, 17余万      170000 … 179999                           wherever 余 stands; of money below the next step
    近400               380 … 399                                 95 % of N to N − 1
    约400, 400左右      380 … 420                                 5 % either way, of small counts at least one
    超400, 逾400        401 …                                     more than N (《民法典》1259: 超过不包括本数)
    400以上, 至少400    400 …                                     N or more (以上包括本数)
    不到400, 未满400    … 399                                     less than N
    400以内, 至多400    … 400                                     N or less
    80至90, 八九十      80 … 90                                   both ends

Ends of counts are closed whole numbers; of rounding intervals and of measured amounts the upper end is open. Two marks
on one number (超8000余) state both; if no number satisfies both, the one that follows the number holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from linli.common import numerals
from linli.common.numerals import DIGITS, LARGE_PLACES, Numeral, last_place


class Mark(Enum):
    """The meanings an approximating word can have."""

    OVER = "余"
    NEAR = "近"
    ABOUT = "约"
    ABOVE = "超"
    AT_LEAST = "以上"
    BELOW = "不到"
    AT_MOST = "以内"


PREFIXES: dict[str, Mark] = (
    dict.fromkeys(("近", "将近", "接近", "临近", "近乎"), Mark.NEAR)
    | dict.fromkeys(("约", "大约", "大概", "约为", "约有", "大致"), Mark.ABOUT)
    | dict.fromkeys(("超", "逾", "超过", "超出", "突破", "多于", "高于", "大于", "过", "愈"), Mark.ABOVE)
    | dict.fromkeys(("至少", "不少于", "不低于", "不下", "不下于", "最少", "上"), Mark.AT_LEAST)
    | dict.fromkeys(
        ("不到", "不足", "未满", "不满", "少于", "低于", "小于", "未达", "不及", "未到"), Mark.BELOW
    )
    | dict.fromkeys(("至多", "最多", "不超过", "不多于", "不高于", "不超"), Mark.AT_MOST)
)
SUFFIXES: dict[str, Mark] = (
    dict.fromkeys(("余", "多", "来", "有余", "出头", "几"), Mark.OVER)
    | dict.fromkeys(("左右", "上下", "前后"), Mark.ABOUT)
    | dict.fromkeys(("以上", "及以上", "之上"), Mark.AT_LEAST)
    | dict.fromkeys(("以下", "以内", "之内", "及以下"), Mark.AT_MOST)
)
_NEAR = Fraction(95, 100)
_SHARE = re.compile(r"(?P<a>[一二两三四五六七八九十\d]+)成(?P<b>[一二三四五六七八九半])?")
_PER_HUNDRED = re.compile(r"(?P<of>[百千])分之(?P<n>.+)")


@dataclass(frozen=True)
class Interval:
    """The numbers a printed form allows. None: unbounded at that end."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def contains(self, value: Fraction) -> bool:
        """Whether the printed form is true of a value."""
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and not self.high_open)
        return above and below

    def meets(self, other: Interval) -> bool:
        """Whether some value satisfies both."""
        both = self & other
        if both.low is None or both.high is None:
            return True
        return both.low < both.high or (both.low == both.high and not (both.low_open or both.high_open))

    def __and__(self, other: Interval) -> Interval:
        lows = [(i.low, i.low_open) for i in (self, other) if i.low is not None]
        highs = [(i.high, not i.high_open) for i in (self, other) if i.high is not None]
        low, low_open = max(lows) if lows else (None, False)
        high, closed = min(highs) if highs else (None, True)
        return Interval(low, high, low_open, not closed)

    def scaled(self, factor: Fraction) -> Interval:
        """The same interval in another unit."""
        return replace(
            self,
            low=None if self.low is None else self.low * factor,
            high=None if self.high is None else self.high * factor,
        )


@dataclass(frozen=True)
class Printed:
    """A figure as printed, taken apart. `str()` gives it back.

    prefix numeral inner scale outer unit late tail: 超 17 余 万 · 户 · 以上.
    `inner` stands before 万, `outer` after it,
    `late` after the measure word (3个多月). `half` is the 半 of 两年半. `countable`: a count of whole things; false for
    money, rates and measured amounts. `rounding`: the unit itself rounds (万元, %). `other` is the far end of a range,
    `link` the word between (至).
    """

    numeral: str
    prefix: str = ""
    inner: str = ""
    scale: str = ""
    outer: str = ""
    unit: str = ""
    late: str = ""
    tail: str = ""
    half: bool = False
    countable: bool = True
    rounding: bool = False
    link: str = ""
    other: str = ""

    def __str__(self) -> str:
        half = "半" if self.half else ""
        return (
            f"{self.prefix}{self.numeral}{self.link}{self.other}{self.inner}{self.scale}{self.outer}"
            f"{self.unit}{half}{self.late}{self.tail}"
        )

    @property
    def marks(self) -> list[Mark]:
        """Its approximations in the order printed."""
        found = [PREFIXES[self.prefix]] if self.prefix in PREFIXES else []
        return found + [
            SUFFIXES[word] for word in (self.inner, self.outer, self.late, self.tail) if word in SUFFIXES
        ]

    @property
    def amount(self) -> Numeral:
        """The bare number, without its approximation."""
        base = _read(self.numeral)
        factor = LARGE_PLACES.get(self.scale, 1)
        value = base.value * factor + (Fraction(1, 2) if self.half else 0)
        return Numeral(value, base.step * factor, base.rounded or self.rounding or factor > 1)


def _read(text: str) -> Numeral:
    """A number, or a share: 九成五 → 95, 百分之九十五点三 → 95.3, 半数 → 50 (all in percent)."""
    if text in ("半数", "一半"):
        return Numeral(Fraction(50), Fraction(1), False)
    if share := _SHARE.fullmatch(text):
        tens = numerals.read(share["a"]).value * 10
        ones = share["b"]
        if not ones:
            return Numeral(tens, Fraction(10), True)
        return Numeral(tens + (5 if ones == "半" else DIGITS[ones]), Fraction(1), True)
    if part := _PER_HUNDRED.fullmatch(text):
        base = numerals.read(part["n"]) if part["n"] != "百" else Numeral(Fraction(100), Fraction(1), False)
        return Numeral(base.value, base.step, True)
    if text in ("数十", "几十", "数百", "几百", "数千", "几千", "数万", "几万"):
        place = numerals.PLACES[text[1]]
        return Numeral(Fraction(2 * place), Fraction(place), False)
    return numerals.read(text)


def interval(printed: Printed) -> Interval:
    """The numbers for which the printed form is true (the table above)."""
    if printed.numeral[0] in "数几" and len(printed.numeral) == 2:
        low = printed.amount.value
        return Interval(low, low * 5 - 1)
    if span := numerals.read_span(printed.numeral):
        factor = LARGE_PLACES.get(printed.scale, 1)
        return Interval(span[0] * factor, span[1] * factor)
    amount = printed.amount
    if printed.other:
        return _range(printed, amount)
    result: Interval | None = None
    for mark in printed.marks:
        stated = _approximate(mark, amount.value, printed.countable)
        result = result & stated if result is not None and result.meets(stated) else stated
    if result is not None:
        return result
    if amount.rounded:
        return Interval(amount.value - amount.step / 2, amount.value + amount.step / 2, high_open=True)
    return Interval(amount.value, amount.value)


def _range(printed: Printed, first: Numeral) -> Interval:
    last = replace(printed, numeral=printed.other, other="", link="").amount
    low = first.value
    # 1.2至1.5万: the far end's 万 belongs to both.
    if printed.other[-1] in LARGE_PLACES and printed.numeral[-1] not in LARGE_PLACES and low < last.value:
        lifted = low * LARGE_PLACES[printed.other[-1]]
        low = lifted if lifted < last.value else low
    return Interval(min(low, last.value), max(low, last.value))


def _approximate(mark: Mark, n: Fraction, countable: bool) -> Interval:
    whole = countable and n.denominator == 1
    match mark:
        case Mark.OVER:
            step = last_place(n)
            return Interval(n, n + step - 1) if whole else Interval(n, n + step, high_open=True)
        case Mark.NEAR:
            return (
                Interval(min(_ceil(n * _NEAR), n - 1), n - 1)
                if whole
                else Interval(n * _NEAR, n, high_open=True)
            )
        case Mark.ABOUT:
            spread = n * (1 - _NEAR)
            if not whole:
                return Interval(n - spread, n + spread)
            near = max(Fraction(spread.__floor__()), Fraction(1))
            return Interval(n - near, n + near)
        case Mark.ABOVE:
            return Interval(n + 1, None) if whole else Interval(n, None, low_open=True)
        case Mark.AT_LEAST:
            return Interval(n, None)
        case Mark.BELOW:
            return Interval(None, n - 1) if whole else Interval(None, n, high_open=True)
        case Mark.AT_MOST:
            return Interval(None, n)


def _ceil(value: Fraction) -> Fraction:
    return Fraction(value.__ceil__())


def write(value: Fraction, printed: Printed) -> str:
    """The right wording for a value in the manner of a printed figure: 12043 after 13000余名 → 12000余名.

    Keeps words, numeral style and precision where they can be kept; 近 only from 95 % of the printed number. What it
    gives always reads back to an interval that contains the value.
    """
    if value < 0:
        raise ValueError("figures are not negative")
    plain = replace(printed, half=False, other="", link="", prefix="", inner="", outer="", late="", tail="")
    if printed.other or numerals.read_span(printed.numeral) or printed.numeral[0] in "数几":
        plain = replace(plain, numeral="1", scale="")
    mark = printed.marks[-1] if printed.marks else None
    if mark is not None and value > 0:
        number = _round_number(value, printed, mark)
        if number is not None:
            return _checked(value, _with_number(printed, number), plain)
    return _checked(value, plain, plain)


def _checked(value: Fraction, wanted: Printed, plain: Printed) -> str:
    """The wanted form if it is true of the value, else the bare number, finer if need be."""
    if wanted is not plain and interval(wanted).contains(value):
        return str(wanted)
    bare = _bare(value, plain)
    return str(bare if interval(bare).contains(value) else _exact(value, plain))


def _round_number(value: Fraction, printed: Printed, mark: Mark) -> Fraction | None:
    """The round number that `mark` stands beside, at the printed step or, for small values, a finer one."""
    step = last_place(printed.amount.value)
    while step > value:
        step /= 10
    for place in (step, step / 10):
        if printed.countable and (place < 1 or (place == 1 and mark is Mark.NEAR)):
            break  # 近37 for 36 would be true, and silly
        floor = (value // place) * place
        ceiling = floor if floor == value else floor + place
        number = {
            Mark.NEAR: floor + place, Mark.BELOW: floor + place, Mark.AT_MOST: ceiling,
            Mark.ABOUT: ((value / place + Fraction(1, 2)) // 1) * place,
        }.get(mark, floor)  # fmt: skip
        if number == value and mark is not Mark.BELOW:
            return None
        if number and _approximate(mark, number, printed.countable).contains(value):
            return number
    return None


def _with_number(printed: Printed, number: Fraction) -> Printed:
    """The printed form around another round number."""
    bare = _bare(number, replace(printed, half=False))
    if bare.scale or not printed.scale:
        return bare
    return replace(bare, inner="", outer=printed.inner or printed.outer)


def _bare(value: Fraction, printed: Printed) -> Printed:
    """The number alone in the printed style: Chinese, Arabic, with 万, with separators, as a share."""
    text = printed.numeral
    if share := _SHARE.fullmatch(text):
        return replace(printed, numeral=_share(value, not share["a"].isdigit()))
    if part := _PER_HUNDRED.fullmatch(text):
        places = len(text.partition("点")[2]) or len(text.partition(".")[2])
        return replace(printed, numeral=f"{part['of']}分之{_spoken(value, places)}")
    if text in ("半数", "一半"):
        return replace(printed, numeral=f"百分之{_spoken(value, 1)}")
    scale = printed.scale or (text[-1] if text[-1] in LARGE_PLACES else "")
    factor = LARGE_PLACES.get(scale, 1)
    if factor > 1 and value < factor:
        return _bare(value, replace(printed, scale="", numeral=text.rstrip("万亿") or "1"))
    digits = text if printed.scale or not scale else text[:-1] or "一"  # 万 alone is one of it
    places = len(digits.partition(".")[2]) or len(digits.partition("点")[2])
    shown = _digits(value / factor, places, digits, rounded=printed.rounding or factor > 1)
    return replace(printed, numeral=shown if printed.scale else shown + scale)


def _digits(value: Fraction, places: int, like: str, *, rounded: bool) -> str:
    is_chinese = not any(c.isdigit() and c.isascii() for c in like)
    if is_chinese and (places or rounded or value.denominator == 1):
        spoken = _spoken(value, places)
        # 百余家, but 一百五十余家.
        return spoken[1:] if like[0] in numerals.PLACES and re.fullmatch("一[十百千万]", spoken) else spoken
    if not places and not rounded and value.denominator != 1:
        places = _places_of(value)
    text = _fixed(value, places)
    return f"{int(text):,}" if "," in like and not places else text


def _places_of(value: Fraction) -> int:
    """How many decimals write a value exactly; two for one that has no end."""
    for places in range(1, 5):
        if (value * 10**places).denominator == 1:
            return places
    return 2


def _fixed(value: Fraction, places: int) -> str:
    scaled = ((value * 10**places) + Fraction(1, 2)) // 1
    text = str(scaled).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}" if places else text


def _spoken(value: Fraction, places: int) -> str:
    whole, _, decimals = _fixed(value, places).partition(".")
    spoken = numerals.chinese(int(whole))
    return spoken + ("点" + "".join("零一二三四五六七八九"[int(d)] for d in decimals) if decimals else "")


def _share(value: Fraction, in_chinese: bool) -> str:
    """95.3 → 九成五; below one tenth 百分之三, as nobody says 零成."""
    tens, ones = divmod(int((value + Fraction(1, 2)) // 1), 10)
    if not tens:
        return f"百分之{_spoken(value, 0)}"
    head = numerals.chinese(tens) if in_chinese else str(tens)
    return f"{head}成" + ("零一二三四五六七八九"[ones] if ones else "")


def _exact(value: Fraction, printed: Printed) -> Printed:
    """All digits, when no rounder form would be true."""
    places = 0 if value.denominator == 1 else _places_of(value)
    share = _SHARE.fullmatch(printed.numeral) or _PER_HUNDRED.fullmatch(printed.numeral)
    unit = "%" if share or printed.numeral in ("半数", "一半") else printed.unit
    return replace(printed, numeral=_fixed(value, places), scale="", unit=unit, rounding=printed.rounding)
