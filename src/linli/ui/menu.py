"""The menu: three pillars × three systems, between 我的工作 and 数字与报告 (ui.md §7). Two levels, never folded.

A system of several rooms (三长与事项: 事项, 三长名册 …) keeps one entry; its rooms stand in a row on its pages.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Pillar:
    """A heading in the menu."""

    key: str
    label: str


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """One entry. ``route``: name of the URL; ``arguments``: its arguments; an item not ``visible`` is absent.

    ``count``: how much of it waits for the reader (my open work), shown in grey; at most one question to the database,
    none for whoever can have no such work.
    ``under``: the key of the system it is a room of, or "" for an entry of its own.
    """

    key: str
    label: str
    icon: str
    pillar: str
    route: str
    arguments: tuple[str, ...] = ()
    order: int = 0
    under: str = ""
    visible: Callable[[Any], bool] = lambda _: True
    count: Callable[[Any], int] | None = None

    @cached_property
    def address(self) -> str:
        """Where it leads; addresses do not change while the server runs."""
        return reverse(self.route, args=self.arguments)


Room = tuple[str, str, str, str, str]
"""A room of a system: key, label, icon, name of its URL, the capability it opens for."""

PILLARS = (
    Pillar("work", ""),
    Pillar("construction", "三项建设"),
    Pillar("mechanism", "三项机制"),
    Pillar("brand", "三项品牌"),
    Pillar("figures", "数字与报告"),
)

SYSTEMS: dict[str, tuple[str, str, str]] = {
    "study": ("思想建设", "book-2", "construction"),
    "facilities": ("阵地建设", "building-community", "construction"),
    "workforce": ("队伍建设", "users-group", "construction"),
    "grid": ("三长与事项", "topology-star", "mechanism"),
    "participation": ("邻里议事", "messages", "mechanism"),
    "burden": ("减负与保障", "feather", "mechanism"),
    "academy": ("培训学院", "school", "brand"),
    "stations": ("暖心驿站", "coffee", "brand"),
    "mediation": ("群英断是非", "scale", "brand"),
}

_items: dict[str, MenuItem] = {}


def register(item: MenuItem) -> None:
    """Add an entry. Raises ValueError when its key is taken or its pillar unknown."""
    if item.key in _items:
        raise ValueError(f"menu entry {item.key} is registered already")
    if item.pillar not in {pillar.key for pillar in PILLARS}:
        raise ValueError(f"no pillar {item.pillar}")
    if item.under and item.under not in SYSTEMS:
        raise ValueError(f"{item.key}: no system {item.under}")
    _items[item.key] = item


def register_system(
    key: str,
    *,
    route: str = "",
    visible: Callable[[Any], bool] | None = None,
    count: Callable[[Any], int] | None = None,
) -> None:
    """Add one of the nine, with the label, icon and place it has everywhere.

    ``route``: a system's own first page, for whoever it is ``visible`` to; its registers where it has none.
    """
    label, icon, pillar = SYSTEMS[key]
    register(
        MenuItem(
            key=key,
            label=label,
            icon=icon,
            pillar=pillar,
            route=route or "desk:system",
            arguments=() if route else (key,),
            order=list(SYSTEMS).index(key),
            visible=visible or (lambda actor: actor.may("records.view")),
            count=count,
        )
    )


def register_rooms(system: str, rooms: Iterable[Room]) -> None:
    """The rooms of a system, in the order in which they stand; each opens for who holds its capability."""
    pillar = SYSTEMS[system][2]
    for order, (key, label, icon, route, capability) in enumerate(rooms):
        register(
            MenuItem(
                key=key,
                label=label,
                icon=icon,
                pillar=pillar,
                route=route,
                order=order,
                under=system,
                visible=partial(_holds, capability),
            )
        )


def _holds(capability: str, actor: Any) -> bool:
    return bool(actor.may(capability))


def item(key: str, actor: Any) -> tuple[str, str]:
    """Label and address of one entry, the address "" for those who may not open it. KeyError when there is none."""
    found = _items[key]
    return found.label, found.address if found.visible(actor) else ""


def entry_of(key: str) -> str:
    """The key of the entry that a page with this key belongs to: its system's, where it is a room of one."""
    found = _items.get(key)
    return found.under or key if found is not None else key


def rooms_of(key: str, actor: Any) -> list[MenuItem]:
    """The rooms of the system this key belongs to that the actor may open; none where there is nothing to choose."""
    entry = entry_of(key)
    if entry not in SYSTEMS:
        return []
    rooms = sorted((each for each in _items.values() if each.under == entry), key=lambda each: each.order)
    shown = [each for each in rooms if each.visible(actor)]
    return shown if len(shown) > 1 else []


def is_known(key: str) -> bool:
    """Whether an entry has this key."""
    return key in _items


def all_items() -> list[MenuItem]:
    """Every entry and room, whoever may open it, in the order of the menu."""
    order = [pillar.key for pillar in PILLARS]
    return sorted(
        _items.values(),
        key=lambda each: (order.index(each.pillar), _place(each), bool(each.under), each.order),
    )


def _place(item: MenuItem) -> int:
    return _items[item.under].order if item.under else item.order


def items_for(actor: Any) -> list[tuple[Pillar, list[MenuItem]]]:
    """The entries this actor may open, under their pillars; empty pillars are left out."""
    found = []
    for pillar in PILLARS:
        items = sorted(
            (i for i in _items.values() if i.pillar == pillar.key and not i.under), key=lambda i: i.order
        )
        shown = [item for item in items if item.visible(actor)]
        if shown:
            found.append((pillar, shown))
    return found
