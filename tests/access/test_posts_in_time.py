"""Appointments decide everything: from their first day, to the day before they end, in all their places at once."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM, actor_for
from linli.access.policies import EXPORT, VIEW_RECORDS
from linli.common.clock import business_date, business_now, stand_at
from linli.orgs.models import Area
from linli.people.models import Account, Appointment, Household, Person, Post
from linli.people.services import appoint, leave_post
from tests.territory import Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
FIRST = date(2024, 11, 5)


@pytest.fixture
def account(territory: Territory) -> Account:
    account = Account(username="worker", person=territory.person())
    account.set_unusable_password()
    account.save()
    return account


def put(account: Account, post: Post, area: Area, day: date = FIRST) -> Appointment:
    assert account.person is not None
    return appoint(actor=SYSTEM, person=account.person, post=post, area=area, day=day, basis="任命")


def on(day: date) -> None:
    stand_at(business_now() + (day - business_date()))


def seen(account: Account) -> int:
    return Household.objects.visible_to(actor_for(account)).count()


def test_the_view_begins_and_ends_with_the_post(territory: Territory, account: Account) -> None:
    territory.household()
    held = put(account, Post.COMMUNITY_OFFICER, territory.community)
    last = FIRST + timedelta(days=30)
    leave_post(actor=SYSTEM, appointment=held, day=last, reason="调任")
    found = {}
    for day in (FIRST - timedelta(days=1), FIRST, last - timedelta(days=1), last, last + timedelta(days=1)):
        on(day)
        found[day] = (seen(account), actor_for(account).may(VIEW_RECORDS))
    assert list(found.values()) == [(0, False), (1, True), (1, True), (0, False), (0, False)]


def test_the_pages_follow(territory: Territory, account: Account, client: Client) -> None:
    held = put(account, Post.COMMUNITY_OFFICER, territory.community)
    client.force_login(account)
    board = reverse("indicators:board")
    on(FIRST - timedelta(days=1))
    assert client.get(board).status_code == 404
    on(FIRST)
    assert client.get(board).status_code == 200
    leave_post(actor=SYSTEM, appointment=held, day=FIRST + timedelta(days=1), reason="调任")
    assert client.get(board).status_code == 200
    on(FIRST + timedelta(days=1))
    assert client.get(board).status_code == 404
    assert "今天没有可看的业务内容" in client.get(reverse("desk:home")).content.decode()


def test_several_posts_in_several_places_add_up(territory: Territory, account: Account) -> None:
    for index in range(4):
        territory.household(index)
    put(account, Post.COMMUNITY_OFFICER, territory.community)
    put(account, Post.NEIGHBOUR_LEAD, territory.neighbourhoods[3], FIRST + timedelta(days=1))
    on(FIRST)
    assert seen(account) == 1
    on(FIRST + timedelta(days=1))
    assert seen(account) == 2
    actor = actor_for(account)
    assert actor.may(EXPORT, territory.community)
    assert not actor.may(EXPORT, territory.neighbourhoods[3])  # a lead exports nothing


@pytest.fixture
def in_two_places(territory: Territory, account: Account, client: Client) -> Client:
    put(account, Post.COMMUNITY_OFFICER, territory.communities[0])
    put(account, Post.COMMUNITY_OFFICER, territory.communities[3])
    on(FIRST)
    client.force_login(account)
    return client


def test_whoever_has_several_places_chooses_one(territory: Territory, in_two_places: Client) -> None:
    client, (first, *_, other) = in_two_places, territory.communities
    home, board = reverse("desk:home"), reverse("indicators:board")
    page = client.get(home).content.decode()
    assert "换一处" in page
    assert f'value="{other.code}"' in page
    assert client.get(board).context["asked"].area == first
    answer = client.post(reverse("desk:place"), {"area": other.code, "next": board})
    assert answer["Location"] == board
    assert client.get(board).context["asked"].area == other
    assert client.get(home).wsgi_request.actor.home_area == other  # type: ignore[attr-defined]
    assert (
        client.get(f"{board}?area={first.code}").context["asked"].area == first
    )  # an address still says its own


def test_a_place_of_somebody_else_is_not_taken(territory: Territory, in_two_places: Client) -> None:
    client, foreign = in_two_places, territory.communities[1]
    client.post(reverse("desk:place"), {"area": foreign.code, "next": "https://elsewhere.example/"})
    assert "area" not in client.cookies
    client.cookies["area"] = foreign.code  # forged
    board = reverse("indicators:board")
    assert client.get(board).context["asked"].area == territory.communities[0]
    assert client.get(f"{board}?area={foreign.code}").status_code == 404


def test_one_place_needs_no_choice(territory: Territory, account: Account, client: Client) -> None:
    put(account, Post.COMMUNITY_OFFICER, territory.community)
    on(FIRST)
    client.force_login(account)
    assert "换一处" not in client.get(reverse("desk:home")).content.decode()


def test_a_closed_account_has_nothing_whatever_its_posts(territory: Territory, account: Account) -> None:
    put(account, Post.COMMUNITY_OFFICER, territory.community)
    on(FIRST)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert actor_for(Account.objects.get(pk=account.pk)).grants == ()
    assert isinstance(account.person, Person)
