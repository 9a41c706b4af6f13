"""The board of all figures through HTTP: to whom it opens, what it answers to nonsense, what it costs."""

import gzip
import re
from datetime import date, datetime

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from linli.indicators.registry import all_indicators
from linli.mediation.models import Outcome
from linli.people.models import Post
from tests.mediation.rows import closed_case, notable
from tests.territory import Territory

BOARD = "/desk/indicators/"
RATE = "mediation.success_rate"
CASES = "mediation.cases_mediated"
COLD, WARM = 40, 12
HEAVIEST = 40 * 1024

pytestmark = pytest.mark.usefixtures("standing_clock")


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Figures are kept in the process: each test begins with none."""
    cache.clear()


def signed_in(territory: Territory, post: Post = Post.DISTRICT_OFFICER, level: str = "district") -> Client:
    area = {
        "district": territory.district,
        "street": territory.streets[0],
        "community": territory.communities[0],
        "section": territory.sections[0],
    }[level]
    client = Client()
    client.force_login(territory.account(post, area))
    return client


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def three_cases(territory: Territory) -> None:
    """Two agreed and one failed; one in each of three communities of both streets."""
    closed_case(territory, date(2024, 3, 5))
    closed_case(territory, date(2024, 6, 3), Outcome.FAILED, community=territory.communities[1])
    closed_case(territory, date(2024, 10, 30), community=territory.communities[2])


def test_zero_is_zero_and_a_quotient_of_nothing_is_a_dash(territory: Territory) -> None:
    page = text_of(signed_in(territory), BOARD)
    assert re.search(r"调解纠纷</span><b>0<", page)
    assert re.search(r"调处成功率</span><b>—<", page)
    assert "分母（结案）是 0" in text_of(signed_in(territory), f"{BOARD}{RATE}/")


def test_no_script_and_no_inline_style(territory: Territory) -> None:
    """The policy of the pages forbids both, so they would be dead letters."""
    three_cases(territory)
    client = signed_in(territory)
    for address in (BOARD, f"{BOARD}?figure={RATE}", f"{BOARD}{RATE}/", f"{BOARD}{RATE}/records/"):
        page = text_of(client, address)
        assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
        assert " style=" not in page


@pytest.mark.parametrize(
    "query",
    [
        "from=2024-13-01&to=2024-10-30",
        "from=2024-06-01",
        "to=2024-06-01",
        "from=2024-06-02&to=2024-06-01",
        "from=2024-06-01&to=2025-01-01",
        "from=0001-01-01&to=2024-01-01",
    ],
)
def test_dates_that_make_no_sense_are_answered_in_words(territory: Territory, query: str) -> None:
    client = signed_in(territory)
    for address in (BOARD, f"{BOARD}{RATE}/", f"{BOARD}{RATE}/records/"):
        page = text_of(client, f"{address}?{query}")
        assert 'role="alert"' in page, address


def test_what_was_typed_stays_in_the_fields(territory: Territory) -> None:
    page = text_of(signed_in(territory), f"{BOARD}?from=2024-06-02&to=2024-06-01")
    assert 'name="from"' in page
    assert 'value="2024-06-02"' in page
    assert 'value="2024-06-01"' in page


@pytest.mark.parametrize(
    ("post", "level"),
    [
        (Post.DISTRICT_OFFICER, "district"),
        (Post.STREET_OFFICER, "street"),
        (Post.COMMUNITY_SECRETARY, "community"),
        (Post.SECTION_LEAD, "section"),
    ],
)
def test_every_figure_opens_for_every_level(territory: Territory, post: Post, level: str) -> None:
    three_cases(territory)
    notable(territory)
    client = signed_in(territory, post, level)
    for indicator in all_indicators():
        for address in (f"{BOARD}{indicator.code}/", f"{BOARD}{indicator.code}/records/"):
            assert indicator.name in text_of(client, address), address


def test_elsewhere_does_not_exist(territory: Territory) -> None:
    street = signed_in(territory, Post.STREET_OFFICER, "street")
    community = signed_in(territory, Post.COMMUNITY_SECRETARY, "community")
    foreign = {
        street: [territory.district, territory.streets[1], territory.communities[2], territory.sections[2]],
        community: [territory.district, territory.streets[0], territory.communities[1]],
    }
    for client, areas in foreign.items():
        for code in (area.code for area in areas):
            assert client.get(f"{BOARD}?area={code}").status_code == 404
            assert client.get(f"{BOARD}{RATE}/?area={code}").status_code == 404
            assert client.get(f"{BOARD}?area={code}&figure={RATE}").status_code == 404


def test_a_street_reads_nothing_of_another(territory: Territory) -> None:
    three_cases(territory)
    street = signed_in(territory, Post.STREET_OFFICER, "street")
    page = text_of(street, f"{BOARD}?figure={CASES}")
    assert "查看 2 条记录" in page
    assert territory.streets[1].name not in page
    assert territory.communities[2].name not in page


def test_who_may_not_see_figures_finds_no_page(territory: Territory) -> None:
    auditor = signed_in(territory, Post.AUDITOR)
    for address in (BOARD, f"{BOARD}{RATE}/", f"{BOARD}{RATE}/records/"):
        assert auditor.get(address).status_code == 404
        assert Client().get(address).status_code == 302


def test_an_unknown_figure_does_not_exist(territory: Territory) -> None:
    client = signed_in(territory)
    assert client.get(f"{BOARD}mediation.happiness/").status_code == 404
    assert client.get(f"{BOARD}mediation.happiness/records/").status_code == 404


def test_the_board_keeps_to_its_queries(
    territory: Territory, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    three_cases(territory)
    client = signed_in(territory)
    with django_assert_max_num_queries(COLD):
        text_of(client, f"{BOARD}?figure={RATE}")
    with django_assert_max_num_queries(WARM):
        text_of(client, f"{BOARD}?figure={RATE}")


def test_the_board_keeps_to_its_weight(territory: Territory) -> None:
    three_cases(territory)
    page = text_of(signed_in(territory), f"{BOARD}?figure={RATE}&by=community")
    assert len(gzip.compress(page.encode())) <= HEAVIEST


def test_the_year_before_is_told_with_both_parts(territory: Territory, standing_clock: datetime) -> None:
    closed_case(territory, date(2023, 5, 4))
    closed_case(territory, date(2023, 11, 4))  # after the same days of the year before
    page = text_of(signed_in(territory), f"{BOARD}?figure={RATE}")
    told = re.sub(r"<[^>]+>", "", page[page.index("上年同期") :]).split("\n")[0]
    assert told == "上年同期 100.0%（1 ÷ 1）。"
