"""The key under which the log keeps what is personal about one person or household."""

from typing import ClassVar

from django.db import models

from linli.common.scoping import ScopedModel, Unscopable
from linli.people.models.household import Household
from linli.people.models.person import Person


class LogKey(ScopedModel):
    """A key, itself sealed with the district's. Destroying it makes what was logged under it unreadable for good.

    Its number is never given twice, so what was sealed under a destroyed key never meets another.
    """

    scope: ClassVar = Unscopable("keys: only the log opens what they sealed, for whom its page admits")

    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="人员"
    )
    household = models.OneToOneField(
        Household, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="户"
    )
    sealed_key = models.BinaryField("密钥（密文）", editable=False)
    made_at = models.DateTimeField("生成时间", auto_now_add=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "留痕密钥"
        verbose_name_plural = "留痕密钥"
        constraints = [
            models.CheckConstraint(
                name="log_key_has_one_owner",
                condition=models.Q(person__isnull=False, household__isnull=True)
                | models.Q(person__isnull=True, household__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
