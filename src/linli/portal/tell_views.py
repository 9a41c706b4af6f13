"""报一件事: no account, no script, no picture puzzle; and the separate way of an accusation."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from linli.common import limits
from linli.common.permissions import may_record
from linli.grid.requests import accused
from linli.grid.requests.services.complained import WRONG_CONTACT
from linli.orgs.kinds import Kind
from linli.portal import services
from linli.portal.forms import AccuseForm, TellForm
from linli.portal.places import current, found, trunk_of
from linli.portal.services import Contact, Sent

MOST_AN_HOUR = 10
"""Matters from one address; where many share one, telephone and community remain."""
POLICE = re.compile(
    "打架|打人|打起来|持刀|拿刀|抢劫|偷|家暴|跟踪|着火|起火|火灾|煤气味|燃气味|跳楼|自杀|溺水|晕倒|流血"
)
"""Words that 110, 119 and 120 come before."""


@may_record
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """One sentence; everything else may be left out. A machine is thanked like anybody else.

    What sounds like an accusation of an official is asked about once: openly it would reach whom it is about.
    """
    if request.method != "POST":
        return _shown(
            request, "tell", TellForm(initial=_begun(request)), was_sent=request.GET.get("sent") == "1"
        )
    form = TellForm(request.POST, request.FILES)
    places = found(request.POST.get("place", ""))
    form.offer([(each.area.code, each.label) for each in places])
    if not form.is_valid():
        return _shown(request, "tell", form, choose=_several(form, places))
    if form.is_machine:
        return redirect(f"{request.path}?sent=1")
    data = form.cleaned_data
    chosen = data.get("chosen", "")
    if len(places) > 1 and not chosen:
        form.add_error("chosen", "这个名字有几处，请选是哪一处。")
        return _shown(request, "tell", form, choose=True)
    if request.POST.get("openly") != "1" and accused.sounds_like_one(data["text"]):
        return _shown(request, "tell", form, choose=len(places) > 1, sounds=True)
    place = next((each.area for each in places if chosen in ("", each.area.code)), None)
    return _told(
        request,
        "tell",
        form,
        lambda: services.tell(
            text=data["text"],
            place=place,
            words=data["place"],
            sent=_sent(form),
            is_about_lead=data["about_lead"],
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def accuse(request: HttpRequest) -> HttpResponse:
    """检举控告: to its handlers alone. ``begin``: with what was typed on the open page."""
    bodies = accused.bodies()
    choices = accused.choices(bodies)
    if request.method != "POST" or request.POST.get("begin") == "1":
        typed = {"text": request.POST.get("text", "")}
        return _shown(request, "accuse", AccuseForm(units=choices, initial=typed))
    form = AccuseForm(request.POST, request.FILES, units=choices)
    if not form.is_valid():
        return _shown(request, "accuse", form)
    if form.is_machine:
        return redirect("portal:home")
    data = form.cleaned_data
    body = next(each for each in bodies if each.code == data["unit"])
    return _told(
        request,
        "accuse",
        form,
        lambda: services.accuse(text=data["text"], body=body, person=data["person"], sent=_sent(form)),
    )


def _told(request: HttpRequest, page: str, form: Any, act: Any) -> HttpResponse:
    """Counted only when it would be kept: mending a form costs nothing."""
    verdict = limits.allow(request, "portal.tell", most=MOST_AN_HOUR, per=limits.HOUR)
    if not verdict:
        form.add_error(None, f"这里一小时内已经报了好几件。请{verdict.told}再报，或者打电话、到社区当面说。")
        return _shown(request, page, form, 429)
    try:
        teller = act()
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return _shown(request, page, form)
    return redirect("portal:receipt", teller.receipt)


def _sent(form: Any) -> Sent:
    data = form.cleaned_data
    contact = Contact(called=data["called"], phone=data["phone"], way=data["way"])
    return Sent(contact=contact, photos=data["photos"], voice=data.get("voice"), key=data["key"])


def _shown(request: HttpRequest, page: str, form: Any, status: int = 200, **shown: Any) -> HttpResponse:
    return render(request, f"portal/{page}.html", {"form": form, **shown}, status=status)


def _several(form: TellForm, places: list[Any]) -> bool:
    return len(places) > 1


def _begun(request: HttpRequest) -> dict[str, str]:
    """From the page of a place: where, and that its lead's name or number is wrong."""
    place = current().filter(code=request.GET.get("at", "")).select_related("parent").first()
    if place is None:
        return {}
    inner = place.kind in (Kind.BUILDING, Kind.ESTATE)
    where = (
        f"{place.parent.name} {place.name}" if place.kind == Kind.BUILDING and place.parent else place.name
    )
    begun = {"place": where if inner else trunk_of(place).name}
    if request.GET.get("wrong") == "1":
        begun["text"] = f"{place.name}{WRONG_CONTACT}："
    return begun


def needs_police(text: str) -> bool:
    """Words after which 110 and 119 come before anything else."""
    return bool(POLICE.search(text))
