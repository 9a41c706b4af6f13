"""The PDF, measured: GB/T 9704-2012 in points, faces, links, words."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTLine
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from linli.documents.flow import texts
from linli.documents.paper import Heading, Layout, Paper, Text
from linli.documents.rendering import to_pdf
from tests.documents.papers import NASTY, SENTENCE, full, official, paragraph, plain, squeezed

MM = 72 / 25.4
PITCH = 156 * MM / 28
LOWER_EDGE = (297 - 35) * MM


@dataclass(frozen=True)
class Char:
    """One character, in points from the page's upper left corner; ``y`` is the base line."""

    text: str
    x: float
    y: float
    right: float
    size: float
    face: str
    color: Any


@dataclass(frozen=True)
class Page:
    """The characters of a page in the order of the file, which is the order of reading."""

    width: float
    height: float
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        """Without white space."""
        return squeezed("".join(char.text for char in self.chars))

    @property
    def lines(self) -> list[list[Char]]:
        """Lines of the type area from above: no draft mark, no page number."""
        found: dict[float, list[Char]] = defaultdict(list)
        for char in self.chars:
            if 37 * MM < char.y < LOWER_EDGE and char.text.strip():
                found[round(char.y, 1)].append(char)
        return [sorted(found[y], key=lambda char: char.x) for y in sorted(found)]

    @property
    def below(self) -> list[Char]:
        """What stands under the type area."""
        return [char for char in self.chars if char.y > LOWER_EDGE and char.text.strip()]


def characters(item: Any) -> Iterator[LTChar]:
    if isinstance(item, LTChar):
        yield item
    elif hasattr(item, "__iter__"):
        for each in item:
            yield from characters(each)


def pages_of(file: bytes) -> list[Page]:
    found = []
    for page in extract_pages(BytesIO(file), laparams=None):
        chars = tuple(
            Char(
                char.get_text(),
                char.matrix[4],
                page.height - char.matrix[5],
                char.x1,
                round(char.size, 2),
                char.fontname.partition("+")[2],
                char.graphicstate.ncolor,
            )
            for char in characters(page)
        )
        found.append(Page(page.width, page.height, chars))
    return found


@cache
def pages(make: Callable[[], Paper]) -> list[Page]:
    return pages_of(to_pdf(make()))


def document(paper: Paper) -> PDFDocument:
    return PDFDocument(PDFParser(BytesIO(to_pdf(paper))))


def links(paper: Paper) -> list[tuple[str, list[float]]]:
    """Addresses with their rectangles, in the order of the pages."""
    annotations = (
        resolve1(each)
        for page in PDFPage.create_pages(document(paper))
        for each in resolve1(page.annots) or []
    )
    return [
        (resolve1(each["A"])["URI"].decode(), [float(edge) for edge in resolve1(each["Rect"])])
        for each in annotations
        if "A" in each and "URI" in resolve1(each["A"])
    ]


def starting(words: str, make: Callable[[], Paper]) -> list[Char]:
    """The first character of every place where these words stand."""
    found = []
    for page in pages(make):
        chars = [char for char in page.chars if char.text.strip()]
        text = "".join(char.text for char in chars)
        place = text.find(words)
        while place >= 0:
            found.append(chars[place])
            place = text.find(words, place + 1)
    return found


def full_pages() -> Paper:
    return official(paragraph("岳" * 28 * 22 * 3, indent=False))


def with_digits() -> Paper:
    return official(paragraph("网格2396起12" * 200, indent=False))


def said(line: list[Char]) -> str:
    return "".join(char.text for char in line)


def steps(lines: list[list[Char]]) -> list[float]:
    return [second[0].y - first[0].y for first, second in pairwise(lines)]


def test_the_page_is_a4() -> None:
    for page in pages(full_pages):
        assert page.width == pytest.approx(210 * MM, abs=0.1)
        assert page.height == pytest.approx(297 * MM, abs=0.1)


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    for page in pages(full_pages)[1:3]:
        assert [len(line) for line in page.lines] == [28] * 22


