"""The first page, large type, telephone, and the doors behind which nothing can be done online yet."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from linli.access.http import ActorRequest
from linli.portal import doors
from linli.portal.forms import FindForm

YEAR = 365 * 24 * 60 * 60


@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Seven doors and a telephone. Who is signed in to work goes on to the desk."""
    if request.actor.is_signed_in:
        return redirect("desk:home")
    return render(request, "portal/home.html", {"doors": doors.DOORS, "find": FindForm()})


@require_safe
def elder(request: HttpRequest, choice: str) -> HttpResponse:
    """Large type on or off: a link, so that it may stand in a QR code on paper. It sets a cookie, nothing else."""
    if choice not in ("on", "off"):
        raise Http404
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("portal:home")
    response = HttpResponseRedirect(back)
    response.set_cookie("elder", choice, max_age=YEAR, samesite="Lax", httponly=True)
    return response


@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """Whom to call."""
    return render(request, "portal/phone.html")


@require_safe
def door(request: HttpRequest, key: str) -> HttpResponse:
    """What is there today behind one of the doors."""
    found = doors.BY_KEY.get(key)
    if found is None:
        raise Http404
    period, figures = doors.figures_of(found)
    shown = {"door": found, "postings": doors.postings_of(found), "period": period, "figures": figures}
    return render(request, "portal/door.html", shown)
