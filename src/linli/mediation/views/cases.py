"""Cases on the desk: the list, one case, a new one, a simple one told on one page."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.areas import areas_within
from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date, business_now
from linli.disclosure.services import record_seen
from linli.mediation import listing, showing
from linli.mediation.forms.cases import RegisterForm
from linli.mediation.forms.simple import SimpleForm
from linli.mediation.models import CaseSource, DisputeCase, DisputeKind, Intensity, Special, Way
from linli.mediation.policies import KEEP_MEDIATION, SEE_MEDIATION
from linli.mediation.selectors import committee_on, estates_of, in_team, mediators_on, theme_called
from linli.mediation.services.cases import register_case
from linli.mediation.services.parties import Particulars
from linli.mediation.services.simple import Promise, SimpleCase, settle_simply
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.people.models import Person
from linli.ui.trying import tried

sees = holding(SEE_MEDIATION)
keeps = holding(KEEP_MEDIATION)
ACTING = ["GET", "HEAD", "POST"]
ONLY_TEAM = (
    "当事人的姓名和卷宗只给办案人员看。请让承办人办，或者请承办人把您加进办案人员；"
    "没有人承办的，在“办案人员”里接手。"
)


def case_or_404(request: ActorRequest, ref: str) -> DisputeCase:
    """A case of the reader's areas; another's does not exist."""
    rows = DisputeCase.objects.visible_to(request.actor).select_related(
        "community", "place", "theme", "previous"
    )
    found = rows.filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def team_case(request: ActorRequest, ref: str) -> DisputeCase:
    """As ``case_or_404``, for those who work on the case; others of the area are refused in words."""
    found = case_or_404(request, ref)
    if not in_team(request.actor, found):
        raise PermissionDenied(ONLY_TEAM)
    return found


def page(request: ActorRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """One page of this system."""
    return render(
        request, f"mediation/{template}.html", {"current": "mediation-cases", **context}, status=status
    )


def communities_of(request: ActorRequest) -> list[Area]:
    """Where the reader may register a case."""
    rows = areas_within(request.actor, KEEP_MEDIATION).filter(kind=Kind.COMMUNITY)
    return list(rows.defer("boundary").order_by("code"))


def chosen_community(request: ActorRequest) -> tuple[Area | None, list[Area]]:
    """The one ``?area=`` names or the only one; None while there is a choice to make."""
    places = communities_of(request)
    if not places:
        raise PermissionDenied("登记调解案件要在社区（村）有任职。请由社区工作人员登记。")
    code = request.POST.get("area") or request.GET.get("area", "")
    found = next((each for each in places if each.code == code), None)
    return (places[0] if len(places) == 1 else found), places


@require_safe
@sees
def case_list(request: ActorRequest) -> HttpResponse:
    """By deadline, narrowed by the address; nobody's name."""
    return page(request, "case_list", listing.listed(request.actor, request.GET.dict()))


@require_safe
@never_cache
@sees
def case_page(request: ActorRequest, ref: str) -> HttpResponse:
    """Where it stands, what is owed, what the law says here."""
    found = case_or_404(request, ref)
    context = showing.shown(request.actor, found, business_now())
    seen = ["当事人姓名"] if context["team"] and context["consents"] else []
    seen += ["纠纷经过"] if context["reads"] and (found.account or found.claims) else []
    if seen:
        record_seen(actor=request.actor, target=found, what="调解案件", fields=seen, purpose="办理调解案件")
    return page(request, "case", context)