def test_margins_are_those_of_the_standard() -> None:
    lines = pages(full_pages)[1].lines
    assert min(line[0].x for line in lines) == pytest.approx(28 * MM, abs=0.1)
    assert max(line[-1].right for line in lines) == pytest.approx((210 - 26) * MM, abs=0.1)
    # The em box reaches 0.88 em above the base line and 0.12 em below.
    assert lines[0][0].y - 0.88 * 15.75 == pytest.approx(37 * MM, abs=0.2)
    # 撑满版心: the last line ends at the lower edge, within the millimetre the standard allows.
    assert lines[-1][0].y + 0.12 * 15.75 == pytest.approx(LOWER_EDGE, abs=1 * MM)


def test_lines_are_29_to_29_6_points_apart_and_type_is_15_75() -> None:
    lines = pages(full_pages)[1].lines
    assert all(29.0 <= step <= 29.6 for step in steps(lines))
    assert max(steps(lines)) - min(steps(lines)) < 0.05
    assert {char.size for line in lines for char in line} == {15.75}


def test_characters_are_156_mm_divided_by_28_apart() -> None:
    for line in pages(full_pages)[1].lines:
        for first, second in pairwise(line):
            assert second.x - first.x == pytest.approx(PITCH, abs=0.01)


def test_the_grid_holds_with_digits_between() -> None:
    """Two digits take one character, no space stands beside them, lines and edges stay where they are."""
    lines = pages(with_digits)[1].lines
    assert len(lines) == 22
    assert max(steps(lines)) - min(steps(lines)) < 0.05
    for line in lines:
        width = sum(0.5 if char.text.isascii() else 1 for char in line)
        assert 26 <= width <= 28, said(line)
        assert line[0].x == pytest.approx(28 * MM, abs=0.1)
        assert line[-1].right == pytest.approx((210 - 26) * MM, abs=0.2)
        if width == 28:
            for place, char in enumerate(line):
                before = sum(0.5 if each.text.isascii() else 1 for each in line[:place])
                assert char.x == pytest.approx(28 * MM + before * PITCH, abs=0.1)


def test_no_line_begins_with_a_mark_or_ends_with_an_opening_one() -> None:
    text = f"（“{SENTENCE}”）《人民调解法》第三条；“群英断是非”。" * 12
    for page in pages_of(to_pdf(official(paragraph(text)))):
        for line in page.lines:
            assert line[0].text not in "，。、；：）》”", said(line)
            assert line[-1].text not in "（《“", said(line)


def test_page_numbers_stand_outside_with_one_character_between() -> None:
    for number, page in enumerate(pages(full_pages), 1):
        assert said(page.below) == f"—{number}—"
        assert {char.size for char in page.below} == {14.0}
        assert all("FandolSong-Regular" in char.face for char in page.below)
        # The dash is 7 mm below the type area; it lies 0.38 em above the base line.
        assert page.below[0].y - 0.38 * 14 == pytest.approx(LOWER_EDGE + 7 * MM, abs=0.3)
        if number % 2 == 0:
            assert page.below[0].x == pytest.approx(28 * MM + 14, abs=0.2)
        else:
            assert page.below[-1].right == pytest.approx((210 - 26) * MM - 14, abs=0.2)


def test_all_faces_are_embedded_and_ours() -> None:
    faces = {}
    for page in PDFPage.create_pages(document(full())):
        for font in resolve1(page.resources["Font"]).values():
            below = resolve1(resolve1(resolve1(font)["DescendantFonts"])[0])
            faces[below["BaseFont"].name.partition("+")[2]] = resolve1(below["FontDescriptor"])
    assert {name.split("-Identity")[0] for name in faces} == {
        "FandolFang-Regular",
        "FandolHei-Regular",
        "FandolKai-Regular",
        "FandolSong-Bold",
        "FandolSong-Regular",
    }
    assert all("FontFile3" in found for found in faces.values())


