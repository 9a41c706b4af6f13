"""The small demo's volunteering and events: the figures are those of the rows wanted, and much does not count."""

import pytest

from linli.common.world import World
from linli.indicators.compute import figures
from linli.indicators.period import Period
from linli.orgs.selectors import district
from linli.participation.models import NeighbourEvent, VolunteerActivity, VolunteerTeam

pytestmark = pytest.mark.xdist_group("small demo")


@pytest.fixture(autouse=True)
def demo(small_demo: World, db: None) -> World:
    return small_demo


def test_the_figures_are_the_scaled_totals(demo: World) -> None:
    area = district()
    assert area is not None
    wanted = {
        "study.volunteer_activities": 4_217,
        "participation.volunteer_teams": 491,
        "participation.events": 306,
    }
    found = figures(area, Period.to_date(), wanted)
    assert {code: figure.value for code, figure in found.items()} == {
        code: demo.scaled(total) for code, total in wanted.items()
    }


def test_what_does_not_count_is_there_too(demo: World) -> None:
    teams = VolunteerTeam.everything.all()
    activities = VolunteerActivity.everything.all()
    events = NeighbourEvent.everything.all()
    assert teams.filter(speciality="").exists()
    assert teams.filter(approved_on=None).exists()
    assert activities.filter(state="cancelled").exists()
    assert activities.filter(organisation=None).exists()
    assert activities.filter(held_on__year=2023).exists()
    assert events.exclude(state="held").exists()
    assert events.filter(series="other").exists()
    assert not activities.filter(held_on__gt=demo.today).exists()
