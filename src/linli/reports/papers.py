"""The work report as a paper: official layout, every figure a link to its proof, a closing table of figures."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from hashlib import sha256
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from linli.documents.paper import Annex, Block, Heading, Layout, Link, Paper, Paragraph, Table, Text
from linli.documents.paper import Run as PaperRun
from linli.documents.registry import PaperKind
from linli.reports.check.documents import CLOSING_TABLE, CORRECTION
from linli.reports.drafting.content import Content, Counted, PartContent, Run
from linli.reports.models import Report

REPORT = PaperKind(
    code="reports.report",
    name="工作报告",
    system="reports",
    source="GB/T 9704-2012《党政机关公文格式》；数字由记录算出，附数字来源表。",
)
DIGEST_SHOWN = 16
LONG_TITLE = 16
NOT_SIGNED = "未签发，仅供核对"
BY_HAND = "人工填报"

Address = Callable[[int, Counted], str]


def paper_of(
    report: Report,
    content: Content,
    address: Address,
    *,
    qr: str = "",
    on_screen: bool = False,
    public: bool = False,
) -> Paper:
    """The paper of a report.

    address:   where a figure (by number) leads. qr: where the paper is to be read.
    on_screen: without the closing table, since a page tells of each figure where it stands.
    public:    names nobody who vouched for a figure; the organ answers for it.
    """
    closing = bool(content.figures) and not on_screen
    return Paper(
        title=_turned(content.title),
        layout=Layout.OFFICIAL,
        blocks=blocks(content, address),
        organ=content.organ,
        number=report.number,
        date=report.issued_on,
        seal_place=report.is_issued,
        qr=qr,
        attachments=["数字来源表"] if closing else [],
        annexes=[Annex(title="数字来源表", blocks=[closing_table(content, address, public=public)])]
        if closing
        else [],
        notes=[_note(report, content)],
        draft_mark="" if report.is_issued else NOT_SIGNED,
    )


def _turned(title: str) -> str:
    """A long title turns before the period in brackets, not inside a word."""
    head, bracket, rest = title.rpartition("（")
    return f"{head}\n{bracket}{rest}" if bracket and head and len(title) > LONG_TITLE else title


def blocks(content: Content, address: Address) -> list[Block]:
    """Headings and paragraphs in order."""
    found: list[Block] = []
    if content.changes:
        found.append(Paragraph(runs=[Text(content.changes)], lead=[Text(CORRECTION)]))
    for part in content.parts:
        found.extend(_part(content, part, address))
    return found


def _part(content: Content, part: PartContent, address: Address) -> list[Block]:
    found: list[Block] = []
    if part.title:
        found.append(Heading(level=1 if part.level == 1 else 2, runs=[Text(part.title)]))
    found.extend(
        Paragraph(runs=[_run(content, run, address) for run in paragraph]) for paragraph in part.paragraphs
    )
    return found


def _run(content: Content, run: Run, address: Address) -> PaperRun:
    if run.figure is None:
        return Text(run.text)
    figure = content.figures[run.figure]
    if figure.is_by_hand:
        told = {"no": str(run.figure + 1), "by-hand": "1"}
        return Link(f"{run.text}（{BY_HAND}）", address(run.figure, figure), figure=told)
    machine = {"figure": figure.code, "no": str(run.figure + 1), "value": figure.value, "unit": figure.unit}
    return Link(run.text, address(run.figure, figure), figure={k: v for k, v in machine.items() if v})


def closing_table(content: Content, address: Address, *, public: bool = False) -> Table:
    """Each figure once: name, value, definition, cut-off, digest; those typed by hand with who vouches for them.

    ``public``: with the organ in place of the person.
    """
    rows: list[Sequence[str | PaperRun]] = []
    told: set[str] = set()
    for number, figure in enumerate(content.figures):
        key = figure.code or f"{figure.name} {figure.printed}"
        if key in told:
            continue
        told.add(key)
        if figure.is_by_hand:
            by_hand = f"{BY_HAND}，由{content.organ}负责" if public else _vouched(figure)
            rows.append([str(len(rows) + 1), figure.name, figure.printed, by_hand, "", ""])
            continue
        rows.append(
            [
                str(len(rows) + 1),
                Link(figure.name, address(number, figure)),
                figure.shown,
                figure.definition,
                _cut_off(figure),
                _digest(figure),
            ]
        )
    return Table(head=CLOSING_TABLE, rows=rows, widths=(6, 18, 15, 30, 17, 14), numeric=(2,))


def _vouched(figure: Counted) -> str:
    return f"{BY_HAND}：{figure.vouched_by}。{figure.reason}"


def _digest(figure: Counted) -> str:
    """Enough of it to find the frozen figure, in two groups that a narrow column can break between."""
    half = DIGEST_SHOWN // 2
    return f"{figure.digest[:half]} {figure.digest[half:DIGEST_SHOWN]}" if figure.digest else "未定格"


def _cut_off(figure: Counted) -> str:
    return f"{timezone.localtime(datetime.fromisoformat(figure.cut_off)):%Y-%m-%d}" if figure.cut_off else ""


def _note(report: Report, content: Content) -> str:
    taken = timezone.localtime(content.cut_off)
    period = f"{_day(content.start)}至{_day(content.end)}"
    edition = f"第 {report.edition} 版。" if report.edition > 1 else ""
    return f"{edition}数字由{content.area}{period}的记录算出，截至 {taken:%Y-%m-%d %H:%M}。"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def desk_address(report: Report) -> Address:
    """On the workbench each figure has a page of its own within the report."""
    return lambda number, _: reverse("reports:figure", args=(report.ref, number + 1))


def public_address(report: Report) -> Address:
    """Residents read definition, value and count below the text, once for each figure."""
    page = reverse("reports-public:report", args=(report.ref,))
    return lambda _, figure: f"{page}#{anchor(figure)}"


def anchor(figure: Counted) -> str:
    """Where the page tells of a figure: ``f-grid-neighbour_leads``."""
    if figure.code:
        return f"f-{figure.code.replace('.', '-')}"
    told = f"{figure.name} {figure.printed}".encode()
    return f"f-by-hand-{sha256(told).hexdigest()[:8]}"


def today_address(content: Content) -> Address:
    """A report nobody keeps: each figure leads to the indicator as it stands today."""
    query = urlencode(
        {"area": content.area_code, "from": content.start.isoformat(), "to": content.end.isoformat()}
    )
    return lambda _, figure: f"{reverse('indicators:indicator', args=(figure.code,))}?{query}"
