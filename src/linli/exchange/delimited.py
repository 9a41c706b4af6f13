"""Writing a table as CSV: UTF-8 with a mark (Excel needs it to read Chinese), RFC 4180, dates ISO.

Title and notes are left out: a CSV is headings and rows, for machines as well. The watermark stands in a last row of
its own, of one cell.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import IO, Any

from linli.exchange.tables import FEN, SHANGHAI, Heading, Kind, Table, WrongCell, fits

MARK = "\ufeff"
BATCH = 500
# Signs with which a spreadsheet takes a cell for a formula, their full-width twins included.
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


def safe(text: str) -> str:
    """Text a spreadsheet will not run: an apostrophe goes before what would begin a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def write_csv(stream: IO[bytes], table: Table) -> int:
    """Write headings and rows; how many rows. Raises ``WrongCell`` as ``write_xlsx`` does."""
    count = 0
    for chunk, rows in _chunks(table):
        stream.write(chunk)
        count += rows
    return count


def csv_chunks(table: Table) -> Iterator[bytes]:
    """The same bytes piece by piece, for a streamed answer."""
    for chunk, _ in _chunks(table):
        yield chunk


def _chunks(table: Table) -> Iterator[tuple[bytes, int]]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write(MARK)
    writer.writerow([safe(heading.label) for heading in table.headings])
    count = 0
    for row in table.rows:
        writer.writerow(_cells(table.headings, row))
        count += 1
        if count == BATCH:
            yield buffer.getvalue().encode(), count
            buffer.seek(0)
            buffer.truncate()
            count = 0
    if table.watermark:
        writer.writerow([safe(table.watermark)])
    yield buffer.getvalue().encode(), count


def _cells(headings: Sequence[Heading], row: Sequence[Any]) -> Iterator[str]:
    for heading, value in zip(headings, row, strict=True):
        if value is None:
            yield ""
            continue
        if not fits(heading.kind, value):
            raise WrongCell(heading, value)
        yield SHOW[heading.kind](value)


def _instant(value: datetime) -> str:
    return value.astimezone(SHANGHAI).isoformat(timespec="seconds")


def _plain(value: Any) -> str:
    """Without an exponent, whatever the size."""
    return f"{value if isinstance(value, Decimal) else Decimal(str(value)):f}"


SHOW: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: safe,
    Kind.INTEGER: str,
    Kind.DECIMAL: _plain,
    Kind.PERCENT: _plain,
    Kind.MONEY: lambda fen: f"{Decimal(fen) / FEN:.2f}",
    Kind.DATE: lambda day: str(day.isoformat()),
    Kind.INSTANT: _instant,
}
