"""What must be done before anything else of the workbench opens: set up the district, be recently here, have a
password of one's own, have a second factor where one's role needs it.

Reading a page writes nothing: when one was last here stands in a signed cookie, renewed once a minute at most.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from linli.access import sessions, setup
from linli.access.actor import Actor
from linli.access.passwords import is_overdue
from linli.access.roles import ADMINISTRATORS
from linli.audit import log
from linli.common.models import Provenance

GUARDED = "/desk/"
NOTICES = "/privacy/"
"""What we do with what one fills in: readable before anything is filled in, the set-up page included."""
COOKIE = "linli_here"
SALT = "linli.access.gates"
RENEWED_AFTER = 60
IDLE, ABSOLUTE, ELSEWHERE = "idle", "hours", "elsewhere"
View = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class Here:
    """When a session opened, and when its last page was asked for; both in seconds."""

    opened: int
    at: int

    def why_over(self, idle_minutes: int, now: float) -> str:
        """``IDLE``, ``ABSOLUTE``, or "" while the session is good."""
        if now - self.opened >= settings.LINLI_SESSION_HOURS * 3600:
            return ABSOLUTE
        return IDLE if now - self.at >= idle_minutes * 60 else ""


class GatesMiddleware:
    """After ``ActorMiddleware``. Concerns the workbench only; a page for everybody asks nothing."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if setup.is_pending() and not _may_pass(request, "desk:setup", "healthz"):
            return HttpResponseRedirect(reverse("desk:setup"))
        if not request.path.startswith(GUARDED):
            return self.get_response(request)
        shut = self._shut(request)
        response = shut if shut is not None else self.get_response(request)
        _mark(request, response)
        return response

    def _shut(self, request: HttpRequest) -> HttpResponse | None:
        """Where one is led instead, or None when the page may open."""
        if not request.user.is_authenticated:
            return _explained(request)
        actor: Actor = request.actor  # type: ignore[attr-defined]
        over = _why_over(request, actor)
        if over:
            return _ended(request, actor, over)
        if _may_pass(request, "desk:sign-out", "desk:theme", "desk:own-password"):
            return None
        if is_overdue(cast("Any", request.user)):
            return _led(request, reverse("desk:own-password"))
        if request.path.startswith(reverse("desk:own-account")):
            return None
        return _led(request, reverse("desk:own-factors")) if lacks_factor(request, actor) else None


def _may_pass(request: HttpRequest, *names: str) -> bool:
    open_to_all = (settings.STATIC_URL, NOTICES)
    return request.path in {reverse(name) for name in names} or request.path.startswith(open_to_all)


def _why_over(request: HttpRequest, actor: Actor) -> str:
    here = _here(request)
    if here is None:
        opened = _opened(request)
        here = Here(opened, opened)
    now = time.time()
    shorter = min(settings.LINLI_IDLE_MINUTES, settings.LINLI_IDLE_MINUTES_ADMINISTRATORS)
    if not here.why_over(shorter, now):
        return ""
    return here.why_over(idle_minutes_of(actor), now)


def idle_minutes_of(actor: Actor) -> int:
    """How long the actor may be away; the three administrators less long."""
    if any(grant.role in ADMINISTRATORS for grant in actor.grants):
        return int(settings.LINLI_IDLE_MINUTES_ADMINISTRATORS)
    return int(settings.LINLI_IDLE_MINUTES)


def needs_factor(actor: Actor) -> bool:
    """Whether one of the actor's roles asks for a second factor. The printed accounts of the demo are let off."""
    if not any(grant.role.code in settings.LINLI_SECOND_FACTOR_ROLES for grant in actor.grants):
        return False
    person = actor.account.person if actor.account else None
    in_demo = person is not None and person.provenance == Provenance.DEMO
    return not in_demo or bool(settings.LINLI_SECOND_FACTOR_IN_DEMO)


def lacks_factor(request: HttpRequest, actor: Actor) -> bool:
    """Whether one is still to be set up. Asks the database only of those who need one and came in without."""
    if not settings.LINLI_SECOND_FACTOR_ROLES or not needs_factor(actor):
        return False
    records = get_authentication_records(request, cast("Any", request.user))
    if any(record.get("method") == "mfa" for record in records):
        return False
    return not is_mfa_enabled(request.user)


def _ended(request: HttpRequest, actor: Actor, why: str) -> HttpResponse:
    log.record(actor=actor, code="access.session.timed_out", target=actor.account)
    sessions.closed(request.session.session_key)
    logout(request)
    return _led(request, f"{reverse('desk:sign-in')}?{urlencode({'ended': why, 'next': page_of(request)})}")


def _explained(request: HttpRequest) -> HttpResponse | None:
    """Somebody who was here a while ago and no longer is signed in: say why, once."""
    raw = _cookie(request)
    if raw is None or request.path.startswith(reverse("desk:sign-in")):
        return None
    here = Here(int(raw["o"]), int(raw["a"]))
    why = here.why_over(settings.LINLI_IDLE_MINUTES, time.time()) or ELSEWHERE
    query = urlencode({"ended": why, "next": page_of(request)})
    return _led(request, f"{reverse('desk:sign-in')}?{query}")


def page_of(request: HttpRequest) -> str:
    """The page to come back to: the one asked for, or the one whose form was being sent."""
    if request.method in ("GET", "HEAD") and "HX-Request" not in request.headers:
        return request.get_full_path()
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        parts = urlsplit(came_from)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return GUARDED


def _led(request: HttpRequest, address: str) -> HttpResponse:
    if "HX-Request" in request.headers:  # a part of a page cannot show another page in its place
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _opened(request: HttpRequest) -> int:
    return int(request.session.get_expiry_date().timestamp()) - settings.LINLI_SESSION_HOURS * 3600


def _session_mark(request: HttpRequest) -> str:
    return hashlib.sha256((request.session.session_key or "").encode()).hexdigest()[:16]


def _cookie(request: HttpRequest) -> dict[str, Any] | None:
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except signing.BadSignature:
        return None
    return found if isinstance(found, dict) else None


def _here(request: HttpRequest) -> Here | None:
    """The mark of this session, if the cookie is its own."""
    raw = _cookie(request)
    if raw is None or raw.get("s") != _session_mark(request):
        return None
    return Here(int(raw["o"]), int(raw["a"]))


def _mark(request: HttpRequest, response: HttpResponse) -> None:
    """Note that one was here; forget it when one is not signed in any more."""
    user = request.user
    if not user.is_authenticated:
        if COOKIE in request.COOKIES:
            response.delete_cookie(COOKIE, path=GUARDED, samesite="Lax")
        return
    now, here = int(time.time()), _here(request)
    if here is not None and now - here.at < RENEWED_AFTER:
        return
    value = {"s": _session_mark(request), "o": here.opened if here else _opened(request), "a": now}
    response.set_cookie(
        COOKIE,
        signing.dumps(value, salt=SALT),
        max_age=2 * settings.LINLI_SESSION_HOURS * 3600,
        path=GUARDED,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
