"""A draft from another hand: the figures the check recognises become live ones, by one act."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.indicators.figure import Figure as Counted
from linli.indicators.registry import get
from linli.reports.check import CheckResult, Figure, Verdict
from linli.reports.check.text import widths
from linli.reports.drafting import tokens
from linli.reports.drafting.content import Content, Place
from linli.reports.drafting.manner import print_figure
from linli.reports.models import PartText, Report
from linli.reports.policies import require_write
from linli.reports.selectors import living, texts_of
from linli.reports.services.drafting import locked_draft, save_part
from linli.reports.services.reviewing import examined


@dataclass(frozen=True)
class Recognised:
    """A figure typed in the text that the check names and finds true. ``start``: its offset in its run of words."""

    figure: Figure
    place: Place
    start: int


def recognised(content: Content, checked: CheckResult) -> list[Recognised]:
    """All that a live figure prints the same, in order; headings stay words."""
    stretches = content.places()
    found = []
    for figure in checked.figures:
        if figure.verdict is not Verdict.HOLDS or not _prints_the_same(figure):
            continue
        for low, high, place in stretches:
            if low <= figure.start and figure.end <= high and place.figure is None and place.paragraph:
                found.append(Recognised(figure, place, figure.start - low))
    return found


def _prints_the_same(figure: Figure) -> bool:
    """But for wide digits and spaces. 约1.2万 for 12,600 is true, and would be written 约1.3万."""
    if figure.indicator is None or figure.ours is None:
        return False
    counted = Counted(get(figure.indicator.code), figure.ours.value)
    return print_figure(counted, figure.text).text == widths(figure.text).replace(" ", "")


@transaction.atomic
def make_live(*, actor: Actor, report: Report) -> int:
    """Turn every recognised true figure into a live one that prints the same; how many there were.

    Raises PermissionDenied; ValidationError for a report that is no draft.
    """
    report = locked_draft(report)
    require_write(actor, report.area)
    by_part: dict[int, list[Recognised]] = defaultdict(list)
    content = living(report)
    for each in recognised(content, examined(report, content).checked):
        if each.place.part is not None:
            by_part[each.place.part.position].append(each)
    for text in texts_of(report):
        if found := by_part.get(text.part.position):
            body = _with_live(text.body, found)
            save_part(
                actor=actor,
                part=text.part,
                heading=text.heading,
                body=body,
                base=text.seq,
                how=PartText.How.LIVE,
            )
    count = sum(len(found) for found in by_part.values())
    if count:
        log.record(
            actor=actor,
            code="reports.figures.made_live",
            target=report,
            area_id=report.area_id,
            data={"title": report.title, "count": count},
        )
    return count


def _with_live(body: str, found: list[Recognised]) -> str:
    """The stored body with tokens in the places found; from the back, so that offsets stay true."""
    lines = body.split("\n")
    shown = [n for n, line in enumerate(lines) if line.strip()]
    for each in sorted(found, key=lambda r: (r.place.paragraph, r.place.run, r.start), reverse=True):
        n = shown[each.place.paragraph - 1]
        pieces = list(tokens.pieces(lines[n].strip()))
        words = pieces[each.place.run]
        assert isinstance(words, tokens.Words)
        assert each.figure.indicator is not None
        end = each.start + len(each.figure.text)
        live = tokens.Live(each.figure.indicator.code, each.figure.text)
        pieces[each.place.run : each.place.run + 1] = [
            piece
            for piece in (tokens.Words(words.text[: each.start]), live, tokens.Words(words.text[end:]))
            if not isinstance(piece, tokens.Words) or piece.text
        ]
        lines[n] = tokens.joined(pieces)
    return "\n".join(lines)
