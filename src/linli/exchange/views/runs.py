"""Past imports: a page of the list, and one of them with the rows that were not taken."""

from typing import Any

from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.access.http import ActorRequest, signed_in
from linli.exchange.models import ImportRun
from linli.exchange.rosters import all_rosters
from linli.exchange.runs import runs_for, word_for
from linli.ui.paging import paged


def offered_kinds(request: ActorRequest) -> list[str]:
    """What this reader may import."""
    return [each.kind for each in all_rosters().values() if request.actor.may(each.capability)]


def label_of(kind: str) -> str:
    """What a roster is called; one that is no longer declared, by its code."""
    found = all_rosters().get(kind)
    return found.label if found is not None else kind


def by_whom(run: ImportRun) -> str:
    """The importer's name as it is now, or that it came over the command line."""
    if run.account is None:
        return "命令行"
    return run.account.person.name if run.account.person is not None else run.account.username


def past(request: ActorRequest) -> Page[Any]:
    """The page asked for of what was imported, each with its roster and importer in words."""
    page = paged(request, runs_for(request.actor, offered_kinds(request)))
    page.object_list = [(run, label_of(run.kind), by_whom(run)) for run in page]
    return page


@never_cache
@require_safe
@signed_in
def run(request: ActorRequest, ref: str) -> HttpResponse:
    """One import: how many rows became what, and where the others are wrong."""
    found = runs_for(request.actor, offered_kinds(request)).filter(ref=ref).first()
    if found is None:
        raise Http404
    context = {
        "current": "import",
        "run": found,
        "label": label_of(found.kind),
        "who": by_whom(found),
        "page": paged(request, found.mistakes),
        "more": max(0, found.wrong - len(found.mistakes)),
        "word": word_for(request.actor, found),
        "mine": found.account_id == request.actor.account_id,
    }
    return render(request, "exchange/import_run.html", context)
