"""The bar at the foot of a phone: one for each way of working, the same on every page of its reader (ui.md §7).

Workers have 我的工作, 记一件事, 查找 where there is something they may find, and 全部; a room may register a bar for
readers of its own, and what stands in the second place for the others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from linli.ui import menu

Suits = Callable[[Any], bool]


@dataclass(frozen=True, kw_only=True)
class Tab:
    """``key``: as a page names itself in ``current``; ``route``: name of the URL."""

    key: str
    label: str
    icon: str
    route: str

    @property
    def address(self) -> str:
        """Where it leads."""
        return reverse(self.route)


HOME = Tab(key="home", label="我的工作", icon="home", route="desk:home")
SEARCH = Tab(key="search", label="查找", icon="search", route="desk:search")
ALL = Tab(key="all", label="全部", icon="layout-grid", route="desk:all")

_bars: list[tuple[Suits, Sequence[Tab]]] = []
_seconds: list[tuple[Suits, Tab]] = []
_seeking: list[Callable[[Any], str]] = []


def register_bar(*tabs: Tab, suits: Suits) -> None:
    """The whole bar of those whom it suits."""
    _bars.append((suits, tabs))


def register_second(tab: Tab, *, suits: Suits) -> None:
    """What its readers do most: beside 我的工作."""
    _seconds.append((suits, tab))


def register_search(words: Callable[[Any], str]) -> None:
    """What a reader can look for, in words; "" for nothing."""
    _seeking.append(words)


def search_words(actor: Any) -> str:
    """What the field of the search says; "" where it is not offered."""
    return next((said for words in _seeking if (said := words(actor))), "") if actor.has_work else ""


def tabs_for(actor: Any) -> Sequence[Tab]:
    """Those of a reader who is signed in; no question is asked of the database."""
    own = next((tabs for suits, tabs in _bars if suits(actor)), None)
    if own is not None:
        return own
    second = next((tab for suits, tab in _seconds if suits(actor)), None)
    search = [SEARCH] if search_words(actor) else []
    return [HOME, *([second] if second is not None else []), *search, *_figures(actor, second), ALL]


def _figures(actor: Any, second: Tab | None) -> list[Tab]:
    """指标, for those who record nothing."""
    if second is not None:
        return []
    found = (item for _, items in menu.items_for(actor) for item in items if item.key == "indicators")
    return [Tab(key=each.key, label=each.label, icon=each.icon, route=each.route) for each in found]
