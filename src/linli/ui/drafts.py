"""Drafts of forms live on the reader's device alone (``linli/drafts.js``). The server says one thing: this was taken.

Without that word a draft stays, so a send that never arrived loses nothing.
"""

import re
from collections.abc import Callable
from hashlib import blake2s
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FIELD, COOKIE = "_draft", "linli_sent"
NAME = re.compile(r"[a-z0-9._-]{1,80}")
SECONDS = 300


def owner_of(actor: Any) -> str:
    """Tells the drafts of two people at one device apart, and says who they are to nobody."""
    told = f"{settings.SECRET_KEY}:{actor.account_id}".encode()
    return blake2s(told, digest_size=8).hexdigest()


def name_of(form: str, record: str = "") -> str:
    """What a draft is kept under beside its owner. Raises ValueError for anything but plain signs."""
    name = f"{form}.{record}" if record else form
    if not NAME.fullmatch(name):
        raise ValueError(f"no name for a draft: {name!r}")
    return name


class DraftsMiddleware:
    """A form that was sent and led on is done with: its draft may go."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and 300 <= response.status_code < 400:
            name = request.POST.get(FIELD, "")
            if NAME.fullmatch(name):
                response.set_cookie(COOKIE, name, max_age=SECONDS, samesite="Lax", httponly=False)
        return response
