"""我的信息: what is held about oneself, who looked, a copy, and what one asks for. Both doors lead here."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.access import codes
from linli.access.actor import NOBODY
from linli.access.http import ActorRequest
from linli.audit import log
from linli.common.clock import business_date
from linli.common.limits import HOUR, allow
from linli.desk import me_pages as pages
from linli.desk.me_doors import PUBLIC, Door, forget, keep_waiting, prove, through, waiting
from linli.desk.me_forms import AskForm, CodeForm, NumberForm
from linli.exchange.delimited import csv_chunks
from linli.people.erasing import area_of
from linli.privacy import selectors
from linli.privacy.holdings import Subject
from linli.privacy.models import RightsKind
from linli.privacy.services import requests as services
from linli.ui.downloads import attachment

CODE_FOR = "privacy.own_data"
MOST_FROM_ONE_PLACE = 20
MEDIA = {"json": "application/json", "csv": "text/csv; charset=utf-8"}


def _actor(request: ActorRequest, door: Door) -> Any:
    """Behind the public door nobody is signed in, whoever else uses the same browser."""
    return NOBODY if door is PUBLIC else request.actor


def _page(request: ActorRequest, door: Door, name: str, **context: Any) -> HttpResponse:
    return render(
        request, f"desk/{name}.html", {"current": "me", "door": door, "frame": door.frame, **context}
    )


@require_safe
@through
def me(request: ActorRequest, door: Door, subject: Subject) -> HttpResponseBase:
    """Everything on one page, to be read and printed."""
    return _page(request, door, "me", **pages.shown(subject, _actor(request, door), door.space))


@require_safe
@through
def copy(request: ActorRequest, door: Door, subject: Subject, ending: str) -> HttpResponseBase:
    """The copy as a file; that it was taken is on record."""
    if ending not in MEDIA:
        raise Http404
    actor = _actor(request, door)
    for owner in subject.owners:
        log.record(
            actor=actor,
            code="privacy.data.copied",
            target=owner,
            area_id=area_of(owner),
            data={"form": ending.upper()},
        )
    data = (
        pages.as_json(subject, actor) if ending == "json" else b"".join(csv_chunks(pages.as_table(subject)))
    )
    return attachment(data, f"我的信息 {business_date()}.{ending}", MEDIA[ending])


@require_http_methods(["GET", "HEAD", "POST"])
@through
def ask(request: ActorRequest, door: Door, subject: Subject) -> HttpResponseBase:
    """A request about one's own data."""
    if not subject:
        raise Http404
    owners = [(pages.key_of(each), pages.named(each)) for each in subject.owners]
    kind = request.GET.get("kind", "")
    form = AskForm(
        request.POST if request.method == "POST" else None,
        owners=owners,
        initial={"kind": kind if kind in RightsKind.values else RightsKind.COPY},
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        owner = pages.owner_with(subject, data.pop("owner") or owners[0][0])
        if owner is None:
            raise Http404
        data["kind"] = RightsKind(data["kind"])
        try:
            made = services.ask(actor=_actor(request, door), owner=owner, **data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect(f"{door.space}:me-request", made.ref)
    return _page(request, door, "me_ask", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@through
def request_(request: ActorRequest, door: Door, subject: Subject, ref: str) -> HttpResponseBase:
    """One request of one's own, with its answer; it may be taken back while it is open."""
    found = selectors.requests_of(subject).filter(ref=ref).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        if found.is_open:
            services.take_back(actor=_actor(request, door), subject=subject, matter=found)
        return redirect(f"{door.space}:me-request", ref)
    steps = [(each, found) for each in selectors.steps_of(found)]
    return _page(request, door, "me_request", standing=pages.standing(found), request_=found, steps=steps)


@require_http_methods(["GET", "HEAD", "POST"])
@through
def end_consent(request: ActorRequest, door: Door, subject: Subject, key: str, what: str) -> HttpResponseBase:
    """What follows is said first; then it takes effect at once."""
    owner = pages.owner_with(subject, key)
    running = [
        each
        for each in selectors.running_consents(subject, business_date())
        if each.owner == owner and each.what == what
    ]
    if owner is None or not running:
        raise Http404
    if request.method == "POST":
        made = services.withdraw_now(actor=_actor(request, door), owner=owner, what=what)
        kept = door.subject(request)
        if kept and selectors.requests_of(kept).filter(pk=made.pk).exists():
            return redirect(f"{door.space}:me-request", made.ref)
        return _page(request, door, "me_gone", answer=made.answer)
    return _page(request, door, "me_consent", consent=running[0])


# The resident's way in


@require_http_methods(["GET", "HEAD", "POST"])
def prove_number(request: ActorRequest) -> HttpResponse:
    """Send a code to a number. Whether anything is kept under it is not said before it is proved."""
    form = NumberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["phone"]
        try:
            _slowly(request)
            codes.send(purpose=CODE_FOR, number=number, told="查看我的信息")
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            keep_waiting(request, number)
            return redirect("me:code")
    return _page(request, PUBLIC, "me_prove", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: ActorRequest) -> HttpResponse:
    """The code that came; then the page, for fifteen minutes."""
    number = waiting(request)
    if not number:
        return redirect("me:prove")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            codes.redeem(purpose=CODE_FOR, number=number, code=form.cleaned_data["code"])
        except ValidationError as refused:
            form.add_error("code", refused)
        else:
            prove(request, number)
            _record_shown(PUBLIC.subject(request))
            return redirect("me:me")
    return _page(request, PUBLIC, "me_code", form=form, ending=number[-4:])


@require_POST
def leave(request: ActorRequest) -> HttpResponse:
    """Done looking."""
    forget(request)
    return redirect("me:prove")


def _slowly(request: ActorRequest) -> None:
    verdict = allow(request, "desk.me.code", most=MOST_FROM_ONE_PLACE, per=HOUR)
    if not verdict:
        raise ValidationError(f"这里发的验证码太多了，请{verdict.told}再试，或到社区当面查。")


def _record_shown(subject: Subject | None) -> None:
    for owner in subject.owners if subject else ():
        log.record(actor=NOBODY, code="privacy.data.shown_to_owner", target=owner, area_id=area_of(owner))
