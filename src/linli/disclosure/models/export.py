"""Records taken along as a file: by whom, which, for what; and which persons stood in it."""

import json
import zlib
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.guards import GIVEN, append_only, frozen_rows
from linli.common.models import Record
from linli.common.scoping import ScopeBy, ScopedModel
from linli.disclosure.purposes import TO_EXPORT, to_export
from linli.disclosure.states import ASKED, DECLINED, EXPORT, READY, TAKEN
from linli.orgs.models import Area
from linli.people.models import Account, Household, Person

Subjects = dict[str, list[int]]  # "person" | "household" → ids, in order

ENDINGS = ("xlsx", "csv", "pdf", "zip")
ASKED_COLUMNS = (
    "account",
    "post",
    "post_area",
    "area",
    "kind",
    "title",
    "fields",
    "personal",
    "is_personal",
    "filters",
    "parameters",
    "ending",
    "purpose",
    "words",
    "expected_rows",
    "asked_at",
)


@frozen_rows(name="export_asked_stands", when={}, columns=ASKED_COLUMNS)
@frozen_rows(name="export_made_stands", when={"made_at": GIVEN}, columns=("made_at", "rows", "digest"))
class Export(Record):
    """What was asked stands from the first day, what was made from the day it was made; the row is never deleted.

    post, post_area: the post under which it is taken. area: what it is about; null for the log.
    kind:       who makes it (``linli.disclosure.making``), from ``parameters``.
    fields:     headings of the file; ``personal``: those that hold personal data (masked in the file).
    filters:    what narrowed the rows, in words.
    subjects_packed: persons and households of a file too long for rows of ``ExportSubject``.
    """

    scope: ClassVar = ScopeBy(area="post_area")

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name="导出人")
    post = models.CharField("职务", max_length=24)
    post_area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="任职地区")
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="数据地区"
    )
    kind = models.CharField("种类", max_length=40)
    title = models.CharField("导出内容", max_length=120)
    fields = models.JSONField("列", default=list)
    personal = models.JSONField("含个人信息的列", default=list)
    is_personal = models.BooleanField("含个人信息", default=False)
    filters = models.CharField("条件", max_length=300, blank=True)
    parameters = models.JSONField("条件（机器用）", default=dict)
    ending = models.CharField("格式", max_length=5, choices=[(each, each.upper()) for each in ENDINGS])
    purpose = models.CharField("用途", max_length=20, blank=True)
    words = models.CharField("用途说明", max_length=200, blank=True)
    expected_rows = models.PositiveIntegerField("申请时行数")
    asked_at = models.DateTimeField("申请时间")
    state = models.CharField(
        "状态", max_length=10, choices=EXPORT.choices, default=EXPORT.initial, editable=False
    )
    decided_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="第二人", editable=False
    )
    made_at = models.DateTimeField("成文时间", null=True, editable=False)
    rows = models.PositiveIntegerField("行数", null=True, editable=False)
    digest = models.CharField("摘要（SHA-256）", max_length=64, blank=True, editable=False)
    kept_until = models.DateTimeField("文件保留到", null=True, editable=False)
    subjects_packed = models.BinaryField("涉及的人和户", null=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "导出"
        verbose_name_plural = "导出"
        indexes = [
            models.Index(fields=["account", "asked_at"], name="export_by_account"),
            models.Index(
                fields=["made_at"], name="export_of_many", condition=Q(subjects_packed__isnull=False)
            ),
        ]
        constraints = [
            EXPORT.constraint("state", "export_state_known"),
            models.CheckConstraint(name="export_ending_known", condition=Q(ending__in=ENDINGS)),
            models.CheckConstraint(
                name="export_purpose_known", condition=Q(purpose__in=["", *(each.code for each in TO_EXPORT)])
            ),
            models.CheckConstraint(
                name="export_personal_has_purpose", condition=Q(is_personal=False) | ~Q(purpose="")
            ),
            models.CheckConstraint(
                name="export_second_person_is_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("account")),
            ),
            models.CheckConstraint(
                name="export_made_whole",
                condition=Q(made_at__isnull=True, rows__isnull=True, digest="")
                | (Q(made_at__isnull=False, rows__isnull=False) & ~Q(digest="")),
            ),
            models.CheckConstraint(
                name="export_out_only_when_made",
                condition=~Q(state__in=(TAKEN, READY)) | Q(made_at__isnull=False),
            ),
            models.CheckConstraint(
                name="export_approved_by_somebody",
                condition=Q(state__in=(ASKED, TAKEN, DECLINED)) | Q(decided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def purpose_label(self) -> str:
        """In words; "" where none was asked for."""
        return to_export(self.purpose).label if self.purpose else ""

    def packed_subjects(self) -> Subjects:
        """Those of a long file."""
        if self.subjects_packed is None:
            return {}
        found: Subjects = json.loads(zlib.decompress(bytes(self.subjects_packed)))
        return found


@append_only
class ExportSubject(ScopedModel):
    """A person or household that stood in an export."""

    scope: ClassVar = ScopeBy(area="export__post_area")

    export = models.ForeignKey(Export, on_delete=models.PROTECT, related_name="+", verbose_name="导出")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="人员"
    )
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="户"
    )

    class Meta(ScopedModel.Meta):
        verbose_name = "导出涉及的人或户"
        verbose_name_plural = "导出涉及的人或户"
        constraints = [
            models.CheckConstraint(
                name="export_subject_is_one",
                condition=Q(person__isnull=False, household__isnull=True)
                | Q(person__isnull=True, household__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.export_id} {self.person_id or self.household_id}"
