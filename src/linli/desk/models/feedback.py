"""意见与投诉 about the platform itself (domain.md G8, P5): what is wrong with a page, and what came of it.

Whoever says that a form is a burden must not be found by it. So no row, of whatever kind, holds an account, a person,
a place below the district or an hour: there is no column to join on. The answer is read under the row's own reference,
which only the writer was given.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.refs import RefField
from linli.common.scoping import ScopeBy, ScopedModel
from linli.orgs.models import Area


class FeedbackKind(models.TextChoices):
    """What is said."""

    BURDEN = "burden", "这个表单是负担"
    WRONG = "wrong", "页面有错"
    IDEA = "idea", "建议"
    COMPLAINT = "complaint", "投诉"


class Feedback(ScopedModel):
    """One opinion. ``area`` is the district, whose staff answer. Written by ``desk.feedback``.

    page:        path of the page without its query.
    form:        code of the form it is about (``linli.common.form_time``), where it is about one.
    by_resident: given on the public page, without an account; not who.
    contact:     how to reach the writer, encrypted, only if they wish; never with 这个表单是负担. Erased in time.
    """

    scope: ClassVar = ScopeBy(area="area")

    ref = RefField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="区")
    kind = models.CharField("类别", max_length=12, choices=FeedbackKind)
    page = models.CharField("哪一页", max_length=200, blank=True)
    form = models.CharField("哪个表单", max_length=60, blank=True)
    by_resident = models.BooleanField("居民提出", default=False)
    text = models.CharField("意见", max_length=1000)
    contact_sealed = models.BinaryField("联系方式（密文）", null=True, editable=False)
    given_on = models.DateField("提出日期")
    answer = models.CharField("答复", max_length=1000, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "意见与投诉"
        verbose_name_plural = "意见与投诉"
        indexes = [models.Index(fields=["answered_on", "given_on"], name="feedback_by_answer")]
        constraints = [
            models.CheckConstraint(name="feedback_kind_known", condition=Q(kind__in=FeedbackKind.values)),
            models.CheckConstraint(name="feedback_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="feedback_burden_leads_to_nobody",
                condition=~Q(kind=FeedbackKind.BURDEN) | Q(contact_sealed__isnull=True),
            ),
            models.CheckConstraint(
                name="feedback_answer_whole",
                condition=Q(answer="", answered_on__isnull=True)
                | (~Q(answer="") & Q(answered_on__isnull=False, answered_on__gte=F("given_on"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.given_on}"
