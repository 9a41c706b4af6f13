"""The people's mediation committee of a community, its terms and members, and the mediators it appoints (第八至十四条).

Notables are not mediators: they are invited, with the parties' consent (第二十条).
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area
from linli.people.models import Person


class Office(models.TextChoices):
    """Within a committee."""

    CHAIR = "chair", "主任"
    DEPUTY = "deputy", "副主任"
    MEMBER = "member", "委员"


class Committee(Record):
    """``mark`` stands in the numbers of its agreements: （2024）高人调协字第3号."""

    scope: ClassVar = ScopeBy(area="community")

    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="社区（村）")
    name = models.CharField("名称", max_length=60)
    mark = models.CharField("文号用字", max_length=4)
    phone = models.CharField("办公电话", max_length=20, blank=True)
    place = models.CharField("地点", max_length=80, blank=True)
    valid_from = models.DateField("设立")
    valid_to = models.DateField("撤销", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "人民调解委员会"
        verbose_name_plural = "人民调解委员会"
        constraints = [
            models.CheckConstraint(
                name="committee_has_name",
                condition=~Q(name="") & ~Q(mark=""),
                violation_error_message="调委会要有名称和文号用字。",
            ),
            ends_after_start("committee_ends_after_start", said="调委会撤销要在设立以后，请核对日期。"),
            NoOverlap(
                name="committee_one_per_community",
                fields=["community"],
                violation_error_message="这个社区（村）已经有人民调解委员会。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CommitteeTerm(Record):
    """One term: chosen by the residents' (representative) meeting, three years, reported to the judicial office."""

    scope: ClassVar = ScopeBy(area="committee__community")

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="terms", verbose_name="调委会"
    )
    number = models.PositiveSmallIntegerField("第几届", editable=False)
    valid_from = models.DateField("推选产生")
    valid_to = models.DateField("任期届满")
    chosen_at = models.CharField("推选的会议", max_length=80)
    reported_on = models.DateField("报司法所备案", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "调委会任期"
        verbose_name_plural = "调委会任期"
        constraints = [
            ends_after_start("committee_term_ends_after_start", said="任期届满要在推选以后，请核对日期。"),
            models.CheckConstraint(
                name="committee_term_chosen_somewhere",
                condition=~Q(chosen_at=""),
                violation_error_message="请写明在哪个会议上推选的。",
            ),
            models.CheckConstraint(
                name="committee_term_reported_after_choice",
                condition=Q(reported_on__isnull=True) | Q(reported_on__gte=F("valid_from")),
                violation_error_message="报司法所不能早于推选，请核对日期。",
            ),
            models.UniqueConstraint(
                fields=["committee", "number"],
                name="committee_term_numbered_once",
                violation_error_message="这一届已经登记过。",
            ),
            NoOverlap(
                name="committee_one_term_at_a_time",
                fields=["committee"],
                violation_error_message="这段时间已有一届，任期不能重叠。请核对日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}届"


class CommitteeMember(Record):
    """A seat in a term. Changes are reported (第十条)."""

    scope: ClassVar = ScopeBy(area="term__committee__community")

    term = models.ForeignKey(
        CommitteeTerm, on_delete=models.PROTECT, related_name="members", verbose_name="任期"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="人员")
    office = models.CharField("职务", max_length=8, choices=Office, default=Office.MEMBER)
    valid_from = models.DateField("任职")
    valid_to = models.DateField("离任", null=True, blank=True)
    left_reason = models.CharField("离任原因", max_length=80, blank=True)
    reported_on = models.DateField("变动已报", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "调委会委员"
        verbose_name_plural = "调委会委员"
        constraints = [
            models.CheckConstraint(
                name="committee_office_known",
                condition=Q(office__in=Office.values),
                violation_error_message="职务请选主任、副主任或委员。",
            ),
            ends_after_start("committee_member_ends_after_start", said="离任要在任职以后，请核对日期。"),
            models.CheckConstraint(
                name="committee_member_leaves_with_reason",
                condition=Q(valid_to__isnull=True, left_reason="")
                | (Q(valid_to__isnull=False) & ~Q(left_reason="")),
                violation_error_message="离任要写明原因。",
            ),
            NoOverlap(
                name="committee_member_sits_once",
                fields=["term", "person"],
                violation_error_message="这个人这段时间已经是这一届的委员。",
            ),
            models.UniqueConstraint(
                fields=["term"],
                condition=Q(office=Office.CHAIR, valid_to__isnull=True),
                name="committee_has_one_chair",
                violation_error_message="主任只有一位。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}·{self.get_office_display()}"


class Mediator(Record):
    """A person the committee appointed as people's mediator (第十三、十四条)."""

    scope: ClassVar = ScopeBy(area="committee__community")

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="mediators", verbose_name="调委会"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="人员")
    is_full_time = models.BooleanField("专职", default=False)
    knows = models.CharField("文化、政策和法律知识", max_length=80)
    valid_from = models.DateField("聘任")
    valid_to = models.DateField("解聘", null=True, blank=True)
    left_reason = models.CharField("解聘原因", max_length=80, blank=True)

    class Meta(Record.Meta):
        verbose_name = "人民调解员"
        verbose_name_plural = "人民调解员"
        constraints = [
            ends_after_start("mediator_ends_after_start", said="解聘要在聘任以后，请核对日期。"),
            models.CheckConstraint(
                name="mediator_knows_something",
                condition=~Q(knows=""),
                violation_error_message="请写明文化、政策和法律知识。依据：《人民调解法》第十四条。",
            ),
            models.CheckConstraint(
                name="mediator_leaves_with_reason",
                condition=Q(valid_to__isnull=True, left_reason="")
                | (Q(valid_to__isnull=False) & ~Q(left_reason="")),
                violation_error_message="解聘要写明原因。",
            ),
            NoOverlap(
                name="mediator_appointed_once",
                fields=["committee", "person"],
                violation_error_message="这个人这段时间已经受聘为本调委会的人民调解员。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
