"""Teachers and courses of the academy (百师百课), as far as classes need them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area
from linli.people.models import Person


class TeacherKind(models.TextChoices):
    """Where a teacher comes from."""

    OFFICIAL = "official", "党政干部"
    SECRETARY = "secretary", "优秀社区书记"
    EXPERT = "expert", "专家"
    LAWYER = "lawyer", "律师"
    SUPERVISOR = "supervisor", "社工督导"
    NOTABLE = "notable", "群英"


class Track(models.TextChoices):
    """What a course is about."""

    THEORY = "theory", "理论教育"
    PARTY_SPIRIT = "party_spirit", "党性教育"
    GOVERNANCE = "governance", "治理实务"
    MEDIATION = "mediation", "调解"
    PROPERTY = "property", "物业与自治"
    EMERGENCY = "emergency", "应急防汛"
    DIGITAL = "digital", "数字技能"
    PSYCHOLOGY = "psychology", "心理"
    LAW = "law", "法律"
    MASSES = "masses", "群众工作"


class CourseForm(models.TextChoices):
    """How a course is taught."""

    LECTURE = "lecture", "讲授"
    SEMINAR = "seminar", "研讨"
    CASE = "case", "案例"
    IMMERSIVE = "immersive", "沉浸"
    SIMULATION = "simulation", "情景模拟"
    ON_SITE = "on_site", "现场实训"


class Teacher(Record):
    """A person's stay in the teachers' library, ``[valid_from, valid_to)``."""

    scope: ClassVar = ScopeBy(area="area", downward=True)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="教师")
    kind = models.CharField("类别", max_length=16, choices=TeacherKind)
    topics = models.CharField("专长", max_length=120, blank=True)
    valid_from = models.DateField("聘期自")
    valid_to = models.DateField("聘期至", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "教师"
        verbose_name_plural = "教师"
        constraints = [
            models.CheckConstraint(name="teacher_kind_known", condition=Q(kind__in=TeacherKind.values)),
            NoOverlap(
                name="teacher_hired_once_at_a_time",
                fields=["person"],
                violation_error_message="这位教师这段时间已在聘。",
            ),
            ends_after_start("teacher_ends_after_start"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Course(Record):
    """One version of a course. ``study_hours`` in 学时 (lessons of 45 minutes)."""

    scope: ClassVar = ScopeBy(area="area", downward=True)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    title = models.CharField("课程", max_length=80)
    version = models.PositiveSmallIntegerField("版本", default=1)
    track = models.CharField("课程体系", max_length=16, choices=Track)
    form = models.CharField("形式", max_length=16, choices=CourseForm)
    study_hours = models.PositiveSmallIntegerField("学时")
    is_fine = models.BooleanField("列入百课", default=False)
    owner = models.ForeignKey(
        Teacher,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="courses",
        verbose_name="主讲教师",
    )

    class Meta(Record.Meta):
        verbose_name = "课程"
        verbose_name_plural = "课程"
        constraints = [
            models.CheckConstraint(name="course_track_known", condition=Q(track__in=Track.values)),
            models.CheckConstraint(name="course_form_known", condition=Q(form__in=CourseForm.values)),
            models.CheckConstraint(name="course_has_hours", condition=Q(study_hours__gt=0)),
            models.UniqueConstraint(fields=["title", "version"], name="course_version_once"),
        ]

    def __str__(self) -> str:
        return self.title
