"""Notices of processing for everybody: one per form, in every version, and as a paper to hang up (PIPL art. 17)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.access.http import ActorRequest
from linli.common.clock import business_date
from linli.desk.notice_papers import paper_of, shown
from linli.documents.rendering import FORMATS, MEDIA_TYPES
from linli.privacy.notices import ProcessingNotice, all_notices, notice, published
from linli.ui.downloads import attachment

FILES = ("docx", "pdf")


@require_safe
def notices(request: ActorRequest) -> HttpResponse:
    """All forms that ask for personal data."""
    day = business_date()
    return render(request, "desk/notices.html", {"notices": [(each, each.on(day)) for each in all_notices()]})


@require_safe
def one(request: ActorRequest, code: str) -> HttpResponse:
    """The words in force, or of the version asked for."""
    found = _or_404(code)
    version = _version(found, request.GET.get("version", ""))
    context = {
        "notice": found,
        "lines": shown(found, version),
        "version": version,
        "versions": published(code),
    }
    return render(request, "desk/notice.html", context)


@require_safe
def paper(request: ActorRequest, code: str, ending: str) -> HttpResponse:
    """To print: on the counter, beside the paper form."""
    found = _or_404(code)
    if ending not in FILES:
        raise Http404
    version = _version(found, request.GET.get("version", ""))
    data = FORMATS[ending](paper_of(found, version))
    content = data.encode() if isinstance(data, str) else data
    return attachment(content, f"个人信息告知书（{found.form}）.{ending}", MEDIA_TYPES[ending])


def _or_404(code: str) -> ProcessingNotice:
    try:
        return notice(code)
    except LookupError:
        raise Http404 from None


def _version(found: ProcessingNotice, number: str) -> str:
    if not number:
        return found.on(business_date()).number
    if number not in {each.number for each in found.versions}:
        raise Http404
    return number
