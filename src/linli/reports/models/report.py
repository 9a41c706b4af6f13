"""A work report of one area and period, and the parts it is written in."""

import calendar
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.guards import frozen_rows
from linli.common.models import Record
from linli.common.scoping import ScopeBy, ScopedModel
from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.reports.states import DISCARDED, DRAFT, ENDED, ISSUED, REPORT

JULY = 7


class Rhythm(models.TextChoices):
    """For what stretch of time a report is written (domain.md §5)."""

    MONTH = "month", "月报"
    HALF = "half", "半年报告"
    YEAR = "year", "年度报告"
    TO_DATE = "to_date", "今年以来"
    OTHER = "other", "自定期间"

    @classmethod
    def of(cls, period: Period) -> "Rhythm":
        """What a stretch of days is called: a whole month, half-year or year, or the year so far."""
        for rhythm in (cls.MONTH, cls.HALF, cls.YEAR):
            if rhythm.whole(period.end) == (period.start, period.end):
                return rhythm
        from_new_year = (period.start.month, period.start.day) == (1, 1)
        return cls.TO_DATE if from_new_year and period.start.year == period.end.year else cls.OTHER

    def whole(self, day: date) -> tuple[date, date] | None:
        """First and last day of the month, half-year or year in which ``day`` lies; None for the other rhythms."""
        if self == Rhythm.MONTH:
            return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
        if self == Rhythm.HALF:
            if day.month < JULY:
                return date(day.year, 1, 1), date(day.year, 6, 30)
            return date(day.year, JULY, 1), date(day.year, 12, 31)
        return (date(day.year, 1, 1), date(day.year, 12, 31)) if self == Rhythm.YEAR else None

    def fits(self, period: Period) -> bool:
        """Whether days may be called so: they begin where it begins and lie in one of it."""
        whole = self.whole(period.end)
        if whole is not None:
            return period.start == whole[0]
        return self == Rhythm.OTHER or Rhythm.YEAR.fits(period)


@frozen_rows(name="report_issued_stands", when={"state": ENDED})
class Report(Record):
    """Being written, in review, issued, or discarded. Both ends are refused any change by the database itself.

    edition:  1 for the first; a correction is a new report with the next number that ``corrects`` the one before.
    round:    how often it was sent to review; the figures frozen at that time carry the same number.
    """

    scope: ClassVar = ScopeBy(area="area")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    title = models.CharField("标题", max_length=80)
    organ = models.CharField("发文机关", max_length=60)
    rhythm = models.CharField("周期", max_length=10, choices=Rhythm)
    start = models.DateField("从哪天")
    end = models.DateField("到哪天")
    template = models.CharField("底稿", max_length=40, blank=True)
    state = models.CharField("状态", max_length=12, choices=REPORT.choices, default=DRAFT)
    edition = models.PositiveSmallIntegerField("版次", default=1)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="更正哪一份"
    )
    changes = models.TextField("更正说明", blank=True, max_length=2000)
    round = models.PositiveSmallIntegerField("送审次数", default=0)
    sent_by_id = models.BigIntegerField("送审人账号", null=True, editable=False)
    sent_at = models.DateTimeField("送审时间", null=True, editable=False)
    returned_reason = models.CharField("退回理由", max_length=500, blank=True)
    number = models.CharField("发文字号", max_length=40, blank=True)
    signer = models.CharField("签发人", max_length=20, blank=True)
    issued_on = models.DateField("成文日期", null=True, blank=True)
    issued_by_id = models.BigIntegerField("签发账号", null=True, editable=False)
    issued_at = models.DateTimeField("签发时间", null=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "工作报告"
        verbose_name_plural = "工作报告"
        indexes = [models.Index(fields=["area", "state", "end"], name="report_by_area")]
        constraints = [
            REPORT.constraint("state", "report_state_known"),
            models.CheckConstraint(name="report_period_in_order", condition=Q(end__gte=F("start"))),
            models.CheckConstraint(
                name="report_correction_follows",
                condition=Q(edition=1, corrects__isnull=True) | Q(edition__gt=1, corrects__isnull=False),
            ),
            models.CheckConstraint(
                name="report_issued_is_signed",
                condition=~Q(state=ISSUED)
                | (
                    ~Q(number="")
                    & ~Q(signer="")
                    & Q(issued_on__isnull=False, issued_at__isnull=False, issued_by_id__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="report_signed_by_another",
                condition=Q(issued_by_id__isnull=True) | ~Q(issued_by_id=F("sent_by_id")),
            ),
            models.CheckConstraint(
                name="report_correction_says_what",
                condition=~Q(state=ISSUED) | Q(edition=1) | ~Q(changes=""),
            ),
            models.UniqueConstraint(
                fields=["corrects"], condition=~Q(state=DISCARDED), name="report_corrected_once"
            ),
            models.UniqueConstraint(
                fields=["area", "number", "edition"], condition=~Q(number=""), name="report_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        """From the first to the last day."""
        return Period(self.start, self.end)

    @property
    def is_draft(self) -> bool:
        """Its text may be changed."""
        return self.state == DRAFT

    @property
    def is_issued(self) -> bool:
        """It never changes again."""
        return self.state == ISSUED


class Part(ScopedModel):
    """A place for a heading and its paragraphs. Its words are ``PartText`` rows, so that nobody's are ever lost."""

    class Level(models.IntegerChoices):
        """How deep the heading stands."""

        LEAD = 0, "导语"
        CHAPTER = 1, "章"
        SECTION = 2, "节"

    scope: ClassVar = ScopeBy(area="report__area")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+", verbose_name="报告")
    position = models.PositiveSmallIntegerField("次序")
    level = models.PositiveSmallIntegerField("层次", choices=Level, default=Level.SECTION)

    class Meta(ScopedModel.Meta):
        verbose_name = "报告的一节"
        verbose_name_plural = "报告的节"
        ordering = ["report_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="report_part_place_once"),
            models.CheckConstraint(name="report_part_level_known", condition=Q(level__in=(0, 1, 2))),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}·{self.position}"
