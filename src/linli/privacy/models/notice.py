"""Notices of processing as they were published: a version, once in the database, stays as it is."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.guards import append_only
from linli.common.scoping import ScopedModel, Unscopable


@append_only
class NoticeVersion(ScopedModel):
    """One version of one form's notice (PIPL art. 17), from ``valid_from`` until the next begins."""

    scope: ClassVar = Unscopable("published for everybody")

    code = models.SlugField("代码", max_length=40)
    version = models.CharField("版本", max_length=20)
    valid_from = models.DateField("施行")
    content = models.JSONField("内容")
    digest = models.CharField("摘要", max_length=64)

    class Meta(ScopedModel.Meta):
        verbose_name = "个人信息告知书"
        verbose_name_plural = "个人信息告知书"
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="notice_version_once"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="notice_one_version_a_day"),
            models.CheckConstraint(name="notice_version_named", condition=~Q(version="") & ~Q(code="")),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
