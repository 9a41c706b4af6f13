"""Issued reports residents may read: text, definitions, values and counts; records stay on the workbench."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from linli.documents.rendering import FORMATS, MEDIA_TYPES, to_html
from linli.exchange.filenames import content_disposition
from linli.reports import showing as shown
from linli.reports.models import Report
from linli.reports.papers import paper_of, public_address
from linli.reports.selectors import (
    content_of,
    later_public,
    public_reports,
    taken_back,
)

PER_PAGE = 25
FILES = ("docx", "pdf")


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All public reports, newest period first."""
    page = Paginator(public_reports(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/public_list.html", {"page": page})


def _report_or_404(ref: str) -> Report:
    found = public_reports().filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


@require_safe
def report(request: HttpRequest, ref: str) -> HttpResponse:
    """The paper; each figure leads to its definition, value and count below. One taken back says why."""
    found = public_reports().filter(ref=ref).first()
    if found is None:
        gone = taken_back(ref)
        if gone is None:
            raise Http404
        return render(
            request, "reports/public_gone.html", {"report": gone.report, "publication": gone}, status=410
        )
    content = content_of(found)
    page = reverse("reports-public:report", args=(ref,))
    paper = paper_of(found, content, public_address(found), qr=page, on_screen=True, public=True)
    context = {
        "report": found,
        "content": content,
        "paper": to_html(paper),
        "cards": shown.once(shown.cards(found, content)),
        "later": later_public(found),
    }
    return render(request, "reports/public_report.html", context)


@require_safe
def figures_json(request: HttpRequest, ref: str) -> JsonResponse:
    """The figures for machines."""
    found = _report_or_404(ref)
    return JsonResponse(
        shown.for_machines(found, content_of(found), public=True), json_dumps_params={"ensure_ascii": False}
    )


@require_safe
def download(request: HttpRequest, ref: str, ending: str) -> HttpResponse:
    """The public paper as DOCX or PDF."""
    found = _report_or_404(ref)
    if ending not in FILES:
        raise Http404
    page = reverse("reports-public:report", args=(ref,))
    data = FORMATS[ending](paper_of(found, content_of(found), public_address(found), qr=page, public=True))
    response = HttpResponse(data, content_type=MEDIA_TYPES[ending])
    response["Content-Disposition"] = content_disposition(f"{found.title}.{ending}")
    return response
