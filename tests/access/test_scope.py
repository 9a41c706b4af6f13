"""How far each post sees, and that outside of it nothing exists."""

from datetime import date, timedelta

import pytest
from django.http import Http404

from linli.access.actor import NOBODY, SYSTEM, Actor, actor_for
from linli.access.areas import area_or_404, areas_within, trunk_within
from linli.access.policies import EXPORT, READ_LOG, VIEW_RECORDS
from linli.access.roles import ADMINISTRATORS, ROLE_OF_POST, all_declared, declare
from linli.access.services import open_account
from linli.orgs.models import Area, Campaign, Organisation
from linli.orgs.services import move_area
from linli.people.models import Account, Household, Person, Post, Stay
from linli.people.services import AREA_KIND_OF, appoint, leave_post
from tests.territory import BEGIN, Territory


def areas_by_post(t: Territory) -> dict[Post, Area]:
    return {
        Post.DISTRICT_OFFICER: t.district,
        Post.STREET_OFFICER: t.streets[0],
        Post.COMMUNITY_SECRETARY: t.communities[0],
        Post.COMMUNITY_OFFICER: t.communities[0],
        Post.SECTION_LEAD: t.sections[0],
        Post.GROUP_LEAD: t.groups[0],
        Post.NEIGHBOUR_LEAD: t.neighbourhoods[0],
        Post.GRID_WORKER: t.micro_grids[0],
        Post.OVERSEER: t.communities[0],
        Post.JUSTICE_OFFICER: t.streets[0],
        Post.GUIDANCE_MEMBER: t.district,
        Post.DEPARTMENT_OFFICER: t.district,
        Post.DISCIPLINE_OFFICER: t.district,
        Post.SYSTEM_ADMIN: t.district,
        Post.SECURITY_ADMIN: t.district,
        Post.AUDITOR: t.district,
    }


SEEN = {  # households in (neighbourhood 0, 1, 2, 3): communities 0 and 1 lie in street 0
    Post.DISTRICT_OFFICER: 4,
    Post.STREET_OFFICER: 2,
    Post.COMMUNITY_SECRETARY: 1,
    Post.COMMUNITY_OFFICER: 1,
    Post.SECTION_LEAD: 1,
    Post.GROUP_LEAD: 1,
    Post.NEIGHBOUR_LEAD: 1,
    Post.GRID_WORKER: 1,
    Post.OVERSEER: 0,
    Post.JUSTICE_OFFICER: 0,
    Post.GUIDANCE_MEMBER: 0,
    Post.DEPARTMENT_OFFICER: 0,
    Post.DISCIPLINE_OFFICER: 0,
    Post.SYSTEM_ADMIN: 0,
    Post.SECURITY_ADMIN: 0,
    Post.AUDITOR: 0,
}


def test_every_post_gives_a_role_and_goes_with_a_kind_of_area() -> None:
    assert ROLE_OF_POST.keys() == set(Post)
    assert AREA_KIND_OF.keys() == set(Post)


@pytest.mark.parametrize("post", list(Post))
def test_each_post_sees_the_households_of_its_area_only(territory: Territory, post: Post) -> None:
    for index in range(4):
        territory.household(index)
    actor = territory.actor(post, areas_by_post(territory)[post])
    assert Household.objects.visible_to(actor).count() == SEEN[post]
    assert Stay.objects.visible_to(actor).count() == SEEN[post]


def test_nobody_sees_nothing_and_the_system_everything(territory: Territory) -> None:
    territory.household(0)
    assert Household.objects.visible_to(NOBODY).count() == 0
    assert Household.objects.visible_to(SYSTEM).count() == 1


def test_a_household_seen_through_several_trees_is_listed_once(territory: Territory) -> None:
    household = territory.household(0)
    Stay.everything.filter(household=household).update(valid_to=date(2023, 1, 1))
    Stay.everything.create(
        household=household,
        neighbourhood=territory.neighbourhoods[1],
        micro_grid=territory.micro_grids[1],
        valid_from=date(2023, 1, 1),
    )
    street = territory.actor(Post.STREET_OFFICER, territory.streets[0])
    assert list(Household.objects.visible_to(street)) == [household]


def test_rows_that_hold_downward_are_seen_from_below(territory: Territory) -> None:
    territory.campaign()
    lead = territory.actor(Post.NEIGHBOUR_LEAD, territory.neighbourhoods[0])
    assert Campaign.objects.visible_to(lead).count() == 1
    territory.organisation(territory.communities[3])
    assert Organisation.objects.visible_to(lead).count() == 0


