"""The list of open deadlines."""

from django.core.paginator import EmptyPage, InvalidPage, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.access.areas import area_or_404
from linli.access.http import ActorRequest, holding
from linli.access.policies import VIEW_RECORDS
from linli.common.clock import business_now
from linli.desk.due import open_for, written
from linli.desk.work_sources import mine

PER_PAGE = 25


@require_safe
@holding(VIEW_RECORDS)
def due(request: ActorRequest) -> HttpResponse:
    """Everything that is due and in nobody else's hands, as on the first page; or all of an area."""
    code = request.GET.get("area")
    area = area_or_404(request.actor, code, VIEW_RECORDS) if code else None
    rows = open_for(request.actor, area) if area is not None else mine(request.actor)
    paginator = Paginator(rows, PER_PAGE)
    try:
        page = paginator.page(request.GET.get("page") or 1)
    except (EmptyPage, InvalidPage):
        raise Http404 from None
    context = {
        "current": "home",
        "area": area,
        "page": page,
        "rows": written(list(page), request.actor, business_now()),
    }
    return render(request, "desk/due.html", context)
