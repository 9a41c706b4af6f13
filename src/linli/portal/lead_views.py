"""找我的邻长: by estate and building or by community. It tells who serves a place, never who lives there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from linli.common import limits
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.portal import leads
from linli.portal.forms import FindForm
from linli.portal.places import (
    WHY,
    children_of,
    closed_as,
    current,
    found,
    neighbourhood_of,
    neighbourhoods_of,
    trunk_of,
)
from linli.ui.phones import phone_for

MOST_AN_HOUR = 60
"""Look-ups from one address, so that nobody asks door after door."""


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Sent, not in the address: what people type here may be their door."""
    if request.method != "POST":
        return render(request, "portal/find.html", {"form": FindForm()})
    form = FindForm(request.POST)
    if not form.is_valid():
        return render(request, "portal/find.html", {"form": form})
    verdict = limits.allow(request, "portal.find", most=MOST_AN_HOUR, per=limits.HOUR)
    if not verdict:
        form.add_error("q", f"这里一小时内已经查了很多次。请{verdict.told}再查，或者打电话问社区。")
        return render(request, "portal/find.html", {"form": form}, status=429)
    places = found(form.cleaned_data["q"])
    if len(places) == 1:
        area = places[0].area
        door = neighbourhood_of(area, form.cleaned_data["q"]) if area.kind == Kind.BUILDING else None
        return redirect("portal:lead", (door or area).code)
    return render(request, "portal/find.html", {"form": form, "places": places, "was_sought": True})


@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Who serves a place today, or the way down to one's own neighbourhood."""
    area = current().filter(code=code).first()
    if area is None and (heir := closed_as(code)) is not None:
        # the code printed on a card outlives the place it was printed for
        return redirect("portal:lead", heir.code)
    if area is None or area.kind in (Kind.DISTRICT, Kind.STREET, Kind.LARGE_GRID, Kind.MICRO_GRID):
        raise Http404
    shown: dict[str, object] = {"area": area, "trunk": trunk_of(area), "phone": phone_for(area)}
    if area.kind in (Kind.BUILDING, Kind.ESTATE):
        shown |= _of_buildings(area)
    else:
        shown["is_post"] = area.kind != Kind.COMMUNITY
        if shown["is_post"]:
            shown["serving"] = leads.serving(area)
        shown["called"], shown["below"] = leads.below(area)
    shown["parent"] = _parent(area)
    return render(request, "portal/lead.html", shown)


def _of_buildings(area: Area) -> dict[str, object]:
    """An estate leads to its buildings, a building to the neighbourhoods that serve it; the only one is shown."""
    serving = neighbourhoods_of(area)
    if len(serving) == 1:
        return {"serving": leads.serving(serving[0]), "is_post": True}
    if area.kind == Kind.ESTATE:
        return {"buildings": list(children_of(area, Kind.BUILDING))}
    return {"called": "邻", "below": leads.cards(serving, area)}


def _parent(area: Area) -> Area | None:
    if area.parent_id is None or area.kind == Kind.COMMUNITY:
        return None
    return Area.objects.unscoped(WHY).defer("boundary").get(pk=area.parent_id)
