"""Professional certificates, and the monthly allowance each level gives (domain.md 2.3)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from linli.common.constraints import NoOverlap, ends_after_start
from linli.common.models import Record
from linli.common.scoping import ScopeBy
from linli.orgs.models import Area
from linli.workforce.models.worker import Worker
from linli.workforce.states import CERTIFICATE, DECLARED, REJECTED, REVOKED, VERIFIED


class CertificateKind(models.TextChoices):
    """Which certificate."""

    ASSISTANT = "assistant", "助理社会工作师"
    SOCIAL_WORKER = "social_worker", "社会工作师"
    SENIOR = "senior", "高级社会工作师"
    OTHER = "other", "其他"


SOCIAL_WORK_KINDS = (CertificateKind.ASSISTANT, CertificateKind.SOCIAL_WORKER, CertificateKind.SENIOR)


class CertificateLevel(models.TextChoices):
    """The level by which the allowance is found."""

    JUNIOR = "junior", "初级"
    INTERMEDIATE = "intermediate", "中级"
    SENIOR = "senior", "高级"


_LEVEL_OF_KIND = (
    Q(kind=CertificateKind.ASSISTANT, level=CertificateLevel.JUNIOR)
    | Q(kind=CertificateKind.SOCIAL_WORKER, level=CertificateLevel.INTERMEDIATE)
    | Q(kind=CertificateKind.SENIOR, level=CertificateLevel.SENIOR)
    | Q(kind=CertificateKind.OTHER, level="")
)


class Certificate(Record):
    """One certificate of one worker, held from ``issued_on`` until, not on, ``revoked_on``."""

    scope: ClassVar = ScopeBy(area="worker__community")

    worker = models.ForeignKey(
        Worker, on_delete=models.PROTECT, related_name="+", verbose_name="社区（村）工作者"
    )
    kind = models.CharField("证书", max_length=16, choices=CertificateKind)
    level = models.CharField("级别", max_length=12, choices=CertificateLevel, blank=True)
    cert_no = models.CharField("证书编号", max_length=40, blank=True)
    issuer = models.CharField("发证机关", max_length=80, blank=True)
    issued_on = models.DateField("取得")
    state = models.CharField(
        "状态", max_length=10, choices=CERTIFICATE.choices, default=CERTIFICATE.initial, editable=False
    )
    verified_on = models.DateField("核验", null=True, blank=True, editable=False)
    revoked_on = models.DateField("注销", null=True, blank=True, editable=False)
    reason = models.CharField("不符或注销原因", max_length=120, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = "职业资格证书"
        verbose_name_plural = "职业资格证书"
        indexes = [models.Index(fields=["kind", "issued_on", "worker"], name="certificate_by_kind")]
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "kind"],
                condition=~Q(kind=CertificateKind.OTHER) & Q(state__in=(DECLARED, VERIFIED)),
                name="certificate_once_per_kind",
            ),
            models.UniqueConstraint(
                fields=["cert_no"],
                condition=~Q(cert_no="") & ~Q(state=REJECTED),
                name="certificate_number_once",
            ),
            models.CheckConstraint(
                name="certificate_kind_known", condition=Q(kind__in=CertificateKind.values)
            ),
            models.CheckConstraint(
                name="certificate_level_known",
                condition=Q(level="") | Q(level__in=CertificateLevel.values),
            ),
            CERTIFICATE.constraint("state", "certificate_state_known"),
            models.CheckConstraint(name="certificate_level_fits_kind", condition=_LEVEL_OF_KIND),
            models.CheckConstraint(
                name="certificate_state_fits_dates",
                condition=Q(state=DECLARED, verified_on__isnull=True, revoked_on__isnull=True)
                | (Q(state=VERIFIED, verified_on__isnull=False, revoked_on__isnull=True) & ~Q(cert_no=""))
                | (Q(state=REJECTED, verified_on__isnull=True, revoked_on__isnull=True) & ~Q(reason=""))
                | (Q(state=REVOKED, revoked_on__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="certificate_dates_in_order",
                condition=(Q(verified_on__isnull=True) | Q(verified_on__gte=F("issued_on")))
                & (Q(revoked_on__isnull=True) | Q(revoked_on__gt=F("issued_on"))),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class AllowanceRule(Record):
    """The monthly allowance of a level, in fen, in force on ``[valid_from, valid_to)``."""

    scope: ClassVar = ScopeBy(area="area", downward=True)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="适用地区")
    level = models.CharField("级别", max_length=12, choices=CertificateLevel)
    monthly_fen = models.BigIntegerField("每月津贴（分）")
    basis = models.CharField("依据", max_length=120)
    valid_from = models.DateField("施行")
    valid_to = models.DateField("停止", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "职业津贴规定"
        verbose_name_plural = "职业津贴规定"
        constraints = [
            models.CheckConstraint(
                name="allowance_rule_level_known", condition=Q(level__in=CertificateLevel.values)
            ),
            models.CheckConstraint(name="allowance_rule_has_amount", condition=Q(monthly_fen__gt=0)),
            models.CheckConstraint(name="allowance_rule_has_basis", condition=~Q(basis="")),
            ends_after_start("allowance_rule_ends_after_start"),
            NoOverlap(
                name="allowance_rule_one_per_level",
                fields=["area", "level"],
                violation_error_message="这个级别这段时间已有津贴规定。请先为原规定写上停止日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}职业津贴"
