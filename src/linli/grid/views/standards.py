"""三长选任条件 on the desk: every wording with its days, and the next one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date
from linli.grid import leads_forms as forms
from linli.grid.leads.selectors import WHY
from linli.grid.leads.services import set_standard
from linli.grid.models import SelectionStandard
from linli.grid.policies import KEEP_LEADS, SET_UP_LEADS
from linli.grid.views.keeping import ACTING, chosen_area
from linli.orgs.kinds import Kind
from linli.ui.asking import Page, act, sent


def _by_group(standard: SelectionStandard) -> list[tuple[str, list[str]]]:
    return [
        (group, [item["text"] for item in standard.items if item["group"] == group]) for group in forms.GROUPS
    ]


@require_safe
@holding(KEEP_LEADS)
def standards(request: ActorRequest) -> HttpResponse:
    """Every wording, the latest first, whole: whoever was assessed under it is read beside it."""
    rows = SelectionStandard.objects.unscoped(WHY).order_by("-valid_from")
    context = {
        "current": "leads",
        "today": business_date(),
        "versions": [(each, _by_group(each)) for each in rows],
        "sets_up": request.actor.may(SET_UP_LEADS),
    }
    return render(request, "grid/standards.html", context)


@require_http_methods(ACTING)
@holding(SET_UP_LEADS)
def standard_new(request: ActorRequest) -> HttpResponse:
    """The next wording, beginning with the words of the present one."""
    area = chosen_area(request, SET_UP_LEADS, Kind.DISTRICT)
    now = SelectionStandard.objects.unscoped(WHY).filter(area=area, valid_to__isnull=True).first()
    lines = dict(_by_group(now)) if now is not None else {}
    names = zip(forms.StandardForm.LINES, forms.GROUPS, strict=True)
    initial = {name: "\n".join(lines.get(group, [])) for name, group in names}
    told = ("这是新的一版：从写明的那天起按它审核。以前审核过的，仍看原来的一版。",)

    def do(form: Any) -> Any:
        data = {key: form.cleaned_data[key] for key in ("items", "day", "basis")}
        return set_standard(actor=request.actor, area=area, **data)

    page = Page(
        current="leads",
        question="三长选任条件怎么写",
        verb="登记新的一版",
        back=reverse("leads:standards"),
        crumb="选任条件",
        crumb_address=reverse("leads:standards"),
        told=told,
    )
    return act(request, page, forms.StandardForm(sent(request), initial=initial), do, "已登记新的一版。")
