"""The small demo's study: the figures are those of the rows wanted, and much does not count."""

import pytest

from linli.common.world import World
from linli.indicators.compute import figures
from linli.indicators.period import Period
from linli.orgs.selectors import district
from linli.study.models import Finding, Gathering, GatheringKind

pytestmark = pytest.mark.xdist_group("small demo")


@pytest.fixture(autouse=True)
def demo(small_demo: World, db: None) -> World:
    return small_demo


def test_the_figures_are_the_scaled_totals(demo: World) -> None:
    area = district()
    assert area is not None
    wanted = {
        "study.guidance_groups": 6,
        "study.units_guided": 106,
        "study.findings_rectified": 84,
        "study.party_orgs_studying": 1_149,
        "study.sessions": 8_126,
    }
    found = figures(area, Period.to_date(), wanted)
    assert {code: figure.value for code, figure in found.items()} == {
        code: demo.scaled(total) for code, total in wanted.items()
    }


def test_what_does_not_count_is_there_too(demo: World) -> None:
    gatherings = Gathering.everything.all()
    assert gatherings.filter(is_extra=True).exists()
    assert gatherings.filter(campaign=None).exists()
    assert gatherings.filter(held_on__year=2023).exists()
    assert gatherings.filter(kind=GatheringKind.STUDY_SESSION).exists()
    assert not gatherings.filter(held_on__gt=demo.today).exists()
    assert Finding.everything.exclude(state="closed").exists()
