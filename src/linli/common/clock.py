"""The business clock.

Deadlines, terms, expiries and default periods use the business date. It is the real date, except in a
demo, whose clock stands still until it is advanced. Sign-in, sessions and the log use real time.
"""

from datetime import date, datetime

from django.utils import timezone

from linli.common.models import ClockStand


def business_now() -> datetime:
    """Aware instant of the district's business."""
    stand = ClockStand.objects.filter(pk=1).first()
    return stand.stands_at if stand else timezone.now()


def business_date() -> date:
    """Today, for deadlines, terms and periods, in the district's time zone."""
    return timezone.localdate(business_now())


def stand_at(instant: datetime) -> None:
    """Stop the clock at ``instant`` (aware). Only the demo does this."""
    if timezone.is_naive(instant):
        raise ValueError("the clock stands at an aware instant")
    ClockStand.objects.update_or_create(pk=1, defaults={"stands_at": instant})
