"""A part of a request given to one unit or one area below: signed for, done, returned once, confirmed (街道吹哨)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.grid.requests.models.kind import DutyItem
from linli.grid.requests.models.request import SECRET, Request
from linli.grid.requests.states import CONFIRMED, FINISHED, RETURNED, TASK, TASK_OPEN
from linli.orgs.models import Area, Organisation


class RequestTask(Record):
    """Given to a ``unit`` (a department, an office) or to an ``area`` below (a section, a community): exactly one.

    designated: given after somebody returned it; it cannot be returned again.
    """

    scope: ClassVar = ScopeBy(
        area=("request__area", "request__neighbourhood", "request__place"),
        day="request__told_on",
        hand=("request__holder", "area"),
        unit="unit",
        secret=SECRET.through("request"),
    )

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="tasks", verbose_name="事项")
    unit = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="承办单位",
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办地区"
    )
    duty_item = models.ForeignKey(
        DutyItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="职责清单条目",
    )
    asked = models.CharField("要做什么", max_length=300, blank=True)
    state = models.CharField("状态", max_length=10, choices=TASK.choices, default=TASK.initial)
    designated = models.BooleanField("指定承办", default=False)
    given_at = models.DateTimeField("派出时间")
    given_by_id = models.BigIntegerField("派单人账号", null=True, blank=True)
    signed_at = models.DateTimeField("签收时间", null=True, blank=True)
    finished_at = models.DateTimeField("办好时间", null=True, blank=True)
    result = models.CharField("怎么办的", max_length=500, blank=True)
    words = models.CharField("退回、改派的理由", max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = "交办单"
        verbose_name_plural = "交办单"
        indexes = [
            models.Index(fields=["unit", "state"], name="task_by_unit"),
            models.Index(fields=["area", "state"], name="task_by_area"),
        ]
        constraints = [
            TASK.constraint("state", "task_state_known"),
            models.CheckConstraint(
                name="task_given_to_one",
                condition=Q(unit__isnull=False, area__isnull=True) | Q(unit__isnull=True, area__isnull=False),
            ),
            models.CheckConstraint(
                name="task_finished_with_result",
                condition=~Q(state__in=(FINISHED, CONFIRMED))
                | (~Q(result="") & Q(finished_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="task_returned_with_reason", condition=~Q(state=RETURNED) | ~Q(words="")
            ),
            models.CheckConstraint(
                name="task_designated_stays", condition=~Q(state=RETURNED) | Q(designated=False)
            ),
            models.CheckConstraint(
                name="task_times_in_order",
                condition=(Q(signed_at__isnull=True) | Q(signed_at__gte=F("given_at")))
                & (Q(finished_at__isnull=True) | Q(finished_at__gte=F("given_at"))),
            ),
            models.UniqueConstraint(
                fields=["request", "unit"],
                condition=Q(state__in=TASK_OPEN) & Q(unit__isnull=False),
                name="task_open_once_per_unit",
                violation_error_message="这件事已经派给了这个单位，还没有办完。",
            ),
            models.UniqueConstraint(
                fields=["request", "area"],
                condition=Q(state__in=TASK_OPEN) & Q(area__isnull=False),
                name="task_open_once_per_area",
                violation_error_message="这件事已经派到了这里，还没有办完。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}→{self.unit_id or self.area_id}"
