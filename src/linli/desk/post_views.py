"""Pages of the security administrator: who holds which post where, putting somebody in one, ending it, the permissions.

Names, posts and places, and nothing else of anybody.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import EmptyPage, InvalidPage, Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest, holding
from linli.access.policies import MANAGE_POSTS
from linli.access.roles import ALL_ROLES, all_declared
from linli.common.clock import business_date
from linli.desk import staff
from linli.desk.post_forms import NEW, AppointForm, LeaveForm, WhoForm
from linli.grid.models import Lead
from linli.orgs.selectors import places
from linli.orgs.upkeep import open_department
from linli.people.models import Appointment, Post
from linli.people.services import appoint, leave_post, register_person
from linli.workflow.assigning import held_by
from linli.workflow.handing_over import LEADS_APART

PER_PAGE = 25
REFUSED = 409


@require_safe
@holding(MANAGE_POSTS)
def posts(request: ActorRequest) -> HttpResponse:
    """In order of area code, 25 a page."""
    get = request.GET
    query, post = get.get("q", "").strip()[:40], get.get("post", "")
    state = get.get("state", "now")
    street = staff.street(get.get("street", ""))
    try:
        page = Paginator(staff.appointments(query, post, street, state), PER_PAGE).page(get.get("page") or 1)
    except (EmptyPage, InvalidPage):
        raise Http404 from None
    called = places(row.area for row in page)
    context = {
        "current": "posts",
        "page": page,
        "rows": [(row, called[row.area_id]) for row in page],
        "query": query,
        "post": post,
        "state": state,
        "street": street.code if street else "",
        "streets": staff.streets(),
        "posts": Post.choices,
        "states": [*staff.POST_STATES.items(), ("all", "全部")],
        "is_set": bool(query or post or street or state != "now"),
    }
    return render(request, "desk/posts.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding(MANAGE_POSTS)
def new_post(request: ActorRequest) -> HttpResponseBase:
    """Two steps on one page: who, what, where; then which person of that name, or somebody new."""
    form = AppointForm(request.POST if request.method == "POST" else None)
    who = None
    if request.method == "POST" and form.is_valid():
        found = staff.called(staff.persons(request.actor), form.cleaned_data["name"], business_date())
        who = WhoForm(request.POST if "who" in request.POST else None, found=found)
        if who.is_bound and who.is_valid():
            try:
                made = _appoint(request, form, who)
            except ValidationError as refused:
                who.add_error(None, refused.messages)
            else:
                messages.success(
                    request, f"已登记：{places([made.area])[made.area_id]}·{made.get_post_display()}。"
                )
                return redirect("desk:post", made.ref)
    context = {"current": "posts", "form": form, "who": who}
    wrong = bool(form.errors or (who is not None and who.errors))
    return render(request, "desk/post_new.html", context, status=REFUSED if wrong else 200)


@transaction.atomic
def _appoint(request: ActorRequest, form: AppointForm, who: WhoForm) -> Appointment:
    data, area = form.cleaned_data, form.found_area
    if area is None:
        raise ValidationError("请先写任职地区。")
    chosen = who.cleaned_data["who"]
    if chosen == NEW:
        person = register_person(
            actor=request.actor, name=data["name"], area=area, phone=who.cleaned_data["phone"]
        )
    else:
        person = who.by_ref[chosen]
    unit = form.found_unit
    if data["new_unit"]:
        unit = open_department(actor=request.actor, district=area, name=data["new_unit"], day=business_date())
    return appoint(
        actor=request.actor,
        person=person,
        post=Post(data["post"]),
        area=area,
        unit=unit,
        day=data["day"],
        basis=data["basis"],
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding(MANAGE_POSTS)
def post(request: ActorRequest, ref: str) -> HttpResponseBase:
    """One appointment; it ends here. What the person has in hand is handed over first, so that nothing is left.

    A lead's ends where the file of the lead is kept; here only one that has no file.
    """
    found = staff.appointments(state="all").filter(ref=ref).first()
    if found is None:
        raise Http404
    apart = Lead.objects.unscoped(staff.WHY).filter(appointment=found).exists()
    if apart and request.method == "POST":
        messages.error(request, f"没有登记卸任。{LEADS_APART}")
        return redirect("desk:post", ref)
    form = LeaveForm(request.POST if request.method == "POST" else None, initial={"day": business_date()})
    if request.method == "POST" and form.is_valid():
        try:
            leave_post(actor=request.actor, appointment=found, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, f"已登记卸任，从 {form.cleaned_data['day']} 起。")
            return redirect("desk:post", ref)
        found = staff.appointments(state="all").get(ref=ref)
    context: dict[str, Any] = {
        "current": "posts",
        "found": found,
        "place": places([found.area])[found.area_id],
        "form": form,
        "today": business_date(),
        "apart": LEADS_APART if apart else "",
        "in_hand": held_by(found.person).count(),
    }
    return render(request, "desk/post.html", context, status=REFUSED if form.errors else 200)


@require_safe
@holding(MANAGE_POSTS)
def permissions(request: ActorRequest) -> HttpResponse:
    """Role × capability × reach, from what the rooms declare (docs/permissions.md is the same)."""
    role = request.GET.get("role", "")
    rows = [
        (each, [r.label for r in ALL_ROLES if r in each.roles])
        for each in all_declared()
        if not role or role in {r.code for r in each.roles}
    ]
    roles = [(r.code, r.label) for r in ALL_ROLES]
    context = {"current": "permissions", "rows": rows, "roles": roles, "role": role}
    return render(request, "desk/permissions.html", context)
