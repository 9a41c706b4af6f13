"""Questions about stations and job desks."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.indicators.period import Period
from linli.orgs.selectors import in_force
from linli.stations.models import (
    Consultation,
    Referral,
    StandardKind,
    Station,
    StationCheck,
    StationHonour,
    StationPause,
    StationStandard,
    Trainee,
)
from linli.stations.models.check import ALL_SIX, ALL_TEN

WHY = "a figure counts over the whole territory; the caller narrows it to an area the actor may see"


def in_use_on(day: date) -> QuerySet[Station]:
    """Stations open to their users: opened, not closed, not paused."""
    pauses = StationPause.objects.unscoped(WHY).filter(in_force(day), station=OuterRef("pk"))
    return (
        Station.objects.unscoped(WHY)
        .filter(in_force(day, start="opened_on", end="closed_on"))
        .exclude(Exists(pauses))
    )


def _passed(day: date, answers: Q) -> Exists:
    return Exists(
        StationCheck.objects.unscoped(WHY).filter(
            in_force(day, start="checked_on", end="superseded_on"), answers, station=OuterRef("pk")
        )
    )


def six_have_on(day: date) -> QuerySet[Station]:
    """Stations in use whose check in force found all six (T22)."""
    return in_use_on(day).filter(_passed(day, ALL_SIX))


def ten_one_built_on(day: date) -> QuerySet[Station]:
    """Newly built stations in use whose check in force found all ten."""
    return in_use_on(day).filter(_passed(day, ALL_TEN), is_new_build=True)


def honours_on(day: date) -> QuerySet[StationHonour]:
    """Titles held by stations that have not been closed."""
    return StationHonour.objects.unscoped(WHY).filter(
        in_force(day, start="awarded_on", end="revoked_on"),
        in_force(day, prefix="station__", start="opened_on", end="closed_on"),
    )


def consulted_within(period: Period) -> QuerySet[Consultation]:
    """Consultations held in the period."""
    return Consultation.objects.unscoped(WHY).filter(held_on__range=(period.start, period.end))


def trained_within(period: Period) -> QuerySet[Trainee]:
    """Learners who completed a class in the period."""
    return Trainee.objects.unscoped(WHY).filter(completed_on__range=(period.start, period.end))


def placed_within(period: Period) -> QuerySet[Referral]:
    """Referrals whose work began in the period."""
    return Referral.objects.unscoped(WHY).filter(started_on__range=(period.start, period.end))


def standard_on(kind: StandardKind, day: date) -> StationStandard | None:
    """The wording of a list in force."""
    return StationStandard.objects.unscoped(WHY).filter(in_force(day), kind=kind).first()
