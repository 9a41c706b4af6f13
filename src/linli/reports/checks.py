"""Data-quality checks about reports: what was signed must still be what was signed."""

from collections.abc import Iterator

from linli.common.quality import QualityCheck, Severity, register
from linli.indicators.snapshots import verifies as figure_verifies
from linli.reports.models import Edition, FrozenFigure, Report
from linli.reports.services.reviewing import verifies as edition_verifies
from linli.reports.states import ISSUED

WHY = "checks ask the whole database"


def altered_editions() -> Iterator[str]:
    """Signed reports whose digest no longer fits, and issued ones without the signed text."""
    kept = Edition.objects.unscoped(WHY).select_related("report__area")
    for edition in kept.iterator():
        if not edition_verifies(edition):
            yield f"{edition.report.number} {edition.report.title}"
    issued = Report.objects.unscoped(WHY).filter(state=ISSUED)
    for report in issued.exclude(pk__in=Edition.objects.unscoped(WHY).values("report")).iterator():
        yield f"{report.number} {report.title}：没有签发稿"


def altered_figures() -> Iterator[str]:
    """Frozen figures whose digest no longer fits."""
    rows = FrozenFigure.objects.unscoped(WHY).select_related("snapshot__area", "report")
    for row in rows.iterator(chunk_size=20):
        if not figure_verifies(row.snapshot):
            yield f"{row.report.title} {row.code}"


def register_all() -> None:
    """Called when the room starts."""
    register(
        QualityCheck(
            code="reports.edition.altered",
            question="有没有签发以后被改过的工作报告？",
            severity=Severity.ERROR,
            explanation="签发稿带着摘要，文字、数字、文号有一处不同，摘要就对不上。",
            mend="从备份取回签发时的数据，查明谁动过数据库。",
            find=altered_editions,
        )
    )
    register(
        QualityCheck(
            code="reports.figure.altered",
            question="有没有定格以后被改过的数字？",
            severity=Severity.ERROR,
            explanation="定格的数字连同计入的记录有摘要，改动任何一处都对不上。",
            mend="从备份取回定格时的数据，查明谁动过数据库。",
            find=altered_figures,
        )
    )
