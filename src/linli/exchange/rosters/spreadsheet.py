"""XLSX in: the one sheet of a book that holds the roster, as lines of text.

The reader lays a sheet out as a full rectangle in memory, so a few bytes that name a cell far away would be a bomb:
how far a sheet reaches is counted in its XML before it is opened.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from linli.common.uploads import Refused
from linli.exchange.rosters.cells import said

MOST_COLUMNS = 500
MOST_CELLS = 4_000_000
MOST_MERGED = 20_000
"""Ranges, and cells filled from them: beyond that a file is a drawing, not a roster."""
MOST_KEPT = 50_000
PART, LONGEST_TAG = 1 << 20, 1 << 16
_CELL = re.compile(
    rb"<(?:[A-Za-z_][\w.-]*:)?c(?=[\s/>])"
    rb"(?:[^<>]*?\sr\s*=\s*[\"']([A-Za-z]{1,3})([1-9][0-9]{0,6})[\"'])?[^<>]*"
)
_WRONG = re.compile(rb"\st\s*=\s*[\"']e[\"']")
Merged = list[tuple[tuple[int, int], tuple[int, int]]]


@dataclass(frozen=True)
class Lines:
    """Lines as the file counts them (from 1), each a list of texts; and ranges joined into one cell, from 0."""

    name: str
    rows: Iterator[list[str]]
    merged: Merged


def _refused() -> Refused:
    return Refused("这张表格读不懂。请用 Excel 或 WPS 打开，另存为 .xlsx 后再送。", "xlsx")


def sheets(data: bytes) -> list[Lines]:
    """The visible sheets with anything in them. Raises Refused for what would not fit, or cannot be read."""
    _demand_room(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = []
        for about in book.sheets_metadata:
            if about.typ is SheetTypeEnum.WorkSheet and about.visible is SheetVisibleEnum.Visible:
                sheet = book.get_sheet_by_name(about.name)
                if sheet.start is not None:
                    found.append(_lines(sheet))
    except CalamineError:
        raise _refused() from None
    return found


def _lines(sheet: CalamineSheet) -> Lines:
    merged = sheet.merged_cell_ranges or []
    if len(merged) > MOST_MERGED:
        raise Refused("这张表合并的单元格太多，读不清楚。请取消合并后再送。", "merged")
    return Lines(sheet.name, _filled(_texts(sheet), merged), merged)


def _texts(sheet: CalamineSheet) -> Iterator[list[str]]:
    """From the very first line and column, so that lines are counted as the reader of the file counts them.

    The library begins with the first line whatever stands there, but with the first column that holds something.
    """
    assert sheet.start is not None  # an empty sheet is left out
    _, across = sheet.start
    kept: dict[str, str] = {}  # a code or a day stands in thousands of rows: one text for all of them
    once = kept.setdefault
    for row in sheet.iter_rows():
        if len(kept) > MOST_KEPT:
            kept.clear()
        yield [""] * across + [once(text, text) for text in map(said, row)]


def _filled(rows: Iterator[list[str]], merged: Merged) -> Iterator[list[str]]:
    """What stands in a joined cell stands in every line it covers: a community joined over ten orders is theirs."""
    tall = sorted((low, left, high) for (low, left), (high, _) in merged if high > low)
    at, running, budget = 0, dict[int, tuple[int, str]](), MOST_MERGED * 10
    for number, row in enumerate(rows):
        for column, (high, text) in list(running.items()):
            if number > high:
                del running[column]
            elif column < len(row) and not row[column]:
                row[column] = text
                budget -= 1
        while at < len(tall) and tall[at][0] <= number:
            _, column, high = tall[at]
            if column < len(row) and row[column]:
                running[column] = (high, row[column])
            at += 1
        if budget < 0:
            raise Refused("这张表合并的单元格太多，读不清楚。请取消合并后再送。", "merged")
        yield row


# --- before a sheet is opened ------------------------------------------------------------------------------
def _demand_room(data: bytes) -> None:
    """Raises Refused when the sheets reach too far, do not say where their cells are, or hold a formula that failed.

    Every part is looked at: which of them is a sheet, the book says, and it may call it anything.
    """
    room = MOST_CELLS
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for entry in package.infolist():
            with package.open(entry) as part:
                room -= _reach(part)
            if room < 0:
                raise Refused(
                    "这张表太大：有内容的格子离得太远。请只留要导入的行和列，另存一份再送。", "too_wide"
                )


def _reach(part: IO[bytes]) -> int:
    """How many cells the rectangle has that holds all of a sheet's; 0 for a part that is none."""
    columns: set[bytes] = set()
    last, kept = 0, b""
    while piece := part.read(PART):
        text = kept + piece
        if text.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
            raise _refused()
        cut = text.rfind(b"<")  # a tag cut in two waits for the next piece
        whole, kept = (text[:cut], text[cut:]) if cut > 0 else (b"", text)
        last = max(last, _look(whole, columns))
        if len(kept) > LONGEST_TAG:
            if _CELL.match(kept):
                raise _refused()
            kept = b""
    last = max(last, _look(kept, columns))
    across = max(map(_column, columns), default=0)
    return across * last if across <= MOST_COLUMNS else MOST_CELLS + 1


def _look(text: bytes, columns: set[bytes]) -> int:
    """Notes the columns of the cells; the last line of them."""
    last = 0
    for cell in _CELL.finditer(text):
        letters, number = cell.groups()
        if letters is None:
            raise _refused()
        columns.add(letters)
        last = max(last, int(number))
        if b"e" in cell[0] and _WRONG.search(cell[0]):
            raise Refused(
                f"格子 {letters.decode()}{number.decode()} 里的公式算不出来（#N/A 一类）。请改好或清空再送。",
                "formula",
            )
    return last


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
