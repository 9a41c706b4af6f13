"""What postings put before somebody: questions to answer, and postings written by oneself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.notices.models import Objection
from linli.notices.policies import NOTICE_WRITE
from linli.notices.selectors import hanging, visible, with_questions
from linli.notices.states import DRAFTED
from linli.orgs.selectors import under_paths
from linli.ui.work import Item, Part, WorkSource


def asked(actor: Actor) -> QuerySet[Any]:
    """Postings with a question nobody has answered, where this actor may answer; the one that ends first on top."""
    paths = actor.paths(NOTICE_WRITE)
    asked_about = Objection.objects.unscoped("only whether there are any").filter(answered_at__isnull=True)
    rows = visible(actor).filter(under_paths(paths, "area__path"), pk__in=asked_about.values("posting"))
    return with_questions(rows).select_related("area", "kind").order_by("until", "pk")


def written(actor: Actor) -> QuerySet[Any]:
    """Drafts and running postings of this account."""
    rows = visible(actor).filter(recorded_by_id=actor.account_id)
    rows = rows.filter(state=DRAFTED) | rows.filter(hanging(business_date()))
    return rows.select_related("area", "kind").order_by("until", "-pk")


def _asked_items(rows: Sequence[Any], actor: Actor, now: datetime) -> list[Item]:
    return [
        Item(
            what=posting.title,
            where=f"{posting.area.name}·{posting.waiting} 条疑问没有答复",
            act="答复疑问",
            address=reverse("notices:posting", args=(posting.ref,)) + "#questions",
            left="待答复",
            tint="lake",
        )
        for posting in rows
    ]


def _written_items(rows: Sequence[Any], actor: Actor, now: datetime) -> list[Item]:
    return [
        Item(
            what=posting.title,
            where=f"{posting.area.name}·{posting.kind.name}",
            address=reverse("notices:posting", args=(posting.ref,)),
            left=posting.get_state_display()
            if posting.until is None
            else f"公示到 {posting.until.month}月{posting.until.day}日",
            tint="" if posting.until is None else "lake",
        )
        for posting in rows
    ]


def _writes(actor: Actor) -> bool:
    return actor.may(NOTICE_WRITE)


SOURCES = (
    WorkSource(
        code="notices.asked",
        label="公示上没有答复的疑问",
        icon="messages",
        order=30,
        rows=asked,
        written=_asked_items,
        address=lambda: reverse("notices:list"),
        suits=_writes,
    ),
    WorkSource(
        code="notices.written",
        label="您写的公示",
        part=Part.STARTED,
        icon="clipboard-text",
        order=70,
        rows=written,
        written=_written_items,
        address=lambda: reverse("notices:list"),
        suits=_writes,
    ),
)
