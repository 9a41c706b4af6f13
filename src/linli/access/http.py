"""What views need of access: a request that carries an actor, and the door for those not signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from linli.access.actor import Actor
from linli.access.roles import Capability

P = ParamSpec("P")


class ActorRequest(HttpRequest):
    """A request after ``ActorMiddleware``."""

    actor: Actor


View = Callable[Concatenate[ActorRequest, P], HttpResponseBase]


def signed_in(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Visitors are led to sign in and come back afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if not actor.is_signed_in:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)  # type: ignore[arg-type]  # the middleware added the actor

    return guarded


def holding(capability: Capability) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Signed in and holding the capability somewhere; otherwise the page does not exist."""

    def decorate(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @signed_in
        @wraps(view)
        def guarded(request: ActorRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.actor.may(capability):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate
