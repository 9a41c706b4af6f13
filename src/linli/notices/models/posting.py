"""Postings (公示): made public for a minimum number of days, never shortened, withdrawn only with a reason."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.guards import GIVEN, append_only, frozen_rows, grows_only
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.notices import states
from linli.notices.models.kind import UNITS, PostingKind
from linli.orgs.models import Area
from linli.workflow.deadlines import Unit

NOT_YET = Q(
    posted_on__isnull=True, earliest_end__isnull=True, until__isnull=True, minimum__isnull=True, unit="", basis=""
)  # fmt: skip
# "is given" is said beside each comparison: a check that comes out as null lets the row pass.
ALREADY = Q(
    posted_on__isnull=False,
    earliest_end__isnull=False,
    until__isnull=False,
    minimum__isnull=False,
    minimum__gte=1,
) & ~(Q(unit="") | Q(basis=""))

AS_POSTED = (
    "ref", "kind", "area", "issuer", "title", "body", "table", "online", "board", "subject_type", "subject_id",
    "posted_on", "minimum", "unit", "basis", "earliest_end",
)  # fmt: skip
"""What stands still once posted."""


@frozen_rows(name="posting_stands_as_posted", when={"posted_on": GIVEN}, columns=AS_POSTED)
@frozen_rows(name="posting_over_stands", when={"state": (states.ENDED, states.WITHDRAWN)})
@grows_only(name="posting_until_grows", column="until")
class Posting(Record):
    """One notice to everybody. Written by ``notices.services``.

    body:         paragraphs, one a line.
    table:        rows of cells below the body; the first row is the head.
    online/board: where it hangs; at least one. ``board`` says in words where the paper is.
    subject:      the record it is about (``workflow.references``), if any.
    minimum, unit, basis: of the kind, as they stood on the day of posting (that day is not counted).
    until:        the last day. After a withdrawal the reason stays in its place until then (T15).
    """

    scope: ClassVar = ScopeBy(area="area", day="posted_on", also="notices.view")

    kind = models.ForeignKey(
        PostingKind, on_delete=models.PROTECT, related_name="postings", verbose_name="类别"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    issuer = models.CharField("落款单位", max_length=60)
    title = models.CharField("题目", max_length=60)
    body = models.TextField("正文")
    table = models.JSONField("表格", default=list, blank=True)
    online = models.BooleanField("在网上公示", default=True)
    board = models.CharField("公示栏位置", max_length=120, blank=True)
    subject_type = models.CharField("所公示的记录类型", max_length=60, blank=True, editable=False)
    subject_id = models.BigIntegerField("所公示的记录", null=True, blank=True, editable=False)
    state = models.CharField(
        "状态", max_length=12, choices=states.POSTING.choices, default=states.DRAFTED, editable=False
    )
    posted_on = models.DateField("贴出日期", null=True, blank=True, editable=False)
    minimum = models.PositiveSmallIntegerField("最少天数", null=True, blank=True, editable=False)
    unit = models.CharField("天数单位", max_length=8, blank=True, choices=UNITS, editable=False)
    basis = models.CharField("依据", max_length=120, blank=True, editable=False)
    earliest_end = models.DateField("最早期满日", null=True, blank=True, editable=False)
    until = models.DateField("公示到", null=True, blank=True, editable=False)
    closed_on = models.DateField("期满记录日期", null=True, blank=True, editable=False)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField("撤回理由", max_length=200, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "公示"
        verbose_name_plural = "公示"
        indexes = [
            models.Index(fields=["state", "until"], name="posting_by_end"),
            models.Index(fields=["posted_on"], name="posting_by_day"),
            models.Index(
                fields=["subject_type", "subject_id"],
                name="posting_by_subject",
                condition=~Q(subject_type=""),
            ),
        ]
        constraints = [
            states.POSTING.constraint("state", "posting_state_known"),
            models.CheckConstraint(
                name="posting_unit_known", condition=Q(unit__in=["", *(unit for unit, _ in UNITS)])
            ),
            models.CheckConstraint(
                name="posting_says_what_and_who", condition=~(Q(title="") | Q(body="") | Q(issuer=""))
            ),
            models.CheckConstraint(
                name="posting_days_fit_state",
                condition=(Q(state=states.DRAFTED) & NOT_YET) | (~Q(state=states.DRAFTED) & ALREADY),
            ),
            models.CheckConstraint(
                name="posting_earliest_end_after_posting",
                condition=Q(earliest_end__isnull=True) | Q(earliest_end__gt=F("posted_on")),
            ),
            models.CheckConstraint(
                name="posting_not_below_minimum",
                condition=Q(until__isnull=True) | Q(until__gte=F("earliest_end")),
                violation_error_message="公示不能早于规定的天数结束。",
            ),
            models.CheckConstraint(
                name="posting_has_a_place",
                condition=Q(state=states.DRAFTED) | Q(online=True) | ~Q(board=""),
                violation_error_message="请选在网上公示，或写明公示栏在哪里。",
            ),
            models.CheckConstraint(
                name="posting_ends_after_its_last_day",
                condition=(Q(state=states.ENDED, closed_on__isnull=False) & Q(closed_on__gt=F("until")))
                | (~Q(state=states.ENDED) & Q(closed_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="posting_withdrawn_with_reason",
                condition=(
                    Q(
                        state=states.WITHDRAWN,
                        withdrawn_on__isnull=False,
                        withdrawn_on__gte=F("posted_on"),
                        withdrawn_on__lte=F("until"),
                    )
                    & ~Q(withdrawal_reason="")
                )
                | Q(withdrawn_on__isnull=True, withdrawal_reason="") & ~Q(state=states.WITHDRAWN),
                violation_error_message="撤回公示要写明理由。",
            ),
            models.CheckConstraint(
                name="posting_subject_whole",
                condition=Q(subject_type="", subject_id__isnull=True)
                | (~Q(subject_type="") & Q(subject_id__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def paragraphs(self) -> list[str]:
        """The body, a paragraph each."""
        return [line.strip() for line in self.body.splitlines() if line.strip()]

    @property
    def places(self) -> str:
        """``网上；高山坡社区公示栏``."""
        return "；".join(part for part in ("网上" if self.online else "", self.board) if part)

    @property
    def minimum_said(self) -> str:
        """``15 天``; "" for a draft."""
        return Unit(self.unit).said(self.minimum) if self.minimum is not None else ""

    def runs_on(self, day: date) -> bool:
        """Whether it hangs on ``day``: then, and only then, it may be questioned, extended, withdrawn."""
        return self.state == states.POSTED and self.until is not None and day <= self.until

    def is_over(self, day: date) -> bool:
        """Whether its days have run out, closed by the job already or not."""
        return self.state == states.ENDED or (
            self.state == states.POSTED and self.until is not None and day > self.until
        )


@append_only
class PostingExtension(Record):
    """A last day moved later, and why."""

    scope: ClassVar = ScopeBy(area="posting__area", day="decided_on")

    posting = models.ForeignKey(
        Posting, on_delete=models.PROTECT, related_name="extensions", verbose_name="公示"
    )
    before = models.DateField("原来公示到")
    after = models.DateField("延长到")
    reason = models.CharField("理由", max_length=200)
    decided_on = models.DateField("延长日期")

    class Meta(Record.Meta):
        verbose_name = "公示延长"
        verbose_name_plural = "公示延长"
        constraints = [
            models.CheckConstraint(name="posting_extension_is_later", condition=Q(after__gt=F("before"))),
            models.CheckConstraint(name="posting_extension_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id}: {self.before} → {self.after}"
