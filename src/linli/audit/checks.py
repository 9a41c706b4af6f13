"""Data-quality checks of the log: it holds, and what must be kept is kept."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from linli.audit.models import Act, Seal
from linli.audit.sealing import WHY
from linli.audit.verifying import verify
from linli.common.quality import QualityCheck, Severity, register

KEPT_DAYS = 180
"""网络安全法: network logs are kept for six months at least (domain.md 6.4)."""


def broken_chain() -> Iterator[str]:
    """What the proof of the log finds."""
    for finding in verify().findings:
        yield finding.said


def not_kept() -> Iterator[str]:
    """Seals of the last 180 days whose acts are no longer all there."""
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    seals = Seal.objects.unscoped(WHY).filter(sealed_at__gte=since).defer("rows").order_by("number")
    for seal in seals.iterator():
        there = Act.objects.unscoped(WHY).filter(pk__range=(seal.first_id, seal.last_id)).count()
        if there < seal.count:
            day = timezone.localtime(seal.sealed_at).date()
            yield f"{day} 封存的第 {seal.number} 段少了 {seal.count - there} 条"


def register_all() -> None:
    """Called when the room starts."""
    register(
        QualityCheck(
            code="audit.chain.holds",
            question="有没有改动、删去、插入过的留痕？",
            severity=Severity.ERROR,
            explanation="封存的留痕一条也不能变；产品里没有改和删的办法，变了就是有人直接动了数据库。",
            mend="保全数据库和备份，运行 linli audit verify --json，报告审计管理员。",
            find=broken_chain,
        )
    )
    register(
        QualityCheck(
            code="audit.act.kept",
            question=f"有没有未满 {KEPT_DAYS} 天就不在了的留痕？",
            severity=Severity.ERROR,
            explanation="网络日志至少留存六个月（《网络安全法》）。",
            mend="从备份找回这些留痕，报告审计管理员。",
            find=not_kept,
        )
    )
