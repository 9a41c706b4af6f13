"""What postings put before somebody: questions to answer, and postings written by oneself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.urls import reverse

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.notices.models import Objection, Posting
from linli.notices.policies import NOTICE_WRITE
from linli.notices.selectors import hanging, visible, with_questions
from linli.notices.states import DRAFTED
from linli.orgs.selectors import under_paths
from linli.ui.work import Item, Part, WorkSource
from linli.workflow.assigning import held_ids, others_hold


def of(actor: Actor) -> QuerySet[Any]:
    """Postings with a question nobody has answered, where this actor may answer; and drafts and running postings of
    this account or handed over to it. What waits comes first, the one that ends first on top.
    """
    unanswered = Objection.objects.unscoped("only whether there are any").filter(answered_at__isnull=True)
    answers = Q(under_paths(actor.paths(NOTICE_WRITE), "area__path"), pk__in=unanswered.values("posting"))
    person = actor.account.person_id if actor.account is not None else None
    written = Q(Q(recorded_by_id=actor.account_id), ~Q(pk__in=others_hold(Posting, person)))
    own = (written | Q(pk__in=held_ids(Posting, person))) & (Q(state=DRAFTED) | hanging(business_date()))
    rows: QuerySet[Any] = with_questions(visible(actor).filter(answers | own))
    is_asked = Case(When(answers, then=True), default=False)
    rows = rows.annotate(is_asked=is_asked).select_related("area", "kind")
    return rows.order_by("-is_asked", "until", "pk")


def _items(rows: Sequence[Any], actor: Actor, now: datetime) -> list[Item]:
    return [_asked(posting) if posting.is_asked else _written(posting) for posting in rows]


def _asked(posting: Any) -> Item:
    return Item(
        what=posting.title,
        where=f"{posting.area.name}·{posting.waiting} 条疑问没有答复",
        act="答复疑问",
        address=reverse("notices:posting", args=(posting.ref,)) + "#questions",
        left="待答复",
        tint="lake",
    )


def _written(posting: Any) -> Item:
    until = posting.until
    return Item(
        what=posting.title,
        where=f"{posting.area.name}·{posting.kind.name}",
        address=reverse("notices:posting", args=(posting.ref,)),
        left=posting.get_state_display() if until is None else f"公示到 {until.month}月{until.day}日",
        tint="" if until is None else "lake",
        part=Part.STARTED,
    )


def _writes(actor: Actor) -> bool:
    return actor.may(NOTICE_WRITE)


SOURCES = (
    WorkSource(
        code="notices.mine",
        label="等您答复的和您写的公示",
        icon="clipboard-text",
        order=30,
        rows=of,
        written=_items,
        address=lambda: reverse("notices:list"),
        suits=_writes,
    ),
)
