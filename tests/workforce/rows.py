"""Rows of this system for tests, each lawful unless told otherwise."""

from datetime import date
from itertools import count
from typing import Any

from linli.workforce.models import (
    AllowanceRule,
    AttendanceStatus,
    BudgetCategory,
    BudgetLine,
    BudgetSource,
    Candidate,
    Certificate,
    CertificateKind,
    CertificateLevel,
    Commendation,
    Congress,
    CongressAttendance,
    EmploymentKind,
    HiredThrough,
    LevelRule,
    OperatingBudget,
    Payroll,
    RecruitPlan,
    RecruitPlanUnit,
    Worker,
    WorkerPost,
)
from tests.territory import Territory

NUMBERS = count(1)
IN = date(2024, 6, 3)
HIRED = date(2020, 3, 2)


def worker(territory: Territory, **changed: Any) -> Worker:
    """Somebody new in the first community since 2020."""
    values: dict[str, Any] = {
        "person": changed.pop("person", None) or territory.person(),
        "community": territory.community,
        "employment": EmploymentKind.FULL_TIME,
        "hired_through": HiredThrough.OPEN_RECRUITMENT,
        "post": WorkerPost.ORDINARY,
        "level": 3,
        "level_since": HIRED,
        "seniority_from": HIRED,
        "hired_on": HIRED,
    }
    return Worker.everything.create(**(values | changed))


def level_rule(territory: Territory, **changed: Any) -> LevelRule:
    """The band of a post since 2020."""
    values: dict[str, Any] = {
        "area": territory.district,
        "post": WorkerPost.ORDINARY,
        "min_level": 1,
        "max_level": 12,
        "basis": "测试方案",
        "valid_from": date(2020, 1, 1),
    }
    return LevelRule.everything.create(**(values | changed))


def certificate(territory: Territory, **changed: Any) -> Certificate:
    """A verified junior certificate of somebody new."""
    values: dict[str, Any] = {
        "worker": changed.pop("worker", None) or worker(territory),
        "kind": CertificateKind.ASSISTANT,
        "level": CertificateLevel.JUNIOR,
        "cert_no": f"T{next(NUMBERS)}",
        "issued_on": date(2023, 9, 4),
        "state": "verified",
        "verified_on": date(2023, 10, 9),
    }
    return Certificate.everything.create(**(values | changed))


def allowance(territory: Territory, **changed: Any) -> AllowanceRule:
    """150 元 for the junior level since 2023."""
    values: dict[str, Any] = {
        "area": territory.district,
        "level": CertificateLevel.JUNIOR,
        "monthly_fen": 15_000,
        "basis": "测试方案",
        "valid_from": date(2023, 1, 1),
    }
    return AllowanceRule.everything.create(**(values | changed))


def congress(territory: Territory, held_on: date = date(2024, 3, 19), **changed: Any) -> Congress:
    """The district's congress of the year; the one there is, when there is one."""
    values: dict[str, Any] = {
        "area": territory.district,
        "year": held_on.year,
        "held_on": held_on,
        "name": f"{held_on.year}年大会",
    } | changed
    found = Congress.everything.filter(area=values["area"], year=values["year"]).first()
    return found or Congress.everything.create(**values)


def attendance(territory: Territory, **changed: Any) -> CongressAttendance:
    """Somebody new came in March 2024. The congress itself stands since another test row or is made here."""
    values: dict[str, Any] = {
        "congress": changed.pop("congress", None) or congress(territory),
        "worker": changed.pop("worker", None) or worker(territory),
        "community": territory.community,
        "status": AttendanceStatus.ATTENDED,
    }
    return CongressAttendance.everything.create(**(values | changed))


def commendation(territory: Territory, **changed: Any) -> Commendation:
    """Somebody new was commended in June 2024."""
    values: dict[str, Any] = {
        "congress": changed.pop("congress", None) or congress(territory),
        "worker": changed.pop("worker", None) or worker(territory),
        "community": territory.community,
        "title": "优秀社区工作者",
        "nominated_on": date(2024, 5, 6),
        "posted_from": date(2024, 5, 20),
        "posted_until": date(2024, 5, 29),
        "decided_on": IN,
        "state": "decided",
    }
    return Commendation.everything.create(**(values | changed))


def payroll(territory: Territory, **changed: Any) -> Payroll:
    """5,525 元 for June 2024, paid, of somebody new."""
    values: dict[str, Any] = {
        "worker": changed.pop("worker", None) or worker(territory),
        "community": territory.community,
        "month": date(2024, 6, 1),
        "base_fen": 300_000,
        "level_fen": 100_000,
        "performance_fen": 137_500,
        "allowance_fen": 15_000,
        "gross_fen": 552_500,
        "insurance_fen": 130_000,
        "paid_on": date(2024, 6, 26),
    }
    return Payroll.everything.create(**(values | changed))


def budget(territory: Territory, **changed: Any) -> OperatingBudget:
    """The first community's full-year budget of 2024."""
    values: dict[str, Any] = {
        "community": territory.community,
        "year": 2024,
        "full_year": True,
        "adopted_on": date(2024, 1, 15),
    }
    return OperatingBudget.everything.create(**(values | changed))


def line(territory: Territory, **changed: Any) -> BudgetLine:
    """39 万元 of the district for office use."""
    values: dict[str, Any] = {
        "budget": changed.pop("budget", None) or budget(territory),
        "source": BudgetSource.DISTRICT,
        "category": BudgetCategory.OFFICE,
        "amount_fen": 39_000_000,
    }
    return BudgetLine.everything.create(**(values | changed))


def plan(territory: Territory, **changed: Any) -> RecruitPlan:
    """The plan of 2024, announced in June; the one there is, when there is one."""
    values: dict[str, Any] = {
        "area": territory.district,
        "year": 2024,
        "name": "2024年考核招聘方案",
        "posts_count": 20,
        "basis": "测试方案",
        "announced_on": IN,
    } | changed
    found = RecruitPlan.everything.filter(area=values["area"], year=values["year"]).first()
    return found or RecruitPlan.everything.create(**values)


def unit(territory: Territory, **changed: Any) -> RecruitPlanUnit:
    """The first street takes part."""
    values: dict[str, Any] = {
        "plan": changed.pop("plan", None) or plan(territory),
        "street": territory.streets[0],
        "posts_count": 1,
    }
    return RecruitPlanUnit.everything.create(**(values | changed))


def candidate(territory: Territory, **changed: Any) -> Candidate:
    """Somebody new of the first street, recommended in September 2024."""
    values: dict[str, Any] = {
        "plan": changed.pop("plan", None) or plan(territory),
        "worker": changed.pop("worker", None) or worker(territory, post=WorkerPost.CHIEF, level=7),
        "street": territory.streets[0],
        "applied_on": date(2024, 6, 24),
        "recommended_on": date(2024, 9, 2),
        "state": "recommended",
    }
    return Candidate.everything.create(**(values | changed))
