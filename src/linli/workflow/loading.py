"""Loading the State's calendar into ``CalendarDay`` rows, from the package ``chinesecalendar``."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.metadata import version

from chinese_calendar import Holiday, constants
from django.core.exceptions import ValidationError
from django.db import transaction

from linli.workflow.models import CalendarDay, DayKind
from linli.workflow.selectors import WHY, forget_calendar
from linli.workflow.services import settle_awaiting

SATURDAY = 5
BATCH = 1000


@dataclass(frozen=True)
class Loaded:
    """What a load did: days added, days corrected, deadlines that got their end."""

    years: tuple[int, ...]
    added: int
    changed: int
    settled: int


def available_years() -> tuple[int, ...]:
    """Years the package knows, ascending."""
    return tuple(sorted({day.year for day in constants.holidays}))


def _name(value: str) -> str:
    return str(Holiday(value).chinese)


def days_of(year: int) -> Iterator[CalendarDay]:
    """Every day of the year, unsaved."""
    source = f"国务院办公厅放假安排（chinesecalendar {version('chinesecalendar')}）"
    day = date(year, 1, 1)
    while day.year == year:
        if day in constants.workdays:
            kind, name = DayKind.WORKDAY, f"{_name(constants.workdays[day])}调休上班"
        elif day in constants.holidays:
            kind, name = DayKind.HOLIDAY, _name(constants.holidays[day])
        else:
            kind, name = (DayKind.REST if day.weekday() >= SATURDAY else DayKind.WORKDAY), ""
        yield CalendarDay(day=day, kind=kind, name=name, source=source)
        day += timedelta(days=1)


@transaction.atomic
def load_years(years: Iterable[int]) -> Loaded:
    """Bring the rows of these years in line with the package; a second load changes nothing.

    Raises ValidationError for a year the package does not have.
    """
    wanted = tuple(sorted(set(years)))
    unknown = [year for year in wanted if year not in available_years()]
    if unknown:
        known = available_years()
        raise ValidationError(
            f"{unknown[0]} 年的放假安排还没有：现有 {known[0]} 至 {known[-1]} 年。"
            "请等国务院办公厅公布、系统更新后再载入。"
        )
    present = {row.day: row for row in CalendarDay.objects.unscoped(WHY).filter(day__year__in=wanted)}
    added, changed = [], []
    for fresh in (day for year in wanted for day in days_of(year)):
        row = present.get(fresh.day)
        if row is None:
            added.append(fresh)
        elif (row.kind, row.name) != (fresh.kind, fresh.name):
            row.kind, row.name, row.source = fresh.kind, fresh.name, fresh.source
            changed.append(row)
    CalendarDay.everything.bulk_create(added, batch_size=BATCH)
    CalendarDay.everything.bulk_update(changed, ["kind", "name", "source"], batch_size=BATCH)
    settled = settle_awaiting() if added or changed else 0
    forget_calendar()
    transaction.on_commit(forget_calendar)
    return Loaded(wanted, len(added), len(changed), settled)


def load_missing_years() -> Loaded:
    """The years the package has and the database has not a day of. After every migration, so that an
    updated package brings its new year along."""
    present = {day.year for day in CalendarDay.objects.unscoped(WHY).dates("day", "year")}
    return load_years(year for year in available_years() if year not in present)
