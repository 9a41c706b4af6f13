"""居民代表 on the desk: elected by a residents' group, a fact apart from any lead's post."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date
from linli.grid import leads_forms as forms
from linli.grid.leads import choosing
from linli.grid.models import ResidentsRepresentative
from linli.grid.policies import KEEP_LEADS
from linli.grid.views.keeping import ACTING, area_or_404
from linli.orgs.kinds import Kind
from linli.ui.asking import Page, act
from linli.ui.forms import ConfirmForm
from linli.ui.picking import person_of, who_form
from linli.ui.trying import tried


@require_http_methods(ACTING)
@holding(KEEP_LEADS)
def representative_new(request: ActorRequest, code: str) -> HttpResponse:
    """居民代表 of a group."""
    area = area_or_404(request, KEEP_LEADS, code, Kind.GROUP)
    form = who_form(request, forms.RepresentativeForm)

    def do(form: Any) -> Any:
        person = person_of(request, form, choosing.community_of(area))
        data = form.cleaned_data
        return choosing.register_representative(
            actor=request.actor, person=person, area=area, day=data["day"], basis=data["basis"]
        )

    told = ("居民代表由居民小组选举，和三长是两回事，各记各的。依据：《城市居民委员会组织法》第十三条。",)
    page = Page(
        current="leads",
        question=f"登记{area.name}的居民代表",
        verb="登记居民代表",
        back=reverse("leads:roll"),
        crumb=f"三长名册 / {area.name}",
        crumb_address=reverse("leads:roll"),
        told=told,
        notice="account",
    )
    return act(request, page, form, do, "已登记。")


@require_http_methods(["POST"])
@holding(KEEP_LEADS)
def representative_end(request: ActorRequest, ref: str) -> HttpResponse:
    """The term ends today."""
    rows = ResidentsRepresentative.objects.visible_to(request.actor).select_related("area")
    found = rows.filter(ref=ref, valid_to__isnull=True).first()
    if found is None:
        raise Http404
    form = ConfirmForm(request.POST)
    try:
        tried(
            form, lambda: choosing.end_representative(actor=request.actor, found=found, day=business_date())
        )
    except PermissionDenied:
        raise Http404 from None
    said = "已登记任期结束。" if form.is_valid() and not form.errors else "登记当天不能结束，请明天再办。"
    messages.success(request, said)
    return redirect("leads:roll")
