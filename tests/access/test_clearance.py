"""Who reads names and doors in clear: the one rule, post by post."""

from collections.abc import Callable

import pytest

from linli.access.actor import NOBODY, SYSTEM, Actor, Grant
from linli.access.clearance import Personal, stands_clear
from linli.access.roles import ROLE_OF_POST
from linli.orgs.models import Area
from linli.people.models import Account, Post
from tests.territory import Territory

Where = Callable[[Territory], Area]

WHERE: dict[Post, Where] = {
    Post.SECTION_LEAD: lambda t: t.sections[0],
    Post.GROUP_LEAD: lambda t: t.groups[0],
    Post.NEIGHBOUR_LEAD: lambda t: t.neighbourhoods[0],
    Post.COMMUNITY_SECRETARY: lambda t: t.community,
    Post.COMMUNITY_OFFICER: lambda t: t.community,
    Post.STREET_OFFICER: lambda t: t.streets[0],
    Post.GRID_WORKER: lambda t: t.micro_grids[0],
    Post.OVERSEER: lambda t: t.community,
    Post.JUSTICE_OFFICER: lambda t: t.streets[0],
    Post.GUIDANCE_MEMBER: lambda t: t.district,
    Post.DISTRICT_OFFICER: lambda t: t.district,
    Post.DEPARTMENT_OFFICER: lambda t: t.district,
    Post.DISCIPLINE_OFFICER: lambda t: t.district,
    Post.SYSTEM_ADMIN: lambda t: t.district,
    Post.SECURITY_ADMIN: lambda t: t.district,
    Post.AUDITOR: lambda t: t.district,
}
LEADS = {Post.SECTION_LEAD, Post.GROUP_LEAD, Post.NEIGHBOUR_LEAD}
BUSINESS = LEADS | {
    Post.COMMUNITY_SECRETARY,
    Post.COMMUNITY_OFFICER,
    Post.STREET_OFFICER,
    Post.DISTRICT_OFFICER,
    Post.GRID_WORKER,
}
SHOWN = {Personal.NAME, Personal.DOOR}
ME = 7


def reader(territory: Territory, post: Post) -> Actor:
    account = Account(pk=1, username="t", person_id=ME)
    return Actor(account=account, grants=(Grant(ROLE_OF_POST[post], post, WHERE[post](territory)),))


def test_the_table_has_every_post() -> None:
    assert set(WHERE) == set(Post)


@pytest.mark.parametrize("value", list(Personal))
@pytest.mark.parametrize("post", list(WHERE))
def test_inside_outside_and_nowhere(territory: Territory, post: Post, value: Personal) -> None:
    actor = reader(territory, post)
    inside, outside = (territory.neighbourhoods[n].path for n in (0, 1))
    assert stands_clear(actor, value, near=inside) is (post in LEADS and value in SHOWN)
    assert not stands_clear(actor, value, near=outside)
    assert not stands_clear(actor, value)


@pytest.mark.parametrize("value", list(Personal))
@pytest.mark.parametrize("post", list(WHERE))
def test_the_team_of_a_case(territory: Territory, post: Post, value: Personal) -> None:
    actor = reader(territory, post)
    assert stands_clear(actor, value, team={ME, 8}) is (post in BUSINESS and value in SHOWN)
    assert not stands_clear(actor, value, team={8})


def test_the_area_above_is_not_near_a_neighbour_lead(territory: Territory) -> None:
    actor = reader(territory, Post.NEIGHBOUR_LEAD)
    for area in (territory.groups[0], territory.community, territory.buildings[0]):
        assert not stands_clear(actor, Personal.NAME, near=area.path)


@pytest.mark.parametrize("actor", [NOBODY, SYSTEM])
def test_nobody_and_the_machine_read_nothing_in_clear(territory: Territory, actor: Actor) -> None:
    assert not stands_clear(actor, Personal.NAME, near=territory.neighbourhoods[0].path, team={ME})
