"""Every failure becomes a page of ours (``linli.ui.failures``): Django's own, a limit used up, a body too large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)

from linli.common.limits import TooMany, Verdict
from linli.ui.failures import CSRF, WRONG_NAME, failure

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
CHINESE = range(0x4E00, 0xA000)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400; 413 when it is the size; another page when the server was called by a wrong name."""
    if isinstance(exception, TOO_LARGE):
        return failure(request, 413)
    return failure(request, 400, WRONG_NAME if isinstance(exception, DisallowedHost) else None)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403; a refusal that gave its reason in words of ours is quoted."""
    told = str(exception)
    return failure(request, 403, why=told if any(ord(sign) in CHINESE for sign in told) else "")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was open too long, or came from elsewhere."""
    return failure(request, 403, CSRF)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not the reader's to see; the two look alike."""
    return failure(request, 404)


def too_many(request: HttpRequest, verdict: Verdict | None = None) -> HttpResponse:
    """429, and when to try again. Without a verdict (allauth's own limits, in its `handler429`) in a while."""
    if verdict is None:
        return failure(request, 429)
    response = failure(
        request, 429, why=f"同一件事一段时间里只能做这么多次。请{verdict.told}再试，写过的字在上一页还在。"
    )
    response.headers["Retry-After"] = str(verdict.wait)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500, with the number under which the log has what happened."""
    return failure(request, 500)


class FailuresMiddleware:
    """What Django has no handler for: bodies that are too large, limits used up, methods a page does not know."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Asked before anything is read: a form is read whole before a view can refuse it.
        if _announced(request) > settings.LINLI_LARGEST_BODY:
            return failure(request, 413)
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            said = failure(request, 405)
            said.headers["Allow"] = response.headers.get("Allow", "")
            return said
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A limit used up is an answer, not a fault."""
        return too_many(request, exception.verdict) if isinstance(exception, TooMany) else None


def _announced(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
