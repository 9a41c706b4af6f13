"""The board's census counts what the figures count and the lists show, also where an area moved; the list is cheap."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.access.actor import SYSTEM
from linli.grid.requests import listing
from linli.grid.requests.boards.census import COLUMNS, count, is_counted
from linli.grid.requests.boards.rows import WHATS, rows_of
from linli.grid.requests.figures import INDICATORS
from linli.grid.requests.models import AnswerWay, Request, RequestKind, Verdict
from linli.grid.requests.services import answering, moving
from linli.grid.requests.states import ANSWERED, CLOSED, REQUEST, SUSPENDED
from linli.indicators.compute import by_month, figures, figures_by, months_of
from linli.indicators.grouped import rows_in
from linli.indicators.period import Period
from linli.indicators.registry import get
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import paths_of
from linli.orgs.services import move_area
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory

pytestmark = pytest.mark.django_db
LIST = "/desk/requests/"
MOVED = date(2024, 5, 1)
PERIODS = (
    Period(date(2024, 1, 1), date(2024, 10, 30)),
    Period(date(2022, 11, 1), date(2024, 10, 30)),
    Period(date(2024, 3, 1), date(2024, 4, 30)),
    Period(MOVED, MOVED),
)


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


def told_through_the_year(loop: Loop) -> None:
    """Before, on and after the day on which the community moves; settled, judged, late, stuck, told in confidence."""
    t = loop.territory
    days = (
        date(2023, 1, 5),
        date(2024, 3, 31),
        date(2024, 4, 30),
        MOVED,
        date(2024, 6, 1),
        date(2024, 10, 29),
    )
    for day in days:
        told = loop.tell(f"{day}说的")
        done = moving.settle(actor=loop.neighbour, request=loop.tell(f"{day}办好"), result="好了")
        done = answering.answer(actor=loop.neighbour, request=done, text="好了", way=AnswerWay.PHONE)
        verdict = Verdict.PLEASED if day < MOVED else Verdict.DISPLEASED
        done = answering.judge(request=done, verdict=verdict)
        held = moving.accept(
            actor=loop.community,
            request=loop.tell(f"{day}受理", holder=t.community),
            kind=RequestKind.everything.get(code="fire-1"),
        )
        if day == MOVED:
            moving.put_on_hold(actor=loop.street, request=held, plan="等改造", words="没有资金")
        if day == days[2]:
            for clock in moving.running(held):
                clock.started_at -= timedelta(days=60)
                clock.due_at = clock.started_at + timedelta(days=1)
                clock.save(update_fields=["started_at", "due_at"])
        Request.everything.filter(pk__in=(told.pk, done.pk, held.pk)).update(told_on=day)
    sealed = loop.tell("点名的")
    Request.everything.filter(pk=sealed.pk).update(is_accusation=True, accused_area=t.streets[0])


@pytest.fixture
def moved(loop: Loop) -> list[Area]:
    """The areas to ask for, after the first community went over to the second street."""
    t = loop.territory
    told_through_the_year(loop)
    move_area(actor=SYSTEM, area=t.community, new_parent=t.streets[1], day=MOVED, basis="区划调整")
    return [Area.everything.get(pk=area.pk) for area in (t.district, *t.streets, t.community)]


def test_rows_are_those_the_figures_count(moved: list[Area]) -> None:
    for area in moved:
        for period in PERIODS:
            for what, asked in WHATS.items():
                expected = rows_in(asked.source, period, paths_of(area)).filter(asked.where)
                found = rows_of(what, area, period)
                assert sorted(found.values_list("pk", flat=True)) == sorted(
                    expected.values_list("pk", flat=True)
                ), (area, period, what)


def test_the_census_counts_what_the_figures_count(moved: list[Area]) -> None:
    counted = [indicator.code for indicator in INDICATORS if is_counted(indicator)]
    assert len(counted) == 22
    seen: set[str] = set()
    for area in moved:
        for period in PERIODS:
            census, expected = count(area, period), figures(area, period, counted)
            for code in counted:
                figure = expected[code]
                values: tuple[int, ...] = (int(figure.value or 0),)
                if figure.denominator is not None:
                    values = (figure.numerator or 0, figure.denominator)
                assert census.figures[code] == values, (area, period, code)
                seen |= {code} if any(values) else set()
            columns = [sum(numbers[n] for numbers in census.kinds.values()) for n in range(len(COLUMNS))]
            assert columns == [int(expected[f"grid.requests_{what}"].value or 0) for what in COLUMNS]
            months = by_month(get("grid.requests_told"), area, period)
            for month in list(months_of(period))[-12:]:
                assert census.months.get(month, 0) == months.get(month, 0), (area, period, month)
    assert {"grid.requests_late", "grid.requests_stuck", "grid.hazards_found"} <= seen


@pytest.mark.parametrize("kind", [Kind.STREET, Kind.COMMUNITY])
def test_areas_of_the_census_are_those_of_the_figures(moved: list[Area], kind: Kind) -> None:
    codes = [f"grid.requests_{what}" for what in COLUMNS]
    for area in moved[: 1 if kind == Kind.STREET else 3]:
        for period in PERIODS:
            found = figures_by(area, period, kind, codes)
            columns = [[int(each.figure.value or 0) for each in found[code]] for code in codes]
            names = [each.area.name if each.area is not None else None for each in found[codes[0]]]
            census = count(area, period).by(kind)
            assert [place.name if place is not None else None for place, _ in census] == names
            assert [numbers for _, numbers in census] == list(zip(*columns, strict=True)), (area, period)


def client_of(loop: Loop) -> Client:
    assert loop.community.account is not None
    client = Client()
    client.force_login(loop.community.account)
    return client


def _asked(client: Client, **query: Any) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as taken:
        answer = client.get(LIST, query)
    assert answer.status_code == 200
    return len(taken), answer.context


def test_a_page_where_the_open_end_and_the_closed_begin(loop: Loop) -> None:
    told = [loop.tell(f"第{n}件") for n in range(30)]
    at = told[-1].told_at
    for n, each in enumerate(told[:12]):
        Request.everything.filter(pk=each.pk).update(
            state=CLOSED, result="好了", done_at=at, answer="好了", answer_way=AnswerWay.PHONE, answered_at=at,
            closed_at=at + timedelta(minutes=n),
        )  # fmt: skip
    client = client_of(loop)
    _asked(client, tab="all")
    queries, page = _asked(client, tab="all")
    rows = [row.request for group in page["groups"] for row in group.rows]
    assert [each.state == CLOSED for each in rows] == [False] * 18 + [True] * 7
    assert [each.pk for each in rows[18:]] == [each.pk for each in reversed(told[5:12])]
    assert queries <= 8
    further = _asked(client, tab="all", page=2)
    assert [row.request.pk for group in further[1]["groups"] for row in group.rows] == [
        each.pk for each in reversed(told[:5])
    ]


def test_counts_follow_every_act(loop: Loop) -> None:
    client = client_of(loop)

    def counts(**query: str) -> dict[str, int]:
        return {key: n for key, _, n, _ in _asked(client, **query)[1]["tabs"]}

    none = counts()
    assert set(none.values()) == {0}
    request = loop.tell()
    assert counts() == none | {"others": 1, "all": 1}
    held = loop.tell("顶楼漏水", holder=loop.territory.community)
    assert counts() == none | {"mine": 1, "others": 1, "all": 2}
    assert counts(q="漏水") == none | {"mine": 1, "all": 1}
    assert counts() == none | {"mine": 1, "others": 1, "all": 2}
    done = moving.settle(actor=loop.neighbour, request=request, result="好了")
    answering.answer(actor=loop.neighbour, request=done, text="好了", way=AnswerWay.PHONE)
    assert counts() == none | {"mine": 1, "answered": 1, "all": 2}
    held = moving.accept(actor=loop.community, request=held, kind=loop.kind)
    moving.put_on_hold(actor=loop.street, request=held, plan="等改造", words="没有资金")
    assert counts() == none | {"answered": 1, "suspended": 1, "all": 2}
    answering.judge(request=Request.everything.get(pk=request.pk), verdict=Verdict.PLEASED)
    assert counts(kind="hygiene") == none | {"suspended": 1, "all": 1}
    assert counts() == none | {"closed": 1, "suspended": 1, "all": 2}


def test_every_state_stands_in_one_tab() -> None:
    """So that what is closed are those left over."""
    assert {*listing.WORKING, *listing.SHUT, SUSPENDED, ANSWERED} == set(REQUEST.codes)
    assert {*listing.NOT_SHUT} == set(REQUEST.codes) - {*listing.SHUT}
