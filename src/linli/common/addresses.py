"""Addresses by name, asked of the router once: a page names some thirty, and the router searches for each anew."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

MOST_KEPT = 2_048


def address(name: str, *args: str | int) -> str:
    """As ``reverse(name, args=args)``. Raises NoReverseMatch."""
    return _kept(str(get_urlconf() or settings.ROOT_URLCONF), get_script_prefix(), name, args)


@lru_cache(maxsize=MOST_KEPT)
def _kept(urlconf: str, prefix: str, name: str, args: tuple[str | int, ...]) -> str:
    """The addresses and where they hang are part of the key: they do not change while the server runs, but in tests."""
    return reverse(name, args=args)
