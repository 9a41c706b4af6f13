"""Gatherings of a party organisation: study sessions and monthly theme days, one table with two kinds of detail.

One table, so that “sessions” is one list in which nothing is counted twice (domain.md 2.1 R1). Attendance is
a number entered by the branch, with reasons by type; nobody is listed by name (R2).
"""

from typing import ClassVar

from django.db import models
from django.db.models import CharField, F, Q
from django.db.models.functions import Cast, Substr

from linli.common.models import Record
from linli.common.scoping import ScopeBy, ScopedModel
from linli.orgs.models import Area, Campaign, Organisation
from linli.people.models import Person


class GatheringKind(models.TextChoices):
    """What was held."""

    STUDY_SESSION = "study_session", "学习研讨"
    THEME_DAY = "theme_day", "主题党日"


class SessionForm(models.TextChoices):
    """How a study session was held."""

    STUDY = "study", "集中学习"
    DISCUSSION = "discussion", "研讨"
    READING_CLASS = "reading_class", "读书班"
    WARNING = "warning", "警示教育"


class SpeakerKind(models.TextChoices):
    """Who led the study; the kind is enough, no name is kept."""

    SECRETARY = "secretary", "党组织书记"
    COMMITTEE_MEMBER = "committee_member", "班子成员"
    TEACHER = "teacher", "党校或部门讲师"
    MODEL = "model", "先进典型"
    MEMBERS = "members", "党员轮流领学"


class LessonKind(models.TextChoices):
    """一课."""

    SECRETARY = "secretary", "书记党课"
    SHORT = "short", "微党课"
    MODEL = "model", "典型讲"


class PracticeKind(models.TextChoices):
    """一实践."""

    VOLUNTEERING = "volunteering", "志愿服务"
    CLEANING = "cleaning", "环境整治"
    VISITING = "visiting", "走访"
    FLOOD = "flood", "防汛"
    CIVILITY = "civility", "文明创建"
    OTHER = "other", "其他"


