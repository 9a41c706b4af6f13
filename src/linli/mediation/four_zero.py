"""四零 of illegal buildings in old estates: 零容忍、零存量、零补偿、零上访, year by year (domain.md 4.3.6, rule 10).

A year of an area is a zero year when its ledger was opened and, among the buildings lying in the area,
every new one was acted upon within the set workdays of being found, no existing one stood open at the end
of the year (or at the cut-off), nothing was paid in compensation, and nobody petitioned. The run is the
unbroken row of zero years that ends in the cut-off's year. Only what had happened by the cut-off is known.

A fact belongs to the areas its estate stood under on the fact's own day. Whole runs of many areas cost four
queries: ledgers, buildings, placements, the clock.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet

from linli.indicators.period import Period
from linli.mediation.clocks import BUILDING_ACTION
from linli.mediation.models import BuildingKind, IllegalBuilding, IllegalBuildingLedger
from linli.mediation.selectors import WHY
from linli.orgs.models import Area, Placement
from linli.orgs.selectors import paths_of, placed
from linli.workflow.calendar import YearUnpublished
from linli.workflow.selectors import clock_on, working_calendar


class Zero(StrEnum):
    """The four zeros."""

    TOLERANCE = "零容忍"
    STOCK = "零存量"
    COMPENSATION = "零补偿"
    PETITION = "零上访"


@dataclass(frozen=True)
class Breach:
    """Something that spoils a zero: in which year, and on which day it counts for its area."""

    zero: Zero
    year: int
    day: date
    estate_id: int


Stays = Mapping[int, Sequence[tuple[str, date, date | None]]]
"""Estate id → its placements: path, from, to."""


def ledgers_by(cutoff: date) -> QuerySet[IllegalBuildingLedger]:
    """Ledgers opened by the cut-off, of its year and earlier."""
    return IllegalBuildingLedger.objects.unscoped(WHY).filter(opened_on__lte=cutoff, year__lte=cutoff.year)


def acted_late(found_on: date, acted_on: date | None, cutoff: date, workdays: int) -> bool:
    """Whether more than ``workdays`` passed between finding and first action, or the cut-off without one.

    A year whose working calendar is not published proves nothing, so the zero is not granted.
    """
    until = min(acted_on or cutoff, cutoff)
    if until <= found_on + timedelta(days=workdays):
        return False
    try:
        return working_calendar().workdays_between(found_on, until) > workdays
    except YearUnpublished:
        return True


def _year_end(year: int, cutoff: date) -> date:
    return min(date(year, 12, 31), cutoff)


def _breaches_of(
    building: IllegalBuilding, years: Iterable[int], cutoff: date, workdays: int
) -> Iterator[Breach]:
    estate, found, disposed = building.estate_id, building.found_on, building.disposed_on
    is_new = building.kind == BuildingKind.NEW
    if is_new and acted_late(found, building.first_action_on, cutoff, workdays):
        yield Breach(Zero.TOLERANCE, found.year, found, estate)
    if building.compensation_fen and disposed is not None and disposed <= cutoff:
        yield Breach(Zero.COMPENSATION, disposed.year, disposed, estate)
    if building.petition_on is not None and building.petition_on <= cutoff:
        yield Breach(Zero.PETITION, building.petition_on.year, building.petition_on, estate)
    if is_new:
        return
    for year in years:
        end = _year_end(year, cutoff)
        if found <= end and (disposed is None or disposed > end):
            yield Breach(Zero.STOCK, year, end, estate)


def breaches(years: Sequence[int], cutoff: date) -> list[Breach]:
    """Everything known by ``cutoff`` that spoils a zero in one of ``years``, over the whole territory."""
    if not years:
        return []
    workdays = clock_on(BUILDING_ACTION.code, cutoff).amount
    first_end = _year_end(min(years), cutoff)
    suspects = (
        IllegalBuilding.objects.unscoped(WHY)
        .filter(
            Q(kind=BuildingKind.NEW)
            | Q(compensation_fen__gt=0)
            | Q(petition_on__isnull=False)
            | Q(disposed_on__isnull=True)
            | Q(disposed_on__gt=first_end),
            found_on__lte=cutoff,
        )
        .only(
            "estate_id",
            "kind",
            "found_on",
            "first_action_on",
            "disposed_on",
            "compensation_fen",
            "petition_on",
        )
    )
    wanted = set(years)
    return [
        breach
        for building in suspects
        for breach in _breaches_of(building, years, cutoff, workdays)
        if breach.year in wanted
    ]


def _stays(estates: set[int]) -> Stays:
    found: dict[int, list[tuple[str, date, date | None]]] = defaultdict(list)
    rows = (
        Placement.objects.unscoped(WHY)
        .filter(area_id__in=estates)
        .values_list("area_id", "path", "valid_from", "valid_to")
    )
    for estate, path, start, end in rows:
        found[estate].append((path, start, end))
    return found


def _holders(breach: Breach, stays: Stays) -> Iterator[int]:
    """Ids of the areas the estate stood under on the day of the breach."""
    for path, start, end in stays.get(breach.estate_id, ()):
        if start <= breach.day and (end is None or breach.day < end):
            yield from (int(part) for part in path.strip("/").split("/"))


def spoiled(years: Sequence[int], cutoff: date) -> dict[tuple[int, int], set[Zero]]:
    """(area id, year) → the zeros that area missed in that year."""
    found = breaches(years, cutoff)
    stays = _stays({breach.estate_id for breach in found})
    missed: dict[tuple[int, int], set[Zero]] = defaultdict(set)
    for breach in found:
        for area in _holders(breach, stays):
            missed[area, breach.year].add(breach.zero)
    return missed


def runs(areas: Sequence[Area], period: Period) -> dict[int, list[int]]:
    """Area id → ids of the ledgers of its run, the latest year first. Areas without a run are left out."""
    cutoff = period.cutoff
    ledgers: dict[int, dict[int, int]] = defaultdict(dict)
    rows = ledgers_by(cutoff).filter(area__in=areas).values_list("area_id", "year", "pk")
    for area, year, pk in rows:
        ledgers[area][year] = pk
    missed = spoiled(sorted({year for years in ledgers.values() for year in years}), cutoff)
    found: dict[int, list[int]] = {}
    for area, by_year in ledgers.items():
        year = cutoff.year
        while year in by_year and (area, year) not in missed:
            found.setdefault(area, []).append(by_year[year])
            year -= 1
    return found


def run_lengths(areas: Sequence[Area], period: Period) -> dict[int, int]:
    """Area id → number of years of its run."""
    return {area: len(ledgers) for area, ledgers in runs(areas, period).items()}


def run_ledgers(area: Area, period: Period) -> QuerySet[IllegalBuildingLedger]:
    """The ledgers of the area's own run, one per year, in order of year."""
    ids = runs([area], period).get(area.pk, [])
    return IllegalBuildingLedger.objects.unscoped(WHY).filter(pk__in=ids).order_by("year")


