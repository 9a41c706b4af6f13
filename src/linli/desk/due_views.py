"""The list of open deadlines."""

from django.core.paginator import EmptyPage, InvalidPage, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.access.areas import area_or_404
from linli.access.http import ActorRequest, holding
from linli.access.policies import OWN_WORK, VIEW_RECORDS
from linli.common.clock import business_now
from linli.desk.due import before, open_for, unowned, written

PER_PAGE = 25


@require_safe
@holding(OWN_WORK)
def due(request: ActorRequest) -> HttpResponse:
    """Everything before the reader that runs; ``rest``: what has no list of its own; ``area``: all of an area."""
    code, rest = request.GET.get("area"), bool(request.GET.get("rest"))
    area = area_or_404(request.actor, code, VIEW_RECORDS) if code else None
    if area is not None:
        rows = open_for(request.actor, area)
    else:
        rows = unowned(request.actor) if rest else before(request.actor)
    paginator = Paginator(rows, PER_PAGE)
    try:
        page = paginator.page(request.GET.get("page") or 1)
    except (EmptyPage, InvalidPage):
        raise Http404 from None
    context = {
        "current": "home",
        "area": area,
        "rest": rest and area is None,
        "page": page,
        "rows": written(list(page), request.actor, business_now()),
    }
    return render(request, "desk/due.html", context)
