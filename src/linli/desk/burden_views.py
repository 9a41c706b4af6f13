"""The burden meter: where pages tell how long their form took, and the page on which the forms' owners read it."""

from datetime import date, timedelta
from itertools import groupby

from django.core.cache import cache
from django.core.signing import BadSignature
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_POST, require_safe

from linli.access.http import ActorRequest, holding, signed_in
from linli.common import form_time
from linli.desk.feedback import received
from linli.desk.models import FeedbackKind
from linli.desk.policies import SEE_BURDEN
from linli.ui import menu

LOOKED_BACK = timedelta(days=365)
MOST_OF_ONE_PAGE = 20
"""How often one page may tell: a form sent, come back with errors, and sent again."""


def _told_enough(token: str) -> bool:
    """Counted in memory by the page's own token, so that the count is of nobody either."""
    key = "meter:" + salted_hmac("linli.desk.burden_views", token).hexdigest()
    cache.add(key, 0, timeout=form_time.VALID.total_seconds())
    try:
        return cache.incr(key) > MOST_OF_ONE_PAGE
    except ValueError:  # forgotten between the two lines
        return False


def _seconds(text: str) -> float:
    return float(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


@require_POST
@signed_in
def told(request: ActorRequest) -> HttpResponse:
    """A page tells; the sum grows by one, and nothing else is written anywhere."""
    token = request.POST.get("token", "")
    try:
        form, room = form_time.read_token(token)
    except BadSignature:
        return HttpResponse(status=400)
    if _told_enough(token):
        return HttpResponse(status=429)
    today = timezone.localdate()
    if "opened" in request.POST:
        if room:
            form_time.add_use(room=room, day=today)
    else:
        form_time.add(
            form=form,
            open_seconds=_seconds(request.POST.get("open", "")),
            active_seconds=_seconds(request.POST.get("active", "")),
            day=today,
        )
    return HttpResponse(status=204)


@require_safe
@holding(SEE_BURDEN)
def meter(request: ActorRequest) -> HttpResponse:
    """Forms under the office that asks for them, with the complaints about each; and what nobody opens."""
    today = timezone.localdate()
    taken = form_time.taken_since(today - LOOKED_BACK)
    said = dict(
        received(request.actor)
        .filter(kind=FeedbackKind.BURDEN)
        .exclude(form="")
        .order_by()
        .values_list("form")
        .annotate(count=Count("pk"))
    )
    known = {each.form.code: each for each in taken}
    only_said = [form_time.form_of(code) for code in sorted(said) if code not in known]
    rows: list[tuple[str, form_time.AskedForm, form_time.Taken | None, int]] = [
        (each.office, each.form, each, said.get(each.form.code, 0)) for each in taken
    ]
    rows += [(form.office, form, None, said[form.code]) for form in only_said]
    rows.sort(key=lambda row: (row[0], row[1].label))
    rooms = _rooms(today)
    context = {
        "current": "burden-meter",
        "offices": [(office, list(each)) for office, each in groupby(rows, key=lambda row: row[0])],
        "silent": [(label, month) for label, month, silent in rooms if silent],
        "in_use": [(label, month) for label, month, silent in rooms if not silent],
        "fewest": form_time.FEWEST,
        "silent_days": form_time.SILENT_DAYS,
    }
    return render(request, "desk/burden_meter.html", context)


def _rooms(today: date) -> list[tuple[str, str, bool]]:
    """Label of each part of the workbench, the month of its last opening in words, and whether to propose its end."""
    items = menu.all_items()
    found = form_time.used([item.key for item in items], today)
    return [(item.label, _said(found[item.key].month), found[item.key].is_silent) for item in items]


def _said(month: str) -> str:
    year, _, number = month.partition("-")
    return f"{year}年{int(number)}月" if number else ""
