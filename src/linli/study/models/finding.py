"""Findings of guidance: a problem told to a unit in writing, put right, verified by somebody else, closed (销号)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.people.models import Person
from linli.study import states
from linli.study.models.guidance import GuidanceVisit, GuidedUnit


class FindingCategory(models.TextChoices):
    """What is wrong."""

    SHALLOW = "shallow", "学习不深入"
    IRREGULAR = "irregular", "组织不规范"
    DETACHED = "detached", "结合不紧"
    FORMALISM = "formalism", "形式主义"
    CONDUCT = "conduct", "作风"
    OTHER = "other", "其他"


class Severity(models.TextChoices):
    """How bad it is."""

    ORDINARY = "ordinary", "一般"
    SERIOUS = "serious", "较重"
    MAJOR = "major", "重大"


class Verdict(models.TextChoices):
    """What verification found."""

    PASSED = "passed", "通过"
    RETURNED = "returned", "退回"


RECTIFIED = (states.TO_VERIFY, states.RETURNED, states.CLOSED)


def _person(label: str) -> "models.ForeignKey[Person | None, Person | None]":
    return models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


class Finding(Record):
    """One problem of one unit. Who put it right never verifies it (domain.md 2.1 R3); feedback is in writing (R4).

    A lead on a disciplinary violation leaves: handed over, its text is empty and only the stub stays.
    """

    scope: ClassVar = ScopeBy(area="unit__organisation__area", day="closed_on")

    unit = models.ForeignKey(
        GuidedUnit, on_delete=models.PROTECT, related_name="findings", verbose_name="单位"
    )
    visit = models.ForeignKey(
        GuidanceVisit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name="督导",
    )
    state = models.CharField(
        "状态", max_length=16, choices=states.FINDING.choices, default=states.REGISTERED, editable=False
    )
    category = models.CharField("类别", max_length=16, choices=FindingCategory)
    severity = models.CharField("程度", max_length=16, choices=Severity)
    description = models.TextField("问题", blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)
    found_on = models.DateField("发现日期")
    fed_back_on = models.DateField("反馈日期", null=True, blank=True)
    feedback_no = models.CharField("反馈单编号", max_length=40, blank=True)
    due_on = models.DateField("整改期限", null=True, blank=True)
    owner = _person("整改责任人")
    measures = models.TextField("整改措施", blank=True)
    extended_to = models.DateField("延期至", null=True, blank=True)
    extension_reason = models.CharField("延期理由", max_length=200, blank=True)
    extension_by = _person("延期批准人")
    rectified_on = models.DateField("整改完成日期", null=True, blank=True)
    rectified_by = _person("整改人")
    evidence = models.TextField("整改情况", blank=True)
    verifier = _person("核验人")
    verified_on = models.DateField("核验日期", null=True, blank=True)
    verdict = models.CharField("核验结论", max_length=16, blank=True, choices=Verdict)
    verdict_note = models.CharField("退回理由", max_length=200, blank=True)
    closed_on = models.DateField("销号日期", null=True, blank=True)
    handed_over_to = models.CharField("移交机关", max_length=60, blank=True)
    handed_over_on = models.DateField("移交日期", null=True, blank=True)
    recurrence_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="再次发生，原问题",
    )

    class Meta(Record.Meta):
        verbose_name = "问题"
        verbose_name_plural = "问题"
        indexes = [models.Index(fields=["closed_on", "state"], name="finding_by_closing")]
        constraints = [
            states.FINDING.constraint("state", "finding_state_known"),
            models.CheckConstraint(
                name="finding_category_known", condition=Q(category__in=FindingCategory.values)
            ),
            models.CheckConstraint(name="finding_severity_known", condition=Q(severity__in=Severity.values)),
            models.CheckConstraint(
                name="finding_verdict_known", condition=Q(verdict__in=["", *Verdict.values])
            ),
            models.CheckConstraint(
                name="finding_fed_back_in_writing",
                condition=Q(state__in=[states.REGISTERED, states.HANDED_OVER])
                | (Q(fed_back_on__isnull=False, due_on__isnull=False) & ~Q(feedback_no="")),
                violation_error_message="反馈要写反馈单：填反馈日期、编号和整改期限。",
            ),
            models.CheckConstraint(
                name="finding_rectified_by_somebody",
                condition=~Q(state__in=RECTIFIED) | Q(rectified_on__isnull=False, rectified_by__isnull=False),
            ),
            models.CheckConstraint(
                name="finding_two_persons",
                condition=Q(verifier__isnull=True)
                | Q(rectified_by__isnull=True)
                | ~Q(verifier=F("rectified_by")),
                violation_error_message="整改人不能核验自己的整改（两人原则）。请换一位核验人。",
            ),
            models.CheckConstraint(
                name="finding_closed_is_verified",
                condition=(~Q(state=states.CLOSED) & Q(closed_on__isnull=True))
                | Q(
                    state=states.CLOSED,
                    closed_on__isnull=False,
                    verifier__isnull=False,
                    verified_on__isnull=False,
                    verdict=Verdict.PASSED,
                ),
            ),
            models.CheckConstraint(
                name="finding_returned_has_reason",
                condition=~Q(state=states.RETURNED)
                | (Q(verdict=Verdict.RETURNED, verifier__isnull=False) & ~Q(verdict_note="")),
            ),
            models.CheckConstraint(
                name="finding_extension_approved",
                condition=Q(extended_to__isnull=True, extension_reason="", extension_by__isnull=True)
                | (
                    Q(
                        extended_to__isnull=False,
                        due_on__isnull=False,
                        extended_to__gt=F("due_on"),
                        extension_by__isnull=False,
                    )
                    & ~Q(extension_reason="")
                ),
                violation_error_message="延期只有一次，要有理由和批准人，并晚于原期限。",
            ),
            models.CheckConstraint(
                name="finding_extended_has_date",
                condition=~Q(state=states.EXTENDED) | Q(extended_to__isnull=False),
            ),
            models.CheckConstraint(
                name="finding_days_in_order",
                condition=(Q(fed_back_on__isnull=True) | Q(fed_back_on__gte=F("found_on")))
                & (Q(due_on__isnull=True) | Q(fed_back_on__isnull=False, due_on__gte=F("fed_back_on")))
                & (
                    Q(rectified_on__isnull=True)
                    | Q(fed_back_on__isnull=False, rectified_on__gte=F("fed_back_on"))
                )
                & (
                    Q(verified_on__isnull=True)
                    | Q(rectified_on__isnull=False, verified_on__gte=F("rectified_on"))
                )
                & (Q(closed_on__isnull=True) | Q(verified_on__isnull=False, closed_on__gte=F("verified_on"))),
                violation_error_message="日期要按发现、反馈、整改、核验、销号的先后。",
            ),
            models.CheckConstraint(
                name="finding_handed_over_is_stub",
                condition=(
                    ~Q(state=states.HANDED_OVER)
                    & Q(handed_over_on__isnull=True, handed_over_to="")
                    & ~Q(description="")
                )
                | (
                    Q(
                        state=states.HANDED_OVER,
                        handed_over_on__isnull=False,
                        description="",
                        basis="",
                        measures="",
                        evidence="",
                        verdict_note="",
                        extension_reason="",
                    )
                    & ~Q(handed_over_to="")
                ),
                violation_error_message="移交的线索只留“已移交”，内容要清空。",
            ),
            models.CheckConstraint(
                name="finding_recurs_of_another",
                condition=Q(recurrence_of__isnull=True) | ~Q(recurrence_of=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} {self.found_on}"
