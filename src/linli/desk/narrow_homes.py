"""First pages of those who see one thing and no records: cases, postings, or figures."""

from django.http import HttpResponse
from django.shortcuts import redirect

from linli.access.actor import Actor
from linli.access.http import ActorRequest
from linli.access.policies import VIEW_FIGURES, VIEW_RECORDS
from linli.desk import homes
from linli.mediation.policies import SEE_MEDIATION
from linli.notices.policies import NOTICE_READ

FIRST = (
    (SEE_MEDIATION, "mediation:cases"),
    (NOTICE_READ, "notices:list"),
    (VIEW_FIGURES, "indicators:board"),
)
"""What each comes for, the nearest to their work first."""


def reads_one_thing(actor: Actor) -> bool:
    """司法所, 居务监督委员会, 指导组: admitted to one part, and to no records of anybody."""
    return not actor.may(VIEW_RECORDS) and any(actor.may(capability) for capability, _ in FIRST)


def home(request: ActorRequest) -> HttpResponse:
    """Straight to it."""
    return redirect(next(route for capability, route in FIRST if request.actor.may(capability)))


def register_all() -> None:
    """Called when the room starts."""
    homes.register(suits=reads_one_thing, page=home)
