"""How long each kind of personal data is kept, by which rule, and what was done. Counts only, nobody's data."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date
from linli.desk.rights_forms import PeriodForm
from linli.privacy.models import RetentionRun
from linli.privacy.policies import SET_RETENTION, VIEW_RETENTION
from linli.privacy.retention import Rule, all_elsewhere, all_rules
from linli.privacy.services import retention as services
from linli.workflow.clocks import clock
from linli.workflow.selectors import clocks_on

RUNS = 20


@require_safe
@holding(VIEW_RETENTION)
def retention(request: ActorRequest) -> HttpResponse:
    """The table of rules with the last run of each; on demand, how much is due now."""
    counting = request.GET.get("count") == "1"
    due = {each.rule.code: each.count for each in services.run(dry=True)} if counting else {}
    rules = clocks_on(business_date())
    runs = RetentionRun.objects.visible_to(request.actor).order_by("-ran_at", "-pk")
    latest: dict[str, RetentionRun] = {}
    for run in runs[: RUNS * 5]:
        latest.setdefault(run.rule, run)
    rows = [
        {
            "rule": rule,
            "clock": rules[rule.clock],
            "last": latest.get(rule.code),
            "due": due.get(rule.code),
            "sets": rules[rule.clock].configurable and request.actor.may(SET_RETENTION),
        }
        for rule in all_rules()
    ]
    labels = {rule.code: rule.label for rule in all_rules()}
    told = [(run, labels.get(run.rule, run.rule)) for run in runs[:RUNS]]
    return _page(request, "retention", rows=rows, elsewhere=all_elsewhere(), runs=told, counting=counting)


@require_http_methods(["GET", "HEAD", "POST"])
@holding(SET_RETENTION)
def period(request: ActorRequest, code: str) -> HttpResponse:
    """The district's own period, where no law fixes it."""
    rule = _rule_or_404(code)
    now = clocks_on(business_date())[rule.clock]
    form = PeriodForm(
        request.POST if request.method == "POST" else None, initial={"amount": now.amount, "basis": now.basis}
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.set_period(actor=request.actor, rule=rule, day=business_date(), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect("desk:retention")
    return _page(request, "retention_period", rule=rule, clock=now, form=form)


def _rule_or_404(code: str) -> Rule:
    for rule in all_rules():
        if rule.code == code and clock(rule.clock).configurable:
            return rule
    raise Http404


def _page(request: ActorRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"desk/{name}.html", {"current": "rights", **context})
