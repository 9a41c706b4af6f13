"""When a legal period ends, and how what is left of it is said."""

from calendar import monthrange
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.common.clock import add_months
from linli.workflow.calendar import SHANGHAI, YearUnpublished
from linli.workflow.deadlines import (
    Remaining,
    Tone,
    Unit,
    due,
    last_day,
    latest_before,
    remaining,
    resumed,
)
from tests.workflow.conftest import at, calendar_of

CALENDAR = calendar_of(*range(2019, 2027))
DAYS = st.dates(date(2020, 6, 1), date(2025, 6, 1))


def test_thirty_days_of_judicial_confirmation() -> None:
    # Effective 1 October: the first day does not count, the 30th day is 31 October, a Thursday.
    assert due(date(2024, 10, 1), 30, Unit.DAY, CALENDAR) == at(2024, 10, 31, 17, 30)


def test_a_last_day_off_gives_way_where_the_rule_rolls() -> None:
    # 10 days from 24 September end in the national holiday.
    assert due(date(2024, 9, 24), 10, Unit.DAY, CALENDAR) == at(2024, 10, 8, 17, 30)
    stays = due(date(2024, 9, 24), 10, Unit.DAY, CALENDAR, rolls=False)
    assert stays == datetime(2024, 10, 4, 23, 59, 59, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 3, 15), 1, date(2024, 4, 15)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
    ],
)
def test_a_month_ends_on_the_same_date_or_the_last(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@given(DAYS, st.integers(-600, 600))
def test_month_clamp(day: date, months: int) -> None:
    found = add_months(day, months)
    assert (found.year - day.year) * 12 + found.month - day.month == months
    assert found.day == min(day.day, monthrange(found.year, found.month)[1])


@given(DAYS, DAYS, st.integers(0, 40), st.sampled_from([Unit.DAY, Unit.MONTH, Unit.YEAR]))
def test_periods_are_monotone(one: date, other: date, amount: int, unit: Unit) -> None:
    first, second = sorted((one, other))
    assert last_day(first, amount, unit) <= last_day(second, amount, unit)


@given(DAYS, st.integers(1, 60), st.sampled_from([Unit.DAY, Unit.WORKDAY]))
def test_a_rolling_period_ends_on_a_workday_at_closing(day: date, amount: int, unit: Unit) -> None:
    end = due(day, amount, unit, CALENDAR)
    assert CALENDAR.is_workday(end.date())
    assert end == CALENDAR.closing(end.date())
    assert end >= due(day, amount, unit, CALENDAR, rolls=False) or unit is Unit.DAY


def test_hours_of_the_clock_and_working_hours() -> None:
    friday = at(2024, 11, 1, 16)
    assert due(friday, 24, Unit.HOUR, CALENDAR) == at(2024, 11, 2, 16)
    assert due(friday, 4, Unit.WORKING_HOUR, CALENDAR) == at(2024, 11, 4, 11)
    with pytest.raises(TypeError, match="instant"):
        due(date(2024, 11, 1), 4, Unit.WORKING_HOUR, CALENDAR)


def test_an_instant_starts_on_its_day_in_shanghai() -> None:
    late = datetime.fromisoformat("2024-10-30T17:00:00+00:00")  # already the 31st in Shanghai
    assert due(late, 1, Unit.DAY, CALENDAR) == at(2024, 11, 1, 17, 30)


def test_years_and_unpublished_ends() -> None:
    assert due(date(2020, 2, 29), 1, Unit.YEAR, CALENDAR).date() == date(2021, 3, 1)  # 28 February: a Sunday
    with pytest.raises(YearUnpublished):
        due(date(2026, 12, 10), 1, Unit.MONTH, CALENDAR)
    with pytest.raises(ValueError, match="negative"):
        due(date(2024, 1, 1), -1, Unit.DAY, CALENDAR)


def test_lead_times_count_back() -> None:
    assert latest_before(date(2024, 11, 20), 10, Unit.DAY, CALENDAR) == date(2024, 11, 10)
    assert latest_before(date(2024, 10, 9), 2, Unit.WORKDAY, CALENDAR) == date(2024, 9, 30)


def test_a_pause_gives_back_what_was_left() -> None:
    end = due(date(2024, 10, 21), 5, Unit.WORKDAY, CALENDAR)
    assert end == at(2024, 10, 28, 17, 30)
    again = resumed(end, Unit.WORKDAY, at(2024, 10, 23), at(2024, 11, 6), CALENDAR, rolls=True)
    assert CALENDAR.workdays_between(date(2024, 11, 6), again.date()) == 3
    days = resumed(
        at(2024, 10, 31, 17, 30), Unit.DAY, at(2024, 10, 21), at(2024, 10, 24), CALENDAR, rolls=True
    )
    assert days == at(2024, 11, 4, 17, 30)  # 3 November is a Sunday
    hours = resumed(
        at(2024, 10, 30, 16),
        Unit.WORKING_HOUR,
        at(2024, 10, 30, 15),
        at(2024, 11, 1, 17),
        CALENDAR,
        rolls=False,
    )
    assert hours == at(2024, 11, 4, 9)
    past = resumed(end, Unit.WORKDAY, at(2024, 10, 30), at(2024, 11, 6), CALENDAR, rolls=True)
    assert past == end


@given(DAYS, st.integers(1, 30), st.integers(0, 20), st.integers(0, 40))
def test_a_pause_never_shortens(day: date, amount: int, run: int, stood: int) -> None:
    end = due(day, amount, Unit.WORKDAY, CALENDAR)
    paused = datetime.combine(day, datetime.min.time(), SHANGHAI) + timedelta(days=run, hours=10)
    later = resumed(end, Unit.WORKDAY, paused, paused + timedelta(days=stood), CALENDAR, rolls=True)
    assert later >= end


END = at(2024, 10, 30, 17, 30)  # a Wednesday


@pytest.mark.parametrize(
    ("unit", "now", "text", "tone"),
    [
        (Unit.WORKDAY, at(2024, 10, 25), "还有 3 个工作日", Tone.NEUTRAL),
        (Unit.WORKDAY, at(2024, 10, 29), "明天到期", Tone.NEUTRAL),
        (Unit.WORKDAY, at(2024, 10, 30, 9), "今天 17:30 前", Tone.DUE),
        (Unit.WORKDAY, at(2024, 10, 30, 18), "今天已过时限", Tone.LATE),
        (Unit.WORKDAY, at(2024, 10, 31), "超 1 个工作日", Tone.LATE),
        (Unit.DAY, at(2024, 10, 28), "还有 2 天", Tone.NEUTRAL),
        (Unit.MONTH, at(2024, 10, 20), "还有 10 天", Tone.NEUTRAL),
        (Unit.DAY, at(2024, 11, 2), "超 3 天", Tone.LATE),
        (Unit.HOUR, at(2024, 10, 28, 17, 30), "还有 48 小时", Tone.NEUTRAL),
        (Unit.WORKING_HOUR, at(2024, 10, 28, 17, 30), "还有 14 个工作小时", Tone.NEUTRAL),
        (Unit.WORKING_HOUR, at(2024, 10, 29, 17), "明天 17:30 前", Tone.NEUTRAL),
        (Unit.WORKING_HOUR, at(2024, 10, 30, 17), "今天 17:30 前", Tone.DUE),
        (Unit.WORKING_HOUR, at(2024, 10, 30, 20), "刚过时限", Tone.LATE),
        (Unit.WORKING_HOUR, at(2024, 10, 31, 11, 30), "超 3 个工作小时", Tone.LATE),
    ],
)
def test_time_left_in_words(unit: Unit, now: datetime, text: str, tone: Tone) -> None:
    assert remaining(END, unit, now, CALENDAR) == Remaining(text, tone)


def test_time_left_without_a_calendar_says_the_date() -> None:
    short = calendar_of(2024)
    assert remaining(at(2025, 1, 8), Unit.WORKDAY, at(2024, 12, 30), short).text == "2025年1月8日 到期"
    assert remaining(END, Unit.WORKDAY, at(2025, 1, 8), short) == Remaining(
        "2024年10月30日 已到期", Tone.LATE
    )
    assert remaining(END, Unit.WORKING_HOUR, at(2025, 1, 8), short).tone is Tone.LATE


def test_a_rest_day_after_the_end_is_late_without_a_workday_passed() -> None:
    friday = at(2024, 11, 1, 17, 30)
    assert remaining(friday, Unit.WORKDAY, at(2024, 11, 2), CALENDAR) == Remaining("已过时限", Tone.LATE)
