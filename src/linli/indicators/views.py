"""Pages of figures: the board, one indicator, the records it counted, and these as a file."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest, holding
from linli.access.policies import EXPORT, VIEW_FIGURES, VIEW_RECORDS
from linli.exchange.handing_out import hand_out
from linli.indicators import pages, registry
from linli.indicators.definition import Indicator
from linli.indicators.filters import Asked
from linli.indicators.record_exports import KIND, drilled
from linli.indicators.wording import what_is_counted
from linli.ui.tables import listing


@require_safe
@holding(VIEW_FIGURES)
def board(request: ActorRequest) -> HttpResponse:
    """All figures of an area and period; ``figure`` opens one beside them."""
    asked = Asked.read(request.actor, request.GET)
    context = {
        "current": "indicators",
        "close": asked.board(),
        **pages.board(asked, request.GET.get("figure")),
    }
    return render(request, "indicators/board.html", context)


@require_safe
@holding(VIEW_FIGURES)
def indicator(request: ActorRequest, code: str) -> HttpResponse:
    """What one figure is, where it comes from, and its values."""
    wanted = _indicator_or_404(code)
    context = pages.indicator(Asked.read(request.actor, request.GET), wanted.code)
    context |= {"current": "indicators", "counted": what_is_counted(wanted)}
    return render(request, "indicators/indicator.html", context)


@require_safe
@holding(VIEW_RECORDS)
def records(request: ActorRequest, code: str) -> HttpResponse:
    """The counted records, 25 a page."""
    found = _drilled_or_404(request, code)
    context = {
        "current": "indicators",
        "drilled": found,
        "back": found.asked.page(code),
        "listing": listing(found.declared, found.rows, request.GET.get("page"), found.count, request.actor),
        "may_export": request.actor.may(EXPORT, found.asked.area),
    }
    return render(request, "indicators/records.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@holding(EXPORT)
def export(request: ActorRequest, code: str, ending: str) -> HttpResponseBase:
    """The counted records as XLSX or CSV; personal columns are taken along for a purpose."""
    parameters = {"code": code, "query": request.GET.dict()}
    back = f"{reverse('indicators:records', args=(code,))}?{request.GET.urlencode()}"
    return hand_out(request, KIND, parameters, ending, back=back, current="indicators")


def _indicator_or_404(code: str) -> Indicator:
    try:
        return registry.get(code)
    except KeyError:
        raise Http404 from None


def _drilled_or_404(request: ActorRequest, code: str) -> pages.Drilled:
    try:
        return drilled(request.actor, code, request.GET)
    except LookupError:
        raise Http404 from None
