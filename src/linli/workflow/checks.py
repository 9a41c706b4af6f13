"""Data-quality checks of calendar and deadlines: what no constraint can hold."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import ExtractYear

from linli.common.quality import QualityCheck, Severity, register
from linli.workflow.clocks import all_clocks
from linli.workflow.models import Assignment, CalendarDay, ClockRuleOverride, Deadline, Suspension
from linli.workflow.references import orphans
from linli.workflow.selectors import RUNNING

WHY = "a check looks at everything"


def broken_years() -> Iterator[str]:
    """Years of which some days are missing."""
    rows = CalendarDay.objects.unscoped(WHY).order_by().annotate(year=ExtractYear("day"))
    for year, found in rows.values_list("year").annotate(found=Count("pk")).order_by("year"):
        whole = (date(year + 1, 1, 1) - date(year, 1, 1)).days
        if found != whole:
            yield f"{year} 年只有 {found} 天，应为 {whole} 天"


def overridden_law() -> Iterator[str]:
    """Settings for clocks the law fixes, or that no longer exist."""
    free = {rule.code for rule in all_clocks() if rule.configurable}
    rows = ClockRuleOverride.objects.unscoped(WHY).exclude(code__in=free).values_list("code", flat=True)
    yield from rows.distinct()


def waiting_deadlines() -> Iterator[str]:
    """Running deadlines without an end, because a calendar is missing."""
    rows = (
        Deadline.objects.unscoped(WHY).filter(RUNNING, due_at__isnull=True).order_by().values("awaits_year")
    )
    for row in rows.annotate(found=Count("pk")).order_by("awaits_year"):
        yield f"{row['found']} 个时限在等 {row['awaits_year']} 年的工作日历"


def orphaned_deadlines() -> Iterator[str]:
    """Deadlines on things that are gone."""
    for reference in orphans(Deadline.objects.unscoped(WHY), "target_type", "target_id"):
        yield str(reference)


def orphaned_assignments() -> Iterator[str]:
    """Matters in somebody's hand that are gone."""
    for reference in orphans(
        Assignment.objects.unscoped(WHY).filter(ended_at__isnull=True), "target_type", "target_id"
    ):
        yield str(reference)


def disagreeing_pauses() -> Iterator[str]:
    """Running deadlines whose pause and whose record of pauses differ."""
    open_pause = Suspension.objects.unscoped(WHY).filter(deadline=OuterRef("pk"), resumption__isnull=True)
    rows = Deadline.objects.unscoped(WHY).filter(RUNNING)
    for deadline in rows.filter(~Exists(open_pause), paused_at__isnull=False):
        yield f"{deadline}：标为暂停，没有暂停记录"
    for deadline in rows.filter(Exists(open_pause), paused_at__isnull=True):
        yield f"{deadline}：有未恢复的暂停记录，却在计时"


def register_all() -> None:
    """Called once when the program starts."""
    for check in (
        QualityCheck(
            code="workflow.calendar.whole_years",
            question="每一年的工作日历都完整吗？",
            severity=Severity.ERROR,
            explanation="缺天的年份按未公布处理，算不出工作日。",
            mend="运行 linli calendar load --year 年份。",
            find=broken_years,
        ),
        QualityCheck(
            code="workflow.clock.law_untouched",
            question="法定时限都没有被改动吗？",
            severity=Severity.ERROR,
            explanation="法律规定的时限不能由区里设置。",
            mend="删去这些设置。",
            find=overridden_law,
        ),
        QualityCheck(
            code="workflow.deadline.has_end",
            question="每个在计的时限都有到期日吗？",
            severity=Severity.WARNING,
            explanation="到期日落在还没有日历的年份。",
            mend="国务院办公厅公布放假安排后更新系统并载入日历。",
            find=waiting_deadlines,
        ),
        QualityCheck(
            code="workflow.deadline.target_exists",
            question="每个时限所属的事项都在吗？",
            severity=Severity.ERROR,
            explanation="时限指向的记录不存在。",
            mend="找回该记录，或写明理由撤销时限。",
            find=orphaned_deadlines,
        ),
        QualityCheck(
            code="workflow.assignment.target_exists",
            question="每个人手里的事都在吗？",
            severity=Severity.ERROR,
            explanation="经办指向的记录不存在。",
            mend="找回该记录，或写明缘由结束经办。",
            find=orphaned_assignments,
        ),
        QualityCheck(
            code="workflow.deadline.pause_recorded",
            question="每个暂停计时都有记录吗？",
            severity=Severity.ERROR,
            explanation="时限上的暂停与暂停记录不一致。",
            mend="按暂停记录改正时限。",
            find=disagreeing_pauses,
        ),
    ):
        register(check)
