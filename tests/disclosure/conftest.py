"""A lead, a household she serves, and those who look."""

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from linli.people.models import Account, Household, Person, Post
from linli.people.services import keep_phone
from tests.territory import Territory

NUMBER = "13812342046"


@pytest.fixture
def lead(territory: Territory, standing_clock: datetime) -> Account:
    """刘桂兰, neighbour lead of the first neighbourhood, kept there."""
    found = territory.account(Post.NEIGHBOUR_LEAD, territory.neighbourhoods[0])
    assert found.person is not None
    Person.everything.filter(pk=found.person.pk).update(name="刘桂兰")
    found.person.refresh_from_db()
    keep_phone(owner=found.person, number=NUMBER)
    return found


@pytest.fixture
def household(territory: Territory, standing_clock: datetime) -> Household:
    """3栋0401室, contact 王小明, served by the first neighbourhood."""
    found = territory.household()
    found.door, found.contact_name, found.contact_consent_on = "0401室", "王小明", found.valid_from
    found.save()
    keep_phone(owner=found, number="13987650011")
    return found


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def worker(territory: Territory, standing_clock: datetime) -> Client:
    """Signed in for the first community."""
    return signed_in(territory.account(Post.COMMUNITY_OFFICER, territory.community))


@pytest.fixture
def street(territory: Territory, standing_clock: object) -> Account:
    return territory.account(Post.STREET_OFFICER, territory.streets[0])


@pytest.fixture
def client(street: Account) -> Client:
    return signed_in(street)


@pytest.fixture
def second(territory: Territory, standing_clock: object) -> Account:
    return territory.account(Post.STREET_OFFICER, territory.streets[0])


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.LINLI_EXPORTS = tmp_path / "exports"
    return tmp_path / "exports"


@pytest.fixture
def two_is_large(settings: Settings) -> None:
    settings.LINLI_EXPORT_SECOND_PERSON_ROWS = 2
