"""What views need of access: a request that carries an actor, and the door for those not signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from linli.access.actor import Actor
from linli.access.gates import page_of
from linli.access.roles import Capability

View = Callable[..., HttpResponseBase]


class ActorRequest(HttpRequest):
    """A request after ``ActorMiddleware``."""

    actor: Actor


def signed_in(view: View) -> View:
    """Visitors are led to sign in and come back afterwards."""

    @wraps(view)
    def guarded(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.actor.is_signed_in:
            return redirect_to_login(page_of(request))
        return view(request, *args, **kwargs)

    return guarded


def holding(capability: Capability) -> Callable[[View], View]:
    """Signed in and holding the capability somewhere; otherwise the page does not exist."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.actor.may(capability):
                raise Http404
            return view(request, *args, **kwargs)

        return signed_in(guarded)

    return decorate
