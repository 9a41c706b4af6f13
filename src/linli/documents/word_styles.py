"""The styles of a DOCX, its section and settings: everything in it that is not the paper's own words.

Faces are named as the standard names them; a machine without one finds its other names in the font table. What a
style says is what WPS and Word show in their list of styles, so a person can go on writing in it.
"""

from dataclasses import dataclass
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm

from linli.documents import ooxml
from linli.documents.faces import FACES
from linli.documents.flow import Role
from linli.documents.measures import (
    CHARACTERS,
    LINES,
    MM,
    PAGE_NUMBER_BELOW,
    SIZE_4,
    WORD_LINE,
    Measures,
)
from linli.documents.ooxml import Element, element, put
from linli.documents.paper import Layout

TWIPS = 20  # of a point
HALF_POINTS = {15.75: 32}  # 三号 of Word and WPS

# 28 characters of 16 pt in 156 mm are a quarter of a point closer than they are wide. The grid of the section says
# so too, for text somebody adds; but LibreOffice gives a character wider than a cell two of them, so the styles keep
# clear of the grid and have its lines (exactly 28.95 pt) and its pitch themselves: the same in all programs.
CLOSER = -5


@dataclass(frozen=True, kw_only=True)
class Style:
    """One style of paragraphs.

    line:    points, exactly; 0: as high as what stands in it.
    level:   in the outline.
    pitched: characters stand as far apart as those of the grid do.
    """

    key: str
    name: str
    face: str
    size: float
    line: float = 0
    align: str = "left"
    level: int = 0
    pitched: bool = False
    faint: bool = False


def styles(layout: Layout, own: Measures) -> dict[str, Style]:
    """Every style by the role it serves; ``body`` is what new text is written in."""
    official = layout is Layout.OFFICIAL
    line = WORD_LINE / TWIPS if official else own.line
    headings = ("hei", "kai", "fang", "fang") if official else ("hei",) * 4
    cell = 12.0 if official else 10.5
    small: dict[str, Any] = {"face": "song", "size": 9.0, "line": 13.0}
    table: dict[str, Any] = {"size": cell, "line": cell * 1.4}
    text: dict[str, Any] = {"face": own.body_role, "size": own.size, "line": line, "pitched": official}
    title: dict[str, Any] = {"face": "title", "size": own.title_size, "align": "center"}
    title["line"] = line if official else own.title_size * 1.5
    found = [
        Style(key="body", name="Normal", align="both", **text),
        Style(key=Role.TITLE, name="Title", **title),
        Style(key=Role.ANNEX_TITLE, name="附件标题", level=1, **title),
        *(
            Style(key=f"heading-{n}", name=f"heading {n}", level=n, **(text | {"face": face}))
            for n, face in enumerate(headings, 1)
        ),
        Style(key=Role.RED_HEAD, name="发文机关标志", face="title", size=52, align="center"),
        Style(key=Role.NUMBER, name="发文字号", align="center", **text),
        Style(key=Role.ADDRESSEE, name="主送机关", **text),
        Style(key=Role.ITEM, name="条目", align="both", **text),
        Style(key=Role.ATTACHMENT, name="附件说明", **text),
        Style(key=Role.ORGAN, name="发文机关署名", align="right", **text),
        Style(key=Role.DATE, name="成文日期", align="right", **text),
        Style(key=Role.ANNEX, name="附件序号", **(text | {"face": "hei"})),
        Style(key="cell", name="表格文字", face=own.body_role if official else "song", **table),
        Style(key="head", name="表头", face="hei", align="center", **table),
        Style(key="caption", name="caption", face="hei", align="center", **(table | {"line": cell * 1.8})),
        Style(key="sign", name="签字栏", **(text | {"line": 0.0, "pitched": False})),
        Style(key=Role.NOTE, name="末注", faint=True, **small),
        Style(key="picture", name="二维码", face="song", size=9, align="right"),
        Style(key="foot", name="版记", face="fang", size=SIZE_4, line=20),
        Style(key="page", name="页码", face="song", size=SIZE_4 if official else 9, line=14),
        Style(key="gap", name="表后", face="song", size=1, line=6),
    ]
    return {style.key: style for style in found}


def style_id(style: Style) -> str:
    """The name by which paragraphs refer to it; Word's own for its own."""
    own = {"Normal": "Normal", "Title": "Title", "caption": "Caption"}
    if style.name.startswith("heading "):
        return f"Heading{style.name[-1]}"
    return own.get(style.name, f"Linli{''.join(part.title() for part in str(style.key).split('-'))}")


def half_points(points: float) -> int:
    """Size as Word stores it."""
    return HALF_POINTS.get(points, round(points * 2))


def set_styles(root: Element, every: dict[str, Style]) -> None:
    """Replace what the empty document of python-docx brings by the styles of a paper."""
    for old in list(root):
        if old.tag != qn("w:latentStyles"):
            root.remove(old)
    root.insert(0, _defaults(every["body"]))
    for kind, key, name in (
        ("character", "DefaultParagraphFont", "Default Paragraph Font"),
        ("table", "TableNormal", "Normal Table"),
        ("numbering", "NoList", "No List"),
    ):
        made = element("w:style", type=kind, default=1, styleId=key)
        made.append(element("w:name", val=name))
        root.append(made)
        if kind == "table":
            _no_margins(made)
    for style in every.values():
        root.append(_style(style, every["body"]))


