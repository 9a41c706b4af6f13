"""Registers: filters and order in the address, views kept for oneself, and acts on the records one picked."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from linli.access.http import ActorRequest, holding
from linli.access.policies import EXPORT, VIEW_RECORDS
from linli.desk import pages, saved_views
from linli.desk.filters import narrow
from linli.desk.register_forms import ViewForm
from linli.ui import bulk
from linli.ui.records import RecordPage
from linli.ui.sorting import PARAMETER, options
from linli.ui.tables import PER_PAGE, kept_count, listing


@require_safe
@holding(VIEW_RECORDS)
def register(request: ActorRequest, slug: str) -> HttpResponse:
    """All records of one kind the reader may see."""
    return _register(request, pages.declared_or_404(slug), ViewForm())


def _register(request: ActorRequest, declared: RecordPage, form: ViewForm, **shown: Any) -> HttpResponse:
    actor, query = request.actor, request.GET
    narrowed = narrow(declared, pages.visible(declared, actor), actor, query)
    count = kept_count(narrowed.rows, actor, f"{declared.slug}?{narrowed.asked}")
    sort = query.get(PARAMETER, "")
    acts = bulk.acts_for(actor, declared)
    picked = query.get("select") == "page"
    kept = saved_views.kept_query(request.META.get("QUERY_STRING", ""))
    views = list(saved_views.views_of(actor, declared.slug))
    context = {
        "current": declared.menu or declared.system,
        "declared": declared,
        "place": pages.place_of(declared, actor),
        "narrowed": narrowed,
        "may_export": actor.may(EXPORT),
        "sorts": options(declared),
        "sort": sort,
        "bulk_acts": acts,
        "all_picked": picked,
        "views": views,
        "view": next((view for view in views if view.query == kept), None),
        "kept": kept,
        "form": form,
        "listing": listing(
            declared,
            narrowed.rows,
            query.get("page"),
            count,
            reader=actor,
            sort=sort,
            picks=bool(acts),
            picked=picked,
        ),
    }
    return render(request, "desk/register.html", context | shown)


@require_POST
@holding(VIEW_RECORDS)
def act(request: ActorRequest, slug: str) -> HttpResponseBase:
    """Do what was chosen to the records picked, as far as the reader may see them."""
    declared = pages.declared_or_404(slug)
    chosen = bulk.act_for(request.actor, declared, request.POST.get("act", ""))
    if chosen is None:
        raise Http404
    refs = request.POST.getlist("ref")[:PER_PAGE]
    rows = pages.visible(declared, request.actor).filter(ref__in=refs)
    if not refs or not rows.exists():
        messages.warning(request, f"还没有选中任何一条。先在左边打勾，再按“{chosen.label}”。")
        return redirect("desk:register", slug)
    return chosen.run(request, declared, rows.select_related(*declared.select_related))


@require_POST
@holding(VIEW_RECORDS)
def save_view(request: ActorRequest, slug: str) -> HttpResponse:
    """Keep the filters and order of an address under a name."""
    declared = pages.declared_or_404(slug)
    form = ViewForm(request.POST)
    query = request.POST.get("query", "")
    if form.is_valid():
        try:
            found = saved_views.save_view(
                actor=request.actor, register=slug, name=form.cleaned_data["name"], query=query
            )
        except ValidationError as refused:
            form.add_error("name", refused.messages)
        else:
            messages.success(request, f"已存下“{found.name}”，以后在这里一点就开")
            return _back(slug, found.query)
    return _refused(request, declared, form, query)


@require_POST
@holding(VIEW_RECORDS)
def change_view(request: ActorRequest, slug: str, ref: str) -> HttpResponse:
    """Rename or drop one of one's own; somebody else's does not exist."""
    declared = pages.declared_or_404(slug)
    found = saved_views.view_of(request.actor, slug, ref)
    if found is None:
        raise Http404
    if "delete" in request.POST:
        saved_views.delete_view(actor=request.actor, view=found)
        messages.success(request, f"已删去“{found.name}”，记录没有动")
        return _back(slug, "")
    form = ViewForm(request.POST)
    if form.is_valid():
        try:
            saved_views.rename_view(actor=request.actor, view=found, name=form.cleaned_data["name"])
        except ValidationError as refused:
            form.add_error("name", refused.messages)
        else:
            messages.success(request, "名称改好了")
            return _back(slug, found.query)
    return _refused(request, declared, form, found.query)


def _back(slug: str, query: str) -> HttpResponseRedirect:
    address = reverse("desk:register", args=(slug,))
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def _refused(request: ActorRequest, declared: RecordPage, form: ViewForm, query: str) -> HttpResponse:
    """The register as it was, with what is wrong about the name."""
    request.GET = request.GET.__class__(saved_views.kept_query(query))  # read as if asked
    request.META["QUERY_STRING"] = urlencode(list(request.GET.items()))
    return _register(request, declared, form)
