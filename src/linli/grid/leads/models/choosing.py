"""A candidate on the way to a lead's post, what changed in the posts, and who represents residents."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.guards import append_only
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.grid.leads import states
from linli.grid.leads.models.lead import Lead, ProducedBy, SelectionStandard
from linli.orgs.models import Area
from linli.people.models import LEAD_POSTS, Person

LEADS = [post.value for post in LEAD_POSTS]
LEAD_CHOICES = [(post.value, post.label) for post in LEAD_POSTS]


class Adjusted(models.TextChoices):
    """What an adjustment is (domain.md 3.1)."""

    ADDED = "added", "增设"
    BY_ELECTION = "by_election", "补选"
    REPLACED = "replaced", "更换"
    MERGED = "merged", "合并"
    LEFT = "left", "离任"


class Candidacy(Record):
    """Somebody proposed for a post. A failed assessment leaves no trace but 不再推荐: a “no” is sensitive."""

    scope: ClassVar = ScopeBy(area="area")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="人选")
    post = models.CharField("职务", max_length=24, choices=LEAD_CHOICES)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    produced_by = models.CharField("产生方式", max_length=12, choices=ProducedBy)
    proposer = models.CharField("谁推荐的", max_length=60)
    proposed_on = models.DateField("提名日期")
    state = models.CharField(
        "状态", max_length=10, choices=states.CANDIDACY.choices, default=states.CANDIDACY.initial
    )
    standard = models.ForeignKey(
        SelectionStandard,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="选任条件",
    )
    assessed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人"
    )
    assessed_on = models.DateField("审核日期", null=True, blank=True)
    decision = models.CharField("会议或决定", max_length=120, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    lead = models.OneToOneField(
        Lead, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="三长档案"
    )

    class Meta(Record.Meta):
        verbose_name = "三长人选"
        verbose_name_plural = "三长人选"
        constraints = [
            states.CANDIDACY.constraint("state", "candidacy_state_known"),
            models.CheckConstraint(name="candidacy_post_is_a_lead", condition=Q(post__in=LEADS)),
            models.CheckConstraint(
                name="candidacy_assessed_before_posting",
                condition=~Q(state__in=(states.ASSESSED, states.POSTED, states.APPOINTED))
                | Q(standard__isnull=False, assessed_by__isnull=False, assessed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="candidacy_appointed_by_decision",
                condition=(
                    Q(state=states.APPOINTED, lead__isnull=False, decided_on__isnull=False) & ~Q(decision="")
                )
                | (~Q(state=states.APPOINTED) & Q(lead__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["person", "post", "area"],
                condition=Q(state__in=states.CANDIDACY.open),
                name="candidacy_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()}人选 {self.proposed_on}"


@append_only
class LeaderAdjustment(Record):
    """One change of a post, with its decision (domain.md 3.1): it takes effect only with one."""

    scope: ClassVar = ScopeBy(area="area", day="day")

    kind = models.CharField("调整", max_length=12, choices=Adjusted)
    post = models.CharField("职务", max_length=24, choices=LEAD_CHOICES)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    before = models.ForeignKey(
        Lead, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="前任档案"
    )
    after = models.ForeignKey(
        Lead, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="新任档案"
    )
    into = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="并入"
    )
    proposer = models.CharField("谁提出", max_length=60, blank=True)
    decision = models.CharField("会议或决定", max_length=120)
    decided_on = models.DateField("决定日期")
    day = models.DateField("自")

    class Meta(Record.Meta):
        verbose_name = "三长调整"
        verbose_name_plural = "三长调整"
        constraints = [
            models.CheckConstraint(
                name="leader_adjustment_kind_known", condition=Q(kind__in=Adjusted.values)
            ),
            models.CheckConstraint(name="leader_adjustment_has_decision", condition=~Q(decision="")),
            models.CheckConstraint(
                name="leader_adjustment_names_whom",
                condition=Q(kind=Adjusted.LEFT, before__isnull=False, after__isnull=True)
                | Q(kind=Adjusted.MERGED, into__isnull=False)
                | Q(kind__in=[Adjusted.ADDED, Adjusted.BY_ELECTION], after__isnull=False)
                | Q(kind=Adjusted.REPLACED, before__isnull=False, after__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"


class ResidentsRepresentative(Record):
    """居民代表, elected by the residents' group: a fact of its own, whether or not the person leads anything."""

    scope: ClassVar = ScopeBy(area="area")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="居民代表")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)
    basis = models.CharField("选举", max_length=120)

    class Meta(Record.Meta):
        verbose_name = "居民代表"
        verbose_name_plural = "居民代表"
        constraints = [
            NoOverlap(
                name="residents_representative_once",
                fields=["person", "area"],
                violation_error_message="这一位这段时间已经登记为这里的居民代表。",
            ),
            ends_after_start("residents_representative_ends_after_start"),
            models.CheckConstraint(name="residents_representative_elected", condition=~Q(basis="")),
        ]

    def __str__(self) -> str:
        return f"居民代表 {self.valid_from}"
