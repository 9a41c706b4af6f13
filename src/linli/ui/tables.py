"""Lists of records: 25 a page, written by their declaration, once per row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from html import escape  # Django's looks for lazy text first, at four times the price
from typing import Any, TypeVar

from django.core.cache import cache
from django.core.paginator import EmptyPage, InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.db.models.expressions import OrderBy
from django.http import Http404
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from linli.access.actor import Actor
from linli.audit.log import age_of_records
from linli.orgs.models import Area
from linli.orgs.selectors import NUMBERED, places
from linli.ui.records import Column, ColumnKind, RecordPage
from linli.ui.sights import MASKED, Sight, note_list, sights
from linli.ui.sorting import order_for

PER_PAGE = 25
Counted = TypeVar("Counted")
NO_NAMES: Mapping[int, str] = {}
LONG_LIST = 2_000


@dataclass(frozen=True)
class Cell:
    """A written value under its column's label."""

    label: str
    text: str
    numeric: bool
    is_head: bool = False


@dataclass(frozen=True)
class Row:
    """One record of a list; ``address`` opens it. ``ref``: by which it is picked, "" where it cannot be."""

    address: str
    cells: Sequence[Cell]
    ref: str = ""
    picked: bool = False


@dataclass(frozen=True)
class Listing:
    """One page of a list. ``clear``: labels of the columns that stood in clear, which is on record."""

    declared: RecordPage
    page: Page[Any]
    rows: Sequence[Row]
    picks: bool = False
    clear: Sequence[str] = ()

    @property
    def body(self) -> SafeString:
        """The rows as table rows, put together here: a template takes three times as long over each cell."""
        return mark_safe("\n".join(_html(row) for row in self.rows))  # noqa: S308  # every value is escaped

    @property
    def count(self) -> int:
        """Records in all."""
        return self.page.paginator.count


def _html(row: Row) -> str:
    cells = [_pick(row)] if row.ref else []
    for cell in row.cells:
        text = escape(cell.text)
        if cell.is_head:
            cells.append(f'<th scope="row"><a href="{escape(row.address)}">{text}</a></th>')
        else:
            cells.append(f"{_opening(cell.label, cell.numeric)}{text}</td>")
    return f"<tr>{''.join(cells)}</tr>"


@lru_cache(maxsize=1024)
def _opening(label: str, numeric: bool) -> str:
    """The same for a whole column."""
    right = ' class="n"' if numeric else ""
    return f'<td data-l="{escape(label)}"{right}>'


def _pick(row: Row) -> str:
    """A box that belongs to the form ``bulk`` below the table."""
    name = next((escape(cell.text) for cell in row.cells if cell.is_head), "")
    checked = " checked" if row.picked else ""
    box = (
        f'<input type="checkbox" name="ref" value="{row.ref}" form="bulk" aria-label="选中 {name}"{checked}>'
    )
    return f'<td class="c"><label>{box}</label></td>'


def address_of(declared: RecordPage, record: Any, actor: Actor | None = None) -> str:
    """The record's own page; for an ``actor`` who may work on it, the one where that is done."""
    route = (worked_at(declared, actor) if actor is not None else "") or declared.route
    return _pattern(declared.slug, route).replace(_REF, record.ref)


def worked_at(declared: RecordPage, actor: Actor) -> str:
    """Name of the page on which this actor may work on such a record, "" where there is none."""
    if declared.worked_at is None:
        return ""
    route, capability = declared.worked_at
    return route if actor.may(capability) else ""


_REF = "0-ref-0"


@lru_cache(maxsize=256)
def _pattern(slug: str, route: str) -> str:
    """Addresses of one kind differ in their ref alone; asking the router for each row costs more than the row."""
    return reverse(route, args=(_REF,)) if route else reverse("desk:record", args=(slug, _REF))


def called(declared: RecordPage, actor: Actor) -> Callable[[Any], str]:
    """What such a record is called before this actor in a search or a work list."""
    if declared.sought_as is not None and actor.may(declared.sought_by):
        return declared.sought_as
    return declared.title


WITHOUT_A_NAME = (
    ColumnKind.AREA,
    ColumnKind.DATE,
    ColumnKind.DATETIME,
    ColumnKind.NUMBER,
    ColumnKind.MONEY,
    ColumnKind.BOOL,
)


