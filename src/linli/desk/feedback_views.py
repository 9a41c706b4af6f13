"""Pages of 意见与投诉: the form behind the link on every page, the list of the district's staff, and one opinion."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import EmptyPage, InvalidPage, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest, signed_in
from linli.common import form_time
from linli.desk import feedback
from linli.desk.feedback_forms import AnswerForm, FeedbackForm
from linli.desk.models import Feedback, FeedbackKind
from linli.desk.policies import SEE_BURDEN

ACTING = ["GET", "HEAD", "POST"]
PER_PAGE = 25
ONE_TAP = "这个表单是负担。"


def _page(request: ActorRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"desk/{name}.html", {"current": "feedback", **context})


@require_http_methods(ACTING)
@signed_in
def give(request: ActorRequest) -> HttpResponse:
    """What is wrong with which page; afterwards one is led to where the answer will stand."""
    came_from = feedback.page_of(request.GET.get("page", ""))
    initial = {"page": came_from, "text": ONE_TAP if "burden" in request.GET else ""}
    form = FeedbackForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            given = feedback.give(**form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect("desk:opinion", given.ref)
    return _page(request, "feedback", form=form, answers=feedback.may_answer(request.actor))


@require_safe
@signed_in
def received(request: ActorRequest) -> HttpResponse:
    """All opinions, the unanswered first; for the district's staff."""
    if not feedback.may_answer(request.actor):
        raise Http404
    rows, about = feedback.received(request.actor), request.GET.get("form", "")
    if about:
        rows = rows.filter(form=about, kind=FeedbackKind.BURDEN)
    paginator = Paginator(rows, PER_PAGE)
    try:
        page = paginator.page(request.GET.get("page") or 1)
    except (EmptyPage, InvalidPage):
        raise Http404 from None
    shown = form_time.form_of(about).label if about else ""
    return _page(request, "opinions", page=page, about=shown, sees_burden=request.actor.may(SEE_BURDEN))


@require_http_methods(ACTING)
@signed_in
def opinion(request: ActorRequest, ref: str) -> HttpResponse:
    """One opinion with its answer: for its writer, and for the district's staff, who answer here."""
    found = feedback.by_ref(ref)
    if found is None:
        raise Http404
    answers = feedback.may_answer(request.actor)
    if request.method == "POST" and not answers:
        raise Http404
    if request.method == "POST" and "see_contact" in request.POST:
        contact = feedback.see_contact(actor=request.actor, feedback=found)
        return _opinion(request, found, AnswerForm(initial={"text": found.answer}), contact=contact)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"text": found.answer})
    if request.method == "POST" and form.is_valid():
        feedback.answer(actor=request.actor, feedback=found, text=form.cleaned_data["text"])
        return redirect("desk:opinion", ref)
    return _opinion(request, found, form)


def _opinion(request: ActorRequest, found: Feedback, form: AnswerForm, **shown: object) -> HttpResponse:
    answers = feedback.may_answer(request.actor)
    has_contact = found.contact_sealed is not None
    return _page(
        request, "opinion", opinion=found, form=form if answers else None, has_contact=has_contact, **shown
    )
