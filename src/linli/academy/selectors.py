"""Questions about classes and those who came."""

from datetime import date

from django.db.models import QuerySet

from linli.academy.models import ClassKind, Enrolment, LearnerKind, TrainingClass
from linli.academy.states import HELD, PRESENT
from linli.indicators.period import Period

WHY = "figures are computed for an area the caller was admitted to"


def held(period: Period) -> QuerySet[TrainingClass]:
    """Classes of every kind that began in the period."""
    return TrainingClass.objects.unscoped(WHY).filter(
        starts_on__range=(period.start, period.end), state__in=HELD
    )


def attendances_of_workers(period: Period) -> QuerySet[Enrolment]:
    """人次: community workers who came to a class or salon in the period, one row per person and class."""
    return Enrolment.objects.unscoped(WHY).filter(
        attended_on__range=(period.start, period.end),
        status__in=PRESENT,
        learner_kind=LearnerKind.WORKER,
        training_class__kind__in=(ClassKind.CLASS, ClassKind.SALON),
    )


def attending_on(day: date) -> QuerySet[Enrolment]:
    """Who is in some class on ``day``."""
    return Enrolment.objects.unscoped(WHY).filter(
        status__in=PRESENT, attended_on__lte=day, attended_until__gt=day
    )
