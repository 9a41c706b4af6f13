"""What pages of upkeep share: an area of the reader's, the one page of an act, persons of a name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from linli.access.areas import areas_within
from linli.access.http import ActorRequest
from linli.access.roles import Capability
from linli.disclosure.services import list_seen
from linli.grid.leads_forms import NEW, WhoForm
from linli.grid.views.trying import tried
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.people.models import Person
from linli.people.services import register_person
from linli.ui.forms import LinliForm

ACTING = ["GET", "HEAD", "POST"]
MOST = 12


def area_or_404(request: ActorRequest, capability: Capability, code: str, *kinds: Kind) -> Area:
    """An open area of the reader's; with ``kinds``, of one of them."""
    rows = (
        areas_within(request.actor, capability).select_related("parent").defer("boundary", "parent__boundary")
    )
    found = rows.filter(code=code).first()
    if found is None or (kinds and Kind(found.kind) not in kinds):
        raise Http404
    return found


def chosen_area(request: ActorRequest, capability: Capability, *kinds: Kind) -> Area:
    """The area ``?area=`` names, or the reader's own."""
    code = request.GET.get("area", "").strip()
    home = request.actor.home_area
    if home is not None and code in ("", home.code) and home.valid_to is None:
        if request.actor.may(capability, home) and (not kinds or Kind(home.kind) in kinds):
            return home  # known already
        raise Http404
    return area_or_404(request, capability, code, *kinds)


def chosen_among(request: ActorRequest, capability: Capability, *kinds: Kind) -> tuple[Area, list[Area]]:
    """The area ``?area=`` names, or the reader's own; and those of ``kinds`` in the reader's own: one query."""
    home = request.actor.home_area
    if home is None or Kind(home.kind) not in kinds:
        area = chosen_area(request, capability, *kinds)
        return area, [area]
    places = areas_of(request, capability, home, *kinds)
    code = request.GET.get("area", "").strip() or home.code
    found = next((each for each in places if each.code == code), None)
    return found or area_or_404(request, capability, code, *kinds), places


def areas_of(request: ActorRequest, capability: Capability, within: Area, *kinds: Kind) -> list[Area]:
    """Open areas of these kinds inside ``within``, in order of code."""
    rows = areas_within(request.actor, capability).filter(path__under=within.path, kind__in=kinds)
    return list(rows.select_related("parent").defer("boundary", "parent__boundary").order_by("code"))


def community_path(area: Area) -> Area:
    """The community an area lies in, or the area itself when it is above one."""
    while area.parent is not None and Kind(area.kind) not in (Kind.COMMUNITY, Kind.STREET, Kind.DISTRICT):
        area = area.parent
    return area


@dataclass(frozen=True, kw_only=True)
class Page:
    """One act on a page of its own: a question, what follows from it, a form, a verb."""

    current: str
    question: str
    verb: str
    back: str
    crumb: str
    crumb_address: str
    told: tuple[str, ...] = ()
    effects: tuple[tuple[str, str], ...] = ()
    undoable: bool = True
    notice: str = ""


def sent(request: ActorRequest) -> Any:
    """What a form is bound to: nothing while it is only being read."""
    return request.POST if request.method == "POST" else None


def act(
    request: ActorRequest,
    page: Page,
    form: LinliForm,
    do: Callable[[LinliForm], Any],
    done: str | Callable[[Any], str],
    then: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Show the form, or do it and go back; a refusal stands on the form, filled in as it was.

    done: what is said afterwards, or how it is said of what was done.
    then: where to go from what was done, where the page one came from is no more.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = tried(form, lambda: (do(form),))
        except PermissionDenied as refused:
            form.add_error(None, str(refused) or "这不在您的任职地区之内。请由当地工作人员办理。")
            made = None
        if made:
            messages.success(request, done(made[0]) if callable(done) else done)
            return redirect(then(made[0]) if then is not None else page.back)
    return render(
        request,
        "grid/keeping_act.html",
        {"current": page.current, "page": page, "form": form},
        status=409 if form.errors else 200,
    )


def persons_called(request: ActorRequest, name: str) -> list[Person]:
    """Those of the reader's own areas with this very name; the look is on record."""
    if not name:
        return []
    rows = Person.objects.visible_to(request.actor).filter(name=name).select_related("area").order_by("pk")
    found = list(rows[:MOST])
    if found:
        list_seen(actor=request.actor, what="人员", count=len(found), fields=["姓名"])
    return found


def who_form(request: ActorRequest, form_class: type[WhoForm], **more: Any) -> WhoForm:
    """The form with those who bear the name that was typed: asked on the second sending."""
    data = sent(request)
    people = persons_called(request, data.get("name", "").strip()) if data is not None else []
    first_time = bool(people) and "who" not in (data or {})
    form = form_class(data, people=people, asked=bool(people), **more)
    if first_time and data is not None:
        form.fields["who"].error_messages["required"] = "这个姓名已经有人，请选是哪一位，或新建一位。"
    return form


def person_of(request: ActorRequest, form: WhoForm, area: Area) -> Person:
    """The one chosen, or somebody new."""
    data = form.cleaned_data
    chosen = data.get("who", NEW)
    if chosen and chosen != NEW:
        person: Person = form.people[chosen]
        return person
    return register_person(actor=request.actor, name=data["name"], area=area, phone=data.get("phone", ""))
