"""The list of what is due: the reader's own, as on the first page; what stands in no other list; or all of an area."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import EmptyPage, InvalidPage, Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.access.areas import area_or_404
from linli.access.http import ActorRequest, holding
from linli.access.policies import OWN_WORK, VIEW_RECORDS
from linli.common.clock import business_now
from linli.desk.due import open_for, told_as, unowned, written
from linli.ui.work import Item, all_due

PER_PAGE = 25


@require_safe
@holding(OWN_WORK)
def due(request: ActorRequest) -> HttpResponse:
    """All of the first page that has an end; ``rest``: what has no list of its own; ``area``: all of an area."""
    actor, now, number = request.actor, business_now(), request.GET.get("page")
    code, rest = request.GET.get("area"), bool(request.GET.get("rest"))
    context: dict[str, Any] = {"current": "home", "rest": rest and not code}
    rows: Sequence[Item]
    if code or rest:
        area = area_or_404(actor, code, VIEW_RECORDS) if code else None
        page = _page(open_for(actor, area) if area is not None else unowned(actor), number)
        context["area"], rows = area, written(list(page), actor, now)
    else:
        items, context["cut"] = all_due(actor, now)
        page = _page(items, number)
        rows = told_as(list(page), actor)
    return render(request, "desk/due.html", context | {"page": page, "rows": rows})


def _page(found: Any, number: str | None) -> Page[Any]:
    try:
        return Paginator(found, PER_PAGE).page(number or 1)
    except (EmptyPage, InvalidPage):
        raise Http404 from None
