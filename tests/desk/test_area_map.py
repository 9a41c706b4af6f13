"""The outline on an area's page: links as the list has, no script, no count, said to be schematic."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.desk.area_map import WIDTH, drawn
from linli.orgs.demo_outlines import polygon
from linli.orgs.models import Area
from linli.people.models import Post
from tests.territory import Territory

WEST = polygon([(113.0, 29.0), (113.1, 29.0), (113.1, 29.2), (113.0, 29.2)])
EAST = polygon([(113.1, 29.0), (113.2, 29.0), (113.2, 29.2), (113.1, 29.2)])
BOTH = polygon([(113.0, 29.0), (113.2, 29.0), (113.2, 29.2), (113.0, 29.2)])


@pytest.fixture
def outlined(territory: Territory) -> Territory:
    """Street 0 with its two communities."""
    for area, boundary in (
        (territory.streets[0], BOTH),
        (territory.communities[0], WEST),
        (territory.communities[1], EAST),
    ):
        Area.everything.filter(pk=area.pk).update(boundary=boundary)
        area.refresh_from_db()
    return territory


@pytest.fixture
def street(territory: Territory) -> Client:
    client = Client()
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    return client


def drawing(page: str) -> str:
    found = re.search(r'<figure class="card ll-map">.*?</figure>', page, re.DOTALL)
    return found[0] if found else ""


def test_the_drawing_leads_where_the_list_leads(outlined: Territory, street: Client) -> None:
    page = street.get(f"/desk/areas/{outlined.streets[0].code}/").content.decode()
    shown = drawing(page)
    for community in outlined.communities[:2]:
        link = f'href="/desk/areas/{community.code}/"'
        assert link in shown
        assert link in page.replace(shown, "")
    assert "示意轮廓，不是勘界线" in shown
    assert "<script" not in shown
    assert "style=" not in shown


def test_a_community_stands_in_the_outline_of_its_street(outlined: Territory, street: Client) -> None:
    shown = drawing(street.get(f"/desk/areas/{outlined.communities[0].code}/").content.decode())
    assert 'class="here"' in shown
    assert "<a " not in shown


def test_without_outlines_there_is_no_drawing(territory: Territory, street: Client) -> None:
    assert not drawing(street.get(f"/desk/areas/{territory.streets[0].code}/").content.decode())
    assert drawn(territory.streets[0], territory.communities[:2]) is None


def test_north_is_up_and_everything_lies_within(outlined: Territory) -> None:
    found = drawn(outlined.streets[0], outlined.communities[:2])
    assert found is not None
    west, east = found.parts
    assert float(west.x) < float(east.x)
    numbers = [tuple(map(float, pair)) for pair in re.findall(r"([\d.]+) ([\d.]+)", found.outline)]
    assert all(0 <= x <= WIDTH and 0 <= y <= found.height for x, y in numbers)


def test_what_is_no_polygon_is_not_drawn(outlined: Territory) -> None:
    odd = outlined.communities[0]
    odd.boundary = {"type": "Point", "coordinates": [113.0, 29.0]}
    found = drawn(outlined.streets[0], [odd, outlined.communities[1]])
    assert found is not None
    assert [part.area for part in found.parts] == [outlined.communities[1]]


def test_lists_of_areas_do_not_carry_outlines(outlined: Territory, street: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        street.get("/desk/notices/")
    assert not any('FROM "orgs_area"' in each["sql"] and '"boundary"' in each["sql"] for each in queries)
