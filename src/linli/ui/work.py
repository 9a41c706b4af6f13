"""我的工作: every room tells what waits for somebody and what somebody began; the home page lays it out by deadline.

A source's list, its count and what stands on the home page are the same queryset. Sources of rooms below ``ui`` are
registered by ``desk``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from linli.access.actor import Actor
from linli.ui import menu, records
from linli.ui.tables import address_of, called
from linli.workflow.references import Reference

MOST = 12
"""So many of one source stand on the home page; the rest a link away."""
MOST_DUE = 300
"""So many of one source stand in the list of what is due."""

GROUPS = {"today": "今天", "open": "还等您办的", "week": "本周", "later": "以后"}


class Part(StrEnum):
    """On which side of the home page a source stands."""

    NOW = "now"
    STARTED = "started"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One matter as a row.

    what, where: the matter, and place or person in a few words.
    act:         the next act, a verb; ``address`` leads to where it is done.
    due_at:      when it must be done; with it ``left`` in words and its ``tint``. Of a matter begun, ``left`` says
                 where it stands.
    target:      the record it is about, where title and address are to be taken from its page.
    part:        on which side of the page it stands, where that is not its source's.
    """

    what: str
    where: str = ""
    act: str = "打开"
    address: str = ""
    due_at: datetime | None = None
    left: str = ""
    tint: str = ""
    target: Reference | None = None
    icon: str = "checklist"
    part: Part | None = None

    def group(self, now: datetime) -> str:
        """``today`` (what is late included), ``open`` (no deadline), ``week`` (to Sunday), or ``later``."""
        return group_of(self.due_at, now) if self.due_at is not None else "open"


@dataclass(frozen=True, kw_only=True, eq=False)
class WorkSource:
    """One kind of work.

    rows:    what of it is before this actor, the most pressing first; what is counted is what is listed.
    written: some of those rows as items, in the same order; a fixed number of queries.
    address: the list of all of them, "" where there is none.
    suits:   whether the actor may have any, asked without the database.
    owns:    kinds of record whose deadlines stand here, with whoever works on them, and not with all of the area.
    """

    code: str
    label: str
    rows: Callable[[Actor], QuerySet[Any]]
    written: Callable[[Sequence[Any], Actor, datetime], Sequence[Item]]
    part: Part = Part.NOW
    icon: str = "checklist"
    order: int = 50
    address: Callable[[], str] = lambda: ""
    suits: Callable[[Actor], bool] = lambda _: True
    owns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Titled:
    """How a record is called, where it opens, and the icon of its system."""

    title: str
    address: str
    icon: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Timed:
    """Deadlines on one kind of record that has a source of its own, as the page of an area lists them.

    kind:   its type, as a deadline names it.
    seen:   the records whose deadlines the actor sees; None where whoever sees the area does.
    titles: what they are called where they have no record page, by primary key; None where there is one.
    """

    kind: str
    seen: Callable[[Actor], QuerySet[Any]] | None = None
    titles: Callable[[Sequence[int], Actor], Mapping[int, Titled]] | None = None


_sources: dict[str, WorkSource] = {}
_timed: dict[str, Timed] = {}


def register(*sources: WorkSource) -> None:
    """Add sources. Raises ValueError for a code taken."""
    for source in sources:
        if source.code in _sources:
            raise ValueError(f"work {source.code} is registered already")
        _sources[source.code] = source


def all_sources() -> tuple[WorkSource, ...]:
    """In the order in which they are asked."""
    return tuple(sorted(_sources.values(), key=lambda source: (source.order, source.code)))


def register_timed(*found: Timed) -> None:
    """Add kinds whose deadlines are seen with the record. Raises ValueError for a kind taken."""
    for timed in found:
        if timed.kind in _timed:
            raise ValueError(f"deadlines on {timed.kind} are registered already")
        _timed[timed.kind] = timed


def all_timed() -> tuple[Timed, ...]:
    """In order of kind."""
    return tuple(_timed[kind] for kind in sorted(_timed))


def owned() -> tuple[str, ...]:
    """Kinds of record that stand in a source of their own."""
    return tuple(sorted({*_timed, *(kind for source in _sources.values() for kind in source.owns)}))


def group_of(due_at: datetime, now: datetime) -> str:
    """``today`` (what is late included), ``week`` (to Sunday), or ``later``."""
    today, last = timezone.localtime(now).date(), timezone.localtime(due_at).date()
    if last <= today:
        return "today"
    return "week" if last <= today + timedelta(days=6 - today.weekday()) else "later"


@dataclass(frozen=True)
class Gathered:
    """What one source has for the actor: the first items, and how many in all."""

    source: WorkSource
    items: Sequence[Item]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.items)

    @property
    def address(self) -> str:
        """The list of them all."""
        return self.source.address()


@dataclass(frozen=True)
class Group:
    """Items of one stretch of time. ``count`` is None where more may belong here than are shown."""

    label: str
    items: Sequence[Item]
    count: int | None


@dataclass(frozen=True)
class Work:
    """The home page's content. ``today``, ``late``: how many fall due today, and how many of them did so before now;
    None where more may than are shown.
    """

    first: Item | None
    groups: Sequence[Group]
    started: Sequence[Item]
    cut: Sequence[Gathered]
    count: int
    today: int | None
    late: int | None
    started_cut: Sequence[Gathered] = field(default=())


