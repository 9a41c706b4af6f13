"""A correction of an issued report: a new edition that says what changed. The old one stays as it was signed."""

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.reports.models import Edition, ManualFigure, PartText, Report
from linli.reports.policies import require_write
from linli.reports.selectors import WHY, by_hand_in, later_edition, texts_of
from linli.reports.services.drafting import Wording, write_parts
from linli.reports.states import ISSUED


@transaction.atomic
def correct(*, actor: Actor, report: Report, changes: str = "") -> Report:
    """Begin the next edition with the words of the last and today's figures.

    Raises ValidationError for a report that is not issued or has been followed already.
    """
    require_write(actor, report.area)
    if report.state != ISSUED or not Edition.objects.unscoped(WHY).filter(report=report).exists():
        raise ValidationError("只有已签发的报告才需要更正版；草稿直接改就行。")
    if (after := later_edition(report)) is not None:
        raise ValidationError(f"第 {after.edition} 版已经在写了，请接着写那一版。")
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
    wordings = [Wording(text.part.level, text.heading, text.body) for text in texts_of(report)]
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
    log.record(
        actor=actor,
        code="reports.report.corrected",
        target=draft,
        area_id=draft.area_id,
        data={"title": draft.title, "edition": draft.edition},
    )
    return draft
