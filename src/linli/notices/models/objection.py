"""Questions about a posting, by anybody, and their one public answer (domain.md P10)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.guards import GIVEN, frozen_rows
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.notices.models.posting import Posting


@frozen_rows(
    name="objection_stands",
    when={},
    columns=("ref", "posting", "text", "is_public", "asked_at", "provenance"),
)
@frozen_rows(
    name="objection_answered_once",
    when={"answered_at": GIVEN},
    columns=("answer", "withheld", "answered_at", "answered_by_id"),
)
class Objection(Record):
    """提出疑问. Its words never change; it gets one answer. Name and contact may be erased, as the law asks.

    is_public: the asker agrees that the question is read beside its answer. It is read only once answered:
               nobody's words go up unread, and every answer does.
    withheld:  why the words of a public question are kept back (a neighbour's telephone number), itself public.
    """

    scope: ClassVar = ScopeBy(area="posting__area", day="posting__posted_on", also="notices.view")

    posting = models.ForeignKey(
        Posting, on_delete=models.PROTECT, related_name="objections", verbose_name="公示"
    )
    text = models.TextField("疑问", max_length=500)
    asker = models.CharField("称呼", max_length=20, blank=True)
    contact_sealed = models.BinaryField("联系方式（密文）", null=True, editable=False)
    is_public = models.BooleanField("同意公开疑问", default=True)
    asked_at = models.DateTimeField("提出时间")
    answer = models.TextField("答复", max_length=1000, blank=True)
    withheld = models.CharField("不公开原文的理由", max_length=60, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    answered_by_id = models.BigIntegerField("答复人账号", null=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "疑问"
        verbose_name_plural = "疑问"
        indexes = [
            models.Index(
                fields=["posting"], name="objection_unanswered", condition=Q(answered_at__isnull=True)
            )
        ]
        constraints = [
            models.CheckConstraint(name="objection_asks_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="objection_answer_whole",
                condition=Q(answered_at__isnull=True, answered_by_id__isnull=True, answer="", withheld="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="objection_answered_afterwards",
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("asked_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref}（{self.posting}）"

    @property
    def is_readable(self) -> bool:
        """Whether everybody may read the question's own words."""
        return self.is_public and self.answered_at is not None and not self.withheld
