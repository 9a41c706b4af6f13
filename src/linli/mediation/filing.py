"""A case's file as its page shows it: every document in order, how it stands with it, the papers behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from linli.mediation.case_file import CaseFile
from linli.mediation.models import CasePiece, DisputeCase
from linli.mediation.papers import papers_of
from linli.mediation.required import Document, Standing, standing

THERE, LACKING, NOT_NEEDED = "有", "缺", "不需要"
TINTS = {THERE: "pine", LACKING: "amber", NOT_NEEDED: ""}


@dataclass(frozen=True)
class Line:
    """One document: its state, in words why, how many papers it has, the paper that came into the file."""

    document: Document
    state: str
    why: str
    papers: Sequence[int]
    pieces: Sequence[CasePiece]

    @property
    def tint(self) -> str:
        """Of its state."""
        return TINTS[self.state]

    @property
    def kind(self) -> str:
        """Of the paper to be added to it, or ""."""
        return self.document.pieces[0].value if self.document.pieces else ""


def lines_of(file: CaseFile) -> list[Line]:
    """In the order of the 司法部 format."""
    rows = standing(file)
    return [_line(file, each, rows) for each in rows]


def _line(file: CaseFile, each: Standing, rows: Sequence[Standing]) -> Line:
    document = each.document
    others = [
        other.document.name
        for other in rows
        if document.either and other.document.either == document.either and other.there and other is not each
    ]
    if each.due and each.there:
        state, why = THERE, ""
    elif each.due and not others:
        state, why = LACKING, f"{document.how}。"
    else:
        state, why = NOT_NEEDED, f"有{others[0]}就行。" if others else _when(document)
    papers = papers_of(file, document.code) if each.due or document.always else []
    return Line(document, state, why, range(1, len(papers) + 1), each.pieces)


def _when(document: Document) -> str:
    when = document.when.removeprefix("必须；")
    return f"{when}才要。" if when.endswith("的") else f"还不到：{when}。"


def count_of(file: CaseFile) -> int:
    """How many documents are there."""
    return sum(each.due and each.there for each in standing(file))


def called(case: DisputeCase) -> str:
    """How the file is named on a page."""
    return f"卷宗 {case.number}" if case.number else "卷宗（还没有受理）"
