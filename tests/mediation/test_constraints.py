"""Each invariant of the system is held by the database, whoever writes."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from linli.mediation.models import IllegalBuildingLedger, Outcome
from tests.mediation.rows import building, closed_case, ledgers, notable, open_case
from tests.territory import Territory

NOTABLE: list[tuple[str, dict[str, Any]]] = [
    ("notable_category_known", {"primary_category": "elder"}),
    ("notable_source_known", {"source": "lottery"}),
    ("notable_leaves_after_listing", {"left_on": date(2022, 3, 1), "left_reason": "moved"}),
    ("notable_leaves_with_reason", {"left_on": date(2023, 3, 1)}),
    ("notable_leaves_with_reason", {"left_reason": "moved"}),
    ("notable_paused_while_listed", {"paused_on": date(2021, 3, 1)}),
]
CASE: list[tuple[str, dict[str, Any]]] = [
    ("dispute_case_source_known", {"source": "rumour"}),
    ("dispute_case_kind_known", {"kind": "poetry"}),
    ("dispute_case_intensity_known", {"intensity": "epic"}),
    ("dispute_case_stage_(known|fits_closing)", {"stage": "lost"}),
    ("dispute_case_outcome_iff_closed", {"outcome": ""}),
    ("dispute_case_outcome_iff_closed", {"outcome": "voted", "outcome_reason": "表决"}),
    ("dispute_case_stage_fits_closing", {"stage": "hearing"}),
    ("dispute_case_accepted_iff_numbered", {"serial": None}),
    ("dispute_case_without_agreement_says_why", {"outcome": Outcome.FAILED, "outcome_reason": ""}),
    ("dispute_case_dates_in_order", {"registered_on": date(2024, 6, 1), "accepted_on": date(2024, 5, 30)}),
    ("dispute_case_dates_in_order", {"due_on": date(2024, 5, 24)}),
    ("dispute_case_has_two_parties", {"parties_count": 1}),
    ("dispute_case_amount_not_negative", {"amount_fen": -1}),
    (
        "dispute_case_mediated_was_accepted",
        {"accepted_on": None, "due_on": None, "year": None, "serial": None},
    ),
]
BUILDING: list[tuple[str, dict[str, Any]]] = [
    ("illegal_building_kind_known", {"kind": "tent"}),
    ("illegal_building_state_(known|fits_dates)", {"state": "gone"}),
    ("illegal_building_has_size", {"area_m2": 0}),
    ("illegal_building_compensation_not_negative", {"compensation_fen": -100}),
    ("illegal_building_state_fits_dates", {"state": "stopped"}),
    ("illegal_building_disposed_somehow", {"disposal": ""}),
    (
        "illegal_building_compensated_when_disposed",
        {"compensation_fen": 1, "disposed_on": None, "disposal": "", "state": "stopped"},
    ),
    ("illegal_building_dates_in_order", {"first_action_on": date(2024, 6, 2)}),
    ("illegal_building_dates_in_order", {"petition_on": date(2024, 6, 2)}),
]


@pytest.mark.parametrize(("name", "changed"), NOTABLE)
def test_listings(territory: Territory, name: str, changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        notable(territory, **changed)


def test_a_person_is_listed_once_at_a_time(territory: Territory) -> None:
    first = notable(territory, left_on=date(2023, 1, 1), left_reason="moved")
    notable(territory, person=first.person, listed_on=date(2023, 1, 1), community=territory.communities[3])
    with pytest.raises(IntegrityError, match="notable_once_at_a_time"), transaction.atomic():
        notable(territory, person=first.person, listed_on=date(2022, 12, 31), left_on=None)


@pytest.mark.parametrize(("name", "changed"), CASE)
def test_cases(territory: Territory, name: str, changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        closed_case(territory, **changed)


def test_a_stage_is_one_of_the_table(territory: Territory) -> None:
    with pytest.raises(IntegrityError, match="dispute_case_stage_known"), transaction.atomic():
        open_case(territory, stage="lost")


def test_an_open_case_has_no_outcome(territory: Territory) -> None:
    with pytest.raises(IntegrityError, match="dispute_case_outcome_iff_closed"), transaction.atomic():
        open_case(territory, outcome=Outcome.AGREED)


def test_a_case_once_accepted_cannot_be_declined(territory: Territory) -> None:
    case = closed_case(territory, outcome=Outcome.FAILED)
    case.outcome = Outcome.DECLINED
    with (
        pytest.raises(IntegrityError, match="dispute_case_declined_not_accepted"),
        transaction.atomic(),
    ):
        case.save()


def test_a_number_is_given_once_a_year(territory: Territory) -> None:
    first = closed_case(territory)
    with pytest.raises(IntegrityError), transaction.atomic():
        closed_case(territory, serial=first.serial)
    closed_case(territory, serial=first.serial, community=territory.communities[1])


@pytest.mark.parametrize(("name", "changed"), BUILDING)
def test_buildings(territory: Territory, name: str, changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        building(territory, **changed)


def test_one_ledger_a_year(territory: Territory) -> None:
    ledgers(territory.district, 2024)
    with pytest.raises(IntegrityError), transaction.atomic():
        ledgers(territory.district, 2024)
    with (
        pytest.raises(IntegrityError, match="illegal_building_ledger_year_sound"),
        transaction.atomic(),
    ):
        IllegalBuildingLedger.everything.create(area=territory.district, year=24, opened_on=date(2024, 1, 5))
