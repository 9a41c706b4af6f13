"""The figures of the system over hand-made rows."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Model

from linli.access.actor import SYSTEM
from linli.burden.indicators import INDICATORS
from linli.burden.models import ListLevel
from linli.burden.selectors import silent_accounts
from linli.indicators.compute import figures, figures_by
from linli.indicators.drill import record_set
from linli.indicators.period import Period
from linli.indicators.registry import get
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.services import move_area
from tests.burden import rows
from tests.territory import Territory

YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))
CODES = [indicator.code for indicator in INDICATORS]


def values(area: Area, period: Period = YEAR) -> dict[str, Any]:
    return {code.split(".")[1]: figure.value for code, figure in figures(area, period, CODES).items()}


def test_items_count_while_in_force(territory: Territory) -> None:
    rows.item(territory)
    rows.item(territory, valid_from=date(2022, 1, 1), valid_to=date(2024, 10, 30))
    rows.item(territory, valid_from=date(2024, 10, 31))
    rows.item(territory, ListLevel.DISTRICT)
    found = values(territory.district)
    assert (found["provincial_items"], found["district_items"]) == (1, 1)
    day_before = values(territory.district, Period(date(2024, 1, 1), date(2024, 10, 29)))
    assert (day_before["provincial_items"], day_before["district_items"]) == (2, 1)


def test_lists_of_the_district_are_its_own_level(territory: Territory) -> None:
    rows.item(territory)
    by_street = figures_by(territory.district, YEAR, Kind.STREET, ["burden.provincial_items"])
    assert [child.figure.value for child in by_street["burden.provincial_items"]] == [0, 0, 1]


def test_only_plaques_found_wrong_count(territory: Territory) -> None:
    rows.plaque(territory)
    rows.plaque(territory, state="verified", verified_on=date(2024, 6, 5))
    rows.plaque(territory, finding="allowed", basis="旧牌换新")
    rows.kept_plaque(territory)
    rows.plaque(territory, state="to_remove", removed_on=None)
    assert values(territory.district)["plaques_removed"] == 2
    assert record_set(get("burden.plaques_removed"), territory.community, YEAR).value() == 2


def test_only_unlawful_secondments_count_once_back(territory: Territory) -> None:
    rows.secondment(territory)
    rows.secondment(territory, from_area=territory.communities[2])
    rows.secondment(territory, finding="lawful", approval_doc="1号")
    rows.secondment(territory, finding="pending")
    rows.secondment(territory, returned_on=None, state="away")
    assert values(territory.district)["secondments_returned"] == 2
    assert values(territory.streets[1])["secondments_returned"] == 1


def test_only_government_accounts_count(territory: Territory) -> None:
    rows.account(territory)
    rows.account(territory, decision="merge")
    rows.account(territory, is_government=False)
    rows.account(territory, state="announced", closed_on=None)
    rows.open_account(territory)
    assert values(territory.district)["accounts_closed"] == 2


FLOWS: list[tuple[str, Callable[..., Model], str]] = [
    ("plaques_removed", rows.plaque, "removed_on"),
    ("secondments_returned", rows.secondment, "returned_on"),
    ("certificates_dropped", rows.certificate_item, "dropped_on"),
    ("accounts_closed", rows.account, "closed_on"),
]


@pytest.mark.parametrize(("code", "make", "field"), FLOWS)
def test_first_and_last_day_of_a_flow(
    territory: Territory, code: str, make: Callable[..., Model], field: str
) -> None:
    early = (
        {"judged_on": date(2023, 5, 22), "announced_on": date(2023, 6, 5)}
        if code == "accounts_closed"
        else {}
    )
    for day in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 10, 30), date(2024, 10, 31)):
        make(territory, **early, **{field: day})
    found = values(territory.district)
    assert found[code] == 2
    assert sum(found.values()) == 2


@pytest.mark.parametrize(
    ("code", "make", "field"), [flow for flow in FLOWS if flow[0] != "certificates_dropped"]
)
def test_a_flow_counts_where_its_area_stood_that_day(
    territory: Territory, code: str, make: Callable[..., Model], field: str
) -> None:
    here = {"from_area": territory.community} if code == "secondments_returned" else {}
    make(territory, **here, **{field: date(2024, 6, 30)})
    make(territory, **here, **{field: date(2024, 7, 1)})
    move_area(actor=SYSTEM, area=territory.community, new_parent=territory.streets[1], day=date(2024, 7, 1))
    assert [values(street)[code] for street in territory.streets] == [1, 1]


def test_silence_is_counted_in_days(territory: Territory) -> None:
    day = date(2024, 10, 30)
    rows.open_account(territory, last_post_on=day - timedelta(days=60))
    silent = rows.open_account(territory, last_post_on=day - timedelta(days=61))
    never = rows.open_account(territory, last_post_on=None)
    rows.account(territory)
    assert set(silent_accounts(day, 60)) == {silent, never}
