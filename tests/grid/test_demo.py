"""The demo's leads: every one has a file, and the honours came by decision."""

from datetime import date

import pytest

from linli.common.world import World
from linli.grid.checks import leads_before_decision, leads_without_file
from linli.grid.indicators import INDICATORS
from linli.grid.models import BestNeighbourLead, Lead
from linli.indicators.compute import figures
from linli.indicators.period import Period
from linli.orgs.selectors import district
from linli.workflow.selectors import working_calendar

pytestmark = [pytest.mark.xdist_group("small demo"), pytest.mark.usefixtures("small_demo", "db")]
YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))
CODES = [indicator.code for indicator in INDICATORS]


def test_figures_are_those_of_the_places(small_demo: World) -> None:
    area = district()
    assert area is not None
    found = {code.removeprefix("grid."): f.value for code, f in figures(area, YEAR, CODES).items()}
    kinds = ("section", "group", "neighbourhood")
    sections, groups, neighbourhoods = (len(small_demo.of_kind(kind)) for kind in kinds)
    assert found["section_leads"] == sections
    assert found["group_leads"] == groups
    assert found["neighbour_leads"] == neighbourhoods
    assert found["three_leads"] == sections + groups + neighbourhoods
    assert found["best_neighbour_leads"] == small_demo.scaled(20)


def test_every_lead_has_a_file_from_before_the_first_day() -> None:
    assert not list(leads_without_file())
    assert not list(leads_before_decision())
    assert Lead.everything.exclude(leave_reason="").exists(), "some left, with a reason"


def test_honours_were_posted_long_enough() -> None:
    calendar = working_calendar()
    for honour in BestNeighbourLead.everything.all():
        assert honour.publicity_from is not None
        assert honour.publicity_to is not None
        assert calendar.workdays_between(honour.publicity_from, honour.publicity_to) >= 5
