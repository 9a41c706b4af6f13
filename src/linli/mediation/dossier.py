"""A case's whole file (卷宗) and its packet for the court, each made with one act as PDF or ZIP.

For the case's team alone. Whoever calls logs the look: names are clear, and telephone and address where ``openly``.
"""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import typst
from django.core.exceptions import ValidationError

from linli.common import uploads
from linli.documents.bundle import Bound, Bundle, Media, Scan, Sheet, bind
from linli.documents.paper import Form, Layout, Paper
from linli.documents.rendering import to_docx
from linli.documents.words import day
from linli.mediation import packet
from linli.mediation.case_file import CaseFile, gather
from linli.mediation.models import Agreement, CasePiece, DisputeCase, PieceKind
from linli.mediation.models import Form as AgreementForm
from linli.mediation.papers import binding, closing, court, opening, papers_of
from linli.mediation.required import missing_of, standing
from linli.mediation.services.agreements import may_be_confirmed

PICTURES: Mapping[str, Media] = {"png": "png", "jpeg": "jpeg"}
Sheets = Callable[[Mapping[str, int], bool], list[Sheet]]
"""The sheets with the pages known (or not yet), and scans drawn as pictures or only named."""
UNLISTED = ("cover", "contents", "back")
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Entry:
    """One line of a table of contents: a paper printed from the records, or a piece that came on paper."""

    key: str
    name: str
    paper: Paper | None = None
    piece: CasePiece | None = None
    remark: str = ""


@dataclass(frozen=True)
class Printed:
    """What was made. ``pages``: on which page of the PDF each line of ``entries`` begins, by its key."""

    name: str
    bound: Bound
    entries: Sequence[Entry]
    papers: Sequence[tuple[str, Paper]]

    @property
    def pdf(self) -> bytes:
        """All of it in one file, numbered through."""
        return self.bound.pdf

    @property
    def zip(self) -> bytes:
        """The PDF, every paper as DOCX, the scans as they came, and the list."""
        return _packed(self)


# Its parts


def _entries(file: CaseFile) -> list[Entry]:
    """In the order of the 司法部 format; a signed scan lies behind the paper it is of."""
    found: list[Entry] = []
    rows = standing(file)
    for each in rows:
        document = each.document
        if document.code in UNLISTED:
            continue
        others = [other for other in rows if document.either and other.document.either == document.either]
        replaced = not each.there and any(other.there for other in others)
        papers = papers_of(file, document.code) if each.due and not replaced else []
        found += [_printed(document.code, n, paper) for n, paper in enumerate(papers, 1)]
        found += [_piece(piece) for piece in each.pieces]
    return found


def _printed(code: str, number: int, paper: Paper) -> Entry:
    return Entry(f"{code}-{number}", _one_line(paper.title), paper=paper)


def _one_line(title: str) -> str:
    return title.replace("\n", "")


def _piece(piece: CasePiece) -> Entry:
    remark = "扫描件" if piece.key else "纸质原件"
    return Entry(f"piece-{piece.ref}", f"{piece.title}·{remark}", piece=piece, remark=f"{piece.pages}页")


def _content(piece: CasePiece) -> bytes:
    """The scan; empty when it was discarded."""
    try:
        with uploads.stored(piece.key) as stream:
            return bytes(stream.read())
    except FileNotFoundError:
        return b""


def _sheet(file: CaseFile, entry: Entry, *, drawn: bool) -> Sheet:
    if entry.paper is not None:
        return Sheet(key=entry.key, content=entry.paper)
    piece = entry.piece
    if piece is None:
        raise ValueError("an entry is a paper or a piece")
    media = PICTURES.get(piece.media)
    data = _content(piece) if drawn and media is not None else b""
    if media is not None and data:
        return Sheet(key=entry.key, content=Scan(title=entry.name, data=data, media=media))
    return Sheet(key=entry.key, content=_naming(file, piece, entry.name))


def _naming(file: CaseFile, piece: CasePiece, name: str) -> Paper:
    """In the place of what cannot be drawn here: what it is, how many pages, where it lies."""
    where = "见压缩包“扫描件”文件夹" if piece.key else "纸质原件放在本页后面"
    rows = (
        ("材料", PieceKind(piece.kind).label),
        ("日期", day(piece.dated)),
        ("页数", f"{piece.pages}页"),
        ("原件在哪里", where),
    )
    form = Form(rows=rows, widths=(1, 4))
    return Paper(title=name, layout=Layout.PLAIN, blocks=[form], number=file.number)


# The whole file


def dossier(case: DisputeCase, *, openly: bool = False, on: date, watermark: str = "") -> Printed:
    """The complete file: cover, contents, every paper and scan in order, back. ``on``: the day it is made up.

    ``watermark``: who took it along, printed on its cover.
    It can be printed while documents are missing: cover and contents then name them (``required.missing``).
    """
    file = gather(case, openly=openly)
    lacking = missing_of(file)
    entries = _entries(file)
    rows = [(entry.name, entry.key, entry.remark) for entry in entries]

    def sheets(pages: Mapping[str, int], drawn: bool) -> list[Sheet]:
        return [
            Sheet(key="cover", content=_marked(binding.cover(file, on), watermark)),
            Sheet(key="contents", content=binding.contents(file, rows, pages, lacking)),
            *(_sheet(file, entry, drawn=drawn) for entry in entries),
            Sheet(key="back", content=binding.back(file)),
        ]

    return _made(f"人民调解卷宗{file.number}", file, entries, sheets)