@require_http_methods(ACTING)
@keeps
def register(request: ActorRequest) -> HttpResponse:
    """Note a dispute for review."""
    area, places = chosen_community(request)
    estates = {each.code: each for place in places for each in estates_of(place)}
    named = [(code, each.name) for code, each in estates.items()]
    form = RegisterForm(request.POST if request.method == "POST" else None, estates=named)
    if request.method == "POST" and form.is_valid():
        if area is None:
            form.add_error(None, "请选是哪个社区（村）的纠纷。")
        else:
            community, data = area, form.cleaned_data
            made = tried(
                form,
                lambda: register_case(
                    actor=request.actor,
                    community=community,
                    source=CaseSource(data["source"]),
                    kind=DisputeKind(data["kind"]),
                    registered_on=data["registered_on"],
                    intensity=Intensity(data["intensity"]),
                    title=data["title"],
                    summary=data["summary"],
                    account=data["account"],
                    claims=data["claims"],
                    place=estates.get(data["place"]),
                    special=Special(data["special"]),
                    theme=theme_called(data["theme"]),
                ),
            )
            if made is not None:
                messages.success(request, "已登记，三个工作日内审查。")
                return redirect("mediation:case", ref=made.ref)
    context = {"form": form, "places": places, "area": area, "question": "登记一起纠纷", "verb": "登记"}
    return page(request, "case_new", context, 409 if form.errors else 200)


@require_http_methods(ACTING)
@keeps
def simple(request: ActorRequest) -> HttpResponse:
    """A small case from the first word to the spoken agreement."""
    area, places = chosen_community(request)
    committee = committee_on(area, business_date()) if area is not None else None
    people = mediators_on(committee, business_date()) if committee is not None else []
    own = request.actor.account.person if request.actor.account is not None else None
    estates = {each.code: each for place in places for each in estates_of(place)}
    form = SimpleForm(
        request.POST if request.method == "POST" else None,
        mediators=[(person.ref, person.name) for person in people],
        estates=[(code, each.name) for code, each in estates.items()],
        initial={
            "recorder": own.name if own is not None else "",
            "mediator": next((p.ref for p in people if p == own), people[0].ref if len(people) == 1 else ""),
        },
    )
    if request.method == "POST" and form.is_valid():
        if area is None:
            form.add_error(None, "请选是哪个社区（村）的纠纷。")
        else:
            by_ref = {person.ref: person for person in people}
            community, told = (
                area,
                _told(form.cleaned_data, by_ref.get(form.cleaned_data["mediator"]), estates),
            )
            made = tried(
                form,
                lambda: settle_simply(
                    actor=request.actor, community=community, told=told, on=business_date()
                ),
            )
            if made is not None:
                messages.success(request, f"已记下，协议{made.agreement.number}。")
                return redirect("mediation:case", ref=made.ref)
    context = {
        "form": form,
        "places": places,
        "area": area,
        "question": "一页办结的小纠纷",
        "verb": "记下并结案",
        "told": "先向双方说清：调解自愿、不收费，可以选调解员，随时可以不调、另走法院。双方都同意，再记。",
    }
    return page(request, "case_new", context, 409 if form.errors else 200)


def _told(data: dict[str, Any], mediator: Person | None, estates: Mapping[str, Area]) -> SimpleCase:
    promises = [
        Promise(
            by=int(each["by"]),
            duty=each["duty"],
            due_on=each["due_on"],
            way=each["way"],
            amount_fen=each["fen"],
        )
        for each in data["promises"]
    ]
    return SimpleCase(
        source=CaseSource(data["source"]),
        kind=DisputeKind(data["kind"]),
        applicant=Particulars(name=data["applicant"], estate=estates.get(data["applicant_estate"])),
        respondent=Particulars(name=data["respondent"], estate=estates.get(data["respondent_estate"])),
        applicant_reach=(data["applicant_phone"], data["applicant_address"]),
        respondent_reach=(data["respondent_phone"], data["respondent_address"]),
        facts=data["facts"] or data["summary"],
        summary=data["summary"],
        promises=promises,
        agreed=data["agreed"],
        cleared=data["cleared"],
        accepted=data["accepted"],
        way=Way(data["said"]),
        mediator=mediator,
        recorder=data["recorder"],
    )


def back_to(found: DisputeCase) -> HttpResponse:
    """To its page."""
    return redirect(reverse("mediation:case", args=(found.ref,)))
