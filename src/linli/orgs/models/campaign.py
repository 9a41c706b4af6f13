"""Campaigns and themes: configuration several systems refer to (党纪学习教育; 六治, 旧改, 防汛, 文明创建)."""

from typing import ClassVar

from django.db import models

from linli.common.constraints import ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models.area import Area
from linli.orgs.models.organisation import Organisation


class Campaign(Record):
    """A piece of work with a beginning, and an end once it is over."""

    scope: ClassVar = ScopeBy(area="area", downward=True)

    code = models.CharField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=80)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    organiser = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="牵头单位",
    )
    basis = models.CharField("依据", max_length=200, blank=True)
    valid_from = models.DateField("开始")
    valid_to = models.DateField("结束", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "专项工作"
        verbose_name_plural = "专项工作"
        constraints = [ends_after_start("campaign_ends_after_start")]

    def __str__(self) -> str:
        return self.name


class Theme(Record):
    """A theme under which activities and cases are told together. District-wide configuration."""

    scope: ClassVar = ScopeBy(area="area", downward=True)

    code = models.CharField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=40)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    is_open = models.BooleanField("在用", default=True)

    class Meta(Record.Meta):
        verbose_name = "主题"
        verbose_name_plural = "主题"

    def __str__(self) -> str:
        return self.name
