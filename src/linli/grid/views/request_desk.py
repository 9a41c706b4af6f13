"""Requests on the desk: the list, one request with its next act, its files, the teller's number, a unit's parts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest, holding
from linli.common.clock import business_now
from linli.disclosure.purposes import TO_REVEAL
from linli.grid.forms.requests import RevealForm
from linli.grid.policies import SEE_REQUESTS, TELL_REQUEST
from linli.grid.requests import listing, selectors, showing
from linli.grid.requests.files import KINDS
from linli.grid.requests.models import Request, RequestAttachment
from linli.grid.requests.services.looking import may_look, see_phone
from linli.grid.requests.texts import texts_for
from linli.grid.views.request_acts import ACTS, form_of
from linli.ui.downloads import stored_attachment

sees = holding(SEE_REQUESTS)
ACTING = ["GET", "HEAD", "POST"]


def request_or_404(request: ActorRequest, ref: str) -> Request:
    """A request of the reader's own; another's does not exist."""
    rows = selectors.requests_for(request.actor).select_related("merged_into", "place__parent")
    found = rows.filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def page(request: ActorRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """One page of this system."""
    return render(request, f"grid/{template}.html", {"current": "requests", **context}, status=status)


@require_safe
@sees
def requests_list(request: ActorRequest) -> HttpResponse:
    """By deadline, narrowed by the address; counts and rows from one queryset."""
    context = listing.listed(request.actor, request.GET.dict())
    telling = request.actor.may(TELL_REQUEST)
    units = bool(request.actor.units("unit.view"))
    return page(
        request,
        "request_list",
        {**context, "telling": telling, "units": units},
    )


@require_safe
@sees
def request_page(request: ActorRequest, ref: str) -> HttpResponse:
    """State, deadline, next step with its form, what happened, who told it."""
    found = request_or_404(request, ref)
    context = showing.shown(request.actor, found)
    first = context["card"][0] if context["card"] else None
    form = form_of(request.actor, found, first.verb) if first is not None else None
    if form is not None and len(form.fields) > 3:  # a long form has a page of its own
        form = None
    texts = texts_for(found, first.verb) if first is not None and form is not None else None
    extra: dict[str, Any] = {
        "form": form,
        "act": ACTS[first.verb] if first is not None else None,
        "texts": texts,
    }
    return page(request, "request_detail", {**context, **extra})


@require_safe
@sees
def file(request: ActorRequest, ref: str, file_ref: str) -> HttpResponseBase:
    """A photograph or the clip, to whoever sees the request."""
    found = request_or_404(request, ref)
    row = RequestAttachment.objects.visible_to(request.actor).filter(request=found, ref=file_ref).first()
    if row is None or row.media not in KINDS:
        raise Http404
    try:
        return stored_attachment(row.key, row.title, KINDS[row.media])
    except FileNotFoundError:
        raise Http404 from None


@require_http_methods(ACTING)
@never_cache
@sees
def phone(request: ActorRequest, ref: str) -> HttpResponse:
    """Asks for what; then shows the number once, and the log has it."""
    found = request_or_404(request, ref)
    teller = showing.teller_of(request.actor, found)
    if teller is None or not teller["phone"] or not may_look(request.actor, found):
        raise Http404
    form = RevealForm(request.POST if request.method == "POST" else None, initial={"purpose": "answer"})
    number = ""
    if request.method == "POST" and form.is_valid():
        try:
            number = see_phone(actor=request.actor, request=found, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {
        "request_": found,
        "title": showing.title_of(found),
        "form": form,
        "masked": teller["phone"],
        "number": number,
        "purposes": [each for each in TO_REVEAL if not each.retired],
    }
    return page(request, "request_phone", context)


@require_safe
@sees
def tasks_list(request: ActorRequest) -> HttpResponse:
    """What was given to the reader's unit or area: the next act of each."""
    now = business_now()
    rows = selectors.tasks_for(request.actor).select_related("request__kind", "request__holder")
    found = [
        (each, showing.part_of(request.actor, each, each.request, now))
        for each in rows[: listing.PER_PAGE * 4]
    ]
    return page(request, "request_tasks", {"rows": found, "count": rows.count()})


def back_to(found: Request) -> HttpResponse:
    """To its page."""
    return redirect(reverse("requests:request", args=(found.ref,)))
