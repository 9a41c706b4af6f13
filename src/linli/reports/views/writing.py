"""Beginning a report and writing in it. Figures are inserted by search and seen live; nothing anybody wrote is lost."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from linli.access.areas import areas_within
from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date
from linli.orgs.models import Area
from linli.reports import editing
from linli.reports.checking import TRUNK
from linli.reports.drafting import templates, tokens
from linli.reports.forms.reports import (
    UPLOAD,
    AddForm,
    PartForm,
    StartForm,
    TitleForm,
    VouchForm,
)
from linli.reports.models import PartText, Report, Rhythm
from linli.reports.policies import WRITE_REPORT, require_write
from linli.reports.preparing import filled
from linli.reports.selectors import by_hand_in, text_of
from linli.reports.services import drafting, recognising
from linli.reports.states import DRAFT
from linli.reports.views.found import part_or_404, report_or_404


def _errors(form: Any, error: ValidationError) -> None:
    """A refusal of the service goes to its field, or on top."""
    if hasattr(error, "error_dict"):
        for name, messages in error.message_dict.items():
            form.add_error(name if name in form.fields else None, messages)
    else:
        form.add_error(None, error.messages)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding(WRITE_REPORT)
def start(request: ActorRequest) -> HttpResponse:
    """Choose area, period and what to begin from."""
    areas = list(areas_within(request.actor, WRITE_REPORT).filter(kind__in=TRUNK).order_by("code"))
    known = list(templates.all_templates().values())
    if request.method != "POST":
        home = request.actor.home_area
        initial = {"area": home.code if home else "", "end": business_date()}
        form = StartForm(areas=areas, templates=known, initial=initial)
        return render(request, "reports/start.html", {"current": "reports", "form": form})
    form = StartForm(request.POST, request.FILES, areas=areas, templates=known)
    if form.is_valid():
        area = next(each for each in areas if each.code == form.cleaned_data["area"])
        try:
            return _begun(request, form, area)
        except ValidationError as error:
            _errors(form, error)
    return render(request, "reports/start.html", {"current": "reports", "form": form})


def _begun(request: ActorRequest, form: StartForm, area: Area) -> HttpResponseRedirect:
    period, rhythm = form.period, Rhythm(form.cleaned_data["rhythm"])
    base = form.cleaned_data["base"]
    code = templates.DEFAULT if base == UPLOAD else base
    made = filled(area, period, rhythm, code)
    title, sections = made.title, made.sections
    if base == UPLOAD:
        title, sections = form.uploaded[0] or title, form.uploaded[1]
    begun = drafting.start_report(
        actor=request.actor,
        area=area,
        period=period,
        rhythm=rhythm,
        title=title[:80],
        organ=made.organ[:60],
        wordings=[drafting.Wording(each.level, each.heading, each.body) for each in sections],
        template="" if base == UPLOAD else code,
        how=PartText.How.UPLOADED if base == UPLOAD else PartText.How.TEMPLATE,
    )
    return redirect("reports:report", begun.ref)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding(WRITE_REPORT)
def part(request: ActorRequest, ref: str, position: int) -> HttpResponseBase:
    """Write one part: words and figures, with what stands in it now beside it."""
    found = report_or_404(request.actor, ref)
    require_write(request.actor, found.area)
    place = part_or_404(found, position, request.POST.get("part", ""))
    position = place.position
    now = text_of(place)
    if request.method != "POST":
        if found.state != DRAFT:
            return redirect("reports:report", found.ref)
        asked = editing.written(found, now.body if now else "")
        insert = request.GET.get("insert", "")
        initial = {
            "heading": now.heading if now else "",
            "body": editing.with_inserted(asked, insert),
            "base": now.seq if now else 0,
            "part": place.pk,
        }
        return _part_page(request, found, position, PartForm(initial=initial), inserted=insert)
    if "search" in request.POST or "insert" in request.POST:
        return _going_on(request, found, position)
    form = PartForm(request.POST)
    if form.is_valid():
        body = editing.with_manners(form.cleaned_data["body"], request.POST)
        try:
            drafting.save_part(
                actor=request.actor,
                part=place,
                heading=form.cleaned_data["heading"],
                body=body,
                base=form.cleaned_data["base"],
            )
        except ValidationError as error:
            _errors(form, error)
        except drafting.Overtaken as error:
            theirs = editing.written(found, error.theirs.body)
            data = request.POST.copy()
            data["base"] = str(error.theirs.seq)
            return _part_page(
                request, found, position, PartForm(data), status=409, overtaken=error, theirs=theirs
            )
        else:
            return _after_saving(request, found, position)
    return _part_page(request, found, position, form)


def _going_on(request: ActorRequest, found: Report, position: int) -> HttpResponse:
    """The page again with what was written, searched or with a figure inserted; nothing is saved, nothing lost."""
    data = request.POST.copy()
    body = editing.with_manners(data.get("body", ""), request.POST)
    data["body"] = editing.with_inserted(editing.written(found, body), data.get("insert", ""))
    form = PartForm(initial=data.dict())
    return _part_page(request, found, position, form, sought=data.get("q", ""))


def _after_saving(request: ActorRequest, found: Report, position: int) -> HttpResponseBase:
    if request.POST.get("to") in ("up", "down"):
        return move(request, found.ref, position)
    if "stay" in request.POST:
        return redirect("reports:part", found.ref, position)
    return redirect(f"{reverse('reports:report', args=(found.ref,))}#p{position}")


def _part_page(
    request: ActorRequest, found: Report, position: int, form: PartForm, status: int = 200, **more: Any
) -> HttpResponse:
    body = form["body"].value() or ""
    sought = str(more.pop("sought", request.GET.get("q", ""))).strip()[:40]
    context = {
        "current": "reports",
        "report": found,
        "position": position,
        "form": form,
        "sought": sought,
        "offered": editing.offered(found, sought),
        "figures": editing.figures_of(found, body),
        "preview": editing.previewed(found, position, form["heading"].value() or "", body),
        **more,
    }
    return render(request, "reports/part.html", context, status=status)


@never_cache
@require_POST
@holding(WRITE_REPORT)
def preview(request: ActorRequest, ref: str, position: int) -> HttpResponse:
    """How the words would read with today's figures; nothing is kept."""
    found = report_or_404(request.actor, ref)
    part_or_404(found, position)
    body = request.POST.get("body", "")
    context = {
        "report": found,
        "figures": editing.figures_of(found, body),
        "preview": editing.previewed(found, position, request.POST.get("heading", ""), body),
    }
    return render(request, "reports/preview.html", context)


