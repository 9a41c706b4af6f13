"""The business clock.

Deadlines, terms, expiries and default periods use the business date. It is the real date, except in a
demo, whose clock stands still until it is advanced. Sign-in, sessions and the log use real time.
"""

from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

from linli.common.models import ClockStand

_read: ContextVar[list[ClockStand | None] | None] = ContextVar("clock_stand_read", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Within one request the demo's clock is looked at once, not by everybody who asks the time."""
    token = _read.set([])
    try:
        yield
    finally:
        _read.reset(token)


def _stand() -> ClockStand | None:
    kept = _read.get()
    if kept:
        return kept[0]
    found = ClockStand.objects.filter(pk=1).first()
    if kept is not None:
        kept.append(found)
    return found


def business_now() -> datetime:
    """Aware instant of the district's business."""
    stand = _stand()
    return stand.stands_at if stand else timezone.now()


def stands() -> bool:
    """Whether the clock stands still, as a demo's does until it is advanced."""
    return _stand() is not None


def business_date() -> date:
    """Today, for deadlines, terms and periods, in the district's time zone."""
    return timezone.localdate(business_now())


def stand_at(instant: datetime) -> None:
    """Stop the clock at ``instant`` (aware). Only the demo does this."""
    if timezone.is_naive(instant):
        raise ValueError("the clock stands at an aware instant")
    if kept := _read.get():
        kept.clear()
    ClockStand.objects.update_or_create(pk=1, defaults={"stands_at": instant})


def add_months(day: date, months: int) -> date:
    """Same date ``months`` later (or earlier), the month's last day where there is no such date."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
