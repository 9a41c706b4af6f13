"""Importing a roster: hand in a file, see what is wrong by row and column, import what is good."""

import io
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.actor import Actor
from linli.access.http import ActorRequest, signed_in
from linli.common import limits
from linli.common.uploads import Refused
from linli.exchange.filenames import content_disposition
from linli.exchange.forms import RosterForm
from linli.exchange.rosters import Roster, all_rosters, waiting
from linli.exchange.rosters.importing import Checked, bad_rows, check, import_good, sample

SHOWN = 200
MOST_FILES = 60


def _offered(actor: Actor) -> list[Roster]:
    return [each for each in all_rosters().values() if actor.may(each.capability)]


def _asked(actor: Actor, kind: str) -> Roster:
    for each in _offered(actor):
        if each.kind == kind:
            return each
    raise Http404


@require_safe
@signed_in
def kinds(request: ActorRequest) -> HttpResponse:
    """What this reader may import."""
    context = {"current": "import", "rosters": _offered(request.actor)}
    return render(request, "exchange/imports.html", context)


@require_safe
@signed_in
def sample_file(request: ActorRequest, kind: str) -> HttpResponse:
    """The headings, to be filled in."""
    declared = _asked(request.actor, kind)
    stream = io.BytesIO()
    sample(declared, stream)
    return _csv(stream, f"{declared.label}样表.csv")


def _csv(stream: io.BytesIO, name: str) -> HttpResponse:
    answer = HttpResponse(stream.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition(name)
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_(request: ActorRequest, kind: str) -> HttpResponse:
    """The form; what was found in the file; the bad rows as a file; or the import itself."""
    declared = _asked(request.actor, kind)
    if request.method != "POST":
        return _form(request, declared, RosterForm())
    if "word" in request.POST:
        return _second(request, declared)
    limits.demand(request, "exchange.import", most=MOST_FILES, per=limits.HOUR)
    form = RosterForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, declared, form)
    data = form.cleaned_data["file"]
    try:
        found = check(actor=request.actor, declared=declared, data=data)
    except Refused as refused:
        form.add_error("file", refused.message)
        return _form(request, declared, form)
    word = waiting.keep(data, account_id=request.actor.account_id, kind=kind)
    return _preview(request, declared, found, word)


def _form(request: ActorRequest, declared: Roster, form: RosterForm) -> HttpResponse:
    context = {"current": "import", "declared": declared, "form": form}
    return render(request, "exchange/import.html", context, status=400 if form.is_bound else 200)


def _preview(request: ActorRequest, declared: Roster, found: Checked, word: str) -> HttpResponse:
    context: dict[str, Any] = {
        "current": "import",
        "declared": declared,
        "found": found,
        "word": word,
        "mistakes": found.mistakes[:SHOWN],
        "more": max(0, len(found.mistakes) - SHOWN),
    }
    return render(request, "exchange/import_checked.html", context)


def _second(request: ActorRequest, declared: Roster) -> HttpResponse:
    """Something is done with the file looked at before."""
    word, account_id, kind = request.POST["word"], request.actor.account_id, declared.kind
    try:
        data = waiting.opened(word, account_id=account_id, kind=kind)
    except waiting.Gone:
        messages.error(request, "刚才的文件已经不在了（最多留一天）。请再选一次文件。")
        return redirect("exchange:import", declared.kind)
    if request.POST.get("act") == "bad":
        stream = io.BytesIO()
        bad_rows(check(actor=request.actor, declared=declared, data=data), stream)
        return _csv(stream, f"{declared.label}没有收的行.csv")
    if request.POST.get("act") == "drop":
        waiting.drop(word, account_id=account_id, kind=kind)
        messages.success(request, "没有导入，文件已删去。")
        return redirect("exchange:import", declared.kind)
    done = import_good(actor=request.actor, declared=declared, data=data)
    waiting.drop(word, account_id=account_id, kind=kind)
    messages.success(
        request,
        f"导入了 {done.written} 行；{done.known} 行以前已有，没有改动；{done.bad} 行有错，没有收。",
    )
    return redirect("exchange:import", declared.kind)
