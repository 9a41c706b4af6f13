"""Dispute cases: accepted, mediated, closed with one outcome (人民调解法; domain.md 4.3)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.mediation.states import CASE, CLOSED_STAGES
from linli.orgs.models import Area, Theme


class CaseSource(models.TextChoices):
    """Where the case came from."""

    APPLICATION = "application", "当事人申请"
    INITIATIVE = "initiative", "主动调解"
    ENTRUSTED = "entrusted", "委托移送"
    GRID = "grid", "网格转来"
    HOTLINE = "hotline", "12345 热线转来"
    COURT = "court", "法院委派"
    POLICE = "police", "公安移交"


class DisputeKind(models.TextChoices):
    """Kinds of the 司法部 statistical report, and illegal building."""

    FAMILY = "family", "婚姻家庭"
    NEIGHBOURS = "neighbours", "邻里"
    HOUSING = "housing", "房屋宅基地"
    CONTRACT = "contract", "合同"
    BUSINESS = "business", "生产经营"
    DAMAGE = "damage", "损害赔偿"
    LAND = "land", "山林土地"
    RESETTLEMENT = "resettlement", "征地拆迁"
    POLLUTION = "pollution", "环境污染"
    LABOUR = "labour", "劳动争议"
    CONSUMER = "consumer", "消费"
    MEDICAL = "medical", "医疗"
    TRAFFIC = "traffic", "道路交通事故"
    PROPERTY = "property", "物业"
    VILLAGE = "village", "村务管理"
    ONLINE = "online", "电子商务"
    ILLEGAL_BUILDING = "illegal_building", "违法建设"
    OTHER = "other", "其他"


class Intensity(models.TextChoices):
    """How hard a case is."""

    SIMPLE = "simple", "简易"
    ORDINARY = "ordinary", "一般"
    HARD = "hard", "疑难"
    GRAVE = "grave", "重大"


class Special(models.TextChoices):
    """Matters for which the law closes a way: no judicial confirmation, or no electronic form."""

    NONE = "none", "都不是"
    MARRIAGE = "marriage", "婚姻关系"
    ADOPTION = "adoption", "收养关系"
    IDENTITY = "identity", "身份关系"
    INHERITANCE = "inheritance", "继承"
    UTILITIES = "utilities", "停水停电停气停热"


UNCONFIRMABLE = (Special.MARRIAGE, Special.ADOPTION, Special.IDENTITY)
"""No judicial confirmation (最高法《关于人民调解协议司法确认程序的若干规定》第四条)."""
PAPER_ONLY = (Special.MARRIAGE, Special.ADOPTION, Special.INHERITANCE, Special.UTILITIES)
"""No electronic form (《电子签名法》第三条)."""


class Escalation(models.TextChoices):
    """To whom a danger was reported (第二十五条)."""

    POLICE = "police", "公安机关"
    PREVENTION = "prevention", "街道和有关部门（采取预防措施）"


class Outcome(models.TextChoices):
    """How a case closed. An advisory vote never sets it (domain.md 4.3.6, rule 2)."""

    AGREED = "agreed", "达成协议"
    FAILED = "failed", "未达成"
    ENDED = "ended", "终止"
    DECLINED = "declined", "不予受理"
    TRANSFERRED = "transferred", "移送"


MEDIATED = (Outcome.AGREED, Outcome.FAILED, Outcome.ENDED)
"""Outcomes of a case that was mediated: the denominator of the success rate."""


class DisputeCase(Record):
    """One case of one community. ``summary`` names nobody; money in fen; no fee anywhere (第四条)."""

    scope: ClassVar = ScopeBy(area="community", day="closed_on", also="mediation.view")

    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="社区（村）")
    year = models.PositiveSmallIntegerField("案号年份", null=True, blank=True, editable=False)
    serial = models.PositiveIntegerField("案号序号", null=True, blank=True, editable=False)
    mark = models.CharField("案号用字", max_length=4, blank=True, editable=False)
    source = models.CharField("案件来源", max_length=12, choices=CaseSource)
    kind = models.CharField("纠纷类型", max_length=20, choices=DisputeKind)
    intensity = models.CharField("难易", max_length=10, choices=Intensity, default=Intensity.ORDINARY)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主题"
    )
    special = models.CharField("特殊事项", max_length=12, choices=Special, default=Special.NONE)
    title = models.CharField("标题（不写姓名）", max_length=60, blank=True)
    summary = models.CharField("纠纷简况（不写姓名）", max_length=300, blank=True)
    place = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="小区或楼栋"
    )
    account = models.TextField("详细经过（只有办案人员看得到）", max_length=4000, blank=True)
    claims = models.JSONField("申请事项", default=list, blank=True)
    parties_count = models.PositiveSmallIntegerField("当事人数", default=2)
    is_public = models.BooleanField("公开调解", default=False)
    may_escalate = models.BooleanField("有激化可能，已报公安", default=False)
    amount_fen = models.BigIntegerField("涉及金额（分）", null=True, blank=True)
    escalated_to = models.CharField("已报告", max_length=10, choices=Escalation, blank=True, editable=False)
    escalated_on = models.DateField("报告日期", null=True, blank=True, editable=False)
    registered_on = models.DateField("登记")
    accepted_on = models.DateField("受理", null=True, blank=True)
    due_on = models.DateField("应办结", null=True, blank=True)
    stage = models.CharField(
        "阶段", max_length=16, choices=CASE.choices, default=CASE.initial, editable=False
    )
    outcome = models.CharField("结果", max_length=12, choices=Outcome, blank=True, editable=False)
    outcome_reason = models.CharField("结果说明", max_length=200, blank=True)
    closed_on = models.DateField("结案", null=True, blank=True, editable=False)
    remedies_told_on = models.DateField("已告知其他解决途径", null=True, blank=True, editable=False)
    extended_on = models.DateField("双方同意延长", null=True, blank=True, editable=False)
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="反复前的案件"
    )

    class Meta(Record.Meta):
        verbose_name = "调解案件"
        verbose_name_plural = "调解案件"
        indexes = [
            models.Index(fields=["closed_on", "outcome", "community"], name="dispute_case_by_closing"),
            models.Index(fields=["community", "stage", "due_on"], name="dispute_case_by_community"),
        ]
        constraints = [
            models.CheckConstraint(
                name="dispute_case_source_known",
                condition=Q(source__in=CaseSource.values),
                violation_error_message="案件来源不在目录里，请从列出的来源里选。",
            ),
            models.CheckConstraint(
                name="dispute_case_kind_known",
                condition=Q(kind__in=DisputeKind.values),
                violation_error_message="纠纷类型不在目录里，请从列出的类型里选。",
            ),
            models.CheckConstraint(
                name="dispute_case_intensity_known",
                condition=Q(intensity__in=Intensity.values),
                violation_error_message="难易请选简易、一般、疑难或重大。",
            ),
            CASE.constraint("stage", "dispute_case_stage_known", said="案件没有这个阶段。"),
            models.CheckConstraint(
                name="dispute_case_outcome_iff_closed",
                condition=Q(closed_on__isnull=True, outcome="")
                | Q(closed_on__isnull=False, outcome__in=Outcome.values),
                violation_error_message="结案要同时写明结果和日期；没有结案的没有结果。",
            ),
            models.CheckConstraint(
                name="dispute_case_stage_fits_closing",
                condition=Q(closed_on__isnull=True) & ~Q(stage__in=CLOSED_STAGES)
                | Q(closed_on__isnull=False, stage__in=CLOSED_STAGES),
                violation_error_message="案件的阶段和结案日期对不上：结了案的才有结案日期。",
            ),
            models.CheckConstraint(
                name="dispute_case_accepted_iff_numbered",
                condition=Q(
                    accepted_on__isnull=True, due_on__isnull=True, year__isnull=True, serial__isnull=True
                )
                | Q(
                    accepted_on__isnull=False,
                    due_on__isnull=False,
                    year__isnull=False,
                    serial__isnull=False,
                    serial__gte=1,
                ),
                violation_error_message="受理日期、应办结日期和案号要一起有。",
            ),
            models.CheckConstraint(
                name="dispute_case_mark_within_number",
                condition=Q(mark="") | Q(serial__isnull=False),
                violation_error_message="没有受理的案件没有案号用字。",
            ),
            models.CheckConstraint(
                name="dispute_case_mediated_was_accepted",
                condition=~Q(outcome__in=MEDIATED) | Q(accepted_on__isnull=False),
                violation_error_message="没有受理的案件不能按达成、未达成或终止结案，请按不予受理或移送办。",
            ),
            models.CheckConstraint(
                name="dispute_case_declined_not_accepted",
                condition=~Q(outcome=Outcome.DECLINED) | Q(accepted_on__isnull=True),
                violation_error_message="已经受理的案件不能再不予受理，请按终止或移送办。",
            ),
            models.CheckConstraint(
                name="dispute_case_without_agreement_says_why",
                condition=Q(outcome__in=("", Outcome.AGREED)) | ~Q(outcome_reason=""),
                violation_error_message="没有达成协议的，要写明原因。",
            ),
            models.CheckConstraint(
                name="dispute_case_dates_in_order",
                condition=(Q(accepted_on__isnull=True) | Q(accepted_on__gte=F("registered_on")))
                & (Q(due_on__isnull=True) | Q(due_on__gt=F("accepted_on")))
                & (Q(closed_on__isnull=True) | Q(closed_on__gte=F("registered_on")))
                & (
                    Q(closed_on__isnull=True)
                    | Q(accepted_on__isnull=True)
                    | Q(closed_on__gte=F("accepted_on"))
                ),
                violation_error_message="日期前后不对：受理和结案不能早于登记，结案不能早于受理，应办结要在受理以后。",
            ),
            models.CheckConstraint(
                name="dispute_case_special_known",
                condition=Q(special__in=Special.values),
                violation_error_message="特殊事项不在目录里，请从列出的里面选。",
            ),
            models.CheckConstraint(
                name="dispute_case_other_remedies_told",
                condition=~Q(outcome__in=(Outcome.FAILED, Outcome.ENDED, Outcome.DECLINED))
                | Q(remedies_told_on__isnull=False),
                violation_error_message="未达成、终止或不予受理的，要同时告知当事人其他解决途径"
                "（《人民调解法》第二十六条）。",
            ),
            models.CheckConstraint(
                name="dispute_case_escalated_to_somebody",
                condition=Q(escalated_on__isnull=True, escalated_to="")
                | Q(escalated_on__isnull=False, escalated_to__in=Escalation.values, may_escalate=True),
                violation_error_message="有激化可能的，要写明报告给谁、哪天报告。",
            ),
            models.CheckConstraint(
                name="dispute_case_not_its_own_relapse",
                condition=Q(previous__isnull=True) | ~Q(previous=F("pk")),
                violation_error_message="一个案件不能是它自己的反复。",
            ),
            models.CheckConstraint(
                name="dispute_case_has_two_parties",
                condition=Q(parties_count__gte=2),
                violation_error_message="一起纠纷至少有两方当事人。",
            ),
            models.CheckConstraint(
                name="dispute_case_amount_not_negative",
                condition=Q(amount_fen__isnull=True) | Q(amount_fen__gte=0),
                violation_error_message="涉及金额不能是负数。",
            ),
            models.UniqueConstraint(
                fields=["community", "year", "serial"],
                name="dispute_case_number_once_a_year",
                violation_error_message="这个案号今年已经用过，请再办一次，由系统重新编号。",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.get_kind_display()} {self.registered_on}"

    @property
    def number(self) -> str:
        """``（2024）高人调字第12号``, on pages and papers alike; "" before acceptance. Counts per community and year;
        the mark is that of the committee which accepted the case, so the number never changes."""
        return f"（{self.year}）{self.mark}人调字第{self.serial}号" if self.serial else ""
