"""Thin pages: who signs in, where things are, and any record as far as its reader may see it."""

from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from linli.access.actor import actor_for
from linli.access.http import ActorRequest, holding, signed_in
from linli.access.policies import VIEW_RECORDS
from linli.audit import log
from linli.common.clock import business_now
from linli.desk import due, pages
from linli.desk.audit_pages import course
from linli.desk.filters import narrow
from linli.desk.forms import SignInForm
from linli.ui import menu
from linli.ui.context import THEMES
from linli.ui.tables import kept_count, listing

YEAR = 365 * 24 * 60 * 60


class SignIn(LoginView):
    """Signed-in readers are led on; a refusal brings the form back with the name still in it."""

    template_name = "desk/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        """Signing in is on record; it ages no figure."""
        log.record(actor=actor_for(form.get_user()), code="access.account.signed_in", target=form.get_user())
        return super().form_valid(form)


@require_POST
@signed_in
def sign_out(request: ActorRequest) -> HttpResponseBase:
    """By POST only, so that no link on a page can do it."""
    log.record(actor=request.actor, code="access.account.signed_out", target=request.actor.account)
    logout(request)
    return redirect("desk:sign-in")


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


@signed_in
def home(request: ActorRequest) -> HttpResponse:
    """What is here, and where to go."""
    now = business_now()
    context = {"current": "home", "now": now, "greeting": pages.greeting(now), **pages.home(request.actor)}
    if context["pillars"]:
        context |= due.at_home(request.actor, now)
    return render(request, "desk/home.html", context)


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


@holding(VIEW_RECORDS)
def register(request: ActorRequest, slug: str) -> HttpResponse:
    """All records of one kind the reader may see."""
    declared = pages.declared_or_404(slug)
    narrowed = narrow(declared, pages.visible(declared, request.actor), request.actor, request.GET)
    count = kept_count(narrowed.rows, request.actor, f"{slug}?{narrowed.asked}")
    context = {
        "current": declared.system,
        "declared": declared,
        "system_label": menu.SYSTEMS[declared.system][0],
        "narrowed": narrowed,
        "listing": listing(declared, narrowed.rows, request.GET.get("page"), count),
    }
    return render(request, "desk/register.html", context)


@holding(VIEW_RECORDS)
def record(request: ActorRequest, slug: str, ref: str) -> HttpResponse:
    """One record, read only and masked. Outside the reader's area it does not exist."""
    declared = pages.declared_or_404(slug)
    found = (
        pages.visible(declared, request.actor)
        .select_related(*declared.select_related)
        .filter(ref=ref)
        .first()
    )
    if found is None:
        raise Http404
    return render(
        request,
        "desk/record.html",
        {
            "current": declared.system,
            "declared": declared,
            "system_label": menu.SYSTEMS[declared.system][0],
            "title": declared.title(found),
            "lines": pages.lines(declared, found, request.actor),
            "origin": pages.origin(found),
            "related": pages.related(declared, found, request.actor),
            "course": course(request.actor, found),
        },
    )
