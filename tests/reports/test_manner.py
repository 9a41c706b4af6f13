"""However a figure is printed, the printed form is true of it: it reads back to an interval with the value in it."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.indicators.definition import Indicator, Quotient
from linli.indicators.figure import Figure
from linli.indicators.registry import all_indicators, get
from linli.reports.check.figures import read_figure
from linli.reports.check.verdicts import factor_between
from linli.reports.drafting.manner import NAMES, NOTHING, exact, manners, print_figure, units

EXAMPLES = settings(max_examples=400, deadline=None)
LEADS, RATE, YEARS = "grid.neighbour_leads", "mediation.success_rate", "workforce.congress_years"
COMPLETED, PAY, ALLOWANCE = (
    "facilities.projects_completed",
    "burden.average_pay",
    "workforce.allowance_junior",
)
SAMPLES = (
    "3", "三名", "两名", "十余名", "10名", "近400人次", "400余名", "12000余名", "1.2万名", "17万余个", "近1万名",
    "十多个", "约400家", "超400家", "不到400家", "400家以上", "80至90户", "八九十名", "数百名", "九成", "95%",
    "95.3%", "九成五", "百分之九十五", "半数以上",
    "连续4年", "连续四年", "6.63万元/年", "39万元", "66300元", "150元/月",
    "12,043名", "零名", "1亿余元", "万余名", "百余家", "两年半", "3个多月", "名", "", "abc", "1:2", "十",
)  # fmt: skip


def figure(code: str, value: Fraction | int | None) -> Figure:
    return Figure(get(code), None if value is None else Fraction(value))


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    indicator: Indicator = draw(st.sampled_from(all_indicators()))
    if isinstance(indicator.formula, Quotient):
        under = draw(st.integers(1, 200_000))
        if indicator.unit == "%":
            over = draw(st.integers(0, under))
            return Figure(indicator, Fraction(over, under) * 100, over, under)
        return Figure(indicator, Fraction(draw(st.integers(under, 90 * under)), under))  # in 万元
    top = draw(st.sampled_from((12, 100, 1_000, 20_000, 2_000_000)))
    return Figure(indicator, Fraction(draw(st.integers(0, top))))


def is_true(found: Figure, text: str) -> bool:
    """The text reads back to something true of the value."""
    read = read_figure(text)
    assert found.value is not None
    return read.stated.contains(found.value * factor_between(found.indicator.unit, read.unit))


@EXAMPLES
@given(figures())
def test_every_manner_offered_prints_what_it_shows_and_is_true(found: Figure) -> None:
    offered = manners(found)
    assert offered[0] == exact(found)
    assert len(offered) == len(set(offered))
    for sample in offered:
        if sample == NAMES:
            continue
        printing = print_figure(found, sample)
        assert printing.kept
        assert printing.text == sample
        assert is_true(found, printing.text)


@EXAMPLES
@given(figures(), st.sampled_from(SAMPLES))
def test_any_sample_prints_something_true_or_says_that_it_was_not_kept(found: Figure, sample: str) -> None:
    printing = print_figure(found, sample)
    if printing.kept:
        assert is_true(found, printing.text)
    else:
        assert is_true(found, printing.text) or printing.text == exact(found)
    assert print_figure(found, printing.text).text == printing.text, "printed again, it stays"


@EXAMPLES
@given(st.integers(1, 300_000), st.integers(1, 300_000))
def test_more_than_floors_and_nearly_begins_at_95_percent(value: int, wanted: int) -> None:
    over = read_figure(print_figure(figure(LEADS, value), f"{wanted}余名").text)
    if over.printed.outer:
        assert over.printed.amount.value <= value < over.printed.amount.value * 2
    nearly = read_figure(print_figure(figure(LEADS, value), f"近{wanted}名").text)
    if nearly.printed.prefix:
        assert nearly.printed.amount.value * Fraction(95, 100) <= value < nearly.printed.amount.value


@pytest.mark.parametrize(
    ("code", "value", "sample", "text", "kept"),
    [
        (LEADS, 12043, "", "12043名", True),
        (LEADS, 12043, "9000余名", "12000余名", True),
        (LEADS, 14827, "12000余名", "14000余名", True),
        (LEADS, 400, "近400名", "近410名", True),
        (LEADS, 4, "近400名", "4名", False),
        (LEADS, 2, "三名", "两名", True),
        (LEADS, 70, "400余名", "70名", False),
        (LEADS, 0, "十余名", "0名", False),
        (LEADS, 12043, "连续4年", "12043名", False),
        (LEADS, 12043, "95%", "12043名", False),
        (LEADS, 12043, "很多", "12043名", False),
        ("stations.trained", 381, "近400人", "近400人", True),
        ("grid.households_served", 170428, "17万余个", "17万余个", True),
        ("grid.households_served", 170428, "17万余户", "17万余户", True),
        (RATE, Fraction(228400, 2396), "95.3%", "95.3%", True),
        (RATE, Fraction(228400, 2396), "九成五", "九成五", True),
        (RATE, Fraction(228400, 2396), "95", "95.33", True),
        (YEARS, 3, "连续四年", "连续三年", True),
        (YEARS, 2, "连续四年", "连续两年", True),
        (YEARS, 3, "连续4届", "连续3届", True),
        (PAY, Fraction(663, 100), "66000元", "66300元", True),
        (ALLOWANCE, 150, "150元/月", "150元/月", True),
    ],
)  # fmt: skip
def test_in_the_manner_of_a_sample(
    code: str, value: Fraction | int, sample: str, text: str, kept: bool
) -> None:
    printing = print_figure(figure(code, value), sample)
    assert (printing.text, printing.kept) == (text, kept)


def test_no_value_is_a_dash() -> None:
    for sample in ("", "3名", NAMES):
        printing = print_figure(figure(LEADS, None), sample)
        assert (printing.text, printing.kept) == (NOTHING, False)
    assert manners(figure(LEADS, None)) == []
    assert exact(figure(LEADS, None)) == NOTHING


def test_few_are_named_and_more_are_counted() -> None:
    names = [f"{n}社区服务用房" for n in "甲乙丙丁"]
    named = print_figure(figure(COMPLETED, 2), NAMES, names[:2])
    assert named.text == "甲社区服务用房、乙社区服务用房"
    assert print_figure(figure(COMPLETED, 4), NAMES, names).text.endswith("丙社区服务用房等4处")
    without = print_figure(figure(COMPLETED, 0), NAMES)
    assert (without.text, without.kept) == ("0处", False)
    assert NAMES in manners(figure(COMPLETED, 2))
    assert NAMES not in manners(figure(LEADS, 2))


def test_the_indicator_s_own_unit_comes_first() -> None:
    for indicator in all_indicators():
        offered = units(Figure(indicator, Fraction(1)))
        assert offered[0] == indicator.unit
        assert len(offered) == len(set(offered))
        assert not any(unit.startswith("余") for unit in offered)


@pytest.mark.parametrize(
    ("value", "sample", "text"),
    [
        (1, "百余名", "一名"),
        (150, "十多名", "一百五十名"),
        (120_000, "万余名", "十二万名"),
        (20_000, "百余名", "两万名"),
        (99_000, "近万名", "近十万名"),
    ],
)
def test_a_bare_place_word_is_one_of_it(value: int, sample: str, text: str) -> None:
    assert print_figure(figure(LEADS, value), sample).text == text
