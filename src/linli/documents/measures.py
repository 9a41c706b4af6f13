"""The measures of both layouts, in one place for PDF and DOCX: millimetres and points as the standard says them.

``official`` is GB/T 9704-2012; docs/gbt9704.md goes through it line by line. ``plain`` is ours.
"""

from dataclasses import dataclass

from linli.documents.paper import Layout

MM = 72 / 25.4  # points of one millimetre

# Sizes by their Chinese names, in points. Word knows half points only, so that 三号 is 16 there.
SIZE_2, SIZE_SMALL_2, SIZE_3, SIZE_4, SIZE_SMALL_4, SIZE_5, SIZE_SMALL_5 = (
    22.0,
    18.0,
    15.75,
    14.0,
    12.0,
    10.5,
    9.0,
)


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Lengths in millimetres, type in points.

    pitch: from one character to the next, points. ``line``: from one line to the next, points, in PDF.
    """

    width: float = 210
    height: float = 297
    top: float
    right: float
    bottom: float
    left: float
    size: float
    title_size: float
    pitch: float
    line: float
    body_role: str
    justified: bool = True

    @property
    def text_width(self) -> float:
        """Width of the type area in millimetres."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Height of the type area in millimetres."""
        return self.height - self.top - self.bottom

    @property
    def title_room(self) -> float:
        """Characters of the title that fit into one line."""
        return self.text_width * MM // self.title_size


LINES, CHARACTERS = 22, 28
OFFICIAL = Measures(
    top=37,
    left=28,
    right=26,
    bottom=35,
    size=SIZE_3,
    title_size=SIZE_2,
    pitch=156 * MM / CHARACTERS,
    # 一行: the height of a character of 三号 and 7/8 of it; 22 of them reach from edge to edge of the type area.
    line=SIZE_3 * 15 / 8,
    body_role="fang",
)
PLAIN = Measures(
    top=25,
    left=28,
    right=25,
    bottom=25,
    size=SIZE_SMALL_4,
    title_size=SIZE_SMALL_2,
    pitch=SIZE_SMALL_4,
    line=SIZE_SMALL_4 * 15 / 8,
    body_role="song",
)
MEASURES = {Layout.OFFICIAL: OFFICIAL, Layout.PLAIN: PLAIN}

# The grid of Word, in its twentieths of a point: 22 lines at 28.95 pt.
WORD_LINE = 579

RED_HEAD_TOP = 35.0  # mm below the upper edge of the type area
RED_RULE_BELOW = 4.0  # mm below the number
PAGE_NUMBER_BELOW = 7.0  # mm from the lower edge of the type area to the dash
SEAL_LINES, NO_SEAL_LINES = 2, 1  # empty lines before the organ
DATE_RIGHT = 4.0  # characters
FOOT_RULE, FOOT_INNER_RULE = 0.35, 0.25  # mm: first and last line of the 版记, those between
QR_SIZE = 22.0  # mm
RED_HEAD_SIZE, RED_HEAD_NARROWEST = 52.0, 0.66  # points; how far letters are narrowed before they shrink


def red_head_type(text_cells: float) -> tuple[float, float]:
    """Size in points and width factor with which the mark of the organ fills one line."""
    room = OFFICIAL.text_width * MM * 0.98
    factor = min(1.0, room / (text_cells * RED_HEAD_SIZE))
    if factor >= RED_HEAD_NARROWEST:
        return RED_HEAD_SIZE, factor
    return room / (text_cells * RED_HEAD_NARROWEST), RED_HEAD_NARROWEST
