"""The meaning of 余, 近, 约 … and writing them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.common.approximation import Interval, Printed, interval, write
from linli.reports.check.figures import read_one


def rate(numeral: str, *, prefix: str = "", outer: str = "", unit: str = "") -> Printed:
    """A measured amount: not countable, and its unit rounds."""
    return Printed(numeral, prefix=prefix, outer=outer, unit=unit, countable=False, rounding=True)


def bounds(printed: Printed) -> tuple[Fraction | None, Fraction | None, bool]:
    got = interval(printed)
    return got.low, got.high, got.high_open


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        (Printed("80", outer="余", unit="个"), 80, 89),
        (Printed("17万", outer="余", unit="个"), 170000, 179999),
        (Printed("17", inner="余", scale="万"), 170000, 179999),
        (Printed("12000", outer="余"), 12000, 12999),
        (Printed("4200", outer="多"), 4200, 4299),
        (Printed("百", outer="余"), 100, 199),
        (Printed("十", outer="多"), 10, 19),
        (Printed("400", prefix="近"), 380, 399),
        (Printed("10", prefix="近"), 9, 9),
        (Printed("400", prefix="约"), 380, 420),
        (Printed("400", tail="左右"), 380, 420),
        (Printed("400", prefix="超"), 401, None),
        (Printed("400", tail="以上"), 400, None),
        (Printed("400", prefix="不到"), None, 399),
        (Printed("400", tail="以内"), None, 400),
        (Printed("8000", prefix="超", outer="余"), 8001, 8999),
        (Printed("80", prefix="近", outer="余"), 80, 89),
        (Printed("80", link="至", other="90"), 80, 90),
        (Printed("八九十"), 80, 90),
        (Printed("十七八"), 17, 18),
        (Printed("数十"), 20, 99),
        (Printed("2396"), 2396, 2396),
        (Printed("两", unit="年", half=True), Fraction(5, 2), Fraction(5, 2)),
    ],
)
def test_counts_have_closed_ends(printed: Printed, low: int | None, high: int | None) -> None:
    assert bounds(printed) == (low, high, False)


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        (rate("6.63", unit="万元/年"), "6.625", "6.635"),
        (rate("39", unit="万元/年"), "38.5", "39.5"),
        (Printed("1.2万"), "11500", "12500"),
        (Printed("17万"), "165000", "175000"),
        (rate("95.3", unit="%"), "95.25", "95.35"),
        (rate("九成五"), "94.5", "95.5"),
        (rate("九成"), "85", "95"),
        (rate("百分之九十五点三"), "95.25", "95.35"),
        (rate("300", outer="余", unit="万元"), "300", "400"),
        (rate("95", prefix="近", unit="%"), "90.25", "95"),
    ],
)
def test_rounded_amounts_are_open_above(printed: Printed, low: str, high: str) -> None:
    assert bounds(printed) == (Fraction(low), Fraction(high), True)


@pytest.mark.parametrize(
    ("value", "printed", "wording"),
    [
        (12043, Printed("13000", outer="余", unit="名"), "12000余名"),
        (84, Printed("100", outer="余", unit="个"), "80余个"),
        (170428, Printed("18万", outer="余", unit="户"), "17万余户"),
        (170428, Printed("18", inner="余", scale="万", unit="户"), "17余万户"),
        (396, Printed("500", prefix="近", unit="人次"), "近400人次"),
        (412, Printed("500", prefix="近", unit="人"), "近420人"),
        (12043, Printed("1.3万", unit="人"), "1.2万人"),
        (2396, Printed("2,400", unit="起"), "2,396起"),
        (2396, Printed("两千四百", unit="件"), "两千三百九十六件"),
        (106, Printed("百", outer="余", unit="家"), "百余家"),
        (4217, Printed("4300", prefix="超", unit="次"), "超4200次"),
        (396, Printed("300", prefix="不到", unit="人次"), "不到400人次"),
        (2043, Printed("2000", prefix="约", unit="人次"), "约2000人次"),
        (84, Printed("1万", unit="个"), "84个"),
        (3, Printed("2", prefix="连续", unit="年"), "3年"),
    ],
)
def test_writes_in_the_manner_of_the_text(value: int, printed: Printed, wording: str) -> None:
    assert write(Fraction(value), printed) == wording


@pytest.mark.parametrize(
    ("printed", "wording"),
    [
        (rate("96.3", unit="%"), "95.3%"),
        (rate("96", unit="%"), "95%"),
        (rate("九成六"), "九成五"),
        (rate("九成"), "九成五"),
        (rate("百分之九十六点三"), "百分之九十五点三"),
        (rate("96", prefix="超", unit="%"), "超95%"),
    ],
)
def test_writes_rates_at_the_printed_precision(printed: Printed, wording: str) -> None:
    assert write(Fraction(228400, 2396), printed) == wording


@st.composite
def printed_counts(draw: st.DrawFn) -> Printed:
    scale = draw(st.sampled_from(["", "", "万"]))
    numeral = str(draw(st.integers(1, 10**5)))
    if scale and draw(st.booleans()):
        numeral += f".{draw(st.integers(1, 9))}"
    outer, tail = draw(st.sampled_from([("", ""), ("余", ""), ("多", ""), ("", "左右"), ("", "以上")]))
    prefix = draw(st.sampled_from(["", "近", "约", "超", "不到", "至多"])) if not outer + tail else ""
    return Printed(numeral + scale, prefix=prefix, unit="名", outer=outer, tail=tail)


@given(st.integers(0, 10**7), printed_counts())
def test_what_is_written_is_true(value: int, printed: Printed) -> None:
    wording = write(Fraction(value), printed)
    assert interval(read_one(wording)).contains(Fraction(value)), wording


@given(st.fractions(0, 1, max_denominator=5000), st.sampled_from(["96.3", "96", "96.25"]))
def test_rates_written_are_true(share: Fraction, numeral: str) -> None:
    value = share * 100
    assert interval(read_one(write(value, rate(numeral, unit="%")))).contains(value)


def test_intervals_meet_only_where_a_value_fits_both() -> None:
    half_open = Interval(Fraction(1), Fraction(2), high_open=True)
    assert not half_open.meets(Interval(Fraction(2), Fraction(3)))
    assert half_open.meets(Interval(Fraction(1), Fraction(1)))
    assert half_open.meets(Interval(None, None))
