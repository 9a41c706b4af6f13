"""The order of days in a case, asked by every write that names a day: nothing before what it follows from, and nothing
in time to come but what may be planned. Every refusal names both days.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from linli.common.clock import business_date

Since = tuple[str, date | None]
"""What a day may not lie before, in words, and when that was; None while it has not been."""


def require_past(on: date, what: str, field: str = "on") -> None:
    """What was done was done today or before. Raises ValidationError at the field."""
    require_day(on, what, field=field)


def require_day(on: date, what: str, *since: Since, field: str = "on", ahead: int = 0) -> None:
    """``what`` did not happen before any of ``since``, nor more than ``ahead`` days from today.

    Raises ValidationError at the field, with the day that was given and the day it clashes with.
    """
    require_not_before(on, what, *since, field=field)
    today = business_date()
    last = today + timedelta(days=ahead)
    if on <= last:
        return
    if ahead:
        raise ValidationError({field: f"{what}日期太远：{on}。最多记到 {ahead} 天以后，也就是 {last}。"})
    raise ValidationError({field: f"{what}日期在以后：{on}，今天是 {today}。请填今天或更早的一天。"})


def require_not_before(on: date, what: str, *since: Since, field: str = "on") -> None:
    """The first half of ``require_day``, for what may well lie in time to come, as a day by which something is due."""
    known = [(day, name) for name, day in since if day is not None]
    if not known:
        return
    day, name = max(known, key=lambda each: each[0])
    if on < day:
        raise ValidationError({field: f"{what}日期早于{name}：{on}，{name}是 {day}。请核对日期。"})


def first(days: Iterable[date | None]) -> date | None:
    """The earliest of those known."""
    return min((day for day in days if day is not None), default=None)


def last(days: Iterable[date | None]) -> date | None:
    """The latest of those known."""
    return max((day for day in days if day is not None), default=None)
