"""The working calendar as a value: which days are worked, and at which hours.

Pure: knows nothing of the database (``linli.workflow.selectors.working_calendar`` reads it from there).
The State Council publishes each year's holidays and make-up workdays late in the year before. What is not
published is not guessed: every question that needs such a year raises ``YearUnpublished``.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Self
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
END_OF_DAY = time(23, 59, 59)


class YearUnpublished(LookupError):
    """The working calendar of ``year`` is not in the system; ``str()`` is for the user."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            f"{year} 年的工作日历还没有载入，算不出工作日。工作日以国务院办公厅公布的放假安排为准；"
            f"公布后请系统管理员载入 {year} 年日历。"
        )


@dataclass(frozen=True)
class Hours:
    """The spans of one working day, in order and apart, in Shanghai time."""

    spans: tuple[tuple[time, time], ...]

    def __post_init__(self) -> None:
        edges = [edge for span in self.spans for edge in span]
        if not edges or any(a >= b for a, b in pairwise(edges)):
            raise ValueError("spans of working hours are in order and do not touch")

    @property
    def closing(self) -> time:
        """When business stops."""
        return self.spans[-1][1]

    @property
    def length(self) -> timedelta:
        """Working time of one day."""
        return sum((_length(a, b) for a, b in self.spans), timedelta())


DEFAULT_HOURS = Hours(((time(8, 30), time(12, 0)), (time(14, 0), time(17, 30))))


@dataclass(frozen=True)
class HoursPeriod:
    """Hours in force on ``valid_from`` and until, not on, ``valid_to`` (None: until further notice)."""

    valid_from: date
    valid_to: date | None
    hours: Hours


def _length(start: time, end: time) -> timedelta:
    return timedelta(
        hours=end.hour - start.hour, minutes=end.minute - start.minute, seconds=end.second - start.second
    )


@dataclass(frozen=True)
class Calendar:
    """Working days of the published years.

    workdays: every working day of ``years``, ascending, without doubles.
    years:    the years that are published whole.
    periods:  working hours in force; a day in none of them has ``DEFAULT_HOURS``.
    """

    workdays: tuple[date, ...]
    years: frozenset[int]
    periods: tuple[HoursPeriod, ...] = ()
    _set: frozenset[date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if any(a >= b for a, b in pairwise(self.workdays)):
            raise ValueError("workdays ascend and are unique")
        stray = {day.year for day in self.workdays} - self.years
        if stray:
            raise ValueError(f"workdays of unpublished years: {sorted(stray)}")
        object.__setattr__(self, "_set", frozenset(self.workdays))

    @classmethod
    def of(cls, days: Iterable[tuple[date, bool]], periods: Iterable[HoursPeriod] = ()) -> Self:
        """From (day, is it worked) pairs. A year counts as published only when none of its days is missing."""
        known: dict[int, int] = {}
        worked: list[date] = []
        for day, is_worked in days:
            known[day.year] = known.get(day.year, 0) + 1
            if is_worked:
                worked.append(day)
        years = frozenset(y for y, n in known.items() if n == (date(y + 1, 1, 1) - date(y, 1, 1)).days)
        return cls(tuple(sorted(d for d in worked if d.year in years)), years, tuple(periods))

    def require(self, first: int, last: int | None = None) -> None:
        """Every year from ``first`` to ``last`` is published, or ``YearUnpublished`` names the first gap."""
        low, high = sorted((first, first if last is None else last))
        for year in range(low, high + 1):
            if year not in self.years:
                raise YearUnpublished(year)

    # Days

    def is_workday(self, day: date) -> bool:
        """Is ``day`` worked, make-up workdays and holidays considered?"""
        self.require(day.year)
        return day in self._set

    def next_workday(self, day: date) -> date:
        """The first workday after ``day``."""
        return self.add_workdays(day, 1)

    def roll(self, day: date) -> date:
        """``day`` if it is worked, else the first workday after it (民法典 第二百零三条)."""
        return day if self.is_workday(day) else self.next_workday(day)

    def add_workdays(self, day: date, count: int) -> date:
        """The ``count``-th workday after ``day``, which is not counted itself; negative goes back.

        0 is ``roll(day)``, so the answer is a workday always.
        """
        self.require(day.year)
        if count == 0:
            return self.roll(day)
        at = bisect_right(self.workdays, day) - 1 if count > 0 else bisect_left(self.workdays, day)
        at += count
        if at < 0:
            # Before the first published year: name the nearest gap, which is what is missing.
            self.require(day.year, self.workdays[0].year - 1)
        if at >= len(self.workdays):
            self.require(day.year, self.workdays[-1].year + 1)
        found = self.workdays[at]
        self.require(day.year, found.year)
        return found

    def workdays_between(self, start: date, end: date) -> int:
        """Workdays after ``start`` up to and with ``end``; negative when ``end`` is earlier.

        ``workdays_between(d, add_workdays(d, n)) == n`` for n > 0.
        """
        self.require(start.year, end.year)
        return bisect_right(self.workdays, end) - bisect_right(self.workdays, start)

    # Hours

    def hours_on(self, day: date) -> Hours:
        """Working hours in force on ``day`` (whether or not it is worked)."""
        for period in self.periods:
            if period.valid_from <= day and (period.valid_to is None or day < period.valid_to):
                return period.hours
        return DEFAULT_HOURS

    def closing(self, day: date) -> datetime:
        """The last instant of ``day`` for a deadline: when business stops, on a day without business its
        last second (民法典 第二百零三条第二款)."""
        at = self.hours_on(day).closing if self.is_workday(day) else END_OF_DAY
        return datetime.combine(day, at, SHANGHAI)

    def _spans_from(self, day: date, at: time) -> list[tuple[datetime, datetime]]:
        spans = self.hours_on(day).spans if self.is_workday(day) else ()
        return [
            (datetime.combine(day, max(at, start), SHANGHAI), datetime.combine(day, end, SHANGHAI))
            for start, end in spans
            if end > at
        ]

    def add_working_hours(self, instant: datetime, hours: int | Decimal) -> datetime:
        """The instant when ``hours`` ≥ 0 of working time after ``instant`` (aware) have passed.

        The answer is in Shanghai time and within working hours, their edges included; 0 is the next
        working instant.
        """
        if hours < 0:
            raise ValueError("working hours are added, not taken away")
        left = timedelta(microseconds=int(Decimal(hours) * 3_600_000_000))
        local = _local(instant)
        day, at = local.date(), local.time()
        while True:
            for start, end in self._spans_from(day, at):
                if end - start >= left:
                    return start + left
                left -= end - start
            day, at = self.next_workday(day), time.min

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from ``start`` to ``end`` (aware); negative when ``end`` is earlier."""
        if end < start:
            return -self.working_time_between(end, start)
        low, high = _local(start), _local(end)
        total = timedelta()
        day, at = low.date(), low.time()
        while day <= high.date():
            for begin, finish in self._spans_from(day, at):
                total += max(timedelta(), min(finish, high) - begin)
            day, at = day + timedelta(days=1), time.min
        return total


def _local(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant is aware")
    return instant.astimezone(SHANGHAI)
