"""Puts the actor on each request."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from linli.access.actor import NOBODY, Actor, actor_for
from linli.common.clock import read_once
from linli.people.models import Account

AREA_COOKIE = "area"
"""Where somebody with several posts works just now; a code that is none of theirs chooses nothing."""


def _actor_of(request: HttpRequest) -> Actor:
    user: Any = request.user
    if not (isinstance(user, Account) or user.is_authenticated):
        return NOBODY
    chosen = request.COOKIES.get(AREA_COOKIE, "")
    return replace(actor_for(user), chosen=chosen) if chosen else actor_for(user)


class ActorMiddleware:
    """After authentication: ``request.actor``, computed when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor_of(request))  # type: ignore[attr-defined]
        with read_once():
            return self.get_response(request)
