"""An account whose person has gone nameless keeps nothing that tells who it was, and opens nothing."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from linli.access import sessions
from linli.access.models import Attempts, PastPassword, SignedInPlace, Subject
from linli.desk.models import SavedView
from linli.inbox.constants import ADDRESS_FIELD, Channel, Way
from linli.inbox.models import ChannelAddress, Message, Preference
from linli.people.crypto import seal
from linli.people.erasing import ANONYMOUS, make_nameless
from linli.people.models import Account, Post
from tests.territory import Territory

pytestmark = pytest.mark.django_db
NOT_HERE = {
    "account.EmailAddress",
    "disclosure.Export",
    "disclosure.Reveal",
    "exchange.ImportRun",
    "mediation.ContactLook",
    "workflow.Approval",
}
"""Accounts have no mail; the others prove acts to somebody else, name the account by its number alone, and stay."""


def full_account(territory: Territory, browser: Client) -> Account:
    account = territory.account(Post.STREET_OFFICER, territory.streets[0])
    browser.force_login(account)
    key = browser.session.session_key
    assert key is not None
    sessions.opened(account=account, session_key=key, user_agent="")
    Authenticator.objects.create(user=account, type="totp", data={"secret": "x"})
    SocialAccount.objects.create(user=account, provider="district", uid="lijuan", extra_data={"name": "李娟"})
    now = timezone.now()
    PastPassword.everything.create(account=account, password="!x", replaced_at=now)
    Attempts.everything.create(subject=Subject.NAME, digest="x", account=account, failures=1, since=now)
    Message.everything.create(account=account, kind="x.y", title="等您决定", created_at=now)
    Preference.everything.create(account=account, kind="x.y", way=Way.DIGEST)
    ChannelAddress.everything.create(
        account=account, channel=Channel.MAIL, address_sealed=seal("lijuan@example.gov.cn", ADDRESS_FIELD)
    )
    SavedView.everything.create(account=account, register="plaque", name="李娟的", query="sort=ref")
    return account


def rows_of(account: Account) -> dict[str, int]:
    """Every row of any model that belongs to the account, by model."""
    found: dict[str, int] = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is Account:
                count = model._base_manager.filter(**{field.name: account}).count()
                found[model._meta.label] = found.get(model._meta.label, 0) + count
    return found


def test_nothing_of_the_account_is_left_but_its_number(territory: Territory) -> None:
    browser = Client()
    account = full_account(territory, browser)
    assert browser.get("/desk/").status_code == 200
    before = rows_of(account)
    assert {label for label, count in before.items() if not count} == NOT_HERE
    make_nameless([account.person_id or 0])
    assert {label for label, count in rows_of(account).items() if count} == set()
    account.refresh_from_db()
    assert (account.username, account.is_active) == (f"{ANONYMOUS}{account.pk}", False)
    assert not Session.objects.exists()
    assert not SignedInPlace.everything.exists()
    assert browser.get("/desk/").status_code == 302