@pytest.mark.parametrize(
    ("words", "face", "size"),
    [
        ("岳阳市岳阳楼区人民政府文件", "FandolSong-Bold", None),
        ("岳楼政〔", "FandolFang", 15.75),
        ("签发人", "FandolFang", 15.75),
        ("王建国", "FandolKai", 15.75),
        ("关于岳阳楼区", "FandolSong-Bold", 22.0),
        ("一、三项建设", "FandolHei", 15.75),
        ("（一）思想建设", "FandolKai", 15.75),
        ("1.主题党日", "FandolFang", 15.75),
        ("（1）志愿服务", "FandolFang", 15.75),
        ("附件1", "FandolHei", 15.75),
        ("抄送：", "FandolFang", 14.0),
    ],
)
def test_each_part_has_its_face(words: str, face: str, size: float | None) -> None:
    found = starting(words, full)
    assert found
    assert all(face in char.face and (size is None or char.size == size) for char in found)


def test_the_red_head_lies_where_the_standard_says() -> None:
    (mark,) = starting("岳阳市岳阳楼区人民政府文件", full)
    # The upper edge of the letters, 0.84 em above their base line, is 35 mm below that of the type area.
    assert mark.y - 0.84 * mark.size == pytest.approx((37 + 35) * MM, abs=1)
    red, green, blue = mark.color
    assert red > 0.8 > 0.1 > green
    assert blue < 0.1
    assert starting("岳楼政〔", full)[0].x == pytest.approx(28 * MM + PITCH, abs=0.1)


def test_organ_and_date_stand_where_the_seal_goes() -> None:
    page = next(page for page in pages(full) if "特此报告" in page.text)
    line = next(line for line in page.lines if said(line) == "2024年10月30日")
    assert line[-1].right == pytest.approx((210 - 26) * MM - 4 * PITCH, abs=0.2)
    organ = next(line for line in page.lines if said(line) == "岳阳市岳阳楼区人民政府")
    assert organ[0].x + organ[-1].right == pytest.approx(line[0].x + line[-1].right, abs=0.5)


def test_text_is_black_but_for_the_head_and_the_faint() -> None:
    for page in pages(full):
        for line in page.lines:
            for char in line:
                if char.size > 14 and "文件" not in said(line):
                    assert char.color in (0, 0.0, [0], (0, 0, 0)), (char, said(line))


def test_links_are_there_and_absolute(settings: Any) -> None:
    settings.LINLI_BASE_URL = "https://linli.example"
    found = [address for address, _ in links(full())]
    assert {
        "https://linli.example/figures/closed/",
        "https://example.org/law?a=1&b=2",
        "https://linli.example/reports/12/",
        "https://linli.example/f/30/",
    } <= set(found)
    assert all(address.startswith("https://") for address in found)


def test_the_text_can_be_taken_out_and_is_the_papers() -> None:
    # The page number and the draft mark interrupt what runs over a page.
    drawn = enumerate(pages(full), 1)
    found = "".join(page.text.replace("未签发，仅供核对", "").removesuffix(f"—{n}—") for n, page in drawn)
    for text in texts(full()):
        # Of 签字栏 the date stands in the file before the words below the blank.
        for words in squeezed(text).replace("（签名、盖章或按指印）", "\n").split("\n"):
            assert words in found or words == "未签发，仅供核对", words


def test_the_draft_mark_is_on_every_page() -> None:
    assert all("未签发，仅供核对" in page.text for page in pages(full))


def test_the_foot_lies_on_an_even_page_at_its_lower_edge() -> None:
    (place,) = [n for n, page in enumerate(pages(full), 1) if "抄送" in page.text]
    assert place % 2 == 0
    assert place == len(pages(full))
    assert pages(full)[-1].lines[-1][0].y > LOWER_EDGE - 10 * MM


