"""Seekers, employers, vacancies, and the referral of a seeker to a vacancy. Nobody pays a fee."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.constraints import ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area, Organisation
from linli.people.models import Person
from linli.stations.models.desk import JobDesk
from linli.stations.states import REFERRAL, VACANCY


class WorkKind(models.TextChoices):
    """Hours of a post."""

    FULL_TIME = "full_time", "全职"
    GIG = "gig", "零工"
    HOURLY = "hourly", "小时工"


class SeekerGroup(models.TextChoices):
    """Group in the sense of employment policy; a disability or a hardship is told as 就业困难人员 only
    (sensitive data, PIPL art. 28)."""

    UNEMPLOYED = "unemployed", "失业人员"
    FLEXIBLE = "flexible", "灵活就业"
    VETERAN = "veteran", "退役军人"
    GRADUATE = "graduate", "毕业生"
    HARD_TO_PLACE = "hard_to_place", "就业困难人员"
    PARENT = "parent", "宝妈"
    OUTDOOR = "outdoor", "户外劳动者"


class JobSeeker(Record):
    """One registration with its wish, valid 180 days unless renewed; name and phone are the person's."""

    scope: ClassVar = ScopeBy(area="desk__community")

    desk = models.ForeignKey(JobDesk, on_delete=models.PROTECT, related_name="+", verbose_name="就业帮帮站")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="人员")
    group = models.CharField("类别", max_length=16, choices=SeekerGroup)
    skills = models.CharField("技能", max_length=120, blank=True)
    wanted_work = models.CharField("意向岗位", max_length=60, blank=True)
    wanted_place = models.CharField("意向地点", max_length=60, blank=True)
    wanted_kind = models.CharField("意向用工", max_length=10, choices=WorkKind, blank=True)
    wanted_pay_fen = models.BigIntegerField("意向月薪（分）", null=True, blank=True)
    registered_on = models.DateField("登记")
    valid_to = models.DateField("到期或注销")

    class Meta(Record.Meta):
        verbose_name = "求职登记"
        verbose_name_plural = "求职登记"
        constraints = [
            models.CheckConstraint(name="job_seeker_group_known", condition=Q(group__in=SeekerGroup.values)),
            models.CheckConstraint(
                name="job_seeker_wanted_kind_known", condition=Q(wanted_kind__in=("", *WorkKind.values))
            ),
            models.CheckConstraint(
                name="job_seeker_wanted_pay_positive",
                condition=Q(wanted_pay_fen__isnull=True) | Q(wanted_pay_fen__gt=0),
            ),
            ends_after_start("job_seeker_expires_after_registering", start="registered_on", end="valid_to"),
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()} {self.registered_on}"


