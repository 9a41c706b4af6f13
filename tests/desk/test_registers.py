"""Narrowing a register: what is offered comes from its declared columns, and what does not fit is passed over."""

from datetime import datetime

import pytest
from django.test import Client

from linli.desk.filters import choices, searchable
from linli.orgs.models import OrganisationKind
from linli.people.models import Post
from linli.ui.records import all_pages, for_slug
from tests.mediation.rows import closed_case
from tests.territory import Territory

ORGANISATIONS = "/desk/registers/organisation/"
CASES = "/desk/registers/dispute-case/"


@pytest.fixture
def district(territory: Territory, standing_clock: datetime, client: Client) -> Client:
    """Signed in for the district."""
    client.force_login(territory.account(Post.DISTRICT_OFFICER, territory.district))
    return client


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_words_are_looked_for_in_the_text_columns(territory: Territory, district: Client) -> None:
    wanted, other = territory.organisation(), territory.organisation()
    text = page(district, f"{ORGANISATIONS}?q={wanted.name}")
    assert f">{wanted.name}</a>" in text
    assert f">{other.name}</a>" not in text
    assert "清除筛选" in text
    assert "清除筛选" not in page(district, ORGANISATIONS)


def test_a_choice_narrows_and_stays_chosen(territory: Territory, district: Client) -> None:
    branch = territory.organisation()
    office = territory.organisation(kind=OrganisationKind.DEPARTMENT)
    text = page(district, f"{ORGANISATIONS}?kind=department")
    assert office.name in text
    assert f">{branch.name}</a>" not in text
    assert '<option value="department" selected>' in text


def test_an_area_narrows_to_what_lies_below_it(territory: Territory, district: Client) -> None:
    closed_case(territory)
    closed_case(territory, community=territory.communities[2])
    assert "共 2 条" in page(district, CASES)
    text = page(district, f"{CASES}?area={territory.streets[1].code}")
    assert "共 1 条" in text
    assert territory.communities[2].name in text


@pytest.mark.parametrize("query", ["kind=nonsense", "kind=%00", "other=1", "q=%20%20"])
def test_what_was_not_offered_is_passed_over(territory: Territory, district: Client, query: str) -> None:
    territory.organisation()
    text = page(district, f"{ORGANISATIONS}?{query}")
    assert "共 1 条" in text
    assert "清除筛选" not in text


def test_an_empty_result_offers_the_way_back(district: Client) -> None:
    text = page(district, f"{ORGANISATIONS}?q=没有这个")
    assert "没有这样的组织" in text
    assert f'href="{ORGANISATIONS}"' in text


def test_the_page_links_keep_the_choice(territory: Territory, district: Client) -> None:
    for _ in range(30):
        territory.organisation()
    text = page(district, f"{ORGANISATIONS}?kind=party_branch")
    assert 'href="?kind=party_branch&amp;page=2"' in text


def test_a_street_is_not_offered_another_street(territory: Territory, client: Client) -> None:
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    closed_case(territory, community=territory.communities[2])
    assert "共 0 条" in page(client, CASES)
    assert client.get(f"{CASES}?area={territory.communities[2].code}").status_code == 404
    assert client.get(f"{CASES}?area=nowhere").status_code == 404


def test_no_search_runs_through_names_of_persons() -> None:
    for declared in all_pages():
        for path in searchable(declared).values():
            assert "person" not in path, declared.slug


def test_choices_are_those_of_the_field() -> None:
    label, options = choices(for_slug("organisation"))["kind"]
    assert label == "类别"
    assert ("department", OrganisationKind.DEPARTMENT.label) in options


def test_a_list_tells_which_of_many_groups_it_means(territory: Territory, district: Client) -> None:
    """Every community has its 第一片第一组; a reader at home in one is not told its name in each row."""
    territory.account(Post.GROUP_LEAD, territory.groups[0])
    posts = "/desk/registers/appointment/"
    assert f">{territory.communities[0].name}第一片第一组</td>" in page(district, posts)
    district.force_login(territory.account(Post.COMMUNITY_OFFICER, territory.communities[0]))
    assert ">第一片第一组</td>" in page(district, posts)
    named = page(district, f"/desk/areas/{territory.groups[0].code}/")
    assert f"{territory.communities[0].name}第一片第一组，代码" in named
