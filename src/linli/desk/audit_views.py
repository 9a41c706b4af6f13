"""The log, for whoever holds it: the audit administrator, who sees no business data beside it (等保三级)."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest, holding
from linli.access.policies import READ_LOG
from linli.audit import log
from linli.audit.models import Act
from linli.desk import audit_pages as pages
from linli.desk.audit_exports import KIND
from linli.desk.audit_filters import Sought, narrow
from linli.exchange.handing_out import hand_out


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


@require_http_methods(["GET", "HEAD", "POST"])
@holding(READ_LOG)
def export(request: ActorRequest) -> HttpResponseBase:
    """The acts sought as CSV, for a purpose. Taking them along is on record before the first byte leaves."""
    back = f"{reverse('desk:audit')}?{request.GET.urlencode()}"
    return hand_out(request, KIND, {"query": request.GET.dict()}, "csv", back=back, current="audit")
