"""Writes: the path of a project, its refusals, and what reaches the log and the figures."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from linli.access.actor import SYSTEM
from linli.audit.log import told
from linli.audit.models import Act
from linli.common.quality import all_checks
from linli.facilities import services
from linli.facilities.models import (
    Carrier,
    FundSource,
    MilestoneKind,
    PremisesProject,
    PremisesUse,
    ProjectType,
    Tenure,
)
from linli.indicators.compute import figures
from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.people.models import Post
from linli.workflow.machines import TransitionRefused
from tests.facilities import rows
from tests.territory import Territory

YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))
PATH = (
    (MilestoneKind.SITE, date(2023, 1, 9)),
    (MilestoneKind.APPROVAL, date(2023, 2, 6)),
    (MilestoneKind.FUNDING, date(2023, 3, 6)),
    (MilestoneKind.START, date(2023, 5, 8)),
    (MilestoneKind.STRUCTURE, date(2023, 11, 6)),
    (MilestoneKind.FIRE_SAFETY, date(2024, 2, 5)),
    (MilestoneKind.ACCEPTANCE, date(2024, 2, 19)),
    (MilestoneKind.HANDOVER, date(2024, 3, 4)),
    (MilestoneKind.MOVE_IN, date(2024, 4, 8)),
    (MilestoneKind.IN_USE, date(2024, 9, 2)),
)
pytestmark = pytest.mark.usefixtures("standing_clock")


def register(community: Area, name: str = "测试项目") -> PremisesProject:
    return services.register_project(
        actor=SYSTEM,
        community=community,
        name=name,
        plan_from_year=2022,
        plan_year=1,
        type=ProjectType.NEW,
        carrier_programme=Carrier.OLD_ESTATES,
        target_area_m2=Decimal(600),
        budget_total_fen=100_000_000,
    )


def reach(project: PremisesProject, kind: MilestoneKind, day: date) -> None:
    services.reach_milestone(actor=SYSTEM, project=project, kind=kind, actual_on=day, evidence="批复")


def errors() -> list[str]:
    return [line for check in all_checks() if check.code.startswith("facilities.") for line in check.find()]


def test_the_whole_path(territory: Territory) -> None:
    project = register(territory.community)
    for kind, day in PATH:
        reach(project, kind, day)
    project.refresh_from_db()
    assert project.state == "in_use"
    found = figures(territory.district, YEAR)
    assert [
        found[f"facilities.projects_{each}"].value for each in ("in_programmes", "completed", "moved_in")
    ] == [
        1,
        1,
        1,
    ]
    assert told(Act.everything.latest("pk")) == "测试项目：2024-09-02 投用"
    assert errors() == []


def test_steps_are_not_skipped_doubled_or_turned_round(territory: Territory) -> None:
    project = register(territory.community)
    with pytest.raises(TransitionRefused, match="已立项"):
        reach(project, MilestoneKind.FUNDING, date(2024, 3, 4))
    reach(project, MilestoneKind.APPROVAL, date(2024, 3, 4))
    with pytest.raises(ValidationError, match="不能重复登记"):
        reach(project, MilestoneKind.APPROVAL, date(2024, 3, 5))
    with pytest.raises(ValidationError, match="立项在 2024-03-04 完成，资金落实不能更早"):
        reach(project, MilestoneKind.FUNDING, date(2024, 3, 1))
    with pytest.raises(ValidationError, match="还没到"):
        reach(project, MilestoneKind.FUNDING, date(2024, 10, 31))
    project.refresh_from_db()
    assert project.state == "approved"


def test_a_plan_is_changed_until_it_is_kept(territory: Territory) -> None:
    project = register(territory.community)
    plan: dict[str, Any] = {"actor": SYSTEM, "project": project, "kind": MilestoneKind.APPROVAL}
    services.plan_milestone(**plan, planned_on=date(2024, 2, 1))
    services.plan_milestone(**plan, planned_on=date(2024, 3, 1))
    reach(project, MilestoneKind.APPROVAL, date(2024, 3, 4))
    with pytest.raises(ValidationError, match="已在 2024-03-04 完成"):
        services.plan_milestone(**plan, planned_on=date(2024, 4, 1))


def test_a_project_is_cancelled_before_acceptance_only(territory: Territory) -> None:
    early, late = register(territory.community, "甲"), register(territory.community, "乙")
    reach(early, MilestoneKind.APPROVAL, date(2024, 3, 4))
    for kind, day in PATH[1:7]:
        reach(late, kind, day)
    cancel: dict[str, Any] = {"actor": SYSTEM, "cancelled_on": date(2024, 5, 6), "cancel_reason": "原址征收"}
    with pytest.raises(TransitionRefused, match="通过竣工验收的项目不再取消"):
        services.cancel_project(project=late, **cancel)
    with pytest.raises(TransitionRefused, match="取消原因"):
        services.cancel_project(project=early, **(cancel | {"cancel_reason": " "}))
    assert services.cancel_project(project=early, **cancel).state == "cancelled"
    assert errors() == []


def test_money_stays_within_a_tenth_of_the_budget(territory: Territory) -> None:
    project = register(territory.community)
    pay: dict[str, Any] = {"actor": SYSTEM, "project": project}
    services.set_funds(**pay, source=FundSource.DISTRICT, amount_fen=60_000_000, arrived_fen=0)
    services.set_funds(**pay, source=FundSource.CITY, amount_fen=50_000_000, arrived_fen=0)
    with pytest.raises(ValidationError, match="重新报批"):
        services.set_funds(**pay, source=FundSource.CITY, amount_fen=50_000_001, arrived_fen=0)
    with pytest.raises(ValidationError):
        services.set_funds(**pay, source=FundSource.DISTRICT, amount_fen=60_000_000, arrived_fen=60_000_001)
    line = services.set_funds(
        **pay, source=FundSource.DISTRICT, amount_fen=60_000_000, arrived_fen=20_000_000
    )
    assert told(Act.everything.latest("pk")) == "测试项目：区级资金到位 200,000.00 元，共 600,000.00 元"
    assert line.project.funds.count() == 2


def test_premises_with_what_they_serve_for(territory: Territory) -> None:
    premises = services.open_premises(
        actor=SYSTEM,
        community=territory.community,
        name="党群服务中心",
        address="测试路 1 号",
        tenure=Tenure.OWNED,
        floor_area_m2=Decimal(400),
        valid_from=rows.IN,
        uses=(PremisesUse.COUNTER, PremisesUse.MEALS, PremisesUse.COUNTER),
    )
    assert premises.functions.count() == 2


def test_not_elsewhere_and_not_for_a_street(territory: Territory) -> None:
    here = territory.actor(Post.COMMUNITY_OFFICER, territory.communities[0])
    project = register(territory.communities[1])
    with pytest.raises(PermissionDenied, match="不包括"):
        services.reach_milestone(
            actor=here, project=project, kind=MilestoneKind.SITE, actual_on=rows.IN, evidence=""
        )
    with pytest.raises(ValidationError, match="不是社区"):
        register(territory.streets[0])


def test_checks_find_what_constraints_cannot(territory: Territory) -> None:
    rows.project(territory, community=territory.streets[0], name="街道项目")
    rows.approved(territory, state="funded", name="少一步")
    turned = rows.approved(territory, state="funded", name="颠倒")
    rows.milestone(territory, MilestoneKind.FUNDING, project=turned, actual_on=date(2024, 1, 8))
    rich = rows.project(territory, name="超支", budget_total_fen=10_000)
    rows.fund(territory, project=rich, amount_fen=11_001, arrived_fen=0)
    found = errors()
    assert [each.split("：")[0] for each in found] == ["街道项目", "超支", "颠倒", "少一步"]
