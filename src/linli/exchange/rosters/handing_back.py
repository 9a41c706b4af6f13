"""Files we give for a roster: an example to be filled in, and the rows that were not taken, to be mended."""

from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any

import xlsxwriter

from linli.exchange.delimited import write_csv
from linli.exchange.rosters.declared import Roster
from linli.exchange.rosters.importing import Checked
from linli.exchange.tables import Heading, Table
from linli.exchange.xlsx import sheet_name, write_xlsx

WRITERS: dict[str, Callable[[IO[bytes], Table], int]] = {"csv": write_csv, "xlsx": write_xlsx}
ROW, WHY = "原行号", "为什么没有收"
WIDTH, WIDE = 18, 60
FILLED_LINES = 5_000
"""So many lines of the example are set to hold text, so that no number typed there is rewritten."""


def bad_rows(found: Checked, stream: IO[bytes], ending: str = "csv") -> int:
    """The bad rows as they stood, each with its row number and reasons in front: mend and send again; how many."""
    reasons: dict[int, list[str]] = {}
    for each in found.mistakes:
        reasons.setdefault(each.row, []).append(f"{each.column}：{each.reason}")
    columns = found.declared.columns
    headings = (ROW, WHY, *(column.label for column in columns))
    rows = (
        [str(row.number), "；".join(reasons[row.number]), *(row.cells.get(c.key, "") for c in columns)]
        for row in found.bad
    )
    return WRITERS[ending](stream, Table(found.declared.label, (), tuple(map(Heading, headings)), rows))


def sample(declared: Roster, stream: IO[bytes], ending: str = "csv") -> None:
    """The headings and one row filled in as an example, which an import does not read; XLSX explains each column."""
    example = [column.example for column in declared.columns]
    if ending == "csv":
        headings = tuple(Heading(column.label) for column in declared.columns)
        write_csv(stream, Table(declared.label, (), headings, [example]))
    else:
        _book(declared, stream, example)


def _book(declared: Roster, stream: IO[bytes], example: Sequence[str]) -> None:
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@"})
    grey = book.add_format({"num_format": "@", "font_color": "#48555B", "italic": True})
    sheet = book.add_worksheet(sheet_name(declared.label))
    sheet.set_column(0, len(declared.columns) - 1, WIDTH, text)
    sheet.freeze_panes(1, 0)
    for at, (column, filled) in enumerate(zip(declared.columns, example, strict=True)):
        sheet.write_string(0, at, column.label, bold)
        sheet.write_string(1, at, filled, grey)
    told = book.add_worksheet("怎么填")
    told.set_column(0, 2, WIDTH)
    told.set_column(3, 3, WIDE)
    for down, line in enumerate(_explained(declared)):
        for at, each in enumerate(line):
            told.write_string(down, at, each, bold if down == 0 else None)
    book.close()


def _explained(declared: Roster) -> Iterator[Sequence[Any]]:
    yield "列", "要不要填", "例子", "怎么填"
    for column in declared.columns:
        yield column.label, "必填" if column.required else "可不填", column.example, column.hint
    yield "", "", "", "第 2 行是例子，导入时不读，删去、留着都可以。"
