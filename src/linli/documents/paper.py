"""A paper as structured content: what it says and what each part is, never how it is drawn.

A room builds a ``Paper``; ``documents.rendering`` turns it into HTML, DOCX or PDF with the same words in the same
order. Every string is data: no markup of any format is read in it. A line feed inside a text is a new line.

    Paper(
        title="关于荣发小区调解协议履行情况的回访单",
        layout=Layout.PLAIN,
        blocks=[Paragraph(runs=[Text("经回访，协议已履行。"), Link("3 起", "/desk/mediation/cases/")])],
        organ="岳阳楼区司法局",
        date=datetime.date(2024, 10, 30),
        seal_place=True,
    )

A paper that could not be drawn (no title, an address a browser would run, a row of the wrong length) is a mistake in
the program and raises ``ValueError`` when it is made, not when somebody prints it.
"""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum
from typing import Literal

Align = Literal["left", "center", "right"]
Level = Literal[1, 2, 3, 4]

_ADDRESS = re.compile(r"https?://[^\s/]|/(?![/\\])")
_DATA_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class Layout(StrEnum):
    """``official``: GB/T 9704-2012. ``plain``: slips, minutes, notices, tables."""

    OFFICIAL = "official"
    PLAIN = "plain"


@dataclass(frozen=True)
class Text:
    """Words."""

    text: str
    _: KW_ONLY
    bold: bool = False


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere; on paper they look like all others, in black.

    address: ``https://…``, or a path of this site such as ``/figures/1/`` (made absolute in DOCX and PDF).
    figure:  what a machine should know of a figure. Names become attributes in HTML, ``{"figure": "grid.households"}``
             becomes ``data-figure="grid.households"``, and the link gets the class ``ll-fig``.
    """

    text: str
    address: str
    _: KW_ONLY
    figure: Mapping[str, str] | None = None
    bold: bool = False

    def __post_init__(self) -> None:
        if not _ADDRESS.match(self.address):
            raise ValueError(f"neither http(s) nor a path of this site: {self.address!r}")
        for name in self.figure or ():
            if not _DATA_NAME.fullmatch(name.removeprefix("data-")):
                raise ValueError(f"not a name for a data attribute: {name!r}")


@dataclass(frozen=True, kw_only=True)
class PageOf:
    """The page of a ``Bundle`` on which a sheet begins; with ``sheet`` empty, how many pages the bundle has.

    text: what stands there in a paper that is printed by itself.
    """

    sheet: str = ""
    text: str = ""
    bold: bool = False


Run = Text | Link | PageOf
Cell = str | Run | Sequence[Run]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Level 1 一、 in hei, 2（一）in kai, 3 “1.” and 4（1）in fang-song. The numbering is part of the runs."""

    level: Level
    runs: Sequence[Run]

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3, 4):
            raise ValueError(f"a paper has four levels of headings, not {self.level}")


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """``indent``: two characters, as usual. ``lead``: opening words run into the paragraph, in bold.

    keep: stays on one page with what follows, as the words before a signature do.
    """

    runs: Sequence[Run]
    indent: bool = True
    align: Align = "left"
    lead: Sequence[Run] = ()
    keep: bool = False


@dataclass(frozen=True, kw_only=True)
class ListBlock:
    """Items one below the other; ``ordered`` numbers them 1. 2. 3."""

    items: Sequence[Sequence[Run]]
    ordered: bool


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under a head that is repeated on each page.

    widths:  shares of the width, one a column; None: equal.
    numeric: numbers of the columns (from 0) that are set to the right.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float] | None = None
    numeric: Sequence[int] = ()
    caption: str = ""

    def __post_init__(self) -> None:
        columns = len(self.head)
        if not columns:
            raise ValueError("a table has at least one column")
        if any(len(row) != columns for row in self.rows):
            raise ValueError(f"every row has {columns} cells, as the head has")
        if self.widths is not None and (len(self.widths) != columns or min(self.widths) <= 0):
            raise ValueError("widths: one positive share a column")
        if any(not 0 <= column < columns for column in self.numeric):
            raise ValueError("numeric: numbers of columns, from 0")


@dataclass(frozen=True, kw_only=True)
class Form:
    """A printed form: in every row what is asked, then what was answered, once or more. ``widths`` as of a table.

    keep: not broken over pages, and on one page with what follows; for a form well below a page.
    """

    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float]
    keep: bool = False

    def __post_init__(self) -> None:
        if not self.rows or len(self.widths) % 2 or not self.widths or min(self.widths) <= 0:
            raise ValueError("a form has rows, and positive shares of the width for questions and answers")
        if any(len(row) != len(self.widths) for row in self.rows):
            raise ValueError(f"every row has {len(self.widths)} cells, as many as widths")


@dataclass(frozen=True, kw_only=True)
class Signatures:
    """签字栏: for each line (甲方当事人, 调解员, …) room for signature, seal or fingerprint, and the date."""

    lines: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class PageBreak:
    """What follows begins a page."""


Block = Heading | Paragraph | ListBlock | Table | Form | Signatures | PageBreak


@dataclass(frozen=True, kw_only=True)
class Annex:
    """附件: begins a page of its own, after signature and date; page numbers run on."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper. What is empty is left out.

    title:       a line feed in it chooses where it turns; otherwise lines are made of about equal length.
    organ:       发文机关署名, the only author a file names.
    addressee:   主送机关, without the colon.
    number:      发文字号, 岳楼政〔2024〕1号.
    signer:      签发人, only on papers to a higher organ, under a red head.
    red_head:    发文机关标志, 岳阳市岳阳楼区人民政府文件.
    attachments: 附件说明, names without number or mark at the end.
    annexes:     附件 themselves.
    seal_place:  leave room for the seal over organ and date (official), or say （盖章） (plain).
    qr:          an address, drawn as QR code; as in ``Link``.
    copies_to:   抄送, without the word and the colon. ``printed_by``, ``printed_on``: 印发机关, 印发日期.
    notes:       faint lines at the end: when it was made, from which records.
    draft_mark:  said on every page of a draft: 未签发，仅供核对.
    """

    title: str
    layout: Layout
    blocks: Sequence[Block]
    organ: str = ""
    addressee: str = ""
    number: str = ""
    signer: str = ""
    red_head: str = ""
    date: datetime.date | None = None
    attachments: Sequence[str] = ()
    annexes: Sequence[Annex] = field(default=())
    seal_place: bool = False
    qr: str = ""
    copies_to: str = ""
    printed_by: str = ""
    printed_on: datetime.date | None = None
    notes: Sequence[str] = ()
    draft_mark: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a paper has a title")
        if self.qr and not _ADDRESS.match(self.qr):
            raise ValueError(f"neither http(s) nor a path of this site: {self.qr!r}")
        if self.signer and not self.red_head:
            raise ValueError("签发人 stands beside the number under a red head")