def _defaults(body: Style) -> Element:
    made = element("w:docDefaults")
    run = element("w:rPr")
    ooxml.fonts(run, FACES[body.face].official)
    # The first is for digits and Latin letters: as Chinese they would be broken anywhere.
    put(run, "w:lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    holder = element("w:rPrDefault")
    holder.append(run)
    made.append(holder)
    made.append(element("w:pPrDefault"))
    return made


def _no_margins(style: Element) -> None:
    properties = element("w:tblPr")
    put(properties, "w:tblInd", w=0, type="dxa")
    margins = element("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        margins.append(element(f"w:{side}", w=0, type="dxa"))
    properties.append(margins)
    style.append(properties)


def _style(style: Style, body: Style) -> Element:
    normal = style.key == body.key
    made = element("w:style", type="paragraph", styleId=style_id(style))
    if normal:
        made.set(qn("w:default"), "1")
    put(made, "w:name", val=style.name)
    if not normal:
        put(made, "w:basedOn", val=style_id(body))
        put(made, "w:next", val=style_id(body))
    put(made, "w:qFormat")
    made.append(_paragraph_properties(style))
    run = element("w:rPr")
    ooxml.fonts(run, FACES[style.face].official)
    put(run, "w:color", val="5A5A5A" if style.faint else "000000")
    put(run, "w:snapToGrid", val=0)
    if style.pitched:
        put(run, "w:spacing", val=CLOSER)
    put(run, "w:sz", val=half_points(style.size))
    put(run, "w:szCs", val=half_points(style.size))
    made.append(run)
    return made


def _paragraph_properties(style: Style) -> Element:
    made = element("w:pPr")
    if style.level or style.name == "Title":
        put(made, "w:keepNext")
    put(made, "w:widowControl", val=0)
    put(made, "w:overflowPunct", val=0)
    # 2284起: neither Word nor WPS puts a space between digits or letters and 汉字.
    put(made, "w:autoSpaceDE", val=0)
    put(made, "w:autoSpaceDN", val=0)
    put(made, "w:snapToGrid", val=0)
    if style.line:
        put(made, "w:spacing", before=0, after=0, line=round(style.line * TWIPS), lineRule="exact")
    else:
        put(made, "w:spacing", before=0, after=0, line=240, lineRule="auto")
    put(made, "w:jc", val=style.align)
    if style.level:
        put(made, "w:outlineLvl", val=style.level - 1)
    return made


def set_section(section: Any, layout: Layout, own: Measures) -> None:
    """Paper, margins and the grid."""
    section.page_width, section.page_height = Mm(own.width), Mm(own.height)
    section.top_margin, section.right_margin = Mm(own.top), Mm(own.right)
    section.bottom_margin, section.left_margin = Mm(own.bottom), Mm(own.left)
    section.header_distance = Mm(12)
    # The dash of the page number lies in the middle of its line of 14 pt.
    section.footer_distance = Mm(own.bottom - PAGE_NUMBER_BELOW - 14 / MM / 2)
    if layout is Layout.OFFICIAL:
        # In 4096ths of a point: how much farther than its size one character stands from the next (less, in fact:
        # Word's 三号 is 16 pt). Reckoned from the width as Word has it, in whole twips.
        width = section.page_width.twips - section.left_margin.twips - section.right_margin.twips
        space = round((width / TWIPS / CHARACTERS - half_points(own.size) / 2) * 4096)
        put(section._sectPr, "w:docGrid", type="linesAndChars", linePitch=WORD_LINE, charSpace=space)
        if own.text_height * MM * TWIPS < LINES * WORD_LINE:
            raise ValueError("the lines of the grid are higher than the type area")


_COMPAT = (
    "spaceForUL balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn "
    "adjustLineHeightInTable useFELayout"
)


def set_settings(root: Element) -> None:
    """Chinese habits of Word: two digits as wide as a character, marks may be squeezed, the file is Chinese."""
    zoom = root.find(qn("w:zoom"))
    zoom.attrib.clear()
    zoom.set(qn("w:percent"), "100")
    root.find(qn("w:characterSpacingControl")).set(qn("w:val"), "compressPunctuation")
    language = root.find(qn("w:themeFontLang"))
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    compat = root.find(qn("w:compat"))
    compat.remove(compat.find(qn("w:useFELayout")))
    for place, name in enumerate(_COMPAT.split()):
        compat.insert(place, element(f"w:{name}"))
    for setting in compat.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def font_table() -> bytes:
    """The official faces with the other names a machine may know them by."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in {face.official: face.also[0] for face in FACES.values()}.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:fonts xmlns:w="{_SPACE}">{fonts}</w:fonts>'.encode()


_UNUSED = (
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.WEB_SETTINGS,
)


def strip(part: Any) -> None:
    """Take out of the empty document what no paper uses, and put our font table in."""
    for key, relationship in list(part.rels.items()):
        if relationship.reltype in _UNUSED:
            del part.rels[key]
        elif relationship.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            relationship.target_part._blob = font_table()
