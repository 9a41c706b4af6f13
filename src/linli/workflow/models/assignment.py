"""Who has a matter in hand, from when to when. Written by ``linli.workflow.assigning`` only."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.guards import GIVEN, frozen_rows
from linli.common.scoping import ScopeBy, ScopedModel
from linli.orgs.models import Area
from linli.people.models import Person

_GIVEN = ("target_type", "target_id", "area", "holder", "since", "why", "given_by_id")


@frozen_rows(name="assignment_given_stands", when={}, columns=_GIVEN)
@frozen_rows(name="assignment_ended_stands", when={"ended_at": GIVEN})
class Assignment(ScopedModel):
    """One person has one matter. It ends when the matter is done, or goes on to somebody else as a new row.

    A row is never deleted, and nothing of it changes but its end: who had what when can always be told.
    """

    scope: ClassVar = ScopeBy(area="area")

    target_type = models.CharField("对象类型", max_length=60)
    target_id = models.BigIntegerField("对象")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="经办人")
    since = models.DateTimeField("自")
    why = models.CharField("交办缘由", max_length=120)
    given_by_id = models.BigIntegerField("交办人账号", null=True, blank=True)
    ended_at = models.DateTimeField("至", null=True, blank=True)
    ended_why = models.CharField("怎么结束的", max_length=120, blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "经办"
        verbose_name_plural = "经办"
        indexes = [
            models.Index(
                fields=["holder", "target_type"],
                name="assignment_in_hand",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(fields=["target_type", "target_id"], name="assignment_by_target"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["target_type", "target_id"],
                condition=Q(ended_at__isnull=True),
                name="assignment_one_holder_at_a_time",
                violation_error_message="这件事已经有人在办。请先转交。",
            ),
            models.CheckConstraint(name="assignment_of_something", condition=~Q(target_type="")),
            models.CheckConstraint(name="assignment_has_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="assignment_ends_after_start",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("since")),
            ),
            models.CheckConstraint(
                name="assignment_end_has_why",
                condition=Q(ended_at__isnull=True, ended_why="")
                | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_type}:{self.target_id}"
