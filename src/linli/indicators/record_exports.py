"""The records behind a figure as a file."""

from collections.abc import Mapping
from typing import IO, Any

from django.http import Http404, QueryDict
from django.utils import timezone

from linli.access.actor import Actor
from linli.access.policies import EXPORT, VIEW_RECORDS
from linli.common.clock import business_now
from linli.disclosure.making import Maker, Wanted
from linli.exchange import sheets
from linli.indicators import pages, registry
from linli.indicators.filters import Asked

KIND = "indicators.records"
KEPT = ("part", "own")


def drilled(actor: Actor, code: str, query: QueryDict) -> pages.Drilled:
    """The counted records an address asks for. Raises LookupError for what is not there, or not for this actor."""
    wanted = registry.get(code)
    try:
        asked = Asked.read(actor, query)
    except Http404:
        raise LookupError(code) from None
    if not actor.may(VIEW_RECORDS, asked.area):
        raise LookupError(code)
    return pages.drilled(asked, wanted, query.get("part"), query.get("own"))


def wanted(actor: Actor, parameters: Mapping[str, Any], ending: str) -> Wanted:
    """``parameters``: ``code``, and the query of the page; kept with its days, so that a later day makes the same."""
    query = QueryDict(mutable=True)
    query.update(parameters.get("query", {}))
    found = drilled(actor, parameters["code"], query)
    asked = found.asked
    kept = {key: query[key] for key in KEPT if query.get(key)}
    count = found.rows.count()

    def write(watermark: str, stream: IO[bytes]) -> int:
        notes = _notes(found, count)
        table = sheets.table(found.declared, found.indicator.name, notes, found.rows, watermark)
        return sheets.written(ending, table, stream)

    return Wanted(
        title=found.indicator.name,
        area=asked.area,
        headings=tuple(each.label for each in sheets.headings_of(found.declared)),
        personal=sheets.personal_of(found.declared),
        filters=f"{found.place}，{asked.period}",
        rows=count,
        ending=ending,
        write=write,
        subjects=lambda: sheets.subjects_of(found.declared, found.rows),
        parameters={
            "code": found.indicator.code,
            "query": {"area": asked.area.code, **asked.days, **kept},
        },
    )


def _notes(drilled: pages.Drilled, count: int) -> list[str]:
    taken = timezone.localtime(business_now())
    return [
        f"地区：{drilled.place}　期间：{drilled.asked.period}　指标：{drilled.indicator.definition}",
        f"共 {count:,} 条{drilled.found.label}；姓名、电话、门牌已遮盖。业务日期 {taken:%Y-%m-%d}。",
    ]


MAKER = Maker(kind=KIND, capability=EXPORT, wanted=wanted)
