"""Questions about the three leads. Who is in office is asked of ``people.selectors``."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from linli.grid.leads.models import BestNeighbourLead, HonourLevel
from linli.indicators.period import Period
from linli.orgs.kinds import Kind
from linli.orgs.models import Placement
from linli.orgs.selectors import in_force
from linli.people.models import LEAD_POSTS, Appointment

LED = (Kind.SECTION, Kind.GROUP, Kind.NEIGHBOURHOOD)
"""Kinds of area with one lead each."""
WHY = "a figure counts over the whole territory; the caller narrows it to an area the actor may see"


def honoured_within(period: Period) -> QuerySet[BestNeighbourLead]:
    """Best neighbour leads of the district, by the date of the decision."""
    return BestNeighbourLead.objects.unscoped(WHY).filter(
        level=HonourLevel.DISTRICT, decided_on__range=(period.start, period.end)
    )


def posts_on(day: date) -> QuerySet[Any]:
    """Sections, groups and neighbourhoods that stood on ``day``: one post each, as the placement of that day.

    ``ref``: the area's code, by which its page is found.
    """
    rows = Placement.objects.unscoped(WHY).filter(
        in_force(day), in_force(day, prefix="area__"), area__kind__in=LED
    )
    return rows.annotate(ref=F("area__code"))


def vacant_posts_on(day: date) -> QuerySet[Any]:
    """Those of them nobody held on ``day``."""
    held = Appointment.objects.unscoped(WHY).filter(in_force(day), area=OuterRef("area"), post__in=LEAD_POSTS)
    return posts_on(day).exclude(Exists(held))
