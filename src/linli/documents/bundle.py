"""Several papers and pictures of papers set as one PDF, with page numbers that run through.

A paper in it may say on which page another sheet begins (``PageOf``): the compiler fills that in from the pages it
made, so a table of contents cannot disagree with them.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import typst

from linli.documents.flow import Break, Line, Role, parts
from linli.documents.measures import MEASURES
from linli.documents.paper import Layout, Paper, Text
from linli.documents.pdf import TEMPLATE, carried, drawn, setting
from linli.documents.words import clean

Media = Literal["png", "jpeg"]
OWN = MEASURES[Layout.PLAIN]
_BEGIN: Mapping[str, bytes] = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}


@dataclass(frozen=True, kw_only=True)
class Scan:
    """A picture of a page that came on paper; it gets a page of its own under its title."""

    title: str
    data: bytes
    media: Media

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a scan has a title")
        if not self.data.startswith(_BEGIN[self.media]):
            raise ValueError(f"not {self.media}")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One piece of a bundle, which begins a page. ``key``: by what ``PageOf`` finds it."""

    key: str
    content: Paper | Scan


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """Sheets in their order, in the layout ``plain``. Raises ValueError for two sheets of one key, or none."""

    title: str
    sheets: Sequence[Sheet]
    organ: str = ""

    def __post_init__(self) -> None:
        keys = [sheet.key for sheet in self.sheets]
        if not keys or not all(keys) or len(set(keys)) != len(keys):
            raise ValueError("a bundle has sheets, each of a key of its own")
        papers = (sheet.content for sheet in self.sheets if isinstance(sheet.content, Paper))
        if any(paper.layout is not Layout.PLAIN or paper.copies_to or paper.printed_by for paper in papers):
            raise ValueError("a bundle is of plain papers without 版记")


@dataclass(frozen=True)
class Bound:
    """A bundle as PDF, and the page on which each sheet begins, by its key."""

    pdf: bytes
    pages: Mapping[str, int]


def bind(bundle: Bundle) -> Bound:
    """Set the bundle. Raises ``typst.TypstError`` for a picture that cannot be drawn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = json.dumps(_bundle(bundle, folder), ensure_ascii=False)
        main = folder / TEMPLATE.name
        main.write_bytes(TEMPLATE.read_bytes())
        compiler = typst.Compiler(input=main, root=folder, font_paths=carried(), sys_inputs={"paper": data})
        pdf = compiler.compile(format="pdf")
        places = json.loads(compiler.eval("query(heading.where(level: 1)).map(it => it.location().page())"))
    if not isinstance(pdf, bytes):
        raise TypeError("a PDF is one file")
    pages = dict(zip((sheet.key for sheet in bundle.sheets), places, strict=True))
    return Bound(pdf=pdf, pages=pages)


def _bundle(bundle: Bundle, folder: Path) -> dict[str, Any]:
    found: list[dict[str, Any]] = []
    for number, sheet in enumerate(bundle.sheets):
        if number:
            found.append(drawn(Break(), OWN))
        if isinstance(sheet.content, Paper):
            found += [drawn(part, OWN) for part in parts(sheet.content)]
        else:
            found += _scan(sheet.content, folder, number)
    return {
        **setting(Layout.PLAIN, OWN),
        "title": clean(bundle.title).replace("\n", ""),
        "author": clean(bundle.organ).replace("\n", "，"),
        "draft": "",
        "red": False,
        "sheets": [{"key": sheet.key, "draft": _draft(sheet.content)} for sheet in bundle.sheets],
        "parts": found,
    }


def _draft(content: Paper | Scan) -> str:
    return clean(content.draft_mark) if isinstance(content, Paper) else ""


def _scan(scan: Scan, folder: Path, number: int) -> list[dict[str, Any]]:
    file = f"scan-{number}.{scan.media}"
    (folder / file).write_bytes(scan.data)
    title = Line(role=Role.TITLE, runs=[Text(clean(scan.title))], align="center")
    return [drawn(title, OWN), {"kind": "scan", "file": file, "alt": clean(scan.title)}]
