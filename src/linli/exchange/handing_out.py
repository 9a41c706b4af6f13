"""Answering the wish for a file: ask for what where it is personal, then give it away or ask the second person."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import redirect, render

from linli.access.http import ActorRequest
from linli.common.limits import HOUR, demand
from linli.disclosure import services
from linli.disclosure.making import Wanted, maker
from linli.disclosure.purposes import offered
from linli.exchange.filenames import content_disposition
from linli.exchange.forms import PurposeForm

MOST_AN_HOUR = 120
"""Every figure in both kinds of file: one honest afternoon."""
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def hand_out(
    request: ActorRequest, kind: str, parameters: Mapping[str, Any], ending: str, *, back: str, current: str
) -> HttpResponseBase:
    """The file; or the question for what; or, for a large one, the way to where it will lie. Else Http404.

    back: where the reader came from.
    """
    if ending not in MEDIA:
        raise Http404
    try:
        wanted = services.wanted_by(request.actor, kind, parameters, ending)
    except (LookupError, PermissionDenied):
        raise Http404 from None
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if not wanted.personal or (request.method == "POST" and form.is_valid()):
        given = form.cleaned_data if wanted.personal else {}
        demand(request, "exchange.files", most=MOST_AN_HOUR, per=HOUR)
        try:
            taken = services.export(actor=request.actor, kind=kind, wanted=wanted, **given)
        except PermissionDenied:
            raise Http404 from None
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return _answer(request, taken)
    return _question(request, kind, wanted, form, back, current)


def _answer(request: ActorRequest, taken: services.Taken) -> HttpResponseBase:
    if taken.file is None:
        messages.success(request, "已提出，等第二人批准。批准后在这里下载。")
        return redirect("desk:exports")
    return attached(taken.file, taken.name)


def attached(stream: Any, name: str) -> HttpResponseBase:
    """A file to be saved, never shown as a page."""
    response = FileResponse(stream, content_type=MEDIA[name.rpartition(".")[2]])
    response["Content-Disposition"] = content_disposition(name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _question(
    request: ActorRequest, kind: str, wanted: Wanted, form: PurposeForm, back: str, current: str
) -> HttpResponseBase:
    context = {
        "current": current,
        "wanted": wanted,
        "form": form,
        "back": back,
        "purposes": offered(kind),
        "takes_two": services.needs_second_person(request.actor, maker(kind), wanted),
        "most": settings.LINLI_EXPORT_SECOND_PERSON_ROWS,
        "hours": settings.LINLI_EXPORT_HOURS,
    }
    return render(request, "exchange/purpose.html", context)
