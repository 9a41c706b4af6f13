"""The board of requests, and the requests behind one of its numbers."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.access.http import ActorRequest, holding
from linli.access.policies import VIEW_FIGURES, VIEW_RECORDS
from linli.grid.requests.boards.rows import WHATS, rows_of
from linli.grid.requests.boards.showing import board, visits
from linli.grid.requests.records import REQUEST
from linli.indicators.filters import Asked
from linli.ui.tables import listing


@require_safe
@holding(VIEW_FIGURES)
def show(request: ActorRequest) -> HttpResponse:
    """Open, late, stuck by kind and area; where settled; what tellers say; by month."""
    asked = Asked.read(request.actor, request.GET)
    return render(
        request,
        "grid/request_board.html",
        {
            "current": "request-board",
            "visits": visits(request.actor, asked),
            **board(asked),
        },
    )


@require_safe
@holding(VIEW_RECORDS)
def records(request: ActorRequest) -> HttpResponse:
    """The requests one number counted, 25 a page."""
    asked, what = Asked.read(request.actor, request.GET), request.GET.get("what", "told")
    if not request.actor.may(VIEW_RECORDS, asked.area):
        raise Http404
    try:
        rows = rows_of(what, asked.area, asked.period, request.GET.dict())
    except KeyError:
        raise Http404 from None
    context = {
        "current": "request-board",
        "asked": asked,
        "label": WHATS[what].label,
        "listing": listing(REQUEST, rows, request.GET.get("page"), reader=request.actor),
        "declared": REQUEST,
    }
    return render(request, "grid/request_board_records.html", context)
