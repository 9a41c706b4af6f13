"""The page where a text is checked. It keeps nothing: the text comes with each request and leaves with the answer."""

from datetime import date
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.access.actor import Actor
from linli.access.areas import areas_within
from linli.access.http import ActorRequest, holding
from linli.common import limits
from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.reports.checking import TRUNK, check_for
from linli.reports.forms.checking import CheckForm
from linli.reports.marks import Change, lay_out
from linli.reports.policies import CHECK_TEXT

LONG_TEXT, MOST_LONG_TEXTS = 20_000, 30
"""Characters, and how many texts longer than that one account checks in an hour: each takes seconds to read."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding(CHECK_TEXT)
def check(request: ActorRequest) -> HttpResponse:
    """An empty form; the answer; or the form again, with what is wrong."""
    areas = list(_areas(request.actor))
    if request.method != "POST":
        return _form(request, CheckForm(areas=areas, initial=_asked(request, areas)))
    _named(areas, request.POST.get("area"))
    data = request.POST.copy()
    if "edit" in data:
        return _form(request, CheckForm(areas=areas, initial=data.dict()))
    change, undo = _changed(data)
    form = CheckForm(data, request.FILES, areas=areas)
    if not form.is_valid():
        return _form(request, form)
    area, period = _named(areas, form.cleaned_data["area"]), form.period
    text = form.cleaned_data["content"]
    if len(text) > LONG_TEXT:
        limits.demand(request, "reports.check", most=MOST_LONG_TEXTS, per=limits.HOUR)
    checked = lay_out(text, check_for(text, area, period), area, period)
    shown = {
        "current": "check",
        "form": form,
        "text": text,
        "area": area,
        "period": period,
        "checked": checked,
        "change": change,
        "undo": undo,
    }
    return render(request, "reports/checked.html", shown)


def _areas(actor: Actor) -> QuerySet[Area]:
    """Where this reader may check, in order of code: the widest of their own first."""
    return areas_within(actor, CHECK_TEXT).filter(kind__in=TRUNK).order_by("code")


def _named(areas: list[Area], code: str | None) -> Area:
    """The area asked for; without a code the widest. Outside the reader's own, there is none."""
    for area in areas:
        if not code or area.code == code:
            return area
    raise Http404


def _asked(request: ActorRequest, areas: list[Area]) -> dict[str, Any]:
    """The period and area of the page one came from."""
    year_to_date = Period.to_date()
    return {
        "area": _named(areas, request.GET.get("area")).code,
        "start": _day(request.GET.get("from"), year_to_date.start),
        "end": _day(request.GET.get("to"), year_to_date.end),
    }


def _day(written: str | None, otherwise: date) -> date:
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return otherwise


def _changed(data: Any) -> tuple[Change | None, Change | None]:
    """Carry out the change a button asked for, in ``data``; with it, the change that takes it back."""
    if "change" not in data:
        return None, None
    text = data.get("text", "").replace("\r\n", "\n")
    try:
        change = Change.read(data["change"], text)
    except ValueError:
        raise SuspiciousOperation("not a change this page offered") from None
    data["text"] = change.applied(text)
    return change, change.undone(text)


def _form(request: ActorRequest, form: CheckForm) -> HttpResponse:
    return render(request, "reports/check.html", {"current": "check", "form": form})
