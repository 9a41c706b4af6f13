"""最美邻长 on the desk: nominations by year, one nomination with its next act, the places of a year."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date
from linli.common.text import masked_name
from linli.disclosure.models.listed import PERSON
from linli.disclosure.services import record_seen
from linli.grid import leads_forms as forms
from linli.grid.leads import honours, states
from linli.grid.models import HonourLevel, HonourQuota, Nomination
from linli.grid.policies import DECIDE_HONOUR, KEEP_LEADS
from linli.grid.requests.showing import STATE_TINTS
from linli.grid.views.keeping import ACTING, chosen_area
from linli.notices.selectors import least_time
from linli.orgs.kinds import Kind
from linli.people.models import Appointment, Post
from linli.ui.asking import Page, act, sent
from linli.ui.forms import LinliForm
from linli.ui.paging import paged

keeps = holding(KEEP_LEADS)
VERBS = {"review": "街道审核", "post": "公示", "decide": "作出决定", "leave_out": "没有列入"}


@require_safe
@keeps
def nominations(request: ActorRequest) -> HttpResponse:
    """Of one year, in order of area code."""
    year = request.GET.get("year", "")
    chosen = int(year) if year.isdigit() and len(year) == 4 else business_date().year
    rows = Nomination.objects.visible_to(request.actor).filter(year=chosen)
    rows = rows.select_related("appointment__area__parent", "appointment__person")
    page = paged(request, rows.order_by("appointment__area__code", "pk"))
    quotas = HonourQuota.objects.visible_to(request.actor).filter(year=chosen).select_related("area")
    context = {
        "current": "honours",
        "year": chosen,
        "years": [chosen + 1, chosen, chosen - 1],
        "page": page,
        "rows": [
            (each, masked_name(each.appointment.person.name), state, STATE_TINTS[state.tone])
            for each in page
            for state in [states.NOMINATION.state(each.state)]
        ],
        "quotas": quotas.order_by("area__code"),
        "decides": request.actor.may(DECIDE_HONOUR),
    }
    return render(request, "grid/honours.html", context)


def _nomination_or_404(request: ActorRequest, ref: str) -> Nomination:
    rows = Nomination.objects.visible_to(request.actor).filter(ref=ref)
    found = rows.select_related("appointment__area__parent", "appointment__person", "honour").first()
    if found is None:
        raise Http404
    return found


@require_safe
@never_cache
@keeps
def nomination(request: ActorRequest, ref: str) -> HttpResponse:
    """Deeds, opinion, posting, and the next act."""
    found = _nomination_or_404(request, ref)
    record_seen(
        actor=request.actor,
        target=found,
        what="最美邻长推荐",
        fields=["姓名"],
        purpose="办理最美邻长评选",
        whom={PERSON: [found.appointment.person_id]},
    )
    allowed = [(t.verb, VERBS[t.verb]) for t in states.NOMINATION.allowed(found.state)]
    context = {
        "current": "honours",
        "found": found,
        "state": states.NOMINATION.state(found.state),
        "tint": STATE_TINTS[states.NOMINATION.state(found.state).tone],
        "posting": honours.posting_of(found),
        "next": allowed[0] if allowed else None,
        "others": allowed[1:],
        "rule": states.HONOUR_RULE,
    }
    return render(request, "grid/nomination.html", context)


def _page(question: str, verb: str, back: str, **more: Any) -> Page:
    return Page(
        current="honours",
        question=question,
        verb=verb,
        back=back,
        crumb="最美邻长",
        crumb_address=reverse("leads:honours"),
        **more,
    )


@require_http_methods(ACTING)
@keeps
def nominate(request: ActorRequest, ref: str) -> HttpResponse:
    """Put a neighbour lead forward."""
    rows = Appointment.objects.visible_to(request.actor).select_related("area", "person")
    held = rows.filter(ref=ref, post=Post.NEIGHBOUR_LEAD, valid_to__isnull=True).first()
    if held is None or not request.actor.may(KEEP_LEADS, held.area):
        raise Http404

    def do(form: LinliForm) -> Any:
        data = form.cleaned_data
        return honours.nominate(
            actor=request.actor,
            appointment=held,
            year=data["year"],
            level=HonourLevel(data["level"]),
            proposer=data["proposer"],
            deeds=data["deeds"],
            day=data["day"],
        )

    told = ("推荐 → 街道审核 → 公示 → 决定。不按积分，不按票数。",)
    page = _page(f"推荐{held.area.name}邻长", "推荐", reverse("leads:honours"), told=told)
    return act(request, page, forms.NominateForm(sent(request)), do, "已推荐，等街道审核。")


@require_http_methods(ACTING)
@keeps
def step(request: ActorRequest, ref: str, verb: str) -> HttpResponse:
    """One step of a nomination."""
    found = _nomination_or_404(request, ref)
    if verb not in {t.verb for t in states.NOMINATION.allowed(found.state)}:
        raise Http404
    actor = request.actor
    form_class: type[LinliForm] = {
        "review": forms.OpinionForm,
        "leave_out": forms.OpinionForm,
        "post": LinliForm,
        "decide": forms.DecideForm,
    }[verb]

    def do(form: LinliForm) -> Any:
        data = form.cleaned_data
        if verb == "review":
            return honours.review(actor=actor, nomination=found, opinion=data["opinion"], day=business_date())
        if verb == "leave_out":
            return honours.leave_out(actor=actor, nomination=found, opinion=data["opinion"])
        if verb == "post":
            return honours.put_up(actor=actor, nomination=found)
        return honours.decide(actor=actor, nomination=found, **data)

    told = (f"姓名和事迹原样公示，至少 {least_time(honours.POSTING_KIND)}。",) if verb == "post" else ()
    page = _page(
        f"{found.appointment.area.name}邻长：{VERBS[verb]}",
        VERBS[verb],
        reverse("leads:nomination", args=(ref,)),
        told=told,
        undoable=verb != "leave_out",
    )
    return act(request, page, form_class(sent(request)), do, "已记下。")


@require_http_methods(ACTING)
@holding(DECIDE_HONOUR)
def quota(request: ActorRequest) -> HttpResponse:
    """How many in a year."""
    area = chosen_area(request, DECIDE_HONOUR, Kind.DISTRICT, Kind.STREET)
    form = forms.QuotaForm(sent(request), initial={"year": business_date().year})
    return act(
        request,
        _page(f"{area.name}的名额", "定名额", reverse("leads:honours")),
        form,
        lambda form: honours.set_quota(actor=request.actor, area=area, **form.cleaned_data),
        "名额已定。",
    )
