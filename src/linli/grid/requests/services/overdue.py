"""Daily: what passed its limit comes onto the list of the level above, once for each limit; what is on hold is looked
at every 30 days. Nobody is named for it: it says that a colleague needs a hand.

A review (复查、复核) that is late goes to the level above the organ that owes the opinion, whoever has the request.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localtime

from linli.access.actor import SYSTEM, Actor
from linli.audit import log
from linli.common.clock import business_now
from linli.grid.requests import telling
from linli.grid.requests.models import PetitionReview, Request, RequestStep
from linli.grid.requests.selectors import requests_for
from linli.grid.requests.services.acting import fresh
from linli.grid.requests.services.intake import levels_above
from linli.grid.requests.services.moving import REVIEW, running
from linli.grid.requests.services.noting import remark
from linli.grid.requests.states import IN_HAND, SUSPENDED
from linli.orgs.models import Area
from linli.orgs.selectors import under_paths
from linli.workflow.models import Deadline
from linli.workflow.services import meet, start_deadline

WHY = "the machine looks at every limit that has passed"
TYPE, OF_REVIEWS = Request._meta.label_lower, PetitionReview._meta.label_lower


def _passed(target: str = TYPE) -> QuerySet[Deadline]:
    """Running limits of requests (or of reviews) that have passed and do not stand still."""
    return Deadline.objects.unscoped(WHY).filter(
        target_type=target,
        met_at__isnull=True,
        dropped_at__isnull=True,
        paused_at__isnull=True,
        due_at__lt=business_now(),
    )


def _since(deadline: Deadline, request_id: int | None = None) -> QuerySet[RequestStep]:
    """The note made for this limit as it now stands: after it passed (an extension sets a new one).

    A request is escalated for one limit of a name and a day at most: its words, with the minute, are the key.
    """
    rows = RequestStep.objects.unscoped(WHY)
    return rows.filter(
        request_id=request_id or deadline.target_id,
        verb="escalate",
        words=_words(deadline),
        at__gt=deadline.due_at,
    )


def _words(deadline: Deadline) -> str:
    """Names the limit, so that each is told once."""
    assert deadline.due_at is not None  # filtered by it
    due = localtime(deadline.due_at)
    return f"{deadline.name}已过：{due.month}月{due.day}日 {due:%H:%M} 到期"


def above_of(request: Request) -> Area | None:
    """The level above whoever has it."""
    return _above(request.holder)


def _above(area: Area) -> Area | None:
    return next((each for each in levels_above(area) if each.pk != area.pk), None)


@transaction.atomic
def escalate() -> int:
    """Each limit that passed is told once to the level above; how many."""
    told = _escalate_reviews()
    for deadline in _passed().exclude(kind=REVIEW).order_by("pk"):
        if _since(deadline).exists():
            continue
        request = Request.objects.unscoped(WHY).filter(pk=deadline.target_id, state__in=IN_HAND).first()
        if request is None:
            continue
        request = fresh(request)
        remark(request, "escalate", actor=SYSTEM, words=_words(deadline), public="")
        above = above_of(request)
        if above is not None:
            telling.escalated(SYSTEM, request, request.holder, above)
        told += 1
    if told:
        log.record(actor=SYSTEM, code="grid.request.escalated", data={"count": told})
    return told


def _escalate_reviews() -> int:
    """Opinions owed longer than 30 days: told once to the level above the organ. The district's stay its own: above it
    is the city, and they stand on the district's own list as every date does."""
    told = 0
    for deadline in _passed(OF_REVIEWS).order_by("pk"):
        rows = PetitionReview.objects.unscoped(WHY).select_related("organ")
        found = rows.filter(pk=deadline.target_id, decided_on__isnull=True).first()
        if found is None or _since(deadline, found.request_id).exists():
            continue
        request = fresh(found.request)
        remark(request, "escalate", actor=SYSTEM, words=_words(deadline), public="")
        above = _above(found.organ)
        if above is not None:
            telling.escalated(SYSTEM, request, found.organ, above)
        told += 1
    return told


@transaction.atomic
def review() -> int:
    """On hold for 30 days: those who have it look again, and the next 30 days begin; how many."""
    found = 0
    for deadline in _passed().filter(kind=REVIEW).order_by("pk"):
        request = Request.objects.unscoped(WHY).filter(pk=deadline.target_id, state=SUSPENDED).first()
        if request is None:
            continue
        request, at = fresh(request), business_now()
        meet(actor=SYSTEM, deadline=deadline, at=at)
        start_deadline(actor=SYSTEM, target=request, code=REVIEW, area=request.holder, started=at)
        remark(request, "review", actor=SYSTEM, words="到了复查的日子，请看看条件具备没有")
        telling.review_due(SYSTEM, request)
        found += 1
    return found


def _own(actor: Actor) -> list[int]:
    """Areas in which the reader holds a post of the trunk, not of a unit."""
    return [grant.area.pk for grant in actor.grants if grant.unit_id is None]


def to_help_with(actor: Actor) -> QuerySet[Request]:
    """What passed a limit directly below the reader's posts: their list of where a hand is needed, oldest limit first.

    Reviews too, by the organ that owes the opinion. Not by persons, not counted, not compared.
    """
    passed = _passed().exclude(kind=REVIEW).filter(target_id=OuterRef("pk"))
    own = [grant.area for grant in actor.grants if grant.unit_id is None]
    ids = _own(actor)
    below = under_paths([area.path for area in own], "holder__path")
    late = below & Q(holder__parent__in=ids, state__in=IN_HAND) & ~Q(holder__in=ids) & Exists(passed)
    rows = requests_for(actor).filter(is_accusation=False)
    return rows.filter(late | Exists(_late_reviews(ids))).order_by("told_at", F("pk"))


def _late_reviews(above: Sequence[int]) -> QuerySet[PetitionReview]:
    """Of the request in the outer query: those of an organ directly below one of these areas."""
    passed = _passed(OF_REVIEWS).filter(target_id=OuterRef("pk"))
    rows = PetitionReview.objects.unscoped(WHY).filter(request=OuterRef("pk"), decided_on__isnull=True)
    return rows.filter(Exists(passed), organ__parent__in=above)


def with_review_due(rows: QuerySet[Request], actor: Actor) -> QuerySet[Any]:
    """Each with the end of the review an organ directly below the reader owes an opinion on, and that organ; None where
    none of them is late."""
    late = _late_reviews(_own(actor)).order_by("pk")
    ends = _passed(OF_REVIEWS).filter(target_id=OuterRef("pk")).values("due_at")[:1]
    late = late.annotate(end=Subquery(ends))
    return rows.annotate(
        review_due=Subquery(late.values("end")[:1]), review_organ=Subquery(late.values("organ__name")[:1])
    )


__all__ = ["above_of", "escalate", "review", "running", "to_help_with", "with_review_due"]
