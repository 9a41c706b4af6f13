"""The small demo's academy: the figures are those of the rows wanted, and much does not count."""

import pytest

from linli.academy.models import Enrolment, TrainingClass
from linli.common.world import World
from linli.indicators.compute import figures
from linli.indicators.period import Period
from linli.orgs.selectors import district

pytestmark = pytest.mark.xdist_group("small demo")


@pytest.fixture(autouse=True)
def demo(small_demo: World, db: None) -> World:
    return small_demo


def test_the_figures_are_the_scaled_totals(demo: World) -> None:
    area = district()
    assert area is not None
    wanted = {
        "academy.classes": 3,
        "academy.salons": 1,
        "academy.attendances": 396,
    }
    found = figures(area, Period.to_date(), wanted)
    assert {code: figure.value for code, figure in found.items()} == {
        code: demo.scaled(total) for code, total in wanted.items()
    }


def test_what_does_not_count_is_there_too(demo: World) -> None:
    assert TrainingClass.everything.filter(state="cancelled").exists()
    assert Enrolment.everything.filter(learner_kind="lead", status="attended").exists()
    assert Enrolment.everything.filter(status__in=("absent", "on_leave")).exists()
    assert not Enrolment.everything.filter(attended_on__gt=demo.today).exists()
