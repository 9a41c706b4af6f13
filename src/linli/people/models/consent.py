"""Consent: to what, in which words, until when (PIPL art. 14, 15, 25, 29)."""

from typing import ClassVar

from django.db import models

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.people.models.person import Person


class Purpose(models.TextChoices):
    """What may be done with the data."""

    KEEP_PHONE = "keep_phone", "留存电话用于联系"
    SHOW_ON_BOARD = "show_on_board", "姓名和电话上公示栏"
    SHOW_PHOTO = "show_photo", "照片公开"
    SHARE_JOBS = "share_jobs", "求职信息在驿站之间共享"
    NAMED_NOTABLE = "named_notable", "列名群英谱"


class ConsentWay(models.TextChoices):
    """How somebody agreed."""

    PAPER = "paper", "纸面签字"
    ONLINE = "online", "网上确认"
    SPOKEN = "spoken", "口头并记录"


class Consent(Record):
    """One consent; withdrawing it sets its end."""

    scope: ClassVar = ScopeBy(area="person__area")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents", verbose_name="人员")
    purpose = models.CharField("用途", max_length=24, choices=Purpose)
    text_version = models.CharField("文本版本", max_length=20)
    way = models.CharField("方式", max_length=12, choices=ConsentWay)
    valid_from = models.DateField("同意日期")
    valid_to = models.DateField("到期或撤回", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "同意"
        verbose_name_plural = "同意"
        constraints = [
            models.CheckConstraint(
                name="consent_purpose_known", condition=models.Q(purpose__in=Purpose.values)
            ),
            ends_after_start("consent_ends_after_start"),
            NoOverlap(name="consent_once_per_purpose", fields=["person", "purpose"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.valid_from}"
