"""三长公示栏 on the desk and for everybody: what is up to date, the prints, taking note of a new one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date
from linli.documents.rendering import to_docx, to_pdf
from linli.grid import leads_forms as forms
from linli.grid.leads import boards, papers
from linli.grid.leads.selectors import WHY
from linli.grid.models import BoardPhoto, NoticeBoard, Sheet
from linli.grid.policies import KEEP_BOARDS, SET_UP_LEADS
from linli.grid.views.keeping import ACTING, areas_of, chosen_area
from linli.orgs.kinds import Kind
from linli.people.models import Post
from linli.ui.asking import Page, act, sent
from linli.ui.downloads import attachment, stored_attachment
from linli.ui.forms import ConfirmForm
from linli.ui.paging import paged

keeps = holding(KEEP_BOARDS)
ENLARGED = {Sheet.A4: 1.0, Sheet.A3: 2**0.5, Sheet.A2: 2.0}
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST = 300


@require_safe
@keeps
def boards_list(request: ActorRequest) -> HttpResponse:
    """Every board in use; those out of date by default, in order of code."""
    day = request.actor.day or business_date()
    show_all = request.GET.get("show") == "all"
    compared = boards.compared(request.actor, day)
    outdated = [pk for pk, differences in compared.items() if differences]
    page = paged(request, list(compared) if show_all else outdated)
    shown = boards.standing(request.actor).filter(pk__in=list(page))
    rows = [(board, boards.latest(board), compared[board.pk]) for board in shown]
    context = {
        "current": "boards",
        "rows": rows,
        "page": page,
        "show_all": show_all,
        "outdated": len(outdated),
        "total": len(compared),
        "sets_up": request.actor.may(SET_UP_LEADS),
    }
    return render(request, "grid/boards.html", context)


def _board_or_404(request: ActorRequest, ref: str) -> NoticeBoard:
    rows = NoticeBoard.objects.visible_to(request.actor).select_related("estate__parent").filter(ref=ref)
    found = rows.first()
    if found is None or not request.actor.may(KEEP_BOARDS, found.estate):
        raise Http404
    return found


@require_safe
@keeps
def board(request: ActorRequest, ref: str) -> HttpResponse:
    """What it says today, what the printed one says otherwise, the prints."""
    found = _board_or_404(request, ref)
    content = boards.content(found)
    last = boards.last_print(found)
    context = {
        "current": "boards",
        "board": found,
        "content": content,
        "last": last,
        "differences": boards.differences(content, last) if found.valid_to is None else [],
        "sheets": Sheet.choices,
        "photo": BoardPhoto.objects.visible_to(request.actor).filter(board=found).first(),
    }
    return render(request, "grid/board.html", context)


@require_safe
@keeps
def sheet(request: ActorRequest, ref: str, size: str, ending: str) -> HttpResponse:
    """The board to print: PDF in three sizes, or DOCX."""
    found = _board_or_404(request, ref)
    if size not in Sheet.values or ending not in ("pdf", "docx"):
        raise Http404
    paper = papers.board(boards.content(found))
    if ending == "docx":
        return attachment(to_docx(paper), f"{paper.title}.docx", DOCX)
    data = to_pdf(paper, enlarged=ENLARGED[Sheet(size)])
    return attachment(data, f"{paper.title}（{Sheet(size).label}）.pdf", PDF)


def _page(question: str, verb: str, back: str, **more: Any) -> Page:
    return Page(
        current="boards",
        question=question,
        verb=verb,
        back=back,
        crumb="公示栏",
        crumb_address=reverse("leads:boards"),
        **more,
    )


@require_http_methods(ACTING)
@keeps
def new(request: ActorRequest) -> HttpResponse:
    """A board of an estate."""
    area = chosen_area(request, KEEP_BOARDS)
    form = forms.BoardForm(sent(request), estates=areas_of(request, KEEP_BOARDS, area, Kind.ESTATE)[:MOST])
    return act(
        request,
        _page("登记一处公示栏", "登记公示栏", reverse("leads:boards")),
        form,
        lambda form: boards.register(actor=request.actor, **form.cleaned_data),
        "已登记。打印贴上后，请记下换版。",
    )


@require_http_methods(ACTING)
@keeps
def printed(request: ActorRequest, ref: str) -> HttpResponse:
    """The new one hangs."""
    found = _board_or_404(request, ref)
    told = ("贴好再记。系统记下这一版写了什么，以后有变动会提醒换版。",)
    return act(
        request,
        _page(f"{found.estate.name}换上新版", "记下换版", reverse("leads:board", args=(ref,)), told=told),
        forms.PrintedForm(sent(request)),
        lambda form: boards.record_print(
            actor=request.actor,
            board=found,
            sheet=Sheet(form.cleaned_data["sheet"]),
            day=form.cleaned_data["day"],
        ),
        "已记下换版。",
    )


@require_http_methods(ACTING)
@keeps
def photo(request: ActorRequest, ref: str) -> HttpResponse:
    """A picture of the board as it hangs."""
    found = _board_or_404(request, ref)
    if found.valid_to is not None:
        raise Http404
    page = _page(f"{found.estate.name}公示栏的照片", "换上照片", reverse("leads:board", args=(ref,)))

    def do(form: Any) -> Any:
        sent_in = form.cleaned_data["photo"]
        day = form.cleaned_data["day"]
        return boards.keep_photo(
            actor=request.actor, board=found, kind=sent_in.kind, data=sent_in.data, day=day
        )

    form = forms.BoardPhotoForm(sent(request), request.FILES or None)
    return act(request, page, form, do, "已换上照片。")


@require_safe
@keeps
def picture(request: ActorRequest, ref: str) -> HttpResponseBase:
    """The picture itself, to whoever keeps the board."""
    found = _board_or_404(request, ref)
    kept = BoardPhoto.objects.visible_to(request.actor).filter(board=found).first()
    if kept is None:
        raise Http404
    kind = next(each for each in boards.PHOTOS if each.code == kept.media)
    return stored_attachment(kept.key, f"{found.estate.name}公示栏.{kind.endings[0]}", kind)


@require_http_methods(ACTING)
@keeps
def remove(request: ActorRequest, ref: str) -> HttpResponse:
    """Taken down."""
    found = _board_or_404(request, ref)
    if found.valid_to is not None:
        raise Http404
    return act(
        request,
        _page("撤除这处公示栏？", "撤除公示栏", reverse("leads:boards"), undoable=False),
        ConfirmForm(sent(request)),
        lambda form: boards.remove(actor=request.actor, board=found, day=business_date()),
        "已撤除。",
    )


@require_http_methods(ACTING)
@holding(SET_UP_LEADS)
def duty(request: ActorRequest) -> HttpResponse:
    """What a post does, in the district's words."""
    area = chosen_area(request, SET_UP_LEADS, Kind.DISTRICT)
    told = tuple(f"{post}：{text}" for post, text in boards.duties_on(business_date()))

    def do(form: Any) -> Any:
        data = form.cleaned_data
        return boards.set_duty(
            actor=request.actor, area=area, post=Post(data["post"]), text=data["text"], day=data["day"]
        )

    page = _page("三长职责怎么写", "改职责", reverse("leads:boards"), told=told)
    return act(request, page, forms.DutyForm(sent(request)), do, "已改。贴着的公示栏都要换版。")


@require_safe
def public(request: HttpRequest, ref: str) -> HttpResponse:
    """What the board says now: where its QR code leads. No account, no script.

    A code on an old print leads on to the board that took its place; one taken down says so.
    """
    found = NoticeBoard.objects.unscoped(WHY).select_related("estate__parent").filter(ref=ref).first()
    if found is None:
        raise Http404
    if found.valid_to is not None:
        heir = boards.heir_of(found)
        if heir is not None:
            return redirect("boards:board", heir.ref)
        return render(request, "grid/board_public.html", {"board": found}, status=410)
    return render(request, "grid/board_public.html", {"board": found, "content": boards.content(found)})
