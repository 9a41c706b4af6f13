"""The engine on made-up indicators: grouped queries, as-of dates, both trees, quotients, runs and rules."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db.models import Q, QuerySet
from pytest_django import DjangoAssertNumQueries

from linli.access.actor import SYSTEM
from linli.indicators import registry
from linli.indicators.compute import by_month, figures, figures_by, months_of
from linli.indicators.definition import (
    Distinct,
    Indicator,
    Kind,
    Measure,
    Quotient,
    Rule,
    Run,
    Source,
)
from linli.indicators.drill import record_set, record_sets
from linli.indicators.figure import Figure, as_decimal
from linli.indicators.period import Period
from linli.indicators.phrases import Phrases
from linli.orgs.kinds import Kind as AreaKind
from linli.orgs.kinds import Tree
from linli.orgs.models import Area, Campaign, Organisation
from linli.orgs.selectors import in_force
from linli.orgs.services import move_area
from linli.people.models import Appointment, Person, Post
from linli.people.selectors import leads_on
from linli.people.services import appoint
from tests.territory import Territory

PERIOD = Period(date(2024, 1, 1), date(2024, 10, 30))
WORDS = Phrases(nouns=("某",), measures=("个",))


def founded(period: Period) -> QuerySet[Organisation]:
    return Organisation.everything.filter(valid_from__range=(period.start, period.end))


FOUNDED = Source(key="t.founded", label="组织", rows=founded, area="area", day="valid_from")
LEADS = Source(
    key="t.leads", label="任职", rows=lambda p: leads_on(p.cutoff), area="area", tree=Tree.NEIGHBOURS
)
RULES = Source(
    key="t.rules",
    label="专项",
    rows=lambda p: Campaign.everything.filter(in_force(p.cutoff)),
    area="area",
)


def years(area: Area, period: Period) -> QuerySet[Organisation]:
    return Organisation.everything.filter(area=area, valid_from__year__lte=period.year)


def indicator(code: str, formula: object, kind: Kind = Kind.FLOW, additive: bool = True) -> Indicator:
    return Indicator(
        code=code,
        system="study",
        order=len(code),
        name=code,
        unit="个",
        kind=kind,
        definition="。",
        date_rule="。",
        origin="。",
        formula=formula,  # type: ignore[arg-type]
        phrases=WORDS,
        additive=additive,
        decimals=1,
    )


BRANCH, COMMITTEE = Q(kind="party_branch"), Q(kind="party_committee")
MADE_UP = (
    indicator("study.founded", Measure(source=FOUNDED)),
    indicator("study.branches", Measure(source=FOUNDED, where=BRANCH)),
    indicator(
        "study.parents",
        Measure(source=FOUNDED, take=Distinct("parent", Organisation, "上级组织")),
        additive=False,
    ),
    indicator(
        "study.share",
        Quotient(
            numerator=Measure(source=FOUNDED, where=BRANCH),
            denominator=Measure(source=FOUNDED),
            numerator_label="支部",
            denominator_label="组织",
            scale=Fraction(100),
        ),
        kind=Kind.RATE,
        additive=False,
    ),
    indicator("grid.leads", Measure(source=LEADS), kind=Kind.STOCK),
    indicator("study.run", Run(model=Organisation, label="年", counted=years), Kind.STOCK, additive=False),
    indicator("study.rule", Rule(source=RULES, where=Q(code="r"), value="id"), Kind.RULE, additive=False),
)


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_indicators", {})
    registry.register(MADE_UP)


def found(t: Territory, area: Area, day: date, kind: str = "party_branch") -> Organisation:
    name = f"组织{next(t.numbers)}"
    return Organisation.everything.create(kind=kind, name=name, area=area, valid_from=day)


def value(code: str, area: Area, period: Period = PERIOD) -> Fraction | None:
    return figures(area, period)[code].value


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (PERIOD.start, 1),
        (PERIOD.end, 1),
        (PERIOD.start - timedelta(days=1), 0),
        (PERIOD.end + timedelta(days=1), 0),
    ],
)
def test_a_flow_counts_from_the_first_to_the_last_day(territory: Territory, day: date, counts: int) -> None:
    found(territory, territory.community, day)
    assert value("study.founded", territory.district) == counts


def test_figures_of_different_measures_share_one_source(territory: Territory) -> None:
    top = found(territory, territory.district, date(2010, 1, 1), "party_committee")
    for n, area in enumerate(territory.communities):
        child = found(territory, area, date(2024, 2, 1), "party_branch" if n else "party_general_branch")
        child.parent = top
        child.save()
    got = figures(territory.district, PERIOD)
    assert got["study.founded"].value == 4
    assert got["study.branches"].value == 3
    assert got["study.parents"].value == 1
    assert (got["study.share"].numerator, got["study.share"].denominator) == (3, 4)
    assert got["study.share"].printed == "75.0"
    assert got["study.share"].json_value == "75.000000"
    assert figures(territory.streets[0], PERIOD)["study.share"].printed == "50.0"


def test_no_denominator_is_no_value(territory: Territory) -> None:
    share = figures(territory.district, PERIOD)["study.share"]
    assert share.value is None
    assert share.printed == "—"
    assert share.json_value is None
    assert share.denominator == 0


def test_a_flow_counts_where_its_area_stood_on_its_own_date(territory: Territory) -> None:
    community, old, new = territory.communities[0], territory.streets[0], territory.streets[1]
    found(territory, community, date(2024, 4, 30))
    found(territory, community, date(2024, 5, 1))
    move_area(actor=SYSTEM, area=community, new_parent=new, day=date(2024, 5, 1))
    assert value("study.founded", old) == 1
    assert value("study.founded", new) == 1
    community.refresh_from_db()
    assert value("study.founded", community) == 2
    by_street = figures_by(territory.district, PERIOD, AreaKind.STREET)["study.founded"]
    assert [(row.name, row.figure.printed) for row in by_street] == [
        (old.name, "1"),
        (new.name, "1"),
        ("本级", "0"),
    ]


def test_a_stock_stands_where_its_area_stood_on_the_last_day(territory: Territory) -> None:
    appoint(
        actor=SYSTEM,
        person=territory.person(),
        post=Post.NEIGHBOUR_LEAD,
        area=territory.neighbourhoods[0],
        day=date(2024, 1, 1),
        basis="",
    )
    move_area(
        actor=SYSTEM,
        area=territory.communities[0],
        new_parent=territory.streets[1],
        day=date(2024, 5, 1),
    )
    before = Period(date(2024, 1, 1), date(2024, 4, 30))
    assert value("grid.leads", territory.streets[0], before) == 1
    assert value("grid.leads", territory.streets[0]) == 0
    assert value("grid.leads", territory.streets[1]) == 1


def test_children_go_down_the_tree_of_the_source_only(territory: Territory) -> None:
    appoint(
        actor=SYSTEM,
        person=territory.person(),
        post=Post.GROUP_LEAD,
        area=territory.groups[0],
        day=date(2024, 1, 1),
        basis="",
    )
    got = figures_by(territory.district, PERIOD, AreaKind.NEIGHBOURHOOD)
    assert got["study.founded"] == []  # lies in communities: no neighbourhoods there
    leads = {row.name: row.figure.value for row in got["grid.leads"]}
    assert leads["本级"] == 1  # a group lead lies above every neighbourhood
    by_group = figures_by(territory.communities[0], PERIOD, AreaKind.GROUP)["grid.leads"]
    assert [row.figure.value for row in by_group] == [1, 0]
    assert figures_by(territory.district, PERIOD, AreaKind.MICRO_GRID)["grid.leads"] == []


def test_rows_of_the_parent_itself_are_its_own_level(territory: Territory) -> None:
    found(territory, territory.district, date(2024, 3, 1))
    found(territory, territory.communities[0], date(2024, 3, 1))
    rows = figures_by(territory.district, PERIOD, AreaKind.COMMUNITY)["study.founded"]
    assert [row.figure.value for row in rows] == [1, 0, 0, 0, 1]
    assert rows[-1].area is None


def test_a_closed_child_still_shows_what_happened_there(territory: Territory) -> None:
    found(territory, territory.communities[3], date(2024, 3, 1))
    Area.everything.filter(pk=territory.communities[3].pk).update(valid_to=date(2024, 6, 1))
    rows = figures_by(territory.district, PERIOD, AreaKind.COMMUNITY)["study.founded"]
    assert (territory.communities[3].name, Fraction(1)) in [(r.name, r.figure.value) for r in rows]


def test_a_rule_is_the_nearest_one_at_the_area_or_above(territory: Territory) -> None:
    wide = Campaign.everything.create(
        code="r", name="区", area=territory.district, valid_from=date(2024, 1, 1)
    )
    assert value("study.rule", territory.communities[0]) == wide.pk
    assert value("study.rule", territory.district, Period(date(2023, 1, 1), date(2023, 12, 31))) is None
    [rows] = record_sets(registry.get("study.rule"), territory.streets[1], PERIOD)
    assert list(rows.rows) == [wide]
    by_street = figures_by(territory.district, PERIOD, AreaKind.STREET)["study.rule"]
    assert [row.figure.value for row in by_street] == [wide.pk, wide.pk]


def test_runs_are_asked_of_each_area_itself(territory: Territory) -> None:
    found(territory, territory.streets[0], date(2023, 1, 1))
    assert value("study.run", territory.streets[0]) == 1
    assert value("study.run", territory.district) == 0
    rows = figures_by(territory.district, PERIOD, AreaKind.STREET)["study.run"]
    assert [row.figure.value for row in rows] == [1, 0]


def test_drill_down_is_the_rows_that_were_counted(territory: Territory) -> None:
    top = found(territory, territory.district, date(2010, 1, 1))
    mine = found(territory, territory.communities[0], date(2024, 2, 1))
    mine.parent = top
    mine.save()
    found(territory, territory.communities[3], date(2024, 2, 1), "party_committee")
    street, district = territory.streets[0], territory.district
    assert list(record_set(registry.get("study.founded"), street, PERIOD).rows) == [mine]
    assert list(record_set(registry.get("study.parents"), street, PERIOD).rows) == [top]
    denominator, numerator = record_sets(registry.get("study.share"), district, PERIOD)
    assert (denominator.value(), numerator.value()) == (2, 1)
    assert record_set(registry.get("study.share"), district, PERIOD, "numerator").value() == 1
    with pytest.raises(KeyError):
        record_set(registry.get("study.founded"), district, PERIOD, "numerator")


def test_all_figures_cost_a_handful_of_queries(
    territory: Territory, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(5):
        figures(territory.district, PERIOD)
    with django_assert_max_num_queries(8):
        figures_by(territory.district, PERIOD, AreaKind.STREET)


def test_months_of_a_flow(territory: Territory) -> None:
    for day in (date(2024, 1, 31), date(2024, 3, 1), date(2024, 3, 31), date(2023, 12, 31)):
        found(territory, territory.community, day)
    months = by_month(registry.get("study.founded"), territory.district, PERIOD)
    assert months == {(2024, 1): 1, (2024, 3): 2}
    assert by_month(registry.get("grid.leads"), territory.district, PERIOD) == {}
    assert list(months_of(Period(date(2023, 11, 5), date(2024, 2, 1)))) == [
        (2023, 11),
        (2023, 12),
        (2024, 1),
        (2024, 2),
    ]


def test_a_period_is_in_order_and_has_a_year_before() -> None:
    with pytest.raises(ValueError, match="ends on or after"):
        Period(date(2024, 2, 1), date(2024, 1, 1))
    leap = Period(date(2024, 2, 29), date(2024, 2, 29))
    assert leap.a_year_before() == Period(date(2023, 2, 28), date(2023, 2, 28))
    assert str(PERIOD) == "2024年1月1日 至 10月30日"


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Fraction(2284, 2396) * 100, 6, "95.325543"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(1, 200), 2, "0.01"),
        (Fraction(1, 3), 6, "0.333333"),
        (Fraction(2, 3), 6, "0.666667"),
    ],
)
def test_quotients_are_rounded_half_up_from_exact_values(value: Fraction, places: int, written: str) -> None:
    assert as_decimal(value, places) == Decimal(written)


def test_screens_group_thousands(territory: Territory) -> None:
    count = registry.get("study.founded")
    assert Figure(count, Fraction(170428)).printed == "170,428"
    assert Figure(count, Fraction(0)).printed == "0"


def test_what_does_not_add_up_must_say_so() -> None:
    with pytest.raises(ValueError, match="additive=False"):
        indicator("study.x", Run(model=Person, label="", counted=years))
    with pytest.raises(ValueError, match="a rate is a quotient"):
        indicator("study.x", Measure(source=FOUNDED), Kind.RATE)
    with pytest.raises(ValueError, match="already"):
        registry.register(MADE_UP[:1])
    with pytest.raises(ValueError, match="no such section"):
        registry.register([indicator("weather.rain", Measure(source=FOUNDED))])


def test_leads_are_appointments_of_the_three_posts(territory: Territory) -> None:
    Appointment.everything.create(
        person=territory.person(),
        post=Post.COMMUNITY_OFFICER,
        area=territory.community,
        valid_from=date(2024, 1, 1),
    )
    assert value("grid.leads", territory.district) == 0