def _made(name: str, file: CaseFile, entries: Sequence[Entry], sheets: Sheets) -> Printed:
    try:
        bound = bind(Bundle(title=name, organ=file.organ, sheets=sheets({}, True)))
    except typst.TypstError:  # a picture nobody can draw: it is named, and lies in the ZIP
        bound = bind(Bundle(title=name, organ=file.organ, sheets=sheets({}, False)))
    papers = [
        (_one_line(sheet.content.title), sheet.content)
        for sheet in sheets(bound.pages, False)
        if isinstance(sheet.content, Paper) and not sheet.key.startswith("piece-")
    ]
    return Printed(name, bound, entries, papers)


# The packet for the court


def confirmation_packet(
    case: DisputeCase, *, openly: bool = True, court_name: str = "", watermark: str = ""
) -> Printed:
    """What the court asks for with a joint application: list, application, agreement, identity and property proof,
    where to serve. Raises ValidationError for kinds the court does not confirm, and without an agreement in force.
    """
    file = gather(case, openly=openly)
    own = file.agreement
    refused = why_no_packet(case, own)
    if refused or own is None:
        raise ValidationError(refused)
    wanting = packet.wanting(file)
    entries = [
        *_with_pieces(file, wanting, "application", court.application(file, court_name)),
        *_with_pieces(file, wanting, "agreement", closing.agreement(file), PieceKind.AGREEMENT),
        *_with_pieces(file, wanting, "identity", opening.identity(file), PieceKind.IDENTITY),
        *_with_pieces(file, wanting, "authority", opening.authority(file), PieceKind.AUTHORITY),
        *[_printed("property", n, paper) for n, paper in enumerate(court.property_proof(file), 1)],
        *(_piece(piece) for piece in court.property_pieces(file)),
        *_with_pieces(file, wanting, "addresses", court.addresses(file)),
    ]
    lacking = packet.lacking(file)
    rows = [(entry.name, entry.key, entry.remark) for entry in entries]

    def sheets(pages: Mapping[str, int], drawn: bool) -> list[Sheet]:
        listed = _marked(court.packet_list(file, rows, pages, lacking), watermark)
        return [
            Sheet(key="list", content=listed),
            *(_sheet(file, entry, drawn=drawn) for entry in entries),
        ]

    return _made(f"司法确认材料{own.number}", file, entries, sheets)


def why_no_packet(case: DisputeCase, agreement: Agreement | None) -> str:
    """Why there is nothing to bring before the court, in words; "" where there is."""
    if not may_be_confirmed(case):
        return (
            f"涉及{case.get_special_display()}的协议，法院不受理司法确认。"
            "依据：《最高人民法院关于人民调解协议司法确认程序的若干规定》第四条。"
        )
    if agreement is None or agreement.effective_on is None or agreement.form != AgreementForm.WRITTEN:
        return "要有已经生效的书面协议，才能申请司法确认。"
    return ""


def _marked(made: Paper, watermark: str) -> Paper:
    return replace(made, notes=[*made.notes, watermark]) if watermark else made


def _with_pieces(
    file: CaseFile, wanting: Mapping[str, str], code: str, papers: Sequence[Paper], *kinds: PieceKind
) -> list[Entry]:
    remark = wanting.get(code, "")
    printed = [replace(_printed(code, n, paper), remark=remark) for n, paper in enumerate(papers, 1)]
    return [*printed, *(_piece(piece) for piece in file.pieces_of(*kinds))]


# ZIP


def _packed(made: Printed) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, f"{made.name}.pdf", made.pdf)
        for number, (title, paper) in enumerate(made.papers, 1):
            _write(archive, f"文书/{number:02d}{uploads.title_of(title)}.docx", to_docx(paper))
        for number, entry in enumerate(made.entries, 1):
            piece = entry.piece
            if piece is not None and piece.key and (data := _content(piece)):
                _write(archive, f"扫描件/{number:02d}{uploads.title_of(piece.title)}.{_ending(piece)}", data)
        _write(archive, "清单.txt", _list(made).encode("utf-8-sig"))
    return stream.getvalue()


def _ending(piece: CasePiece) -> str:
    return {"jpeg": "jpg"}.get(piece.media, piece.media)


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)


def _list(made: Printed) -> str:
    lines = [
        f"{number}\t{entry.name}\t第{made.bound.pages[entry.key]}页\t{entry.remark}".rstrip()
        for number, entry in enumerate(made.entries, 1)
    ]
    return "\r\n".join([made.name, "序号\t名称\t页号\t备注", *lines, ""])