class Employer(Record):
    """An organisation that offers work, verified by its licence."""

    scope: ClassVar = ScopeBy(area="organisation__area")

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="单位"
    )
    credit_code = models.CharField("统一社会信用代码", max_length=18, unique=True)
    contact = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="联系人"
    )
    verified_on = models.DateField("核验营业执照", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "用人单位"
        verbose_name_plural = "用人单位"

    def __str__(self) -> str:
        return self.credit_code


class Vacancy(Record):
    """Posts offered at one place. Monthly pay in fen (hourly pay for 小时工)."""

    scope: ClassVar = ScopeBy(area="area")

    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="+", verbose_name="用人单位"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="工作地区")
    title = models.CharField("岗位", max_length=60)
    kind = models.CharField("用工", max_length=10, choices=WorkKind)
    headcount = models.PositiveSmallIntegerField("人数")
    pay_from_fen = models.BigIntegerField("薪酬下限（分）")
    pay_to_fen = models.BigIntegerField("薪酬上限（分）")
    place = models.CharField("工作地点", max_length=80)
    need = models.CharField("要求", max_length=200, blank=True)
    submitted_on = models.DateField("提交")
    published_on = models.DateField("发布", null=True, blank=True, editable=False)
    expires_on = models.DateField("到期")
    withdrawn_reason = models.CharField("下线原因", max_length=120, blank=True)
    state = models.CharField(
        "状态", max_length=10, choices=VACANCY.choices, default=VACANCY.initial, editable=False
    )

    class Meta(Record.Meta):
        verbose_name = "招聘岗位"
        verbose_name_plural = "招聘岗位"
        constraints = [
            models.CheckConstraint(name="vacancy_kind_known", condition=Q(kind__in=WorkKind.values)),
            VACANCY.constraint("state", "vacancy_state_known"),
            models.CheckConstraint(name="vacancy_offers_posts", condition=Q(headcount__gte=1)),
            models.CheckConstraint(
                name="vacancy_pay_range",
                condition=Q(pay_from_fen__gt=0) & Q(pay_to_fen__gte=F("pay_from_fen")),
            ),
            models.CheckConstraint(
                name="vacancy_dates_in_order",
                condition=Q(expires_on__gt=F("submitted_on"))
                & (Q(published_on__isnull=True) | Q(published_on__gte=F("submitted_on"))),
            ),
            models.CheckConstraint(
                name="vacancy_published_iff_shown",
                condition=Q(state__in=("published", "expired"), published_on__isnull=False)
                | Q(state="submitted", published_on__isnull=True)
                | Q(state="withdrawn"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReferralResult(models.TextChoices):
    """What came of a referral."""

    HIRED = "hired", "录用"
    REJECTED = "rejected", "未录用"
    GAVE_UP = "gave_up", "放弃"


class Referral(Record):
    """One seeker sent to one vacancy. A placement counts by ``started_on`` only (domain.md 4.2)."""

    scope: ClassVar = ScopeBy(area="desk__community", day="started_on")

    desk = models.ForeignKey(
        JobDesk, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="就业帮帮站"
    )
    seeker = models.ForeignKey(JobSeeker, on_delete=models.PROTECT, related_name="+", verbose_name="求职者")
    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="+", verbose_name="岗位")
    made_on = models.DateField("推荐")
    interviewed_on = models.DateField("面试", null=True, blank=True, editable=False)
    result = models.CharField("结果", max_length=10, choices=ReferralResult, blank=True, editable=False)
    started_on = models.DateField("上岗", null=True, blank=True, editable=False)
    kept_30_days = models.BooleanField("满 30 天在岗", null=True, blank=True)
    kept_90_days = models.BooleanField("满 90 天在岗", null=True, blank=True)
    state = models.CharField(
        "状态", max_length=12, choices=REFERRAL.choices, default=REFERRAL.initial, editable=False
    )

    class Meta(Record.Meta):
        verbose_name = "就业推荐"
        verbose_name_plural = "就业推荐"
        indexes = [models.Index(fields=["desk", "started_on"], name="referral_by_desk")]
        constraints = [
            models.CheckConstraint(
                name="referral_result_known", condition=Q(result__in=("", *ReferralResult.values))
            ),
            REFERRAL.constraint("state", "referral_state_known"),
            models.CheckConstraint(
                name="referral_state_fits_result",
                condition=Q(state__in=("made", "interviewed"), result="", started_on__isnull=True)
                | Q(state="hired", result="hired", started_on__isnull=True)
                | Q(state="started", result="hired", started_on__isnull=False)
                | Q(state="closed", result__in=("rejected", "gave_up"), started_on__isnull=True)
                | Q(state="closed", result="hired", started_on__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_dates_in_order",
                condition=(Q(interviewed_on__isnull=True) | Q(interviewed_on__gte=F("made_on")))
                & (Q(started_on__isnull=True) | Q(started_on__gte=F("made_on"))),
            ),
            models.CheckConstraint(
                name="referral_kept_after_start",
                condition=Q(kept_30_days__isnull=True, kept_90_days__isnull=True)
                | Q(started_on__isnull=False, kept_30_days__isnull=False)
                & (Q(kept_90_days__isnull=True) | Q(kept_90_days=False) | Q(kept_30_days=True)),
            ),
            models.UniqueConstraint(fields=["seeker", "vacancy"], name="referral_once_per_vacancy"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.made_on}"
