"""What is written into the course of a request without moving it."""

from linli.access.actor import Actor
from linli.common.clock import business_now
from linli.grid.requests.models import Request, RequestStep


def remark(request: Request, verb: str, *, actor: Actor, words: str = "", public: str = "") -> RequestStep:
    """One note (``states.ASIDE``): the state stays. ``public`` is what the teller reads."""
    return RequestStep.everything.create(
        request=request,
        verb=verb,
        source=request.state,
        target=request.state,
        level=request.level,
        holder=request.holder,
        actor_kind=actor.audit_kind,
        actor_id=actor.account_id,
        actor_title=actor.title,
        at=business_now(),
        words=words.strip()[:500],
        public=public,
    )
