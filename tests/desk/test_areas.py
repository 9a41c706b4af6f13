"""The page of an area, large type, and what is due at home."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.access.actor import SYSTEM
from linli.common.clock import business_now
from linli.orgs.models import Organisation
from linli.people.models import Post
from linli.people.services import appoint
from linli.workflow.services import start_deadline
from tests.territory import BEGIN, Territory


def signed_in(territory: Territory, post: Post, area: object) -> Client:
    client = Client()
    client.force_login(territory.account(post, area))  # type: ignore[arg-type]
    return client


@pytest.fixture
def street(territory: Territory) -> Client:
    """Signed in for street 0."""
    return signed_in(territory, Post.STREET_OFFICER, territory.streets[0])


def test_from_the_shell_to_the_own_area_down_and_up_but_never_out(
    territory: Territory, street: Client
) -> None:
    own = territory.streets[0]
    assert f'href="/desk/areas/{own.code}/"' in street.get("/desk/all/").content.decode()
    page = street.get(f"/desk/areas/{own.code}/").content.decode()
    assert f'href="/desk/areas/{territory.communities[1].code}/"' in page
    below = street.get(f"/desk/areas/{territory.communities[1].code}/").content.decode()
    assert f'href="/desk/areas/{own.code}/"' in below
    assert f"/desk/areas/{territory.district.code}/" not in below
    for area in (territory.district, territory.streets[1], territory.communities[2], territory.buildings[3]):
        assert street.get(f"/desk/areas/{area.code}/").status_code == 404
    assert street.get("/desk/areas/nonsense/").status_code == 404


def test_a_lead_knows_the_neighbours_names_and_an_officer_does_not(
    territory: Territory, street: Client
) -> None:
    lead = territory.person(name="王秀英")
    hood = territory.neighbourhoods[0]
    appoint(actor=SYSTEM, person=lead, post=Post.NEIGHBOUR_LEAD, area=hood, day=BEGIN, basis="测试")
    page = street.get(f"/desk/areas/{hood.code}/").content.decode()
    assert "王**" in page
    assert "王秀英" not in page
    group = signed_in(territory, Post.GROUP_LEAD, territory.groups[0])
    assert "王秀英" in group.get(f"/desk/areas/{hood.code}/").content.decode()


def due_thing(territory: Territory, index: int, days: int) -> Organisation:
    """Something in the n-th community on which a clock has run for so many days."""
    thing = territory.organisation(territory.communities[index])
    started = business_now() - timedelta(days=days)
    start_deadline(actor=SYSTEM, target=thing, code="mediation.settle", area=thing.area, started=started)
    return thing


def test_home_says_what_to_do_first_and_the_list_holds_the_same(
    territory: Territory, street: Client, standing_clock: object
) -> None:
    assert "现在没有等您办的事" in street.get("/desk/").content.decode()
    late, later, foreign = (due_thing(territory, n, days) for n, days in ((0, 40), (1, 2), (2, 3)))
    home, listed = (street.get(address).content.decode() for address in ("/desk/", "/desk/due/"))
    for page in (home, listed):
        assert page.index(late.ref) < page.index(later.ref)
        assert foreign.ref not in page
    assert "先办这一件" in home
    assert home.count("btn-primary") == 1
    assert "有 1 件过了时限" in home
    assert "共 2 件" in listed
    code = territory.communities[1].code
    assert "共 1 件" in street.get(f"/desk/due/?area={code}").content.decode()
    assert later.ref in street.get(f"/desk/areas/{code}/").content.decode()
    assert street.get(f"/desk/due/?area={territory.communities[2].code}").status_code == 404
    assert street.get("/desk/due/?page=7").status_code == 404


@pytest.mark.parametrize(
    ("address", "most"),
    # All that falls due asks every room that has work, as the first page does.
    [("/desk/areas/{}/", 12), ("/desk/due/?area={}", 9), ("/desk/due/?rest=1", 8), ("/desk/due/", 20)],
)
def test_queries_are_few(
    territory: Territory, street: Client, standing_clock: object, address: str, most: int
) -> None:
    for n in range(5):
        due_thing(territory, n % 2, n)
    address = address.format(territory.streets[0].code)
    street.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert street.get(address).status_code == 200
    assert len(queries) <= most, [query["sql"][:90] for query in queries]


def test_large_type_is_kept_in_a_cookie(street: Client) -> None:
    assert "data-elder" not in street.get("/desk/all/").content.decode()
    assert street.post("/desk/theme/", {"elder": "on", "next": "/desk/all/"})["Location"] == "/desk/all/"
    page = street.get("/desk/all/").content.decode()
    assert " data-elder " in page
    assert "标准字" in page
    street.post("/desk/theme/", {"elder": "off"})
    assert "data-elder" not in street.get("/desk/all/").content.decode()
    assert "elder" not in street.post("/desk/theme/", {"elder": "<b>"}).cookies


def test_the_style_page_shows_every_shared_piece(street: Client) -> None:
    page = street.get("/desk/style/").content.decode()
    for piece in (
        "ll-chip",
        "ll-next",
        "ll-row",
        "ll-tb",
        "ll-flt",
        "ll-bad",
        "ll-six",
        "ll-tl",
        "ll-pop",
        "ll-bar",
    ):
        assert piece in page
    assert page.count("btn-primary") == 1
