"""The page of the search. What is sought comes by POST: a telephone number never stands in an address."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from linli.access.http import ActorRequest, holding
from linli.access.policies import OWN_WORK
from linli.desk.search import find, finding, index, lookup, near

LONGEST = 60


@require_http_methods(["GET", "HEAD", "POST"])
@holding(OWN_WORK)
def search(request: ActorRequest) -> HttpResponse:
    """Words lead to an address one can keep; a number, and whatever a lead seeks (it may be a neighbour's name), is
    answered at once and kept nowhere but in the log."""
    if request.method == "POST":
        sought = request.POST.get("q", "").strip()[:LONGEST]
        if lookup.what_number(sought):
            return _page(request, "", looked=lookup.look(sought, request.actor))
        if (own := near.sent(sought, request.actor)) is not None:
            index.refresh()
            groups = find.found(sought, request.actor)
            return _page(request, sought, groups=groups, near=own.near, may_be_name=own.may_be_name)
        return HttpResponseRedirect(f"{reverse('desk:search')}?{urlencode({'q': sought})}" if sought else "?")
    sought = request.GET.get("q", "").strip()[:LONGEST]
    if not sought or lookup.what_number(sought):
        return _page(request, "", number_in_address=bool(sought))
    index.refresh()
    if kind := request.GET.get("kind"):
        group = find.found_of(kind, sought, request.GET.get("page"), request.actor)
        return _page(request, sought, groups=[group], only=group)
    known = near.by_address(sought, request.actor)
    doors = lookup.doors_at(sought, request.actor) if known is None else []
    groups = find.found(sought, request.actor)
    return _page(request, sought, groups=groups, doors=doors, near=known)


def _page(request: ActorRequest, sought: str, **shown: object) -> HttpResponse:
    context = {"current": "search", "sought": sought, "findable": finding.findable(request.actor), **shown}
    return render(request, "desk/search.html", context)
