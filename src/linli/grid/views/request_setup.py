"""Settings of requests: the tree of kinds, rules of dispatch, standard texts, the duty list."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date
from linli.grid.forms.setting_up import (
    DutyForm,
    KindForm,
    PreviewForm,
    RouteForm,
    TextForm,
    kind_of,
    place_of,
)
from linli.grid.policies import SET_UP_REQUESTS
from linli.grid.requests.models import DutyItem, RequestKind, Route, StandardText
from linli.grid.requests.routing import routed
from linli.grid.requests.services import setting_up
from linli.orgs.selectors import in_force
from linli.ui.forms import LinliForm
from linli.workflow.selectors import clocks_on

REFUSED = 409
ACTING = ["GET", "HEAD", "POST"]
WHY = "what the district lays down for everybody"
sets_up = holding(SET_UP_REQUESTS)


def _page(request: ActorRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, f"grid/{template}.html", {"current": "request-setup", **context}, status=status)


def _tried(form: LinliForm, act: Callable[[], object]) -> bool:
    """Whether it was done; what was refused stands beside its box."""
    try:
        act()
    except ValidationError as refused:
        if hasattr(refused, "error_dict"):
            for name, found in refused.message_dict.items():
                form.add_error(name if name in form.fields else None, found)
        else:
            form.add_error(None, refused.messages)
        return False
    return True


@require_safe
@sets_up
def settings(request: ActorRequest) -> HttpResponse:
    """All four, and 这件事会派给谁."""
    day, rules = business_date(), clocks_on(business_date())
    kinds = list(RequestKind.objects.unscoped(WHY).order_by("order", "code"))
    tree = [
        (family, rules[family.clock], [each for each in kinds if each.parent_id == family.pk])
        for family in kinds
        if family.parent_id is None
    ]
    routes = Route.objects.unscoped(WHY).filter(in_force(day)).select_related("kind", "area", "unit")
    texts = StandardText.objects.unscoped(WHY).select_related("kind").order_by("verb", "pk")
    context = {
        "tree": tree,
        "routes": routes.order_by("area__code", "kind__order"),
        "texts": [(setting_up.verb_label(each.verb), each) for each in texts],
        "duties": DutyItem.objects.unscoped(WHY).filter(in_force(day)).order_by("number"),
        **_preview(request),
    }
    return _page(request, "request_setup", context)


def _preview(request: ActorRequest) -> dict[str, Any]:
    form = PreviewForm(request.GET if "area" in request.GET else None)
    if not form.is_bound or not form.is_valid():
        return {"preview": form}
    kind, area = kind_of(form.cleaned_data["kind"]), place_of(form.cleaned_data["area"])
    return {"preview": form, "asked": True, "found": routed(kind, area), "place": area, "kind": kind}


def _kind_or_404(code: str) -> RequestKind:
    found = RequestKind.objects.unscoped(WHY).select_related("parent").filter(code=code).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(ACTING)
@sets_up
def kind(request: ActorRequest, code: str) -> HttpResponseBase:
    """Name, clock, words of one kind."""
    found = _kind_or_404(code)
    initial = {"name": found.name, "clock": found.clock, "words": " ".join(found.words)}
    form = KindForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = {**form.cleaned_data, "words": form.cleaned_data["words"].split()}
        if _tried(form, lambda: setting_up.change_kind(actor=request.actor, kind=found, **data)):
            messages.success(request, f"类别“{data['name']}”改好了。")
            return redirect("request_desk:settings")
    context = {"form": form, "kind": found, "title": found.name, "button": "改这个类别"}
    return _page(request, "request_setup_form", context, REFUSED if form.errors else 200)


@require_http_methods(ACTING)
@sets_up
def new_kind(request: ActorRequest, code: str = "") -> HttpResponseBase:
    """A family, or a kind in one."""
    parent = _kind_or_404(code) if code else None
    form = KindForm(request.POST or None, initial={"clock": parent.clock if parent else "grid.request"})
    if request.method == "POST" and form.is_valid():
        data = {**form.cleaned_data, "words": form.cleaned_data["words"].split()}
        if _tried(form, lambda: setting_up.add_kind(actor=request.actor, parent=parent, **data)):
            messages.success(request, f"加了类别“{data['name']}”。")
            return redirect("request_desk:settings")
    title = f"在“{parent.name}”里加一类" if parent else "加一个大类"
    return _page(
        request,
        "request_setup_form",
        {"form": form, "title": title, "button": "加上"},
        REFUSED if form.errors else 200,
    )


@require_POST
@sets_up
def open_kind(request: ActorRequest, code: str) -> HttpResponseBase:
    """In use, or no longer."""
    found = _kind_or_404(code)
    try:
        setting_up.open_kind(actor=request.actor, kind=found, is_open=not found.is_open)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        said = "启用了" if found.is_open else "停用了，已经用它的事不变"
        messages.success(request, f"类别“{found.name}”{said}。")
    return redirect("request_desk:settings")


@require_http_methods(ACTING)
@sets_up
def new_route(request: ActorRequest) -> HttpResponseBase:
    """A rule from a day on."""
    initial = {
        "day": business_date(),
        "kind": request.GET.get("kind", ""),
        "area": request.GET.get("area", ""),
    }
    form = RouteForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        data |= {"kind": kind_of(data["kind"]), "area": place_of(data["area"])}
        if _tried(form, lambda: setting_up.add_route(actor=request.actor, **data)):
            messages.success(request, f"派单规则加好了，从 {data['day']} 起派给{data['unit'].name}。")
            return redirect("request_desk:settings")
    context = {"form": form, "title": "加一条派单规则", "button": "加上"}
    return _page(request, "request_setup_form", context, REFUSED if form.errors else 200)


@require_POST
@sets_up
def end_route(request: ActorRequest, ref: str) -> HttpResponseBase:
    """From today on."""
    found = Route.objects.unscoped(WHY).filter(ref=ref).select_related("kind", "area", "unit").first()
    return _ended(
        request, found, lambda row: setting_up.end_route(actor=request.actor, route=row, day=business_date())
    )


@require_http_methods(ACTING)
@sets_up
def new_text(request: ActorRequest) -> HttpResponseBase:
    """A text offered at a step."""
    form = TextForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = {**form.cleaned_data, "kind": kind_of(form.cleaned_data["kind"])}
        if _tried(form, lambda: setting_up.add_text(actor=request.actor, **data)):
            messages.success(request, "常用答复加好了。")
            return redirect("request_desk:settings")
    context = {"form": form, "title": "加一条常用答复", "button": "加上"}
    return _page(request, "request_setup_form", context, REFUSED if form.errors else 200)


@require_POST
@sets_up
def remove_text(request: ActorRequest, ref: str) -> HttpResponseBase:
    """No longer offered."""
    found = StandardText.objects.unscoped(WHY).filter(ref=ref).first()
    return _ended(request, found, lambda row: setting_up.remove_text(actor=request.actor, text=row))


@require_http_methods(ACTING)
@sets_up
def new_duty(request: ActorRequest) -> HttpResponseBase:
    """An item of the duty list."""
    form = DutyForm(request.POST if request.method == "POST" else None, initial={"day": business_date()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if _tried(form, lambda: setting_up.add_duty(actor=request.actor, **data)):
            messages.success(request, f"条目 {data['number']} 加好了，从 {data['day']} 起施行。")
            return redirect("request_desk:settings")
    context = {"form": form, "title": "加一条社区职责", "button": "加上"}
    return _page(request, "request_setup_form", context, REFUSED if form.errors else 200)


@require_POST
@sets_up
def end_duty(request: ActorRequest, ref: str) -> HttpResponseBase:
    """Not in force from today on."""
    found = DutyItem.objects.unscoped(WHY).filter(ref=ref).first()
    return _ended(request, found, lambda row: setting_up.end_duty(actor=request.actor, item=row))


def _ended(request: ActorRequest, found: Any, act: Callable[[Any], object]) -> HttpResponseBase:
    if found is None:
        raise Http404
    try:
        act(found)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, "改好了，从今天起。")
    return redirect("request_desk:settings")
