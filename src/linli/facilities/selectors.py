"""Questions about premises and projects."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.facilities.models import Carrier, Milestone, MilestoneKind, PremisesProject
from linli.facilities.states import IN_USE, MOVED_IN
from linli.indicators.period import Period

WHY = "figures narrow to an area the caller was admitted to"


def projects_in_programmes(day: date) -> QuerySet[PremisesProject]:
    """Projects folded into another programme, approved by ``day`` and not cancelled by then."""
    approved = Milestone.objects.unscoped(WHY).filter(
        project=OuterRef("pk"), kind=MilestoneKind.APPROVAL, actual_on__lte=day
    )
    return (
        PremisesProject.objects.unscoped(WHY)
        .exclude(carrier_programme=Carrier.NONE)
        .filter(Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=day), Exists(approved))
    )


def milestones_reached(period: Period) -> QuerySet[Milestone]:
    """Milestones of any kind reached within the period."""
    return Milestone.objects.unscoped(WHY).filter(actual_on__range=(period.start, period.end))


def standing_still(day: date, days: int = 60) -> QuerySet[PremisesProject]:
    """停滞: approved projects neither finished nor cancelled that reached no milestone in the last ``days`` days."""
    reached = Milestone.objects.unscoped(WHY).filter(project=OuterRef("pk"), actual_on__lte=day)
    return (
        PremisesProject.objects.unscoped(WHY)
        .filter(Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=day), Exists(reached))
        .exclude(state__in=(MOVED_IN, IN_USE))
        .exclude(Exists(reached.filter(actual_on__gt=day - timedelta(days=days))))
    )
