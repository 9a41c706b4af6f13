"""From a ``Paper`` to what is drawn, part after part in reading order, with every word in place.

All formats draw this and nothing else, so they say the same. What a part looks like is theirs; what it says and
where it stands in the order is decided here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from linli.documents.measures import DATE_RIGHT, NO_SEAL_LINES, SEAL_LINES, Measures
from linli.documents.paper import (
    Annex,
    Block,
    Cell,
    Form,
    Heading,
    Layout,
    Link,
    ListBlock,
    PageBreak,
    PageOf,
    Paper,
    Paragraph,
    Run,
    Signatures,
    Table,
    Text,
)
from linli.documents.words import cells, clean, day, title_lines

INDENT = 2.0
SIGN_HERE = "（签名、盖章或按指印）"
DATE_BLANK = "年　　月　　日"
QR_WORDS = "扫码看网上的这一份"


class Role(StrEnum):
    """What a line is."""

    RED_HEAD = "red-head"
    NUMBER = "number"
    SIGNER = "signer"
    TITLE = "title"
    ADDRESSEE = "addressee"
    HEADING_1 = "heading-1"
    HEADING_2 = "heading-2"
    HEADING_3 = "heading-3"
    HEADING_4 = "heading-4"
    BODY = "body"
    ITEM = "item"
    ATTACHMENT = "attachment"
    ORGAN = "organ"
    DATE = "date"
    ANNEX = "annex"
    ANNEX_TITLE = "annex-title"
    NOTE = "note"
    COPIES = "copies"
    PRINTED = "printed"


LEVELS = {Role.HEADING_1: 1, Role.HEADING_2: 2, Role.HEADING_3: 3, Role.HEADING_4: 4}
_HEADINGS = {level: role for role, level in LEVELS.items()}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One paragraph. Lengths in characters of the grid.

    marker:      what stands before the runs of an item or an attachment: ``1.``, ``附件：1.``
    indent:      of the first line; ``hang``: of the further ones; ``right``: from the right edge.
    blank_above: empty lines before it; ``blank_below``: after it.
    tail:        set to the right edge on the same line.
    """

    role: Role
    runs: Sequence[Run]
    marker: str = ""
    indent: float = 0.0
    hang: float = 0.0
    right: float = 0.0
    align: str = "left"
    blank_above: int = 0
    blank_below: int = 0
    tail: str = ""
    ordered: bool = False
    keep: bool = False

    @property
    def text(self) -> str:
        """All its words; ``tail`` after a full-width space."""
        words = self.marker + "".join(run.text for run in self.runs)
        return f"{words}　{self.tail}" if self.tail else words


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table with its cells as runs and its widths as shares of one. A form has no head, but columns of labels."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[Sequence[Run]]]
    widths: Sequence[float]
    numeric: frozenset[int] = field(default=frozenset())
    labels: frozenset[int] = field(default=frozenset())
    keep: bool = False


@dataclass(frozen=True, kw_only=True)
class SignHere:
    """签字栏: who signs, the blank, and the blank of the date."""

    who: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Code:
    """The QR code of an address, with the words below it."""

    address: str
    words: str = QR_WORDS


@dataclass(frozen=True, kw_only=True)
class Break:
    """A new page."""


@dataclass(frozen=True, kw_only=True)
class Foot:
    """版记: at the foot of the last page, between rules."""

    lines: Sequence[Line]


Part = Line | Grid | SignHere | Code | Break | Foot


def parts(paper: Paper) -> Sequence[Part]:
    """All of the paper in reading order, without the draft mark and the page numbers, which stand on every page."""
    return [
        *_opening(paper),
        *_blocks(paper.blocks),
        *_attachments(paper),
        *_closing(paper),
        *(part for number, annex in enumerate(paper.annexes, 1) for part in _annex(paper, annex, number)),
        *(Line(role=Role.NOTE, runs=[Text(clean(note))]) for note in paper.notes),
        *([Code(address=paper.qr)] if paper.qr else []),
        *_foot(paper),
    ]


def _line(role: Role, text: str, **others: object) -> Line:
    return replace(Line(role=role, runs=[Text(clean(text))]), **others)  # type: ignore[arg-type]


def _opening(paper: Paper) -> Iterator[Part]:
    if paper.red_head:
        yield _line(Role.RED_HEAD, paper.red_head, align="center")
        if paper.signer:
            signer = f"签发人：{clean(paper.signer)}"
            yield _line(Role.NUMBER, paper.number, blank_above=2, indent=1.0, right=1.0, tail=signer)
        else:
            yield _line(Role.NUMBER, paper.number, blank_above=2, align="center")
    below = 1 if paper.layout is Layout.OFFICIAL else 0
    number_follows = bool(paper.number and not paper.red_head)
    yield _line(
        Role.TITLE,
        paper.title.strip(),
        align="center",
        blank_above=2 if paper.red_head else 0,
        blank_below=0 if number_follows else below,
    )
    if number_follows:
        yield _line(Role.NUMBER, paper.number, align="center", blank_below=below)
    if paper.addressee:
        yield _line(Role.ADDRESSEE, f"{paper.addressee.rstrip('：:')}：")


def _blocks(blocks: Sequence[Block]) -> Iterator[Part]:
    for block in blocks:
        match block:
            case Heading():
                yield Line(role=_HEADINGS[block.level], runs=_clean(block.runs), indent=INDENT, keep=True)
            case Paragraph():
                yield _paragraph(block)
            case ListBlock():
                yield from _items(block)
            case Table():
                yield _grid(block)
            case Form():
                yield _form(block)
            case Signatures():
                yield SignHere(who=[f"{clean(line).rstrip('：:')}：" for line in block.lines])
            case PageBreak():
                yield Break()


