"""A paper as DOCX: editable in Word and WPS, with the official faces by name.

The text is the same as in PDF and HTML. Two things Word must be left to do: it numbers pages, and it chooses the page
on which the 版记 lies (at its foot; that it be an even one is for the person who prints).
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.run import Run as WordRun

from linli.documents import ooxml, qr
from linli.documents.flow import (
    DATE_BLANK,
    SIGN_HERE,
    Break,
    Code,
    Foot,
    Grid,
    Line,
    Part,
    Role,
    SignHere,
    in_lines,
    parts,
)
from linli.documents.measures import (
    FOOT_INNER_RULE,
    FOOT_RULE,
    MEASURES,
    MM,
    QR_SIZE,
    RED_HEAD_TOP,
    RED_RULE_BELOW,
    SIZE_4,
    WORD_LINE,
    red_head_type,
)
from linli.documents.ooxml import Element, element, put
from linli.documents.paper import Layout, Link, Paper, Run, Text
from linli.documents.word_styles import (
    TWIPS,
    set_section,
    set_settings,
    set_styles,
    strip,
    style_id,
    styles,
)
from linli.documents.words import absolute, cells, clean

RED = "D7000F"
EIGHTHS = MM * 8  # of a point in a millimetre: widths of rules
_EPOCH = (1980, 1, 1, 0, 0, 0)


def to_docx(paper: Paper) -> bytes:
    """The DOCX; the same paper gives the same bytes."""
    document = docx.Document()
    _Writer(document, paper).write()
    stream = io.BytesIO()
    document.save(stream)
    return _dateless(stream)


def _dateless(stream: io.BytesIO) -> bytes:
    """The same archive without the time at which it was packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


