"""When a legal period ends, and how the time left is said. Pure; the records are in ``models.deadline``.

Rules (domain.md 6.9): the first day is not counted; a period of months or years ends on the same date, or
on the month's last day where there is none (民法典 第二百零二条); where the rule rolls, a last day that is
not worked gives way to the next workday, and the period ends when business stops (第二百零三条).
Asia/Shanghai only.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from linli.common.clock import add_months
from linli.workflow.calendar import SHANGHAI, Calendar, YearUnpublished


class Unit(StrEnum):
    """Units in which the law states a period."""

    DAY = "day"
    WORKDAY = "workday"
    HOUR = "hour"
    """Hours of the clock, nights and rest days included."""
    WORKING_HOUR = "working_hour"
    """Hours within working hours."""
    MONTH = "month"
    YEAR = "year"

    @property
    def label(self) -> str:
        """As the law writes it."""
        return _LABELS[self]

    def said(self, amount: int) -> str:
        """``5 个工作日``, ``30 天``."""
        return f"{amount} {_SAID[self]}"


_LABELS = {
    Unit.DAY: "日",
    Unit.WORKDAY: "工作日",
    Unit.HOUR: "小时",
    Unit.WORKING_HOUR: "工作小时",
    Unit.MONTH: "月",
    Unit.YEAR: "年",
}
_SAID = {
    Unit.DAY: "天",
    Unit.WORKDAY: "个工作日",
    Unit.HOUR: "小时",
    Unit.WORKING_HOUR: "个工作小时",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
}
HOURLY = frozenset({Unit.HOUR, Unit.WORKING_HOUR})
UNIT_CHOICES = [(unit.value, unit.label) for unit in Unit]


def last_day(start: date, amount: int, unit: Unit) -> date:
    """The last day of a period in 日, 月 or 年 before any rolling; needs no calendar."""
    match unit:
        case Unit.DAY:
            return start + timedelta(days=amount)
        case Unit.MONTH:
            return add_months(start, amount)
        case Unit.YEAR:
            return add_months(start, 12 * amount)
    raise ValueError(f"{unit.label} are counted on the working calendar")


def due(
    start: date | datetime, amount: int, unit: Unit, calendar: Calendar, *, rolls: bool = True
) -> datetime:
    """The instant (aware, Shanghai) at which a period of ``amount`` ≥ 0 ends that begins at ``start``.

    ``start`` is a date, or an aware instant; hours of either kind need an instant and never roll. ``rolls``
    moves a last day that is not worked to the next workday. Raises ``YearUnpublished`` when the answer lies
    in such a year.
    """
    if amount < 0:
        raise ValueError("a period is not negative; use latest_before for a lead time")
    if unit in HOURLY:
        if not isinstance(start, datetime):
            raise TypeError("a period in hours begins at an instant")
        return _add_hours(start, timedelta(hours=amount), unit, calendar)
    day = day_of(start)
    if unit is Unit.WORKDAY:
        return calendar.closing(calendar.add_workdays(day, amount))
    last = last_day(day, amount, unit)
    return calendar.closing(calendar.roll(last) if rolls else last)


def _add_hours(start: datetime, span: timedelta, unit: Unit, calendar: Calendar) -> datetime:
    if unit is Unit.WORKING_HOUR:
        return calendar.add_working_hours(start, Decimal(span // timedelta(seconds=1)) / 3600)
    return start.astimezone(SHANGHAI) + span


def latest_before(event: date, amount: int, unit: Unit, calendar: Calendar) -> date:
    """The last day on which a thing that must come ``amount`` before ``event`` may happen.

    The day of the event is not counted; nothing rolls, since a later day would be too late. Workdays are
    counted back on the calendar.
    """
    if unit is Unit.WORKDAY:
        return calendar.add_workdays(event, -amount) if amount else event
    if unit in HOURLY:
        raise ValueError("a lead time is stated in days or longer")
    return last_day(event, -amount, unit)


def day_of(moment: date | datetime) -> date:
    """The date in Shanghai."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("an instant is aware")
    return moment.astimezone(SHANGHAI).date()


