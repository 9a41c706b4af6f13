"""A paper that could not be drawn is refused when it is made; words a paper prints by itself."""

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.documents import registry
from linli.documents.flow import Line, Role, parts, texts
from linli.documents.paper import (
    Annex,
    Heading,
    Layout,
    Link,
    ListBlock,
    Paper,
    Paragraph,
    Signatures,
    Table,
    Text,
)
from linli.documents.registry import PaperKind
from linli.documents.rendering import FORMATS, missing_glyphs
from linli.documents.words import absolute, cells, clean, day, title_lines
from tests.documents.papers import full


@pytest.mark.parametrize(
    "make",
    [
        lambda: Link("x", "javascript:alert(1)"),
        lambda: Link("x", "//elsewhere.example/"),
        lambda: Link("x", "relative/"),
        lambda: Link("x", "/f/", figure={'a" onclick="x': "1"}),
        lambda: Heading(level=5, runs=[Text("x")]),  # type: ignore[arg-type]
        lambda: Table(head=[], rows=[]),
        lambda: Table(head=["a", "b"], rows=[["1"]]),
        lambda: Table(head=["a"], rows=[], widths=[0]),
        lambda: Table(head=["a"], rows=[], numeric=[1]),
        lambda: Paper(title="  ", layout=Layout.PLAIN, blocks=[]),
        lambda: Paper(title="x", layout=Layout.PLAIN, blocks=[], qr="javascript:x"),
        lambda: Paper(title="x", layout=Layout.OFFICIAL, blocks=[], signer="王建国"),
    ],
)
def test_what_cannot_be_drawn_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        make()


def test_a_paper_says_everything_in_order() -> None:
    said = list(texts(full()))
    assert said[:3] == [
        "未签发，仅供核对",
        "岳阳市岳阳楼区人民政府文件",
        "岳楼政〔2024〕12号　签发人：王建国",
    ]
    assert "岳阳市人民政府：" in said
    assert said.index("附件：1.数字一览表") + 1 == said.index("2.签字页")
    assert said.index("岳阳市岳阳楼区人民政府") + 1 == said.index("2024年10月30日")
    assert said.index("附件1") < said.index("附件2")
    assert said[-2:] == [
        "抄送：区委办公室，区人大常委会办公室。",
        "岳阳楼区人民政府办公室　2024年11月1日印发",
    ]


def closing(**fields: object) -> dict[Role, Line]:
    paper = Paper(title="x", layout=Layout.OFFICIAL, blocks=[], **fields)  # type: ignore[arg-type]
    return {part.role: part for part in parts(paper) if isinstance(part, Line)}


def test_the_date_stands_four_characters_from_the_edge_below_the_middle_of_the_organ() -> None:
    lines = closing(organ="岳阳楼区司法局", date=datetime.date(2024, 1, 2), seal_place=True)
    organ, date = lines[Role.ORGAN], lines[Role.DATE]
    assert date.right == 4.0
    assert organ.right + cells(organ.text) / 2 == date.right + cells(date.text) / 2
    assert (organ.blank_above, date.blank_above) == (2, 0)


def test_a_long_organ_keeps_two_characters_from_the_edge_and_the_date_follows_its_middle() -> None:
    lines = closing(organ="岳阳市岳阳楼区社会治理现代化工作领导小组办公室", date=datetime.date(2024, 1, 2))
    organ, date = lines[Role.ORGAN], lines[Role.DATE]
    assert organ.right == 2.0
    assert organ.right + cells(organ.text) / 2 == date.right + cells(date.text) / 2


def test_one_attachment_has_no_number() -> None:
    lines = closing(attachments=["名单"])
    assert lines[Role.ATTACHMENT].text == "附件：名单"


def test_dates_have_no_leading_zero() -> None:
    assert day(datetime.date(2024, 1, 2)) == "2024年1月2日"


def test_paths_of_this_site_become_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.LINLI_BASE_URL", "https://linli.example")
    assert absolute("/f/1/?a=1") == "https://linli.example/f/1/?a=1"
    assert absolute("https://other.example/") == "https://other.example/"


def test_what_no_file_can_hold_is_taken_out() -> None:
    assert clean("a\x00\x1b\ud800b\u202ec\r\nd\te\u2028f") == "abc\nd e\nf"


@given(st.text(max_size=200))
def test_cleaned_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


TITLES = st.text(st.sampled_from("关于岳阳楼区基层治理工作，。（）《》“”2024AB "), min_size=1, max_size=90)


@given(TITLES, st.integers(6, 24))
def test_a_title_turns_within_its_room_and_loses_nothing(title: str, room: int) -> None:
    lines = title_lines(title, room)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert all(cells(line) <= room for line in lines)


def test_title_lines_are_about_equal_and_break_where_a_line_may() -> None:
    lines = title_lines("关于岳阳楼区二〇二四年一月至十月《基层治理》工作情况的报告", 20)
    assert len(lines) == 2
    assert abs(cells(lines[0]) - cells(lines[1])) <= 4
    assert title_lines("第一行\n第二行", 20) == ["第一行", "第二行"]
    assert not any(
        line.startswith(("》", "，")) or line.endswith("《")
        for line in title_lines("治" * 9 + "《甲》" * 9, 10)
    )


def test_kinds_are_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_kinds", {})
    kind = PaperKind(
        code="mediation.agreement", name="调解协议书", system="mediation", source="人民调解法第二十九条。"
    )
    slip = PaperKind(code="grid.slip", name="交办单", system="grid", source="网格事项交办流程。")
    registry.register(kind, slip)
    assert registry.all_kinds() == (slip, kind)
    assert registry.of_system("mediation") == (kind,)
    assert registry.get("grid.slip") is slip
    with pytest.raises(ValueError, match="registered already"):
        registry.register(kind)
    with pytest.raises(ValueError, match="source"):
        registry.register(PaperKind(code="x.y", name="x", system="x", source=""))


def test_paragraphs_take_a_lead() -> None:
    paper = Paper(title="x", layout=Layout.PLAIN, blocks=[Paragraph(lead=[Text("一是")], runs=[Text("做")])])
    (body,) = (part for part in parts(paper) if isinstance(part, Line) and part.role is Role.BODY)
    assert [(run.text, run.bold) for run in body.runs] == [("一是", True), ("做", False)]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.sampled_from(Layout))
def test_any_text_can_be_drawn_anywhere(text: str, layout: Layout) -> None:
    paper = Paper(
        title=f"题{text}",
        layout=layout,
        red_head=f"红{text}",
        number=text,
        signer=f"王{text}",
        organ=text,
        addressee=text,
        date=datetime.date(2024, 1, 2),
        attachments=[text],
        annexes=[Annex(title=f"附{text}", blocks=[Signatures(lines=[text])])],
        blocks=[
            Heading(level=1, runs=[Text(text)]),
            Table(head=[text], rows=[[Link(text, "/x/")]], caption=text),
            ListBlock(ordered=True, items=[[Text(text, bold=True)]]),
            Signatures(lines=[]),
        ],
        copies_to=text,
        printed_by=text,
        notes=[text],
        draft_mark=text,
        qr="/x/",
    )
    for render in FORMATS.values():
        assert render(paper)
    missing_glyphs(paper)
