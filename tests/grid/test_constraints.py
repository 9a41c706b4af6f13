"""Each invariant of the leads' files is held by the database, whoever writes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from linli.grid.models import SelectionStandard
from tests.grid import rows
from tests.territory import Territory

BROKEN: list[tuple[str, Callable[..., Model], dict[str, Any]]] = [
    ("lead_produced_by_known", rows.lead, {"produced_by": "lottery"}),
    ("lead_leave_reason_known", rows.lead, {"leave_reason": "boredom"}),
    ("lead_has_decision", rows.lead, {"decision": ""}),
    ("lead_assessed_before_decision", rows.lead, {"assessed_on": date(2023, 2, 21)}),
    ("lead_publicity_ends_after_start", rows.lead, {"publicity_to": date(2023, 2, 6)}),
    ("best_neighbour_lead_level_known", rows.honour, {"level": "village"}),
    ("best_neighbour_lead_has_decision", rows.honour, {"decision": ""}),
    ("best_neighbour_lead_posted_before_decision", rows.honour, {"publicity_from": date(2024, 5, 20)}),
    (
        "best_neighbour_lead_posted_before_decision",
        rows.honour,
        {"publicity_from": date(2024, 5, 20), "publicity_to": date(2024, 6, 4)},
    ),
]


@pytest.mark.parametrize(("name", "make", "changed"), BROKEN)
def test_the_database_refuses(
    territory: Territory, name: str, make: Callable[..., Model], changed: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make(territory, **changed)
    make(territory)


def test_one_file_per_appointment(territory: Territory) -> None:
    rows.lead(territory)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.lead(territory)


def test_honoured_once_a_year_and_level(territory: Territory) -> None:
    rows.honour(territory)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.honour(territory)
    rows.honour(territory, level="street")
    rows.honour(territory, year=2023, decided_on=date(2023, 12, 20))


def test_one_standard_in_force(territory: Territory) -> None:
    first = rows.standard(territory)
    values: dict[str, Any] = {"area": territory.district, "items": []}
    with pytest.raises(IntegrityError, match="selection_standard_one_in_force"), transaction.atomic():
        SelectionStandard.everything.create(**values, valid_from=date(2024, 1, 1))
    first.valid_to = first.valid_from
    with pytest.raises(IntegrityError, match="selection_standard_ends_after_start"), transaction.atomic():
        first.save()
