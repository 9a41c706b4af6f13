"""From the bytes a person hands in to text: plain text in the encodings in use, DOCX with its tables."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.text.paragraph import Paragraph

from linli.common.uploads import DOCX, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.table import Table

LARGEST_FILE = 20 * 1024 * 1024
CLOSING_TABLE = ("序号", "数字", "数值", "怎么算的", "截至", "摘要")
"""Head of the table that closes a report of ours; it repeats the text's figures with dates and digests: not read."""
CORRECTION = "更正说明："
"""Begins the paragraph in which a report of ours says what was once printed; those figures are no longer claimed."""
_OLD_WORD = b"\xd0\xcf\x11\xe0"


class UnreadableDocument(Exception):
    """A file that cannot be read; the message says so to the person who handed it in, and what to do."""


def read_document(filename: str, data: bytes) -> str:
    """The text of a file. Table cells are parted by tabs, rows and paragraphs by line ends."""
    if not data:
        raise UnreadableDocument("文件是空的。请换一个有文字的文件，或直接粘贴文字。")
    if len(data) > LARGEST_FILE:
        raise UnreadableDocument("文件超过 20 MB。请只留下要核对的文字，或分成几份。")
    if data.startswith(b"%PDF"):
        raise UnreadableDocument("这是 PDF 文件，读不了。请另存为 docx 或 txt，或直接粘贴文字。")
    if data.startswith(_OLD_WORD):
        raise UnreadableDocument(
            "这是旧版 Word 文件（doc）或加了密码的文件，读不了。请打开后另存为 docx，再来核对。"
        )
    if data.startswith(b"PK"):
        return _word(data)
    if filename.lower().endswith((".docx", ".doc", ".wps", ".pdf", ".xlsx", ".xls")):
        raise UnreadableDocument(
            f"“{filename}”的内容不是这种文件应有的样子，可能已损坏。请重新保存为 docx 或 txt。"
        )
    return _plain(data)


def _plain(data: bytes) -> str:
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableDocument("这不是文字文件，读不出文字编码。请换成 txt 或 docx，或直接粘贴文字。")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UnreadableDocument("看不懂这个文件的文字编码。请用 UTF-8 或 GB18030 保存为 txt，或直接粘贴文字。")


def _word(data: bytes) -> str:
    try:
        DOCX.examine(data)
    except Refused as refused:
        raise UnreadableDocument(refused.message) from None
    try:
        document = Document(io.BytesIO(data))
        return "\n".join(_lines(document.iter_inner_content()))
    except (PackageNotFoundError, KeyError, ValueError, ParseError, SyntaxError):
        raise UnreadableDocument(
            "文档打不开，可能已损坏。请用 Word 或 WPS 打开后重新保存，再来核对。"
        ) from None


def _lines(content: Iterator[Paragraph | Table]) -> Iterator[str]:
    for block in content:
        if isinstance(block, Paragraph):
            if not block.text.startswith(CORRECTION):
                yield block.text
            continue
        if _is_closing(block):
            continue
        for row in block.rows:
            cells: list[str] = []
            seen = None
            for cell in row.cells:
                # A merged cell is given once for every column it covers.
                if cell._tc is not seen:
                    cells.append(cell.text.replace("\n", " ").strip())
                seen = cell._tc
            yield "\t".join(cells)


def _is_closing(table: Table) -> bool:
    return len(table.columns) == len(CLOSING_TABLE) and (
        tuple(cell.text.strip() for cell in table.rows[0].cells) == CLOSING_TABLE
    )
