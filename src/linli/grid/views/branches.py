"""Petitions, the police, mediation: a page for each; the written notice; and the hotline's answers to take along."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.actor import Actor
from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date, business_now
from linli.documents.rendering import FORMATS, MEDIA_TYPES
from linli.grid.forms.branches import (
    AnswersForm,
    DecisionForm,
    MediationForm,
    OpinionForm,
    PoliceForm,
    ReasonForm,
    ReviewForm,
    SealForm,
)
from linli.grid.papers import petition_notice
from linli.grid.policies import HANDLE_REQUEST, IMPORT_ORDERS, SEE_REQUESTS
from linli.grid.requests import accused, selectors
from linli.grid.requests.hotline.answers import hand_back
from linli.grid.requests.models import PetitionReview, Request, ReviewOutcome, Teller, Wish
from linli.grid.requests.services import branches, reviewing, sealing
from linli.grid.requests.services.intake import Accused
from linli.indicators.period import Period
from linli.ui.downloads import attachment
from linli.ui.forms import ConfirmForm, LinliForm
from linli.ui.trying import tried
from linli.workflow import referrals

sees = holding(SEE_REQUESTS)


def _mediation(data: Any) -> MediationForm:
    taker = referrals.handler(branches.MEDIATION)
    return MediationForm(data, kinds=taker.kinds() if taker is not None else [])


def _seal(data: Any) -> SealForm:
    return SealForm(data, units=accused.choices(accused.bodies()))


def _seal_it(actor: Actor, found: Request, data: dict[str, Any]) -> Request:
    body = accused.body_of(data["unit"])
    about = Accused(area=body.area, unit=body.unit, name=data["person"])
    return sealing.seal(actor=actor, request=found, accused=about, words=data["words"])


def _review(data: Any) -> ReviewForm:
    return ReviewForm(data, initial={"on": business_date()})


def _open_review(found: Request) -> PetitionReview | None:
    return next((each for each in reviewing.reviews_of(found) if each.decided_on is None), None)


def _opinion(actor: Actor, found: Request, data: dict[str, Any]) -> Request:
    review = _open_review(found)
    if review is None:
        raise Http404
    said = ReviewOutcome(data["outcome"])
    return reviewing.decide(actor=actor, review=review, outcome=said, opinion=data["opinion"]).request


def _decision(data: Any) -> DecisionForm:
    return DecisionForm(data, initial={"at": business_now()})


def _police(data: Any) -> PoliceForm:
    return PoliceForm(data, initial={"to": "110", "at": business_now()})


@dataclass(frozen=True)
class Branch:
    """One of them: what it is called, what follows, what it asks for, what it does.

    may:  to whom its page exists; the rest is refused in words by the service.
    gone: what is said when the reader does not see the request any more afterwards.
    """

    verb: str
    told: str
    form: Callable[[Any], LinliForm]
    do: Callable[[Actor, Request, dict[str, Any]], Request]
    may: Callable[[Actor, Request], bool] = lambda actor, found: True
    gone: str = ""


BRANCHES = {
    "petition": Branch("列为信访事项", "15 日内书面告知是否受理，按《信访工作条例》的期限办。", ConfirmForm,
        lambda actor, found, data: branches.take_as_petition(actor=actor, request=found)),
    "petition-accept": Branch("受理信访事项", "告知书已经送到。从现在起 60 日内办结。", ConfirmForm,
        lambda actor, found, data: branches.accept_petition(actor=actor, request=found)),
    "petition-refuse": Branch("告知不予受理", "书面告知已经送到。再“说明办不了”，写清该找谁。", ReasonForm,
        lambda actor, found, data: branches.refuse_petition(
            actor=actor, request=found, reason=data["words"])),
    "petition-decide": Branch("作出书面处理意见", "处理意见已经书面送达信访人。记下以后才能记“办好了”。", _decision,
        lambda actor, found, data: branches.decide_petition(actor=actor, request=found, **data)),
    "petition-extend": Branch("延长信访办理", "只能延一次，不超过 30 日，上一级同意。", ReasonForm,
        lambda actor, found, data: branches.extend_petition(
            actor=actor, request=found, reason=data["words"])),
    "petition-not-ours": Branch(
        "提出不属于本级受理", "转来后 5 个工作日内可以提出，退给转来的一方。", ReasonForm,
        lambda actor, found, data: branches.object_to_petition(
            actor=actor, request=found, reason=data["words"])),
    "review": Branch("登记复查、复核申请", "答复后 30 日内提出，上一级 30 日内给出意见。", _review,
        lambda actor, found, data: reviewing.ask(actor=actor, request=found, **data).request),
    "review-opinion": Branch("写下复查、复核意见", "由上一级作出，30 日内书面答复信访人。", OpinionForm, _opinion,
        may=lambda actor, found: _open_review(found) is not None),
    "police": Branch("记下已报公安", "先打 110，再记在这里。这件事接着办，报事人等的还是我们。", _police,
        lambda actor, found, data: branches.report_to_police(actor=actor, request=found, **data)),
    "seal": Branch(
        "转入密封渠道",
        "说的是检举控告时才转。转了以后，被反映的单位和它的上下级从哪里都看不到，您也看不到；报事人凭回执照样看。",
        _seal,
        _seal_it,
        may=sealing.may_seal,
        gone="已转入密封渠道。从现在起只有受理检举控告的人看得到，报事人凭回执照样看。"),
    "mediation": Branch("移送人民调解", "在那边开一个案件，结果会回到这件事里。", _mediation,
        lambda actor, found, data: branches.refer_to_mediation(actor=actor, request=found, **data)),
}  # fmt: skip


def _found(request: ActorRequest, ref: str) -> Request:
    found = selectors.requests_for(request.actor).filter(ref=ref, is_accusation=False).first()
    if found is None:
        raise Http404
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sees
def branch(request: ActorRequest, ref: str, slug: str) -> HttpResponse:
    """Ask for what it needs, do it, lead back; or say which rule forbids it."""
    found, asked = _found(request, ref), BRANCHES.get(slug)
    if asked is None or not asked.may(request.actor, found):
        raise Http404
    form = asked.form(request.POST if request.method == "POST" else None)
    valid = form.is_bound and form.is_valid()
    if valid and tried(form, lambda: asked.do(request.actor, found, form.cleaned_data)) is not None:
        messages.success(request, asked.gone or f"{asked.verb}，已办")
        return redirect("requests:list") if asked.gone else redirect("requests:request", ref)
    context = {"current": "requests", "found": found, "branch": asked, "form": form}
    return render(request, "grid/branch.html", context, status=400 if form.errors else 200)


@never_cache
@require_safe
@sees
def notice(request: ActorRequest, ref: str, ending: str) -> HttpResponse:
    """The written notice of a petition, to be stamped and handed over by whoever has it."""
    found = _found(request, ref)
    if ending not in ("docx", "pdf") or not found.is_petition:
        raise Http404
    if not request.actor.may(HANDLE_REQUEST, found.holder):
        raise Http404
    teller = Teller.objects.visible_to(request.actor).filter(request=found).first()
    called = teller.called if teller is not None and teller.wish == Wish.NAMED else ""
    data = FORMATS[ending](petition_notice(found, called=called, at=business_now()))
    content = data if isinstance(data, bytes) else data.encode()
    return attachment(content, f"信访事项受理告知书 {found.number}.{ending}", MEDIA_TYPES[ending])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding(IMPORT_ORDERS)
def answers(request: ActorRequest) -> HttpResponse:
    """Answers to orders of the hotline, by its own numbers, as CSV or JSON."""
    year = Period.to_date()
    given = request.POST if request.method == "POST" else None
    form = AnswersForm(given, initial={"start": year.start, "end": year.end})
    ending = request.POST.get("ending", "csv")
    if form.is_bound and form.is_valid() and ending in ("csv", "json"):
        stream = io.BytesIO()
        period = tried(form, lambda: Period(form.cleaned_data["start"], form.cleaned_data["end"]))
        if period is not None:
            hand_back(actor=request.actor, period=period, ending=ending, stream=stream)
            media = "application/json" if ending == "json" else "text/csv; charset=utf-8"
            return attachment(stream.getvalue(), f"12345 答复.{ending}", media)
    status = 400 if form.errors else 200
    return render(request, "grid/hotline_answers.html", {"current": "hotline", "form": form}, status=status)
