"""A paper as PDF, set by the embedded typst compiler with the faces we carry and no others.

The paper reaches the compiler as JSON; nothing anybody wrote is ever read as markup. The same paper gives the same
bytes on every machine: no font of the machine is asked, no date but the paper's own is written.
"""

import json
import threading
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import typst

from linli.documents import measures, qr
from linli.documents.faces import FACES, FOLDER, REST
from linli.documents.flow import (
    DATE_BLANK,
    LEVELS,
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
from linli.documents.paper import Layout, Link, PageOf, Paper, Run
from linli.documents.words import absolute, cells, clean

TEMPLATE = Path(__file__).with_name("data") / "paper.typ"

# One compiler for the process, so that faces are read once. It keeps the last paper it set, hence one at a time.
_lock = threading.Lock()


def to_pdf(paper: Paper, enlarged: float = 1.0) -> bytes:
    """The PDF: tagged, with bookmarks of its headings, every face embedded. ``enlarged``: 2 ** 0.5 is A3, 2 is A2."""
    data = json.dumps(_paper(paper, enlarged), ensure_ascii=False)
    with _lock:
        result = _compiler().compile(format="pdf", sys_inputs={"paper": data})
    if not isinstance(result, bytes):
        raise TypeError("a PDF is one file")
    return result


@cache
def carried() -> typst.Fonts:
    """The faces we carry, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(input=TEMPLATE, root=TEMPLATE.parent, font_paths=carried())


def forget_faces() -> None:
    """The next paper reads the faces anew, as the first of a process does."""
    _compiler.cache_clear()
    carried.cache_clear()


LENGTHS = ("width", "height", "top", "right", "bottom", "left", "size", "title_size", "pitch", "line")


def _enlarged(own: measures.Measures, by: float) -> measures.Measures:
    return own if by == 1 else replace(own, **{name: getattr(own, name) * by for name in LENGTHS})


def _paper(paper: Paper, enlarged: float = 1.0) -> dict[str, Any]:
    own = _enlarged(measures.MEASURES[paper.layout], enlarged)
    return {
        **setting(paper.layout, own, enlarged),
        "title": clean(paper.title).replace("\n", ""),
        "author": clean(paper.organ).replace("\n", "，"),
        "draft": clean(paper.draft_mark),
        "red": bool(paper.red_head),
        "sheets": [],
        "parts": [drawn(part, own) for part in parts(paper)],
    }


def setting(layout: Layout, own: measures.Measures, enlarged: float = 1.0) -> dict[str, Any]:
    """Lengths and faces, as the template wants them."""
    return {
        "layout": layout.value,
        "measures": {
            name: getattr(own, name)
            for name in (
                *own.__dataclass_fields__,
                "text_width",
                "text_height",
            )
        }
        | {
            "red_head_top": measures.RED_HEAD_TOP,
            "red_rule_below": measures.RED_RULE_BELOW,
            "page_number_below": measures.PAGE_NUMBER_BELOW,
            "foot_rule": measures.FOOT_RULE,
            "foot_inner_rule": measures.FOOT_INNER_RULE,
            "qr_size": measures.QR_SIZE * enlarged,
            "scale": enlarged,
        },
        "faces": {role: {"family": face.family, "weight": face.weight} for role, face in FACES.items()},
        "rest": REST,
    }


def drawn(part: Part, own: measures.Measures) -> dict[str, Any]:
    """One part, as the template wants it."""
    match part:
        case Line():
            return _line(in_lines(part, own))
        case Grid():
            rows = [[{"runs": _runs(cell)} for cell in row] for row in part.rows]
            return {
                "kind": "grid",
                "caption": part.caption,
                "head": part.head,
                "rows": rows,
                "widths": part.widths,
                "numeric": sorted(part.numeric),
                "labels": sorted(part.labels),
                "keep": part.keep,
            }
        case SignHere():
            return {"kind": "sign-here", "who": part.who, "words": SIGN_HERE, "date": DATE_BLANK}
        case Code():
            drawing = qr.svg(part.address).decode()
            return {"kind": "code", "svg": drawing, "address": absolute(part.address), "words": part.words}
        case Break():
            return {"kind": "break"}
        case Foot():
            return {"kind": "foot", "lines": [_line(line) for line in part.lines]}


def _line(line: Line) -> dict[str, Any]:
    found = {
        "kind": line.role.value,
        "runs": _runs(line.runs),
        "marker": line.marker,
        "indent": line.indent,
        "hang": line.hang,
        "right": line.right,
        "align": line.align,
        "blank_above": line.blank_above,
        "blank_below": line.blank_below,
        "tail": line.tail,
        "keep": line.keep,
        "level": LEVELS.get(line.role, 0),
    }
    if line.role is Role.RED_HEAD:
        size, factor = measures.red_head_type(cells(line.text))
        found |= {"size": size, "factor": factor}
    return found


def _runs(runs: Any) -> list[dict[str, Any]]:
    return [_run(run) for run in runs]


def _run(run: Run) -> dict[str, Any]:
    found: dict[str, Any] = {"t": run.text}
    if run.bold:
        found["b"] = True
    if isinstance(run, Link):
        found["a"] = absolute(run.address)
    if isinstance(run, PageOf):
        found["p"] = run.sheet
    return found
