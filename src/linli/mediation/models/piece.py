"""Pieces of a case's file that came on paper, the case's team, the ledger of lost-work subsidies."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.constraints import ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.mediation.models.case import DisputeCase
from linli.orgs.models import Area
from linli.people.models import Person


class PieceKind(models.TextChoices):
    """What is scanned or copied into the file; what the platform writes itself is printed from the records."""

    APPLICATION = "application", "申请书（已签名）"
    RIGHTS = "rights", "权利义务告知书（已签名）"
    IDENTITY = "identity", "当事人身份证明"
    AUTHORITY = "authority", "授权委托书"
    EVIDENCE = "evidence", "证据材料"
    RECORD = "record", "调解记录（已签名）"
    AGREEMENT = "agreement", "调解协议书（已签名盖章）"
    RECEIPT = "receipt", "履行凭证"
    CONFIRMATION = "confirmation", "司法确认材料"
    NOTE = "note", "卷宗情况说明"


class CasePiece(Record):
    """One piece. ``key`` finds its content (``linli.common.uploads``); "" where only the paper lies in the cabinet."""

    scope: ClassVar = ScopeBy(area="case__community")

    case = models.ForeignKey(
        DisputeCase, on_delete=models.PROTECT, related_name="pieces", verbose_name="案件"
    )
    kind = models.CharField("种类", max_length=14, choices=PieceKind)
    title = models.CharField("名称", max_length=120)
    dated = models.DateField("日期")
    pages = models.PositiveSmallIntegerField("页数", default=1)
    media = models.CharField("文件种类", max_length=8, blank=True)
    size = models.PositiveIntegerField("字节", default=0)
    key = models.CharField("内容", max_length=24, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "卷内材料"
        verbose_name_plural = "卷内材料"
        constraints = [
            models.CheckConstraint(
                name="case_piece_kind_known",
                condition=Q(kind__in=PieceKind.values),
                violation_error_message="材料种类不在目录里。",
            ),
            models.CheckConstraint(
                name="case_piece_has_pages",
                condition=Q(pages__gte=1),
                violation_error_message="页数至少 1 页。",
            ),
            models.CheckConstraint(
                name="case_piece_content_whole",
                condition=Q(key="", size=0, media="") | (~Q(key="") & Q(size__gt=0) & ~Q(media="")),
                violation_error_message="文件没有传完整，请重新选择文件。",
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=~Q(key=""),
                name="case_piece_content_once",
                violation_error_message="这个文件已经在卷里。",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TeamMember(Record):
    """Who works on a case and so sees the parties' names: the keeper, mediators, notables and officials invited."""

    scope: ClassVar = ScopeBy(area="case__community")

    case = models.ForeignKey(DisputeCase, on_delete=models.PROTECT, related_name="team", verbose_name="案件")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="人员")
    is_keeper = models.BooleanField("承办", default=False)
    valid_from = models.DateField("参加")
    valid_to = models.DateField("不再参加", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "办案人员"
        verbose_name_plural = "办案人员"
        constraints = [
            models.CheckConstraint(
                name="team_member_leaves_after_joining",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="退出不能早于参加，请核对日期。",
            ),
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=Q(valid_to__isnull=True),
                name="team_member_once",
                violation_error_message="这个人已经是办案人员。",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(is_keeper=True, valid_to__isnull=True),
                name="case_has_one_keeper",
                violation_error_message="承办人只有一位。要换人，请移交。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Subsidy(Record):
    """误工补贴 (第十六条): to a mediator or notable for lost work, from the budget, never a party. Money in fen."""

    scope: ClassVar = ScopeBy(area="community")

    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="社区（村）")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="人员")
    case = models.ForeignKey(
        DisputeCase, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="案件"
    )
    day = models.DateField("误工日期")
    half_days = models.PositiveSmallIntegerField("半天数")
    amount_fen = models.BigIntegerField("补贴（分）")
    basis = models.CharField("标准", max_length=80)
    paid_on = models.DateField("发放", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "误工补贴"
        verbose_name_plural = "误工补贴"
        indexes = [models.Index(fields=["community", "day"], name="subsidy_by_community")]
        constraints = [
            models.CheckConstraint(
                name="subsidy_for_some_time",
                condition=Q(half_days__gte=1, half_days__lte=62),
                violation_error_message="误工请填 1 到 62 个半天。",
            ),
            models.CheckConstraint(
                name="subsidy_positive",
                condition=Q(amount_fen__gt=0),
                violation_error_message="补贴要大于 0。",
            ),
            models.CheckConstraint(
                name="subsidy_has_basis",
                condition=~Q(basis=""),
                violation_error_message="请写明标准，例如：每半天 50 元，区财政局文件。",
            ),
            models.CheckConstraint(
                name="subsidy_paid_after_the_work",
                condition=Q(paid_on__isnull=True) | Q(paid_on__gte=F("day")),
                violation_error_message="发放不能早于误工的那一天，请核对日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}"


class Story(Record):
    """A case told for publicity: with every party's written consent, and nobody's name (domain.md 4.3.6, 7)."""

    scope: ClassVar = ScopeBy(area="case__community")

    case = models.OneToOneField(
        DisputeCase, on_delete=models.PROTECT, related_name="story", verbose_name="案件"
    )
    title = models.CharField("标题", max_length=60)
    text = models.TextField("正文（隐去姓名）", max_length=4000)
    valid_from = models.DateField("公开")
    valid_to = models.DateField("撤下", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "调解事例"
        verbose_name_plural = "调解事例"
        constraints = [
            models.CheckConstraint(
                name="story_tells_something",
                condition=~Q(title="") & ~Q(text=""),
                violation_error_message="事例要有标题和正文。",
            ),
            ends_after_start("story_withdrawn_after_telling", said="撤下要在公开以后，请核对日期。"),
        ]

    def __str__(self) -> str:
        return self.title
