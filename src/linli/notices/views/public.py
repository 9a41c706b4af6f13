"""Postings for everybody: no account, no script, no picture puzzle."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.actor import NOBODY
from linli.common import limits
from linli.common.clock import business_date
from linli.notices import pages, selectors
from linli.notices.forms import AskForm
from linli.notices.models import Posting
from linli.notices.services.objections import object_to
from linli.notices.views.refusals import tried

MOST_AN_HOUR = 6
"""Questions to one posting from one address."""


def _posting_or_404(ref: str) -> Posting:
    found = selectors.readable().filter(ref=ref).select_related("kind", "area").first()
    if found is None:
        raise Http404
    return found


@require_safe
def postings(request: HttpRequest) -> HttpResponse:
    """What hangs now; what hung before."""
    return render(request, "notices/public_list.html", pages.public_list(request.GET, business_date()))


@require_safe
def posting(request: HttpRequest, ref: str) -> HttpResponse:
    """One posting with its questions and answers."""
    return _shown(request, _posting_or_404(ref), AskForm())


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """A question by anybody. A machine is thanked like anybody else and leaves nothing behind."""
    found = _posting_or_404(ref)
    if request.method != "POST":
        return redirect("postings:posting", found.ref)
    form = AskForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, form)
    thanks = f"{reverse('postings:posting', args=(found.ref,))}?asked=1#asked"
    if form.is_machine:
        return redirect(thanks)
    verdict = limits.allow(request, f"notices.ask {found.ref}", most=MOST_AN_HOUR, per=limits.HOUR)
    if not verdict:
        said = f"这里一小时内已经提了几条疑问。请{verdict.told}再来，或给落款单位打电话。"
        form.add_error(None, said)
        return _shown(request, found, form, status=429)
    data = {name: form.cleaned_data[name] for name in AskForm.shown}
    if tried(form, lambda: object_to(actor=NOBODY, posting=found, **data)) is None:
        return _shown(request, found, form)
    return redirect(thanks)


def _shown(request: HttpRequest, found: Posting, form: AskForm, status: int = 200) -> HttpResponse:
    shown = pages.shown(found, business_date(), public=True)
    context = {"shown": shown, "form": form, "was_asked": request.GET.get("asked") == "1"}
    return render(request, "notices/public_posting.html", context, status=status)
