"""One page of many rows, as the address asks for it."""

from typing import Any

from django.core.paginator import EmptyPage, InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest

PER_PAGE = 25


class _Counted(Paginator[Any]):
    """A paginator that was told how many there are."""

    def __init__(self, rows: Any, per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self._known = count

    @property
    def count(self) -> int:
        """As told."""
        return self._known


def paged(request: HttpRequest, rows: Any, count: int | None = None) -> Page[Any]:
    """The page asked for, 25 rows; Http404 beyond the last. ``count``: how many there are, where that is known."""
    paginator: Paginator[Any] = (
        Paginator(rows, PER_PAGE) if count is None else _Counted(rows, PER_PAGE, count)
    )
    try:
        return paginator.page(request.GET.get("page") or 1)
    except (EmptyPage, InvalidPage):
        raise Http404 from None
