"""What was imported, when and by whom, and which rows were not taken. Written by ``rosters.importing`` only."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.guards import append_only
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area
from linli.people.models import Account


@append_only
class ImportRun(Record):
    """One file imported. Its rows are told by number, column and reason; what stood in them is not kept.

    kind:      of the roster (``rosters.Roster``). area: where the importer works; the district for the command line.
    account:   who imported; empty for the command line.
    mistakes:  of the rows not taken, ``[row, column, reason]``; ``wrong``: how many there were, of which the first
               are kept.
    file:      under which name the file itself still waits, for a day, for its importer to take the bad rows back.
    """

    scope: ClassVar = ScopeBy(area="area")

    kind = models.CharField("名册", max_length=40)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="谁的地区")
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name="导入人账号", null=True, blank=True
    )
    rows = models.PositiveIntegerField("行数")
    written = models.PositiveIntegerField("收下")
    known = models.PositiveIntegerField("已有")
    bad = models.PositiveIntegerField("没有收")
    wrong = models.PositiveIntegerField("几处错", default=0)
    mistakes = models.JSONField("哪里有错", default=list, blank=True)
    digest = models.CharField("文件摘要", max_length=64)
    file = models.CharField("暂存的文件", max_length=32, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "导入"
        verbose_name_plural = "导入"
        ordering = ["-recorded_at", "-pk"]
        indexes = [models.Index(fields=["area", "-recorded_at"], name="import_run_by_area")]
        constraints = [
            models.CheckConstraint(name="import_run_of_a_kind", condition=~Q(kind="") & ~Q(digest="")),
            models.CheckConstraint(
                name="import_run_loses_no_row", condition=Q(rows=F("written") + F("known") + F("bad"))
            ),
            models.CheckConstraint(
                name="import_run_bad_rows_say_why",
                condition=Q(bad=0, wrong=0) | Q(bad__gt=0, wrong__gte=F("bad")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:8]}"
