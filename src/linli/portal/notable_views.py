"""群英谱 for residents: by community, only those who agreed to be named, with category and expertise."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.common.clock import business_date
from linli.mediation.models import Category
from linli.mediation.rosters import BELOW, knows, public_in
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import areas_on, district
from linli.portal.places import current
from linli.ui.paging import paged
from linli.ui.phones import phone_for


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """From the district down to one's own community."""
    area = district()
    return render(request, "portal/notables.html", {"below": _below(area) if area is not None else []})


@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    """A street's communities, or the notables of one community who agreed to be named here."""
    area = current().filter(code=code, kind__in=(Kind.STREET, Kind.COMMUNITY)).first()
    if area is None:
        raise Http404
    if area.kind == Kind.STREET:
        return render(request, "portal/notables.html", {"area": area, "below": _below(area)})
    rows = public_in(area, business_date()).select_related("person")
    found = paged(request, rows.order_by("primary_category", "person__name", "pk"))
    lines = [(each.person.name, Category(each.primary_category).label, knows(each)) for each in found]
    shown = {"area": area, "street": area.parent, "lines": lines, "page": found, "phone": phone_for(area)}
    return render(request, "portal/notables_of.html", shown)


def _below(area: Area) -> list[Area]:
    return list(areas_on(business_date(), area, BELOW[Kind(area.kind)]))
