"""A report as its reader gets it: parts, paragraphs and runs, and the figures in order.

The same shape whether the figures are today's, frozen for review, or signed; a signed report is kept as this, in JSON.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from linli.common.numerals import chinese

CHAPTER, SECTION = 1, 2


@dataclass(frozen=True)
class Counted:
    """One figure of the report.

    code:     the indicator's; "" for one typed by hand.
    printed:  as it stands in the text; value: the exact value, quotients with six decimals; "" where there is none.
    part:     position of the part it stands in.
    count:    how many records it counted; None where a sum hides it.
    snapshot: reference of the frozen figure; "" while the report is a draft. digest: of the frozen figure.
    vouched_by, reason: of a figure typed by hand.
    """

    code: str
    name: str
    printed: str
    part: int
    value: str = ""
    shown: str = ""
    unit: str = ""
    kind: str = ""
    definition: str = ""
    section: str = ""
    parts: Sequence[str] = ()
    count: int | None = None
    counted: str = ""
    cut_off: str = ""
    snapshot: str = ""
    digest: str = ""
    sample: str = ""
    vouched_by: str = ""
    reason: str = ""
    kept: bool = True

    @property
    def is_by_hand(self) -> bool:
        """Typed, not counted: printed as 人工填报."""
        return not self.code


@dataclass(frozen=True)
class Run:
    """A stretch of text; ``figure``: its number among the report's figures, None for plain words."""

    text: str
    figure: int | None = None


@dataclass(frozen=True)
class PartContent:
    """A part with something in it."""

    position: int
    level: int
    label: str
    heading: str
    paragraphs: Sequence[Sequence[Run]] = ()

    @property
    def title(self) -> str:
        """``（三）做优“群英断是非”工作法``; "" for the lead."""
        return f"{self.label}{self.heading}" if self.heading else ""

    @property
    def lines(self) -> list[str]:
        """Heading and paragraphs as plain text."""
        body = ["".join(run.text for run in paragraph) for paragraph in self.paragraphs]
        return [self.title, *body] if self.title else body


@dataclass(frozen=True)
class Place:
    """Where a position of the report's text lies. ``paragraph`` 0: in the heading; ``figure``: the run's, if it is one.

    run: number of the run in its paragraph, from 0.
    """

    part: PartContent | None
    paragraph: int
    figure: int | None
    run: int = 0

    @property
    def words(self) -> str:
        """``第 4 节“强学习”第 1 段``, for whoever looks for it."""
        if self.part is None:
            return "标题"
        name = f"“{self.part.title}”" if self.part.title else "开头"
        return f"{name}第 {self.paragraph} 段" if self.paragraph else f"{name}的小标题"


@dataclass(frozen=True)
class Content:
    """The whole report."""

    title: str
    organ: str
    area: str
    area_code: str
    start: date
    end: date
    cut_off: datetime
    parts: Sequence[PartContent] = ()
    figures: Sequence[Counted] = ()
    changes: str = ""

    @property
    def text(self) -> str:
        """Title, headings and paragraphs, one to a line: what the check reads."""
        return "\n".join([self.title, *(line for part in self.parts for line in part.lines)])

    def places(self) -> list[tuple[int, int, Place]]:
        """Start, end and place of every stretch of ``text``, in order."""
        found: list[tuple[int, int, Place]] = [(0, len(self.title), Place(None, 0, None))]
        at = len(self.title) + 1
        for part in self.parts:
            if part.title:
                found.append((at, at + len(part.title), Place(part, 0, None)))
                at += len(part.title) + 1
            for number, paragraph in enumerate(part.paragraphs, start=1):
                for n, run in enumerate(paragraph):
                    found.append((at, at + len(run.text), Place(part, number, run.figure, n)))
                    at += len(run.text)
                at += 1
        return found

    def as_json(self) -> dict[str, Any]:
        """Ready for a JSON column; ``read`` gives it back."""
        return asdict(self) | {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "cut_off": self.cut_off.isoformat(),
        }


def read(kept: dict[str, Any]) -> Content:
    """A content kept as JSON."""
    parts = [
        PartContent(
            **{
                **part,
                "paragraphs": [[Run(**run) for run in paragraph] for paragraph in part["paragraphs"]],
            }
        )
        for part in kept["parts"]
    ]
    return Content(
        **{
            **kept,
            "start": date.fromisoformat(kept["start"]),
            "end": date.fromisoformat(kept["end"]),
            "cut_off": datetime.fromisoformat(kept["cut_off"]),
            "parts": parts,
            "figures": [Counted(**figure) for figure in kept["figures"]],
        }
    )


def labels(levels: Sequence[int]) -> list[str]:
    """一、 for chapters, （一） for sections, counted anew in each chapter; "" for a lead (GB/T 9704-2012, 7.3.3)."""
    chapter = section = 0
    found = []
    for level in levels:
        if level == CHAPTER:
            chapter, section = chapter + 1, 0
            found.append(f"{chinese(chapter)}、")
        elif level == SECTION:
            section += 1
            found.append(f"（{chinese(section)}）")
        else:
            found.append("")
    return found
