"""Settings of the district: its clocks. What the law fixes is shown and cannot be changed."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest, holding
from linli.access.policies import CONFIGURE
from linli.common.clock import business_date
from linli.desk.account_forms import ClockForm
from linli.workflow.clocks import ClockRule
from linli.workflow.deadlines import Unit
from linli.workflow.selectors import clocks_on
from linli.workflow.services import set_clock

REFUSED = 409


@require_safe
@holding(CONFIGURE)
def clocks(request: ActorRequest) -> HttpResponse:
    """Those the district may set first, then those of the law; each in order of its name."""
    rules = sorted(clocks_on(business_date()).values(), key=lambda rule: rule.code)
    context = {
        "current": "settings",
        "own": [rule for rule in rules if rule.configurable],
        "law": [rule for rule in rules if not rule.configurable],
    }
    return render(request, "desk/settings.html", context)


def _own(code: str) -> ClockRule:
    rule = clocks_on(business_date()).get(code)
    if rule is None or not rule.configurable or rule.unit is None:
        raise Http404
    return replace(rule)


@require_http_methods(["GET", "HEAD", "POST"])
@holding(CONFIGURE)
def clock(request: ActorRequest, code: str) -> HttpResponseBase:
    """One of the district's own, from a day on."""
    rule = _own(code)
    initial = {"amount": rule.amount, "unit": rule.unit, "valid_from": business_date()}
    form = ClockForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            set_clock(actor=request.actor, code=code, **{**data, "unit": Unit(data["unit"])})
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, f"“{rule.object}”的时限改好了，从 {data['valid_from']} 起。")
            return redirect("desk:settings")
    context = {"current": "settings", "rule": rule, "form": form}
    return render(request, "desk/setting.html", context, status=REFUSED if form.errors else 200)
