"""A correction of an issued report: a new edition that says what changed. The old one stays as it was signed."""

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.reports.comparing import as_reported, explain, told
from linli.reports.drafting import tokens
from linli.reports.drafting.content import Content, PartContent, Run, read
from linli.reports.models import ManualFigure, PartText, Report
from linli.reports.policies import require_write
from linli.reports.selectors import WHY, by_hand_in, edition_of, later_edition
from linli.reports.services.drafting import Wording, write_parts
from linli.reports.states import ISSUED

LONGEST_CHANGES = 2000


@transaction.atomic
def correct(*, actor: Actor, report: Report, changes: str = "") -> Report:
    """Begin the next edition with the words of the last and today's figures.

    Raises ValidationError for a report that is not issued or has been followed already.
    """
    require_write(actor, report.area)
    report = (
        Report.objects.unscoped(WHY).select_for_update(of=("self",)).select_related("area").get(pk=report.pk)
    )
    signed = edition_of(report)
    if report.state != ISSUED or signed is None:
        raise ValidationError("只有已签发的报告才需要更正版；草稿直接改就行。")
    if (after := later_edition(report)) is not None:
        raise ValidationError(f"第 {after.edition} 版已经在写了，请接着写那一版。")
    content = read(signed.content)
    draft = Report(
        area=report.area,
        title=report.title,
        organ=report.organ,
        rhythm=report.rhythm,
        start=report.start,
        end=report.end,
        template=report.template,
        edition=report.edition + 1,
        corrects=report,
        changes=changes.strip(),
        recorded_by_id=actor.account_id,
    )
    draft.full_clean()
    draft.save()
    wordings = [_wording(part, content) for part in content.parts]
    write_parts(actor, draft, wordings, PartText.How.CORRECTION)
    ManualFigure.everything.bulk_create(
        ManualFigure(
            report=draft,
            text=each.text,
            name=each.name,
            vouched_by=each.vouched_by,
            reason=each.reason,
            author_id=each.author_id,
        )
        for each in by_hand_in(report).values()
    )
    if not draft.changes:
        draft.changes = told(explain(as_reported(report), as_reported(draft)))[:LONGEST_CHANGES]
        draft.save(update_fields=["changes"])
    log.record(
        actor=actor,
        code="reports.report.corrected",
        target=draft,
        area_id=draft.area_id,
        data={"title": draft.title, "edition": draft.edition},
    )
    return draft


def _wording(part: PartContent, content: Content) -> Wording:
    """The signed words of a part, their figures live again."""
    paragraphs = [tokens.joined([_piece(run, content) for run in line]) for line in part.paragraphs]
    return Wording(part.level, part.heading, "\n".join(paragraphs))


def _piece(run: Run, content: Content) -> tokens.Piece:
    if run.figure is None:
        return tokens.Words(run.text)
    figure = content.figures[run.figure]
    if figure.is_by_hand:
        return tokens.ByHand(figure.printed, figure.name if figure.vouched_by else "")
    return tokens.Live(figure.code, figure.sample or figure.printed)
