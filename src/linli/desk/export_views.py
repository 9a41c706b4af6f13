"""One's own exports: taken, waiting for a second person, or ready to be fetched; and registers as files."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import EmptyPage, InvalidPage, Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.access.http import ActorRequest, holding, signed_in
from linli.access.policies import EXPORT
from linli.common.limits import HOUR, limited
from linli.desk.register_exports import KIND
from linli.disclosure import making, services
from linli.disclosure.models import Export
from linli.disclosure.selectors import exports_of
from linli.disclosure.states import APPROVED, READY
from linli.disclosure.states import EXPORT as LIFE
from linli.exchange.handing_out import attached, hand_out
from linli.ui.tables import PER_PAGE

TINTS = {"asked": "amber", "approved": "lake", "ready": "lake", "taken": "pine"}


def _own(request: ActorRequest) -> Any:
    if not any(request.actor.may(capability) for capability in making.capabilities()):
        raise Http404
    return exports_of(request.actor)


@require_safe
@signed_in
def exports(request: ActorRequest) -> HttpResponse:
    """The reader's own, newest first; nobody else's are listed anywhere: the log has them."""
    paginator = Paginator(_own(request), PER_PAGE)
    try:
        page = paginator.page(request.GET.get("page") or 1)
    except (EmptyPage, InvalidPage):
        raise Http404 from None
    rows = [_row(export) for export in page.object_list]
    context = {"current": "exports", "page": page, "rows": rows, "count": paginator.count}
    return render(request, "desk/exports.html", context)


def _row(export: Export) -> dict[str, Any]:
    kept = export.kept_until is not None and export.kept_until > timezone.now()
    return {
        "export": export,
        "state": LIFE.state(export.state).label,
        "tint": TINTS.get(export.state, ""),
        "fetch": export.state in (APPROVED, READY) and kept,
    }


@require_POST
@signed_in
@limited("desk.export_file", most=30, per=HOUR)
def fetch(request: ActorRequest, ref: str) -> HttpResponseBase:
    """The file of an approved one, as long as it is kept. By POST: it puts an act on record."""
    export = _own(request).filter(ref=ref).first()
    if export is None:
        raise Http404
    try:
        stream = services.open_file(actor=request.actor, export=export)
    except (PermissionDenied, LookupError):
        messages.warning(request, "您现在的任职不能再取这份文件。")
    except ValidationError as gone:
        messages.warning(request, "".join(gone.messages))
    else:
        return attached(stream, services.file_name(export))
    return redirect("desk:exports")


@require_http_methods(["GET", "HEAD", "POST"])
@holding(EXPORT)
def register(request: ActorRequest, slug: str, ending: str) -> HttpResponseBase:
    """A register with the filters in force."""
    back = f"{reverse('desk:register', args=(slug,))}?{request.GET.urlencode()}"
    parameters = {"slug": slug, "query": request.GET.dict()}
    return hand_out(request, KIND, parameters, ending, back=back, current="exports")
