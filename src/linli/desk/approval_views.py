"""What takes two persons: the list of what waits for me and what I asked, and one of them to decide on."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import EmptyPage, InvalidPage, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.actor import Actor
from linli.access.http import ActorRequest, signed_in
from linli.common.clock import business_date
from linli.desk.approval_forms import WordsForm
from linli.workflow import approvals, approving
from linli.workflow.approval_states import APPROVAL
from linli.workflow.machines import Tone, TransitionRefused
from linli.workflow.models import Approval

PER_PAGE = 25
REFUSED = 409
TINTS = {Tone.GOING: "lake", Tone.DONE: "pine"}
ACTS: dict[str, tuple[Callable[..., Approval], str]] = {
    "approve": (approving.approve, "已同意，“{label}”办完了。"),
    "refuse": (approving.refuse, "已写明不同意，提出的人会看到理由。"),
    "withdraw": (approving.withdraw, "已撤回，没有办。"),
}


def _told(approval: Approval, today: date) -> dict[str, Any]:
    kind, state = approvals.kind(approval.kind), APPROVAL.state(approval.state)
    return {
        "approval": approval,
        "label": kind.label,
        "state": state.label,
        "tint": TINTS.get(state.tone, ""),
        "left": (approval.until - today).days if approval.is_waiting else None,
    }


@require_safe
@signed_in
def approval_list(request: ActorRequest) -> HttpResponse:
    """Two lists under two tabs; both are the querysets the counts come from."""
    mine = request.GET.get("of") == "mine"
    waiting, asked = approving.waiting_for(request.actor), approving.asked_by(request.actor)
    try:
        page = Paginator(asked if mine else waiting, PER_PAGE).page(request.GET.get("page") or 1)
    except (EmptyPage, InvalidPage):
        raise Http404 from None
    today = business_date()
    context = {
        "current": "approvals",
        "mine": mine,
        "page": page,
        "rows": [_told(each, today) for each in page],
        "waiting_count": page.paginator.count if not mine else waiting.count(),
        "asked_count": page.paginator.count if mine else asked.count(),
    }
    return render(request, "desk/approvals.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def approval(request: ActorRequest, ref: str) -> HttpResponse:
    """One of them; whoever may decide does it here, whoever asked may take it back."""
    found = approving.seen_by(request.actor).filter(ref=ref).first()
    if found is None:
        raise Http404
    act = request.POST.get("act", "")
    if request.method == "POST" and act not in ACTS:
        raise Http404
    form = WordsForm(request.POST if request.method == "POST" else None, act=act)
    if request.method == "POST" and form.is_valid():
        done, told = ACTS[act]
        try:
            done(actor=request.actor, approval=found, words=form.cleaned_data["words"])
        except (PermissionDenied, TransitionRefused) as refused:
            form.add_error(None, str(refused))
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, told.format(label=approvals.kind(found.kind).label))
            return redirect("desk:approval", ref)
        found = approving.seen_by(request.actor).get(pk=found.pk)
    context = {
        "current": "approvals",
        "form": form,
        "described": approvals.kind(found.kind).describe(
            found
        ),  # reads what it is about: not asked row by row
        **_told(found, business_date()),
        **_acts(request.actor, found),
    }
    return render(request, "desk/approval.html", context, status=REFUSED if form.errors else 200)


def _acts(actor: Actor, found: Approval) -> dict[str, Any]:
    asked = found.asked_by_id == actor.account_id
    in_time = found.is_waiting and found.until > business_date()
    address = approvals.kind(found.kind).address(found) if asked and found.state == "approved" else ""
    return {
        "may_decide": in_time and approving.may_decide(actor, found),
        "may_withdraw": found.is_waiting and asked,
        "too_late": found.is_waiting and not in_time,
        "address": address,
    }
