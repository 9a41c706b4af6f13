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

PER_PAGE = 25


@require_safe
@holding(VIEW_RECORDS)
def due(request: ActorRequest) -> HttpResponse:
    """Everything that is due, in one's own area or in one below it."""
    code = request.GET.get("area")
    area = area_or_404(request.actor, code, VIEW_RECORDS) if code else None
    paginator = Paginator(open_for(request.actor, area), PER_PAGE)
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