@require_POST
@holding(WRITE_REPORT)
def move(request: ActorRequest, ref: str, position: int) -> HttpResponseBase:
    """One place up or down."""
    found = report_or_404(request.actor, ref)
    place = part_or_404(found, position)
    with suppress(ValidationError):  # sent to review meanwhile: the page says so
        drafting.move_part(actor=request.actor, part=place, up=request.POST.get("to") == "up")
    return redirect(f"{reverse('reports:report', args=(found.ref,))}#contents")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding(WRITE_REPORT)
def add(request: ActorRequest, ref: str) -> HttpResponse:
    """A new part at the end."""
    found = report_or_404(request.actor, ref)
    require_write(request.actor, found.area)
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            place = drafting.add_part(
                actor=request.actor,
                report=found,
                level=form.cleaned_data["level"],
                heading=form.cleaned_data["heading"],
            )
        except ValidationError as error:
            _errors(form, error)
        else:
            return redirect("reports:part", found.ref, place.position)
    return render(request, "reports/add.html", {"current": "reports", "report": found, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding(WRITE_REPORT)
def title(request: ActorRequest, ref: str) -> HttpResponse:
    """Title, organ, and what a correction changes."""
    found = report_or_404(request.actor, ref)
    require_write(request.actor, found.area)
    if not found.is_draft:
        return redirect("reports:report", found.ref)
    initial = {
        "title": found.title,
        "organ": found.organ,
        "changes": found.changes,
        "base": drafting.titled(found),
    }
    form = TitleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            drafting.retitle(actor=request.actor, report=found, **form.cleaned_data)
        except ValidationError as error:
            _errors(form, error)
        else:
            return redirect("reports:report", found.ref)
    return render(request, "reports/title.html", {"current": "reports", "report": found, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding(WRITE_REPORT)
def vouch(request: ActorRequest, ref: str) -> HttpResponse:
    """Say who vouches for a figure typed by hand, and why."""
    found = report_or_404(request.actor, ref)
    require_write(request.actor, found.area)
    if not found.is_draft:
        return redirect("reports:report", found.ref)
    typed = request.GET.get("text", "")[:40]
    form = VouchForm(request.POST or None, initial={"text": typed, "part": request.GET.get("part")})
    if request.method == "POST" and form.is_valid():
        try:
            drafting.vouch(actor=request.actor, report=found, **form.cleaned_data)
        except ValidationError as error:
            _errors(form, error)
        else:
            return redirect("reports:report", found.ref)
    context = {
        "current": "reports",
        "report": found,
        "form": form,
        "known": list(by_hand_in(found).values()),
    }
    return render(request, "reports/vouch.html", context)


@require_POST
@holding(WRITE_REPORT)
def make_live(request: ActorRequest, ref: str) -> HttpResponse:
    """Every figure the check recognises becomes a live one."""
    found = report_or_404(request.actor, ref)
    with suppress(ValidationError, tokens.BrokenToken):  # the report's page says what stands against it
        recognising.make_live(actor=request.actor, report=found)
    return redirect("reports:report", found.ref)
