"""Settings of the district: its clocks. What the law fixes is shown and cannot be changed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest, holding
from linli.access.policies import CONFIGURE
from linli.common.clock import business_date
from linli.desk.account_forms import ClockForm
from linli.workflow.clocks import ClockRule, all_clocks
from linli.workflow.deadlines import Unit
from linli.workflow.selectors import clock_on, clocks_on
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
    rule = next((each for each in all_clocks() if each.code == code), None)
    if rule is None or not rule.configurable or rule.unit is None:
        raise Http404
    return rule


@require_http_methods(["GET", "HEAD", "POST"])
@holding(CONFIGURE)
def clock(request: ActorRequest, code: str) -> HttpResponseBase:
    """One of the district's own, from a day on."""
    rule, now = _own(code), clock_on(code, business_date())
    initial = {"amount": now.amount, "unit": now.unit, "valid_from": business_date()}
    form = ClockForm(request.POST if request.method == "POST" else None, units=rule.units, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            set_clock(actor=request.actor, code=code, **{**data, "unit": Unit(data["unit"])})
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, f"“{rule.object}”的时限改好了，从 {data['valid_from']} 起。")
            return redirect("desk:settings")
    context = {"current": "settings", "rule": now, "form": form}
    return render(request, "desk/setting.html", context, status=REFUSED if form.errors else 200)
