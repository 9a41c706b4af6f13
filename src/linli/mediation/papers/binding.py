"""What holds a file together: its cover, its contents, the note about it, its back."""

from collections.abc import Mapping, Sequence
from datetime import date

from linli.documents.paper import Block, Cell, PageOf, Paper, Paragraph, Table, Text
from linli.documents.words import day
from linli.mediation.case_file import CaseFile
from linli.mediation.models import Intensity, PieceKind, Side
from linli.mediation.papers.shared import (
    BLANK,
    DATE_BLANK,
    SHORT,
    blank,
    form,
    head,
    names,
    of_side,
    on,
    paper,
    rooms,
    say,
    tell,
)

KEPT = {
    Intensity.SIMPLE: "短期",
    Intensity.ORDINARY: "短期",
    Intensity.HARD: "长期",
    Intensity.GRAVE: "永久",
}
"""How long a file is kept, by its weight: the district's practice (domain.md 6.7)."""


def title_of(file: CaseFile) -> str:
    """何大海与罗小梅邻里纠纷."""
    sides = (of_side(file, Side.APPLICANT), of_side(file, Side.RESPONDENT), of_side(file, Side.THIRD))
    who = "与".join(names(side, most=2) for side in sides[:2] if side)
    return f"{who or BLANK}{file.case.get_kind_display()}纠纷"


def cover(file: CaseFile, on_day: date) -> Paper:
    """卷名, 卷号, 人民调解员, 调解日期, 立卷人, 立卷日期, 保管期限, 备注."""
    case = file.case
    blocks: list[Block] = [
        *[Paragraph(runs=[Text("")])] * 4,
        form(
            ("卷名", title_of(file)),
            ("卷号", blank(file.number)),
            ("人民调解员", blank(file.mediator_name)),
            ("调解日期", f"{on(case.accepted_on)} 至 {on(case.closed_on)}"),
            ("立卷人", blank(file.keeper_name)),
            ("立卷日期", day(on_day)),
            ("保管期限", KEPT[Intensity(case.intensity)]),
            ("备注", case.get_outcome_display() or BLANK),
        ),
    ]
    return paper(file, "人民调解卷宗", blocks, date=on_day, seal=True)


def contents(
    file: CaseFile,
    rows: Sequence[tuple[str, str, str]],
    pages: Mapping[str, int],
    lacking: Sequence[str] = (),
) -> Paper:
    """序号, 文书名称, 页号, 备注. ``rows``: name, key of the sheet, remark; ``pages``: where it is printed alone."""
    found: list[list[Cell]] = [
        [str(n), name, PageOf(sheet=key, text=str(pages.get(key, ""))), remark]
        for n, (name, key, remark) in enumerate(rows, 1)
    ]
    table = Table(
        head=("序号", "文书名称", "页号", "备注"), rows=found, widths=(0.8, 5.6, 1, 2), numeric=(2,)
    )
    short: list[Block] = [say(f"{'、'.join(lacking)}。", "还缺的必须文书：")] if lacking else []
    return paper(file, "卷内目录", [table, *short], organ=False)


def note(file: CaseFile, lacking: Sequence[str] = ()) -> list[Paper]:
    """What somebody who opens the file should know of it."""
    case = file.case
    paper_only = [piece.title for piece in file.pieces if not piece.key]
    said = [piece.title for piece in file.pieces_of(PieceKind.NOTE)]
    before = case.previous.number if case.previous_id is not None and case.previous is not None else ""
    told = [
        f"有激化可能，{day(case.escalated_on)}已报告{case.get_escalated_to_display()}。"
        if case.escalated_on
        else "",
        f"本案是{before or '前一案'}达成协议以后的反复。" if case.previous_id is not None else "",
        f"只有纸质原件、没有扫描的：{'、'.join(paper_only)}。" if paper_only else "",
        f"另有书面说明：{'、'.join(said)}。" if said else "",
        f"还缺的必须文书：{'、'.join(lacking)}。" if lacking else "",
    ]
    blocks: list[Block] = [
        head("一、卷内文书"),
        say("由平台按记录打印的文书和签名、盖章的纸质文书的扫描件，按卷内目录的顺序排列，页号连续。"),
        head("二、要说明的情况"),
        *tell("\n".join(filter(None, told)) or "没有别的情况。"),
        head("三、手写补充"),
        *tell("", lines=4),
        rooms("立卷人", "检查人"),
    ]
    return [paper(file, "卷宗情况说明", blocks)]


def back(file: CaseFile) -> Paper:
    """封底: how many pages, who made and who checked the file, when it went to the archive."""
    blocks: list[Block] = [
        *[Paragraph(runs=[Text("")])] * 4,
        form(
            ("卷号", blank(file.number)),
            ("本卷页数", [Text("共 "), PageOf(text=SHORT), Text(" 页")]),
            ("立卷人", blank(file.keeper_name)),
            ("检查人", BLANK),
            ("归档日期", DATE_BLANK),
            ("备注", BLANK),
        ),
    ]
    return paper(file, "封底", blocks)
