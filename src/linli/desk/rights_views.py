"""Requests of the persons concerned: the list by deadline, one with its next step, and what is told at a counter."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest, holding
from linli.desk import rights_pages as pages
from linli.desk.me_pages import key_of
from linli.desk.rights_forms import FindForm, FinishForm, RecordForm, RefuseForm
from linli.privacy.models import RightsKind, RightsRequest
from linli.privacy.policies import HANDLE_RIGHTS
from linli.privacy.services import requests as services
from linli.privacy.states import REFUSED
from linli.workflow.machines import TransitionRefused

ACTING = ["GET", "HEAD", "POST"]
FORMS = {"finish": FinishForm, "refuse": RefuseForm}
DRAFTED = {
    RightsKind.COPY: "您的信息在“我的信息”里都能看，也能取走副本。",
    RightsKind.CORRECT: "已按您说的更正。",
    RightsKind.DELETE: "已按您的要求办理。",
    RightsKind.WITHDRAW: "已按您的要求办理，不用说明理由。",
}
"""The answer as it may begin; an explanation has to be written."""


def _page(request: ActorRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"desk/{name}.html", {"current": "rights", **context})


@require_safe
@holding(HANDLE_RIGHTS)
def rights(request: ActorRequest) -> HttpResponse:
    """What is to be answered, and what was."""
    past = request.GET.get("past") == "1"
    return _page(request, "rights", **pages.listed(request.actor, past, request.GET.get("page")))


@require_http_methods(ACTING)
@never_cache
@holding(HANDLE_RIGHTS)
def find(request: ActorRequest) -> HttpResponse:
    """Whose request is to be written down?"""
    form = FindForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = pages.found_by(request.actor, form.cleaned_data["phone"])
    return _page(request, "rights_find", form=form, found=found)


@require_http_methods(ACTING)
@never_cache
@holding(HANDLE_RIGHTS)
def record(request: ActorRequest, kind: str, ref: str) -> HttpResponse:
    """Write down what somebody asked at the counter, by telephone or on paper."""
    owner = pages.owner_or_404(request.actor, kind, ref)
    form = RecordForm(
        request.POST if request.method == "POST" else None,
        owners=[(key_of(owner), pages.called(owner))],
        running=pages.running(owner),
        initial={"kind": RightsKind.COPY},
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        data.pop("owner")
        data["kind"] = RightsKind(data["kind"])
        try:
            made = services.ask(actor=request.actor, owner=owner, **data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect("desk:right", made.ref)
    return _page(request, "rights_record", form=form, called=pages.called(owner))


@require_safe
@never_cache
@holding(HANDLE_RIGHTS)
def right(request: ActorRequest, ref: str) -> HttpResponse:
    """One request."""
    return _shown(request, pages.request_or_404(request.actor, ref))


def _shown(request: ActorRequest, found: RightsRequest, verb: str = "", form: Any = None) -> HttpResponse:
    shown = pages.shown(found, request.actor)
    deletable = shown["deletable"]
    refuse = {"answer": deletable.said, "law": deletable.law} if deletable and deletable.is_nothing else {}
    drafted = {"answer": DRAFTED.get(RightsKind(found.kind), "")}
    forms = {"finish": FinishForm(initial=drafted), "refuse": RefuseForm(initial=refuse)}
    if form is not None:
        forms[verb] = form
    context = {**shown, "finish": forms["finish"], "refuse": forms["refuse"], "form": form}
    must_refuse = deletable is not None and deletable.is_nothing
    return _page(request, "right", **context, must_refuse=must_refuse, was_refused=found.state == REFUSED)


@require_http_methods(["POST"])
@never_cache
@holding(HANDLE_RIGHTS)
def act(request: ActorRequest, ref: str, verb: str) -> HttpResponse:
    """The next step of the table; a refusal brings the form back as it was filled in."""
    found = pages.request_or_404(request.actor, ref)
    form = FORMS[verb](request.POST) if verb in FORMS else None
    if verb not in ("accept", "told", *FORMS):
        raise Http404
    if form is not None and not form.is_valid():
        return _shown(request, found, verb, form)
    try:
        _done(request, found, verb, form)
    except (ValidationError, TransitionRefused, PermissionDenied) as refused:
        said = refused.messages if isinstance(refused, ValidationError) else [str(refused)]
        form = form or FinishForm({"answer": "…"})
        form.is_valid()
        for each in said:
            form.add_error(None, each)
        return _shown(request, found, verb, form)
    return redirect("desk:right", ref)


def _done(request: ActorRequest, found: RightsRequest, verb: str, form: Any) -> None:
    actor, data = request.actor, form.cleaned_data if form is not None else {}
    if verb == "accept":
        services.accept(actor=actor, matter=found)
    elif verb == "told":
        services.told(actor=actor, matter=found)
    elif verb == "finish":
        services.finish(actor=actor, matter=found, answer=data["answer"])
    else:
        services.refuse(actor=actor, matter=found, answer=data["answer"], law=data["law"])
