"""Postings on the desk: the list, one posting with its next lawful act, and each act on a page of its own."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date
from linli.documents.rendering import FORMATS, MEDIA_TYPES
from linli.notices import pages, selectors
from linli.notices.days import day_said
from linli.notices.forms import (
    AnswerForm,
    AskForm,
    DraftForm,
    ExtendForm,
    PostForm,
    WithdrawForm,
)
from linli.notices.models import Objection, Posting
from linli.notices.papers import paper_of
from linli.notices.policies import NOTICE_READ, NOTICE_WRITE, POLICIES, may_write
from linli.notices.services import objections, postings
from linli.notices.services.postings import Content
from linli.notices.states import DRAFTED
from linli.notices.views.refusals import tried
from linli.ui.downloads import attachment
from linli.ui.forms import ConfirmForm

FILES = ("docx", "pdf")
ACTING = ["GET", "HEAD", "POST"]
reads = holding(NOTICE_READ)
writes = holding(NOTICE_WRITE)


def posting_or_404(request: ActorRequest, ref: str) -> Posting:
    """A posting of the reader's own areas; another's does not exist."""
    found = selectors.visible(request.actor).filter(ref=ref).select_related("kind", "area").first()
    if found is None:
        raise Http404
    return found


def _writable_or_403(request: ActorRequest, ref: str) -> Posting:
    found = posting_or_404(request, ref)
    if not may_write(request.actor, found.area):
        raise PermissionDenied
    return found


def _sent(request: ActorRequest) -> Any:
    """What a form is bound to: nothing while it is only being read."""
    return request.POST if request.method == "POST" else None


def _page(request: ActorRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, f"notices/{template}.html", {"current": "notices", **context}, status=status)


@require_safe
@reads
def postings_list(request: ActorRequest) -> HttpResponse:
    """By state, with counts; narrowed by area and kind; 25 a page."""
    today = request.actor.day or business_date()
    return _page(request, "list", pages.desk_list(request.actor, request.GET, today))


@require_safe
@reads
def posting(request: ActorRequest, ref: str) -> HttpResponse:
    """The card, the questions, what happened, and the next lawful act of this reader."""
    found = posting_or_404(request, ref)
    today = request.actor.day or business_date()
    writing = may_write(request.actor, found.area)
    reveals = POLICIES["notices.objection.reveal"](request.actor, found.area)
    shown = pages.shown(found, today, contacts=reveals)
    context = {"shown": shown, "writing": writing, "reveals": reveals, "acts": pages.acts(found)}
    return _page(request, "posting", context)


@require_safe
@reads
def printed(request: ActorRequest, ref: str) -> HttpResponse:
    """The paper for the notice board, to be printed on A4."""
    found = posting_or_404(request, ref)
    return _page(request, "print", {"posting": found, "paper": FORMATS["html"](paper_of(found))})


@require_safe
@reads
def paper(request: ActorRequest, ref: str, ending: str) -> HttpResponse:
    """The same paper as DOCX or PDF."""
    found = posting_or_404(request, ref)
    if ending not in FILES:
        raise Http404
    data = FORMATS[ending](paper_of(found))
    return attachment(data, f"{found.title}.{ending}", MEDIA_TYPES[ending])


def _content(form: DraftForm) -> Content:
    data = form.cleaned_data
    names = ("title", "body", "issuer", "table", "online", "board")
    return Content(**{name: data[name] for name in names})


@require_http_methods(ACTING)
@writes
def new(request: ActorRequest) -> HttpResponse:
    """A new draft."""
    areas = pages.writable(request.actor)
    home = request.actor.home_area
    initial = {"area": home.code if home else "", "issuer": pages.usual_issuer(home)}
    form = DraftForm(_sent(request), kinds=list(selectors.kinds_for()), areas=areas, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        drafted = tried(
            form,
            lambda: postings.draft(
                actor=request.actor,
                kind=form.by_kind[data["kind"]],
                area=form.by_area[data["area"]],
                content=_content(form),
            ),
        )
        if drafted is not None:
            return redirect("notices:posting", drafted.ref)
    return _page(request, "edit", {"form": form, "posting": None})


@require_http_methods(ACTING)
@writes
def edit(request: ActorRequest, ref: str) -> HttpResponse:
    """Change a draft; what is posted cannot be changed and says so."""
    found = _writable_or_403(request, ref)
    form = DraftForm(
        _sent(request),
        kinds=list(selectors.kinds_for()),
        areas=pages.writable(request.actor),
        initial=DraftForm.initial_of(found),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        edited = tried(
            form,
            lambda: postings.edit(
                actor=request.actor,
                posting=found,
                kind=form.by_kind[data["kind"]],
                area=form.by_area[data["area"]],
                content=_content(form),
            ),
        )
        if edited is not None:
            return redirect("notices:posting", found.ref)
    if found.state != DRAFTED and request.method != "POST":
        return redirect("notices:posting", found.ref)
    return _page(request, "edit", {"form": form, "posting": found})


@require_http_methods(ACTING)
@writes
def post(request: ActorRequest, ref: str) -> HttpResponse:
    """Says what posting binds one to, and until when at least."""
    found = _writable_or_403(request, ref)
    today = request.actor.day or business_date()
    form = PostForm(_sent(request))
    earliest = tried_end(form, found)
    form.initial["until"] = earliest
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        if tried(form, lambda: postings.post(actor=request.actor, posting=found, until=until)) is not None:
            return redirect("notices:posting", found.ref)
    said = day_said(earliest, today) if earliest else ""
    context = {
        "form": form,
        "posting": found,
        "question": "贴出这份公示？",
        "told": f"{found.kind.name}至少公示 {found.kind.said}（{found.kind.basis}），今天贴出，"
        f"最早 {said} 24:00 期满。贴出后题目和正文不能再改，只能延长，或写明理由撤回。",
        "verb": "贴出公示",
    }
    return _page(request, "act", context)


def tried_end(form: PostForm, found: Posting) -> Any:
    """The earliest lawful end from today; None while no calendar can tell, and the form says so."""
    try:
        return postings.first_lawful_end(found.kind, business_date())
    except ValidationError as refused:
        if form.is_bound:
            form.add_error(None, refused)
        return None


@require_http_methods(ACTING)
@writes
def extend(request: ActorRequest, ref: str) -> HttpResponse:
    """A later last day, with the reason."""
    found = _writable_or_403(request, ref)
    today = request.actor.day or business_date()
    form = ExtendForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = tried(
            form, lambda: postings.extend(actor=request.actor, posting=found, **_of(data, "until", "reason"))
        )
        if done is not None:
            return redirect("notices:posting", found.ref)
    until = day_said(found.until, today) if found.until else ""
    context = {
        "form": form,
        "posting": found,
        "question": "延长这份公示？",
        "told": f"现在公示到 {until}。只能改成更晚的一天，延长后不能再改回来；理由会公开。",
        "verb": "延长公示",
    }
    return _page(request, "act", context)


@require_http_methods(ACTING)
@writes
def withdraw(request: ActorRequest, ref: str) -> HttpResponse:
    """Cannot be undone; the page says what stays."""
    found = _writable_or_403(request, ref)
    today = request.actor.day or business_date()
    form = WithdrawForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if (
            tried(form, lambda: postings.withdraw(actor=request.actor, posting=found, reason=reason))
            is not None
        ):
            return redirect("notices:posting", found.ref)
    until = day_said(found.until, today) if found.until else ""
    context = {
        "form": form,
        "posting": found,
        "question": "撤回这份公示？",
        "told": f"撤回后不能恢复。公示的网址和位置不变，改为公示撤回理由，到 {until} 为止；"
        "公示栏上也请换成撤回说明。要重新公示，请另贴一份，天数从头算。",
        "verb": "撤回公示",
        "undoable": False,
    }
    return _page(request, "act", context)


@require_http_methods(ACTING)
@writes
def discard(request: ActorRequest, ref: str) -> HttpResponse:
    """Throw a draft away."""
    found = _writable_or_403(request, ref)
    form = ConfirmForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        done = tried(form, lambda: postings.discard(actor=request.actor, posting=found))
        if done is not None:
            return redirect("notices:list")
    context = {
        "form": form,
        "posting": found,
        "question": "删去这份草稿？",
        "told": "删去后不能恢复。草稿没有贴出过，外面没有人看到。",
        "verb": "删去草稿",
        "undoable": False,
    }
    return _page(request, "act", context)


@require_http_methods(ACTING)
@writes
def ask(request: ActorRequest, ref: str) -> HttpResponse:
    """Written down for somebody who asked on paper or by telephone."""
    found = _writable_or_403(request, ref)
    form = AskForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        data = _of(form.cleaned_data, *AskForm.shown)
        done = tried(form, lambda: objections.object_to(actor=request.actor, posting=found, **data))
        if done is not None:
            return redirect("notices:posting", found.ref)
    context = {
        "form": form,
        "posting": found,
        "question": "代录一条疑问",
        "told": "有人用纸面或电话提出疑问，替他记在这里。照原话写，不改意思。",
        "verb": "记下疑问",
        "names": AskForm.shown,
    }
    return _page(request, "act", context)


def _objection_or_404(request: ActorRequest, found: Posting, ref: str) -> Objection:
    rows = Objection.objects.visible_to(request.actor).filter(posting=found, ref=ref)
    objection = rows.select_related("posting__area").first()
    if objection is None:
        raise Http404
    return objection


@require_http_methods(ACTING)
@writes
def answer(request: ActorRequest, ref: str, objection_ref: str) -> HttpResponse:
    """The one answer to a question."""
    found = _writable_or_403(request, ref)
    objection = _objection_or_404(request, found, objection_ref)
    form = AnswerForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = tried(
            form,
            lambda: objections.answer(
                actor=request.actor, objection=objection, text=data["answer"], withheld=data["withheld"]
            ),
        )
        if done is not None:
            return redirect("notices:posting", found.ref)
    kept = "" if objection.is_public else "提问人不同意公开疑问，答复只公开有这一条，不公开内容。"
    context = {
        "form": form,
        "posting": found,
        "question": "答复这条疑问",
        "quoted": objection.text,
        "told": f"答复只有一次，公开后不能再改。{kept}",
        "verb": "公开答复",
    }
    return _page(request, "act", context)


@require_http_methods(["POST"])
@writes
def contact(request: ActorRequest, ref: str, objection_ref: str) -> HttpResponseBase:
    """The contact in clear; looking is on record."""
    found = _writable_or_403(request, ref)
    objection = _objection_or_404(request, found, objection_ref)
    told = objections.reveal_contact(actor=request.actor, objection=objection)
    return _page(request, "contact", {"posting": found, "objection": objection, "contact": told})


def _of(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: data[name] for name in names}
