"""办到哪了: whoever holds the receipt reads it, judges the answer, prints it. Wrong receipts are counted."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.access.actor import NOBODY
from linli.common import limits
from linli.documents import qr
from linli.grid.requests import selectors
from linli.grid.requests.models import Teller, Verdict
from linli.grid.requests.services.answering import judge
from linli.portal import receipt_pages
from linli.portal.forms import ReceiptForm, VerdictForm
from linli.portal.tell_views import needs_police

WRONG = "portal.receipt"
MOST_WRONG = 20
"""Receipts that do not exist, from one address in an hour."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """A field for the receipt."""
    if request.method != "POST":
        return render(request, "portal/look_up.html", {"form": ReceiptForm()})
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return render(request, "portal/look_up.html", {"form": form})
    try:
        teller = teller_of(request, form.cleaned_data["receipt"])
    except Http404:
        form.add_error(
            "receipt", "没有这个回执号。请对一对，容易看错的字母和数字我们没有用；找不到可以打电话查。"
        )
        return render(request, "portal/look_up.html", {"form": form})
    return redirect("portal:receipt", teller.receipt)


@never_cache
@require_safe
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """What became of it."""
    return _shown(request, teller_of(request, receipt))


@never_cache
@require_POST
def verdict(request: HttpRequest, receipt: str) -> HttpResponse:
    """Satisfied or not. Not satisfied: it goes to the next level by itself."""
    teller = teller_of(request, receipt)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _shown(request, teller, form=form)
    said = form.cleaned_data
    try:
        judge(request=teller.request, verdict=Verdict(said["verdict"]), words=said["words"], actor=NOBODY)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return _shown(request, teller, form=form)
    return redirect("portal:receipt", teller.receipt)


def teller_of(request: HttpRequest, receipt: str) -> Teller:
    """Whoever holds the receipt. Raises Http404 for a receipt there is not, TooMany after too many of them."""
    left = limits.standing(request, WRONG, most=MOST_WRONG, per=limits.HOUR)
    if not left:
        raise limits.TooMany(left)
    found = selectors.by_receipt(receipt.lower())
    if found is None:
        limits.demand(request, WRONG, most=MOST_WRONG, per=limits.HOUR)
        raise Http404
    return found


def _shown(request: HttpRequest, teller: Teller, **more: Any) -> HttpResponse:
    drawing = mark_safe(qr.svg(request.path).decode())  # noqa: S308  # drawn by us from an address of ours
    shown = receipt_pages.page(teller)
    shown |= {"qr": drawing, "is_police": needs_police(teller.request.text), **more}
    return render(request, "portal/receipt.html", shown)
