"""What happened on the way: inquiries, visits, hearings, consultations; opinions and the vote that decides nothing."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.mediation.models.case import DisputeCase
from linli.mediation.models.panel import PanelMember


class MeetingKind(models.TextChoices):
    """Of what kind; all but the inquiry stand for one of the six links."""

    INQUIRY = "inquiry", "调查"
    VISIT = "visit", "走访（背对背）"
    HEARING = "hearing", "听证"
    CONSULTATION = "consultation", "会诊"
    JUDGING = "judging", "明是非"
    SETTLING = "settling", "调停"


class Meeting(Record):
    """One meeting with its record. The texts may name parties: they are for the case's team alone.

    questions: of an inquiry, ``[[question, answer], …]``.
    """

    scope: ClassVar = ScopeBy(area="case__community")

    case = models.ForeignKey(
        DisputeCase, on_delete=models.PROTECT, related_name="meetings", verbose_name="案件"
    )
    serial = models.PositiveSmallIntegerField("第几次", editable=False)
    kind = models.CharField("种类", max_length=12, choices=MeetingKind)
    begun_at = models.DateTimeField("开始")
    ended_at = models.DateTimeField("结束", null=True, blank=True)
    place = models.CharField("地点", max_length=80)
    attendees = models.CharField("参加人", max_length=300)
    asked = models.CharField("被调查人", max_length=40, blank=True)
    questions = models.JSONField("问答", default=list, blank=True)
    statements = models.TextField("各方陈述", max_length=4000, blank=True)
    process = models.TextField("经过", max_length=4000, blank=True)
    result = models.TextField("结果", max_length=1000, blank=True)
    recorder = models.CharField("记录人", max_length=40)
    is_public = models.BooleanField("公开进行", default=False)
    signed_on = models.DateField("参加人已签字", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "调解经过"
        verbose_name_plural = "调解经过"
        constraints = [
            models.CheckConstraint(
                name="meeting_kind_known",
                condition=Q(kind__in=MeetingKind.values),
                violation_error_message="记录种类不在目录里。",
            ),
            models.CheckConstraint(
                name="meeting_ends_after_beginning",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("begun_at")),
                violation_error_message="结束不能早于开始，请核对时间。",
            ),
            models.CheckConstraint(
                name="meeting_inquiry_asks_somebody",
                condition=~Q(kind=MeetingKind.INQUIRY) | ~Q(asked=""),
                violation_error_message="调查记录要写明问的是谁。",
            ),
            models.CheckConstraint(
                name="meeting_visit_is_not_public",
                condition=Q(is_public=False) | ~Q(kind__in=(MeetingKind.INQUIRY, MeetingKind.VISIT)),
                violation_error_message="调查和走访不公开。",
            ),
            models.UniqueConstraint(
                fields=["case", "serial"],
                name="meeting_numbered_once",
                violation_error_message="这一次已经记过，请再办一次。",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.serial}次 {self.get_kind_display()}"


class Opinion(Record):
    """What one member said about right and wrong, in their own words."""

    scope: ClassVar = ScopeBy(area="meeting__case__community")

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="opinions", verbose_name="经过"
    )
    member = models.ForeignKey(
        PanelMember, on_delete=models.PROTECT, related_name="+", verbose_name="调解人员"
    )
    words = models.TextField("意见", max_length=1000)

    class Meta(Record.Meta):
        verbose_name = "群英意见"
        verbose_name_plural = "群英意见"
        constraints = [
            models.CheckConstraint(
                name="opinion_says_something", condition=~Q(words=""), violation_error_message="请写明意见。"
            ),
            models.UniqueConstraint(
                fields=["meeting", "member"],
                name="opinion_once_a_meeting",
                violation_error_message="这一位在这次会上的意见已经记过。",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:20]


class OpinionVote(Record):
    """A vote of the panel on one question: an opinion, told to the parties, and never an outcome (domain.md T11)."""

    scope: ClassVar = ScopeBy(area="meeting__case__community")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="votes", verbose_name="经过")
    question = models.CharField("问题", max_length=120)
    in_favour = models.PositiveSmallIntegerField("赞成")
    against = models.PositiveSmallIntegerField("不赞成")
    abstained = models.PositiveSmallIntegerField("弃权")

    class Meta(Record.Meta):
        verbose_name = "意见票"
        verbose_name_plural = "意见票"
        constraints = [
            models.CheckConstraint(
                name="opinion_vote_asks_something",
                condition=~Q(question=""),
                violation_error_message="请写明问的是什么。",
            ),
            models.CheckConstraint(
                name="opinion_vote_somebody_voted",
                condition=Q(in_favour__gt=0) | Q(against__gt=0) | Q(abstained__gt=0),
                violation_error_message="至少要有一人投票。",
            ),
            models.UniqueConstraint(
                fields=["meeting", "question"],
                name="opinion_vote_once_a_question",
                violation_error_message="这个问题在这次会上已经投过。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.in_favour}:{self.against}:{self.abstained}"