def gather(actor: Actor, now: datetime) -> Work:
    """Everything before this actor: one query for each source (a second where it has more than fits), one for each
    kind of record they are about.
    """
    found = [_asked(source, actor, now) for source in all_sources() if source.suits(actor)]
    unnamed = [i.target for each in found for i in each.items if i.target is not None and not i.address]
    titles = titled(unnamed, actor)
    told = [_with_titles(each, titles) for each in found]
    waiting = [_of(each, Part.NOW) for each in told]
    begun = [_of(each, Part.STARTED) for each in told]
    items = _in_order(waiting, now)
    cut = [each for each in waiting if each.more]
    taken = {item.target for item in items if item.target is not None}
    is_more = any(each.items and each.items[-1].group(now) == "today" for each in cut)
    return Work(
        first=items[0] if items else None,
        groups=_groups(items, cut, now),
        started=[i for each in begun for i in each.items if i.target is None or i.target not in taken],
        cut=cut,
        count=len(items) + sum(each.more for each in cut),
        today=None if is_more else sum(item.group(now) == "today" for item in items),
        late=None if is_more else sum(item.due_at is not None and item.due_at < now for item in items),
        started_cut=[each for each in begun if each.more],
    )


def all_due(actor: Actor, now: datetime) -> tuple[list[Item], list[Gathered]]:
    """What of the home page falls due, not cut short there but at ``MOST_DUE`` of a source, by its end; and the sources
    that were cut. Items without an address are yet to be named.
    """
    sources = [each for each in all_sources() if each.part is Part.NOW and each.suits(actor)]
    waiting = [_of(_asked(each, actor, now, MOST_DUE), Part.NOW) for each in sources]
    items = [item for item in _in_order(waiting, now) if item.due_at is not None]
    return items, [each for each in waiting if each.more]


def _asked(source: WorkSource, actor: Actor, now: datetime, most: int = MOST) -> Gathered:
    rows = source.rows(actor)
    shown = list(rows[: most + 1])
    count = rows.count() if len(shown) > most else len(shown)
    items = [replace(item, icon=source.icon) for item in source.written(shown[:most], actor, now)]
    return Gathered(source, items, count)


def _of(found: Gathered, part: Part) -> Gathered:
    """What of a source stands on one side; what is not shown counts where the source itself stands."""
    items = [item for item in found.items if (item.part or found.source.part) is part]
    return Gathered(found.source, items, len(items) + (found.more if found.source.part is part else 0))


def _with_titles(found: Gathered, titles: dict[Reference, Titled]) -> Gathered:
    return replace(found, items=[named(item, titles) for item in found.items])


def named(item: Item, titles: dict[Reference, Titled]) -> Item:
    """With title, address and icon of the record it is about, as far as the reader may open it."""
    found = titles.get(item.target) if item.target is not None else None
    if found is None:
        return item
    return replace(item, what=found.title, address=item.address or found.address, icon=found.icon)


def _in_order(waiting: Sequence[Gathered], now: datetime) -> list[Item]:
    """By group, then by deadline; a record that two sources name is one matter, told by the source that owns it."""
    order = list(GROUPS)
    owned_here = {item.target for each in waiting for item in each.items if _owns(each, item)}
    seen: set[Reference] = set()
    items = []
    for item in sorted(
        (i for each in waiting for i in each.items if i.target not in owned_here or _owns(each, i)),
        key=lambda item: (order.index(item.group(now)), item.due_at or now),
    ):
        if item.target is None or item.target not in seen:
            items.append(item)
        if item.target is not None:
            seen.add(item.target)
    return items


def _owns(found: Gathered, item: Item) -> bool:
    return item.target is not None and item.target.type in found.source.owns


def _groups(items: Sequence[Item], cut: Sequence[Gathered], now: datetime) -> list[Group]:
    """Without the first item, which stands above them. Behind the end of a list cut short no count is true."""
    order = list(GROUPS)
    known = min((order.index(each.items[-1].group(now)) for each in cut if each.items), default=len(order))
    found = []
    for place, (key, label) in enumerate(GROUPS.items()):
        rows = [item for item in items[1:] if item.group(now) == key]
        if rows:
            found.append(Group(label, rows, len(rows) if place < known else None))
    return found


def titled(targets: Iterable[Reference], actor: Actor) -> dict[Reference, Titled]:
    """Those records the reader may open: one query for each kind."""
    ids: dict[str, set[int]] = defaultdict(set)
    for target in targets:
        ids[target.type].add(target.id)
    pages = {page.model._meta.label_lower: page for page in records.all_pages()}
    found = {}
    for label, wanted in ids.items():
        page = pages.get(label)
        if page is not None:
            rows: QuerySet[Any] = page.model.objects.visible_to(actor)  # type: ignore[attr-defined]  # a scoped model
            for record in rows.filter(pk__in=wanted).select_related(*page.select_related):
                icon = menu.SYSTEMS[page.system][1]
                title = called(page, actor)(record)
                found[Reference(label, record.pk)] = Titled(title, address_of(page, record, actor), icon)
    return found
