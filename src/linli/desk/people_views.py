"""Pages of a person and of a household; and looking behind the mask, which asks for a purpose and ends by itself."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.actor import Actor
from linli.access.http import ActorRequest, holding
from linli.access.policies import REVEAL_PERSONAL, VIEW_RECORDS
from linli.desk import people_pages as pages
from linli.desk.people_forms import RevealForm
from linli.disclosure import services
from linli.disclosure.models import Field
from linli.disclosure.purposes import TO_REVEAL
from linli.disclosure.selectors import Owner, fields_of, value_of
from linli.grid.policies import KEEP_DOORS
from linli.privacy.policies import HANDLE_RIGHTS
from linli.ui import menu

LOOKED_FOR: dict[str, Callable[[Actor, str], Owner]] = {
    "person": pages.person_or_404,
    "household": pages.household_or_404,
}


@require_safe
@never_cache
@holding(VIEW_RECORDS)
def person(request: ActorRequest, ref: str) -> HttpResponse:
    """One person: posts, consents, masked values, course."""
    found = pages.person_or_404(request.actor, ref)
    return _page(request, "desk/person.html", pages.person_page(found, request.actor))


@require_safe
@never_cache
@holding(VIEW_RECORDS)
def household(request: ActorRequest, ref: str) -> HttpResponse:
    """One door: its contact, who serves it today and on the day asked for, and its stays."""
    found = pages.household_or_404(request.actor, ref)
    shown = pages.household_page(found, request.actor, request.GET.get("day", "").strip()[:10])
    return _page(request, "desk/household.html", shown)


def _page(request: ActorRequest, template: str, shown: dict[str, Any]) -> HttpResponse:
    """What a reveal shows goes by itself, also from a page left open: the browser is told to ask again by then."""
    records = request.actor.may(HANDLE_RIGHTS)  # whether there, its page asks again
    context = {"current": "grid", "system_label": menu.SYSTEMS["grid"][0], "records": records, **shown}
    context["keeps_doors"] = request.actor.may(KEEP_DOORS)  # there, its pages ask again
    response = render(request, template, context)
    ends = [value.until for value in shown["values"] if value.until is not None]
    if ends:
        seconds = max(1, int((min(ends) - timezone.now()).total_seconds()) + 1)
        response["Refresh"] = str(seconds)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@holding(REVEAL_PERSONAL)
def reveal(request: ActorRequest, kind: str, ref: str, field: str) -> HttpResponse:
    """Asks for what; then leads back to the page, where the value stands in clear for some minutes."""
    owner = LOOKED_FOR[kind](request.actor, ref)
    wanted = _field_or_404(request, owner, field)
    form = RevealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.reveal(actor=request.actor, owner=owner, field=wanted, **form.cleaned_data)
        except PermissionDenied:
            raise Http404 from None
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return HttpResponseRedirect(f"{reverse(f'desk:{kind}', args=(ref,))}#values")
    context = {
        "current": "grid",
        "kind": kind,
        "owner": owner,
        "field": wanted,
        "masked": pages.MASKING[wanted](value_of(owner, wanted)),
        "back": reverse(f"desk:{kind}", args=(ref,)),
        "form": form,
        "purposes": [each for each in TO_REVEAL if not each.retired],
        "minutes": settings.LINLI_REVEAL_MINUTES,
    }
    return render(request, "desk/reveal.html", context)


def _field_or_404(request: ActorRequest, owner: Owner, name: str) -> Field:
    """A field of such an owner, kept, and in an area where the reader may ask for it."""
    if name not in fields_of(owner) or not pages.may_reveal(request.actor, owner):
        raise Http404
    if not value_of(owner, Field(name)):
        raise Http404
    return Field(name)
