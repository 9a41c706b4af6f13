"""Who holds which post where, from when to when: the only record of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area, Organisation
from linli.people.models.person import Person


class Post(models.TextChoices):
    """Posts that give a view or are counted. Further posts come with their systems."""

    SECTION_LEAD = "section_lead", "片长"
    GROUP_LEAD = "group_lead", "组长"
    NEIGHBOUR_LEAD = "neighbour_lead", "邻长"
    COMMUNITY_SECRETARY = "community_secretary", "社区（村）党组织书记"
    COMMUNITY_OFFICER = "community_officer", "社区（村）工作人员"
    STREET_OFFICER = "street_officer", "街道（乡镇、管理处）工作人员"
    GRID_WORKER = "grid_worker", "网格员"
    OVERSEER = "overseer", "居（村）务监督委员会成员"
    JUSTICE_OFFICER = "justice_officer", "司法所工作人员"
    GUIDANCE_MEMBER = "guidance_member", "指导组成员"
    DISTRICT_OFFICER = "district_officer", "区级工作人员"
    DEPARTMENT_OFFICER = "department_officer", "区直部门工作人员"
    DISCIPLINE_OFFICER = "discipline_officer", "纪检监察工作人员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDITOR = "auditor", "审计管理员"


LEAD_POSTS = (Post.SECTION_LEAD, Post.GROUP_LEAD, Post.NEIGHBOUR_LEAD)
UNIT_POSTS = (Post.DEPARTMENT_OFFICER, Post.STREET_OFFICER)
"""Posts within a unit: a department always, a street's office where it is known."""
ADMIN_POSTS = (Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN, Post.AUDITOR)


class Appointment(Record):
    """One stay in one post, half open ``[valid_from, valid_to)``. A person may hold several, in several places."""

    scope: ClassVar = ScopeBy(area="area")

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="appointments", verbose_name="人员"
    )
    post = models.CharField("职务", max_length=24, choices=Post)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位"
    )
    valid_from = models.DateField("上任")
    valid_to = models.DateField("卸任", null=True, blank=True)
    basis = models.CharField("依据", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "任职"
        verbose_name_plural = "任职"
        indexes = [
            models.Index(fields=["post", "area", "valid_from", "valid_to"], name="appointment_by_post"),
            models.Index(fields=["area", "post", "valid_from", "valid_to"], name="appointment_by_area"),
        ]
        constraints = [
            models.CheckConstraint(name="appointment_post_known", condition=Q(post__in=Post.values)),
            models.CheckConstraint(
                name="appointment_unit_where_it_belongs",
                condition=(Q(post=Post.DEPARTMENT_OFFICER) & Q(unit__isnull=False))
                | (~Q(post=Post.DEPARTMENT_OFFICER) & Q(unit__isnull=True))
                | Q(post=Post.STREET_OFFICER),
                violation_error_message="区直部门的任职要写明单位，社区和三长的任职不写单位。",
            ),
            ends_after_start("appointment_ends_after_start"),
            NoOverlap(
                name="appointment_once_per_person",
                fields=["person", "post", "area"],
                violation_error_message="这个人这段时间已经在这里担任同一职务。",
            ),
            NoOverlap(
                name="appointment_one_lead_per_area",
                fields=["area", "post"],
                condition=Q(post__in=[post.value for post in LEAD_POSTS]),
                violation_error_message="这里这段时间已有一位在任。请先办理前一位的卸任。",
            ),
            NoOverlap(
                name="appointment_one_of_three_administrators",
                fields=["person"],
                condition=Q(post__in=[post.value for post in ADMIN_POSTS]),
                violation_error_message="系统、安全、审计三类管理员由三个不同的人担任，一人不能兼两类。请换一位。",
            ),
            NoOverlap(
                name="appointment_administrators_apart",
                fields=["person"],
                between=Q(post__in=[post.value for post in ADMIN_POSTS]),
                violation_error_message="管理员不看业务数据，所以不能同时担任业务职务。请换一位，或先办理卸任。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()} {self.area_id}"
