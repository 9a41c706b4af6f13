"""A paper of ten pages, with 54 figures, to page, DOCX and PDF: the first of a process and those after it."""

from __future__ import annotations

import datetime
import io
import itertools
from typing import TYPE_CHECKING

from pdfminer.pdfpage import PDFPage

from benchmarks.measure import slowness, timed
from benchmarks.registry import Row, benchmark
from linli.documents import pdf
from linli.documents.paper import Annex, Cell, Heading, Layout, Link, Paper, Paragraph, Table, Text
from linli.documents.rendering import to_docx, to_html, to_pdf

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE_MS, PAGE_MS = 3000, 1500
SENTENCE = "坚持党建引领基层治理，把资源、服务、管理放到网格，做到小事不出网格、大事不出社区，"


def report(edition: int = 0) -> Paper:
    """Nine sections of six figures each, and a closing table of them all; every edition has other figures."""
    blocks: list[Heading | Paragraph] = []
    for section in range(1, 10):
        blocks.append(Heading(level=2, runs=[Text(f"（{section}）基层治理第{section}项")]))
        for number in range(1, 7):
            figure = {"figure": f"section{section}.figure{number}", "value": str(number * 1312 + edition)}
            value = Link(f"{number * 1312 + edition}起", f"/figures/{section}/{number}/", figure=figure)
            blocks.append(Paragraph(runs=[Text(SENTENCE * 2), value, Text("。")]))
    rows: list[list[Cell]] = [
        [
            f"第{n}项指标",
            Link(str(n * 1312 + edition), f"/f/{n}/"),
            "当期办结的事项数",
            "2024年10月30日",
            f"{n:08x}",
        ]
        for n in range(1, 55)
    ]
    table = Table(
        head=["名称", "数值", "口径", "截止", "校验"], rows=rows, widths=[3, 2, 4, 3, 2], numeric=[1]
    )
    return Paper(
        title="关于岳阳楼区二〇二四年一月至十月基层治理工作情况的报告",
        layout=Layout.OFFICIAL,
        blocks=blocks,
        organ="岳阳楼区人民政府",
        addressee="市人民政府",
        date=datetime.date(2024, 10, 30),
        annexes=[Annex(title="数字一览", blocks=[table])],
    )


@benchmark("documents")
def measure() -> Iterable[Row]:
    """Issue 3: a report ≤ 1.5 s to page, ≤ 3 s to DOCX and PDF; the figures themselves are measured elsewhere."""
    slow, editions = slowness(), map(report, itertools.count())
    pages = len(list(PDFPage.get_pages(io.BytesIO(to_pdf(next(editions))))))
    yield Row("pages of the paper", pages, "pages", least=10)
    page = timed(lambda: to_html(next(editions)), times=5)
    yield Row("ten pages to HTML", page.wall_ms, "ms", most=PAGE_MS * slow)
    word = timed(lambda: to_docx(next(editions)), times=5)
    yield Row("ten pages to DOCX", word.wall_ms, "ms", most=FILE_MS * slow)
    # Never the same paper twice: typst keeps what it has set.
    first = timed(lambda: to_pdf(next(editions)), times=5, before=pdf.forget_faces)
    yield Row("ten pages to PDF, faces read anew", first.wall_ms, "ms", most=FILE_MS * slow)
    later = timed(lambda: to_pdf(next(editions)), times=5)
    yield Row("  afterwards", later.wall_ms, "ms", most=PAGE_MS * slow)
    yield Row("  its size", len(to_pdf(next(editions))) / 1000, "KB")
