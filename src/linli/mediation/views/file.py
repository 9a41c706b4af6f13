"""The file of a case (卷宗): what is in it and what lacks, its papers, scans in and out, how parties are reached."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest
from linli.common.clock import business_date
from linli.common.limits import HOUR, demand
from linli.disclosure.purposes import TO_REVEAL, offered
from linli.disclosure.services import export, record_seen, wanted_by
from linli.documents.bundle import Bundle, Sheet, bind
from linli.documents.rendering import MEDIA_TYPES, to_docx
from linli.exchange.forms import PurposeForm
from linli.exchange.handing_out import MOST_AN_HOUR
from linli.mediation import exports, filing
from linli.mediation.case_file import CaseFile, gather
from linli.mediation.dossier import why_no_packet
from linli.mediation.forms.file import LookForm, PieceForm, scans_of
from linli.mediation.listing import called
from linli.mediation.models import CasePiece, ContactLook, DisputeCase, PieceKind
from linli.mediation.packet import lacking as packet_lacking
from linli.mediation.papers import BUILDERS, papers_of
from linli.mediation.policies import may_keep_mediation
from linli.mediation.required import missing_of
from linli.mediation.selectors import contacts_open
from linli.mediation.services import contacts
from linli.mediation.services.agreements import last_day_to_apply
from linli.mediation.services.pieces import SCANS, add_scans
from linli.mediation.views.cases import ACTING, keeps, page, sees, team_case
from linli.ui.downloads import attachment, stored_attachment
from linli.ui.trying import tried

WHY = "belongs to a case the reader works on"
PURPOSE = "办理调解案件"
NAMES, CONTACTS = "当事人姓名", ("当事人电话", "当事人住址")
MEDIA = {kind.code: kind for kind in SCANS}
ZIP = "application/zip"


def _seen(request: ActorRequest, case: DisputeCase, what: str, look: ContactLook | None) -> None:
    fields = [NAMES, *(CONTACTS if look is not None else ())]
    purpose = look.purpose_label if look is not None else PURPOSE
    record_seen(actor=request.actor, target=case, what=what, fields=fields, purpose=purpose)


def _shown_until(response: HttpResponse, look: ContactLook | None) -> HttpResponse:
    """What a look shows goes by itself, also from a page left open: the browser is told to ask again by then."""
    if look is not None:
        response["Refresh"] = str(max(1, int((look.until - timezone.now()).total_seconds()) + 1))
    return response


@require_safe
@never_cache
@sees
def show(request: ActorRequest, ref: str) -> HttpResponse:
    """Every document in order; what is missing on top; the whole of it, and the packet for the court."""
    case = team_case(request, ref)
    look = contacts_open(request.actor, case)
    file = gather(case, openly=look is not None)
    _seen(request, case, "卷宗", look)
    last = last_day_to_apply(file.agreement) if file.agreement is not None else None
    lines = filing.lines_of(file)
    context = {
        "case": case,
        "title": called(case),
        "lines": lines,
        "lacking": missing_of(file),
        "count": filing.count_of(file),
        "look": look,
        "reached": [(party, file.contacts[party.pk]) for party in file.parties] if look is not None else [],
        "kept": any(each.phone_kept or each.address_kept for each in file.contacts.values()),
        "minutes": settings.LINLI_REVEAL_MINUTES,
        "no_packet": why_no_packet(case, file.agreement),
        "packet_lacks": packet_lacking(file),
        "last": last,
        "over": last is not None and business_date() > last,
        "keeps": may_keep_mediation(request.actor, case.community),
    }
    return _shown_until(page(request, "file", context), look)


@require_safe
@never_cache
@sees
def paper(request: ActorRequest, ref: str, code: str, ending: str) -> HttpResponse:
    """One document: as PDF all of it, as DOCX one paper (``?n=``). Telephone and address while a look runs."""
    case = team_case(request, ref)
    if code not in BUILDERS or ending not in ("pdf", "docx"):
        raise Http404
    look = contacts_open(request.actor, case)
    file = gather(case, openly=look is not None)
    line = next(each for each in filing.lines_of(file) if each.document.code == code)
    asked = request.GET.get("n", "1")
    if not asked.isdigit() or int(asked) not in line.papers:
        raise Http404
    papers = papers_of(file, code)
    one = papers[int(asked) - 1]
    title = one.title.replace("\n", "")
    _seen(request, case, title, look)
    if ending == "docx":
        return attachment(to_docx(one), f"{title}.docx", MEDIA_TYPES["docx"])
    sheets = [Sheet(key=str(number), content=each) for number, each in enumerate(papers, 1)]
    made = bind(Bundle(title=title, organ=file.organ, sheets=sheets))
    return attachment(made.pdf, f"{title}.pdf", MEDIA_TYPES["pdf"])


# The whole of it


@require_http_methods(ACTING)
@never_cache
@sees
def dossier(request: ActorRequest, ref: str, ending: str) -> HttpResponseBase:
    """The complete file: asks for what, then gives it, with its watermark and on record as an export."""
    case = team_case(request, ref)
    wanted = _wanted(request, exports.DOSSIER, case, ending)
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _taken(request, exports.DOSSIER, wanted, ending, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {
        "case": case,
        "wanted": wanted,
        "ending": ending,
        "form": form,
        "purposes": offered(exports.DOSSIER),
        "lacking": missing_of(gather(case)),
    }
    return page(request, "file_take", context, 409 if form.errors else 200)


@require_safe
@never_cache
@sees
def packet(request: ActorRequest, ref: str, ending: str) -> HttpResponseBase:
    """What the court asks for. The purpose is the court; telephone and address are looked at first."""
    case = team_case(request, ref)
    file: CaseFile = gather(case)
    if refused := why_no_packet(case, file.agreement):
        raise PermissionDenied(refused)
    if ending not in exports.ENDINGS:
        raise Http404
    kept = any(each.phone_kept or each.address_kept for each in file.contacts.values())
    if kept and contacts_open(request.actor, case) is None:
        return redirect(f"{reverse('mediation:contacts', args=(ref,))}?then=packet-{ending}")
    wanted = _wanted(request, exports.PACKET, case, ending)
    return _taken(request, exports.PACKET, wanted, ending, purpose="court")


def _wanted(request: ActorRequest, kind: str, case: DisputeCase, ending: str) -> Any:
    try:
        return wanted_by(request.actor, kind, {"case": case.ref}, ending)
    except LookupError:
        raise Http404 from None


def _taken(request: ActorRequest, kind: str, wanted: Any, ending: str, **why: str) -> HttpResponse:
    demand(request, "exchange.files", most=MOST_AN_HOUR, per=HOUR)
    taken = export(actor=request.actor, kind=kind, wanted=wanted, **why)
    if taken.file is None:
        raise Http404
    with taken.file as stream:
        return attachment(stream.read(), taken.name, ZIP if ending == "zip" else MEDIA_TYPES["pdf"])


# Scans


@require_http_methods(ACTING)
@never_cache
@keeps
def add(request: ActorRequest, ref: str) -> HttpResponse:
    """Put a scan into the file, or note that the paper lies in the cabinet."""
    case = team_case(request, ref)
    sent = request.method == "POST"
    initial = {"kind": request.GET.get("kind", "")}
    form = PieceForm(request.POST if sent else None, request.FILES if sent else None, initial=initial)
    if sent and form.is_valid():
        data = form.cleaned_data
        made = tried(
            form,
            lambda: add_scans(
                actor=request.actor,
                case=case,
                kind=PieceKind(data["kind"]),
                title=data["title"],
                dated=data["dated"],
                pages=data["pages"],
                scans=scans_of(data),
            ),
        )
        if made is not None:
            messages.success(
                request, f"已放进卷宗：{made[0].title}" + (f"等 {len(made)} 份" if len(made) > 1 else "")
            )
            return redirect("mediation:file", ref=ref)
    return page(request, "file_add", {"case": case, "form": form}, 409 if form.errors else 200)


@require_safe
@never_cache
@sees
def piece(request: ActorRequest, ref: str, piece_ref: str) -> HttpResponseBase:
    """One scan, as it came."""
    case = team_case(request, ref)
    row = CasePiece.objects.unscoped(WHY).filter(case=case, ref=piece_ref).exclude(key="").first()
    if row is None or row.media not in MEDIA:
        raise Http404
    kind = MEDIA[row.media]
    try:
        response = stored_attachment(row.key, f"{row.title}.{kind.endings[0]}", kind)
    except FileNotFoundError:
        raise Http404 from None
    what = PieceKind(row.kind).label
    record_seen(actor=request.actor, target=case, what="卷内材料", fields=[what], purpose=PURPOSE)
    return response


# How the parties are reached


@require_http_methods(ACTING)
@never_cache
@sees
def reach(request: ActorRequest, ref: str) -> HttpResponse:
    """Asks for what; then leads back to the file, where telephone and address stand in clear for some minutes."""
    case = team_case(request, ref)
    form = LookForm(request.POST if request.method == "POST" else None)
    then = request.GET.get("then", "")
    if request.method == "POST" and form.is_valid():
        try:
            contacts.look(actor=request.actor, case=case, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            if then in ("packet-pdf", "packet-zip"):
                return redirect("mediation:packet", ref=ref, ending=then.removeprefix("packet-"))
            return redirect(reverse("mediation:file", args=(ref,)) + "#reached")
    context = {
        "case": case,
        "form": form,
        "then": then,
        "purposes": [each for each in TO_REVEAL if not each.retired],
        "minutes": settings.LINLI_REVEAL_MINUTES,
    }
    return page(request, "contacts", context, 409 if form.errors else 200)
