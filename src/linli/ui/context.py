"""What every page of the workbench shows around its content."""

from typing import Any

from django.http import HttpRequest

from linli.inbox.selectors import unread_count
from linli.ui import bars, menu

THEMES = {"light": ("浅色", "sun"), "dark": ("深色", "moon"), "more": ("对比", "contrast-2")}


def theme_of(request: HttpRequest) -> str:
    """``light``, ``dark`` or ``more`` (contrast) as chosen; "" follows the system."""
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in THEMES else ""


def is_elder(request: HttpRequest) -> bool:
    """Whether the reader chose large type (长辈版)."""
    return request.COOKIES.get("elder") == "on"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Theme, menu and actor; nothing is asked of the database unless a template shows it."""
    actor = getattr(request, "actor", None)
    return {
        "theme": theme_of(request),
        "elder": is_elder(request),
        "other_themes": lambda: _others(theme_of(request)),
        "actor": actor,
        "unread": lambda: unread_count(actor) if actor is not None else 0,
        "bar": lambda: bars.tabs_for(actor) if actor is not None and actor.is_signed_in else [],
        "seek": lambda: bars.search_words(actor) if actor is not None and actor.is_signed_in else "",
        "menu": lambda: menu.items_for(actor) if actor is not None and actor.is_signed_in else [],
    }


def _others(theme: str) -> list[tuple[str, str, str]]:
    return [(key, label, icon) for key, (label, icon) in THEMES.items() if key != (theme or "light")]
