"""Volunteer teams of estates (小区志愿服务队伍). Members come with the volunteers' register."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.constraints import ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area, Organisation
from linli.people.models import Person


class Speciality(models.TextChoices):
    """What a team is known for; a team for everything has none and is no 特色 team."""

    ELDERLY = "elderly", "助老"
    LEARNING = "learning", "助学"
    ENVIRONMENT = "environment", "环境"
    EMERGENCY = "emergency", "应急"
    MEDIATION = "mediation", "调解"
    ARTS = "arts", "文艺"
    REPAIR = "repair", "维修"
    HAIRDRESSING = "hairdressing", "理发"
    LAW = "law", "法律"
    PATROL = "patrol", "巡防"
    OTHER = "other", "其他特色"


class VolunteerTeam(Record):
    """A team of one estate, in being ``[founded_on, dissolved_on)``.

    It may serve inside the community once the residents' committee has approved it (志愿服务条例).
    """

    scope: ClassVar = ScopeBy(area="estate")

    estate = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="小区")
    name = models.CharField("队名", max_length=60)
    speciality = models.CharField("特色", max_length=16, blank=True, choices=Speciality)
    leader = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="队长"
    )
    founded_on = models.DateField("组建日期")
    approved_by = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="同意的居（村）委会",
    )
    approved_on = models.DateField("居（村）委会同意日期", null=True, blank=True)
    dissolved_on = models.DateField("解散日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "志愿服务队伍"
        verbose_name_plural = "志愿服务队伍"
        indexes = [models.Index(fields=["founded_on", "estate"], name="team_by_founding")]
        constraints = [
            models.CheckConstraint(name="team_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="team_speciality_known", condition=Q(speciality__in=["", *Speciality.values])
            ),
            models.UniqueConstraint(
                fields=["estate", "name"],
                condition=Q(dissolved_on__isnull=True),
                name="team_name_once_in_estate",
                violation_error_message="这个小区已有同名的队伍。",
            ),
            models.CheckConstraint(
                name="team_approved_by_committee",
                condition=Q(approved_on__isnull=True, approved_by__isnull=True)
                | Q(
                    approved_on__isnull=False,
                    approved_on__gte=F("founded_on"),
                    approved_by__isnull=False,
                ),
                violation_error_message="同意日期要写明是哪个居（村）委会，且不早于组建日期。",
            ),
            ends_after_start("team_dissolved_after_founded", start="founded_on", end="dissolved_on"),
        ]

    def __str__(self) -> str:
        return self.name
