"""The outermost layer of a request: its number, and the headers every answer carries."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings

from linli.common import permissions
from linli.common.request_number import request_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

# What anybody may read, signed in or not. Everything else is taken for somebody's own.
PUBLIC = ("/postings/", "/reports/", "/privacy/")
OWN, READ_AGAIN = "private, no-store", "private, no-cache"


class NumberMiddleware:
    """One number for the request, its log lines, its acts in the log, and the page that says it failed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(secrets.token_hex(8))
        try:
            return self.get_response(request)
        finally:
            request_id.reset(token)


class HeadersMiddleware:
    """Who may keep an answer, and what its page may ask of the device.

    A page that does not say otherwise is kept nowhere: neither by a proxy on the way nor on a shared computer at the
    counter, where going back would show it to the next person. Public pages may be kept by the reader's browser,
    which asks again each time; a proxy may not, because the form in them carries the reader's own token.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault(permissions.HEADER, permissions.NOTHING)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Cache-Control" not in headers:
            public = request.path.startswith(PUBLIC) and settings.SESSION_COOKIE_NAME not in request.COOKIES
            headers["Cache-Control"] = READ_AGAIN if public else OWN
        return response