def foot_after(lines: int) -> list[Page]:
    paper = Paper(
        title="通知",
        layout=Layout.OFFICIAL,
        blocks=[paragraph("岳" * 28 * lines, indent=False)],
        printed_by="区政府办公室",
    )
    return pages_of(to_pdf(paper))


def test_a_foot_that_needs_a_page_of_its_own_gets_an_even_one() -> None:
    short = foot_after(5)
    assert ["区政府办公室" in page.text for page in short] == [False, True]
    assert short[1].text.endswith("—2—")
    # Two lines of the first page are the title's; here the second page is full, and the third stays empty.
    full_second = foot_after(20 + 22)
    assert ["区政府办公室" in page.text for page in full_second] == [False, False, False, True]
    assert [page.text.endswith(f"—{n}—") for n, page in enumerate(full_second, 1)] == [
        True,
        True,
        False,
        False,
    ]


def test_a_head_of_a_table_is_repeated() -> None:
    assert sum("街道户数" in page.text for page in pages(full)) == 2


def test_title_author_language_and_bookmarks() -> None:
    found = document(full())

    def words(value: bytes) -> str:
        return value.decode("utf-16" if value.startswith(b"\xfe\xff") else "utf-8")

    assert words(found.info[0]["Title"]) == full().title
    assert words(found.info[0]["Author"]) == "岳阳市岳阳楼区人民政府"
    assert resolve1(found.catalog["Lang"]).startswith(b"zh")
    assert "一、三项建设" in [title for _, title, *_ in found.get_outlines()]


@pytest.mark.parametrize("layout", list(Layout))
def test_markup_stays_text(layout: Layout) -> None:
    paper = Paper(
        title=f"题{NASTY}",
        layout=layout,
        organ=NASTY,
        addressee=NASTY,
        draft_mark=NASTY,
        notes=[NASTY],
        attachments=[NASTY],
        blocks=[paragraph(NASTY), Heading(level=1, runs=[Text(NASTY)])],
    )
    found = "".join(page.text for page in pages_of(to_pdf(paper)))
    assert found.count(squeezed(NASTY)) >= 6


def test_the_plain_layout_counts_its_pages() -> None:
    found = pages_of(to_pdf(plain(*[paragraph(SENTENCE * 10)] * 5)))
    assert [page.text[-7:] for page in found] == ["第1页，共2页", "第2页，共2页"]


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert to_pdf(full()) == to_pdf(full())


def rules(file: bytes) -> list[list[tuple[float, float, float, Any]]]:
    """Of each page the level lines: distance from above, length, width, colour."""
    found = []
    for page in extract_pages(BytesIO(file), laparams=None):
        drawn = [item for item in page if isinstance(item, LTLine) and abs(item.y0 - item.y1) < 0.1]
        found.append(
            [
                (page.height - line.y0, line.x1 - line.x0, line.linewidth, line.stroking_color)
                for line in drawn
            ]
        )
    return found


def test_the_red_rule_is_4_mm_below_the_number_and_the_title_two_lines_below_it() -> None:
    ((y, length, _, (red, *_)),) = rules(to_pdf(full()))[0]
    assert length == pytest.approx(156 * MM, abs=0.1)
    assert red > 0.8
    (number,) = starting("岳楼政〔", full)
    assert y - (number.y + 0.12 * 15.75) == pytest.approx(4 * MM, abs=0.5)
    title = starting("关于岳阳楼区", full)[0]
    empty = title.y - 0.88 * title.size - y
    assert 2 * 29.53 <= empty <= 3 * 29.53


def test_the_rules_of_the_foot_have_their_widths() -> None:
    found = rules(to_pdf(full()))[-1]
    foot = sorted(rule for rule in found if rule[1] == pytest.approx(156 * MM, abs=0.1))
    assert [width / MM for _, _, width, _ in foot] == pytest.approx([0.35, 0.25, 0.35], abs=0.01)
    assert foot[-1][0] == pytest.approx(LOWER_EDGE, abs=0.5 * MM)
