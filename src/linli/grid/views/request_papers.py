"""Papers of requests, to read, to print, and as DOCX or PDF."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from linli.access.http import ActorRequest, holding
from linli.access.policies import VIEW_FIGURES
from linli.documents.paper import Paper
from linli.documents.rendering import FORMATS, MEDIA_TYPES
from linli.grid.policies import SEE_REQUESTS, SETTLE_REQUEST
from linli.grid.requests.boards.showing import Board
from linli.grid.requests.models import PetitionReview, Request, RequestTask, Teller
from linli.grid.requests.papers import analysis_paper, assignment_paper, hold_paper, reply_paper, review_paper
from linli.grid.requests.selectors import requests_for
from linli.grid.requests.services.complained import may_know_teller
from linli.indicators.filters import Asked
from linli.ui.downloads import attachment

OF_A_REQUEST: dict[str, tuple[str, Callable[[Request, str], Paper]]] = {
    "reply": ("回复单", reply_paper),
    "hold": ("挂账审批单", lambda found, _: hold_paper(found)),
}


def _receipt(request: ActorRequest, found: Request) -> str:
    """The teller's, for whoever may know of the teller and owes the answer: not for a department given a part of it."""
    if not request.actor.may(SETTLE_REQUEST, found.holder):
        return ""
    rows = Teller.objects.visible_to(request.actor).filter(request=found)
    return rows.values_list("receipt", flat=True).first() or ""


def _out(request: ActorRequest, name: str, paper: Paper, ending: str, back: str, said: str) -> HttpResponse:
    if ending not in FORMATS:
        raise Http404
    made = FORMATS[ending](paper)
    if ending != "html":
        content = made.encode() if isinstance(made, str) else made
        return attachment(content, f"{name}.{ending}", MEDIA_TYPES[ending])
    files = [
        (label, request.get_full_path().replace(".html", f".{each}", 1))
        for each, label in (("docx", "Word"), ("pdf", "PDF"))
    ]
    return render(
        request,
        "grid/request_paper.html",
        {"paper": made, "name": name, "files": files, "back": back, "said": said},
    )


@require_safe
@holding(SEE_REQUESTS)
def of_request(request: ActorRequest, ref: str, kind: str, ending: str) -> HttpResponse:
    """回复单, 挂账审批单."""
    found = requests_for(request.actor).filter(ref=ref).first()
    if found is None or kind not in OF_A_REQUEST:
        raise Http404
    if kind == "reply" and not may_know_teller(request.actor, found):  # it calls the teller by name
        raise Http404
    name, paper = OF_A_REQUEST[kind]
    back = reverse("requests:request", args=(ref,))
    made = paper(found, _receipt(request, found))
    return _out(request, f"{name} {found.number}", made, ending, back, "回到这件事")


@require_safe
@holding(SEE_REQUESTS)
def of_review(request: ActorRequest, ref: str, ending: str) -> HttpResponse:
    """信访事项复查（复核）意见书."""
    rows = PetitionReview.objects.visible_to(request.actor).select_related("request__holder", "organ")
    found = rows.filter(ref=ref).first()
    if found is None:
        raise Http404
    back = reverse("requests:request", args=(found.request.ref,))
    name = f"信访{found.get_round_display()}意见书 {found.request.number}"
    return _out(
        request, name, review_paper(found, _receipt(request, found.request)), ending, back, "回到这件事"
    )


@require_safe
@holding(SEE_REQUESTS)
def of_task(request: ActorRequest, ref: str, ending: str) -> HttpResponse:
    """交办单."""
    rows = RequestTask.objects.visible_to(request.actor).select_related(
        "request__area", "request__place", "request__holder", "request__kind", "unit", "area", "duty_item"
    )
    found = rows.filter(ref=ref).first()
    if found is None:
        raise Http404
    back = reverse("requests:request", args=(found.request.ref,))
    name = f"交办单 {found.request.number}"
    return _out(request, name, assignment_paper(found), ending, back, "回到这件事")


@require_safe
@holding(VIEW_FIGURES)
def analysis(request: ActorRequest, ending: str) -> HttpResponse:
    """月度诉求分析 of the area and period asked for; this month where none was."""
    query = request.GET.copy()
    if not (query.get("period") or query.get("from") or query.get("to")):
        query["period"] = "month"
    asked = Asked.read(request.actor, query)
    back = reverse("request_desk:board") + asked.query()
    name = f"{asked.area.name}诉求分析 {asked.period}"
    return _out(request, name, analysis_paper(Board(asked)), ending, back, "回到诉求看板")
