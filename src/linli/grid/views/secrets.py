"""检举控告: for its handlers alone. For everybody else none of these pages knows anything."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.actor import Actor
from linli.access.http import ActorRequest, holding
from linli.access.policies import HANDLE_SECRETS
from linli.common.clock import business_now
from linli.grid.forms.secrets import SecretForm
from linli.grid.requests.listing import TINTS
from linli.grid.requests.models import Request
from linli.grid.requests.services import secrets
from linli.grid.requests.services.secrets import Dates
from linli.grid.requests.states import ACCEPTED, ASIDE, DONE, REQUEST, TOLD
from linli.ui.forms import ConfirmForm, LinliForm
from linli.ui.trying import tried
from linli.workflow.calendar import Calendar
from linli.workflow.deadlines import Unit, remaining
from linli.workflow.selectors import working_calendar

PER_PAGE = 25
handles = holding(HANDLE_SECRETS)


@dataclass(frozen=True)
class Act:
    """One act of the handler. ``label`` stands above what is written; "" where nothing is."""

    slug: str
    verb: str
    told: str
    label: str
    states: tuple[str, ...]
    do: Callable[[Actor, Request, str], Request]


ACTS = {
    each.slug: each
    for each in (
        Act("accept", "受理", "60 日内办结。检举人在回执上看得到。", "", (TOLD,),
            lambda actor, found, words: secrets.accept(actor=actor, request=found)),
        Act("finish", "写下结果", "查清以后写结果，再答复检举人。", "查的结果", (ACCEPTED,),
            lambda actor, found, words: secrets.finish(actor=actor, request=found, result=words)),
        Act("transfer", "移送有权机关", "不归这里管的，移送出去。", "移送给哪个机关", (TOLD, ACCEPTED),
            lambda actor, found, words: secrets.transfer(actor=actor, request=found, to=words)),
        Act("answer", "答复检举人", "只在回执上答复，不打电话，不上门。", "检举人会看到的话", (DONE,),
            lambda actor, found, words: secrets.answer(actor=actor, request=found, text=words)),
    )
}  # fmt: skip


def _found(request: ActorRequest, ref: str) -> Request:
    found = secrets.secrets_for(request.actor).filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def _left(found: Request, dates: Dates, now: datetime, calendar: Calendar) -> dict[str, str] | None:
    """How much time is left, or since when it is late; None where nothing is owed any more."""
    if found.state not in (TOLD, ACCEPTED, DONE):
        return None
    left = remaining(dates.next_end, Unit.DAY, now, calendar)
    return {"text": left.text, "tint": TINTS[left.tone]}


@never_cache
@require_safe
@handles
def secret_list(request: ActorRequest) -> HttpResponse:
    """The latest first, each with its own dates."""
    page = Paginator(secrets.secrets_for(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    dates, now, calendar = secrets.dates_of_all(list(page)), business_now(), working_calendar()
    rows = [(each, dates[each.pk], _left(each, dates[each.pk], now, calendar)) for each in page]
    return render(request, "grid/secrets.html", {"current": "secrets", "page": page, "rows": rows})


@never_cache
@require_safe
@handles
def secret(request: ActorRequest, ref: str) -> HttpResponse:
    """One of them: what was told, by when, what happened, what may be done."""
    found = _found(request, ref)
    steps = [
        (
            ASIDE.get(step.verb) or ("收到" if step.verb == "tell" else REQUEST.transition(step.verb).label),
            step,
        )
        for step in secrets.course_of(request.actor, found)
    ]
    dates = secrets.dates_of(found)
    context = {
        "current": "secrets",
        "found": found,
        "dates": dates,
        "left": _left(found, dates, business_now(), working_calendar()),
        "steps": steps,
        "acts": [act for act in ACTS.values() if found.state in act.states],
    }
    return render(request, "grid/secret.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@handles
def act(request: ActorRequest, ref: str, slug: str) -> HttpResponse:
    """One act, with what it needs."""
    found, asked = _found(request, ref), ACTS.get(slug)
    if asked is None or found.state not in asked.states:
        raise Http404
    given = request.POST if request.method == "POST" else None
    form: LinliForm = SecretForm(given) if asked.label else ConfirmForm(given)
    if asked.label:
        form.fields["words"].label = asked.label
    if form.is_bound and form.is_valid():
        words = form.cleaned_data.get("words", "")
        if tried(form, lambda: asked.do(request.actor, found, words)) is not None:
            messages.success(request, f"已{asked.verb}")
            return redirect("secrets:secret", ref)
    context = {"current": "secrets", "found": found, "act": asked, "form": form}
    return render(request, "grid/secret_act.html", context, status=400 if form.errors else 200)
