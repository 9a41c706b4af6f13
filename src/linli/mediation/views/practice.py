"""The district's own practice for panels: how many sit, and that a woman sits in family matters."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from linli.access.http import ActorRequest, holding
from linli.access.policies import CONFIGURE
from linli.common.clock import business_date
from linli.mediation.forms.file import PanelRuleForm
from linli.mediation.selectors import panel_rule_on
from linli.mediation.services.practice import set_panel_rule
from linli.ui.asking import Page, act


@require_http_methods(["GET", "HEAD", "POST"])
@holding(CONFIGURE)
def panel_rule(request: ActorRequest) -> HttpResponse:
    """In force from a day on; who may change clocks may change this."""
    now = panel_rule_on(business_date())
    initial = {
        "least": now.least,
        "most": now.most,
        "woman_in_family": now.woman_in_family,
        "valid_from": business_date(),
    }
    form = PanelRuleForm(request.POST if request.method == "POST" else None, initial=initial)

    def do(form: Any) -> Any:
        return set_panel_rule(actor=request.actor, **form.cleaned_data)

    back = reverse("desk:settings")
    shown = Page(
        current="settings",
        question="调解团几个人",
        verb="改好了",
        back=back,
        crumb="全区设置",
        crumb_address=back,
        told=(f"现在是 {now.said}；依据：{now.basis}。已经组成的调解团不变。",),
    )
    return act(request, shown, form, do, "调解团人数改好了。")
