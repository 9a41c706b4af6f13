"""Each invariant of the system is held by the database, whoever writes."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from tests.facilities import rows
from tests.territory import Territory
from tests.workforce.constraint_names import error_of, missing

Make = Callable[..., Model]
FIXED = {"name": "一样的名称"}
BROKEN: list[tuple[str, Make, dict[str, Any]]] = [
    ("premises_name_once_per_community", rows.premises, FIXED),
    ("premises_tenure_known", rows.premises, {"tenure": "stolen"}),
    ("premises_has_size", rows.premises, {"floor_area_m2": Decimal(0)}),
    (
        "premises_parts_within_whole",
        rows.premises,
        {"activity_area_m2": Decimal(301), "office_area_m2": None},
    ),
    ("premises_parts_within_whole", rows.premises, {"office_area_m2": Decimal(121)}),
    ("premises_parts_within_whole", rows.premises, {"office_area_m2": Decimal(-1)}),
    ("premises_ends_after_start", rows.premises, {"valid_to": date(2022, 1, 4)}),
    ("premises_function_known", rows.function, {"use": "casino"}),
    ("premises_project_name_once_per_plan", rows.project, FIXED),
    ("premises_project_type_known", rows.project, {"type": "magic"}),
    ("premises_project_carrier_known", rows.project, {"carrier_programme": "pony"}),
    ("premises_project_state_known", rows.project, {"state": "haunted"}),
    ("premises_project_plan_has_three_years", rows.project, {"plan_year": 4}),
    ("premises_project_plan_has_three_years", rows.project, {"plan_year": 0}),
    ("premises_project_has_size", rows.project, {"target_area_m2": Decimal(0)}),
    ("premises_project_budget_not_negative", rows.project, {"budget_total_fen": -1}),
    ("premises_project_cancelled_with_reason", rows.project, {"state": "cancelled", "cancelled_on": rows.IN}),
    (
        "premises_project_cancelled_with_reason",
        rows.project,
        {"cancelled_on": rows.IN, "cancel_reason": "征收"},
    ),
    ("premises_project_cancelled_with_reason", rows.project, {"state": "cancelled", "cancel_reason": "征收"}),
    ("fund_line_source_known", rows.fund, {"source": "lottery"}),
    ("fund_line_has_amount", rows.fund, {"amount_fen": 0, "arrived_fen": 0}),
    ("fund_line_arrived_within_amount", rows.fund, {"arrived_fen": 100_000_001}),
    ("fund_line_arrived_within_amount", rows.fund, {"arrived_fen": -1}),
    ("milestone_kind_known", rows.milestone, {"kind": "party"}),
    ("milestone_planned_or_reached", rows.milestone, {"actual_on": None}),
]
AGAIN: list[tuple[str, Callable[[Territory], Callable[[], Model]]]] = [
    (
        "premises_function_once",
        lambda t: (lambda of: lambda: rows.function(t, premises=of))(rows.premises(t)),
    ),
    ("fund_line_once_per_source", lambda t: (lambda of: lambda: rows.fund(t, project=of))(rows.project(t))),
    (
        "milestone_once_per_kind",
        lambda t: (lambda of: lambda: rows.milestone(t, project=of))(rows.project(t)),
    ),
]


@pytest.mark.parametrize(("name", "make", "changed"), BROKEN)
def test_the_database_refuses(territory: Territory, name: str, make: Make, changed: dict[str, Any]) -> None:
    make(territory, **(FIXED if changed is FIXED else {}))  # lawful as it is
    with pytest.raises(IntegrityError, match=error_of("facilities", name)), transaction.atomic():
        make(territory, **changed)


@pytest.mark.parametrize(("name", "prepare"), AGAIN)
def test_once_only(
    territory: Territory, name: str, prepare: Callable[[Territory], Callable[[], Model]]
) -> None:
    make = prepare(territory)
    make()
    with pytest.raises(IntegrityError, match=error_of("facilities", name)), transaction.atomic():
        make()


def test_a_name_is_free_again_once_the_rooms_are_given_up(territory: Territory) -> None:
    rows.premises(territory, **FIXED, valid_to=date(2024, 5, 16))
    rows.premises(territory, **FIXED)


def test_every_constraint_was_tried() -> None:
    assert missing("facilities", [name for name, *_ in BROKEN] + [name for name, _ in AGAIN]) == set()
