"""One act on a page of its own: a question, what follows from it, a form, a verb."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from linli.access.http import ActorRequest
from linli.ui.forms import LinliForm
from linli.ui.trying import tried


@dataclass(frozen=True, kw_only=True)
class Page:
    """One act on a page of its own: a question, what follows from it, a form, a verb."""

    current: str
    question: str
    verb: str
    back: str
    crumb: str
    crumb_address: str
    told: tuple[str, ...] = ()
    effects: tuple[tuple[str, str], ...] = ()
    undoable: bool = True
    notice: str = ""


def sent(request: ActorRequest) -> Any:
    """What a form is bound to: nothing while it is only being read."""
    return request.POST if request.method == "POST" else None


def _whole(
    do: Callable[[LinliForm], Any], form: LinliForm, refused: Callable[[ValidationError], None] | None
) -> tuple[Any]:
    """All of it or nothing: somebody entered on the way to a refused act is not left behind."""
    try:
        with transaction.atomic():
            return (do(form),)
    except ValidationError as error:
        if refused is not None:
            refused(error)
        raise


def act(
    request: ActorRequest,
    page: Page,
    form: LinliForm,
    do: Callable[[LinliForm], Any],
    done: str | Callable[[Any], str],
    then: Callable[[Any], str] | None = None,
    refused: Callable[[ValidationError], None] | None = None,
) -> HttpResponse:
    """Show the form, or do it and go back; a refusal stands on the form, filled in as it was.

    done: what is said afterwards, or how it is said of what was done.
    then: where to go from what was done, where the page one came from is no more.
    refused: told of a refusal, when all the act did is undone: a look at what the refusal names stays on record.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = tried(form, lambda: _whole(do, form, refused))
        except PermissionDenied as denied:
            form.add_error(None, str(denied) or "这不在您的任职地区之内。请由当地工作人员办理。")
            made = None
        if made:
            messages.success(request, done(made[0]) if callable(done) else done)
            return redirect(then(made[0]) if then is not None else page.back)
    return render(
        request,
        "ui/asking.html",
        {"current": page.current, "page": page, "form": form},
        status=409 if form.errors else 200,
    )
