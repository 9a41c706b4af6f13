"""The faces we carry, whom each stands in for, and which characters none of them can draw."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from linli.documents.flow import texts
from linli.documents.paper import Paper

FOLDER = Path(__file__).with_name("fonts")
COVERAGE = FOLDER / "coverage.txt"
REST = "Noto Serif CJK SC"


@dataclass(frozen=True, kw_only=True)
class Face:
    """One role of type.

    official: the face a 公文 names, as DOCX does. ``also``: names under which a machine may have it.
    family:   the carried face in PDF, of that weight; what it lacks is drawn with ``REST``.
    """

    role: str
    official: str
    also: Sequence[str]
    family: str
    carried: str
    weight: int = 400


FACES = {
    "title": Face(
        role="小标宋",
        official="方正小标宋简体",
        also=("方正小标宋_GBK", "小标宋"),
        family="FandolSong",
        carried="Fandol 宋体 粗",
        weight=700,
    ),
    "song": Face(role="宋体", official="宋体", also=("SimSun",), family="FandolSong", carried="Fandol 宋体"),
    "hei": Face(role="黑体", official="黑体", also=("SimHei",), family="FandolHei", carried="Fandol 黑体"),
    "kai": Face(
        role="楷体", official="楷体_GB2312", also=("楷体", "KaiTi"), family="FandolKai", carried="Fandol 楷体"
    ),
    "fang": Face(
        role="仿宋",
        official="仿宋_GB2312",
        also=("仿宋", "FangSong"),
        family="FandolFang R",
        carried="Fandol 仿宋",
    ),
}


def standing_in() -> Sequence[tuple[str, str, str]]:
    """Role, the face the standard names, the face that stands in for it in PDF; said on the page."""
    return [
        *((face.role, face.official, face.carried) for face in FACES.values()),
        ("生僻字", "同上各体", "思源宋体（Noto Serif CJK SC）"),
    ]


def missing_glyphs(paper: Paper) -> str:
    """The characters of the paper no carried face can draw, each once, in order; empty when all can."""
    found = dict.fromkeys(sign for text in texts(paper) for sign in text if not _drawable(ord(sign)))
    return "".join(found)


def _drawable(code: int) -> bool:
    if code == 0x0A or _is_invisible(code):
        return True
    starts, ends = _ranges()
    place = bisect.bisect_right(starts, code) - 1
    return place >= 0 and code <= ends[place]


def _is_invisible(code: int) -> bool:
    """Joiners, soft hyphen and variation selectors: they change a neighbour and draw nothing themselves."""
    return (
        code in (0xAD, 0x200B, 0x200C, 0x200D, 0x2060)
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
    )


@cache
def _ranges() -> tuple[Sequence[int], Sequence[int]]:
    """First and last code of each run of characters that every role can draw; ``tools.fonts`` writes them."""
    pairs = [line.partition("-") for line in COVERAGE.read_text().split()]
    return [int(first, 16) for first, _, _ in pairs], [int(last or first, 16) for first, _, last in pairs]