def head_of(declared: RecordPage) -> int:
    """The column by which one knows a row, which carries its link: the first that is more than a place or a day."""
    named = (n for n, column in enumerate(declared.columns) if column.kind not in WITHOUT_A_NAME)
    return next(named, 0)


def row_of(
    declared: RecordPage,
    record: Any,
    head: int = 0,
    sight: Sight = MASKED,
    called: Mapping[int, str] = NO_NAMES,
) -> Row:
    """A record written out, masked unless its reader's ``sight`` opens something. ``called``: names of its areas."""
    cells = [
        Cell(column.label, _text(column, record, sight, called), column.kind.is_numeric, n == head)
        for n, column in enumerate(declared.columns)
    ]
    return Row(address_of(declared, record), cells)


def _text(column: Column, record: Any, sight: Sight, called: Mapping[int, str]) -> str:
    if called and column.kind is ColumnKind.AREA and isinstance(area := column.raw(record), Area):
        return called.get(area.pk, area.name)
    return sight.written(column, record)


def _areas_called(declared: RecordPage, records: Sequence[Any], reader: Actor | None) -> Mapping[int, str]:
    """Names of the areas in a list by which one can tell 第一邻 of the one group from that of the next."""
    columns = [column for column in declared.columns if column.kind is ColumnKind.AREA]
    found = (column.raw(record) for record in records for column in columns)
    numbered = [area for area in found if isinstance(area, Area) and area.kind in NUMBERED]
    return places(numbered, reader.home_area if reader is not None else None) if numbered else NO_NAMES


def kept(actor: Actor, asked: str, count: Callable[[], Counted]) -> Counted:
    """What ``count`` gives: counted once until a record changes or the day turns.

    asked: what, beside who asks and when, decided what is counted (the address with its query).
    """
    told = f"{age_of_records()} {actor.day} {actor.account_id} {asked}"
    key = f"count:{sha256(told.encode()).hexdigest()}"
    found: Counted | None = cache.get(key)
    if found is None:
        found = count()
        cache.set(key, found)
    return found


def kept_count(rows: QuerySet[Any], actor: Actor, asked: str) -> int:
    """How many rows there are; kept, since a page of 25 should not cost a walk over 10,000. ``asked``: as ``kept``."""
    return kept(actor, asked, rows.count)


def listing(
    declared: RecordPage,
    rows: QuerySet[Any],
    number: str | None,
    count: int | None = None,
    reader: Actor | None = None,
    *,
    sort: str = "",
    picks: bool = False,
    picked: bool = False,
) -> Listing:
    """Page ``number`` of ``rows``. Raises Http404 for a page that does not exist, and for an order not offered.

    reader: who may read some of it in clear, which goes on record; without one everything is masked.
    sort:   one of ``linli.ui.sorting.options``; "" for the register's own order.
    picks:  with a box before each row (``linli.ui.bulk``); ``picked``: and all of them ticked.
    """
    order = order_for(declared, sort)
    ordered = rows.order_by(*order)
    paginator = Paginator(ordered, PER_PAGE)
    if count is not None:
        paginator.count = count
    try:
        page = paginator.page(number or 1)
    except (EmptyPage, InvalidPage):
        raise Http404 from None
    head = head_of(declared)
    records = list(_read(declared, rows, page, order))
    seen = sights(declared, records, reader)
    called = _areas_called(declared, records, reader)
    written = [
        row_of(declared, record, head, sight, called) for record, sight in zip(records, seen, strict=True)
    ]
    if picks:
        written = [
            replace(row, ref=each.ref, picked=picked) for row, each in zip(written, records, strict=True)
        ]
    return Listing(
        declared, page, written, picks and bool(written), note_list(declared, records, seen, reader)
    )


def _read(
    declared: RecordPage, rows: QuerySet[Any], page: Page[Any], order: tuple[str | OrderBy, ...]
) -> QuerySet[Any]:
    """The records of a page with what a list shows of them.

    Those of a long list are found by id first: sorting it then carries ids about, not whole rows with their relations.
    """
    related = declared.select_related
    if page.paginator.count <= LONG_LIST:
        shown: QuerySet[Any] = page.object_list  # type: ignore[assignment]  # a queryset, since we gave one
        return shown.select_related(*related)
    return (
        rows.filter(pk__in=page.object_list.values("pk"))  # type: ignore[attr-defined]
        .select_related(*related)
        .order_by(*order)
    )
