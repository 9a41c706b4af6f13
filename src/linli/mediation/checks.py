"""Data-quality checks about roster, cases and ledgers: what constraints cannot hold."""

from collections.abc import Iterator

from django.db.models import Count, F, Max, Q

from linli.common.clock import business_date
from linli.common.quality import QualityCheck, Severity, register
from linli.mediation.models import DisputeCase, IllegalBuilding, IllegalBuildingLedger, Notable
from linli.orgs.kinds import Kind

WHY = "checks ask the whole database"
LEDGER_KINDS = (Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY)


def rows_in_wrong_kind() -> Iterator[str]:
    """Rows that name an area of another kind than they should."""
    for model in (Notable, DisputeCase):
        rows = model.objects.unscoped(WHY).exclude(community__kind=Kind.COMMUNITY)
        yield from rows.values_list("ref", flat=True).iterator()
    buildings = IllegalBuilding.objects.unscoped(WHY).exclude(estate__kind=Kind.ESTATE)
    yield from buildings.values_list("ref", flat=True).iterator()
    ledgers = IllegalBuildingLedger.objects.unscoped(WHY).exclude(area__kind__in=LEDGER_KINDS)
    yield from ledgers.values_list("ref", flat=True).iterator()


def gaps_in_numbers() -> Iterator[str]:
    """Communities and years whose case numbers are not 1 … n."""
    counted = (
        DisputeCase.objects.unscoped(WHY)
        .filter(serial__isnull=False)
        .values("community__name", "year")
        .annotate(cases=Count("pk"), last=Max("serial"))
        .exclude(cases=F("last"))
    )
    for row in counted.iterator():
        yield f"{row['community__name']} {row['year']} 年：{row['cases']} 起，编到第 {row['last']} 号"


def overdue_cases() -> Iterator[str]:
    """Open cases past their month."""
    rows = DisputeCase.objects.unscoped(WHY).filter(closed_on__isnull=True, due_on__lt=business_date())
    for case in rows.iterator():
        yield f"{case.number}，{case.due_on} 到期"


def ledgers_of_another_year() -> Iterator[str]:
    """Ledgers opened outside their year."""
    rows = IllegalBuildingLedger.objects.unscoped(WHY).exclude(opened_on__year=F("year"))
    yield from rows.values_list("ref", flat=True).iterator()


def late_first_action() -> Iterator[str]:
    """Buildings found and left without any action."""
    rows = IllegalBuilding.objects.unscoped(WHY).filter(Q(first_action_on__isnull=True))
    for building in rows.select_related("estate").iterator():
        yield f"{building.estate.name}，{building.found_on} 发现"


def register_all() -> None:
    """Called when the room starts."""
    register(
        QualityCheck(
            code="mediation.area.kind",
            question="有没有记错地区类别的群英、案件、违建或台账？",
            severity=Severity.ERROR,
            explanation="群英和案件记在社区（村），违建记在小区，台账由区、街道、社区（村）建立。",
            mend="改到正确的地区。",
            find=rows_in_wrong_kind,
        )
    )
    register(
        QualityCheck(
            code="mediation.case.number",
            question="有没有断号的调解案件？",
            severity=Severity.ERROR,
            explanation="案号按社区、按年连续编号，不能断号。",
            mend="查明缺号的案件；案件不能删除。",
            find=gaps_in_numbers,
        )
    )
    register(
        QualityCheck(
            code="mediation.case.overdue",
            question="有没有超过一个月还没结案的案件？",
            severity=Severity.WARNING,
            explanation="调解一般在受理后一个月内办结，双方同意可以延长。",
            mend="征得双方同意后延期，或终止并告知其他途径。",
            find=overdue_cases,
        )
    )
    register(
        QualityCheck(
            code="mediation.ledger.year",
            question="有没有不在当年建立的违建台账？",
            severity=Severity.ERROR,
            explanation="每年的台账当年建立，才能证明这一年有人管。",
            mend="核对建账日期。",
            find=ledgers_of_another_year,
        )
    )
    register(
        QualityCheck(
            code="mediation.building.untouched",
            question="有没有发现后还没处置的违建？",
            severity=Severity.WARNING,
            explanation="新增违建三个工作日内要有首次处置（区内约定）。",
            mend="到现场制止并登记。",
            find=late_first_action,
        )
    )
