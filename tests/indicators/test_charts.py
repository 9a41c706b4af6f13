"""Where the marks of a chart stand. Rows come in the order given: nothing is sorted by value."""

from fractions import Fraction

from linli.indicators.charts import MOST_MARKS, MOST_MONTHS, WIDTH, Given, bars, dots, months


def given(*values: int | Fraction | None) -> list[Given]:
    return [
        Given(f"地区{n}", None if value is None else Fraction(value), str(value), f"/{n}")
        for n, value in enumerate(values)
    ]


def test_bars_begin_at_zero_and_keep_their_order() -> None:
    chart = bars(given(10, 40, 0, 20))
    assert chart is not None
    assert [mark.name for mark in chart.marks] == ["地区0", "地区1", "地区2", "地区3"]
    lengths = [mark.length for mark in chart.marks]
    assert lengths[2] == 0
    assert lengths[1] == max(lengths)
    assert abs(lengths[0] * 4 - lengths[1]) < 0.5
    assert all(mark.x + mark.length <= WIDTH for mark in chart.marks)


def test_bars_need_something_to_show() -> None:
    assert bars(given(0, 0)) is None
    assert bars(given()) is None
    assert bars(given(*range(MOST_MARKS + 1))) is None


def test_dots_stand_about_the_reference() -> None:
    chart = dots(given(90, 100, 95), Fraction(95))
    assert chart is not None
    left, right, middle = (mark.x for mark in chart.marks)
    assert left < middle < right <= WIDTH
    assert chart.line == middle


def test_a_rate_that_cannot_be_computed_has_no_dot() -> None:
    chart = dots(given(90, None), Fraction(90))
    assert chart is not None
    assert chart.marks[1].x < 0
    assert dots(given(None, None), None) is None


def test_equal_rates_stand_in_one_line() -> None:
    chart = dots(given(100, 100), Fraction(100))
    assert chart is not None
    assert chart.marks[0].x == chart.marks[1].x == chart.line


def test_months_stand_on_one_ground_within_the_width() -> None:
    chart = months(given(*range(MOST_MONTHS)))
    assert chart is not None
    assert len({round(mark.foot, 1) for mark in chart.marks}) == 1
    assert chart.marks[-1].x < WIDTH
    assert months(given(1)) is None
    assert months(given(*range(MOST_MONTHS + 1))) is None


def test_a_long_name_is_cut_in_the_chart_only() -> None:
    row = Given("木里港管理处第十二社区", Fraction(1), "1", "/")
    chart = bars([row])
    assert chart is not None
    assert chart.marks[0].name.endswith("…")
    assert chart.marks[0].given.name == row.name
