"""Two doors to 我的信息: a worker signed in, and a resident who proves a telephone by a code; behind both, one page.

The resident's session holds the keyed hashes of the number, never the number, and ends fifteen minutes after the proof.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from linli.access.http import ActorRequest
from linli.people.crypto import find_hash, seal, unseal
from linli.people.models import Household, Person
from linli.privacy.holdings import Subject
from linli.privacy.selectors import subject_of, subject_with_hashes

PROVED, WAITING = "me_proved", "me_number"
GOOD_FOR = timedelta(minutes=15)
Owner = Person | Household


@dataclass(frozen=True)
class Door:
    """``space``: whose addresses (``desk:me``, ``me:me``). ``frame``: the page around it."""

    space: str
    frame: str
    subject: Callable[[ActorRequest], Subject | None]
    outside: Callable[[ActorRequest], HttpResponseBase]


def keep_waiting(request: HttpRequest, number: str) -> None:
    """A code is on its way to this number; sealed, because sessions lie in the database."""
    request.session[WAITING] = base64.b64encode(seal(number, WAITING)).decode()


def waiting(request: HttpRequest) -> str:
    """The number a code was sent to from this browser, or ""."""
    kept = request.session.get(WAITING)
    return unseal(base64.b64decode(kept), WAITING) if kept else ""


def prove(request: HttpRequest, number: str) -> None:
    """The one who asks holds this number now: from here on, for a while, they are whom it belongs to.

    A session nobody signed in to gets a new key. One of a worker has got it at the door and keeps it: by its key it
    is ended from elsewhere (``linli.access.sessions``).
    """
    if not request.user.is_authenticated:
        request.session.cycle_key()
    request.session.pop(WAITING, None)
    request.session[PROVED] = {
        "person": find_hash(number, "person.phone"),
        "household": find_hash(number, "household.phone"),
        "until": (timezone.now() + GOOD_FOR).isoformat(),
    }


def forget(request: HttpRequest) -> None:
    """As if nothing had been proved."""
    request.session.pop(PROVED, None)
    request.session.pop(WAITING, None)


def _proved(request: ActorRequest) -> Subject | None:
    kept: dict[str, Any] | None = request.session.get(PROVED)
    if kept is None or timezone.now() > datetime.fromisoformat(kept["until"]):
        return None
    return subject_with_hashes(kept["person"], kept["household"])


DESK = Door(
    space="desk",
    frame="ui/shell.html",
    subject=lambda request: subject_of(request.actor) if request.actor.is_signed_in else None,
    outside=lambda request: redirect_to_login(request.get_full_path()),
)
PUBLIC = Door(
    space="me", frame="desk/me_public.html", subject=_proved, outside=lambda request: redirect("me:prove")
)

MyView = Callable[..., HttpResponseBase]


def through(view: MyView) -> MyView:
    """The view gets the door and who is let in; others are led to prove who they are. Nothing is kept on the way."""

    @never_cache
    @wraps(view)
    def guarded(request: ActorRequest, door: Door, *args: Any, **kwargs: Any) -> HttpResponseBase:
        subject = door.subject(request)
        if subject is None:
            return door.outside(request)
        return view(request, door, subject, *args, **kwargs)

    return guarded
