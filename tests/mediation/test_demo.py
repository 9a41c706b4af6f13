"""The demo's roster, cases and ledgers: exact where figures bind, believable elsewhere."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from linli.common.world import World
from linli.indicators.compute import figures, figures_by
from linli.indicators.period import Period
from linli.mediation.checks import gaps_in_numbers
from linli.mediation.four_zero import acted_late, breaches
from linli.mediation.indicators import INDICATORS
from linli.mediation.models import DisputeCase, IllegalBuilding, Notable, Outcome
from linli.orgs.kinds import Kind
from linli.orgs.selectors import district

pytestmark = [pytest.mark.xdist_group("small demo"), pytest.mark.usefixtures("small_demo", "db")]
YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))
CODES = [indicator.code for indicator in INDICATORS]


def test_figures_are_the_scaled_totals(small_demo: World) -> None:
    area = district()
    assert area is not None
    found = {code.removeprefix("mediation."): f.value for code, f in figures(area, YEAR, CODES).items()}
    wanted = {
        "notables_party": 2831,
        "notables_delegates": 168,
        "notables_representatives": 497,
        "notables_volunteers": 752,
        "notables_others": 949,
        "cases_mediated": 2396,
        "agreements": 2284,
    }
    for code, total in wanted.items():
        assert found[code] == small_demo.scaled(total), code
    assert found["notables"] == sum(int(found[c] or 0) for c in wanted if c.startswith("notables_"))
    assert found["four_zero_years"] == 3


def test_every_street_and_community_has_its_own_run() -> None:
    area = district()
    assert area is not None
    code = "mediation.four_zero_years"
    for kind in (Kind.STREET, Kind.COMMUNITY):
        children = figures_by(area, YEAR, kind, [code])[code]
        assert {child.figure.value for child in children} == {3}


def test_the_years_before_the_ledgers_were_not_clean() -> None:
    assert breaches([2020, 2021], YEAR.cutoff)
    assert not breaches([2022, 2023, 2024], YEAR.cutoff)
    new = IllegalBuilding.everything.filter(kind="new", found_on__gte=date(2022, 1, 1))
    assert new.exists()
    for building in new:
        assert not acted_late(building.found_on, building.first_action_on, YEAR.cutoff, 3)


def test_cases_are_numbered_without_gaps_and_some_are_late() -> None:
    assert not list(gaps_in_numbers())
    outcomes = Counter(DisputeCase.everything.values_list("outcome", flat=True))
    assert set(outcomes) == {"", *Outcome.values}
    closed = DisputeCase.everything.filter(closed_on__isnull=False, due_on__isnull=False)
    late = sum(1 for case in closed if case.closed_on and case.due_on and case.closed_on > case.due_on)
    assert 0 < late < closed.count() / 8


def test_a_listing_follows_the_one_before() -> None:
    stays = Notable.everything.order_by("person_id", "listed_on")
    for one, next_one in pairwise(stays):
        if one.person_id == next_one.person_id:
            assert one.left_on is not None
            assert one.left_on <= next_one.listed_on
    assert Notable.everything.filter(left_on__isnull=False).exists()


def test_nothing_happens_after_today() -> None:
    for field in ("registered_on", "accepted_on", "closed_on"):
        assert not DisputeCase.everything.filter(**{f"{field}__gt": YEAR.end}).exists()
    for field in ("found_on", "first_action_on", "disposed_on", "petition_on"):
        assert not IllegalBuilding.everything.filter(**{f"{field}__gt": YEAR.end}).exists()
