"""Questions about the roster and the cases; the run of four-zero years is in ``four_zero``."""

from datetime import date

from django.db.models import QuerySet

from linli.indicators.period import Period
from linli.mediation.models import MEDIATED, DisputeCase, IllegalBuilding, IllegalBuildingLedger, Notable
from linli.orgs.selectors import in_force, paths_of, placed

WHY = "a figure counts over the whole territory; the caller narrows it to an area the actor may see"


def listed_on(day: date) -> QuerySet[Notable]:
    """Listings in force."""
    return Notable.objects.unscoped(WHY).filter(in_force(day, start="listed_on", end="left_on"))


def mediated_within(period: Period) -> QuerySet[DisputeCase]:
    """Cases closed in the period that were mediated: agreed, failed or ended. Declined and transferred ones
    are not (domain.md 4.3.6, rule 3)."""
    return DisputeCase.objects.unscoped(WHY).filter(
        closed_on__range=(period.start, period.end), outcome__in=MEDIATED
    )


def buildings_of(ledger: IllegalBuildingLedger) -> QuerySet[IllegalBuilding]:
    """The buildings a year's ledger lists: found by the end of the year, not disposed of before it began,
    in estates lying in the ledger's area on the day they were found."""
    first, last = date(ledger.year, 1, 1), date(ledger.year, 12, 31)
    return (
        IllegalBuilding.objects.unscoped(WHY)
        .filter(placed("estate", paths_of(ledger.area), "found_on"), found_on__lte=last)
        .exclude(disposed_on__lt=first)
        .order_by("found_on", "pk")
    )
