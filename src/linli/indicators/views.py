"""Pages of figures: the board, one indicator, the records it counted, and these as a file."""

from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.access.http import ActorRequest, holding
from linli.access.policies import EXPORT, VIEW_FIGURES, VIEW_RECORDS
from linli.audit import log
from linli.common.clock import business_now
from linli.common.limits import HOUR, limited
from linli.exchange.delimited import csv_chunks
from linli.exchange.filenames import content_disposition
from linli.exchange.tables import Table
from linli.exchange.xlsx import write_xlsx
from linli.indicators import exports, pages, registry
from linli.indicators.definition import Indicator
from linli.indicators.filters import Asked
from linli.indicators.wording import what_is_counted
from linli.ui.tables import listing

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = ("xlsx", "csv")


@require_safe
@holding(VIEW_FIGURES)
def board(request: ActorRequest) -> HttpResponse:
    """All figures of an area and period; ``figure`` opens one beside them."""
    asked = Asked.read(request.actor, request.GET)
    context = {
        "current": "indicators",
        "close": asked.board(),
        **pages.board(asked, request.GET.get("figure")),
    }
    return render(request, "indicators/board.html", context)


@require_safe
@holding(VIEW_FIGURES)
def indicator(request: ActorRequest, code: str) -> HttpResponse:
    """What one figure is, where it comes from, and its values."""
    wanted = _indicator_or_404(code)
    context = pages.indicator(Asked.read(request.actor, request.GET), wanted.code)
    context |= {"current": "indicators", "counted": what_is_counted(wanted)}
    return render(request, "indicators/indicator.html", context)


@require_safe
@holding(VIEW_RECORDS)
def records(request: ActorRequest, code: str) -> HttpResponse:
    """The counted records, 25 a page."""
    drilled = _drilled_or_404(request, code)
    context = {
        "current": "indicators",
        "drilled": drilled,
        "back": drilled.asked.page(code),
        "listing": listing(
            drilled.declared, drilled.rows, request.GET.get("page"), drilled.count, request.actor
        ),
        "may_export": request.actor.may(EXPORT, drilled.asked.area),
    }
    return render(request, "indicators/records.html", context)


@require_safe
@holding(EXPORT)
@limited("indicators.export", most=60, per=HOUR, methods=("GET", "HEAD"))
def export(request: ActorRequest, code: str, ending: str) -> HttpResponseBase:
    """The counted records as XLSX or CSV. Taking them along is on record."""
    drilled = _drilled_or_404(request, code)
    if ending not in ENDINGS or not request.actor.may(EXPORT, drilled.asked.area):
        raise Http404
    count = drilled.rows.count()
    table = exports.table(drilled.declared, drilled.indicator.name, _notes(drilled, count), drilled.rows)
    log.record(
        actor=request.actor,
        code="indicators.records.exported",
        area_id=drilled.asked.area.pk,
        data={"name": drilled.indicator.name, "count": count},
    )
    name = f"{drilled.indicator.name} {drilled.place} {drilled.asked.period}.{ending}"
    return _file(table, name, ending)


def _indicator_or_404(code: str) -> Indicator:
    try:
        return registry.get(code)
    except KeyError:
        raise Http404 from None


def _drilled_or_404(request: ActorRequest, code: str) -> pages.Drilled:
    wanted, asked = _indicator_or_404(code), Asked.read(request.actor, request.GET)
    if not request.actor.may(VIEW_RECORDS, asked.area):
        raise Http404
    try:
        return pages.drilled(asked, wanted, request.GET.get("part"), request.GET.get("own"))
    except KeyError:
        raise Http404 from None


def _notes(drilled: pages.Drilled, count: int) -> list[str]:
    taken = timezone.localtime(business_now())
    who = f"{drilled.asked.actor.name}（{drilled.asked.actor.title}）"
    return [
        f"地区：{drilled.place}　期间：{drilled.asked.period}　指标：{drilled.indicator.definition}",
        f"共 {count:,} 条{drilled.found.label}；姓名、电话、门牌已遮盖。",
        f"{who}导出，业务日期 {taken:%Y-%m-%d}。",
    ]


def _file(table: Table, name: str, ending: str) -> HttpResponseBase:
    response: StreamingHttpResponse
    if ending == "csv":
        response = StreamingHttpResponse(csv_chunks(table), content_type="text/csv; charset=utf-8")
    else:
        stream: Any = TemporaryFile()  # noqa: SIM115  # the response closes it when it is sent
        write_xlsx(stream, table)
        stream.seek(0)
        response = FileResponse(stream, content_type=SHEET)
    response["Content-Disposition"] = content_disposition(name)
    return response
