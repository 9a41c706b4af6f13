"""Organisations: departments, party organisations, committees, and the units a campaign guides."""

from typing import ClassVar

from django.db import models

from linli.common.constraints import ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models.area import Area


class OrganisationKind(models.TextChoices):
    """What an organisation is (party kinds: domain.md 1.4)."""

    DEPARTMENT = "department", "区直部门"
    STREET_OFFICE = "street_office", "街道（乡镇、管理处）机关"
    COMMITTEE = "committee", "居（村）民委员会"
    PARTY_COMMITTEE = "party_committee", "党委"
    PARTY_GENERAL_BRANCH = "party_general_branch", "党总支"
    PARTY_BRANCH = "party_branch", "党支部"
    PARTY_GROUP = "party_group", "党小组"
    FUNCTIONAL_BRANCH = "functional_branch", "功能型党支部"
    ENTERPRISE = "enterprise", "企事业单位"


PARTY_KINDS = (
    OrganisationKind.PARTY_COMMITTEE,
    OrganisationKind.PARTY_GENERAL_BRANCH,
    OrganisationKind.PARTY_BRANCH,
    OrganisationKind.PARTY_GROUP,
    OrganisationKind.FUNCTIONAL_BRANCH,
)


class Organisation(Record):
    """A body with a seat in an area. A grid's branch or group names the grid it is built on."""

    scope: ClassVar = ScopeBy(area="area")

    kind = models.CharField("类别", max_length=24, choices=OrganisationKind)
    name = models.CharField("名称", max_length=100)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="所在地区")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上级组织"
    )
    grid = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="建在网格"
    )
    valid_from = models.DateField("成立")
    valid_to = models.DateField("撤销", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "组织"
        verbose_name_plural = "组织"
        indexes = [models.Index(fields=["kind", "area"], name="organisation_by_kind")]
        constraints = [
            models.CheckConstraint(
                name="organisation_kind_known", condition=models.Q(kind__in=OrganisationKind.values)
            ),
            ends_after_start("organisation_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name
