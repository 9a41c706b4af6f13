"""Reading and writing of printed numbers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.common import numerals


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2396", 2396), ("2,396", 2396), ("１２０４３", 12043), ("两千三百九十六", 2396), ("三万零五十六", 30056),
        ("3万零56", 30056), ("1万2千", 12000), ("8千", 8000), ("17万", 170000), ("1.2万", 12000),
        ("1亿2000万", 120000000),
        ("二十", 20), ("十", 10), ("百", 100), ("一百二", 120), ("三万五", 35000), ("一百零二", 102), ("两万", 20000),
        ("九十五点三", Fraction(953, 10)), ("二〇二四", 2024), ("三点五万", 35000), ("壹佰贰拾", 120),
        ("一亿零三万", 100030000),
        ("1万2043", 12043),
    ],
)  # fmt: skip
def test_reads(text: str, value: int) -> None:
    assert numerals.read(text).value == value


@pytest.mark.parametrize(
    ("text", "step", "rounded"),
    [
        ("6.63", Fraction(1, 100), True),
        ("1.2万", 1000, True),
        ("17万", 10000, True),
        ("2396", 1, False),
        ("8千", 1, False),
    ],
)
def test_keeps_how_finely_it_was_printed(text: str, step: Fraction, rounded: bool) -> None:
    numeral = numerals.read(text)
    assert (numeral.step, numeral.rounded) == (step, rounded)


@pytest.mark.parametrize("text", ["", "邻长", "三长", "1.2.3", "点五"])
def test_refuses_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match=r"number"):
        numerals.read(text)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("八九十", (80, 90)),
        ("十七八", (17, 18)),
        ("三五", (3, 5)),
        ("七八百", (700, 800)),
        ("二三十", (20, 30)),
    ],
)
def test_spans_of_two_neighbouring_digits(text: str, span: tuple[int, int]) -> None:
    assert numerals.read_span(text) == tuple(map(Fraction, span))


@pytest.mark.parametrize("text", ["一四", "九十", "三", "二〇"])
def test_other_pairs_are_no_span(text: str) -> None:
    assert numerals.read_span(text) is None


@given(st.integers(0, 10**12))
def test_chinese_writing_reads_back(number: int) -> None:
    assert numerals.read(numerals.chinese(number)).value == number


@given(st.integers(1, 10**9))
def test_last_place_divides(number: int) -> None:
    place = numerals.last_place(Fraction(number))
    assert number % place == 0
    assert number % (place * 10) != 0
