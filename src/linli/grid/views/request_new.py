"""Writing down what somebody said: by telephone, at the counter, on the way, in a meeting, in the station's book."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from linli.access.http import ActorRequest, holding
from linli.common.permissions import may_record
from linli.common.refs import new_ref
from linli.grid.forms.requests import NewForm
from linli.grid.policies import TELL_REQUEST
from linli.grid.requests import accused, loading, places
from linli.grid.requests.models import Request, RequestAttachment, RequestKind, Source, Urgency
from linli.grid.requests.selectors import OPEN
from linli.grid.requests.services import intake
from linli.grid.requests.services.attaching import attach
from linli.grid.requests.services.intake import About, Told
from linli.grid.views.request_desk import ACTING, back_to, page
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.ui.trying import tried

MOST_ALIKE = 5
WHY = "whether the same page was sent before"
INDENT = {Kind.STREET: "　", Kind.COMMUNITY: "　　"}


@may_record
@require_http_methods(ACTING)
@holding(TELL_REQUEST)
def new(request: ActorRequest) -> HttpResponse:
    """Two things must be said. What sounds like an accusation of an official, and what resembles an open matter nearby,
    is asked about once before it is sent.
    """
    areas = places.tellable(request.actor)
    by_code = {area.code: area for area in areas}
    form = NewForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        kinds=places.open_kinds(),
        places=[(area.code, INDENT.get(Kind(area.kind), "") + area.name) for area in areas],
        initial=_guessed(request, areas),
    )
    key = request.POST.get("key", "") or new_ref()
    context: dict[str, Any] = {"form": form, "key": key[:40], "alike": [], "guessed": None}
    if request.method == "POST" and form.is_valid():
        area, kind = by_code[form.cleaned_data["area"]], _kind(form)
        is_sure, is_openly = request.POST.get("sure") == "1", request.POST.get("openly") == "1"
        sounds = not is_openly and accused.sounds_like_one(form.cleaned_data["text"])
        alike = [] if is_sure or sounds else _alike(request, area, kind)
        if not alike and not sounds:
            told = tried(form, lambda: _told(request, form, area, kind, key[:40], areas))
            if told is not None:
                messages.success(request, f"记下了，编号 {told.number}")
                return redirect("requests:where", told.ref) if "where" in request.POST else back_to(told)
        context |= {"alike": alike, "guessed": kind, "sounds": sounds, "is_openly": is_openly or sounds}
    return page(request, "request_new", context)


def _guessed(request: ActorRequest, areas: list[Area]) -> dict[str, str]:
    home = request.actor.home_area
    codes = [area.code for area in areas]
    at = home.code if home is not None and home.code in codes else codes[0] if codes else ""
    source = request.GET.get("source", "")
    lead = home is not None and home.kind in (Kind.NEIGHBOURHOOD, Kind.GROUP, Kind.SECTION)
    usual = Source.LEAD if lead else Source.TELEPHONE
    return {"area": at, "source": source if source in Source.values else usual}


def _kind(form: NewForm) -> RequestKind | None:
    data = form.cleaned_data
    return form.by_kind[data["kind"]] if data["kind"] else loading.proposed(data["text"])


def _alike(request: ActorRequest, area: Area, kind: RequestKind | None) -> list[Request]:
    """Open ones of this kind at the same place, as far as the reader may see them."""
    if kind is None:
        return []
    near = Q(area=area) | Q(neighbourhood=area) | Q(place=area)
    rows = Request.objects.visible_to(request.actor).filter(OPEN, near, kind=kind, is_accusation=False)
    return list(rows.select_related("holder").order_by("-told_at")[:MOST_ALIKE])


@transaction.atomic
def _told(
    request: ActorRequest, form: NewForm, area: Area, kind: RequestKind | None, key: str, areas: list[Area]
) -> Request:
    data = form.cleaned_data
    found = intake.tell(
        actor=request.actor,
        text=data["text"],
        area=places.trunk_of(area, areas),
        source=Source(data["source"]),
        told=Told(**form.told()),
        about=About(
            neighbourhood=area if area.kind == Kind.NEIGHBOURHOOD else None,
            place=area if area.kind in (Kind.ESTATE, Kind.BUILDING) else None,
            spot=data["spot"],
            kind=kind,
            duty_item=places.duty_item(data["duty_item"]),
            urgency=Urgency(data["urgency"]),
            is_about_lead=data["about_lead"],
        ),
        key=key,
    )
    files = [*data["photos"], *([data["voice"]] if data["voice"] else [])]
    there = RequestAttachment.objects.in_confidence(WHY).filter(request=found)
    if files and not there.exists():  # the same page sent twice hangs nothing on it twice
        attach(
            actor=request.actor, request=found, files=[(each.title, each.kind, each.data) for each in files]
        )
    return found