def _paragraph(block: Paragraph) -> Line:
    lead = [replace(run, bold=True) for run in _clean(block.lead)]
    indent = INDENT if block.indent and block.align == "left" else 0.0
    runs = [*lead, *_clean(block.runs)]
    return Line(role=Role.BODY, runs=runs, indent=indent, align=block.align, keep=block.keep)


def _items(block: ListBlock) -> Iterator[Line]:
    for number, item in enumerate(block.items, 1):
        marker = f"{number}." if block.ordered else "·"
        yield Line(role=Role.ITEM, runs=_clean(item), marker=marker, indent=INDENT, ordered=block.ordered)


def _grid(block: Table) -> Grid:
    shares = block.widths or [1.0] * len(block.head)
    return Grid(
        caption=clean(block.caption),
        head=[clean(word) for word in block.head],
        rows=[[_clean(_cell(cell)) for cell in row] for row in block.rows],
        widths=[share / sum(shares) for share in shares],
        numeric=frozenset(block.numeric),
    )


def _form(block: Form) -> Grid:
    return Grid(
        caption="",
        head=[],
        rows=[[_clean(_cell(cell)) for cell in row] for row in block.rows],
        widths=[share / sum(block.widths) for share in block.widths],
        labels=frozenset(range(0, len(block.widths), 2)),
        keep=block.keep,
    )


def _cell(cell: Cell) -> Sequence[Run]:
    if isinstance(cell, str):
        return [Text(cell)]
    return [cell] if isinstance(cell, Text | Link | PageOf) else cell


def _clean(runs: Sequence[Run]) -> Sequence[Run]:
    return [replace(run, text=clean(run.text)) for run in runs]


def _attachments(paper: Paper) -> Iterator[Line]:
    """附件： one name without a number, several with 1. 2.; a long name goes on below its own first character."""
    several = len(paper.attachments) > 1
    for number, name in enumerate(paper.attachments, 1):
        first = number == 1
        marker = ("附件：" if first else "") + (f"{number}." if several else "")
        yield Line(
            role=Role.ATTACHMENT,
            runs=[Text(clean(name))],
            marker=marker,
            indent=INDENT if first else INDENT + 3,
            hang=INDENT + 3 + (1 if several else 0),
            blank_above=1 if first else 0,
        )


def _closing(paper: Paper) -> Iterator[Line]:
    """署名 above 成文日期, each centred on the other, the date four characters from the right edge."""
    organ = clean(paper.organ)
    if organ and paper.seal_place and paper.layout is Layout.PLAIN:
        organ += "（盖章）"
    date = day(paper.date) if paper.date else ""
    wide, narrow = max((cells(each) for each in organ.split("\n")), default=0.0), cells(date)
    organ_right = max(DATE_RIGHT + (narrow - wide) / 2, 2.0) if date else DATE_RIGHT
    date_right = organ_right + (wide - narrow) / 2 if organ else DATE_RIGHT
    blank = SEAL_LINES if paper.seal_place else NO_SEAL_LINES
    if organ:
        yield _line(Role.ORGAN, organ, align="right", right=organ_right, blank_above=blank, keep=bool(date))
    if date:
        above = 0 if organ else blank
        yield _line(Role.DATE, date, align="right", right=max(date_right, 0.0), blank_above=above)


def _annex(paper: Paper, annex: Annex, number: int) -> Iterator[Part]:
    yield Break()
    yield _line(Role.ANNEX, f"附件{number}" if len(paper.annexes) > 1 else "附件", keep=True)
    # 附件标题 on the third line of the page.
    blank = 1 if paper.layout is Layout.OFFICIAL else 0
    yield _line(
        Role.ANNEX_TITLE, annex.title.strip(), align="center", blank_above=blank, blank_below=blank, keep=True
    )
    yield from _blocks(annex.blocks)


def _foot(paper: Paper) -> Iterator[Foot]:
    lines = []
    if paper.copies_to:
        words = f"{clean(paper.copies_to).rstrip('。.')}。"
        lines.append(Line(role=Role.COPIES, marker="抄送：", runs=[Text(words)], indent=1, hang=4, right=1))
    if paper.printed_by or paper.printed_on:
        on = f"{day(paper.printed_on)}印发" if paper.printed_on else ""
        lines.append(_line(Role.PRINTED, paper.printed_by, indent=1, right=1, tail=on))
    if lines:
        yield Foot(lines=lines)


def in_lines(line: Line, own: Measures) -> Line:
    """A title with the turns it takes on paper; on a screen the browser chooses them. Other lines as they are."""
    if line.role not in (Role.TITLE, Role.ANNEX_TITLE):
        return line
    return replace(line, runs=[Text("\n".join(title_lines(line.text, own.title_room)))])


def texts(paper: Paper) -> Iterator[str]:
    """Every string the paper draws, in reading order; what is drawn on every page comes first."""
    if paper.draft_mark:
        yield clean(paper.draft_mark)
    for part in parts(paper):
        match part:
            case Line():
                yield part.text
            case Grid():
                yield part.caption
                yield from part.head
                yield from ("".join(run.text for run in cell) for row in part.rows for cell in row)
            case SignHere():
                yield from (f"{who}{SIGN_HERE}{DATE_BLANK}" for who in part.who)
            case Code():
                yield part.words
            case Foot():
                yield from (line.text for line in part.lines)
            case Break():
                pass
