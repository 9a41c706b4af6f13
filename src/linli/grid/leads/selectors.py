"""Questions about the three leads. Who is in office is asked of ``people.selectors``."""

from django.db.models import QuerySet

from linli.grid.leads.models import BestNeighbourLead, HonourLevel
from linli.indicators.period import Period

WHY = "a figure counts over the whole territory; the caller narrows it to an area the actor may see"


def honoured_within(period: Period) -> QuerySet[BestNeighbourLead]:
    """Best neighbour leads of the district, by the date of the decision."""
    return BestNeighbourLead.objects.unscoped(WHY).filter(
        level=HonourLevel.DISTRICT, decided_on__range=(period.start, period.end)
    )
