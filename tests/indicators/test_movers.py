"""The reviewed table model → indicators: one row more or less moves exactly the figures it should."""

from importlib import import_module
from importlib.util import find_spec

import pytest

from linli.indicators.compute import figures
from linli.indicators.period import Period
from linli.indicators.registry import SECTIONS, all_indicators
from tests.indicators.test_compute import PERIOD
from tests.movers import Mover
from tests.territory import Territory


def collected() -> list[Mover]:
    found: list[Mover] = []
    for section in SECTIONS:
        if find_spec(f"tests.{section}.movers"):
            found.extend(import_module(f"tests.{section}.movers").MOVERS)
    return found


MOVERS = collected()


def values(territory: Territory, period: Period = PERIOD) -> dict[str, object]:
    return {
        code: (figure.value, figure.numerator, figure.denominator)
        for code, figure in figures(territory.district, period).items()
    }


def moved(before: dict[str, object], after: dict[str, object]) -> set[str]:
    return {code for code in before if before[code] != after[code]}


@pytest.mark.parametrize("mover", MOVERS, ids=lambda mover: mover.model)
def test_a_qualifying_row_moves_exactly_its_figures_and_back(territory: Territory, mover: Mover) -> None:
    mover.prepare(territory)
    before = values(territory)
    row = mover.qualifying(territory)
    assert row._meta.label == mover.model
    assert moved(before, values(territory)) == mover.moves
    row.delete()
    assert moved(before, values(territory)) == set()


@pytest.mark.parametrize("mover", MOVERS, ids=lambda mover: mover.model)
def test_a_row_that_does_not_qualify_moves_nothing(territory: Territory, mover: Mover) -> None:
    mover.prepare(territory)
    before = values(territory)
    row = mover.not_qualifying(territory)
    assert moved(before, values(territory)) == set()
    row.delete()


def test_every_figure_is_moved_by_some_row_of_the_table() -> None:
    reached = {code for mover in MOVERS for code in mover.moves}
    assert reached == {indicator.code for indicator in all_indicators()}
