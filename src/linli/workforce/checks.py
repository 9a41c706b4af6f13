"""Data-quality checks of workers, budgets and recruitment: kinds of area and what spans rows."""

from collections.abc import Iterator

from django.db.models import Model, QuerySet

from linli.common.clock import business_date
from linli.common.quality import QualityCheck, Severity, register
from linli.orgs.kinds import Kind
from linli.workforce import selectors
from linli.workforce.models import (
    AllowanceRule,
    Candidate,
    Commendation,
    Congress,
    CongressAttendance,
    LevelRule,
    OperatingBudget,
    Payroll,
    RecruitPlan,
    RecruitPlanUnit,
    Worker,
)

WHY = "data-quality checks look at every record"


def _others(rows: QuerySet[Model], path: str, *kinds: Kind) -> Iterator[str]:
    for ref, area in rows.exclude(**{f"{path}__kind__in": kinds}).values_list("ref", f"{path}__name"):
        yield f"{rows.model._meta.verbose_name} {ref}：{area}"


def wrong_areas() -> Iterator[str]:
    """Records whose area is of another kind than they are counted by."""
    for model in (Worker, CongressAttendance, Commendation, Payroll, OperatingBudget):
        yield from _others(model.objects.unscoped(WHY), "community", Kind.COMMUNITY)
    for of_street in (RecruitPlanUnit, Candidate):
        yield from _others(of_street.objects.unscoped(WHY), "street", Kind.STREET)
    for of_area in (AllowanceRule, LevelRule, RecruitPlan):
        yield from _others(of_area.objects.unscoped(WHY), "area", Kind.DISTRICT)
    yield from _others(Congress.objects.unscoped(WHY), "area", Kind.DISTRICT, Kind.STREET)


def levels_outside_bands() -> Iterator[str]:
    """Workers in post whose level no rule in force allows."""
    rows = selectors.level_outside_band(business_date()).select_related("community")
    for worker in rows.iterator():
        yield f"{worker.community}：{worker}"


def budgets_without_lines() -> Iterator[str]:
    """Budgets that name no amount: they would count as a community without money."""
    for budget in selectors.budgets_without_lines().select_related("community").iterator():
        yield f"{budget.community}：{budget}"


def candidates_of_other_streets() -> Iterator[str]:
    """Candidates put up by another street than the one their community lies in."""
    for candidate in selectors.candidates_of_other_streets().select_related("street").iterator():
        yield f"{candidate.street}：{candidate.ref}"


def register_all() -> None:
    """Called when the room starts."""
    for check in (
        QualityCheck(
            code="workforce.area_kind",
            question="有没有登记在错误层级的工作者、工资、经费或招聘记录？",
            severity=Severity.ERROR,
            explanation="工作者、工资和经费按社区（村）登记，招聘按乡镇（街道、管理处），规定按区，否则会数错层级。",
            mend="改选正确层级的地区。",
            find=wrong_areas,
        ),
        QualityCheck(
            code="workforce.level_band",
            question="有没有等级超出岗位规定的在岗工作者？",
            severity=Severity.WARNING,
            explanation="每个岗位的等级上下限由岗位等级规定写明。",
            mend="核对岗位和等级，或登记新的岗位等级规定。",
            find=levels_outside_bands,
        ),
        QualityCheck(
            code="workforce.budget_lines",
            question="有没有没写金额的运转经费预算？",
            severity=Severity.ERROR,
            explanation="没有金额的预算会把平均数拉低。",
            mend="补登资金来源、用途和金额，或撤销这条预算。",
            find=budgets_without_lines,
        ),
        QualityCheck(
            code="workforce.candidate_street",
            question="有没有由别的街道推荐的人选？",
            severity=Severity.WARNING,
            explanation="考核招聘由所在乡镇（街道、管理处）推荐。",
            mend="核对推荐单位；区划刚调整过的，可以不改。",
            find=candidates_of_other_streets,
        ),
    ):
        register(check)
