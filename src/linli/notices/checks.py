"""Data-quality checks of postings: what no constraint can hold across rows or calendars."""

from collections.abc import Iterator

from django.db.models import F, Q

from linli.common.clock import business_date
from linli.common.quality import QualityCheck, Severity, register
from linli.notices.days import earliest_end
from linli.notices.models import Objection, Posting
from linli.notices.states import DRAFTED, POSTED
from linli.workflow.calendar import YearUnpublished
from linli.workflow.deadlines import Unit
from linli.workflow.references import orphans
from linli.workflow.selectors import working_calendar

WHY = "data-quality checks look at every record"


def miscounted() -> Iterator[str]:
    """Postings whose earliest end is not what the working calendar gives."""
    calendar = working_calendar()
    for row in Posting.objects.unscoped(WHY).filter(posted_on__isnull=False).iterator():
        assert row.posted_on is not None
        assert row.minimum is not None
        try:
            end = earliest_end(row.posted_on, row.minimum, Unit(row.unit), calendar)
        except YearUnpublished:
            continue
        if end != row.earliest_end:
            yield f"{row.ref}：{row.earliest_end}，应为 {end}"


def without_board() -> Iterator[str]:
    """Postings of a kind the law wants on a notice board, that hang on none."""
    rows = Posting.objects.unscoped(WHY).filter(kind__needs_board=True, board="").exclude(state=DRAFTED)
    for row in rows.iterator():
        yield f"{row.ref}：{row}"


def not_closed() -> Iterator[str]:
    """Postings past their last day that still count as running."""
    for row in Posting.objects.unscoped(WHY).filter(state=POSTED, until__lt=business_date()).iterator():
        yield f"{row.ref}：公示到 {row.until}"


def asked_outside() -> Iterator[str]:
    """Questions asked before the posting hung or after it was over."""
    rows = Objection.objects.unscoped(WHY).filter(
        Q(posting__state=DRAFTED)
        | Q(asked_at__date__lt=F("posting__posted_on"))
        | Q(asked_at__date__gt=F("posting__until"))
        | Q(asked_at__date__gt=F("posting__withdrawn_on"))
    )
    for row in rows.select_related("posting").iterator():
        yield str(row)


def lost_subjects() -> Iterator[str]:
    """Postings about a record that is gone."""
    rows = Posting.objects.unscoped(WHY).exclude(subject_type="")
    yield from map(str, orphans(rows, "subject_type", "subject_id"))


def register_all() -> None:
    """Called when the room starts."""
    for check in (
        QualityCheck(
            code="notices.posting.days",
            question="有没有最早期满日算得不对的公示？",
            severity=Severity.ERROR,
            explanation="贴出当天不算，从第二天数满规定的日或工作日。",
            mend="公示不能改；请撤回写明理由，另贴一份。",
            find=miscounted,
        ),
        QualityCheck(
            code="notices.posting.board",
            question="有没有该上公示栏而没有上的公示？",
            severity=Severity.ERROR,
            explanation="居务公开张贴在公示栏，网上可以同时公示（《城市居民委员会组织法》第三十四条）。",
            mend="请在公示栏张贴，另贴一份写明位置的公示。",
            find=without_board,
        ),
        QualityCheck(
            code="notices.posting.closed",
            question="有没有过了期还没有记为期满的公示？",
            severity=Severity.WARNING,
            explanation="每天有一次自动检查，把满了天数的公示记为期满。",
            mend="运行 linli postings close。",
            find=not_closed,
        ),
        QualityCheck(
            code="notices.objection.within",
            question="有没有不在公示期间提出的疑问？",
            severity=Severity.ERROR,
            explanation="疑问在公示期间提出，答复可以更晚。",
            mend="请核对记录的来历。",
            find=asked_outside,
        ),
        QualityCheck(
            code="notices.posting.subject",
            question="有没有指向不存在的记录的公示？",
            severity=Severity.WARNING,
            explanation="公示可以指向它所公示的记录，打开时要找得到。",
            mend="公示不能改；请查明那条记录去了哪里。",
            find=lost_subjects,
        ),
    ):
        register(check)
