"""The page on which open matters are given to a colleague."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from linli.access.http import ActorRequest, holding
from linli.desk import giving, pages
from linli.desk.filters import MOST_REFS, REFS
from linli.desk.policies import GIVE
from linli.desk.register_forms import GiveForm
from linli.ui.records import RecordPage


def to_page(request: ActorRequest, declared: RecordPage, rows: QuerySet[Any]) -> HttpResponse:
    """From the register with the picked records to the page that asks whom."""
    refs = ".".join(rows.values_list("ref", flat=True))
    return HttpResponseRedirect(f"{reverse('desk:give', args=(declared.slug,))}?{REFS}={refs}")


@require_http_methods(["GET", "HEAD", "POST"])
@holding(GIVE)
def give(request: ActorRequest, slug: str) -> HttpResponse:
    """Whom, and why; the colleague finds the matters on the first page."""
    declared = pages.declared_or_404(slug)
    if not giving.suits(request.actor, declared):
        raise Http404
    refs = request.GET.get(REFS, "").split(".")[:MOST_REFS]
    picked = pages.visible(declared, request.actor).filter(ref__in=refs)
    rows = giving.open_among(declared, picked).select_related(*declared.select_related)
    matters = list(rows.order_by(*declared.order_by))
    form = GiveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and matters and form.is_valid():
        try:
            holder = giving.colleague(request.actor, form.cleaned_data["name"])
            count = giving.give(
                actor=request.actor,
                declared=declared,
                matters=matters,
                holder=holder,
                why=form.cleaned_data["why"],
            )
        except ValidationError as refused:
            form.add_error("name", refused.messages)
        else:
            messages.success(request, f"已交出 {count} 件，对方的“我的工作”里看得到")
            return redirect("desk:register", slug)
    context = {
        "current": declared.menu or declared.system,
        "declared": declared,
        "place": pages.place_of(declared, request.actor),
        "matters": [(declared.title(matter), matter.ref) for matter in matters],
        "left_out": len([ref for ref in refs if ref]) - len(matters),
        "form": form,
    }
    return render(request, "desk/give.html", context)
