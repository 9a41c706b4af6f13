"""Who wrote what: every saved wording of a part, and figures typed by hand with the name that vouches for them."""

from typing import ClassVar

from django.db import models

from linli.common.guards import append_only
from linli.common.scoping import ScopeBy, ScopedModel
from linli.reports.models.report import Part, Report

LONGEST_BODY = 20_000


@append_only
class PartText(ScopedModel):
    """One saved wording. The one with the highest ``seq`` is what the part says now.

    body: paragraphs parted by line ends; figures as ``{{code:sample}}`` (linli.reports.drafting.tokens).
    """

    class How(models.TextChoices):
        """How the wording came about."""

        TEMPLATE = "template", "由底稿带入"
        WRITTEN = "written", "改写"
        UPLOADED = "uploaded", "由上传的文件带入"
        LIVE = "live", "认出的数字改为活数字"
        CORRECTION = "correction", "由上一版带入"

    scope: ClassVar = ScopeBy(area="part__report__area")

    part = models.ForeignKey(
        Part, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="节"
    )
    seq = models.PositiveIntegerField("第几次保存")
    heading = models.CharField("小标题", max_length=80, blank=True)
    body = models.TextField("正文", blank=True, max_length=LONGEST_BODY)
    how = models.CharField("来由", max_length=12, choices=How, default=How.WRITTEN)
    author_id = models.BigIntegerField("谁写的", null=True, editable=False)
    author_name = models.CharField("写的人", max_length=30, blank=True)
    written_at = models.DateTimeField("保存时间", auto_now_add=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "保存的文字"
        verbose_name_plural = "保存的文字"
        constraints = [
            models.UniqueConstraint(fields=["part", "seq"], name="report_text_seq_once"),
            models.CheckConstraint(name="report_text_seq_positive", condition=models.Q(seq__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.part_id}·{self.seq}"


@append_only
class ManualFigure(ScopedModel):
    """A figure no indicator gives, typed by hand: printed as 人工填报 with who vouches for it and why."""

    scope: ClassVar = ScopeBy(area="report__area")

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="报告"
    )
    text = models.CharField("写法", max_length=40)
    name = models.CharField("这是什么数", max_length=60)
    vouched_by = models.CharField("填报人", max_length=30)
    reason = models.CharField("依据", max_length=200)
    author_id = models.BigIntegerField("登记人账号", null=True, editable=False)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "人工填报的数字"
        verbose_name_plural = "人工填报的数字"
        indexes = [models.Index(fields=["report", "text"], name="manual_figure_by_text")]
        constraints = [
            models.CheckConstraint(name="manual_figure_has_name", condition=~models.Q(vouched_by="")),
            models.CheckConstraint(name="manual_figure_has_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.text}"
