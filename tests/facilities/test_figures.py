"""The figures of the system over hand-made rows."""

from datetime import date
from typing import Any

import pytest

from linli.access.actor import SYSTEM
from linli.facilities.indicators import INDICATORS
from linli.facilities.models import Carrier, MilestoneKind
from linli.facilities.selectors import standing_still
from linli.indicators.compute import figures
from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.orgs.services import move_area
from tests.facilities import rows
from tests.territory import Territory

YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))
CODES = [indicator.code for indicator in INDICATORS]


def values(area: Area, period: Period = YEAR) -> dict[str, Any]:
    return {code.removeprefix("facilities."): f.value for code, f in figures(area, period, CODES).items()}


def test_a_project_counts_once_approved_and_folded_into_a_programme(territory: Territory) -> None:
    rows.project(territory)  # reserve only
    rows.approved(territory, carrier_programme=Carrier.NONE)
    rows.approved(territory, on=date(2024, 10, 31))
    rows.milestone(territory, MilestoneKind.SITE)
    rows.milestone(territory, actual_on=None, planned_on=date(2024, 5, 1))
    assert values(territory.district)["projects_in_programmes"] == 0
    rows.approved(territory, on=date(2024, 10, 30))
    rows.approved(territory, on=date(2022, 5, 1), carrier_programme=Carrier.EMBEDDED_CARE)
    assert values(territory.district)["projects_in_programmes"] == 2
    assert values(territory.streets[0])["projects_in_programmes"] == 2
    assert values(territory.streets[1])["projects_in_programmes"] == 0


def test_a_project_counts_until_the_day_it_is_cancelled(territory: Territory) -> None:
    gone = {"state": "cancelled", "cancelled_on": date(2024, 10, 30), "cancel_reason": "征收"}
    rows.approved(territory, on=date(2023, 5, 1), **gone)
    assert values(territory.district)["projects_in_programmes"] == 0
    before = Period(date(2024, 1, 1), date(2024, 10, 29))
    assert values(territory.district, before)["projects_in_programmes"] == 1


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("projects_completed", MilestoneKind.ACCEPTANCE),
        ("projects_moved_in", MilestoneKind.MOVE_IN),
    ],
)
def test_milestones_count_on_their_day(territory: Territory, code: str, kind: MilestoneKind) -> None:
    for day in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 10, 30), date(2024, 10, 31)):
        rows.milestone(territory, kind, actual_on=day)
    rows.milestone(territory, kind, actual_on=None, planned_on=rows.IN)
    found = values(territory.district)
    assert found[code] == 2
    assert sum(value or 0 for value in found.values()) == 2


def test_a_milestone_counts_where_its_community_stood_that_day(territory: Territory) -> None:
    rows.milestone(territory, MilestoneKind.ACCEPTANCE, actual_on=date(2024, 6, 30))
    rows.milestone(territory, MilestoneKind.ACCEPTANCE, actual_on=date(2024, 7, 1))
    rows.approved(territory)
    move_area(actor=SYSTEM, area=territory.community, new_parent=territory.streets[1], day=date(2024, 7, 1))
    first, second = (values(street) for street in territory.streets)
    assert (first["projects_completed"], second["projects_completed"]) == (1, 1)
    assert (first["projects_in_programmes"], second["projects_in_programmes"]) == (0, 1)
    assert values(territory.district)["projects_completed"] == 2


def test_standing_still_is_sixty_days_without_a_milestone(territory: Territory) -> None:
    day = date(2024, 10, 30)
    moving = rows.approved(territory, on=date(2024, 9, 1))
    still = rows.approved(territory, on=date(2024, 8, 31))
    rows.approved(territory, on=date(2023, 1, 4), state="moved_in")
    rows.project(territory)
    assert set(standing_still(day, 60)) == {still}
    assert moving not in standing_still(day, 60)