@dataclass(frozen=True)
class Behind:
    """The records one zero of a year is read from, and which of them spoil it."""

    rows: list[IllegalBuilding]
    spoiling: set[int]

    @property
    def held(self) -> bool:
        """Whether the zero was kept."""
        return not self.spoiling


def _rows_of(zero: Zero, area: Area, year: int, cutoff: date) -> QuerySet[IllegalBuilding]:
    first, end, paths = date(year, 1, 1), _year_end(year, cutoff), paths_of(area)
    rows = IllegalBuilding.objects.unscoped(WHY).select_related("estate")
    if zero is Zero.TOLERANCE:
        found = rows.filter(placed("estate", paths, "found_on"), kind=BuildingKind.NEW)
        return found.filter(found_on__range=(first, end)).order_by("found_on", "pk")
    if zero is Zero.STOCK:
        gone = Q(disposed_on__isnull=False, disposed_on__lte=end)
        found = rows.filter(placed("estate", paths, end), kind=BuildingKind.EXISTING, found_on__lte=end)
        return found.exclude(gone).order_by("found_on", "pk")
    if zero is Zero.COMPENSATION:
        found = rows.filter(placed("estate", paths, "disposed_on"), disposed_on__range=(first, end))
        return found.order_by("-compensation_fen", "disposed_on", "pk")
    found = rows.filter(placed("estate", paths, "petition_on"), petition_on__range=(first, end))
    return found.order_by("petition_on", "pk")


def behind(zero: Zero, area: Area, year: int, cutoff: date) -> Behind:
    """Of one area and year, as known at the cut-off: 零容忍 what was newly found, 零存量 what still stood, 零补偿 what
    was disposed of, 零上访 what was petitioned about."""
    rows = list(_rows_of(zero, area, year, cutoff))
    workdays = clock_on(BUILDING_ACTION.code, cutoff).amount
    spoiling = {
        row.pk
        for row in rows
        if any(
            each.zero is zero and each.year == year for each in _breaches_of(row, [year], cutoff, workdays)
        )
    }
    return Behind(rows, spoiling)
