"""Second factors: an app's code, recovery codes, who must have one, and how one gets rid of one."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from linli.access import services
from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.common.models import Provenance
from linli.people.models import Account, Person, Post
from tests.access.accounts import PASSWORD, code_of_app, sign_in, signed_in, street_account
from tests.territory import Territory

APP = "/desk/account/factors/app/"
SECOND = "/desk/sign-in/second/"
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def account(territory: Territory) -> Account:
    return street_account(territory)


def enrol(client: Client) -> str:
    """Set up an app; its key."""
    page = client.get(APP).content.decode()
    found = re.search(r'class="ll-secret">([A-Z2-7]+)<', page)
    assert found is not None
    secret = found.group(1)
    done = client.post(APP, {"code": code_of_app(secret)})
    assert done["Location"] == "/desk/account/factors/codes/"
    return secret


def test_an_app_from_the_picture_to_the_next_sign_in(account: Account, clock: time_machine.Traveller) -> None:
    client = signed_in(account)
    page = client.get(APP).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert "验证没有通过" in client.post(APP, {"code": "000000"}).content.decode()
    secret = enrol(client)
    kept = Authenticator.objects.get(user=account, type="totp")
    assert secret not in str(kept.data), "encrypted like telephone numbers"
    codes = re.findall(r"<code>(\d{8})</code>", client.get("/desk/account/factors/codes/").content.decode())
    assert len(codes) == 10
    assert codes[0] in client.get("/desk/account/factors/codes.txt").content.decode()
    assert Act.everything.get(code="access.factor.added").data == {"kind": "验证码应用"}

    clock.shift(timedelta(minutes=1))
    again = Client()
    assert sign_in(again, account.username, next="/desk/due/") == SECOND
    assert again.get("/desk/")["Location"] == "/desk/sign-in/?next=/desk/", "not in yet"
    assert "验证没有通过" in again.post(SECOND, {"code": "000000"}).content.decode()
    code = code_of_app(secret)
    assert again.post(SECOND, {"code": code})["Location"] == "/desk/due/"
    assert again.get("/desk/").status_code == 200

    other = Client()
    sign_in(other, account.username)
    cache.clear()  # as in another process
    assert "刚才用过了" in other.post(SECOND, {"code": code}).content.decode(), "a code is good once"
    assert other.post(SECOND, {"code": codes[0]})["Location"] == "/desk/"
    third = Client()
    sign_in(third, account.username)
    assert "验证没有通过" in third.post(SECOND, {"code": codes[0]}).content.decode()


def test_wrong_codes_lock_like_wrong_passwords(account: Account, clock: time_machine.Traveller) -> None:
    secret = enrol(signed_in(account))
    clock.shift(timedelta(minutes=5))
    client = Client()
    sign_in(client, account.username)
    for _ in range(4):
        client.post(SECOND, {"code": "000000"})
    assert "锁定了" in client.post(SECOND, {"code": "000000"}).content.decode()
    assert "锁定了" in client.post(SECOND, {"code": code_of_app(secret)}).content.decode()
    assert "锁定了" in sign_in(Client(), account.username)


def test_the_second_page_alone_leads_nowhere(account: Account, client: Client) -> None:
    assert client.get(SECOND)["Location"] == "/desk/sign-in/"
    assert client.post(SECOND, {"code": "000000"})["Location"] == "/desk/sign-in/"


def test_who_must_have_one_opens_nothing_else_before(territory: Territory, settings: LazySettings) -> None:
    settings.LINLI_SECOND_FACTOR_ROLES = ("auditor",)
    auditor = territory.account(Post.AUDITOR, territory.district, PASSWORD)
    client = signed_in(auditor)
    for address in ("/desk/", "/desk/audit/", "/desk/all/", "/desk/search/"):
        assert client.get(address)["Location"] == "/desk/account/factors/", address
    assert "先设一个" in client.get("/desk/account/factors/").content.decode()
    assert client.get("/desk/account/").status_code == 200
    enrol(client)
    assert client.get("/desk/audit/").status_code == 200
    assert signed_in(street_account(territory)).get("/desk/").status_code == 200, "others need none"


def test_the_printed_accounts_of_the_demo_are_let_off_unless_asked(
    territory: Territory, settings: LazySettings
) -> None:
    settings.LINLI_SECOND_FACTOR_ROLES = ("auditor",)
    auditor = territory.account(Post.AUDITOR, territory.district, PASSWORD)
    Person.everything.filter(account=auditor).update(provenance=Provenance.DEMO)
    client = signed_in(auditor)
    assert client.get("/desk/audit/").status_code == 200
    settings.LINLI_SECOND_FACTOR_IN_DEMO = True
    assert client.get("/desk/audit/")["Location"] == "/desk/account/factors/"


def test_the_last_one_of_who_must_have_one_stays(territory: Territory, settings: LazySettings) -> None:
    settings.LINLI_SECOND_FACTOR_ROLES = ("auditor",)
    auditor = territory.account(Post.AUDITOR, territory.district, PASSWORD)
    client = signed_in(auditor)
    enrol(client)
    page = client.get(f"{APP}remove/").content.decode()
    assert "这个现在不能去掉" in page
    client.post(f"{APP}remove/")
    assert Authenticator.objects.filter(user=auditor, type="totp").exists()


def test_one_s_own_goes_with_its_recovery_codes(account: Account) -> None:
    client = signed_in(account)
    enrol(client)
    assert client.post(f"{APP}remove/")["Location"] == "/desk/account/factors/"
    assert not Authenticator.objects.filter(user=account).exists()
    assert Act.everything.filter(code="access.factor.removed").count() == 1
    assert sign_in(Client(), account.username) == "/desk/"


def test_new_recovery_codes_void_the_old(account: Account) -> None:
    client = signed_in(account)
    enrol(client)
    address = "/desk/account/factors/codes/"
    before = client.get(address).content.decode()
    assert "马上作废" in client.get(f"{address}new/").content.decode()
    assert client.post(f"{address}new/")["Location"] == address
    assert client.get(address).content.decode() != before
    assert Act.everything.filter(code="access.factor.recovery_codes").count() == 1


def test_after_a_while_the_password_is_asked_again(account: Account, clock: time_machine.Traveller) -> None:
    client = signed_in(account)
    clock.shift(timedelta(minutes=11))
    led = client.get(APP)["Location"]
    assert led == "/desk/account/confirm/?next=%2Fdesk%2Faccount%2Ffactors%2Fapp%2F"
    page = client.get(led).content.decode()
    assert "再确认一次是您本人" in page
    wrong = client.post(led, {"password": "x", "next": APP}).content.decode()
    assert "ll-err" in wrong
    assert client.post(led, {"password": PASSWORD, "next": APP})["Location"] == APP
    assert client.get(APP).status_code == 200
    assert Act.everything.filter(code="access.account.sign_in_failed").count() == 1


def test_lost_factors_are_cleared_by_the_system_administrator(account: Account) -> None:
    client = signed_in(account)
    with pytest.raises(ValidationError, match="没有设第二重"):
        services.reset_factors(actor=SYSTEM, account=account)
    enrol(client)
    assert services.reset_factors(actor=SYSTEM, account=account) == 1
    assert client.get("/desk/")["Location"].startswith("/desk/sign-in/")
    assert sign_in(Client(), account.username) == "/desk/"


def test_a_forged_passkey_is_refused_in_words(account: Account, client: Client) -> None:
    asked = client.get("/desk/sign-in/passkey/", headers={"accept": "application/json"}).json()
    assert asked["request_options"]["publicKey"]["userVerification"] == "required"
    for credential in ("", "{}", '{"id":"x","rawId":"x","type":"public-key","response":{}}'):
        led = client.post("/desk/sign-in/passkey/", {"credential": credential})["Location"]
        assert led == "/desk/sign-in/?refused=passkey"
        assert "通行密钥没有通过" in client.get(led).content.decode()
