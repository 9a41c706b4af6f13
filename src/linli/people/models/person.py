"""A person, with the least data (PIPL art. 6, 19): sex, birth and id number only where a law-named paper needs them."""

from typing import ClassVar

from django.db import models

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.common.text import masked_name
from linli.orgs.models import Area


class Person(Record):
    """Somebody who holds a post, works, learns, mediates or is counted. Written by ``people.services``."""

    scope: ClassVar = ScopeBy(area="area")

    name = models.CharField("姓名", max_length=40)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="建档地区")
    phone_sealed = models.BinaryField("电话（密文）", null=True, editable=False)
    phone_hash = models.CharField("电话（查找码）", max_length=32, blank=True, editable=False)
    id_sealed = models.BinaryField("证件号（密文）", null=True, editable=False)
    id_hash = models.CharField("证件号（查找码）", max_length=32, blank=True, editable=False)
    sex = models.CharField(
        "性别（法定文书需要时）", max_length=1, blank=True, choices=[("f", "女"), ("m", "男")]
    )
    birth_month = models.CharField("出生年月（法定文书需要时）", max_length=7, blank=True)

    class Meta(Record.Meta):
        verbose_name = "人员"
        verbose_name_plural = "人员"
        indexes = [
            models.Index(fields=["phone_hash"], name="person_by_phone", condition=~models.Q(phone_hash="")),
            models.Index(fields=["id_hash"], name="person_by_id", condition=~models.Q(id_hash="")),
        ]
        constraints = [
            models.CheckConstraint(name="person_has_name", condition=~models.Q(name="")),
            models.CheckConstraint(
                name="person_phone_sealed_and_findable",
                condition=models.Q(phone_sealed__isnull=True, phone_hash="")
                | (models.Q(phone_sealed__isnull=False) & ~models.Q(phone_hash="")),
            ),
            models.CheckConstraint(
                name="person_id_sealed_and_findable",
                condition=models.Q(id_sealed__isnull=True, id_hash="")
                | (models.Q(id_sealed__isnull=False) & ~models.Q(id_hash="")),
            ),
        ]

    def __str__(self) -> str:
        return masked_name(self.name)
