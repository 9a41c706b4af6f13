"""Reading reports on the workbench: the list, the paper with its figures, one figure's records, what changed."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.access.http import ActorRequest, holding
from linli.audit import log
from linli.documents.rendering import FORMATS, MEDIA_TYPES, standing_in, to_html
from linli.exchange.filenames import content_disposition
from linli.reports import editing
from linli.reports import showing as shown
from linli.reports.course import course_of, drafter_of
from linli.reports.drafting.content import Content
from linli.reports.drafting.tokens import BrokenToken
from linli.reports.forms.comparing import CompareForm
from linli.reports.models import Report
from linli.reports.papers import desk_address, paper_of
from linli.reports.policies import WRITE_REPORT, may_sign, sent_it
from linli.reports.selectors import (
    content_of,
    editions,
    history_of,
    later_edition,
    publication_of,
    reports_for,
)
from linli.reports.services.recognising import recognised
from linli.reports.services.reviewing import examined
from linli.reports.states import DRAFT, ENDED, REPORT
from linli.reports.views.found import content_or_404, report_or_404

PER_PAGE = 25
FILES = ("docx", "pdf")


@require_safe
@holding(WRITE_REPORT)
def listing(request: ActorRequest) -> HttpResponse:
    """All reports of the reader's areas, in tabs by state."""
    every = reports_for(request.actor)
    state = request.GET.get("state", "")
    tabs = [("", "全部"), *REPORT.choices]
    counts = dict.fromkeys(dict(REPORT.choices), 0)
    counts |= dict(every.order_by().values_list("state").annotate(Count("pk")))
    rows = every.filter(state=state) if state in counts else every
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "current": "reports",
        "tabs": [(code, label, counts.get(code, sum(counts.values()))) for code, label in tabs],
        "state": state if state in counts else "",
        "page": page,
        "rows": [(each, REPORT.state(each.state)) for each in page],
    }
    return render(request, "reports/list.html", context)


@require_safe
@holding(WRITE_REPORT)
def report(request: ActorRequest, ref: str) -> HttpResponse:
    """The paper with its figures, what the rules say, and the next step."""
    found = report_or_404(request.actor, ref)
    context = page_of(request, found)
    return render(request, "reports/report.html", context)


def page_of(request: ActorRequest, found: Report, **more: Any) -> dict[str, Any]:
    """What the report's page shows; ``more``: what an act that was refused has to say."""
    state = REPORT.state(found.state)
    context: dict[str, Any] = {
        "current": "reports",
        "report": found,
        "state": state,
        "may_sign": may_sign(request.actor, found),
        "sent_it": sent_it(request.actor, found),
        "later": later_edition(found),
        "editions": editions(found),
        "publication": publication_of(found),
        "course": course_of(found, request.actor),
        "drafter": drafter_of(found),
        "drafts": found.round + 1,
    }
    try:
        content = content_of(found)
    except BrokenToken as error:
        return context | {"broken": str(error), "parts": _parts(found)} | more
    seen = examined(found, content) if found.state not in ENDED else None
    rulings = seen.rulings if seen is not None else ()
    refused = [refusal for ruling in rulings for refusal in ruling.refusals]
    return (
        context
        | {
            "content": content,
            "paper": to_html(paper_of(found, content, desk_address(found), on_screen=True), top=2),
            "cards": shown.cards(found, content),
            "rulings": rulings,
            "refused": refused,
            "contents": shown.table_of_contents(content, _parts(found)),
            "recognised": len(recognised(content, seen.checked)) if seen and found.is_draft else 0,
            "faces": standing_in(),
        }
        | more
    )


def _parts(found: Report) -> list[Any]:
    return shown.present_parts(found)


@require_safe
@holding(WRITE_REPORT)
def figure(request: ActorRequest, ref: str, number: int) -> HttpResponse:
    """One figure of a report: what it is, how it stands, and the very records it counted."""
    found = report_or_404(request.actor, ref)
    content = content_or_404(found)
    if not 1 <= number <= len(content.figures):
        raise Http404
    context = {
        "current": "reports",
        "report": found,
        "content": content,
        "number": number,
        "card": shown.cards(found, content)[number - 1],
        "kept": shown.kept_records(request.actor, found, content.figures[number - 1], request.GET),
    }
    return render(request, "reports/figure.html", context)


@require_safe
@holding(WRITE_REPORT)
def figures_json(request: ActorRequest, ref: str) -> JsonResponse:
    """The figures for machines."""
    found = report_or_404(request.actor, ref)
    return JsonResponse(
        shown.for_machines(found, content_or_404(found)), json_dumps_params={"ensure_ascii": False}
    )


@require_safe
@holding(WRITE_REPORT)
def download(request: ActorRequest, ref: str, ending: str) -> HttpResponse:
    """The paper as DOCX or PDF; taking it along is on record."""
    found = report_or_404(request.actor, ref)
    if ending not in FILES:
        raise Http404
    content = content_or_404(found)
    log.record(
        actor=request.actor,
        code="reports.report.taken_along",
        target=found,
        area_id=found.area_id,
        data={"title": found.title, "ending": ending},
    )
    return _file(found, content, ending)


def _file(found: Report, content: Content, ending: str) -> HttpResponse:
    data = FORMATS[ending](paper_of(found, content, desk_address(found)))
    response = HttpResponse(data, content_type=MEDIA_TYPES[ending])
    response["Content-Disposition"] = content_disposition(f"{found.title}.{ending}")
    return response


@require_safe
@holding(WRITE_REPORT)
def history(request: ActorRequest, ref: str) -> HttpResponse:
    """Who wrote what: every saved wording, newest first, with what it changed."""
    found = report_or_404(request.actor, ref)
    page = Paginator(history_of(found), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "current": "reports",
        "report": found,
        "page": page,
        "entries": shown.entries(list(page), editing.as_saved),
    }
    return render(request, "reports/history.html", context)


@require_safe
@holding(WRITE_REPORT)
def changes(request: ActorRequest, ref: str) -> HttpResponse:
    """Why figures differ from the edition before, or from another report of the same area: by records."""
    found = report_or_404(request.actor, ref)
    known = reports_for(request.actor).filter(area=found.area).exclude(state=DRAFT)
    others = list(known.exclude(pk=found.pk)[:PER_PAGE])
    form = CompareForm(request.GET if "with" in request.GET else None, report=found, others=others)
    compared = form.compared() if form.is_bound and form.is_valid() else form.by_default()
    try:
        explained = shown.steps(request.actor, compared.explained()) if compared else []
    except BrokenToken as error:
        compared, explained = None, []
        form.errors["with"] = form.error_class([str(error)])
    context = {
        "current": "reports",
        "report": found,
        "form": form,
        "compared": compared,
        "explained": explained,
    }
    return render(request, "reports/changes.html", context)
