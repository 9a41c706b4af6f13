"""Several papers bound as one PDF: the pages it names are the pages it has."""

import struct
import zlib
from io import BytesIO

import docx
import pytest

from linli.documents.bundle import Bundle, Scan, Sheet, bind
from linli.documents.paper import Form, Layout, PageOf, Paper, Paragraph, Table, Text
from linli.documents.rendering import to_docx, to_html, to_pdf
from tests.documents.papers import full
from tests.documents.test_pdf import pages_of

LONG = Paragraph(runs=[Text("邻里之间，有话好好说。" * 80)])


def png(width: int = 60, height: int = 90) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80\x90\xa0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def plain(title: str, *blocks: Paragraph | Table | Form, draft: str = "") -> Paper:
    return Paper(title=title, layout=Layout.PLAIN, blocks=blocks, draft_mark=draft)


def bundle(scan: bytes | None = None) -> Bundle:
    contents = Table(
        head=["名称", "页号"],
        rows=[
            ["甲方材料", PageOf(sheet="a", text="甲页")],
            ["照片", PageOf(sheet="s")],
            ["乙方材料", PageOf(sheet="b")],
        ],
    )
    form = Form(rows=[["姓名", "何大海", "性别", "男"]], widths=[1, 2, 1, 2])
    return Bundle(
        title="材料",
        sheets=[
            Sheet(key="contents", content=plain("目录", contents, Paragraph(runs=[Text("共"), PageOf(), Text("页")]))),
            Sheet(key="a", content=plain("甲方材料", form, LONG, LONG, draft="草稿")),
            Sheet(key="s", content=Scan(title="照片", data=scan or png(), media="png")),
            Sheet(key="b", content=plain("乙方材料", LONG)),
        ],
    )  # fmt: skip


def test_the_pages_named_are_the_pages_where_the_titles_stand() -> None:
    bound = bind(bundle())
    pages = pages_of(bound.pdf)
    assert bound.pages == {"contents": 1, "a": 2, "s": 4, "b": 5}
    assert "245" in pages[0].text  # a table stands in the file column by column
    assert "共5页" in pages[0].text
    for title, page in (("甲方材料", 2), ("照片", 4), ("乙方材料", 5)):
        assert pages[page - 1].text.removeprefix("草稿").startswith(title)
    assert [f"第{n}页，共5页" in page.text for n, page in enumerate(pages, 1)] == [True] * 5


def test_a_draft_mark_stands_on_its_own_sheet_alone() -> None:
    assert ["草稿" in page.text for page in pages_of(bind(bundle()).pdf)] == [False, True, True, False, False]


def test_the_same_bundle_gives_the_same_bytes() -> None:
    assert bind(bundle()).pdf == bind(bundle()).pdf


def test_a_form_says_the_same_in_every_format() -> None:
    paper = plain("表", Form(rows=[["姓名", "何大海", "性别", "男"]], widths=[1, 2, 1, 2]))
    page = to_html(paper)
    assert '<th scope="row">姓名</th><td>何大海</td><th scope="row">性别</th><td>男</td>' in page
    assert "<thead>" not in page
    table = docx.Document(BytesIO(to_docx(paper))).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["姓名", "何大海", "性别", "男"]


def test_a_paper_by_itself_says_what_it_was_given_for_a_page() -> None:
    paper = plain("表", Table(head=["页号"], rows=[[PageOf(sheet="a", text="7")]]))
    assert "<td>7</td>" in to_html(paper)


def test_bundles_and_forms_that_could_not_be_drawn_are_refused() -> None:
    sheet = Sheet(key="a", content=plain("甲"))
    for sheets in ([], [sheet, sheet], [Sheet(key="x", content=full())]):
        with pytest.raises(ValueError, match="bundle"):
            Bundle(title="卷", sheets=sheets)
    with pytest.raises(ValueError, match="not jpeg"):
        Scan(title="图", data=png(), media="jpeg")
    with pytest.raises(ValueError, match="title"):
        Scan(title=" ", data=png(), media="png")
    for rows, widths in (([], [1, 1]), ([["甲"]], [1]), ([["甲", "乙", "丙"]], [1, 1])):
        with pytest.raises(ValueError, match=r"form|cells"):
            Form(rows=rows, widths=widths)


def test_a_blank_is_drawn_as_one_line_and_stays_in_the_text() -> None:
    page = pages_of(to_pdf(plain("表", Paragraph(runs=[Text("姓名：＿＿＿＿。")]))))[0]
    assert "姓名：＿＿＿＿。" in page.text