class _Writer:
    """One document in the making. ``holder`` is where paragraphs go now: the body, a cell, a footer."""

    def __init__(self, document: Any, paper: Paper) -> None:
        self.document, self.paper = document, paper
        self.own = MEASURES[paper.layout]
        self.styles = styles(paper.layout, self.own)
        self.part = document.part
        self.holder = document.element.body
        self.new_page = False
        self.cell = self.own.pitch * TWIPS
        self.line = WORD_LINE if paper.layout is Layout.OFFICIAL else round(self.own.line * TWIPS)
        self.width = round(self.own.text_width * MM * TWIPS)

    def write(self) -> None:
        """Everything, and then everything in the order Word wants."""
        strip(self.part)
        set_styles(self.document.styles.element, self.styles)
        set_settings(self.document.settings.element)
        set_section(self.document.sections[0], self.paper.layout, self.own)
        self._properties()
        for part in parts(self.paper):
            self._part(part)
        self._headers_and_footers()
        section = self.document.element.body.sectPr
        self.document.element.body.append(section)
        for root in (self.document.element, self.document.styles.element):
            ooxml.in_order(root)

    def _properties(self) -> None:
        about = self.document.core_properties
        about.title = clean(self.paper.title).replace("\n", "")
        about.author = about.last_modified_by = clean(self.paper.organ).replace("\n", "，")
        about.comments = ""
        about.language = "zh-CN"
        when = (
            datetime.combine(self.paper.date, time(0), UTC)
            if self.paper.date
            else datetime(1980, 1, 1, tzinfo=UTC)
        )
        about.created = about.modified = when

    # --- parts ------------------------------------------------------------------------------------------
    def _part(self, part: Part) -> None:
        match part:
            case Line():
                self._line(in_lines(part, self.own))
            case Grid():
                self._grid(part)
            case SignHere():
                self._sign_here(part)
            case Code():
                self._code(part)
            case Break():
                self.new_page = True
            case Foot():
                self._foot(part)

    def _paragraph(self, style: str) -> tuple[Element, Element]:
        """A new paragraph and its properties."""
        made, properties = element("w:p"), element("w:pPr")
        made.append(properties)
        self.holder.append(made)
        put(properties, "w:pStyle", val=style_id(self.styles[style]))
        if self.new_page:
            put(properties, "w:pageBreakBefore")
            self.new_page = False
        return made, properties

    def _line(self, line: Line, *, cell: float = 0, style: str = "") -> None:
        key = style or (line.role.value if line.role.value in self.styles else "body")
        made, properties = self._paragraph(key)
        self._indents(properties, line, cell or self.cell)
        if line.keep:
            put(properties, "w:keepNext")
        if line.blank_above or line.blank_below:
            put(
                properties,
                "w:spacing",
                before=line.blank_above * self.line,
                after=line.blank_below * self.line,
            )
        if line.align != "left":
            put(properties, "w:jc", val=line.align)
        elif line.role is Role.BODY and not line.indent:
            put(properties, "w:jc", val="both" if self.own.justified else "left")
        if line.role is Role.RED_HEAD:
            self._red_head(made, properties, line)
            return
        self._runs(made, [Text(line.marker), *line.runs] if line.marker else line.runs)
        if line.tail:
            self._tail(made, properties, line, cell or self.cell)
        if line.role is Role.NUMBER and self.paper.red_head:
            rule = ooxml.borders("w:pBdr", [("bottom", 8)], color=RED, space=round(RED_RULE_BELOW * MM))
            properties.append(rule)

    def _indents(self, properties: Element, line: Line, cell: float) -> None:
        found: dict[str, int] = {}
        if line.hang:
            found["left"] = round(line.hang * cell)
            found["hanging"] = round((line.hang - line.indent) * cell)
        elif line.indent:
            found["firstLineChars"] = round(line.indent * 100)
            found["firstLine"] = round(line.indent * cell)
        if line.right and not line.tail:
            found["right"] = round(line.right * cell)
        if found:
            put(properties, "w:ind", **found)

    def _tail(self, made: Element, properties: Element, line: Line, cell: float) -> None:
        """After a tab to the right edge; the signer's name in kai."""
        tabs = element("w:tabs")
        tabs.append(element("w:tab", val="right", pos=self.width - round(line.right * cell)))
        properties.append(tabs)
        put(properties, "w:jc", val="left")
        tab = element("w:r")
        tab.append(element("w:tab"))
        made.append(tab)
        label, colon, name = line.tail.partition("：")
        self._runs(made, [Text(label + colon)])
        if name:
            self._runs(made, [Text(name)], face="楷体_GB2312")

    def _red_head(self, made: Element, properties: Element, line: Line) -> None:
        size, factor = red_head_type(cells(line.text))
        before = round(RED_HEAD_TOP * MM * TWIPS)
        put(
            properties, "w:spacing", before=before, after=0, line=round(size * TWIPS * 1.05), lineRule="exact"
        )
        self._runs(made, line.runs)
        for run in made.iter(qn("w:rPr")):
            put(run, "w:color", val=RED)
            put(run, "w:w", val=round(factor * 100))
            put(run, "w:sz", val=round(size * 2))

    # --- runs -------------------------------------------------------------------------------------------
    def _runs(self, parent: Element, runs: Sequence[Run], *, face: str = "") -> None:
        for run in runs:
            holder = parent
            if isinstance(run, Link):
                key = self.part.relate_to(
                    absolute(run.address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
                )
                holder = element("w:hyperlink", history=1)
                holder.set(qn("r:id"), key)
                parent.append(holder)
            holder.append(ooxml.run(run.text, bold=run.bold, face=face))

    # --- tables -----------------------------------------------------------------------------------------
    def _table(self, widths: Sequence[int], frame: Element) -> Element:
        if self.new_page:
            self._paragraph("gap")
        made, properties = element("w:tbl"), element("w:tblPr")
        made.append(properties)
        put(properties, "w:tblW", w=sum(widths), type="dxa")
        put(properties, "w:tblLayout", type="fixed")
        properties.append(frame)
        columns = element("w:tblGrid")
        for width in widths:
            columns.append(element("w:gridCol", w=width))
        made.append(columns)
        self.holder.append(made)
        return made

    def _row(self, table: Element, *, head: bool = False, height: int = 0) -> Element:
        row, properties = element("w:tr"), element("w:trPr")
        put(properties, "w:cantSplit")
        if height:
            put(properties, "w:trHeight", val=height, hRule="atLeast")
        if head:
            put(properties, "w:tblHeader")
        row.append(properties)
        table.append(row)
        return row

    def _cell(
        self, row: Element, width: int, line: Line, style: str, *, frame: Element | None = None
    ) -> None:
        made, properties = element("w:tc"), element("w:tcPr")
        put(properties, "w:tcW", w=width, type="dxa")
        put(properties, "w:vAlign", val="bottom" if style in ("sign", Role.NOTE.value) else "center")
        if frame is not None:
            properties.append(frame)
        made.append(properties)
        row.append(made)
        outside, self.holder = self.holder, made
        self._line(line, style=style, cell=SIZE_4 * TWIPS)
        self.holder = outside

    def _grid(self, grid: Grid) -> None:
        if grid.caption:
            self._line(
                Line(role=Role.BODY, runs=[Text(grid.caption)], align="center", keep=True), style="caption"
            )
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        widths = [round(share * self.width) for share in grid.widths]
        table = self._table(widths, ooxml.borders("w:tblBorders", [(side, 4) for side in sides]))
        ooxml.cell_margins(table, 60, 100)
        if grid.head:
            row = self._row(table, head=True)
            for word, width in zip(grid.head, widths, strict=True):
                self._cell(row, width, Line(role=Role.BODY, runs=[Text(word)], align="center"), "head")
        for values in grid.rows:
            row = self._row(table)
            for column, (runs, width) in enumerate(zip(values, widths, strict=True)):
                label = column in grid.labels
                side = "center" if label else "right" if column in grid.numeric else "left"
                line = Line(role=Role.ITEM, runs=runs, align=side, keep=grid.keep)
                self._cell(row, width, line, "head" if label else "cell")
        self._paragraph("gap")

    def _sign_here(self, part: SignHere) -> None:
        names = max((cells(who) for who in part.who), default=1.0) + 0.5
        first = min(round(names * self.cell), self.width // 2)
        last = round((cells(DATE_BLANK) + 1.5) * self.cell)
        widths = [first, self.width - first - last, last]
        table = self._table(widths, ooxml.borders("w:tblBorders", []))
        ooxml.cell_margins(table, 0, 0)
        for who in part.who:
            row = self._row(table, height=round(15 * MM * TWIPS))
            self._cell(row, widths[0], Line(role=Role.ITEM, runs=[Text(who)]), "sign")
            # Small and to the right, out of the way of who signs.
            blank = Line(role=Role.ITEM, runs=[Text(SIGN_HERE)], align="right")
            self._cell(
                row, widths[1], blank, Role.NOTE.value, frame=ooxml.borders("w:tcBorders", [("bottom", 4)])
            )
            self._cell(row, widths[2], Line(role=Role.ITEM, runs=[Text(DATE_BLANK)], align="right"), "sign")
        self._paragraph("gap")

    # --- code and foot ----------------------------------------------------------------------------------
    def _code(self, part: Code) -> None:
        made, _ = self._paragraph("picture")
        run = element("w:r")
        made.append(run)
        address = absolute(part.address)
        stream = io.BytesIO(qr.png(part.address))
        # python-docx draws the picture into a run that already lies in the document.
        picture = WordRun(run, self.document._body).add_picture(stream, width=Mm(QR_SIZE))
        picture._inline.docPr.set("descr", f"二维码：{address}")
        words, _ = self._paragraph("picture")
        self._runs(words, [Link(part.words, address)])

    def _foot(self, part: Foot) -> None:
        """A table that Word and WPS keep at the foot of the page on which the text ends."""
        outer, inner = round(FOOT_RULE * EIGHTHS), round(FOOT_INNER_RULE * EIGHTHS)
        frame = ooxml.borders("w:tblBorders", [("top", outer), ("bottom", outer), ("insideH", inner)])
        table = self._table([self.width], frame)
        ooxml.cell_margins(table, 20, 0)
        place = {"vertAnchor": "margin", "horzAnchor": "margin", "tblpXSpec": "left", "tblpYSpec": "bottom"}
        put(table[0], "w:tblpPr", **place)
        put(table[0], "w:tblOverlap", val="never")
        for line in part.lines:
            self._cell(self._row(table), self.width, line, "foot")
        self._paragraph("gap")

    # --- every page -------------------------------------------------------------------------------------
    def _headers_and_footers(self) -> None:
        official = self.paper.layout is Layout.OFFICIAL
        section = self.document.sections[0]
        self.document.settings.odd_and_even_pages_header_footer = official
        self._footer(section.footer, "right" if official else "center")
        if official:
            self._footer(section.even_page_footer, "left")
        if self.paper.draft_mark:
            for header in (section.header, section.even_page_header) if official else (section.header,):
                self._every_page(header, Role.NOTE.value, "center", [clean(self.paper.draft_mark)])

    def _footer(self, footer: Any, side: str) -> None:
        if self.paper.layout is Layout.OFFICIAL:
            self._every_page(footer, "page", side, ["— ", None, " —"], fields=["PAGE"])
        else:
            words = ["第 ", None, " 页，共 ", None, " 页"]
            self._every_page(footer, "page", side, words, fields=["PAGE", "NUMPAGES"])

    def _every_page(
        self, place: Any, style: str, side: str, words: Sequence[str | None], fields: Sequence[str] = ()
    ) -> None:
        """``None`` among the words is the place of the next field."""
        place.is_linked_to_previous = False
        root = place._element
        for old in list(root):
            root.remove(old)
        outside, self.holder = self.holder, root
        made, properties = self._paragraph(style)
        self.holder = outside
        put(properties, "w:jc", val=side)
        if side in ("left", "right"):
            put(properties, "w:ind", **{side: round(SIZE_4 * TWIPS)})
        remaining = iter(fields)
        for word in words:
            run = element("w:r") if word is None else ooxml.run(word)
            if word is None:
                ooxml.field(run, next(remaining))
            made.append(run)
        ooxml.in_order(root)
