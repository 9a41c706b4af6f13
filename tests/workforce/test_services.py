"""Writes: each lifecycle once through, its refusals, and what reaches the log and the figures."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from linli.access.actor import SYSTEM, Actor
from linli.audit.log import told
from linli.audit.models import Act
from linli.common.quality import all_checks
from linli.indicators.compute import figures
from linli.indicators.period import Period
from linli.people.models import Account, Post
from linli.workflow.machines import TransitionRefused
from linli.workforce.models import (
    AttendanceStatus,
    BudgetCategory,
    BudgetSource,
    CertificateKind,
    CertificateLevel,
    EmploymentKind,
    HiredThrough,
    Worker,
    WorkerPost,
)
from linli.workforce.services import congresses, pay, recruitment, workers
from tests.territory import Territory
from tests.workforce import rows

YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))
IN = rows.IN
pytestmark = pytest.mark.usefixtures("standing_clock")


def value(territory: Territory, code: str) -> Any:
    return figures(territory.district, YEAR, [code])[code].value


def last_act() -> str:
    return told(Act.everything.latest("pk"))


def hire(territory: Territory, **changed: Any) -> Worker:
    values: dict[str, Any] = {
        "person": territory.person(),
        "community": territory.community,
        "employment": EmploymentKind.FULL_TIME,
        "hired_through": HiredThrough.OPEN_RECRUITMENT,
        "post": WorkerPost.ORDINARY,
        "level": 3,
        "hired_on": date(2024, 2, 1),
    }
    return workers.hire_worker(actor=SYSTEM, **(values | changed))


@pytest.fixture
def bands(territory: Territory) -> None:
    for post, low, high in ((WorkerPost.ORDINARY, 1, 12), (WorkerPost.CHIEF, 7, 18)):
        workers.set_level_rule(
            actor=SYSTEM,
            area=territory.district,
            post=post,
            min_level=low,
            max_level=high,
            step_years=3,
            basis="测试方案",
            valid_from=date(2020, 1, 1),
        )


@pytest.mark.usefixtures("bands")
def test_levels_keep_to_the_band_of_the_post(territory: Territory) -> None:
    assert hire(territory).level == 3
    assert last_act() == "登记社区（村）工作者：一般，自 2024-02-01 起"
    with pytest.raises(ValidationError, match="正职岗位的等级是 7–18 级"):
        hire(territory, post=WorkerPost.CHIEF, level=6)
    with pytest.raises(ValidationError, match="没有施行中的副职岗位等级规定"):
        hire(territory, post=WorkerPost.DEPUTY)


@pytest.mark.usefixtures("bands")
def test_nobody_is_in_the_register_twice_at_a_time(territory: Territory) -> None:
    worker = hire(territory)
    with pytest.raises(ValidationError, match="已经在册"):
        hire(territory, person=worker.person, hired_on=date(2024, 5, 6))
    with pytest.raises(ValidationError, match="离职原因"):
        workers.end_employment(actor=SYSTEM, worker=worker, left_on=IN, reason=" ")
    workers.end_employment(actor=SYSTEM, worker=worker, left_on=IN, reason="辞职")
    with pytest.raises(ValidationError, match="不能重复登记"):
        workers.end_employment(actor=SYSTEM, worker=worker, left_on=IN, reason="辞职")
    hire(territory, person=worker.person, hired_on=IN)


def test_a_new_rule_ends_the_one_before(territory: Territory) -> None:
    set_rule: dict[str, Any] = {
        "actor": SYSTEM,
        "area": territory.district,
        "level": CertificateLevel.JUNIOR,
        "basis": "测试方案",
    }
    workers.set_allowance(**set_rule, monthly_fen=10_000, valid_from=date(2021, 1, 1))
    workers.set_allowance(**set_rule, monthly_fen=15_000, valid_from=date(2024, 1, 1))
    assert value(territory, "workforce.allowance_junior") == 150
    assert last_act() == "初级职业津贴每月 150.00 元，自 2024-01-01 起"
    with pytest.raises(ValidationError, match="更晚的施行日期"):
        workers.set_allowance(**set_rule, monthly_fen=12_000, valid_from=date(2023, 1, 1))
    with pytest.raises(ValidationError, match="这里要选区"):
        workers.set_allowance(
            **(set_rule | {"area": territory.streets[0]}), monthly_fen=1, valid_from=date(2025, 1, 1)
        )


def test_a_certificate_is_verified_by_somebody_else(territory: Territory) -> None:
    clerk, other = (territory.account(Post.COMMUNITY_OFFICER, territory.community) for _ in range(2))

    def acting(account: Account) -> Actor:
        return Actor(
            account=account, grants=territory.actor(Post.COMMUNITY_OFFICER, territory.community).grants
        )

    worker = rows.worker(territory)
    certificate = workers.declare_certificate(
        actor=acting(clerk), worker=worker, kind=CertificateKind.ASSISTANT, issued_on=date(2024, 9, 2)
    )
    assert certificate.level == CertificateLevel.JUNIOR
    assert value(territory, "workforce.certified") == 1
    verify: dict[str, Any] = {"certificate": certificate, "verified_on": date(2024, 10, 8), "cert_no": "T1"}
    with pytest.raises(ValidationError, match="两个人"):
        workers.verify_certificate(actor=acting(clerk), **verify)
    with pytest.raises(TransitionRefused, match="证书编号"):
        workers.verify_certificate(actor=acting(other), **(verify | {"cert_no": ""}))
    assert workers.verify_certificate(actor=acting(other), **verify).state == "verified"
    with pytest.raises(TransitionRefused, match="已核验"):
        workers.reject_certificate(actor=acting(other), certificate=certificate, reason="查无此证")
    workers.revoke_certificate(
        actor=SYSTEM, certificate=certificate, revoked_on=date(2024, 10, 30), reason="注销"
    )
    assert value(territory, "workforce.certified") == 0


def test_a_rejected_certificate_never_counted(territory: Territory) -> None:
    certificate = workers.declare_certificate(
        actor=SYSTEM,
        worker=rows.worker(territory),
        kind=CertificateKind.SENIOR,
        issued_on=date(2024, 9, 2),
    )
    workers.reject_certificate(actor=SYSTEM, certificate=certificate, reason="查无此证")
    assert value(territory, "workforce.certified") == 0


def test_a_congress_and_who_came(territory: Territory) -> None:
    congress = congresses.call_congress(
        actor=SYSTEM, area=territory.district, held_on=date(2024, 3, 19), name="2024年大会"
    )
    came = rows.worker(territory)
    note: dict[str, Any] = {"actor": SYSTEM, "congress": congress, "status": AttendanceStatus.ATTENDED}
    congresses.note_attendance(**note, worker=came)
    assert value(territory, "workforce.congress_attendees") == 1
    with pytest.raises(ValidationError):
        congresses.note_attendance(**note, worker=came)
    later = rows.worker(territory, hired_on=IN, level_since=IN)
    with pytest.raises(ValidationError, match="不在岗"):
        congresses.note_attendance(**note, worker=later)
    with pytest.raises(ValidationError):
        congresses.call_congress(
            actor=SYSTEM, area=territory.district, held_on=date(2024, 9, 19), name="又一次"
        )


def test_a_commendation_is_posted_five_workdays_before_it_is_decided(territory: Territory) -> None:
    commendation = congresses.nominate(
        actor=SYSTEM,
        congress=rows.congress(territory),
        worker=rows.worker(territory),
        title="优秀社区工作者",
        nominated_on=date(2024, 5, 6),
    )
    with pytest.raises(TransitionRefused, match="社区推荐"):
        congresses.decide_commendation(actor=SYSTEM, commendation=commendation, decided_on=IN)
    for verb in ("pass_street", "pass_district", "vet"):
        congresses.pass_review(actor=SYSTEM, commendation=commendation, verb=verb)
    post: dict[str, Any] = {
        "actor": SYSTEM,
        "commendation": commendation,
        "posted_from": date(2024, 5, 20),
    }
    with pytest.raises(ValidationError, match=r"不少于 5 个工作日.*最早到 2024-05-27"):
        congresses.post_commendation(**post, posted_until=date(2024, 5, 26))
    congresses.post_commendation(**post, posted_until=date(2024, 5, 27))
    with pytest.raises(ValidationError, match="公示到 2024-05-27 才满"):
        congresses.decide_commendation(actor=SYSTEM, commendation=commendation, decided_on=date(2024, 5, 27))
    assert value(territory, "workforce.commended") == 0
    congresses.decide_commendation(actor=SYSTEM, commendation=commendation, decided_on=date(2024, 5, 28))
    assert value(territory, "workforce.commended") == 1
    assert last_act() == "表彰优秀社区工作者：决定表彰"
    with pytest.raises(TransitionRefused, match="已表彰"):
        congresses.decline_commendation(actor=SYSTEM, commendation=commendation, reason="异议")


def test_pay_counts_once_handed_out(territory: Territory) -> None:
    payroll = pay.record_pay(
        actor=SYSTEM,
        worker=rows.worker(territory),
        month=date(2024, 6, 1),
        base_fen=400_000,
        level_fen=100_000,
        performance_fen=52_500,
    )
    assert payroll.gross_fen == 552_500
    assert value(territory, "burden.average_pay") is None
    pay.note_paid(actor=SYSTEM, payroll=payroll, paid_on=date(2024, 6, 26))
    assert float(value(territory, "burden.average_pay")) == 6.63
    assert "552" not in str(Act.everything.latest("pk").data)
    with pytest.raises(ValidationError, match="已登记"):
        pay.note_paid(actor=SYSTEM, payroll=payroll, paid_on=date(2024, 6, 27))
    with pytest.raises(ValidationError, match="当月 1 日"):
        pay.record_pay(actor=SYSTEM, worker=payroll.worker, month=IN, base_fen=1)


def test_running_funds(territory: Territory) -> None:
    adopt: dict[str, Any] = {"actor": SYSTEM, "community": territory.community, "year": 2024}
    lines = {
        (BudgetSource.DISTRICT, BudgetCategory.OFFICE): 30_000_000,
        (BudgetSource.STREET, BudgetCategory.EVENTS): 9_000_000,
    }
    with pytest.raises(ValidationError, match="至少要有一笔"):
        pay.adopt_budget(**adopt, adopted_on=date(2024, 1, 15), lines={})
    pay.adopt_budget(**adopt, adopted_on=date(2024, 1, 15), lines=lines)
    assert value(territory, "burden.average_running_funds") == 39
    assert last_act().startswith("下达 2024 年运转经费：岳阳楼第一社区 390,000.00 元")
    with pytest.raises(ValidationError):
        pay.adopt_budget(**adopt, adopted_on=date(2024, 1, 16), lines=lines)


def test_recruitment_from_plan_to_recommendation(territory: Territory) -> None:
    plan = recruitment.plan_recruitment(
        actor=SYSTEM, area=territory.district, year=2024, name="2024年方案", posts_count=20, basis="测试"
    )
    street = territory.streets[0]
    unit = recruitment.join_plan(actor=SYSTEM, plan=plan, street=street)
    assert value(territory, "burden.recruiting_streets") == 0
    chief = rows.worker(territory, post=WorkerPost.CHIEF, level=7)
    apply: dict[str, Any] = {"actor": SYSTEM, "street": street, "applied_on": date(2024, 6, 24)}
    with pytest.raises(ValidationError, match="还没有公告"):
        recruitment.apply_for_plan(**apply, plan=plan, worker=chief)
    plan = recruitment.announce_plan(actor=SYSTEM, plan=plan, announced_on=date(2024, 6, 17))
    assert value(territory, "burden.recruiting_streets") == 1
    with pytest.raises(ValidationError, match="党组织书记"):
        recruitment.apply_for_plan(**apply, plan=plan, worker=rows.worker(territory))
    with pytest.raises(ValidationError, match="没有参加"):
        recruitment.apply_for_plan(**(apply | {"street": territory.streets[1]}), plan=plan, worker=chief)
    candidate = recruitment.apply_for_plan(**apply, plan=plan, worker=chief)
    move: dict[str, Any] = {"actor": SYSTEM, "candidate": candidate}
    with pytest.raises(TransitionRefused, match="已报名"):
        recruitment.move_candidate(**move, verb="recommend", recommended_on=date(2024, 9, 2))
    recruitment.move_candidate(**move, verb="screen")
    recruitment.move_candidate(**move, verb="review")
    recruitment.move_candidate(**move, verb="recommend", recommended_on=date(2024, 9, 2))
    assert value(territory, "burden.recommended") == 1
    recruitment.move_candidate(**move, verb="fail", reason="体检不合格")
    assert value(territory, "burden.recommended") == 1
    recruitment.leave_plan(actor=SYSTEM, unit=unit, withdrew_on=date(2024, 10, 30))
    assert value(territory, "burden.recruiting_streets") == 0
    with pytest.raises(ValidationError, match="已在 2024-10-30 退出"):
        recruitment.leave_plan(actor=SYSTEM, unit=unit, withdrew_on=date(2024, 10, 30))


def test_not_elsewhere(territory: Territory) -> None:
    there = territory.actor(Post.COMMUNITY_OFFICER, territory.communities[1])
    with pytest.raises(PermissionDenied, match="不包括"):
        workers.declare_certificate(
            actor=there, worker=rows.worker(territory), kind=CertificateKind.OTHER, issued_on=IN
        )
    with pytest.raises(PermissionDenied):
        recruitment.plan_recruitment(
            actor=there, area=territory.district, year=2024, name="方案", posts_count=1, basis="测试"
        )


@pytest.mark.usefixtures("bands")
def test_checks_find_what_constraints_cannot(territory: Territory) -> None:
    rows.worker(territory, level=13)
    rows.worker(territory, community=territory.streets[0], level=1)
    rows.budget(territory)
    rows.candidate(territory, street=territory.streets[1])
    found = {c.code: len(list(c.find())) for c in all_checks() if c.code.startswith("workforce.")}
    assert found == {
        "workforce.area_kind": 1,
        "workforce.budget_lines": 1,
        "workforce.candidate_street": 1,
        "workforce.level_band": 1,
    }
