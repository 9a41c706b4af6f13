"""From the words of the parts and the figures to the report's content."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from linli.indicators.definition import Quotient
from linli.indicators.figure import Figure
from linli.indicators.models import Snapshot
from linli.indicators.registry import get
from linli.indicators.wording import parts as parts_said
from linli.indicators.wording import record_count, said, what_is_counted
from linli.reports.drafting import tokens
from linli.reports.drafting.content import Content, Counted, PartContent, Run, labels
from linli.reports.drafting.manner import NAMES, print_figure
from linli.reports.models import ManualFigure, Report

KINDS = {"stock": "时点", "flow": "流量", "rate": "比率", "rule": "规定"}


@dataclass(frozen=True)
class Written:
    """The words of one part as saved last."""

    position: int
    level: int
    heading: str
    body: str


@dataclass(frozen=True)
class Known:
    """A figure with what proves it: the frozen one, or none while the report is a draft.

    names: what its records are called, asked only for the manner 名称.
    """

    figure: Figure
    snapshot: Snapshot | None = None
    names: Callable[[], Sequence[str]] = list


def frozen(snapshot: Snapshot, names: Sequence[str] = ()) -> Known:
    """The figure a snapshot keeps, exact again: quotients from numerator and denominator."""
    indicator = get(snapshot.code)
    value = Fraction(snapshot.value) if snapshot.value else None
    if value is not None and isinstance(indicator.formula, Quotient) and snapshot.denominator:
        value = Fraction(snapshot.numerator or 0, snapshot.denominator) * indicator.formula.scale
    counted = Figure(indicator, value, snapshot.numerator, snapshot.denominator)
    return Known(counted, snapshot, lambda: names)


def compose(
    report: Report,
    parts: Sequence[Written],
    figures: Callable[[str], Known],
    by_hand: Mapping[tuple[str, str], ManualFigure],
    cut_off: datetime,
) -> Content:
    """The report's content. Raises ``tokens.BrokenToken`` for a text with a figure nobody knows."""
    shown = [part for part in parts if part.heading.strip() or part.body.strip()]
    composer = _Composer(figures, by_hand, cut_off)
    numbered = zip(shown, labels([part.level for part in shown]), strict=True)
    return Content(
        title=report.title,
        organ=report.organ,
        area=report.area.name,
        area_code=report.area.code,
        start=report.start,
        end=report.end,
        cut_off=cut_off,
        parts=[composer.part(part, label) for part, label in numbered],
        figures=composer.found,
        changes=report.changes,
    )


class _Composer:
    """Goes through the parts and numbers the figures as they come."""

    def __init__(
        self,
        figures: Callable[[str], Known],
        by_hand: Mapping[tuple[str, str], ManualFigure],
        cut_off: datetime,
    ) -> None:
        self.figures = figures
        self.by_hand = by_hand
        self.cut_off = cut_off
        self.found: list[Counted] = []

    def part(self, written: Written, label: str) -> PartContent:
        lines = [line.strip() for line in written.body.split("\n")]
        paragraphs = [self._paragraph(line, written.position) for line in lines if line]
        heading = written.heading.strip()
        return PartContent(written.position, written.level, label if heading else "", heading, paragraphs)

    def _paragraph(self, line: str, part: int) -> list[Run]:
        return [self._run(piece, part) for piece in tokens.pieces(line)]

    def _run(self, piece: tokens.Piece, part: int) -> Run:
        if isinstance(piece, tokens.Words):
            return Run(piece.text)
        counted = self._live(piece, part) if isinstance(piece, tokens.Live) else self._typed(piece, part)
        self.found.append(counted)
        return Run(counted.printed, len(self.found) - 1)

    def _typed(self, piece: tokens.ByHand, part: int) -> Counted:
        told = self.by_hand.get((piece.name, piece.text))
        return Counted(
            code="",
            name=piece.name or piece.text,
            printed=piece.text,
            part=part,
            vouched_by=told.vouched_by if told else "",
            reason=told.reason if told else "",
        )

    def _live(self, piece: tokens.Live, part: int) -> Counted:
        try:
            known = self.figures(piece.code)
        except KeyError:
            raise tokens.BrokenToken(f"指标 {piece.code} 已经停用。请换一个指标，或改成文字。") from None
        figure, indicator = known.figure, known.figure.indicator
        names = known.names() if piece.sample == NAMES else ()
        printing = print_figure(figure, piece.sample, names)
        value = figure.json_value
        return Counted(
            code=piece.code,
            name=indicator.name,
            printed=printing.text,
            part=part,
            value="" if value is None else str(value),
            shown=said(figure),
            unit=indicator.unit,
            kind=KINDS[indicator.kind.value],
            definition=indicator.definition,
            section=indicator.section,
            parts=[str(each) for each in parts_said(figure)],
            count=record_count(figure),
            counted=what_is_counted(indicator),
            cut_off=(known.snapshot.cut_off if known.snapshot else self.cut_off).isoformat(),
            snapshot=known.snapshot.ref if known.snapshot else "",
            digest=known.snapshot.digest if known.snapshot else "",
            sample=piece.sample,
            kept=printing.kept,
        )
