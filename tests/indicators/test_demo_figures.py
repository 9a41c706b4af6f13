"""For random areas and periods of the demo: a figure is its records, and children with 本级 make the parent."""

import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.common.world import World
from linli.indicators.compute import figures, figures_by
from linli.indicators.definition import Measure, Quotient, Rule, Run
from linli.indicators.drill import record_set
from linli.indicators.figure import Figure
from linli.indicators.period import Period
from linli.indicators.registry import all_indicators
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import district, narrower_kinds

pytestmark = pytest.mark.xdist_group("small demo")

FIRST = date(2022, 1, 1)
PERIODS = st.tuples(st.integers(0, 1030), st.integers(0, 400)).map(
    lambda pair: Period(FIRST + timedelta(days=pair[0]), FIRST + timedelta(days=pair[0] + pair[1]))
)
EXAMPLES = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(autouse=True)
def demo(small_demo: World, db: None) -> World:
    return small_demo


def areas() -> list[Area]:
    kinds = (
        Kind.DISTRICT,
        Kind.STREET,
        Kind.COMMUNITY,
        Kind.SECTION,
        Kind.GROUP,
        Kind.NEIGHBOURHOOD,
        Kind.ESTATE,
    )
    return [area for kind in kinds for area in Area.everything.filter(kind=kind).order_by("code")[:6]]


def check_records(figure: Figure, area: Area, period: Period) -> None:
    """The drill-down proves the value."""
    indicator, formula = figure.indicator, figure.indicator.formula
    if isinstance(formula, Quotient):
        assert record_set(indicator, area, period, "numerator").value() == figure.numerator
        assert record_set(indicator, area, period, "denominator").value() == figure.denominator
    elif isinstance(formula, Rule):
        rows = record_set(indicator, area, period).rows
        assert rows.count() == (0 if figure.value is None else 1)
        assert all(getattr(row, formula.value) * formula.scale == figure.value for row in rows)
    else:
        assert record_set(indicator, area, period).value() == figure.value


@EXAMPLES
@given(data=st.data(), period=PERIODS)
def test_a_figure_is_the_records_it_counted(data: st.DataObject, period: Period) -> None:
    area = data.draw(st.sampled_from(areas()))
    for figure in figures(area, period).values():
        check_records(figure, area, period)


@EXAMPLES
@given(data=st.data(), period=PERIODS)
def test_children_and_own_level_make_the_parent(data: st.DataObject, period: Period) -> None:
    area = data.draw(st.sampled_from(areas()))
    kinds = narrower_kinds(area)
    if not kinds:
        return
    kind = data.draw(st.sampled_from(kinds))
    whole = figures(area, period)
    for code, rows in figures_by(area, period, kind).items():
        if not whole[code].indicator.additive or not rows:
            continue
        assert sum(row.figure.value or 0 for row in rows) == whole[code].value, code
        codes = [row.area.code for row in rows if row.area]
        assert codes == sorted(codes)
        for row in rows:
            if row.area is not None:
                assert figures(row.area, period, [code])[code].value == row.figure.value, (code, row.name)


def test_each_street_is_computed_alone_as_in_the_breakdown() -> None:
    area, period = district(), Period.to_date()
    assert area is not None
    by_street = figures_by(area, period, Kind.STREET)
    for street in Area.everything.filter(kind=Kind.STREET):
        alone = figures(street, period)
        for code, rows in by_street.items():
            [row] = [r for r in rows if r.area == street]
            assert (row.figure.value, row.figure.numerator) == (alone[code].value, alone[code].numerator), (
                code
            )


def test_the_command_gives_json_and_refuses_bad_use(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("indicators", json=True)
    rows = json.loads(capsys.readouterr().out)
    assert [row["code"] for row in rows] == [i.code for i in all_indicators()]
    assert list(rows[0]) == [
        "code",
        "name",
        "value",
        "unit",
        "kind",
        "numerator",
        "denominator",
        "area",
        "from",
        "to",
    ]
    rate = next(row for row in rows if row["code"] == "mediation.success_rate")
    assert len(rate["value"].split(".")[1]) == 6
    call_command("indicators", by="street", json=True)
    assert {row["area"] for row in json.loads(capsys.readouterr().out)} > {None, "430602006"}
    with pytest.raises(CommandError, match="只能算到今天") as refused:
        call_command("indicators", end=date(2025, 1, 1))
    assert refused.value.returncode == 2
    call_command("indicators", by="street")
    assert "本级" in capsys.readouterr().out
    for bad in ({"area": "999"}, {"start": date(2024, 5, 1), "end": date(2024, 4, 1)}):
        with pytest.raises(CommandError) as refused:
            call_command("indicators", **bad)
        assert refused.value.returncode == 2
    community = Area.everything.filter(kind=Kind.COMMUNITY).first()
    assert community is not None
    with pytest.raises(CommandError, match="之下没有"):
        call_command("indicators", area=community.code, by="street")


def test_every_formula_is_one_the_drill_down_knows() -> None:
    for indicator in all_indicators():
        assert isinstance(indicator.formula, Measure | Quotient | Rule | Run)
