"""Handing over: who leaves, who takes it on, how many of what; then one act. Numbers only, no matter by name."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.access.actor import Actor
from linli.access.http import ActorRequest, signed_in
from linli.common.clock import business_date
from linli.desk import staff
from linli.desk.handover_forms import FindForm, HandOverForm
from linli.grid.policies import KEEP_LEADS
from linli.orgs.selectors import places
from linli.people.models import LEAD_POSTS, Person
from linli.workflow import handing_over
from linli.workflow.policies import may_change_post, may_hand_over

REFUSED = 409


def _person(actor: Actor, ref: str) -> Person:
    found = staff.persons(actor).filter(ref=ref).first() if may_hand_over(actor) else None
    if found is None:
        raise Http404
    return found


def _found(request: ActorRequest, form: FindForm) -> list[staff.Held] | None:
    """None where nobody has been looked for yet."""
    if request.method != "POST" or not form.is_valid():
        return None
    return staff.called(staff.persons(request.actor), form.cleaned_data["name"], business_date())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def start(request: ActorRequest) -> HttpResponse:
    """Who leaves."""
    if not may_hand_over(request.actor):
        raise Http404
    form = FindForm(request.POST if request.method == "POST" else None)
    return render(
        request, "desk/handover.html", {"current": "handover", "form": form, "found": _found(request, form)}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def leaving(request: ActorRequest, ref: str) -> HttpResponseBase:
    """What the leaver has; and, once a successor is named (``to``), the act."""
    leaver = _person(request.actor, ref)
    if to := request.GET.get("to", ""):
        return _to(request, leaver, _person(request.actor, to))
    form = FindForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "found": _found(request, form), **_plan(request.actor, leaver, None)}
    return _page(request, leaver, context)


def _plan(actor: Actor, leaver: Person, successor: Person | None) -> dict[str, Any]:
    try:
        return {"plan": handing_over.plan(actor=actor, leaver=leaver, successor=successor)}
    except PermissionDenied as refused:
        return {"wrong": str(refused)}


def _page(request: ActorRequest, leaver: Person, context: dict[str, Any], status: int = 200) -> HttpResponse:
    posts = handing_over.posts_of(leaver, business_date())
    called = places(each.area for each in posts)
    held = [(each, called[each.area_id]) for each in posts]
    leading = [each for each in posts if each.post in LEAD_POSTS and each.valid_to is None]
    context = {
        "current": "handover",
        "leaver": leaver,
        "held": held,
        "apart": handing_over.LEADS_APART if leading else "",
        "leading": [each for each in leading if request.actor.may(KEEP_LEADS, each.area)],
        **context,
    }
    return render(request, "desk/handover_of.html", context, status=status)


def _to(request: ActorRequest, leaver: Person, successor: Person) -> HttpResponseBase:
    actor = request.actor
    posts = [
        each
        for each in handing_over.posts_of(leaver, business_date())
        if each.valid_to is None and may_change_post(actor, each)
    ]
    called = places(each.area for each in posts)
    given = request.POST if request.method == "POST" else None
    form = HandOverForm(given, posts=[(each, called[each.area_id]) for each in posts])
    if request.method == "POST" and form.is_valid():
        try:
            done = handing_over.hand_over(actor=actor, leaver=leaver, successor=successor, **form.chosen())
        except (PermissionDenied, handing_over.LeftBehind) as refused:
            form.add_error(None, str(refused) or "有事项没能转交，什么都没有改。请再试一次。")
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, f"{done.total} 件一次交清，没有留下的。")
            return redirect("desk:handover-of", leaver.ref)
    held = staff.with_posts([successor], business_date())[0]
    context = {"act": form, "successor": held, **_plan(actor, leaver, successor)}
    return _page(request, leaver, context, REFUSED if form.errors else 200)
