"""A community worker while employed, and the grade table as data (三岗十八级; domain.md 2.3)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area
from linli.people.models import Person

HIGHEST_LEVEL = 24
"""The longest ladder in use anywhere (四岗二十四级); the district's own bands are ``LevelRule`` rows."""


class EmploymentKind(models.TextChoices):
    """What kind of worker somebody is."""

    COMMITTEE = "committee", "两委成员"
    FULL_TIME = "full_time", "专职工作者"
    GRID = "grid", "网格员"
    OTHER = "other", "其他"


class HiredThrough(models.TextChoices):
    """How somebody came into the post."""

    ELECTION = "election", "选举"
    OPEN_RECRUITMENT = "open_recruitment", "公开招聘"
    PUBLIC_BENEFIT = "public_benefit", "公益岗"
    SECONDED = "seconded", "选派"


class WorkerPost(models.TextChoices):
    """The post by which the grade band is found."""

    CHIEF = "chief", "正职"
    DEPUTY = "deputy", "副职"
    FULL_TIME_MEMBER = "full_time_member", "专职委员"
    ORDINARY = "ordinary", "一般"


class Education(models.TextChoices):
    """Highest schooling, of which seniority and certificates depend."""

    MIDDLE = "middle", "初中及以下"
    SECONDARY = "secondary", "高中（中专）"
    COLLEGE = "college", "大专"
    BACHELOR = "bachelor", "本科"
    MASTER = "master", "研究生"


class Worker(Record):
    """One employment of one person, half open ``[hired_on, left_on)``. ``community``: where they work now."""

    scope: ClassVar = ScopeBy(area="community")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="人员")
    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="社区（村）")
    employment = models.CharField("用工类别", max_length=12, choices=EmploymentKind)
    hired_through = models.CharField("来源", max_length=20, choices=HiredThrough)
    education = models.CharField("学历", max_length=12, choices=Education, blank=True)
    post = models.CharField("岗位", max_length=20, choices=WorkerPost)
    level = models.PositiveSmallIntegerField("等级")
    level_since = models.DateField("现等级自")
    seniority_from = models.DateField("工龄起算")
    hired_on = models.DateField("入职")
    contract_to = models.DateField("合同到期", null=True, blank=True)
    left_on = models.DateField("离职", null=True, blank=True)
    left_reason = models.CharField("离职原因", max_length=80, blank=True)

    class Meta(Record.Meta):
        verbose_name = "社区（村）工作者"
        verbose_name_plural = "社区（村）工作者"
        indexes = [models.Index(fields=["community", "hired_on", "left_on"], name="worker_by_community")]
        constraints = [
            models.CheckConstraint(
                name="worker_employment_known", condition=Q(employment__in=EmploymentKind.values)
            ),
            models.CheckConstraint(
                name="worker_hired_through_known", condition=Q(hired_through__in=HiredThrough.values)
            ),
            models.CheckConstraint(
                name="worker_education_known", condition=Q(education="") | Q(education__in=Education.values)
            ),
            models.CheckConstraint(name="worker_post_known", condition=Q(post__in=WorkerPost.values)),
            models.CheckConstraint(
                name="worker_level_sound", condition=Q(level__gte=1, level__lte=HIGHEST_LEVEL)
            ),
            models.CheckConstraint(
                name="worker_level_since_hired", condition=Q(level_since__gte=F("hired_on"))
            ),
            models.CheckConstraint(
                name="worker_seniority_by_hiring", condition=Q(seniority_from__lte=F("hired_on"))
            ),
            models.CheckConstraint(
                name="worker_leaves_with_reason",
                condition=Q(left_on__isnull=True, left_reason="")
                | (Q(left_on__isnull=False) & ~Q(left_reason="")),
            ),
            ends_after_start("worker_leaves_after_hiring", start="hired_on", end="left_on"),
            NoOverlap(
                name="worker_employed_once_at_a_time",
                fields=["person"],
                start="hired_on",
                end="left_on",
                violation_error_message="这个人这段时间已经在册。请先办理离职，再登记新的任用。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()} {self.level} 级"


class LevelRule(Record):
    """The band of levels of a post, and after how many years one rises a step."""

    scope: ClassVar = ScopeBy(area="area", downward=True)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="适用地区")
    post = models.CharField("岗位", max_length=20, choices=WorkerPost)
    min_level = models.PositiveSmallIntegerField("最低级")
    max_level = models.PositiveSmallIntegerField("最高级")
    step_years = models.PositiveSmallIntegerField("晋一级年数", default=3)
    basis = models.CharField("依据", max_length=120)
    valid_from = models.DateField("施行")
    valid_to = models.DateField("停止", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "岗位等级规定"
        verbose_name_plural = "岗位等级规定"
        constraints = [
            models.CheckConstraint(name="level_rule_post_known", condition=Q(post__in=WorkerPost.values)),
            models.CheckConstraint(
                name="level_rule_band_sound",
                condition=Q(min_level__gte=1, min_level__lte=F("max_level"), max_level__lte=HIGHEST_LEVEL),
            ),
            models.CheckConstraint(name="level_rule_step_sound", condition=Q(step_years__gte=1)),
            ends_after_start("level_rule_ends_after_start"),
            NoOverlap(
                name="level_rule_one_per_post",
                fields=["area", "post"],
                violation_error_message="这个岗位这段时间已有等级规定。请先为原规定写上停止日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()} {self.min_level}–{self.max_level} 级"
