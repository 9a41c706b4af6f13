"""From files to text."""

import io

import pytest
from docx import Document

from linli.reports.check import UnreadableDocument, read_document


def word(*, table: bool = False) -> bytes:
    document = Document()
    document.add_paragraph("全区邻长12043名。")
    if table:
        cells = document.add_table(rows=2, cols=2)
        for row, words in enumerate((("片长", "组长"), ("650", "2177"))):
            for column, text in enumerate(words):
                cells.cell(row, column).text = text
    document.add_paragraph("完。")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_in_the_encodings_in_use(encoding: str) -> None:
    assert read_document("报告.txt", "邻长12043名\r\n".encode(encoding)) == "邻长12043名\n"


def test_word_with_its_tables_in_place() -> None:
    assert read_document("a.docx", word(table=True)) == "全区邻长12043名。\n片长\t组长\n650\t2177\n完。"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "空"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0rest", "docx"),
        ("a.docx", b"PK\x03\x04broken", "损坏"),
        ("a.docx", "文字".encode(), "损坏"),
        ("a.docx", word()[:-200], "损坏"),
        ("a.txt", b"\x00\x01\x02\xff\xff", "编码"),
    ],
)
def test_what_cannot_be_read_is_said_in_chinese(name: str, data: bytes, says: str) -> None:
    with pytest.raises(UnreadableDocument, match=says):
        read_document(name, data)