class Gathering(Record):
    """One gathering held. ``month`` (YYYY-MM) is set for theme days only and is that of ``held_on``.

    Of the theme days an organisation holds in a month one counts; further ones are ``is_extra``.
    ``present_count`` and ``due_count`` are the organisation's own members, in persons.
    """

    scope: ClassVar = ScopeBy(area="org__area", day="held_on")

    org = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="党组织"
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="专项工作",
    )
    kind = models.CharField("类别", max_length=16, choices=GatheringKind)
    held_on = models.DateField("日期")
    month = models.CharField("所属月份", max_length=7, blank=True)
    is_extra = models.BooleanField("当月追加", default=False)
    topic = models.CharField("主题", max_length=120)
    place = models.CharField("地点", max_length=80, blank=True)
    present_count = models.PositiveSmallIntegerField("实到（人）")
    due_count = models.PositiveSmallIntegerField("应到（人）", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "集中学习研讨"
        verbose_name_plural = "集中学习研讨"
        indexes = [
            models.Index(
                fields=["held_on", "org"],
                name="gathering_counted",
                condition=Q(campaign__isnull=False, is_extra=False),
            ),
            models.Index(fields=["org", "held_on"], name="gathering_by_org"),
        ]
        constraints = [
            models.CheckConstraint(name="gathering_kind_known", condition=Q(kind__in=GatheringKind.values)),
            # A date reads YYYY-MM-DD in both databases, so its first seven signs are its month.
            models.CheckConstraint(
                name="gathering_month_of_its_day",
                condition=Q(kind=GatheringKind.STUDY_SESSION, month="")
                | Q(
                    kind=GatheringKind.THEME_DAY,
                    month=Substr(Cast("held_on", CharField(max_length=10)), 1, 7),
                ),
                violation_error_message="主题党日的所属月份要与日期一致；学习研讨不填月份。",
            ),
            models.CheckConstraint(
                name="gathering_only_theme_day_extra",
                condition=Q(is_extra=False) | Q(kind=GatheringKind.THEME_DAY),
            ),
            models.UniqueConstraint(
                fields=["org", "month"],
                condition=Q(kind=GatheringKind.THEME_DAY, is_extra=False),
                name="gathering_one_theme_day_a_month",
                violation_error_message="这个党组织当月的主题党日已经记录。再办一次，请记为“当月追加”。",
            ),
            models.CheckConstraint(name="gathering_has_topic", condition=~Q(topic="")),
            models.CheckConstraint(
                name="gathering_present_at_most_due",
                condition=Q(due_count__isnull=True) | Q(present_count__lte=F("due_count")),
                violation_error_message="实到人数不能多于应到人数。",
            ),
            models.CheckConstraint(
                name="gathering_theme_day_has_due",
                condition=Q(kind=GatheringKind.STUDY_SESSION) | Q(due_count__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.topic}"


class StudySession(ScopedModel):
    """What only a study session has."""

    scope: ClassVar = ScopeBy(area="gathering__org__area", day="gathering__held_on")

    gathering = models.OneToOneField(
        Gathering,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="study_session",
        verbose_name="集中学习研讨",
    )
    form = models.CharField("形式", max_length=16, choices=SessionForm)
    speaker = models.CharField("领学", max_length=20, choices=SpeakerKind)
    reading = models.CharField("学习篇目", max_length=200, blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "学习研讨情况"
        verbose_name_plural = "学习研讨情况"
        constraints = [
            models.CheckConstraint(name="study_session_form_known", condition=Q(form__in=SessionForm.values)),
            models.CheckConstraint(
                name="study_session_speaker_known", condition=Q(speaker__in=SpeakerKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.get_form_display()


class ThemeDay(ScopedModel):
    """What only a theme day has: 一课, 一片, 一实践, and who was absent or made up for it, as counts of persons.

    A part that was not held has an empty title. ``activity_type`` and ``activity_id`` refer to the volunteer
    activity the practice was (``linli.workflow.references``), where there is one.
    """

    scope: ClassVar = ScopeBy(area="gathering__org__area", day="gathering__held_on")

    gathering = models.OneToOneField(
        Gathering,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="theme_day",
        verbose_name="集中学习研讨",
    )
    host = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主持人"
    )
    lesson_title = models.CharField("一课：题目", max_length=100, blank=True)
    lesson_kind = models.CharField("一课：类别", max_length=16, blank=True, choices=LessonKind)
    film_title = models.CharField("一片：片名", max_length=100, blank=True)
    film_source = models.CharField("一片：来源", max_length=60, blank=True)
    film_minutes = models.PositiveSmallIntegerField("一片：时长（分钟）", null=True, blank=True)
    practice_title = models.CharField("一实践：内容", max_length=100, blank=True)
    practice_kind = models.CharField("一实践：类别", max_length=16, blank=True, choices=PracticeKind)
    practice_area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="一实践：地区"
    )
    activity_type = models.CharField("活动类型", max_length=60, blank=True, editable=False)
    activity_id = models.BigIntegerField("活动", null=True, blank=True, editable=False)
    absent_ill = models.PositiveSmallIntegerField("因病未到（人）", default=0)
    absent_away = models.PositiveSmallIntegerField("外出未到（人）", default=0)
    absent_on_duty = models.PositiveSmallIntegerField("值班未到（人）", default=0)
    absent_other = models.PositiveSmallIntegerField("其他未到（人）", default=0)
    made_up_at_home = models.PositiveSmallIntegerField("送学上门（人）", default=0)
    made_up_online = models.PositiveSmallIntegerField("线上补学（人）", default=0)
    made_up_in_class = models.PositiveSmallIntegerField("补课（人）", default=0)
    minutes = models.TextField("记录", blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "主题党日情况"
        verbose_name_plural = "主题党日情况"
        constraints = [
            models.CheckConstraint(
                name="theme_day_lesson_kind_known",
                condition=Q(lesson_title="", lesson_kind="")
                | (~Q(lesson_title="") & Q(lesson_kind__in=LessonKind.values)),
            ),
            models.CheckConstraint(
                name="theme_day_practice_kind_known",
                condition=Q(practice_title="", practice_kind="")
                | (~Q(practice_title="") & Q(practice_kind__in=PracticeKind.values)),
            ),
            models.CheckConstraint(
                name="theme_day_film_minutes_of_film",
                condition=Q(film_minutes__isnull=True) | (~Q(film_title="") & Q(film_minutes__gt=0)),
            ),
            models.CheckConstraint(
                name="theme_day_activity_is_reference",
                condition=Q(activity_type="", activity_id__isnull=True)
                | (~Q(activity_type="") & Q(activity_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="theme_day_made_up_at_most_absent",
                condition=Q(
                    made_up_at_home__lte=F("absent_ill")
                    + F("absent_away")
                    + F("absent_on_duty")
                    + F("absent_other")
                    - F("made_up_online")
                    - F("made_up_in_class")
                ),
                violation_error_message="补学人数不能多于未到人数。",
            ),
        ]

    def __str__(self) -> str:
        return "、".join(filter(None, (self.lesson_title, self.film_title, self.practice_title)))
