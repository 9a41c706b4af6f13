"""The figures of the system over hand-made rows."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db.models import Model

from linli.access.actor import SYSTEM
from linli.indicators.compute import figures, figures_by
from linli.indicators.drill import DENOMINATOR, NUMERATOR, record_set, record_sets
from linli.indicators.period import Period
from linli.indicators.registry import get
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.services import move_area
from linli.workforce.indicators import INDICATORS
from linli.workforce.models import Congress
from tests.territory import Territory
from tests.workforce import rows

YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))
CODES = [indicator.code for indicator in INDICATORS]


def values(area: Area, period: Period = YEAR) -> dict[str, Any]:
    return {code.split(".")[1]: figure.value for code, figure in figures(area, period, CODES).items()}


def congresses(area: Area, *years: int, month: int = 3) -> None:
    for year in years:
        Congress.everything.create(area=area, year=year, held_on=date(year, month, 19), name=f"{year}年大会")


@pytest.mark.parametrize(
    ("years", "cutoff", "length"),
    [
        ((2021, 2022, 2023, 2024), date(2024, 10, 30), 4),
        ((2021, 2022, 2023, 2024), date(2024, 3, 19), 4),
        ((2021, 2022, 2023, 2024), date(2024, 3, 18), 3),  # this year's is still to come
        ((2021, 2022, 2023), date(2024, 10, 30), 3),
        ((2021, 2022, 2023), date(2025, 1, 1), 0),  # a whole year went by
        ((2020, 2022, 2023, 2024), date(2024, 10, 30), 3),
        ((2024,), date(2024, 10, 30), 1),
        ((), date(2024, 10, 30), 0),
        ((2021, 2022, 2023, 2024), date(2022, 6, 1), 2),
    ],
)
def test_the_run_of_congresses(
    territory: Territory, years: tuple[int, ...], cutoff: date, length: int
) -> None:
    congresses(territory.district, *years)
    period = Period(date(cutoff.year, 1, 1), cutoff)
    assert values(territory.district, period)["congress_years"] == length
    listed = record_set(get("workforce.congress_years"), territory.district, period).rows
    assert [congress.year for congress in listed] == sorted((c.year for c in listed), reverse=True)
    assert listed.count() == length


def test_a_street_has_its_own_congresses(territory: Territory) -> None:
    congresses(territory.district, 2023, 2024)
    congresses(territory.streets[0], 2024, month=5)
    by_street = figures_by(territory.district, YEAR, Kind.STREET, ["workforce.congress_years"])
    assert [child.figure.value for child in by_street["workforce.congress_years"]] == [1, 0]
    assert values(territory.district)["congress_years"] == 2


def test_attendees_are_those_who_came(territory: Territory) -> None:
    rows.attendance(territory)
    rows.attendance(territory, status="excused")
    rows.attendance(territory, status="absent")
    before = rows.congress(territory, date(2023, 3, 21))
    rows.attendance(territory, congress=before)
    assert values(territory.district)["congress_attendees"] == 1
    assert values(territory.district, YEAR.a_year_before())["congress_attendees"] == 1
    day = Period(date(2024, 3, 19), date(2024, 3, 19))
    assert values(territory.district, day)["congress_attendees"] == 1


def test_certified_are_people_in_post_who_hold_a_certificate(territory: Territory) -> None:
    twice = rows.worker(territory)
    rows.certificate(territory, worker=twice)
    rows.certificate(territory, worker=twice, kind="social_worker", level="intermediate")
    rows.certificate(territory, issued_on=date(2024, 10, 30), state="declared", verified_on=None)
    rows.certificate(territory, issued_on=date(2024, 10, 31), state="declared", verified_on=None)
    rows.certificate(territory, kind="other", level="")
    rows.certificate(territory, state="rejected", verified_on=None, reason="查无此证")
    rows.certificate(territory, state="revoked", revoked_on=date(2024, 10, 30), reason="注销")
    left = rows.worker(territory, left_on=date(2024, 10, 30), left_reason="退休")
    rows.certificate(territory, worker=left)
    hired_later = {"hired_on": date(2024, 10, 31), "level_since": date(2024, 10, 31)}
    rows.certificate(territory, worker=rows.worker(territory, **hired_later))
    found = record_set(get("workforce.certified"), territory.district, YEAR)
    assert values(territory.district)["certified"] == found.value() == 2
    assert twice in found.rows
    day_before = Period(date(2024, 1, 1), date(2024, 10, 29))
    assert values(territory.district, day_before)["certified"] == 3  # still held, still in post


def test_allowances_are_the_rules_in_force_nearest_above(territory: Territory) -> None:
    rows.allowance(territory, monthly_fen=10_000, valid_from=date(2021, 1, 1), valid_to=date(2024, 10, 30))
    rows.allowance(territory, valid_from=date(2024, 10, 30))
    rows.allowance(territory, level="senior", monthly_fen=50_050, valid_to=date(2024, 10, 30))
    here = values(territory.neighbourhoods[0])
    assert (here["allowance_junior"], here["allowance_senior"]) == (150, None)
    earlier = values(territory.district, Period(date(2024, 1, 1), date(2024, 10, 29)))
    assert (earlier["allowance_junior"], earlier["allowance_senior"]) == (100, Fraction(1001, 2))
    assert record_set(get("workforce.allowance_junior"), territory.streets[0], YEAR).rows.count() == 1


def test_average_pay_is_gross_by_person_months_times_twelve(territory: Territory) -> None:
    rows.payroll(territory)
    rows.payroll(territory, base_fen=300_001, gross_fen=552_501, month=date(2024, 1, 1))
    rows.payroll(territory, month=date(2024, 10, 1), paid_on=date(2024, 10, 30))
    rows.payroll(territory, month=date(2024, 10, 1), paid_on=date(2024, 10, 31))
    rows.payroll(territory, month=date(2024, 9, 1), paid_on=None)
    rows.payroll(territory, month=date(2023, 12, 1), paid_on=date(2024, 1, 5))
    figure = figures(territory.district, YEAR, ["burden.average_pay"])["burden.average_pay"]
    assert (figure.numerator, figure.denominator) == (3 * 552_500 + 1, 3)
    assert figure.value == Fraction(3 * 552_500 + 1, 3) * 12 / 1_000_000
    parts = {
        each.part: each.value() for each in record_sets(get("burden.average_pay"), territory.district, YEAR)
    }
    assert parts == {NUMERATOR: 3 * 552_500 + 1, DENOMINATOR: 3}
    assert values(territory.streets[1])["average_pay"] is None
    february = Period(date(2024, 1, 2), date(2024, 2, 29))
    assert values(territory.district, february)["average_pay"] is None


def test_running_funds_are_full_year_budgets_by_communities(territory: Territory) -> None:
    first = rows.budget(territory)
    rows.line(territory, budget=first)
    rows.line(territory, budget=first, source="street", amount_fen=2_000_000)
    second = rows.budget(territory, community=territory.communities[1])
    rows.line(territory, budget=second, amount_fen=37_000_000)
    partial = rows.budget(territory, community=territory.communities[2], full_year=False, note="新设")
    rows.line(territory, budget=partial)
    late = rows.budget(territory, community=territory.communities[3], adopted_on=date(2024, 10, 31))
    rows.line(territory, budget=late)
    rows.line(territory, budget=rows.budget(territory, year=2023))
    figure = figures(territory.district, YEAR, ["burden.average_running_funds"])[
        "burden.average_running_funds"
    ]
    assert figure.value == 39
    assert (figure.numerator, figure.denominator) == (78_000_000, 2)
    assert values(territory.streets[1])["average_running_funds"] is None
    after = Period(date(2024, 1, 1), date(2024, 10, 31))
    assert values(territory.streets[1], after)["average_running_funds"] == 39


def test_streets_recruiting(territory: Territory) -> None:
    rows.unit(territory)
    rows.unit(territory, street=territory.streets[1], withdrew_on=date(2024, 10, 31))
    assert values(territory.district)["recruiting_streets"] == 2
    after = Period(date(2024, 1, 1), date(2024, 10, 31))
    assert values(territory.district, after)["recruiting_streets"] == 1
    rows.unit(territory, plan=rows.plan(territory, year=2025, announced_on=None))
    assert values(territory.streets[0])["recruiting_streets"] == 1


def test_recommended_whatever_became_of_them(territory: Territory) -> None:
    rows.candidate(territory)
    rows.candidate(territory, state="failed", reason="体检不合格")
    rows.candidate(territory, state="failed", reason="不符合条件", recommended_on=None)
    rows.candidate(territory, state="applied", recommended_on=None)
    assert values(territory.district)["recommended"] == 2


FLOWS: list[tuple[str, Callable[..., Model], str, dict[str, Any]]] = [
    (
        "commended",
        rows.commendation,
        "decided_on",
        {
            "nominated_on": date(2023, 1, 2),
            "posted_from": date(2023, 1, 9),
            "posted_until": date(2023, 1, 20),
        },
    ),
    ("recommended", rows.candidate, "recommended_on", {"applied_on": date(2023, 6, 1)}),
]


@pytest.mark.parametrize(("code", "make", "field", "changed"), FLOWS)
def test_first_and_last_day_of_a_flow(
    territory: Territory, code: str, make: Callable[..., Model], field: str, changed: dict[str, Any]
) -> None:
    for day in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 10, 30), date(2024, 10, 31)):
        make(territory, **changed, **{field: day})
    assert values(territory.district)[code] == 2


def test_what_was_counted_stays_where_the_community_stood(territory: Territory) -> None:
    rows.attendance(territory)
    rows.payroll(territory)
    rows.payroll(territory, month=date(2024, 7, 1), paid_on=date(2024, 7, 26))
    rows.certificate(territory)
    move_area(actor=SYSTEM, area=territory.community, new_parent=territory.streets[1], day=date(2024, 7, 1))
    first, second = (values(street) for street in territory.streets)
    assert (first["congress_attendees"], second["congress_attendees"]) == (1, 0)
    assert (first["certified"], second["certified"]) == (0, 1)
    pay = figures_by(territory.district, YEAR, Kind.STREET, ["burden.average_pay"])["burden.average_pay"]
    assert [child.figure.denominator for child in pay] == [1, 1]


def test_a_worker_who_moves_takes_no_past_figure_along(territory: Territory) -> None:
    worker = rows.worker(territory)
    rows.attendance(territory, worker=worker)
    worker.community = territory.communities[2]
    worker.save()
    first, second = (values(street) for street in territory.streets)
    assert (first["congress_attendees"], second["congress_attendees"]) == (1, 0)
