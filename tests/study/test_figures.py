"""The figures of study over hand-made rows: boundaries of the period, stocks as of a day, moved areas."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from linli.access.actor import SYSTEM
from linli.indicators.compute import figures, figures_by
from linli.indicators.drill import record_set
from linli.indicators.period import Period
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, Organisation
from linli.orgs.services import move_area
from linli.study.indicators import INDICATORS
from tests.study.rows import REGISTERED, finding, group, session, theme_day, unit
from tests.territory import Territory

YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))
BY_CODE = {indicator.code.removeprefix("study."): indicator for indicator in INDICATORS}
DAY = timedelta(days=1)


def values(area: Area, period: Period = YEAR) -> dict[str, Fraction | None]:
    codes = [indicator.code for indicator in INDICATORS]
    return {code.removeprefix("study."): f.value for code, f in figures(area, period, codes).items()}


@pytest.mark.parametrize(
    ("day", "counted"), [(YEAR.start, 1), (YEAR.end, 1), (YEAR.start - DAY, 0), (YEAR.end + DAY, 0)]
)
def test_flows_count_from_the_first_to_the_last_day(territory: Territory, day: date, counted: int) -> None:
    session(territory, held_on=day)
    dates = {"found_on": day, "fed_back_on": day, "due_on": day, "rectified_on": day, "verified_on": day}
    finding(territory, **dates, closed_on=day)
    found = values(territory.district)
    assert found["sessions"] == counted
    assert found["party_orgs_studying"] == counted
    assert found["findings_rectified"] == counted


def test_sessions_are_both_kinds_and_an_organisation_counts_once(territory: Territory) -> None:
    campaign, org = territory.campaign(), territory.organisation()
    theme_day(territory, org=org, campaign=campaign)
    theme_day(territory, org=org, campaign=campaign, is_extra=True)
    session(territory, org=org, campaign=campaign)
    session(territory, org=org, campaign=None)
    session(territory, campaign=campaign)
    session(territory, campaign=None)
    found = values(territory.district)
    assert found["sessions"] == 3
    assert found["party_orgs_studying"] == 2
    listed = record_set(BY_CODE["party_orgs_studying"], territory.district, YEAR)
    assert listed.model is Organisation
    assert org in listed.rows
    assert listed.value() == 2


def test_only_closed_findings_count(territory: Territory) -> None:
    finding(territory)
    finding(territory, **REGISTERED)
    finding(territory, state="to_verify", closed_on=None, verdict="", verifier=None, verified_on=None)
    stub = {"state": "handed_over", "description": "", "handed_over_to": "区纪委监委"}
    finding(territory, **{**REGISTERED, **stub, "handed_over_on": date(2024, 5, 7)})
    assert values(territory.district)["findings_rectified"] == 1


@pytest.mark.parametrize(
    ("start", "end", "counted"),
    [
        (YEAR.end, None, 1),
        (YEAR.end + DAY, None, 0),
        (date(2024, 4, 1), YEAR.end + DAY, 1),
        (date(2024, 4, 1), YEAR.end, 0),
    ],
)
def test_guidance_is_asked_while_its_campaign_runs(
    territory: Territory, start: date, end: date | None, counted: int
) -> None:
    unit(territory, group(territory, territory.campaign(start, end), formed_on=date(2024, 4, 10)))
    found = values(territory.district)
    assert found["guidance_groups"] == counted
    assert found["units_guided"] == counted


def test_a_group_not_yet_formed_is_none(territory: Territory) -> None:
    group(territory, formed_on=YEAR.end + DAY)
    assert values(territory.district)["guidance_groups"] == 0
    assert values(territory.district, Period(YEAR.start, YEAR.end + DAY))["guidance_groups"] == 1


def test_a_unit_of_two_campaigns_is_one_unit(territory: Territory) -> None:
    first = unit(territory)
    unit(territory, organisation=first.organisation)
    unit(territory, valid_to=YEAR.end)
    unit(territory, valid_from=YEAR.end + DAY)
    assert values(territory.district)["units_guided"] == 1
    assert values(territory.district)["guidance_groups"] == 4


def test_groups_lie_in_the_campaign_and_units_where_they_are(territory: Territory) -> None:
    unit(territory)
    street = values(territory.streets[0])
    assert street["guidance_groups"] == 0
    assert street["units_guided"] == 1
    assert values(territory.streets[1])["units_guided"] == 0


def test_flows_count_where_their_area_stood_that_day(territory: Territory) -> None:
    session(territory, held_on=date(2024, 5, 31))
    session(territory, held_on=date(2024, 6, 1))
    move_area(
        actor=SYSTEM,
        area=territory.communities[0],
        new_parent=territory.streets[1],
        day=date(2024, 6, 1),
    )
    rows = figures_by(territory.district, YEAR, Kind.STREET, ["study.sessions"])["study.sessions"]
    assert [row.figure.value for row in rows] == [1, 1, 0]
