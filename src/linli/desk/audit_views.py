"""The log, for whoever holds it: the audit administrator, who sees no business data beside it (等保三级)."""

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.access.http import ActorRequest, holding
from linli.access.policies import READ_LOG
from linli.audit import log
from linli.audit.models import Act
from linli.common.limits import HOUR, limited
from linli.desk import audit_pages as pages
from linli.desk.audit_filters import Sought, narrow
from linli.exchange.delimited import csv_chunks
from linli.exchange.filenames import content_disposition


def _sought(request: ActorRequest) -> Sought:
    return narrow(Act.objects.visible_to(request.actor), request.GET)


@require_safe
@holding(READ_LOG)
def acts(request: ActorRequest) -> HttpResponse:
    """25 acts a page, newest first. Asking for a person is itself a look, which the person can be shown."""
    narrowed = _sought(request)
    context = {
        "current": "audit",
        "narrowed": narrowed,
        "chain": pages.chain(),
        **pages.listed(narrowed.rows, request.GET.get("page")),
    }
    for person in narrowed.persons:
        log.record(actor=request.actor, code="audit.log.searched", target=person, area_id=person.area_id)
    return render(request, "desk/audit.html", context)


@require_safe
@holding(READ_LOG)
@limited("audit.export", most=20, per=HOUR, methods=("GET", "HEAD"))
def export(request: ActorRequest) -> HttpResponseBase:
    """The acts sought as CSV. Taking them along is on record before the first byte leaves."""
    narrowed = _sought(request)
    rows = narrowed.rows
    newest = rows.order_by("-pk").values_list("pk", flat=True).first()
    rows = rows.filter(pk__lte=newest or 0)  # what is on record is what is in the file
    log.record(actor=request.actor, code="audit.log.exported", data={"count": rows.count()})
    response = StreamingHttpResponse(csv_chunks(pages.exported(rows)), content_type="text/csv; charset=utf-8")
    name = f"留痕 {timezone.localdate()}.csv"
    response["Content-Disposition"] = content_disposition(name)
    return response
