"""The work report of the whole district: to page, DOCX and PDF, and what freezing it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.measure import queries_of, slowness, timed
from benchmarks.pages import opened, signed_in
from benchmarks.registry import Row, benchmark
from linli.common.clock import business_date
from linli.documents.rendering import to_docx, to_html, to_pdf
from linli.indicators.period import Period
from linli.orgs.selectors import district
from linli.reports.models import Report, Rhythm
from linli.reports.papers import paper_of, today_address
from linli.reports.preparing import prepared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linli.documents.paper import Paper

PAGE_S, FILE_S = 1.5, 3.0


def _paper() -> Paper:
    area = district()
    if area is None:
        raise RuntimeError("the benchmarks need the demo district")
    report, content = prepared(area, Period.to_date(business_date()), Rhythm.TO_DATE, "three-threes")
    return paper_of(report, content, today_address(content))


@benchmark("report")
def measure() -> Iterable[Row]:
    """A report of the full demo: ≤ 1.5 s to page, ≤ 3 s to DOCX and PDF, times what this machine is slower."""
    slow = slowness()
    yield Row("this machine against the one of the budgets", slow, "× time")
    yield Row("report to HTML", timed(lambda: to_html(_paper()), times=3).wall, "s", most=PAGE_S * slow)
    yield Row("report to DOCX", timed(lambda: to_docx(_paper()), times=3).wall, "s", most=FILE_S * slow)
    yield Row("report to PDF", timed(lambda: to_pdf(_paper()), times=3).wall, "s", most=FILE_S * slow)
    client = signed_in("quwei")
    draft = Report.everything.filter(state="draft", rhythm=Rhythm.TO_DATE).latest("pk")
    issued = Report.everything.filter(state="issued").latest("pk")
    for name, found in (("draft", draft), ("signed", issued)):
        address = f"/desk/reports/{found.ref}/"
        opened(client, address)
        cost = timed(lambda address=address: opened(client, address), times=5)  # type: ignore[misc]
        yield Row(f"page of a {name} report", cost.wall, "s", most=PAGE_S * slow)
        yield Row("  queries", queries_of(lambda address=address: opened(client, address)), "queries")  # type: ignore[misc]
