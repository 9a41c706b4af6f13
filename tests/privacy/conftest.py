"""Who asks and who answers."""

from pathlib import Path

import pytest
from django.test import Client

from linli.access.actor import SYSTEM, Actor, actor_for
from linli.people.models import Account, Person, Post, Purpose
from linli.people.services import give_consent, keep_phone
from tests.territory import BEGIN, Territory

NUMBER = "13812342046"


@pytest.fixture
def resident(territory: Territory) -> Person:
    """A resident of the first community with a telephone, by consent."""
    person = territory.person(name="王秀英")
    keep_phone(owner=person, number=NUMBER)
    give_consent(
        actor=SYSTEM,
        person=person,
        purpose=Purpose.KEEP_PHONE,
        text_version="2023-03",
        way="paper",
        day=BEGIN,
    )
    return person


@pytest.fixture
def worker(territory: Territory) -> Account:
    """An officer of the first community."""
    return territory.account(Post.COMMUNITY_OFFICER, territory.community)


@pytest.fixture
def actor(worker: Account) -> Actor:
    """The officer acting."""
    return actor_for(worker)


@pytest.fixture
def desk(worker: Account) -> Client:
    """The officer's browser."""
    client = Client()
    client.force_login(worker)
    return client


@pytest.fixture
def messages(tmp_path: Path, settings: object) -> Path:
    """Where text messages go."""
    settings.LINLI_HOME = tmp_path  # type: ignore[attr-defined]  # pytest-django's fixture has no type of its own
    settings.LINLI_SMS_BACKEND = "file"  # type: ignore[attr-defined]  # as above
    return tmp_path / "sms"
