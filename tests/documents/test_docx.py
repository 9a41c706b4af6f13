"""The DOCX: what Word reads in it. It was looked at through LibreOffice when it was written; here it is measured."""

import re
import zipfile
from functools import cache
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from linli.documents.flow import texts
from linli.documents.measures import MEASURES
from linli.documents.ooxml import SEQUENCES
from linli.documents.paper import Layout, Paper, Table
from linli.documents.rendering import to_docx
from linli.documents.word_styles import style_id, styles
from tests.documents.papers import NASTY, full, paragraph, plain, squeezed

TWIPS_OF_MM = 1440 / 25.4


@cache
def opened() -> Document:
    return docx.Document(BytesIO(to_docx(full())))


def body() -> Any:
    return opened().element.body


def words(element: Any) -> str:
    """All text of an element, tabs and breaks as white space."""
    tags = {qn("w:t"): None, qn("w:tab"): " ", qn("w:br"): " "}
    return "".join(tags[each.tag] or each.text or "" for each in element.iter(*tags))


def attribute(element: Any, name: str) -> str:
    return str(element.get(qn(f"w:{name}")))


def test_page_and_margins_are_those_of_the_standard() -> None:
    (section,) = opened().sections
    found = [
        section.page_width,
        section.page_height,
        section.top_margin,
        section.right_margin,
        section.bottom_margin,
        section.left_margin,
    ]
    assert [length.mm for length in found if length] == pytest.approx([210, 297, 37, 26, 35, 28], abs=0.05)


def test_the_grid_is_22_lines_of_28_characters() -> None:
    grid = body().sectPr.find(qn("w:docGrid"))
    assert (attribute(grid, "type"), attribute(grid, "linePitch")) == ("linesAndChars", "579")
    pitch = 16 + int(attribute(grid, "charSpace")) / 4096
    assert 28 * pitch * 20 == pytest.approx(156 * TWIPS_OF_MM, abs=2)
    assert 22 * 579 <= 225 * TWIPS_OF_MM < 23 * 579


def test_body_text_has_the_lines_and_the_pitch_of_the_grid_by_its_own_style() -> None:
    normal = opened().styles["Normal"].element
    spacing = normal.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    assert (attribute(spacing, "line"), attribute(spacing, "lineRule")) == ("579", "exact")
    run = normal.find(qn("w:rPr"))
    size = int(attribute(run.find(qn("w:sz")), "val")) / 2
    closer = int(attribute(run.find(qn("w:spacing")), "val")) / 20
    assert size == 16
    assert 28 * (size + closer) <= 156 * 72 / 25.4 < 29 * (size + closer)


@pytest.mark.parametrize(
    ("style", "face"),
    [
        ("Normal", "仿宋_GB2312"),
        ("Title", "方正小标宋简体"),
        ("Heading 1", "黑体"),
        ("Heading 2", "楷体_GB2312"),
        ("Heading 3", "仿宋_GB2312"),
        ("Heading 4", "仿宋_GB2312"),
        ("发文机关标志", "方正小标宋简体"),
        ("附件序号", "黑体"),
        ("页码", "宋体"),
        ("版记", "仿宋_GB2312"),
    ],
)
def test_styles_name_the_official_faces(style: str, face: str) -> None:
    fonts = opened().styles[style].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    assert {attribute(fonts, name) for name in ("eastAsia", "ascii", "hAnsi")} == {face}
    assert not [name for name in fonts.attrib if "heme" in name]


def test_every_face_has_another_name() -> None:
    with zipfile.ZipFile(BytesIO(to_docx(full()))) as archive:
        table = archive.read("word/fontTable.xml").decode()
    assert re.findall(r'w:name="(.*?)"><w:altName w:val="(.*?)"', table) == [
        ("方正小标宋简体", "方正小标宋_GBK"),
        ("宋体", "SimSun"),
        ("黑体", "SimHei"),
        ("楷体_GB2312", "楷体"),
        ("仿宋_GB2312", "仿宋"),
    ]


def test_every_style_a_paragraph_names_is_there() -> None:
    known = {style.style_id for style in opened().styles}
    named = {attribute(each, "val") for each in body().iter(qn("w:pStyle"))}
    assert named <= known
    for layout in Layout:
        every = styles(layout, MEASURES[layout])
        assert len({style_id(style) for style in every.values()}) == len(every)


def test_no_space_between_digits_and_characters() -> None:
    normal = opened().styles["Normal"].element.find(qn("w:pPr"))
    assert [attribute(normal.find(qn(f"w:{name}")), "val") for name in ("autoSpaceDE", "autoSpaceDN")] == [
        "0",
        "0",
    ]


