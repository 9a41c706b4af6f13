"""Lists of records: 25 a page, written by their declaration, once per row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import EmptyPage, InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from linli.ui.records import ColumnKind, RecordPage

PER_PAGE = 25


@dataclass(frozen=True)
class Cell:
    """A written value under its column's label."""

    label: str
    text: str
    numeric: bool
    is_head: bool = False


@dataclass(frozen=True)
class Row:
    """One record of a list; ``address`` opens it."""

    address: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Listing:
    """One page of a list."""

    declared: RecordPage
    page: Page[Any]
    rows: Sequence[Row]

    @property
    def body(self) -> SafeString:
        """The rows as table rows, put together here: a template takes three times as long over each cell."""
        return mark_safe("\n".join(_html(row) for row in self.rows))  # noqa: S308  # every value is escaped

    @property
    def count(self) -> int:
        """Records in all."""
        return self.page.paginator.count


def _html(row: Row) -> str:
    cells = []
    for cell in row.cells:
        text = escape(cell.text)
        if cell.is_head:
            cells.append(f'<th scope="row"><a href="{escape(row.address)}">{text}</a></th>')
        else:
            numeric = ' class="n"' if cell.numeric else ""
            cells.append(f'<td data-l="{escape(cell.label)}"{numeric}>{text}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def address_of(declared: RecordPage, record: Any) -> str:
    """The record's own page."""
    return reverse("desk:record", args=(declared.slug, record.ref))


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


def row_of(declared: RecordPage, record: Any, head: int = 0) -> Row:
    """A record written out."""
    cells = [
        Cell(column.label, column.written(record), column.kind.is_numeric, n == head)
        for n, column in enumerate(declared.columns)
    ]
    return Row(address_of(declared, record), cells)


def listing(
    declared: RecordPage, rows: QuerySet[Any], number: str | None, count: int | None = None
) -> Listing:
    """Page ``number`` of ``rows``. Raises Http404 for a page that does not exist."""
    ordered = rows.select_related(*declared.select_related).order_by(*declared.order_by)
    paginator = Paginator(ordered, PER_PAGE)
    if count is not None:
        paginator.count = count
    try:
        page = paginator.page(number or 1)
    except (EmptyPage, InvalidPage):
        raise Http404 from None
    head = head_of(declared)
    return Listing(declared, page, [row_of(declared, record, head) for record in page])
