"""Rare characters of names are drawn or reported, never silently blank; who stands in for whom is said."""

import json

import pytest
from fontTools.ttLib import TTFont

from linli.documents.faces import FACES, FOLDER, REST
from linli.documents.paper import Layout, Paper, Signatures, Table, Text
from linli.documents.pdf import to_pdf
from linli.documents.rendering import missing_glyphs, standing_in
from tests.documents.papers import full, paragraph, plain
from tests.documents.test_pdf import pages_of
from tools import fonts

# Characters of names that offices meet and old fonts lack, some of them beyond the basic plane.
RARE = "䶮㛃堃喆𠅤燚龑犇骉淼焱垚赟昉玥珺璟翀翾煜烜炘钘鋆𬱖𬍛𫖯𬤇𬭎𣲗㐂㙍䜣邨昇"


@pytest.mark.parametrize("layout", list(Layout))
def test_rare_characters_of_names_are_drawn(layout: Layout) -> None:
    paper = Paper(title=RARE[:10], layout=layout, blocks=[paragraph(RARE)], organ=RARE[:6])
    assert missing_glyphs(paper) == ""
    drawn = [char for page in pages_of(to_pdf(paper)) for char in page.chars]
    assert {char.text for char in drawn} >= set(RARE)
    assert any("NotoSerifCJKsc" in char.face for char in drawn)


def test_what_nobody_draws_is_reported_once_and_from_everywhere() -> None:
    paper = Paper(
        title="回访\U0002a6a5",
        layout=Layout.PLAIN,
        blocks=[
            paragraph("好😀岳\U0002a6a5"),
            Table(head=["ཀ"], rows=[[Text("سلام")]], caption="한"),
            Signatures(lines=["\U0001f600"]),
        ],
        notes=["ไ"],
    )
    assert missing_glyphs(paper) == "\U0002a6a5😀한ཀسلامไ"


def test_what_is_invisible_is_not_missing() -> None:
    assert missing_glyphs(plain(paragraph("葛\U000e0100城\u200d、a\nb"))) == ""
    assert missing_glyphs(full()) == ""


def test_coverage_is_what_the_carried_faces_have() -> None:
    def codes(name: str) -> set[int]:
        return set(TTFont(FOLDER / name, lazy=True).getBestCmap())

    everywhere = set.intersection(*(codes(name) for name in fonts.FANDOL)) | codes(fonts.REST)
    assert fonts.ranges(everywhere) == fonts.COVERAGE.read_text().split()
    # 通用规范汉字 and the older standard set are all among them.
    assert set(range(0x4E00, 0x9FA6)) <= everywhere


def test_the_files_are_those_of_the_lock() -> None:
    assert fonts.digests() == json.loads(fonts.LOCK.read_text())["files"]
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 45e6


def test_every_role_says_who_stands_in() -> None:
    said = standing_in()
    assert [role for role, _, _ in said] == ["小标宋", "宋体", "黑体", "楷体", "仿宋", "生僻字"]
    assert REST in said[-1][2]
    assert all(official and carried for _, official, carried in said)
    assert set(FACES) == {"title", "song", "hei", "kai", "fang"}
