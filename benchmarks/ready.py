"""Addresses of pages that are ready: what is left of a request when its page costs nothing to make."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGE = b""


def put(page: bytes) -> None:
    """The page given out from now on."""
    global PAGE  # the one thing this module holds
    PAGE = page


def ready(request: HttpRequest) -> HttpResponse:
    """The page that was put here."""
    return HttpResponse(PAGE)


urlpatterns = [path("", ready)]
MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware"]
