"""The agreement: who owes what by when, who signed, what was done, what the court said (第二十八至三十三条)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.money import yuan
from linli.common.scoping import ScopeBy
from linli.mediation.models.case import DisputeCase
from linli.mediation.models.committee import Committee
from linli.mediation.models.party import Party
from linli.people.models import Person


class Form(models.TextChoices):
    """Written, or spoken and noted (第二十八条)."""

    WRITTEN = "written", "书面"
    ORAL = "oral", "口头（登记）"


class Agreement(Record):
    """One agreement of one case. In force from ``effective_on``: a written one when everybody signed, the mediator
    signed and the committee sealed it (第二十九条), a spoken one when it was reached (第三十条).

    ``drafted_on``: the day it was written down as it reads now; None in files older than that question.
    ``year`` and ``serial`` are given when it takes effect, per committee and year, without gaps.
    """

    scope: ClassVar = ScopeBy(area="case__community")

    case = models.OneToOneField(
        DisputeCase, on_delete=models.PROTECT, related_name="agreement", verbose_name="案件"
    )
    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="agreements", verbose_name="调委会"
    )
    form = models.CharField("形式", max_length=8, choices=Form)
    facts = models.TextField("纠纷主要事实", max_length=3000)
    issues = models.TextField("争议事项", max_length=1000)
    copies = models.PositiveSmallIntegerField("份数", default=3)
    mediator = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="人民调解员"
    )
    recorder = models.CharField("记录人", max_length=40, blank=True)
    mediator_signed_on = models.DateField("调解员签字", null=True, blank=True, editable=False)
    sealed_on = models.DateField("调委会盖章", null=True, blank=True, editable=False)
    is_electronic = models.BooleanField("电子签名", default=False)
    drafted_on = models.DateField("写成", null=True, blank=True, editable=False)
    year = models.PositiveSmallIntegerField("编号年份", null=True, blank=True, editable=False)
    serial = models.PositiveIntegerField("编号序号", null=True, blank=True, editable=False)
    effective_on = models.DateField("生效", null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "调解协议"
        verbose_name_plural = "调解协议"
        constraints = [
            models.CheckConstraint(
                name="agreement_form_known",
                condition=Q(form__in=Form.values),
                violation_error_message="协议形式请选书面或口头。",
            ),
            models.CheckConstraint(
                name="agreement_says_what_it_is_about",
                condition=~Q(facts="") & ~Q(issues=""),
                violation_error_message="请写明纠纷主要事实和争议事项。",
            ),
            models.CheckConstraint(
                name="agreement_numbered_iff_in_force",
                condition=Q(effective_on__isnull=True, year__isnull=True, serial__isnull=True)
                | Q(effective_on__isnull=False, year__isnull=False, serial__isnull=False, serial__gte=1),
                violation_error_message="协议生效才有编号，编号和生效日期要一起有。",
            ),
            models.CheckConstraint(
                name="agreement_written_is_signed_and_sealed",
                condition=Q(effective_on__isnull=True)
                | Q(form=Form.ORAL)
                | Q(mediator_signed_on__isnull=False, sealed_on__isnull=False, mediator__isnull=False),
                violation_error_message="书面协议要有人民调解员签名、调委会盖章才生效。依据：《人民调解法》第二十九条。",
            ),
            models.CheckConstraint(
                name="agreement_spoken_is_not_electronic",
                condition=Q(is_electronic=False) | Q(form=Form.WRITTEN),
                violation_error_message="口头协议没有电子签名，请选书面。",
            ),
            models.CheckConstraint(
                name="agreement_in_force_after_its_seal",
                condition=Q(effective_on__isnull=True)
                | Q(sealed_on__isnull=True)
                | Q(effective_on__gte=F("sealed_on")),
                violation_error_message="生效不能早于盖章，请核对日期。",
            ),
            models.CheckConstraint(
                name="agreement_sealed_after_its_draft",
                condition=Q(drafted_on__isnull=True)
                | (
                    (Q(sealed_on__isnull=True) | Q(sealed_on__gte=F("drafted_on")))
                    & (Q(effective_on__isnull=True) | Q(effective_on__gte=F("drafted_on")))
                ),
                violation_error_message="盖章和生效不能早于协议写成的那一天，请核对日期。",
            ),
            models.UniqueConstraint(
                fields=["committee", "year", "serial"],
                name="agreement_number_once_a_year",
                violation_error_message="这个协议编号今年已经用过，请再办一次，由系统重新编号。",
            ),
        ]

    def __str__(self) -> str:
        return self.number or "未生效的协议"

    @property
    def number(self) -> str:
        """``（2024）高人调协字第3号``; "" before it is in force."""
        return f"（{self.year}）{self.committee.mark}人调协字第{self.serial}号" if self.serial else ""


class Clause(Record):
    """Who owes what, by when, in which way. Money in fen."""

    scope: ClassVar = ScopeBy(area="agreement__case__community")

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="clauses", verbose_name="协议"
    )
    serial = models.PositiveSmallIntegerField("第几条", editable=False)
    obligor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="谁来履行")
    obligee = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="向谁履行"
    )
    duty = models.CharField("做什么", max_length=300)
    amount_fen = models.BigIntegerField("金额（分）", null=True, blank=True)
    due_on = models.DateField("最迟")
    way = models.CharField("怎么履行", max_length=80)
    performed_on = models.DateField("已履行", null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "协议条款"
        verbose_name_plural = "协议条款"
        constraints = [
            models.CheckConstraint(
                name="clause_says_what_and_how",
                condition=~Q(duty="") & ~Q(way=""),
                violation_error_message="每一条都要写明做什么、怎么履行。",
            ),
            models.CheckConstraint(
                name="clause_amount_positive",
                condition=Q(amount_fen__isnull=True) | Q(amount_fen__gt=0),
                violation_error_message="金额要大于 0；不涉及金额的不填。",
            ),
            models.CheckConstraint(
                name="clause_owed_to_another",
                condition=Q(obligee__isnull=True) | ~Q(obligee=F("obligor")),
                violation_error_message="履行的一方和接受的一方不能是同一人。",
            ),
            models.UniqueConstraint(
                fields=["agreement", "serial"],
                name="clause_numbered_once",
                violation_error_message="这一条已经写过，请再办一次。",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.serial}条"

    @property
    def amount(self) -> str:
        """In yuan, ``1200.00``; "" where no money is owed."""
        return yuan(self.amount_fen) if self.amount_fen is not None else ""


class Signature(Record):
    """One party's hand under the agreement."""

    scope: ClassVar = ScopeBy(area="agreement__case__community")

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="signatures", verbose_name="协议"
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="当事人")
    way = models.CharField(
        "方式",
        max_length=12,
        choices=[("hand", "签名"), ("seal", "盖章"), ("finger", "按指印"), ("electronic", "电子签名")],
    )
    by_agent = models.BooleanField("代理人签", default=False)
    signed_on = models.DateField("签字日期")

    class Meta(Record.Meta):
        verbose_name = "签字"
        verbose_name_plural = "签字"
        constraints = [
            models.CheckConstraint(
                name="signature_way_known",
                condition=Q(way__in=("hand", "seal", "finger", "electronic")),
                violation_error_message="签字方式请选签名、盖章、按指印或电子签名。",
            ),
            models.UniqueConstraint(
                fields=["agreement", "party"],
                name="signature_once_per_party",
                violation_error_message="这一方已经签过字。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.signed_on}"


class Performance(Record):
    """What was done on one clause, and what shows it (收条、汇款单)."""

    scope: ClassVar = ScopeBy(area="clause__agreement__case__community")

    clause = models.ForeignKey(
        Clause, on_delete=models.PROTECT, related_name="performances", verbose_name="条款"
    )
    done_on = models.DateField("日期")
    amount_fen = models.BigIntegerField("金额（分）", null=True, blank=True)
    is_complete = models.BooleanField("这一条已履行完", default=True)
    evidence = models.CharField("凭证", max_length=120)

    class Meta(Record.Meta):
        verbose_name = "履行记录"
        verbose_name_plural = "履行记录"
        constraints = [
            models.CheckConstraint(
                name="performance_shown_by_something",
                condition=~Q(evidence=""),
                violation_error_message="请写明凭证，例如：收条、汇款单。",
            ),
            models.CheckConstraint(
                name="performance_amount_positive",
                condition=Q(amount_fen__isnull=True) | Q(amount_fen__gt=0),
                violation_error_message="金额要大于 0；不涉及金额的不填。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.done_on}"


class CourtResult(models.TextChoices):
    """What the court decided."""

    CONFIRMED = "confirmed", "确认有效"
    REFUSED = "refused", "不予确认"
    DECLINED = "declined", "不予受理"
    WITHDRAWN = "withdrawn", "撤回申请"


class Confirmation(Record):
    """The joint application for judicial confirmation (第三十三条): within 30 days, free, by all parties together."""

    scope: ClassVar = ScopeBy(area="agreement__case__community")

    agreement = models.OneToOneField(
        Agreement, on_delete=models.PROTECT, related_name="confirmation", verbose_name="协议"
    )
    court = models.CharField("法院", max_length=60)
    applied_on = models.DateField("共同申请")
    accepted_on = models.DateField("法院受理", null=True, blank=True)
    decided_on = models.DateField("法院作出决定", null=True, blank=True)
    result = models.CharField("结果", max_length=10, choices=CourtResult, blank=True)
    document = models.CharField("裁定书编号", max_length=60, blank=True)

    class Meta(Record.Meta):
        verbose_name = "司法确认"
        verbose_name_plural = "司法确认"
        constraints = [
            models.CheckConstraint(
                name="confirmation_result_iff_decided",
                condition=Q(decided_on__isnull=True, result="")
                | Q(decided_on__isnull=False, result__in=CourtResult.values),
                violation_error_message="法院的结果和作出决定的日期要一起填。",
            ),
            models.CheckConstraint(
                name="confirmation_days_in_order",
                condition=(Q(accepted_on__isnull=True) | Q(accepted_on__gte=F("applied_on")))
                & (Q(decided_on__isnull=True) | Q(decided_on__gte=F("applied_on")))
                & (
                    Q(decided_on__isnull=True)
                    | Q(accepted_on__isnull=True)
                    | Q(decided_on__gte=F("accepted_on"))
                ),
                violation_error_message="日期前后不对：先共同申请，再由法院受理，最后作出决定。",
            ),
            models.CheckConstraint(
                name="confirmation_confirmed_by_a_paper",
                condition=~Q(result=CourtResult.CONFIRMED) | (~Q(document="") & Q(accepted_on__isnull=False)),
                violation_error_message="确认有效的，要填裁定书编号和法院受理日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.get_result_display() or "已申请"


class FollowUp(Record):
    """A visit after the agreement, to see how it holds."""

    scope: ClassVar = ScopeBy(area="case__community")

    case = models.ForeignKey(
        DisputeCase, on_delete=models.PROTECT, related_name="follow_ups", verbose_name="案件"
    )
    serial = models.PositiveSmallIntegerField("第几次", editable=False)
    due_on = models.DateField("应回访")
    done_on = models.DateField("回访日期", null=True, blank=True, editable=False)
    visited = models.CharField("回访了谁", max_length=80, blank=True)
    cause = models.CharField("回访事由", max_length=120, blank=True)
    performed_percent = models.PositiveSmallIntegerField("履行了多少（%）", null=True, blank=True)
    satisfaction = models.CharField(
        "当事人满意吗",
        max_length=12,
        blank=True,
        choices=[("satisfied", "满意"), ("fairly", "基本满意"), ("dissatisfied", "不满意")],
    )
    in_court = models.BooleanField("就协议起诉", default=False)
    risk = models.CharField("有什么隐患", max_length=200, blank=True)
    measures = models.CharField("采取的措施", max_length=200, blank=True)
    by = models.CharField("回访人", max_length=40, blank=True)

    class Meta(Record.Meta):
        verbose_name = "回访"
        verbose_name_plural = "回访"
        indexes = [models.Index(fields=["due_on", "done_on"], name="follow_up_by_due")]
        constraints = [
            models.CheckConstraint(
                name="follow_up_done_is_told",
                condition=Q(done_on__isnull=True, performed_percent__isnull=True, satisfaction="", by="")
                | (Q(done_on__isnull=False, performed_percent__lte=100) & ~Q(by="") & ~Q(satisfaction="")),
                violation_error_message="回访要写明履行了多少（百分之 0 到 100）、满意不满意、谁去回访的。",
            ),
            models.CheckConstraint(
                name="follow_up_risk_is_answered",
                condition=Q(risk="", measures="") | (~Q(risk="") & ~Q(measures="")),
                violation_error_message="有隐患的，要写采取了什么措施；写了措施的，也要写明有什么隐患。",
            ),
            models.UniqueConstraint(
                fields=["case", "serial"],
                name="follow_up_numbered_once",
                violation_error_message="这一次回访已经排好，请再办一次。",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.serial}次回访"