def test_persons_are_seen_where_they_are_kept(territory: Territory) -> None:
    mine, other = territory.person(territory.communities[0]), territory.person(territory.communities[3])
    actor = territory.actor(Post.COMMUNITY_OFFICER, territory.communities[0])
    seen = set(Person.objects.visible_to(actor))
    assert mine in seen
    assert other not in seen


def test_outside_the_scope_an_area_does_not_exist(territory: Territory) -> None:
    actor = territory.actor(Post.STREET_OFFICER, territory.streets[0])
    assert area_or_404(actor, None) == territory.streets[0]
    assert area_or_404(actor, territory.communities[1].code) == territory.communities[1]
    for code in (
        territory.streets[1].code,
        territory.communities[2].code,
        territory.district.code,
        "nowhere",
    ):
        with pytest.raises(Http404):
            area_or_404(actor, code)
    with pytest.raises(Http404):
        area_or_404(NOBODY, None)
    assert {a.kind for a in trunk_within(actor)} == {"street", "community"}
    assert not areas_within(territory.actor(Post.AUDITOR, territory.district)).exists()


def test_a_moved_community_is_seen_by_its_new_street(territory: Territory) -> None:
    territory.person(territory.communities[0])
    old = territory.actor(Post.STREET_OFFICER, territory.streets[0])
    move_area(
        actor=SYSTEM, area=territory.communities[0], new_parent=territory.streets[1], day=date(2024, 5, 1)
    )
    new = territory.actor(Post.STREET_OFFICER, Area.everything.get(pk=territory.streets[1].pk))
    assert Person.objects.visible_to(new).count() == 1
    assert Person.objects.visible_to(old).count() == 0


def test_an_unknown_capability_is_an_error(territory: Territory) -> None:
    with pytest.raises(ValueError, match="fly"):
        territory.actor(Post.DISTRICT_OFFICER, territory.district).may("fly")


def test_a_capability_holds_within_the_area_of_the_post_only(territory: Territory) -> None:
    actor = territory.actor(Post.COMMUNITY_OFFICER, territory.communities[0])
    assert actor.may(EXPORT, territory.communities[0])
    assert not actor.may(EXPORT, territory.communities[1])
    assert not actor.may(READ_LOG)
    auditor = territory.actor(Post.AUDITOR, territory.district)
    assert auditor.may(READ_LOG)
    assert not auditor.may(VIEW_RECORDS)


def test_a_view_begins_and_ends_with_the_appointment(territory: Territory, standing_clock: object) -> None:
    today = date(2024, 10, 30)
    person = territory.person()
    account = Account.objects.create(username="a", person=person)
    held = appoint(
        actor=SYSTEM,
        person=person,
        post=Post.COMMUNITY_OFFICER,
        area=territory.community,
        day=today + timedelta(days=1),
        basis="",
    )
    assert actor_for(account).home_area is None
    held.valid_from = BEGIN
    held.save()
    assert actor_for(account).home_area == territory.community
    leave_post(actor=SYSTEM, appointment=held, day=today, reason="任满")
    assert actor_for(account).grants == ()
    account.is_active = False
    assert actor_for(account).grants == ()


def test_the_widest_post_is_home(territory: Territory, standing_clock: object) -> None:
    account = territory.account(Post.COMMUNITY_OFFICER, territory.communities[0])
    assert account.person is not None
    appoint(
        actor=SYSTEM,
        person=account.person,
        post=Post.STREET_OFFICER,
        area=territory.streets[0],
        day=BEGIN,
        basis="",
    )
    actor = actor_for(account)
    assert actor.home_area == territory.streets[0]
    assert len(actor.paths(VIEW_RECORDS)) == 1
    assert actor.title == f"{territory.streets[0].name}·街道（乡镇、管理处）工作人员"


def test_an_account_without_password_cannot_sign_in(territory: Territory) -> None:
    account = open_account(actor=SYSTEM, person=territory.person(), username="lead", password=None)
    assert not account.has_usable_password()
    assert Actor(account=account).is_signed_in


def test_a_capability_is_declared_once_and_reads_thing_verb() -> None:
    with pytest.raises(ValueError, match="declared already"):
        declare("records.view", "看", ())
    with pytest.raises(ValueError, match=r"thing\.verb"):
        declare("records", "看", ())


def test_no_administrator_holds_what_opens_business_data() -> None:
    own = {"accounts.manage", "settings.manage", "posts.manage", "audit.read"}
    held = {each.capability for each in all_declared() if each.roles & set(ADMINISTRATORS)}
    assert held == own
    assert all(len(each.roles) == 1 for each in all_declared() if each.capability in own)
