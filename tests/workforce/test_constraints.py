"""Each invariant of the system is held by the database, whoever writes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from linli.workforce.models import Congress, RecruitPlan
from tests.territory import Territory
from tests.workforce import rows
from tests.workforce.constraint_names import error_of, missing

Make = Callable[..., Model]
DAY = rows.IN


def _congress(territory: Territory, **changed: Any) -> Model:
    values = {"area": territory.district, "year": 2023, "held_on": date(2023, 3, 21), "name": "大会"}
    return Congress.everything.create(**(values | changed))


def _plan(territory: Territory, **changed: Any) -> Model:
    values = {"area": territory.district, "year": 2023, "name": "方案", "posts_count": 5, "basis": "测试"}
    return RecruitPlan.everything.create(**(values | changed))


BROKEN: list[tuple[str, Make, dict[str, Any]]] = [
    ("worker_employment_known", rows.worker, {"employment": "robot"}),
    ("worker_hired_through_known", rows.worker, {"hired_through": "door"}),
    ("worker_education_known", rows.worker, {"education": "life"}),
    ("worker_post_known", rows.worker, {"post": "king"}),
    ("worker_level_sound", rows.worker, {"level": 0}),
    ("worker_level_sound", rows.worker, {"level": 25}),
    ("worker_level_since_hired", rows.worker, {"level_since": date(2020, 3, 1)}),
    ("worker_seniority_by_hiring", rows.worker, {"seniority_from": date(2020, 3, 3)}),
    ("worker_leaves_with_reason", rows.worker, {"left_on": DAY}),
    ("worker_leaves_with_reason", rows.worker, {"left_reason": "退休"}),
    ("worker_leaves_after_hiring", rows.worker, {"left_on": rows.HIRED, "left_reason": "退休"}),
    ("level_rule_post_known", rows.level_rule, {"post": "king"}),
    ("level_rule_band_sound", rows.level_rule, {"post": "chief", "min_level": 13}),
    ("level_rule_band_sound", rows.level_rule, {"post": "chief", "max_level": 25}),
    ("level_rule_step_sound", rows.level_rule, {"post": "chief", "step_years": 0}),
    ("level_rule_ends_after_start", rows.level_rule, {"post": "chief", "valid_to": date(2020, 1, 1)}),
    ("level_rule_one_per_post", rows.level_rule, {"valid_from": date(2024, 1, 1)}),
    ("certificate_kind_known", rows.certificate, {"kind": "paper", "level": ""}),
    ("certificate_level_known", rows.certificate, {"level": "royal"}),
    ("certificate_state_known", rows.certificate, {"state": "framed"}),
    ("certificate_level_fits_kind", rows.certificate, {"level": "senior"}),
    ("certificate_level_fits_kind", rows.certificate, {"kind": "other"}),
    ("certificate_state_fits_dates", rows.certificate, {"state": "declared"}),
    ("certificate_state_fits_dates", rows.certificate, {"cert_no": ""}),
    ("certificate_state_fits_dates", rows.certificate, {"state": "rejected", "verified_on": None}),
    ("certificate_state_fits_dates", rows.certificate, {"state": "revoked", "revoked_on": DAY}),
    ("certificate_dates_in_order", rows.certificate, {"verified_on": date(2023, 9, 3)}),
    (
        "certificate_dates_in_order",
        rows.certificate,
        {"state": "revoked", "reason": "注销", "revoked_on": date(2023, 9, 4)},
    ),
    ("allowance_rule_level_known", rows.allowance, {"level": "royal"}),
    ("allowance_rule_has_amount", rows.allowance, {"level": "senior", "monthly_fen": 0}),
    ("allowance_rule_has_basis", rows.allowance, {"level": "senior", "basis": ""}),
    ("allowance_rule_ends_after_start", rows.allowance, {"level": "senior", "valid_to": date(2023, 1, 1)}),
    ("allowance_rule_one_per_level", rows.allowance, {"valid_from": DAY}),
    ("congress_once_a_year", _congress, {"held_on": date(2023, 12, 31)}),
    ("congress_held_in_its_year", _congress, {"year": 2022}),
    ("congress_attendance_status_known", rows.attendance, {"status": "asleep"}),
    ("commendation_state_known", rows.commendation, {"state": "framed"}),
    ("commendation_state_fits_dates", rows.commendation, {"decided_on": None}),
    ("commendation_state_fits_dates", rows.commendation, {"state": "posted"}),
    ("commendation_state_fits_dates", rows.commendation, {"state": "vetted", "decided_on": None}),
    ("commendation_state_fits_dates", rows.commendation, {"state": "declined", "decided_on": None}),
    ("commendation_dates_in_order", rows.commendation, {"decided_on": date(2024, 5, 29)}),
    ("commendation_dates_in_order", rows.commendation, {"posted_until": date(2024, 5, 20)}),
    ("commendation_dates_in_order", rows.commendation, {"nominated_on": date(2024, 5, 21)}),
    ("commendation_state_fits_dates", rows.commendation, {"posted_from": None}),
    ("payroll_month_is_first_day", rows.payroll, {"month": date(2024, 6, 2)}),
    (
        "payroll_parts_not_negative",
        rows.payroll,
        {"base_fen": 437_500, "performance_fen": -1, "level_fen": 100_001},
    ),
    ("payroll_parts_not_negative", rows.payroll, {"insurance_fen": -1}),
    ("payroll_parts_make_gross", rows.payroll, {"gross_fen": 552_501}),
    (
        "payroll_gross_positive",
        rows.payroll,
        dict.fromkeys(("base_fen", "level_fen", "performance_fen", "allowance_fen", "gross_fen"), 0),
    ),
    ("payroll_paid_from_its_month", rows.payroll, {"paid_on": date(2024, 5, 31)}),
    ("operating_budget_once_a_year", rows.budget, {}),
    ("operating_budget_year_sound", rows.budget, {"year": 24}),
    ("operating_budget_part_year_explained", rows.budget, {"year": 2023, "full_year": False}),
    ("budget_line_source_known", rows.line, {"source": "lottery"}),
    ("budget_line_category_known", rows.line, {"category": "banquet"}),
    ("budget_line_has_amount", rows.line, {"amount_fen": 0}),
    ("recruit_plan_once_a_year", _plan, {}),
    ("recruit_plan_has_posts", _plan, {"year": 2022, "posts_count": 0}),
    ("recruit_plan_year_sound", _plan, {"year": 23}),
    ("candidate_state_known", rows.candidate, {"state": "king"}),
    ("candidate_state_fits_dates", rows.candidate, {"state": "applied"}),
    ("candidate_state_fits_dates", rows.candidate, {"recommended_on": None}),
    ("candidate_state_fits_dates", rows.candidate, {"state": "employed"}),
    ("candidate_state_fits_dates", rows.candidate, {"employed_on": date(2024, 10, 8)}),
    ("candidate_state_fits_dates", rows.candidate, {"state": "failed"}),
    ("candidate_dates_in_order", rows.candidate, {"recommended_on": date(2024, 6, 23)}),
    (
        "candidate_dates_in_order",
        rows.candidate,
        {"state": "employed", "employed_on": date(2024, 9, 2)},
    ),
]
BESIDE_BUDGET = {"budget_line_source_known", "budget_line_category_known", "budget_line_has_amount"}


@pytest.mark.parametrize(("name", "make", "changed"), BROKEN)
def test_the_database_refuses(territory: Territory, name: str, make: Make, changed: dict[str, Any]) -> None:
    lawful = make(territory)
    if name in BESIDE_BUDGET:
        changed = changed | {"budget": lawful.budget}  # type: ignore[attr-defined]  # one budget per community
    with pytest.raises(IntegrityError, match=error_of("workforce", name)), transaction.atomic():
        make(territory, **changed)


def _again_certificate(territory: Territory) -> Callable[[], Model]:
    of = rows.worker(territory)
    return lambda: rows.certificate(territory, worker=of)


def _again_number(territory: Territory) -> Callable[[], Model]:
    return lambda: rows.certificate(territory, cert_no="同号")


def _again_attendance(territory: Territory) -> Callable[[], Model]:
    of = rows.worker(territory)
    return lambda: rows.attendance(territory, worker=of)


def _again_commendation(territory: Territory) -> Callable[[], Model]:
    of = rows.worker(territory)
    return lambda: rows.commendation(territory, worker=of)


def _again_payroll(territory: Territory) -> Callable[[], Model]:
    of = rows.worker(territory)
    return lambda: rows.payroll(territory, worker=of)


def _again_line(territory: Territory) -> Callable[[], Model]:
    of = rows.budget(territory)
    return lambda: rows.line(territory, budget=of)


def _again_unit(territory: Territory) -> Callable[[], Model]:
    return lambda: rows.unit(territory)


def _again_candidate(territory: Territory) -> Callable[[], Model]:
    of = rows.worker(territory)
    return lambda: rows.candidate(territory, worker=of)


def _again_employed(territory: Territory) -> Callable[[], Model]:
    person = territory.person()
    return lambda: rows.worker(territory, person=person)


AGAIN: list[tuple[str, Callable[[Territory], Callable[[], Model]]]] = [
    ("certificate_once_per_kind", _again_certificate),
    ("certificate_number_once", _again_number),
    ("congress_attendance_once", _again_attendance),
    ("commendation_once_per_congress", _again_commendation),
    ("payroll_once_a_month", _again_payroll),
    ("budget_line_once_per_purpose", _again_line),
    ("recruit_plan_unit_once", _again_unit),
    ("candidate_once_per_plan", _again_candidate),
    ("worker_employed_once_at_a_time", _again_employed),
]


@pytest.mark.parametrize(("name", "prepare"), AGAIN)
def test_once_only(
    territory: Territory, name: str, prepare: Callable[[Territory], Callable[[], Model]]
) -> None:
    make = prepare(territory)
    make()
    with pytest.raises(IntegrityError, match=error_of("workforce", name)), transaction.atomic():
        make()


def test_a_person_comes_back_after_leaving(territory: Territory) -> None:
    person = territory.person()
    rows.worker(territory, person=person, left_on=DAY, left_reason="辞职")
    again = {"hired_on": DAY, "level_since": DAY, "seniority_from": rows.HIRED}
    rows.worker(territory, person=person, **again)


def test_a_revoked_certificate_makes_room_for_its_successor(territory: Territory) -> None:
    of = rows.worker(territory)
    rows.certificate(territory, worker=of, state="revoked", revoked_on=DAY, reason="遗失补办")
    rows.certificate(territory, worker=of)


def test_every_constraint_was_tried() -> None:
    assert missing("workforce", [name for name, *_ in BROKEN] + [name for name, _ in AGAIN]) == set()