def resumed(
    due_at: datetime, unit: Unit, paused: datetime, resumed_at: datetime, calendar: Calendar, *, rolls: bool
) -> datetime:
    """The new end of a period that stood still from ``paused`` to ``resumed_at``.

    What was left is left again, in the period's own unit: hours, workdays, or (日, 月, 年) days. A pause
    that begins after the end gives nothing back.
    """
    if paused >= due_at:
        return due_at
    if unit in HOURLY:
        return _add_hours(resumed_at, _hours_left(due_at, paused, unit, calendar), unit, calendar)
    if unit is Unit.WORKDAY:
        left_days = calendar.workdays_between(day_of(paused), day_of(due_at))
        return calendar.closing(calendar.add_workdays(day_of(resumed_at), left_days))
    last = day_of(due_at) + (day_of(resumed_at) - day_of(paused))
    return calendar.closing(calendar.roll(last) if rolls else last)


def _hours_left(due_at: datetime, now: datetime, unit: Unit, calendar: Calendar) -> timedelta:
    return calendar.working_time_between(now, due_at) if unit is Unit.WORKING_HOUR else due_at - now


class Tone(StrEnum):
    """How a deadline looks on a page (ui.md §2)."""

    NEUTRAL = "neutral"
    DUE = "due"
    LATE = "late"
    PAUSED = "paused"
    DONE = "done"


@dataclass(frozen=True)
class Remaining:
    """Time left, in words and in tone."""

    text: str
    tone: Tone


def remaining(due_at: datetime, unit: Unit, now: datetime, calendar: Calendar) -> Remaining:
    """``今天 17:30 前``, ``明天到期``, ``还有 3 个工作日``, ``超 1 个工作日``: in the legal unit.

    Months and years are said in days. Where the calendar to count workdays on is missing, the date is said.
    """
    today, last = day_of(now), day_of(due_at)
    if unit in HOURLY:
        return _remaining_hours(due_at, unit, now, calendar)
    if now > due_at:
        return Remaining(_late(today, last, unit, calendar), Tone.LATE)
    if last == today:
        return Remaining(f"今天 {due_at.astimezone(SHANGHAI):%H:%M} 前", Tone.DUE)
    if last == today + timedelta(days=1):
        return Remaining("明天到期", Tone.NEUTRAL)
    return Remaining(_ahead(today, last, unit, calendar), Tone.NEUTRAL)


def _ahead(today: date, last: date, unit: Unit, calendar: Calendar) -> str:
    if unit is not Unit.WORKDAY:
        return f"还有 {(last - today).days} 天"
    try:
        return f"还有 {calendar.workdays_between(today, last)} 个工作日"
    except YearUnpublished:
        return f"{last.year}年{last.month}月{last.day}日 到期"


def _late(today: date, last: date, unit: Unit, calendar: Calendar) -> str:
    if last == today:
        return "今天已过时限"
    if unit is not Unit.WORKDAY:
        return f"超 {(today - last).days} 天"
    try:
        # On the rest days after the last day no workday has passed yet, but the limit has.
        passed = calendar.workdays_between(last, today)
        return f"超 {passed} 个工作日" if passed else "已过时限"
    except YearUnpublished:
        return f"{last.year}年{last.month}月{last.day}日 已到期"


def _remaining_hours(due_at: datetime, unit: Unit, now: datetime, calendar: Calendar) -> Remaining:
    today, last = day_of(now), day_of(due_at)
    clock = f"{due_at.astimezone(SHANGHAI):%H:%M}"
    if now <= due_at and last == today:
        return Remaining(f"今天 {clock} 前", Tone.DUE)
    if now <= due_at and last == today + timedelta(days=1):
        return Remaining(f"明天 {clock} 前", Tone.NEUTRAL)
    try:
        left = _hours_left(due_at, now, unit, calendar)
    except YearUnpublished:
        tone = Tone.LATE if now > due_at else Tone.NEUTRAL
        return Remaining(f"{last.year}年{last.month}月{last.day}日 {clock} 到期", tone)
    if now <= due_at:
        return Remaining(f"还有 {unit.said(-(-left // timedelta(hours=1)))}", Tone.NEUTRAL)
    over = -left // timedelta(hours=1)
    return Remaining(f"超 {unit.said(over)}" if over else "刚过时限", Tone.LATE)
