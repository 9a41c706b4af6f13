"""Rows of this system for tests, each lawful unless told otherwise. Dates are bound to 2024 as the movers need."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from linli.common.clock import add_months
from linli.mediation.models import (
    BuildingKind,
    CaseSource,
    Category,
    Disposal,
    DisputeCase,
    DisputeKind,
    IllegalBuilding,
    IllegalBuildingLedger,
    ListingSource,
    Notable,
    Outcome,
)
from linli.orgs.models import Area
from tests.territory import Territory

SERIALS = count(1)
IN = date(2024, 6, 3)


def notable(territory: Territory, **changed: Any) -> Notable:
    """A party member on the roster of the first community since 2022."""
    values: dict[str, Any] = {
        "community": territory.community,
        "primary_category": Category.PARTY_MEMBER,
        "source": ListingSource.NEIGHBOURS,
        "listed_on": date(2022, 3, 1),
    } | changed
    if "person" not in values:
        values["person"] = territory.person()
    return Notable.everything.create(**values)


def closed_case(
    territory: Territory, closed_on: date = IN, outcome: Outcome = Outcome.AGREED, **changed: Any
) -> DisputeCase:
    """A case of the first community, accepted ten days before closing (declined ones never)."""
    registered = date.fromordinal(closed_on.toordinal() - 10)
    values: dict[str, Any] = {
        "community": territory.community,
        "source": CaseSource.APPLICATION,
        "kind": DisputeKind.NEIGHBOURS,
        "registered_on": registered,
        "stage": "archived",
        "outcome": outcome,
        "outcome_reason": "" if outcome == Outcome.AGREED else "一方不愿继续",
        "closed_on": closed_on,
        "remedies_told_on": closed_on,
    }
    if outcome != Outcome.DECLINED:
        values |= {
            "accepted_on": registered,
            "due_on": add_months(registered, 1),
            "year": registered.year,
            "serial": next(SERIALS),
        }
    return DisputeCase.everything.create(**(values | changed))


def open_case(territory: Territory, **changed: Any) -> DisputeCase:
    """A case accepted on 3 June 2024 and still being mediated."""
    values: dict[str, Any] = {
        "community": territory.community,
        "source": CaseSource.INITIATIVE,
        "kind": DisputeKind.PROPERTY,
        "registered_on": IN,
        "accepted_on": IN,
        "due_on": date(2024, 7, 3),
        "year": 2024,
        "serial": next(SERIALS),
        "stage": "informed",
    }
    return DisputeCase.everything.create(**(values | changed))


def building(territory: Territory, index: int = 0, **changed: Any) -> IllegalBuilding:
    """A new building in the n-th estate, found on 3 June 2024, stopped the next day, gone on the 20th."""
    values: dict[str, Any] = {
        "estate": territory.estates[index],
        "place": "3栋楼顶",
        "kind": BuildingKind.NEW,
        "area_m2": Decimal("12.50"),
        "found_on": IN,
        "first_action_on": date(2024, 6, 4),
        "first_action": "当场制止",
        "disposed_on": date(2024, 6, 20),
        "disposal": Disposal.BY_OWNER,
        "state": "disposed",
    }
    return IllegalBuilding.everything.create(**(values | changed))


def standing(territory: Territory, index: int = 0, **changed: Any) -> IllegalBuilding:
    """An existing building found on 3 June 2024, stopped the next day, and still there."""
    values: dict[str, Any] = {
        "kind": BuildingKind.EXISTING,
        "disposed_on": None,
        "disposal": "",
        "state": "stopped",
    }
    return building(territory, index, **(values | changed))


def ledgers(area: Area, *years: int) -> list[IllegalBuildingLedger]:
    """Opened on 5 January of each year."""
    return [
        IllegalBuildingLedger.everything.create(area=area, year=year, opened_on=date(year, 1, 5))
        for year in years
    ]
