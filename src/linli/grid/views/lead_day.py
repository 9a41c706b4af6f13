"""Thin pages of a lead's day on a phone: my doors, tell a matter, what I told, whom to call."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.access.actor import Actor
from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date, business_now
from linli.common.permissions import may_record
from linli.disclosure.models.listed import PERSON
from linli.disclosure.services import list_seen
from linli.grid import lead_pages as pages
from linli.grid.day import selectors, services
from linli.grid.day.models import How
from linli.grid.lead_forms import TellForm, VisitForm
from linli.grid.policies import OWN_DAY
from linli.grid.requests.selectors import told_by
from linli.orgs.kinds import Kind
from linli.ui.work import gather

MOST = 30


def drawn(
    request: ActorRequest, name: str, current: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page with the lead's bar; it may be kept nowhere but where the device keeps it sealed."""
    area = context.get("area") or area_or_404(request.actor)
    shown = {"current": current, "area": area, "here": pages.here(area), **context}
    return render(request, f"grid/{name}.html", shown, status=status)


def area_or_404(actor: Actor, code: str = "") -> Any:
    """The area the reader leads; with several, the one asked for."""
    mine = selectors.my_areas(actor)
    found = next((each for each in mine if each.code == code), None) if code else next(iter(mine), None)
    if found is None:
        raise Http404
    return found


@require_safe
@never_cache
@holding(OWN_DAY)
def my_neighbourhood(request: ActorRequest) -> HttpResponse:
    """What needs me today, my doors, and whom I belong to."""
    actor = request.actor
    area = area_or_404(actor)
    below = selectors.neighbourhoods_of(area)
    asked = request.GET.get("n", "")
    alone = below[0] if len(below) == 1 else None
    chosen = next((each for each in below if each.code == asked), None) if asked else alone
    if asked and chosen is None:
        raise Http404
    work = gather(actor, business_now())
    circle = selectors.circle(actor, area)[:MOST]
    _met(actor, circle, ("姓名",))
    return drawn(
        request,
        "lead_home",
        "home",
        {
            "area": area,
            "today": business_date(),
            "work": work,
            "first_rows": [work.first] if work.first is not None else [],
            "below": below if len(below) > 1 else [],
            "vacant": selectors.vacant_among(below) if area.kind == Kind.GROUP else set(),
            "chosen": chosen,
            "doors": pages.doors(actor, chosen) if chosen is not None else [],
            "circle": circle,
            "visits": selectors.visits_of(actor)[:3],
            "how": How.choices,
        },
    )


def _met(actor: Actor, circle: Sequence[selectors.Contact], fields: Sequence[str]) -> None:
    """The others of the circle stood there by name: on record, and found by each of them."""
    others = [each.person for each in circle if not each.is_self]
    if others:
        list_seen(actor=actor, what="三长", count=len(others), fields=fields, whom={PERSON: others})


@may_record
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@holding(OWN_DAY)
def say(request: ActorRequest) -> HttpResponse:
    """The sentence, who said it, and two ways out. The address works without script; with it, offline too. What sounds
    like an accusation of an official is asked about once.
    """
    area = area_or_404(request.actor)
    places = pages.spots(request.actor, area)[1]
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {"key": str(uuid4()), "place": places[0].code if places else ""}
    form, sounds = TellForm(data, files, places=places, initial=initial), False
    if data is not None and form.is_valid():
        try:
            found, first = services.take_in(actor=request.actor, said=form.said(area))
        except services.SoundsAccusing:
            sounds = True
        except ValidationError as refused:
            form.add_error(None, " ".join(refused.messages))
        else:
            messages.success(request, pages.taken(found, first=first))
            return redirect("lead:told")
    above, holder = selectors.next_above(area)
    context = {
        "area": area,
        "form": form,
        "sounds": sounds,
        "to": pages.called(above, holder),
        "guess": pages.place_name(places[0]) if places else area.name,
    }
    return drawn(request, "lead_tell", "tell", context)


@require_safe
@never_cache
@holding(OWN_DAY)
def told(request: ActorRequest) -> HttpResponse:
    """What I told, the latest first, and where it stands."""
    rows = list(told_by(request.actor).exclude(is_accusation=True)[: MOST + 1])
    context = {"rows": [pages.line(each) for each in rows[:MOST]], "more": len(rows) > MOST, "most": MOST}
    return drawn(request, "lead_told", "told", context)


@require_safe
@never_cache
@holding(OWN_DAY)
def people(request: ActorRequest) -> HttpResponse:
    """Whom to call: the leads of my group, section and community."""
    area = area_or_404(request.actor)
    contacts = selectors.circle(request.actor, area)
    _met(request.actor, contacts, ("姓名", "电话"))
    context = {"area": area, "contacts": contacts, "trunk": selectors.trunk_of(area)}
    return drawn(request, "lead_people", "people", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@holding(OWN_DAY)
def visit(request: ActorRequest) -> HttpResponse:
    """走看听问帮: one line, if one likes."""
    area = area_or_404(request.actor)
    doors = pages.spots(request.actor, area)[0]
    form = VisitForm(request.POST if request.method == "POST" else None, doors=doors)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            services.note_visit(
                actor=request.actor,
                area=area,
                how=How(values["how"]),
                note=values["note"],
                household=form.doors.get(values["household"]),
            )
        except ValidationError as refused:
            form.add_error(None, " ".join(refused.messages))
        else:
            messages.success(request, "记下了。只有您自己看得到这句话。")
            return redirect("lead:visit")
    context = {"area": area, "form": form, "visits": selectors.visits_of(request.actor)[:MOST]}
    return drawn(request, "lead_visit", "home", context)


@require_POST
@holding(OWN_DAY)
def remove(request: ActorRequest, ref: str) -> HttpResponse:
    """Take an own line back."""
    try:
        services.remove_visit(actor=request.actor, ref=ref)
    except ValidationError:
        raise Http404 from None
    messages.success(request, "删去了。")
    return redirect("lead:visit")
