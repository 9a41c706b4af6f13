"""Where it is: the teller taps a drawing of the estate or the area, or chooses from the list; or leaves it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.actor import NOBODY
from linli.grid.forms.where import WhereForm
from linli.grid.requests import plans, pointing
from linli.grid.requests.services import locating
from linli.grid.views.request_where import drawn
from linli.portal.receipt_views import teller_of
from linli.ui.trying import tried


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def where(request: HttpRequest, receipt: str) -> HttpResponse:
    """The drawings to tap and the list; what was pointed at is kept at once, until the matter is answered."""
    teller = teller_of(request, receipt)
    found = teller.request
    if not locating.may_locate(NOBODY, found):
        raise Http404
    drawings, given = plans.drawings_of(found), request.POST if request.method == "POST" else None
    form = WhereForm(given, places=pointing.choices(found))
    if form.is_valid():
        done = tried(
            form,
            lambda: pointing.point_at(
                actor=NOBODY, request=found, drawings=drawings, data=request.POST, chosen=form.chosen()
            ),
        )
        if done is not None:
            return redirect("portal:receipt", teller.receipt)
    context = {"teller": teller, "own": found, "drawings": drawings, "form": form}
    return render(request, "portal/where.html", context)


@never_cache
@require_safe
def picture(request: HttpRequest, receipt: str, slug: str) -> HttpResponse:
    """One drawing as an image."""
    found = teller_of(request, receipt).request
    if not locating.may_locate(NOBODY, found):
        raise Http404
    return drawn(plans.drawings_of(found), slug)
