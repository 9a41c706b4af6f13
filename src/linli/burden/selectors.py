"""Questions about burdens and what was taken off."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from linli.burden.models import (
    BurdenItem,
    CertItem,
    Plaque,
    PlaqueFinding,
    PublicAccount,
    Secondment,
    SecondmentFinding,
)
from linli.indicators.period import Period
from linli.orgs.selectors import in_force

WHY = "figures narrow to an area the caller was admitted to"


def items_in_force(day: date) -> QuerySet[BurdenItem]:
    """Items of all lists in force on ``day``."""
    return BurdenItem.objects.unscoped(WHY).filter(in_force(day))


def forbidden_plaques_removed(period: Period) -> QuerySet[Plaque]:
    """Plaques found to break the rules and taken down within the period."""
    return Plaque.objects.unscoped(WHY).filter(
        removed_on__range=(period.start, period.end), finding=PlaqueFinding.NOT_ALLOWED
    )


def unlawful_secondments_ended(period: Period) -> QuerySet[Secondment]:
    """Secondments found to break the rules whose people went back within the period."""
    return Secondment.objects.unscoped(WHY).filter(
        returned_on__range=(period.start, period.end), finding=SecondmentFinding.UNLAWFUL
    )


def certificate_items_dropped(period: Period) -> QuerySet[CertItem]:
    """Kinds of certificate no longer issued since a day within the period."""
    return CertItem.objects.unscoped(WHY).filter(dropped_on__range=(period.start, period.end))


def government_accounts_closed(period: Period) -> QuerySet[PublicAccount]:
    """Government accounts closed within the period."""
    return PublicAccount.objects.unscoped(WHY).filter(
        closed_on__range=(period.start, period.end), is_government=True
    )


def silent_accounts(day: date, days: int) -> QuerySet[PublicAccount]:
    """Open accounts without a post for ``days`` days (clock ``burden.account.silent``)."""
    since = day - timedelta(days=days)
    return PublicAccount.objects.unscoped(WHY).filter(
        Q(last_post_on__lt=since) | Q(last_post_on__isnull=True, registered_on__lt=since),
        closed_on__isnull=True,
    )
