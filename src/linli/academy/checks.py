"""Data-quality checks of the academy: kinds of area, and what spans rows."""

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Min, Q
from django.db.models.functions import TruncMonth

from linli.academy.models import Enrolment, TrainingClass
from linli.academy.states import HELD, PRESENT
from linli.common.clock import business_date
from linli.common.quality import QualityCheck, Severity, register
from linli.orgs.kinds import Kind

WHY = "data-quality checks look at every record"


def classes_in_wrong_areas() -> Iterator[str]:
    """Classes that lie neither in the district nor in a community."""
    rows = TrainingClass.objects.unscoped(WHY).exclude(area__kind__in=(Kind.DISTRICT, Kind.COMMUNITY))
    for row in rows.select_related("area").iterator():
        yield f"{row.ref}：{row} 在 {row.area}"


def learners_outside_communities() -> Iterator[str]:
    """Enrolments whose community is none."""
    rows = Enrolment.objects.unscoped(WHY).exclude(community__kind=Kind.COMMUNITY)
    for row in rows.select_related("community").iterator():
        yield f"{row.ref}：{row.community}"


def present_on_other_days() -> Iterator[str]:
    """Learners who attended on days on which their class did not meet, or a class that was never held."""
    rows = Enrolment.objects.unscoped(WHY).filter(status__in=PRESENT)
    wrong = (
        Q(attended_on__lt=F("training_class__starts_on"))
        | Q(attended_on__gt=F("training_class__ends_on"))
        | ~Q(training_class__state__in=HELD)
    )
    for row in rows.filter(wrong).iterator():
        yield row.ref


def months_without_class() -> Iterator[str]:
    """月月开训: months since the first class in which nothing began; the running month is still open."""
    rows = TrainingClass.objects.unscoped(WHY).filter(state__in=HELD)
    first = rows.aggregate(first=Min("starts_on"))["first"]
    if first is None:
        return
    with_class = {(day.year, day.month) for day in rows.values_list(TruncMonth("starts_on"), flat=True)}
    month, this = date(first.year, first.month, 1), business_date().replace(day=1)
    while month < this:
        if (month.year, month.month) not in with_class:
            yield f"{month.year}年{month.month}月"
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def register_all() -> None:
    """Called when the room starts."""
    for check in (
        QualityCheck(
            code="academy.class_area_kind",
            question="有没有地区选错的培训班次？",
            severity=Severity.ERROR,
            explanation="培训班次的地区是全区，或学院所在的社区。",
            mend="改选全区或社区。",
            find=classes_in_wrong_areas,
        ),
        QualityCheck(
            code="academy.learner_area_kind",
            question="有没有不属于社区（村）的参训记录？",
            severity=Severity.ERROR,
            explanation="人次计入学员所在的社区（村）。",
            mend="改选社区（村）。",
            find=learners_outside_communities,
        ),
        QualityCheck(
            code="academy.attended_day",
            question="有没有到训日期与开班日期对不上的参训记录？",
            severity=Severity.ERROR,
            explanation="到训日期在班次的开始和结束之间，班次已经开班。",
            mend="核对到训日期和班次。",
            find=present_on_other_days,
        ),
        QualityCheck(
            code="academy.month_without_class",
            question="有没有没开训的月份？",
            severity=Severity.WARNING,
            explanation="学院坚持月月开训。",
            mend="补登已办的班次；确实没有开训的，不用处理。",
            find=months_without_class,
        ),
    ):
        register(check)