def test_headings_are_headings() -> None:
    found = {
        p.text: p.style.name for p in opened().paragraphs if p.style and p.style.name.startswith("Heading")
    }
    assert found == {
        "一、三项建设": "Heading 1",
        "（一）思想建设": "Heading 2",
        "1. 主题党日": "Heading 3",
        "（1）志愿服务": "Heading 4",
    }


def test_tables_repeat_their_head() -> None:
    table = opened().tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["街道", "户数"]
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert len(table.rows) == 31
    assert [cell.text for cell in table.rows[30].cells] == ["第30街道", "39360"]
    widths = [int(attribute(column, "w")) for column in table._tbl.tblGrid]
    assert widths[0] == pytest.approx(2 * widths[1], abs=2)


def test_links_are_absolute_and_black(settings: Any) -> None:
    settings.LINLI_BASE_URL = "https://linli.example"
    document = docx.Document(BytesIO(to_docx(full())))
    found = {
        words(link): document.part.rels[link.get(qn("r:id"))].target_ref
        for link in document.element.body.iter(qn("w:hyperlink"))
    }
    assert found["2284起"] == "https://linli.example/figures/closed/"
    assert found["法规"] == "https://example.org/law?a=1&b=2"
    assert found["39360"] == "https://linli.example/f/30/"
    for link in document.element.body.iter(qn("w:hyperlink")):
        assert not list(link.iter(qn("w:rStyle"), qn("w:u"), qn("w:color")))


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    assert opened().settings.odd_and_even_pages_header_footer
    section = opened().sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        root = footer._element
        assert squeezed(words(root)) == "—1—"
        assert [each.text.strip() for each in root.iter(qn("w:instrText"))] == ["PAGE"]
        assert attribute(root.find(f".//{qn('w:jc')}"), "val") == side
        assert attribute(root.find(f".//{qn('w:ind')}"), side) == "280"
        assert len(root.findall(qn("w:p"))) == 1
    assert "未签发，仅供核对" in words(section.header._element)
    assert "未签发，仅供核对" in words(section.even_page_header._element)


def test_the_plain_layout_counts_its_pages() -> None:
    footer = docx.Document(BytesIO(to_docx(plain(paragraph("文"))))).sections[0].footer
    assert words(footer._element) == "第 1 页，共 1 页"
    assert [e.text.strip() for e in footer._element.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_the_text_is_the_papers() -> None:
    said = squeezed(words(body()))
    wanted = [text for text in texts(full()) if text != "未签发，仅供核对"]
    place = 0
    for text in wanted:
        each = squeezed(text)
        place = said.find(each, place)
        assert place >= 0, each
        place += len(each)
    assert place == len(said)


@pytest.mark.parametrize("layout", list(Layout))
def test_markup_and_control_characters_stay_text(layout: Layout) -> None:
    paper = Paper(title=NASTY, layout=layout, organ=f"{NASTY}\x00\x0b", blocks=[paragraph(f"{NASTY}\ud800")])
    document = docx.Document(BytesIO(to_docx(paper)))
    assert squeezed(words(document.element.body)).count(squeezed(NASTY)) == 3


def test_the_file_names_title_organ_and_language_and_nobody_else() -> None:
    about = opened().core_properties
    assert (about.title, about.author, about.last_modified_by, about.comments, about.language) == (
        full().title,
        "岳阳市岳阳楼区人民政府",
        "岳阳市岳阳楼区人民政府",
        "",
        "zh-CN",
    )
    language = opened().styles.element.find(f".//{qn('w:lang')}")
    assert attribute(language, "eastAsia") == "zh-CN"


@pytest.mark.parametrize("layout", list(Layout))
def test_elements_stand_in_the_order_of_the_schema(layout: Layout) -> None:
    """Word calls a file damaged whose properties stand in another order."""
    paper = full() if layout is Layout.OFFICIAL else plain(Table(head=["a"], rows=[["1"]]), paragraph("文"))
    with zipfile.ZipFile(BytesIO(to_docx(paper))) as archive:
        assert archive.testzip() is None
        roots = [parse_xml(archive.read(n)) for n in archive.namelist() if re.match(r"word/[^/]*\.xml", n)]
    seen = 0
    for root in roots:
        for parent in root.iter(*SEQUENCES):
            order = SEQUENCES[parent.tag]
            places = [order.index(child.tag) for child in parent]
            assert places == sorted(places), parent.xml
            # Each but the references of headers and footers at most once.
            assert parent.tag == qn("w:sectPr") or len(places) == len(set(places)), parent.xml
            seen += 1
        for cell in root.iter(qn("w:tc")):
            assert cell[-1].tag == qn("w:p"), "a cell ends with a paragraph"
        for table in root.iter(qn("w:tbl")):
            assert table.getnext().tag == qn("w:p"), "two tables that touch become one"
    assert seen > 20


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert to_docx(full()) == to_docx(full())
