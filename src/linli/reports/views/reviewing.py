"""Send to review, send back, sign, correct, publish: each act by POST, its refusals told on the page it came from."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date
from linli.reports.forms.reports import IssueForm, ReasonForm
from linli.reports.models import Report
from linli.reports.policies import ISSUE_REPORT, WRITE_REPORT, require_sign, sent_it
from linli.reports.selectors import publication_of
from linli.reports.services import corrections, reviewing
from linli.reports.states import IN_REVIEW
from linli.reports.views.found import report_or_404
from linli.reports.views.reading import page_of
from linli.workflow.machines import TransitionRefused

REFUSED = 409


def _done(request: ActorRequest, found: Report, act: Callable[[], object]) -> HttpResponse:
    """Back to the report, or the report with what is against the act."""
    try:
        act()
    except reviewing.ReportRefused as error:
        return _page(request, found, refusals=error.found)
    except TransitionRefused as error:
        return _page(request, found, wrong=str(error))
    except ValidationError as error:
        return _page(request, found, wrong="".join(error.messages))
    return redirect("reports:report", found.ref)


def _page(request: ActorRequest, found: Report, **told: object) -> HttpResponse:
    fresh = report_or_404(request.actor, found.ref)
    return render(request, "reports/report.html", page_of(request, fresh, **told), status=REFUSED)


@require_POST
@holding(WRITE_REPORT)
def send(request: ActorRequest, ref: str) -> HttpResponse:
    """送审."""
    found = report_or_404(request.actor, ref)
    return _done(request, found, lambda: reviewing.send(actor=request.actor, report=found))


@require_POST
@holding(WRITE_REPORT)
def take_back(request: ActorRequest, ref: str) -> HttpResponse:
    """撤回送审."""
    found = report_or_404(request.actor, ref)
    return _done(request, found, lambda: reviewing.take_back(actor=request.actor, report=found))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding(ISSUE_REPORT)
def send_back(request: ActorRequest, ref: str) -> HttpResponse:
    """退回, with a reason."""
    found = report_or_404(request.actor, ref)
    require_sign(request.actor, found)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _done(
            request, found, lambda: reviewing.send_back(actor=request.actor, report=found, reason=reason)
        )
    context = {
        "current": "reports",
        "report": found,
        "form": form,
        "question": "退回这份报告？",
        "told": "退回以后数字重新随记录变动，起草的人改好再送审。",
        "act": "退回起草人",
    }
    return render(request, "reports/reason.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding(WRITE_REPORT)
def discard(request: ActorRequest, ref: str) -> HttpResponse:
    """废弃草稿, with a reason."""
    found = report_or_404(request.actor, ref)
    if not found.is_draft:
        return redirect("reports:report", found.ref)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _done(
            request, found, lambda: reviewing.discard(actor=request.actor, report=found, reason=reason)
        )
    context = {
        "current": "reports",
        "report": found,
        "form": form,
        "question": "废弃这份草稿？",
        "told": "废弃以后不能再写，也不能送审；写过的字和这条理由留着，随时可以看。",
        "act": "废弃草稿",
        "is_final": True,
    }
    return render(request, "reports/reason.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding(ISSUE_REPORT)
def issue(request: ActorRequest, ref: str) -> HttpResponse:
    """签发: number, signer, day; what is signed never changes."""
    found = report_or_404(request.actor, ref)
    require_sign(request.actor, found)
    if found.state != IN_REVIEW:
        return redirect("reports:report", found.ref)
    initial = {"signer": request.actor.name, "issued_on": max(found.end, business_date())}
    form = IssueForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            reviewing.issue(actor=request.actor, report=found, **form.cleaned_data)
        except reviewing.ReportRefused as error:
            return _page(request, found, refusals=error.found)
        except TransitionRefused as error:
            return _page(request, found, wrong=str(error))
        except ValidationError as error:
            for name, messages in _by_field(error).items():
                form.add_error(name if name in form.fields else None, messages)
        else:
            return redirect("reports:report", found.ref)
    context = {"current": "reports", "report": found, "form": form, "sent_it": sent_it(request.actor, found)}
    return render(request, "reports/issue.html", context)


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


@require_POST
@holding(WRITE_REPORT)
def correct(request: ActorRequest, ref: str) -> HttpResponse:
    """Begin the next edition."""
    found = report_or_404(request.actor, ref)
    try:
        draft = corrections.correct(actor=request.actor, report=found)
    except ValidationError as error:
        return _page(request, found, wrong="".join(error.messages))
    return redirect("reports:title", draft.ref)


@require_POST
@holding(ISSUE_REPORT)
def publish(request: ActorRequest, ref: str) -> HttpResponse:
    """Let residents read it."""
    found = report_or_404(request.actor, ref)
    return _done(request, found, lambda: reviewing.publish(actor=request.actor, report=found))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding(ISSUE_REPORT)
def unpublish(request: ActorRequest, ref: str) -> HttpResponse:
    """Take it back from residents, with a reason that stays at its address."""
    found = report_or_404(request.actor, ref)
    require_sign(request.actor, found)
    decided = publication_of(found)
    if decided is None or not decided.is_public:
        return redirect("reports:report", found.ref)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _done(
            request, found, lambda: reviewing.unpublish(actor=request.actor, report=found, reason=reason)
        )
    context = {
        "current": "reports",
        "report": found,
        "form": form,
        "question": "不再公开这份报告？",
        "told": "原来的网址还在，居民打开会看到您写的理由。",
        "act": "不再公开",
    }
    return render(request, "reports/reason.html", context)
