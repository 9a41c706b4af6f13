"""The statistics of mediation, the cases behind a number, and the four zeros year by year."""

from datetime import date

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from linli.access.http import ActorRequest, holding
from linli.access.policies import VIEW_FIGURES, VIEW_RECORDS
from linli.indicators.filters import Asked
from linli.indicators.pages import switches
from linli.mediation.four_zero import Zero, ledgers_by, spoiled
from linli.mediation.models import IllegalBuildingLedger
from linli.mediation.policies import KEEP_MEDIATION, SEE_MEDIATION
from linli.mediation.records import CASE
from linli.mediation.services.buildings import LEDGER_KINDS
from linli.mediation.statistics import WHATS, Statistics, rows_of
from linli.mediation.views.buildings import SLUGS
from linli.mediation.views.cases import page
from linli.orgs.kinds import Kind
from linli.ui.tables import listing


@require_safe
@holding(VIEW_FIGURES)
def show(request: ActorRequest) -> HttpResponse:
    """By source, kind, intensity, outcome, performance, amount, campaign; by the areas below."""
    asked = Asked.read(request.actor, request.GET)
    found = Statistics(asked)
    context = {"current": "mediation-statistics", "asked": asked, "found": found}
    return page(request, "statistics", {**context, **switches(asked, None, found)})


@require_safe
@holding(VIEW_FIGURES)
def records(request: ActorRequest) -> HttpResponse:
    """The cases one number counted, 25 a page; nobody's name."""
    asked, what = Asked.read(request.actor, request.GET), request.GET.get("what", "closed")
    if not any(request.actor.may(each, asked.area) for each in (VIEW_RECORDS, SEE_MEDIATION)):
        raise Http404
    try:
        rows = rows_of(what, asked.area, asked.period, request.GET.dict())
    except KeyError:
        raise Http404 from None
    context = {
        "current": "mediation-statistics",
        "asked": asked,
        "label": WHATS[what][0],
        "listing": listing(CASE, rows, request.GET.get("page"), reader=request.actor),
        "declared": CASE,
    }
    return page(request, "statistics_records", context)


@require_safe
@holding(VIEW_FIGURES)
def zeros(request: ActorRequest) -> HttpResponse:
    """Year by year: which of the four zeros held, and the ledger each year is read from."""
    asked = Asked.read(request.actor, request.GET)
    cutoff = asked.period.cutoff
    ledgers = list(ledgers_by(cutoff).filter(area=asked.area).order_by("-year"))
    missed = spoiled([ledger.year for ledger in ledgers], cutoff) if ledgers else {}
    by_year = {ledger.year: ledger for ledger in ledgers}
    context = {
        "current": "mediation-zeros",
        "asked": asked,
        "zeros": list(Zero),
        "rows": [_year(ledger, missed.get((asked.area.pk, ledger.year), set())) for ledger in ledgers],
        "until": min(cutoff, date(cutoff.year, 12, 31)),
        "at": "" if cutoff == asked.today else f"&until={cutoff.isoformat()}",
        "keeps": request.actor.may(KEEP_MEDIATION, asked.area),
        "without": asked.today.year not in by_year and Kind(asked.area.kind) in LEDGER_KINDS,
        **switches(asked, None, None),
        "kinds": [],
    }
    return page(request, "zeros", context)


def _year(
    ledger: IllegalBuildingLedger, missed: set[Zero]
) -> tuple[IllegalBuildingLedger, list[tuple[str, str, bool]], bool]:
    return ledger, [(zero.value, SLUGS[zero], zero not in missed) for zero in Zero], not missed
