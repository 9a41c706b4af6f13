"""One look behind the mask: one field of one person or household, for a purpose, until it is masked again."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.guards import append_only
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.disclosure.purposes import TO_REVEAL, to_reveal
from linli.orgs.models import Area
from linli.people.models import Account, Household, Person


class Field(models.TextChoices):
    """What can be shown."""

    NAME = "name", "姓名"
    PHONE = "phone", "电话"
    ID_NUMBER = "id_number", "证件号"
    DOOR = "door", "门牌"
    CONTACT = "contact", "联系人"


OF_PERSON = (Field.NAME, Field.PHONE, Field.ID_NUMBER)
OF_HOUSEHOLD = (Field.DOOR, Field.CONTACT, Field.PHONE)


@append_only
class Reveal(Record):
    """Never changed, never deleted: the person concerned is shown who looked, when, for what post and purpose.

    post, area: the post that allowed it. words: what was typed, sealed under the owner's key of the log.
    revealed_at, until: real time.
    """

    scope: ClassVar = ScopeBy(area="area")

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name="账号")
    post = models.CharField("职务", max_length=24)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="任职地区")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="人员"
    )
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="户"
    )
    field = models.CharField("看了什么", max_length=12, choices=Field)
    purpose = models.CharField("用途", max_length=20)
    words = models.JSONField("用途说明（密文）", null=True, editable=False)
    revealed_at = models.DateTimeField("时间")
    until = models.DateTimeField("显示到")

    class Meta(Record.Meta):
        verbose_name = "查看"
        verbose_name_plural = "查看"
        indexes = [
            models.Index(fields=["person", "revealed_at"], name="reveal_by_person"),
            models.Index(fields=["household", "revealed_at"], name="reveal_by_household"),
            models.Index(fields=["account", "until"], name="reveal_by_account"),
        ]
        constraints = [
            models.CheckConstraint(
                name="reveal_purpose_known", condition=Q(purpose__in=[each.code for each in TO_REVEAL])
            ),
            models.CheckConstraint(
                name="reveal_of_one_owner_s_field",
                condition=Q(person__isnull=False, household__isnull=True, field__in=OF_PERSON)
                | Q(person__isnull=True, household__isnull=False, field__in=OF_HOUSEHOLD),
            ),
            models.CheckConstraint(name="reveal_ends", condition=Q(until__gt=F("revealed_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()} {self.revealed_at:%Y-%m-%d %H:%M}"

    @property
    def purpose_label(self) -> str:
        """In words."""
        return to_reveal(self.purpose).label
