"""How long a posting hangs: over any calendar, and in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.notices.days import day_said, earliest_end, standing
from linli.notices.models import Posting, PostingKind
from linli.notices.tables import numeric_columns
from linli.workflow.calendar import Calendar, YearUnpublished
from linli.workflow.deadlines import Unit

FIRST, LAST = date(2024, 1, 1), date(2025, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Two whole years with any days off, at least every fourth day worked."""
    off = draw(st.sets(st.integers(0, len(DAYS) - 1), max_size=400))
    return Calendar.of((day, n not in off or n % 4 == 0) for n, day in enumerate(DAYS))


SOME_DAY = st.dates(FIRST, date(2025, 6, 30))
MINIMUM = st.integers(1, 30)


@given(calendars(), SOME_DAY, MINIMUM)
def test_workdays_are_counted_from_the_day_after(calendar: Calendar, day: date, minimum: int) -> None:
    end = earliest_end(day, minimum, Unit.WORKDAY, calendar)
    between = [each for each in DAYS if day < each <= end]
    assert sum(calendar.is_workday(each) for each in between) == minimum
    assert calendar.is_workday(end)


@given(calendars(), SOME_DAY, MINIMUM)
def test_days_are_calendar_days_and_roll_nowhere(calendar: Calendar, day: date, minimum: int) -> None:
    assert earliest_end(day, minimum, Unit.DAY, calendar) == day + timedelta(days=minimum)


@given(calendars(), SOME_DAY, MINIMUM, st.sampled_from([Unit.DAY, Unit.WORKDAY]))
def test_a_later_day_and_a_higher_minimum_end_no_earlier(
    calendar: Calendar, day: date, minimum: int, unit: Unit
) -> None:
    end = earliest_end(day, minimum, unit, calendar)
    assert end >= day + timedelta(days=minimum)
    assert earliest_end(day + timedelta(days=1), minimum, unit, calendar) >= end
    assert earliest_end(day, minimum + 1, unit, calendar) > end


@given(calendars(), SOME_DAY, MINIMUM, st.integers(-5, 200))
def test_the_bar_only_fills(calendar: Calendar, day: date, minimum: int, shift: int) -> None:
    until = earliest_end(day, minimum, Unit.DAY, calendar)
    posting = Posting(
        state="posted", posted_on=day, until=until, unit="day", minimum=minimum, kind=PostingKind(name="x")
    )
    here = standing(posting, day + timedelta(days=shift), calendar)
    next_day = standing(posting, day + timedelta(days=shift + 1), calendar)
    assert 0 <= here.filled <= next_day.filled <= here.whole == minimum


def test_a_year_nobody_has_published_is_not_guessed() -> None:
    with pytest.raises(YearUnpublished):
        earliest_end(date(2025, 12, 31), 1, Unit.WORKDAY, Calendar.of((day, True) for day in DAYS))


def test_a_posting_hangs_a_day_at_least() -> None:
    with pytest.raises(ValueError, match="a day at least"):
        earliest_end(FIRST, 0, Unit.DAY, Calendar.of([]))


@pytest.mark.parametrize(
    ("state", "unit", "until", "words", "told_until"),
    [
        ("posted", "day", date(2024, 11, 8), "还要公示 9 天", "至 11月8日 24:00"),
        ("posted", "workday", date(2024, 11, 4), "还要公示 3 个工作日", "至 11月4日 24:00"),
        ("posted", "day", date(2024, 10, 30), "今天是最后一天", "至 10月30日 24:00"),
        ("posted", "day", date(2024, 10, 29), "公示了 5 天，已经期满", ""),
        ("posted", "day", date(2025, 1, 2), "还要公示 64 天", "至 2025年1月2日 24:00"),
        ("withdrawn", "day", date(2024, 11, 8), "已撤回，理由在这里公示", "至 11月8日 24:00"),
        ("withdrawn", "day", date(2024, 10, 29), "已撤回", ""),
        ("ended", "day", date(2024, 10, 29), "公示了 5 天，已经期满", ""),
    ],
)
def test_where_it_stands_in_words(state: str, unit: str, until: date, words: str, told_until: str) -> None:
    calendar = Calendar.of((day, day.weekday() < 5) for day in DAYS)
    posting = Posting(state=state, posted_on=date(2024, 10, 24), until=until, unit=unit, minimum=5)
    found = standing(posting, date(2024, 10, 30), calendar)
    assert (found.words, found.until) == (words, told_until)


def test_days_are_said_with_their_year_when_it_is_another() -> None:
    assert day_said(date(2024, 11, 14), date(2024, 10, 30)) == "11月14日 周四"
    assert day_said(date(2025, 1, 2), date(2024, 10, 30)) == "2025年1月2日 周四"


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ([], set()),
        ([["项目", "金额"]], set()),
        ([["项目", "金额"], ["收入", "12,600.00 元"], ["支出", "8,350.00 元"]], {1}),
        ([["序号", "姓名", "时长"], ["1", "王芳", "20 小时"]], {2}),
    ],
)
def test_columns_of_numbers(table: list[list[str]], columns: set[int]) -> None:
    assert numeric_columns(table) == columns
