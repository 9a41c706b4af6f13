"""From a figure to its records, on the page and as files: the same rows, masked, and only within one's own area."""

import csv
import io
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from linli.audit.models import Act
from linli.indicators.registry import all_indicators
from linli.mediation.models import Outcome
from linli.people.models import Post
from tests.mediation.rows import closed_case
from tests.territory import Territory

RATE = "mediation.success_rate"
CASES = "mediation.cases_mediated"
MOST_QUERIES = 12

pytestmark = pytest.mark.usefixtures("standing_clock")


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Figures are kept in the process: each test begins with none."""
    cache.clear()


@pytest.fixture
def district(territory: Territory) -> Client:
    client = Client()
    client.force_login(territory.account(Post.DISTRICT_OFFICER, territory.district))
    return client


def records(code: str, query: str = "") -> str:
    return reverse("indicators:records", args=(code,)) + query


def export(code: str, ending: str, query: str = "") -> str:
    return reverse("indicators:export", args=(code, ending)) + query


def body(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]


def rows_of(client: Client, address: str) -> list[list[str]]:
    """The rows of an exported CSV, without its headings above and its watermark below."""
    return list(csv.reader(io.StringIO(body(client, address).decode("utf-8-sig"))))[1:-1]


def test_a_quotient_opens_both_its_parts(territory: Territory, district: Client) -> None:
    closed_case(territory)
    closed_case(territory, outcome=Outcome.FAILED)
    both = body(district, records(RATE)).decode()
    assert "分母" in both
    assert "分子" in both
    assert both.count('scope="row"') == 2
    assert body(district, records(RATE, "?part=numerator")).decode().count('scope="row"') == 1
    assert district.get(records(RATE, "?part=remainder")).status_code == 404
    assert district.get(records(CASES, "?part=numerator")).status_code == 404


def test_own_level_lists_what_lies_in_no_child(territory: Territory, district: Client) -> None:
    closed_case(territory)
    assert body(district, records(CASES, "?own=street")).decode().count('scope="row"') == 0
    street = f"?area={territory.streets[0].code}&own=community"
    assert body(district, records(CASES, street)).decode().count('scope="row"') == 0
    assert district.get(records(CASES, "?own=planet")).status_code == 404


def test_a_file_holds_the_rows_of_the_page(territory: Territory, district: Client) -> None:
    for _ in range(3):
        closed_case(territory)
    closed_case(territory, outcome=Outcome.FAILED)
    closed_case(territory, community=territory.communities[2])
    assert len(rows_of(district, export(CASES, "csv"))) == 5
    assert len(rows_of(district, export(RATE, "csv", "?part=numerator"))) == 4
    street = f"?area={territory.streets[0].code}&from=2024-01-01&to=2024-10-30"
    assert len(rows_of(district, export(CASES, "csv", street))) == 4
    assert body(district, export(CASES, "xlsx")).startswith(b"PK")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_taking_records_out_is_on_record(territory: Territory, district: Client, ending: str) -> None:
    closed_case(territory)
    body(district, export(CASES, ending))
    act = Act.everything.get(code="disclosure.export.made")
    assert act.is_look
    assert act.area_id == territory.district.pk
    assert act.data["count"] == 1


def test_every_figure_can_be_exported(territory: Territory, district: Client) -> None:
    """Also those without a single record: headings and no rows."""
    for indicator in all_indicators():
        for ending in ("csv", "xlsx"):
            assert body(district, export(indicator.code, ending))


def test_elsewhere_does_not_exist(territory: Territory) -> None:
    closed_case(territory, community=territory.communities[2])
    cast = (
        (
            Post.STREET_OFFICER,
            territory.streets[0],
            [territory.district, territory.streets[1], territory.communities[2]],
        ),
        (Post.COMMUNITY_OFFICER, territory.community, [territory.streets[0], territory.communities[1]]),
    )
    for post, area, foreign in cast:
        client = Client()
        client.force_login(territory.account(post, area))
        assert client.get(records(CASES)).status_code == 200
        assert rows_of(client, export(CASES, "csv")) == []
        for code in (each.code for each in foreign):
            for indicator in all_indicators():
                assert client.get(records(indicator.code, f"?area={code}")).status_code == 404
                assert client.get(export(indicator.code, "csv", f"?area={code}")).status_code == 404
                assert client.get(export(indicator.code, "xlsx", f"?area={code}")).status_code == 404
    assert not Act.everything.filter(code="disclosure.export.made", data__count=1).exists()


def test_who_may_not_export_finds_no_file(territory: Territory) -> None:
    """A section lead reads figures and records, and takes nothing along."""
    client = Client()
    client.force_login(territory.account(Post.SECTION_LEAD, territory.sections[0]))
    page = body(client, records("grid.neighbour_leads")).decode()
    assert "导出" not in page
    assert client.get(export("grid.neighbour_leads", "csv")).status_code == 404


def test_a_list_keeps_to_its_queries(
    territory: Territory, district: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        closed_case(territory, date(2024, 6, 3 + number), community=territory.communities[number % 4])
    with django_assert_max_num_queries(MOST_QUERIES):
        body(district, records(RATE, f"?area={territory.streets[0].code}"))
