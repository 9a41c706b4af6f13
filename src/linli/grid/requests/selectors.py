"""Questions about requests: what is mine, what was settled where. A figure, its list and its count agree."""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.access.actor import Actor
from linli.grid.requests.models import Request, RequestStep, RequestTask, Teller
from linli.grid.requests.states import ANSWERED, CLOSED, IN_HAND, MERGED, SUSPENDED, TASK_OPEN
from linli.indicators.period import Period
from linli.workflow.calendar import SHANGHAI
from linli.workflow.models import Deadline

WHY = "a figure counts over the whole territory; the caller narrows it to an area the actor may see"
PICKED = "rows picked out of what the reader may see"
SHOWN = ("area", "holder", "kind", "neighbourhood", "place")
OPEN = Q(state__in=IN_HAND)
OBJECTED = Q(state=ANSWERED, objected_at__isnull=False)
"""The teller was displeased with the answer that stands, and not for the first time: a level above has to decide."""


def requests_for(actor: Actor) -> QuerySet[Request]:
    """What the reader may see, with what a list shows."""
    return Request.objects.visible_to(actor).select_related(*SHOWN)


def requests_all() -> QuerySet[Request]:
    """Rows somebody may see, picked out by ``requests_for`` before, with what a list shows."""
    return Request.objects.in_confidence(PICKED).select_related(*SHOWN)


def awaits_decision(request: Request) -> bool:
    """``OBJECTED`` of one row."""
    return request.state == ANSWERED and request.objected_at is not None


def speaks_of_this_answer(request: Request) -> bool:
    """False where the verdict kept beside an answer that waits for one is on an earlier answer: given on this one, it
    would have closed the matter, reopened it, or put it before the level above.
    """
    return bool(request.verdict) and (request.state != ANSWERED or awaits_decision(request))


def told_by(actor: Actor) -> QuerySet[Request]:
    """What the reader told, the latest first."""
    if actor.account_id is None:
        return requests_for(actor).none()
    return requests_for(actor).filter(recorded_by_id=actor.account_id).order_by("-told_at", "-pk")


def tasks_for(actor: Actor) -> QuerySet[RequestTask]:
    """Open parts given to the reader's units and areas."""
    units = [grant.unit_id for grant in actor.grants if grant.unit_id is not None]
    areas = [grant.area.pk for grant in actor.grants]
    rows = RequestTask.objects.visible_to(actor).filter(state__in=TASK_OPEN)
    return (
        rows.filter(Q(unit__in=units) | Q(area__in=areas))
        .select_related("request", "unit", "area")
        .order_by("given_at")
    )


def course(request: Request) -> QuerySet[RequestStep]:
    """Everything that happened to it, the latest first; the caller has shown that the reader may see it."""
    return (
        RequestStep.objects.in_confidence("of a request the reader was admitted to")
        .filter(request=request)
        .select_related("holder", "unit")
        .order_by("-at", "-pk")
    )


def by_receipt(receipt: str) -> Teller | None:
    """For the teller, who alone was given the receipt (31^10 of them)."""
    rows = Teller.objects.in_confidence("whoever holds the receipt is the teller")
    return (
        rows.filter(receipt=receipt)
        .select_related("request__holder", "request__area", "request__merged_into")
        .first()
    )


def told_within(period: Period) -> QuerySet[Request]:
    """Told in the period."""
    return Request.objects.unscoped(WHY).filter(told_on__range=(period.start, period.end))


def settled_within(period: Period) -> QuerySet[Request]:
    """Done in the period and answered since; what was merged counts once, where it was worked on. What was said to be
    beyond us is not done.
    """
    return (
        Request.objects.unscoped(WHY)
        .filter(done_at__date__range=(period.start, period.end), state__in=(ANSWERED, CLOSED))
        .exclude(settled_level="")
    )


def open_on(day: date) -> QuerySet[Request]:
    """Told by the day and not answered by its end; reopened ones again."""
    # An instant, not the day of one: SQLite would ask Python for the day of every row.
    ended = datetime.combine(day + timedelta(days=1), time.min, SHANGHAI)
    rows = Request.objects.unscoped(WHY)
    # Found by their ids, each kind by its own index: an OR makes both databases read every request ever told.
    found = rows.filter(OPEN).values("pk").union(rows.filter(answered_at__gte=ended).values("pk"))
    return rows.filter(told_on__lte=day, pk__in=found).exclude(state=MERGED)


def judged_within(period: Period) -> QuerySet[Request]:
    """What tellers thought, by the day they said so."""
    return (
        Request.objects.unscoped(WHY)
        .filter(verdict_at__date__range=(period.start, period.end))
        .exclude(verdict="")
    )


def alike(request: Request, most: int = 5) -> QuerySet[Request]:
    """Open ones at the same place, or of the same kind in the same neighbourhood or area: perhaps the same matter."""
    near = (
        Q(place=request.place)
        if request.place_id
        else Q(neighbourhood=request.neighbourhood)
        if request.neighbourhood_id
        else Q(area=request.area)
    )
    rows = (
        Request.objects.unscoped("shown to whoever may see the request they resemble")
        .filter(OPEN, near)
        .exclude(pk=request.pk)
    )
    return rows.order_by("-told_at")[:most]


def is_late(day: date) -> Q:
    """Of a request open on the day: a clock ran out before the day began, and it did not stand still."""
    begin = datetime.combine(day, time(), SHANGHAI)
    late = (
        Deadline.objects.unscoped(WHY)
        .filter(target_type=Request._meta.label_lower, due_at__lt=begin, dropped_at__isnull=True)
        .filter(Q(met_at__isnull=True) | Q(met_at__gte=begin), paused_at__isnull=True)
    )
    return ~Q(state=SUSPENDED) & Q(Exists(late.filter(target_id=OuterRef("pk"))))


def late_on(day: date) -> QuerySet[Request]:
    """Open on the day and late."""
    return open_on(day).filter(is_late(day))
