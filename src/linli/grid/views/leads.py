"""The leads on the desk: by section, group and neighbourhood with vacancies; candidates step by step; files; papers."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.areas import areas_within
from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date
from linli.documents.rendering import FORMATS, MEDIA_TYPES
from linli.grid import leads_forms as forms
from linli.grid import leads_roll
from linli.grid.leads import boards, choosing, papers, states
from linli.grid.leads.selectors import LED
from linli.grid.leads.services import standard_on
from linli.grid.leads.territory import post_of
from linli.grid.models import (
    BestNeighbourLead,
    Candidacy,
    Lead,
    LeaderAdjustment,
    LeaveReason,
    ProducedBy,
    ResidentsRepresentative,
)
from linli.grid.policies import KEEP_LEADS
from linli.grid.requests.showing import STATE_TINTS
from linli.grid.views.keeping import ACTING, area_or_404, chosen_area, lead_seen
from linli.notices.models import Posting
from linli.notices.selectors import least_time, objections_of
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.models import Appointment, Consent, Post, Purpose
from linli.people.selectors import phone_of
from linli.ui.asking import Page, act, sent
from linli.ui.downloads import attachment
from linli.ui.paging import paged
from linli.ui.picking import person_of, who_form

WHY = "rows of an area the reader was admitted to"
keeps = holding(KEEP_LEADS)
MOST_NAME = 40


SHOWN = {"needs": "要补的", "all": "全部", "candidates": "正在办的人选"}


@require_safe
@never_cache
@keeps
def roll(request: ActorRequest) -> HttpResponse:
    """A community's posts with who holds them; above a community, the communities, those with vacancies first; or the
    leads of a name."""
    area, context = _roll_of(request)
    day, name = context["today"], context["name"]
    if name:
        page = paged(request, leads_roll.called(request.actor, area, name, day))
        context |= {"page": page, "lines": leads_roll.found(request.actor, list(page), area)}
        return render(request, "grid/leads_found.html", context)
    rows = Candidacy.objects.visible_to(request.actor).filter(
        area__path__under=area.path, state__in=states.CANDIDACY.open
    )
    counts: dict[str, int] = {} if context["is_community"] else {"candidates": rows.count()}
    show = request.GET.get("show", "")
    if show not in ("", *SHOWN):
        raise Http404
    if show == "candidates":
        ordered = rows.select_related("area__parent").order_by("proposed_on", "pk")
        context["page"] = paged(request, ordered, counts.get("candidates"))
        counts["candidates"] = context["page"].paginator.count
    elif context["is_community"]:
        show = show or "all"
        counts = leads_roll.post_counts(area, day, rows)
        posts = leads_roll.posts_in(area, day, vacant=show == "needs")
        context["page"] = paged(request, posts, counts[show])
        context["lines"] = leads_roll.written(request.actor, list(context["page"]), area, day)
    else:
        places = leads_roll.communities(area, day)
        needing = [place for place in places if place.needs]
        counts |= {"needs": len(needing), "all": len(places)}
        show = show or ("needs" if needing else "all")
        context["page"] = paged(request, needing if show == "needs" else places)
        context["totals"] = leads_roll.totals(places)
    context["tabs"] = [(key, label, counts.get(key), key == show) for key, label in SHOWN.items()]
    context["show"] = show
    return render(request, "grid/leads.html", context)


def _roll_of(request: ActorRequest) -> tuple[Area, dict[str, Any]]:
    """The area chosen; whoever is at home in the district chooses among its streets."""
    home = request.actor.home_area
    code = request.GET.get("area", "").strip() or (home.code if home is not None else "")
    streets: list[Area] = []
    area = None
    if home is not None and home.kind == Kind.DISTRICT:
        wanted = Q(kind__in=(Kind.DISTRICT, Kind.STREET)) | Q(code=code, kind=Kind.COMMUNITY)
        found = areas_within(request.actor, KEEP_LEADS).filter(wanted).order_by("code")
        area = next((each for each in found if each.code == code), None)
        streets = [each for each in found if each.kind != Kind.COMMUNITY]
    if area is None:
        area = chosen_area(request, KEEP_LEADS, Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY)
    context: dict[str, Any] = {
        "current": "leads",
        "area": area,
        "today": request.actor.day or business_date(),
        "name": request.GET.get("name", "").strip()[:MOST_NAME],
        "streets": [(each.code, each.name) for each in streets] if area in streets else [],
        "is_community": area.kind == Kind.COMMUNITY,
    }
    return area, context


def _page(area: Area, question: str, verb: str, back: str = "", **more: Any) -> Page:
    home = reverse("leads:roll")
    return Page(
        current="leads",
        question=question,
        verb=verb,
        back=back or home,
        crumb=f"三长名册 / {area.name}",
        crumb_address=home,
        **more,
    )


@require_http_methods(ACTING)
@keeps
def propose(request: ActorRequest, code: str) -> HttpResponse:
    """Somebody is put forward for the post of an area."""
    area = area_or_404(request, KEEP_LEADS, code, *LED)
    post = post_of(Kind(area.kind))
    assert post is not None  # of one of LED
    form = who_form(request, forms.ProposeForm)
    made: list[Candidacy] = []

    def do(form: Any) -> None:
        data = form.cleaned_data
        found = choosing.propose(
            actor=request.actor,
            person=person_of(request, form, choosing.community_of(area)),
            post=post,
            area=area,
            produced_by=ProducedBy(data["produced_by"]),
            proposer=data["proposer"],
            day=data["day"],
        )
        made.append(found)

    told = ("先提名，再逐条审核，公示满期、有会议或决定，才上任。",)
    page = _page(area, f"推荐{area.name}{post.label}人选", "记下人选", told=told, notice="account")
    shown = act(request, page, form, do, "已记下人选。")
    return redirect("leads:candidacy", made[0].ref) if made else shown


def _candidacy_or_404(request: ActorRequest, ref: str) -> Candidacy:
    rows = Candidacy.objects.visible_to(request.actor).filter(ref=ref)
    found = rows.select_related("person", "area__parent", "assessed_by", "lead", "standard").first()
    if found is None or not request.actor.may(KEEP_LEADS, found.area):
        raise Http404
    return found


STEPS = {
    "assess": "逐条审核",
    "post": "公示人选",
    "appoint": "上任",
    "post_again": "重新公示",
    "drop": "不再推荐",
}


@require_safe
@never_cache
@keeps
def candidacy(request: ActorRequest, ref: str) -> HttpResponse:
    """How far the candidate is, and the next act."""
    found = _candidacy_or_404(request, ref)
    lead_seen(request, found, "三长人选", ["姓名"], found.person_id)
    posting = choosing.posting_of(found)
    asked = list(objections_of(posting)) if posting is not None else []
    allowed = [(verb, STEPS[verb]) for verb in _allowed(found, posting)]
    context = {
        "current": "leads",
        "found": found,
        "state": states.CANDIDACY.state(found.state),
        "tint": STATE_TINTS[states.CANDIDACY.state(found.state).tone],
        "posting": posting,
        "asked": len(asked),
        "waiting": sum(1 for each in asked if each.answered_at is None),
        "next": allowed[0] if allowed else None,
        "others": allowed[1:],
        "posted_for": least_time(choosing.POSTING_KIND) if allowed and allowed[0][0] == "post" else "",
        "posts_steps": [
            ("提名", found.proposed_on),
            ("审核", found.assessed_on),
            ("公示", posting.posted_on if posting else None),
            ("决定", found.decided_on),
        ],
    }
    return render(request, "grid/candidacy.html", context)


def _allowed(found: Candidacy, posting: Posting | None) -> list[str]:
    """What may be done next, the usual first: without a posting that counts it is posted again, not appointed."""
    verbs = [t.verb for t in states.CANDIDACY.allowed(found.state)]
    return [verb for verb in verbs if verb != ("appoint" if posting is None else "post_again")]


@require_http_methods(ACTING)
@keeps
def step(request: ActorRequest, ref: str, verb: str) -> HttpResponse:
    """One step of a candidacy."""
    found = _candidacy_or_404(request, ref)
    if verb not in _allowed(found, choosing.posting_of(found)):
        raise Http404
    back = reverse("leads:candidacy", args=(ref,))
    return STEP_ACTS[verb](request, found, back)


def _assess(request: ActorRequest, found: Candidacy, back: str) -> HttpResponse:
    told = (
        "逐条选符合还是不符合。只留总的结论、审核人和日期，不留哪一条，不留具体情况。",
        "有一条不符合，这个人选就不再推荐。",
    )
    person = request.actor.account.person if request.actor.account else None
    page = _page(found.area, f"审核{found.person.name}", "记下审核结论", back, told=told)
    standard = standard_on(business_date())
    return act(
        request,
        page,
        forms.AssessForm(sent(request), standard=standard),
        lambda form: choosing.assess(
            actor=request.actor,
            candidacy=found,
            meets=form.meets,  # type: ignore[attr-defined]  # its own
            assessor=person or found.person,
            day=form.cleaned_data["day"],
        ),
        "审核结论已记下。",
    )


def _post(request: ActorRequest, found: Candidacy, back: str) -> HttpResponse:
    told = (f"姓名在社区公示，至少 {least_time(choosing.POSTING_KIND)}；收到的疑问都要答复，才能上任。",)
    return act(
        request,
        _page(found.area, f"公示{found.person.name}", "贴出公示", back, told=told),
        forms.PostUpForm(sent(request)),
        lambda form: choosing.put_up(actor=request.actor, candidacy=found, board=form.cleaned_data["board"]),
        "已贴出公示。",
    )


def _appoint(request: ActorRequest, found: Candidacy, back: str) -> HttpResponse:
    held = Appointment.objects.unscoped(WHY).filter(area=found.area, post=found.post, valid_to__isnull=True)
    form = forms.OfficeForm(sent(request), occupied=held.exists())

    def do(form: Any) -> Any:
        data = form.cleaned_data
        leaves = LeaveReason(data["leaves"]) if data.get("leaves") else None
        return choosing.put_in_office(
            actor=request.actor,
            candidacy=found,
            day=data["day"],
            decision=data["decision"],
            decided_on=data["decided_on"],
            leaves=leaves,
        )

    page = _page(found.area, f"{found.person.name}上任", "登记上任", back)
    return act(request, page, form, do, "已上任。聘书和联系卡在档案里，公示栏请换新版。")


def _drop(request: ActorRequest, found: Candidacy, back: str) -> HttpResponse:
    posting = choosing.posting_of(found)
    hangs = posting is not None and posting.runs_on(business_date())
    told = ("正在公示，会一并撤回，理由公开在原处。",) if hangs else ()

    def do(form: Any) -> Any:
        ending = choosing.Ending(form.cleaned_data["ending"]) if hangs else None
        return choosing.drop(actor=request.actor, candidacy=found, ending=ending)

    page = _page(found.area, f"不再推荐{found.person.name}？", "不再推荐", back, told=told, undoable=False)
    return act(request, page, forms.DropForm(sent(request), hangs=hangs), do, "已记下，不再推荐。")


STEP_ACTS = {"assess": _assess, "post": _post, "post_again": _post, "appoint": _appoint, "drop": _drop}


# --- the file ---------------------------------------------------------------------------------------------


def _lead_or_404(request: ActorRequest, ref: str) -> Lead:
    rows = Lead.objects.visible_to(request.actor).filter(ref=ref)
    found = rows.select_related(
        "appointment__person", "appointment__area__parent", "assessed_by", "standard"
    ).first()
    if found is None or not request.actor.may(KEEP_LEADS, found.appointment.area):
        raise Http404
    return found


@require_safe
@never_cache
@keeps
def file(request: ActorRequest, ref: str) -> HttpResponse:
    """One lead: how they came to office, consents, what changed, honours, papers."""
    lead = _lead_or_404(request, ref)
    held, day = lead.appointment, business_date()
    lead_seen(request, lead, "三长档案", ["姓名"], held.person_id)
    agreed = set(
        Consent.objects.unscoped(WHY)
        .filter(in_force(day), person=held.person)
        .values_list("purpose", flat=True)
    )
    context = {
        "current": "leads",
        "lead": lead,
        "held": held,
        "in_office": held.valid_to is None or held.valid_to > day,
        "post": Post(held.post),
        "is_neighbour_lead": held.post == Post.NEIGHBOUR_LEAD,
        "consents": [(p.label, p.value in agreed) for p in (Purpose.SHOW_ON_BOARD, Purpose.SHOW_PHOTO)],
        "representative": ResidentsRepresentative.objects.unscoped(WHY)
        .filter(person=held.person)
        .select_related("area")
        .order_by("-valid_from"),
        "adjustments": LeaderAdjustment.objects.visible_to(request.actor)
        .filter(area=held.area, post=held.post)
        .order_by("-day", "-pk"),
        "honours": BestNeighbourLead.objects.visible_to(request.actor).filter(appointment=held),
    }
    return render(request, "grid/lead_file.html", context)


@require_http_methods(ACTING)
@keeps
def leave(request: ActorRequest, ref: str) -> HttpResponse:
    """Out of office, by a decision."""
    lead = _lead_or_404(request, ref)
    held = lead.appointment
    if held.valid_to is not None:
        raise Http404

    def do(form: Any) -> Any:
        data = form.cleaned_data
        return choosing.leave(
            actor=request.actor,
            lead=lead,
            day=data["day"],
            reason=LeaveReason(data["reason"]),
            decision=data["decision"],
            decided_on=data["decided_on"],
        )

    told = ("离任后，邻长的事由组长代管，直到新邻长上任；公示栏和网上会这样写。",)
    page = _page(
        held.area,
        f"{held.person.name}离任？",
        "登记离任",
        reverse("leads:file", args=(ref,)),
        told=told,
        undoable=False,
    )
    return act(request, page, forms.LeaveOfficeForm(sent(request)), do, "已登记离任。")


@require_safe
@keeps
def paper(request: ActorRequest, ref: str, kind: str, ending: str) -> HttpResponse:
    """聘书 or 居民联系卡, as DOCX or PDF."""
    lead = _lead_or_404(request, ref)
    if ending not in ("docx", "pdf") or kind not in ("letter", "card"):
        raise Http404
    community = choosing.community_of(lead.appointment.area)
    made = (
        papers.letter(lead, community.name, reverse("portal:lead", args=(lead.appointment.area.code,)))
        if kind == "letter"
        else _card(lead, community)
    )
    fields = ["姓名"] if kind == "letter" else ["姓名", "电话"]
    lead_seen(request, lead, "三长档案", fields, lead.appointment.person_id)
    return attachment(FORMATS[ending](made), f"{made.title}.{ending}", MEDIA_TYPES[ending])


def _card(lead: Lead, community: Area) -> Any:
    held, day = lead.appointment, business_date()
    agreed = (
        Consent.objects.unscoped(WHY)
        .filter(in_force(day), person=held.person, purpose=Purpose.SHOW_ON_BOARD)
        .exists()
    )
    post = Post(held.post)
    return papers.card(
        lead,
        name=held.person.name if agreed else f"{held.person.name[:1]}{post.label}",
        phone=phone_of(held.person) if agreed else "",
        office=community.name,
        duty=dict(boards.duties_on(day))[post.label],
        public=reverse("portal:lead", args=(held.area.code,)),
    )
