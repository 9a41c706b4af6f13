"""The demo's rows of premises, workers and burdens give the published figures to the last unit."""

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from django.db import connection

import linli.demo
from linli.burden import demo as burden
from linli.common.quality import Severity, all_checks
from linli.facilities import demo as facilities
from linli.indicators.compute import figures
from linli.indicators.period import Period
from linli.indicators.registry import all_indicators
from linli.orgs.selectors import district
from linli.people.crypto import ensure_key
from linli.workforce import demo as workforce
from linli.workforce.models import Payroll, Worker
from tests.workforce.demo_world import ground, settle

SYSTEMS = ("facilities", "workforce", "burden")
FIGURES = Path(linli.demo.__file__).parent / "data" / "figures.csv"
YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))


def build(size: str) -> None:
    ensure_key()
    world = ground(size)
    for room in (workforce, facilities, burden):
        room.build(world)
    settle(world)
    connection.check_constraints()


def failing() -> list[str]:
    return [
        line
        for check in all_checks()
        if check.severity is Severity.ERROR and check.code.split(".")[0] in SYSTEMS
        for line in check.find()
    ]


@pytest.mark.usefixtures("standing_clock")
def test_the_figures_are_those_of_the_report(db: None) -> None:
    build("full")
    with FIGURES.open(encoding="utf-8") as file:
        wanted = {row["code"]: Fraction(row["demo"]) for row in csv.DictReader(file)}
    codes = [indicator.code for indicator in all_indicators() if indicator.system in SYSTEMS]
    area = district()
    assert area is not None
    found = {code: figure.value for code, figure in figures(area, YEAR, codes).items()}
    assert found == {code: wanted[code] for code in codes}
    assert len(codes) == 20
    assert failing() == []
    assert 1_100 <= Worker.everything.filter(left_on__isnull=True).count() <= 1_200
    assert Payroll.everything.filter(paid_on__isnull=True).exists()
    before = figures(area, YEAR.a_year_before(), codes)
    assert all(
        before[code].value for code in ("workforce.commended", "burden.average_pay", "burden.plaques_removed")
    )


@pytest.mark.usefixtures("standing_clock")
def test_the_small_district_has_the_same_shapes(db: None) -> None:
    build("small")
    codes = [indicator.code for indicator in all_indicators() if indicator.system in SYSTEMS]
    area = district()
    assert area is not None
    found = figures(area, YEAR, codes)
    assert [code for code in codes if not found[code].value] == []
    assert found["burden.average_pay"].value == Fraction(663, 100)
    assert found["burden.average_running_funds"].value == 39
    assert failing() == []
