"""The working calendar as a value: days, hours, and what it refuses to guess."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.workflow.calendar import DEFAULT_HOURS, SHANGHAI, Calendar, Hours, HoursPeriod, YearUnpublished
from tests.workflow.conftest import at, calendar_of

CALENDAR = calendar_of(*range(2019, 2027))
DAYS = st.dates(date(2020, 6, 1), date(2025, 6, 1))
COUNTS = st.integers(1, 200)
INSTANTS = st.datetimes(datetime(2020, 6, 1), datetime(2025, 6, 1)).map(lambda d: d.replace(tzinfo=SHANGHAI))
HOURS = st.decimals(0, 100, places=2)


def test_a_make_up_sunday_is_worked_and_the_holiday_is_not() -> None:
    assert CALENDAR.is_workday(date(2024, 9, 29))  # 国庆节调休上班, a Sunday
    assert CALENDAR.is_workday(date(2024, 10, 12))  # likewise, a Saturday
    assert not CALENDAR.is_workday(date(2024, 10, 7))  # the last day off, a Monday
    assert CALENDAR.is_workday(date(2024, 10, 8))


def test_workdays_are_counted_over_the_national_holiday() -> None:
    assert CALENDAR.add_workdays(date(2024, 9, 30), 1) == date(2024, 10, 8)
    assert CALENDAR.add_workdays(date(2024, 9, 30), 5) == date(2024, 10, 12)
    assert CALENDAR.workdays_between(date(2024, 9, 30), date(2024, 10, 12)) == 5


@given(DAYS, COUNTS)
def test_the_answer_is_a_workday_later_and_counts_back(day: date, count: int) -> None:
    found = CALENDAR.add_workdays(day, count)
    assert CALENDAR.is_workday(found)
    assert found > day
    assert CALENDAR.workdays_between(day, found) == count


@given(DAYS, COUNTS)
def test_backwards_is_the_mirror(day: date, count: int) -> None:
    found = CALENDAR.add_workdays(day, -count)
    assert CALENDAR.is_workday(found)
    assert found < day
    worked = sum(CALENDAR.is_workday(found + timedelta(n)) for n in range((day - found).days))
    assert worked == count


@given(DAYS, DAYS, COUNTS)
def test_a_later_start_never_ends_earlier(one: date, other: date, count: int) -> None:
    first, second = sorted((one, other))
    assert CALENDAR.add_workdays(first, count) <= CALENDAR.add_workdays(second, count)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_adding_in_parts_is_adding_at_once(day: date, one: int, other: int) -> None:
    start = CALENDAR.roll(day)
    assert CALENDAR.add_workdays(CALENDAR.add_workdays(start, one), other) == CALENDAR.add_workdays(
        start, one + other
    )


@given(DAYS, st.integers(0, 400))
def test_workdays_between_agrees_with_counting_one_by_one(start: date, length: int) -> None:
    end = start + timedelta(length)
    counted = sum(CALENDAR.is_workday(start + timedelta(n)) for n in range(1, length + 1))
    assert CALENDAR.workdays_between(start, end) == counted
    assert CALENDAR.workdays_between(end, start) == -counted


@given(DAYS)
def test_roll_stays_or_moves_to_the_next_workday(day: date) -> None:
    rolled = CALENDAR.roll(day)
    assert rolled == (day if CALENDAR.is_workday(day) else CALENDAR.next_workday(day))
    assert CALENDAR.roll(rolled) == rolled


@given(INSTANTS, HOURS)
def test_working_hours_end_within_working_hours(instant: datetime, hours: Decimal) -> None:
    end = CALENDAR.add_working_hours(instant, hours)
    assert CALENDAR.is_workday(end.date())
    assert any(start <= end.time() <= stop for start, stop in DEFAULT_HOURS.spans)
    assert end >= instant
    assert CALENDAR.working_time_between(instant, end) == timedelta(seconds=int(hours * 3600))


@given(INSTANTS, INSTANTS, HOURS)
def test_working_hours_are_monotone(one: datetime, other: datetime, hours: Decimal) -> None:
    first, second = sorted((one, other))
    assert CALENDAR.add_working_hours(first, hours) <= CALENDAR.add_working_hours(second, hours)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (at(2024, 10, 30, 9), 2, at(2024, 10, 30, 11)),
        (at(2024, 10, 30, 11), 2, at(2024, 10, 30, 15)),  # over noon
        (at(2024, 10, 30, 8, 30), Decimal("3.5"), at(2024, 10, 30, 12)),  # ends when the morning does
        (at(2024, 10, 30, 16, 30), 4, at(2024, 10, 31, 11, 30)),
        (at(2024, 11, 1, 16, 30), 4, at(2024, 11, 4, 11, 30)),  # over a weekend
        (at(2024, 9, 30, 17, 0), 1, at(2024, 10, 8, 9)),  # over the holiday
        (at(2024, 10, 30, 22), 0, at(2024, 10, 31, 8, 30)),  # the next working instant
        (at(2024, 10, 30, 12), 0, at(2024, 10, 30, 14)),
    ],
)
def test_working_hours_by_hand(start: datetime, hours: int | Decimal, end: datetime) -> None:
    assert CALENDAR.add_working_hours(start, hours) == end


def test_an_instant_of_another_zone_is_read_in_shanghai() -> None:
    utc = at(2024, 10, 30, 9).astimezone(tz=None)
    assert CALENDAR.add_working_hours(utc, 1) == at(2024, 10, 30, 10)


def test_summer_hours_hold_in_their_period_only() -> None:
    summer = Hours(((time(8), time(12)), (time(15), time(18))))
    period = HoursPeriod(date(2024, 7, 1), date(2024, 9, 1), summer)
    calendar = Calendar(CALENDAR.workdays, CALENDAR.years, (period,))
    assert calendar.closing(date(2024, 7, 1)) == at(2024, 7, 1, 18)
    assert calendar.closing(date(2024, 9, 2)) == at(2024, 9, 2, 17, 30)
    assert calendar.add_working_hours(at(2024, 8, 30, 17), 2) == at(2024, 9, 2, 9, 30)


def test_business_stops_at_closing_and_a_rest_day_at_midnight() -> None:
    assert CALENDAR.closing(date(2024, 10, 30)) == at(2024, 10, 30, 17, 30)
    assert CALENDAR.closing(date(2024, 11, 2)) == datetime(2024, 11, 2, 23, 59, 59, tzinfo=SHANGHAI)


def test_an_unpublished_year_is_said_to_be_unpublished() -> None:
    calendar = calendar_of(2024)
    for ask in (
        lambda: calendar.is_workday(date(2025, 1, 2)),
        lambda: calendar.add_workdays(date(2024, 12, 30), 5),
        lambda: calendar.workdays_between(date(2024, 12, 30), date(2025, 1, 3)),
        lambda: calendar.add_working_hours(at(2024, 12, 31, 17), 2),
        lambda: calendar.closing(date(2025, 1, 2)),
    ):
        with pytest.raises(YearUnpublished, match="2025 年的工作日历还没有载入") as raised:
            ask()
        assert raised.value.year == 2025
    with pytest.raises(YearUnpublished) as before:
        calendar.add_workdays(date(2024, 1, 3), -5)
    assert before.value.year == 2023


def test_a_gap_between_published_years_is_not_jumped() -> None:
    calendar = calendar_of(2022, 2024)
    with pytest.raises(YearUnpublished) as raised:
        calendar.add_workdays(date(2022, 12, 30), 3)
    assert raised.value.year == 2023
    with pytest.raises(YearUnpublished):
        calendar.workdays_between(date(2022, 12, 1), date(2024, 1, 5))
    with pytest.raises(YearUnpublished) as back:
        calendar.add_workdays(date(2024, 1, 3), -5)
    assert back.value.year == 2023


def test_a_year_with_a_day_missing_is_not_published() -> None:
    days = [(date(2024, 1, 1) + timedelta(n), True) for n in range(366)]
    assert Calendar.of(days).years == {2024}
    assert Calendar.of(days[:-1]).years == frozenset()


def test_broken_values_are_refused() -> None:
    with pytest.raises(ValueError, match="in order"):
        Hours(((time(12), time(8)),))
    with pytest.raises(ValueError, match="in order"):
        Hours(())
    with pytest.raises(ValueError, match="ascend"):
        Calendar((date(2024, 1, 3), date(2024, 1, 2)), frozenset({2024}))
    with pytest.raises(ValueError, match="unpublished"):
        Calendar((date(2024, 1, 3),), frozenset())
    with pytest.raises(ValueError, match="aware"):
        CALENDAR.add_working_hours(datetime(2024, 1, 3), 1)
    with pytest.raises(ValueError, match="added"):
        CALENDAR.add_working_hours(at(2024, 1, 3), -1)
