"""Reads: the calendar and the clocks in force, and the deadlines a person would ask for."""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import models
from django.db.models import Q, QuerySet

from linli.access.actor import Actor
from linli.workflow.calendar import SHANGHAI, Calendar, Hours, HoursPeriod
from linli.workflow.clocks import ClockRule, all_clocks, clock
from linli.workflow.deadlines import HOURLY, Remaining, Tone, Unit, day_of, due, last_day, remaining
from linli.workflow.models import CalendarDay, ClockRuleOverride, DayKind, Deadline, WorkingHours
from linli.workflow.references import Reference

WHY = "the calendar and the clocks hold for the whole district"
CALENDAR_FREE = (Unit.DAY, Unit.MONTH, Unit.YEAR)
CACHE_SECONDS = 300
_cached: tuple[float, Calendar] | None = None


def read_calendar() -> Calendar:
    """The calendar as it stands in the database: two queries."""
    days = CalendarDay.objects.unscoped(WHY).order_by("day").values_list("day", "kind")
    periods = [
        HoursPeriod(
            row.valid_from,
            row.valid_to,
            Hours(((row.morning_from, row.morning_to), (row.afternoon_from, row.afternoon_to))),
        )
        for row in WorkingHours.objects.unscoped(WHY).order_by("valid_from")
    ]
    return Calendar.of(((day, kind == DayKind.WORKDAY) for day, kind in days), periods)


def working_calendar() -> Calendar:
    """The calendar, read once per process and kept for five minutes.

    It changes about once a year, through ``services``, which forget it in their own process at once; other
    processes follow within the five minutes and until then call a new year unpublished, never guess it.
    """
    global _cached  # a cache of one value per process
    now = time.monotonic()
    if _cached is None or now - _cached[0] > CACHE_SECONDS:
        _cached = (now, read_calendar())
    return _cached[1]


def forget_calendar() -> None:
    """Read the calendar anew at the next question."""
    global _cached  # see above
    _cached = None


def published_years() -> tuple[int, ...]:
    """Years whose calendar is in the system, ascending."""
    return tuple(sorted(working_calendar().years))


# Clocks


def _with(rule: ClockRule, override: ClockRuleOverride | None) -> ClockRule:
    if override is None:
        return rule
    return replace(rule, amount=override.amount, unit=Unit(override.unit), basis=override.basis)


def _overrides_on(day: date) -> QuerySet[ClockRuleOverride]:
    return ClockRuleOverride.objects.unscoped(WHY).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day
    )


def ends_on(rule: ClockRule, start: date) -> date:
    """The last day of a period that begins on a day, not rolled, whatever its unit.

    Raises YearUnpublished where it is counted on a calendar that is not there yet.
    """
    if rule.unit is None:
        raise ValueError(f"{rule.code} is a share, not a clock")
    if rule.unit in CALENDAR_FREE:
        return last_day(start, rule.amount, rule.unit)
    begins = datetime.combine(start, datetime.min.time(), SHANGHAI) if rule.unit in HOURLY else start
    return day_of(due(begins, rule.amount, rule.unit, working_calendar(), rolls=False))


def clock_on(code: str, day: date) -> ClockRule:
    """The rule with the district's own value of that day, if it has set one."""
    rule = clock(code)
    if not rule.configurable:
        return rule
    return _with(rule, _overrides_on(day).filter(code=code).first())


def clocks_on(day: date) -> Mapping[str, ClockRule]:
    """All rules in force on that day, by code: one query."""
    own = {row.code: row for row in _overrides_on(day)}
    return {
        rule.code: _with(rule, own.get(rule.code) if rule.configurable else None) for rule in all_clocks()
    }


# Deadlines

RUNNING = Q(met_at__isnull=True, dropped_at__isnull=True)
TICKING = RUNNING & Q(paused_at__isnull=True)


def deadlines_of(actor: Actor, target: models.Model) -> QuerySet[Deadline]:
    """All deadlines ever set on a thing, the latest first."""
    to = Reference.to(target)
    return (
        Deadline.objects.visible_to(actor)
        .filter(target_type=to.type, target_id=to.id)
        .order_by("-started_at", "-pk")
    )


def overdue_on(actor: Actor, at: datetime) -> QuerySet[Deadline]:
    """Running, not paused, and past their end at ``at``; the longest overdue first."""
    return Deadline.objects.visible_to(actor).filter(TICKING, due_at__lt=at).order_by("due_at", "pk")


def due_within(actor: Actor, start: datetime, end: datetime) -> QuerySet[Deadline]:
    """Running, not paused, and due at ``start`` or later and before ``end``; the next first."""
    return (
        Deadline.objects.visible_to(actor)
        .filter(TICKING, due_at__gte=start, due_at__lt=end)
        .order_by("due_at", "pk")
    )


def paused(actor: Actor) -> QuerySet[Deadline]:
    """Standing still."""
    return (
        Deadline.objects.visible_to(actor)
        .filter(RUNNING, paused_at__isnull=False)
        .order_by("paused_at", "pk")
    )


def awaiting_calendar(actor: Actor) -> QuerySet[Deadline]:
    """Running deadlines whose end no published calendar can tell yet."""
    return (
        Deadline.objects.visible_to(actor).filter(RUNNING, due_at__isnull=True).order_by("started_at", "pk")
    )


def told(deadline: Deadline, now: datetime, calendar: Calendar) -> Remaining:
    """The deadline in words for a chip (ui.md §4)."""
    if deadline.dropped_at is not None:
        return Remaining("不再计时", Tone.NEUTRAL)
    if deadline.met_at is not None:
        late = deadline.due_at is not None and deadline.met_at > deadline.due_at
        return Remaining("已办，超过时限" if late else "按时办完", Tone.NEUTRAL if late else Tone.DONE)
    if deadline.paused_at is not None:
        return Remaining("暂停计时", Tone.PAUSED)
    if deadline.due_at is None:
        return Remaining(f"到期日待 {deadline.awaits_year} 年工作日历公布", Tone.NEUTRAL)
    return remaining(deadline.due_at, Unit(deadline.unit), now, calendar)
