"""Thin pages: who signs in, where things are, and any record as far as its reader may see it."""

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from linli.access.http import ActorRequest, holding, signed_in
from linli.access.middleware import AREA_COOKIE
from linli.access.policies import OWN_WORK, VIEW_RECORDS
from linli.common.clock import business_now
from linli.desk import homes, pages
from linli.desk.audit_pages import course
from linli.desk.record_pages import around, drawn
from linli.ui import menu
from linli.ui.context import THEMES
from linli.ui.work import gather

YEAR = 365 * 24 * 60 * 60


@require_POST
def choose_theme(request: ActorRequest) -> HttpResponse:
    """Light or dark, large type or not, kept in cookies; back to where one was."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/desk/"
    response = HttpResponseRedirect(back)
    theme = request.POST.get("theme")
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=YEAR, samesite="Lax", httponly=True)
    elder = request.POST.get("elder")
    if elder in ("on", "off"):
        response.set_cookie("elder", elder, max_age=YEAR, samesite="Lax", httponly=True)
    return response


@require_POST
@signed_in
def choose_place(request: ActorRequest) -> HttpResponse:
    """Where somebody with several posts works just now, kept in a cookie; only one of the own areas is taken."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/desk/"
    response = HttpResponseRedirect(back)
    code = request.POST.get("area", "")
    if code in {grant.area.code for grant in request.actor.places}:
        response.set_cookie(AREA_COOKIE, code, samesite="Lax", httponly=True)
    return response


@signed_in
def home(request: ActorRequest) -> HttpResponseBase:
    """What waits for the reader and what the reader began; for those without business, their own first page."""
    actor = request.actor
    has_business = actor.may(OWN_WORK)
    if (page := homes.page_for(actor, with_business=has_business)) is not None:
        return page(request)
    now = business_now()
    context = {"current": "home", "now": now, "greeting": pages.greeting(now), "has_business": has_business}
    return render(request, "desk/home.html", context | {"work": gather(actor, now) if has_business else None})


@signed_in
def everything_there_is(request: ActorRequest) -> HttpResponse:
    """The menu as a page of its own, for phones."""
    return render(request, "desk/all.html", {"current": "all"})


@holding(VIEW_RECORDS)
def system(request: ActorRequest, key: str) -> HttpResponse:
    """One of the nine: its figures and its registers."""
    if key not in menu.SYSTEMS:
        raise Http404
    return render(request, "desk/system.html", {"current": key, **pages.system(request.actor, key)})


@signed_in
def record(request: ActorRequest, slug: str, ref: str) -> HttpResponse:
    """One record, read only, masked as the reader's post says. Outside the reader's area it does not exist."""
    declared = pages.declared_or_404(slug)
    if not pages.admits(declared, request.actor):
        raise Http404
    found = (
        pages.visible(declared, request.actor)
        .select_related(*declared.select_related)
        .filter(ref=ref)
        .first()
    )
    if found is None:
        raise Http404
    if declared.route:
        return redirect(declared.route, found.ref)
    return render(
        request,
        "desk/record.html",
        {
            "current": declared.menu or declared.system,
            "declared": declared,
            "place": pages.place_of(declared, request.actor),
            "title": declared.title(found),
            "ref": found.ref,
            "around": around(declared, found, request.actor),
            "qr": drawn(request.path) if request.GET.get("print") else "",
            "origin": pages.origin(found),
            **pages.detail(declared, found, request.actor),
            "course": course(request.actor, found),
        },
    )
