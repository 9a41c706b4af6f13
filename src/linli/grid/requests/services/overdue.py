"""Daily: what passed its limit comes onto the list of the level above, once for each limit; what is on hold is looked
at every 30 days. Nobody is named for it: it says that a colleague needs a hand.
"""

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import localtime

from linli.access.actor import SYSTEM, Actor
from linli.audit import log
from linli.common.clock import business_now
from linli.grid.requests import telling
from linli.grid.requests.models import Request, RequestStep
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
TYPE = Request._meta.label_lower


def _passed() -> QuerySet[Deadline]:
    """Running limits of requests that have passed and do not stand still."""
    return Deadline.objects.unscoped(WHY).filter(
        target_type=TYPE,
        met_at__isnull=True,
        dropped_at__isnull=True,
        paused_at__isnull=True,
        due_at__lt=business_now(),
    )


def _since(deadline: Deadline) -> QuerySet[RequestStep]:
    """The note made for this limit as it now stands: after it passed (an extension sets a new one).

    A request is escalated for one limit of a name and a day at most: its words, with the minute, are the key.
    """
    rows = RequestStep.objects.unscoped(WHY)
    return rows.filter(
        request_id=deadline.target_id, verb="escalate", words=_words(deadline), at__gt=deadline.due_at
    )


def _words(deadline: Deadline) -> str:
    """Names the limit, so that each is told once."""
    assert deadline.due_at is not None  # filtered by it
    due = localtime(deadline.due_at)
    return f"{deadline.name}已过：{due.month}月{due.day}日 {due:%H:%M} 到期"


def above_of(request: Request) -> Area | None:
    """The level above whoever has it."""
    return next((each for each in levels_above(request.holder) if each.pk != request.holder_id), None)


@transaction.atomic
def escalate() -> int:
    """Each limit that passed is told once to the level above; how many."""
    told = 0
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
            telling.escalated(SYSTEM, request, above)
        told += 1
    if told:
        log.record(actor=SYSTEM, code="grid.request.escalated", data={"count": told})
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


def to_help_with(actor: Actor) -> QuerySet[Request]:
    """What passed a limit directly below the reader's posts: their list of where a hand is needed, oldest limit first.

    Not by persons, not counted, not compared.
    """
    passed = _passed().exclude(kind=REVIEW).filter(target_id=OuterRef("pk"))
    own = [grant.area for grant in actor.grants if grant.unit_id is None]
    below = under_paths([area.path for area in own], "holder__path")
    rows = requests_for(actor).filter(below, state__in=IN_HAND, is_accusation=False)
    rows = rows.exclude(holder__in=[area.pk for area in own])
    direct = Q(holder__parent__in=[area.pk for area in own])
    return rows.filter(direct).filter(Exists(passed)).order_by("told_at", F("pk"))


__all__ = ["above_of", "escalate", "review", "running", "to_help_with"]
