"""Pieces of WordprocessingML that python-docx has no words for, and the order in which Word wants them.

Word refuses a file whose elements stand in another order than its schema says (ECMA-376-1, wml.xsd), so everything
is put in order once, at the end, by ``in_order``.
"""

from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Element = Any  # lxml's elements, as python-docx builds them; its own stubs call them so

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SEQUENCES = {
    "w:pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "w:rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
        "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs "
        "em lang eastAsianLayout specVanish oMath rPrChange"
    ),
    "w:tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
        "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
    ),
    "w:tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "w:trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc",
    "w:sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
        "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
    ),
    "w:style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
        "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
    ),
}
SEQUENCES = {qn(name): [qn(f"w:{each}") for each in names.split()] for name, names in _SEQUENCES.items()}


def element(name: str, **attributes: str | int) -> Element:
    """``element("w:ind", left=420)``: attributes are in the namespace of Word."""
    made: Element = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def put(parent: Element, name: str, **attributes: str | int) -> Element:
    """Add such a child, in the place of one that is there."""
    for old in parent.findall(qn(name)):
        parent.remove(old)
    made = element(name, **attributes)
    parent.append(made)
    return made


def in_order(root: Element) -> None:
    """Put the children of every element with a prescribed order into it."""
    for tag, sequence in SEQUENCES.items():
        places = {name: place for place, name in enumerate(sequence)}
        for parent in root.iter(tag):
            children = list(parent)
            ordered = sorted(children, key=lambda child: places.get(child.tag, len(places)))
            if ordered != children:
                parent[:] = ordered


def fonts(properties: Element, face: str) -> None:
    """One face for all scripts, and none of the theme's: Word takes those first."""
    put(properties, "w:rFonts", ascii=face, hAnsi=face, eastAsia=face, cs=face, hint="eastAsia")


def field(run: Element, instruction: str) -> None:
    """A field Word counts by itself, ``PAGE``; 1 until it does."""
    run.append(element("w:fldChar", fldCharType="begin"))
    code = element("w:instrText")
    code.set(_XML_SPACE, "preserve")
    code.text = f" {instruction} "
    run.append(code)
    run.append(element("w:fldChar", fldCharType="separate"))
    shown = element("w:t")
    shown.text = "1"
    run.append(shown)
    run.append(element("w:fldChar", fldCharType="end"))


def borders(name: str, sides: Iterable[tuple[str, int]], *, color: str = "000000", space: int = 0) -> Element:
    """Rules on these sides, widths in eighths of a point; width 0 is none."""
    made = element(name)
    for side, width in sides:
        value = "single" if width else "nil"
        made.append(element(f"w:{side}", val=value, sz=width, space=space, color=color))
    return made


def cell_margins(table: Element, above: int, beside: int) -> None:
    """Room inside every cell."""
    made = element("w:tblCellMar")
    for side, width in (("top", above), ("left", beside), ("bottom", above), ("right", beside)):
        made.append(element(f"w:{side}", w=width, type="dxa"))
    table[0].append(made)


def run(text: str, *, bold: bool = False, face: str = "") -> Element:
    """A run whose line feeds are line breaks."""
    made, properties = element("w:r"), element("w:rPr")
    if face:
        fonts(properties, face)
    else:
        # Quotation marks and dashes are Chinese ones here.
        put(properties, "w:rFonts", hint="eastAsia")
    if bold:
        put(properties, "w:b")
        put(properties, "w:bCs")
    made.append(properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("w:br"))
        words = element("w:t")
        words.text = line
        words.set(_XML_SPACE, "preserve")
        made.append(words)
    return made
