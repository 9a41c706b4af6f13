"""Writing a table as XLSX, row by row: memory does not grow with the number of rows."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from tempfile import TemporaryDirectory
from typing import IO, Any

import xlsxwriter

from linli.exchange.tables import FEN, SHANGHAI, Heading, Kind, Table, WrongCell, fits

MAX_ROWS = 1_048_576
MAX_TEXT = 32_767
MAX_SHEET_NAME = 31
MOST_PRINTED = 240
FORBIDDEN_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
EPOCH = date(1899, 12, 30)
NUMBER_FORMATS = {
    Kind.INTEGER: "#,##0",
    Kind.DECIMAL: "#,##0.00",
    Kind.PERCENT: "0.0%",
    Kind.MONEY: "#,##0.00",
    Kind.DATE: "yyyy-mm-dd",
    Kind.INSTANT: "yyyy-mm-dd hh:mm",
}
OPTIONS = {
    "constant_memory": True,  # a row is on disk before the next one is made
    "strings_to_formulas": False,  # what somebody typed into a record is never run
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(stream: IO[bytes], table: Table, *, max_rows: int = MAX_ROWS) -> int:
    """Write the table; how many rows it had. Rows beyond one sheet go on to further ones, each with head.

    Raises ``WrongCell`` for a value that does not fit its column; the stream is then worth nothing.
    """
    # A folder of its own: when a row is refused half way, the rows already on disk go with it.
    with TemporaryDirectory(prefix="linli-xlsx-") as folder:
        book = xlsxwriter.Workbook(stream, OPTIONS | {"tmpdir": folder})
        sheets = _Sheets(book, table, max_rows)
        rows = iter(table.rows)
        try:
            written = sheets.write_next(rows)
            for first in rows:
                written += sheets.write_next(chain([first], rows))
        except BaseException:
            _close_files(book)
            raise
        book.close()
    return written


def sheet_name(title: str, number: int = 1) -> str:
    """A name Excel accepts: 31 signs, none of ``[]:*?/\\``, no quote at an end; further sheets numbered."""
    name = " ".join(title.translate(FORBIDDEN_IN_SHEET_NAMES).split()).strip("'") or "表"
    ending = f" ({number})" if number > 1 else ""
    return name[: MAX_SHEET_NAME - len(ending)].strip("' ") + ending


class _Sheets:
    """The sheets of one book, and how a cell of each kind is written."""

    def __init__(self, book: Any, table: Table, max_rows: int) -> None:
        self.book, self.table = book, table
        self.notes = (*table.notes, table.watermark) if table.watermark else table.notes
        self.head = 1 + len(self.notes)
        self.room = max_rows - self.head - 1
        if self.room < 1:
            raise ValueError("no room for rows below title, notes and headings")
        self.number = 0
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.note = book.add_format({"font_color": "#48555B"})
        self.heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.cells = {kind: book.add_format({"num_format": code}) for kind, code in NUMBER_FORMATS.items()}

    def _open(self) -> Any:
        self.number += 1
        sheet = self.book.add_worksheet(sheet_name(self.table.title, self.number))
        for column, heading in enumerate(self.table.headings):
            sheet.set_column(column, column, heading.width)
        sheet.freeze_panes(self.head + 1, 0)
        sheet.repeat_rows(self.head)
        if self.table.watermark:
            sheet.set_header(f"&L{_printed(self.table.title)}")
            sheet.set_footer(f"&L{_printed(self.table.watermark)}&R&P/&N")
        sheet.write_string(0, 0, _short(self.table.title), self.title)
        for row, note in enumerate(self.notes, 1):
            sheet.write_string(row, 0, _short(note), self.note)
        for column, heading in enumerate(self.table.headings):
            sheet.write_string(self.head, column, heading.label, self.heading)
        return sheet

    def write_next(self, rows: Iterator[Sequence[Any]]) -> int:
        """Fill one further sheet from ``rows``; how many rows it took."""
        sheet = self._open()
        writers = [self._writer(sheet, column, h) for column, h in enumerate(self.table.headings)]
        row = self.head
        for row, values in enumerate(islice(rows, self.room), self.head + 1):  # counted below
            for write, value in zip(writers, values, strict=True):
                if value is not None:
                    write(row, value)
        return row - self.head

    def _writer(self, sheet: Any, column: int, heading: Heading) -> Callable[[int, Any], None]:
        kind = heading.kind
        text, number, shape, convert = (
            sheet.write_string,
            sheet.write_number,
            self.cells.get(kind),
            CONVERT[kind],
        )

        def write_text(row: int, value: Any) -> None:
            if type(value) is not str and not fits(kind, value):
                raise WrongCell(heading, value)
            text(row, column, value if len(value) <= MAX_TEXT else _short(value))

        def write_number(row: int, value: Any) -> None:
            if not fits(kind, value):
                raise WrongCell(heading, value)
            number(row, column, convert(value), shape)

        return write_text if kind is Kind.TEXT else write_number


def _printed(text: str) -> str:
    """As a header or footer takes it: ``&`` begins a command there, and there is room for 255 signs."""
    return text[:MOST_PRINTED].replace("&", "＆")


def _short(text: str) -> str:
    """Excel holds so much in a cell; what is cut off is marked."""
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def _days(day: date) -> int:
    return (day - EPOCH).days


def _instant(value: datetime) -> float:
    local = value.astimezone(SHANGHAI)
    return _days(local.date()) + (local.hour * 3600 + local.minute * 60 + local.second) / 86_400


def _same(value: Any) -> Any:
    return value


CONVERT: dict[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: _same,
    Kind.INTEGER: _same,
    Kind.DECIMAL: _same,
    Kind.PERCENT: _same,
    # Divided in Decimal, so that the cell shows the fen it was given.
    Kind.MONEY: lambda fen: Decimal(fen) / FEN,
    Kind.DATE: _days,
    Kind.INSTANT: _instant,
}


def _close_files(book: Any) -> None:
    """Let go of the rows on disk of a book that is not to be finished."""
    for sheet in book.worksheets():
        if sheet.row_data_fh is not None:
            sheet.row_data_fh.close()
