"""Importing a roster: hand in a file, see what is wrong by row and column, import what is good."""

import io
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.actor import Actor
from linli.access.http import ActorRequest, signed_in
from linli.common import limits
from linli.exchange.filenames import content_disposition
from linli.exchange.forms import RosterForm
from linli.exchange.handing_out import MEDIA
from linli.exchange.rosters import Roster, all_rosters, jobs, waiting
from linli.exchange.rosters.handing_back import bad_rows, sample
from linli.exchange.rosters.importing import check
from linli.exchange.views.runs import past

MOST_FILES = 60
AGAIN_AFTER = "2"
"""Seconds until a page of work underway is asked for again, by the browser itself: no script is needed."""
GONE = "刚才的文件已经不在了（最多留一天）。请再选一次文件。"


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
    """What this reader may import, and what was imported."""
    context = {"current": "import", "rosters": _offered(request.actor), "page": past(request)}
    return render(request, "exchange/imports.html", context)


@require_safe
@signed_in
def sample_file(request: ActorRequest, kind: str, ending: str) -> HttpResponse:
    """The headings with an example, to be filled in."""
    declared = _asked(request.actor, kind)
    if ending not in MEDIA:
        raise Http404
    stream = io.BytesIO()
    sample(declared, stream, ending)
    return _file(stream, f"{declared.label}样表.{ending}", ending)


def _file(stream: io.BytesIO, name: str, ending: str) -> HttpResponse:
    answer = HttpResponse(stream.getvalue(), content_type=MEDIA[ending])
    answer["Content-Disposition"] = content_disposition(name)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_(request: ActorRequest, kind: str) -> HttpResponse:
    """The form; how far a file is and what was found in it; the bad rows as a file; or the import itself."""
    declared = _asked(request.actor, kind)
    word = (request.POST if request.method == "POST" else request.GET).get("word", "")
    if word:
        try:
            name = waiting.name_of(word, account_id=request.actor.account_id, kind=declared.kind)
            return (_act if request.method == "POST" else _page)(request, declared, name, word)
        except waiting.Gone:
            messages.error(request, GONE)
            return redirect("exchange:import", declared.kind)
    if request.method != "POST":
        return _form(request, declared, RosterForm())
    limits.demand(request, "exchange.import", most=MOST_FILES, per=limits.HOUR)
    form = RosterForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, declared, form)
    name = jobs.begin(actor=request.actor, declared=declared, data=form.cleaned_data["file"])
    job = jobs.look(name)
    if job.stage == "failed":  # a small file, looked at already: back to the form with what is wrong
        waiting.drop(name)
        form.add_error("file", job.words)
        return _form(request, declared, form)
    return _to(declared, waiting.word_for(name, account_id=request.actor.account_id, kind=declared.kind))


def _to(declared: Roster, word: str) -> HttpResponse:
    return redirect(f"{reverse('exchange:import', args=(declared.kind,))}?{urlencode({'word': word})}")


def _form(request: ActorRequest, declared: Roster, form: RosterForm) -> HttpResponse:
    context = {"current": "import", "declared": declared, "form": form}
    return render(request, "exchange/import.html", context, status=400 if form.is_bound else 200)


def _page(request: ActorRequest, declared: Roster, name: str, word: str) -> HttpResponse:
    """How far it is. While somebody works on it, the browser asks again by itself."""
    job = jobs.look(name)
    context = {"current": "import", "declared": declared, "job": job, "word": word}
    answer = render(request, "exchange/import_checked.html", context)
    if job.is_underway:
        answer["Refresh"] = AGAIN_AFTER
    return answer


def _act(request: ActorRequest, declared: Roster, name: str, word: str) -> HttpResponse:
    """Something is done with the file looked at before."""
    act = request.POST.get("act")
    if act == "bad":
        found = check(actor=request.actor, declared=declared, data=waiting.opened(name))
        ending, stream = jobs.look(name).ending, io.BytesIO()
        bad_rows(found, stream, ending)
        return _file(stream, f"{declared.label}没有收的行.{ending}", ending)
    if act == "drop":
        waiting.drop(name)
        messages.success(request, "文件已删去。")
        return redirect("exchange:import", declared.kind)
    jobs.go_on(actor=request.actor, declared=declared, name=name)
    return _to(declared, word)
