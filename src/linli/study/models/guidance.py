"""Guidance of a campaign: groups, the units each of them guides, and their visits."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Campaign, Organisation
from linli.people.models import Person


class VisitMode(models.TextChoices):
    """How a group looked at a unit."""

    ONLINE = "online", "线上调度"
    ON_SITE = "on_site", "现场指导"
    ATTENDING = "attending", "列席会议"
    PAPERS = "papers", "查阅资料"
    TALK = "talk", "谈话"


class GuidanceGroup(Record):
    """One 指导组 of a campaign; it works as long as the campaign runs."""

    scope: ClassVar = ScopeBy(area="campaign__area")

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="+", verbose_name="专项工作"
    )
    number = models.PositiveSmallIntegerField("组号")
    formed_on = models.DateField("组建日期")
    leader = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="组长"
    )

    class Meta(Record.Meta):
        verbose_name = "指导组"
        verbose_name_plural = "指导组"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "number"],
                name="guidance_group_number_once",
                violation_error_message="这项专项工作已有同号的指导组。",
            ),
            models.CheckConstraint(name="guidance_group_number_positive", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"第{self.number}指导组"


class GuidanceMember(Record):
    """A person's stay in a group, ``[valid_from, valid_to)``."""

    scope: ClassVar = ScopeBy(area="group__campaign__area")

    group = models.ForeignKey(
        GuidanceGroup, on_delete=models.CASCADE, related_name="members", verbose_name="指导组"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="成员")
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "指导组成员"
        verbose_name_plural = "指导组成员"
        constraints = [
            NoOverlap(
                name="guidance_member_once_at_a_time",
                fields=["group", "person"],
                violation_error_message="这个人这段时间已经在这个指导组。",
            ),
            ends_after_start("guidance_member_ends_after_start"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class GuidedUnit(Record):
    """A unit guided by one group of a campaign, ``[valid_from, valid_to)``.

    ``campaign`` is the group's own (a quality check watches it): it stands here so that the database itself
    keeps a unit from having two groups at once.
    """

    scope: ClassVar = ScopeBy(area="organisation__area")

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="+", verbose_name="专项工作"
    )
    group = models.ForeignKey(
        GuidanceGroup, on_delete=models.PROTECT, related_name="units", verbose_name="指导组"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="单位"
    )
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "联系指导单位"
        verbose_name_plural = "联系指导单位"
        constraints = [
            NoOverlap(
                name="guided_unit_one_group_per_campaign",
                fields=["campaign", "organisation"],
                violation_error_message="这个单位这段时间已由一个指导组联系。换组请先结束原来的联系。",
            ),
            ends_after_start("guided_unit_ends_after_start"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class GuidanceVisit(Record):
    """One look of a group at one of its units. ``participant_count`` in persons, the group's own included."""

    scope: ClassVar = ScopeBy(area="unit__organisation__area", day="held_on")

    unit = models.ForeignKey(GuidedUnit, on_delete=models.PROTECT, related_name="visits", verbose_name="单位")
    mode = models.CharField("方式", max_length=16, choices=VisitMode)
    held_on = models.DateField("日期")
    participant_count = models.PositiveSmallIntegerField("参加（人）", null=True, blank=True)
    summary = models.TextField("情况", blank=True)

    class Meta(Record.Meta):
        verbose_name = "督导"
        verbose_name_plural = "督导"
        indexes = [models.Index(fields=["held_on"], name="guidance_visit_by_day")]
        constraints = [
            models.CheckConstraint(name="guidance_visit_mode_known", condition=Q(mode__in=VisitMode.values)),
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.get_mode_display()}"
