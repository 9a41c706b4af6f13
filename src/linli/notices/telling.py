"""Whoever answers for a posting is told that somebody asked about it."""

from django.urls import reverse

from linli.access.actor import Actor
from linli.inbox.kinds import Kind
from linli.inbox.selectors import holding_at
from linli.inbox.services import tell
from linli.notices.models import Posting
from linli.notices.policies import NOTICE_WRITE

KINDS = (
    Kind(
        code="notices.questioned",
        label="公示收到疑问",
        title="公示“{title}”收到一条疑问",
        line="{area}，答复会和疑问一起公开。",
        address=lambda posting: reverse("notices:posting", args=(posting.ref,)),
    ),
)


def questioned(actor: Actor, posting: Posting) -> None:
    """To those nearest who may answer, without the colleague who took the question down."""
    data = {"title": posting.title, "area": posting.area.name}
    answering = holding_at(posting.area, NOTICE_WRITE, without=[actor.account_id])
    tell(accounts=answering, kind="notices.questioned", target=posting, data=data)
