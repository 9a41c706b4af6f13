"""What was frozen and what was issued: rows that nothing changes, with a digest that proves it."""

from typing import ClassVar

from django.db import models

from linli.common.guards import append_only
from linli.common.scoping import ScopeBy, ScopedModel
from linli.indicators.models import Snapshot
from linli.reports.models.report import Report


@append_only
class FrozenFigure(ScopedModel):
    """One indicator of a report as it stood when the report was sent to review for the ``round``-th time."""

    scope: ClassVar = ScopeBy(area="report__area")

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="报告"
    )
    round = models.PositiveSmallIntegerField("第几次送审")
    code = models.CharField("指标", max_length=60)
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, related_name="+", verbose_name="定格的数字"
    )
    names = models.JSONField("名称", default=list)  # of its records, where they have one (东湖社区服务用房)

    class Meta(ScopedModel.Meta):
        verbose_name = "报告里定格的数字"
        verbose_name_plural = "报告里定格的数字"
        constraints = [
            models.UniqueConstraint(fields=["report", "round", "code"], name="frozen_figure_once_a_round"),
            models.CheckConstraint(name="frozen_figure_round_positive", condition=models.Q(round__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}·{self.round} {self.code}"


@append_only
class FrozenValues(ScopedModel):
    """All values of the moment of a review, those too that the text does not name: what the text is compared with
    until it is signed. ``values``: code → [value as a fraction, numerator, denominator], None where there is none."""

    scope: ClassVar = ScopeBy(area="report__area")

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="报告"
    )
    round = models.PositiveSmallIntegerField("第几次送审")
    values = models.JSONField("数值")

    class Meta(ScopedModel.Meta):
        verbose_name = "送审时的全部数值"
        verbose_name_plural = "送审时的全部数值"
        constraints = [
            models.UniqueConstraint(fields=["report", "round"], name="frozen_values_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}·{self.round}"


@append_only
class Edition(ScopedModel):
    """The report as signed, whole: text, figures, and the digest over both. Read instead of the parts from then on."""

    scope: ClassVar = ScopeBy(area="report__area")

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="+", verbose_name="报告")
    content = models.JSONField("全文与数字")
    digest = models.CharField("摘要（SHA-256）", max_length=64)
    made_at = models.DateTimeField("成文时间", auto_now_add=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "签发稿"
        verbose_name_plural = "签发稿"

    def __str__(self) -> str:
        return f"{self.report_id} {self.digest[:8]}"


@append_only
class Publication(ScopedModel):
    """Whether residents may read an issued report: the latest row says. Taking it back needs a reason, which shows."""

    scope: ClassVar = ScopeBy(area="report__area")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+", verbose_name="报告")
    is_public = models.BooleanField("公开")
    reason = models.CharField("理由", max_length=200, blank=True)
    decided_by_id = models.BigIntegerField("决定人账号", null=True, editable=False)
    decided_at = models.DateTimeField("决定时间", auto_now_add=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "报告的公开"
        verbose_name_plural = "报告的公开"
        constraints = [
            models.CheckConstraint(
                name="publication_taken_back_with_reason",
                condition=models.Q(is_public=True) | ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.is_public}"
