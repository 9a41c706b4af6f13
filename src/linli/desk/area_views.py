"""The page of an area; outside one's own there is none."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.access.http import ActorRequest, holding
from linli.access.policies import VIEW_RECORDS
from linli.desk import area as pages


@require_safe
@holding(VIEW_RECORDS)
def area(request: ActorRequest, code: str) -> HttpResponse:
    """One area, whole; from here one goes up and down inside one's own."""
    found, below = pages.found_or_404(request.actor, code)
    context = {"current": "area", **pages.shown(found, below, request.actor)}
    return render(request, "desk/area.html", context)
