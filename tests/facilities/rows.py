"""Rows of this system for tests, each lawful unless told otherwise."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from linli.facilities.models import (
    Carrier,
    FundLine,
    FundSource,
    Milestone,
    MilestoneKind,
    Premises,
    PremisesFunction,
    PremisesProject,
    PremisesUse,
    ProjectType,
    Tenure,
)
from tests.territory import Territory

NUMBERS = count(1)
IN = date(2024, 6, 3)


def premises(territory: Territory, **changed: Any) -> Premises:
    """300 m² in the first community since 2022."""
    values: dict[str, Any] = {
        "community": territory.community,
        "name": f"测试用房{next(NUMBERS)}",
        "address": "测试路 1 号",
        "tenure": Tenure.OWNED,
        "floor_area_m2": Decimal(300),
        "activity_area_m2": Decimal(180),
        "office_area_m2": Decimal(60),
        "valid_from": date(2022, 1, 4),
    }
    return Premises.everything.create(**(values | changed))


def function(territory: Territory, **changed: Any) -> PremisesFunction:
    """One thing new premises serve for."""
    values: dict[str, Any] = {"premises": None, "use": PremisesUse.COUNTER} | changed
    values["premises"] = values["premises"] or premises(territory)
    return PremisesFunction.everything.create(**values)


def project(territory: Territory, **changed: Any) -> PremisesProject:
    """A project of the first community folded into 旧改, still in the reserve."""
    values: dict[str, Any] = {
        "community": territory.community,
        "name": f"测试项目{next(NUMBERS)}",
        "plan_from_year": 2022,
        "plan_year": 2,
        "type": ProjectType.RENEWAL_SHARE,
        "carrier_programme": Carrier.OLD_ESTATES,
        "target_area_m2": Decimal(600),
        "budget_total_fen": 200_000_000,
    }
    return PremisesProject.everything.create(**(values | changed))


def fund(territory: Territory, **changed: Any) -> FundLine:
    """Money for a new project."""
    values: dict[str, Any] = {
        "project": changed.pop("project", None) or project(territory),
        "source": FundSource.DISTRICT,
        "amount_fen": 100_000_000,
        "arrived_fen": 40_000_000,
    }
    return FundLine.everything.create(**(values | changed))


def milestone(
    territory: Territory, kind: MilestoneKind = MilestoneKind.APPROVAL, **changed: Any
) -> Milestone:
    """A step of a new project reached in June 2024."""
    values: dict[str, Any] = {
        "project": changed.pop("project", None) or project(territory),
        "kind": kind,
        "actual_on": IN,
    }
    return Milestone.everything.create(**(values | changed))


def approved(territory: Territory, on: date = IN, **changed: Any) -> PremisesProject:
    """A project with its 立项."""
    found = project(territory, **({"state": "approved"} | changed))
    milestone(territory, project=found, actual_on=on)
    return found
