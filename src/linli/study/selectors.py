"""Questions about study and guidance."""

from datetime import date

from django.db.models import Q, QuerySet

from linli.indicators.period import Period
from linli.orgs.models import Campaign
from linli.orgs.selectors import in_force
from linli.study.models import Finding, Gathering, GuidanceGroup, GuidedUnit
from linli.study.states import CLOSED

WHY = "figures are computed for an area the caller was admitted to"


def campaign_gatherings(period: Period) -> QuerySet[Gathering]:
    """集中学习研讨: held for a campaign in the period; further theme days of a month are not counted."""
    return Gathering.objects.unscoped(WHY).filter(
        campaign__isnull=False, is_extra=False, held_on__range=(period.start, period.end)
    )


def runs_on(campaign: Campaign, day: date) -> bool:
    """Whether the campaign is going on."""
    return campaign.valid_from <= day and (campaign.valid_to is None or campaign.valid_to > day)


def groups_at_work(day: date) -> QuerySet[GuidanceGroup]:
    """Groups formed by ``day`` for campaigns that run on it."""
    return GuidanceGroup.objects.unscoped(WHY).filter(in_force(day, "campaign__"), formed_on__lte=day)


def units_guided_on(day: date) -> QuerySet[GuidedUnit]:
    """Units that a group of a running campaign guides on ``day``."""
    return GuidedUnit.objects.unscoped(WHY).filter(in_force(day) & in_force(day, "campaign__"))


def findings_closed(period: Period) -> QuerySet[Finding]:
    """Findings fed back in writing, rectified, verified and closed in the period."""
    return Finding.objects.unscoped(WHY).filter(state=CLOSED, closed_on__range=(period.start, period.end))


def findings_overdue(day: date) -> QuerySet[Finding]:
    """Findings fed back and neither rectified nor handed over by their (extended) due day."""
    waiting = Q(state__in=("fed_back", "rectifying", "returned", "extended"))
    late = Q(extended_to__isnull=True, due_on__lt=day) | Q(extended_to__lt=day)
    return Finding.objects.unscoped(WHY).filter(waiting & late)
