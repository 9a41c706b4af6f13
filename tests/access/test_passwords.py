"""What a password must be, each rule broken once; who changes it, and what then ends."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from linli.access import services
from linli.access.actor import SYSTEM, actor_for
from linli.access.models import PastPassword
from linli.access.passwords import one_time_password
from linli.audit.models import Act
from linli.people.models import Account, Post
from tests.access.accounts import PASSWORD, sign_in, signed_in, street_account
from tests.territory import Territory

NEW = "Wulipai-jiedao-7"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("Ab3-xyzqk", "至少要 10 个"),
        ("abcdefghij7", "现在只有 2 类"),
        ("xx-Wulipai-9-xx", "不能有用户名"),
        ("Password123!", "太常见"),
        ("Qwertyuiop1!", "太常见"),
    ],
)
def test_each_rule_says_itself(password: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, Account(username="wulipai"))
    assert said in "".join(refused.value.messages)


def test_a_password_that_fits_all(settings: LazySettings) -> None:
    validate_password("Dongting-Lake-9", Account(username="wulipai"))
    settings.LINLI_PASSWORD_LENGTH, settings.LINLI_PASSWORD_CLASSES = 20, 4
    with pytest.raises(ValidationError, match="至少要 20 个"):
        validate_password("Dongting-Lake-9", Account(username="wulipai"))


@pytest.mark.parametrize("length", [8, 10, 16, 64])
def test_a_one_time_password_fits_all_rules(settings: LazySettings, length: int) -> None:
    settings.LINLI_PASSWORD_LENGTH, settings.LINLI_PASSWORD_CLASSES = length, 4
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        validate_password(password, Account(username="wulipai"))
        assert not set(password) & set("0O1lI")


def test_one_s_own_password_needs_the_present_one_and_ends_the_other_sessions(territory: Territory) -> None:
    account = street_account(territory)
    here, there = signed_in(account), signed_in(account)
    for old, new, again, said in (
        ("x", NEW, NEW, "现在的密码不对"),
        (PASSWORD, NEW, NEW + "x", "两遍新密码不一样"),
        (PASSWORD, "short", "short", "至少要 10 个"),
    ):
        page = here.post("/desk/account/password/", {"old": old, "new": new, "again": again})
        assert said in page.content.decode()
    done = here.post("/desk/account/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert done["Location"] == "/desk/account/"
    assert here.get("/desk/account/").status_code == 200, "the session it was changed in goes on"
    assert "ended=elsewhere" in there.get("/desk/")["Location"]
    assert sign_in(Client(), account.username, NEW) == "/desk/"
    assert "用户名或密码不对" in sign_in(Client(), account.username)
    assert Act.everything.filter(code="access.password.changed", target_id=account.pk).count() == 1


def test_the_last_passwords_do_not_come_back(territory: Territory, settings: LazySettings) -> None:
    settings.LINLI_PASSWORD_HISTORY = 2
    actor = actor_for(street_account(territory))

    def change(old: str, new: str) -> None:
        services.change_password(actor=actor, old=old, new=new, session_key=None)

    change(PASSWORD, NEW)
    with pytest.raises(ValidationError, match="最近用过"):
        change(NEW, PASSWORD)
    change(NEW, "Dongting-Lake-9")
    change("Dongting-Lake-9", PASSWORD)
    assert PastPassword.everything.count() == 3


def test_a_password_given_by_somebody_else_is_changed_first(territory: Territory) -> None:
    account = street_account(territory)
    password = services.reset_password(actor=SYSTEM, account=account)
    client = Client()
    assert sign_in(client, account.username, password, next="/desk/due/") == "/desk/due/"
    for address in ("/desk/", "/desk/due/", "/desk/account/", "/desk/account/factors/"):
        assert client.get(address)["Location"] == "/desk/account/password/"
    assert "先改成只有您知道的" in client.get("/desk/account/password/").content.decode()
    client.post("/desk/account/password/", {"old": password, "new": NEW, "again": NEW})
    assert client.get("/desk/").status_code == 200


def test_an_old_password_is_changed_first_where_the_district_wants_it(
    territory: Territory, settings: LazySettings
) -> None:
    account = street_account(territory)
    Account.objects.filter(pk=account.pk).update(password_set_at=timezone.now() - timedelta(days=91))
    client = signed_in(account)
    assert client.get("/desk/").status_code == 200, "off by default"
    settings.LINLI_PASSWORD_DAYS = 90
    assert client.get("/desk/")["Location"] == "/desk/account/password/"
    assert "用满 90 天" in client.get("/desk/account/password/").content.decode()
    client.post("/desk/account/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert client.get("/desk/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert client.get("/desk/").status_code == 302


def test_what_only_the_system_administrator_does(territory: Territory) -> None:
    account = street_account(territory)
    other = actor_for(street_account(territory))
    person = territory.person()
    for act in (
        lambda: services.open_account(actor=other, person=person, username="fresh", password=None),
        lambda: services.deactivate(actor=other, account=account, reason=services.Deactivation.LEFT),
        lambda: services.reactivate(actor=other, account=account),
        lambda: services.reset_password(actor=other, account=account),
        lambda: services.unlock(actor=other, account=account),
        lambda: services.reset_factors(actor=other, account=account),
    ):
        with pytest.raises(PermissionDenied, match="系统管理员"):
            act()


@pytest.fixture
def manager(territory: Territory) -> Account:
    return territory.account(Post.SYSTEM_ADMIN, territory.district)


def test_an_account_is_opened_once_per_person_under_a_name_of_its_own(
    territory: Territory, manager: Account
) -> None:
    actor, person = actor_for(manager), territory.person()
    for bad in ("", "x", "1abc", "张三", "13812342046", "a b", "a" * 41):
        with pytest.raises(ValidationError, match="用户名"):
            services.open_account(actor=actor, person=person, username=bad, password=None)
    with pytest.raises(ValidationError, match="至少要 10 个"):
        services.open_account(actor=actor, person=person, username="fresh", password="x")
    account = services.open_account(actor=actor, person=person, username="fresh", password=NEW)
    assert account.must_change_password
    with pytest.raises(ValidationError, match="已经有人用了"):
        services.open_account(actor=actor, person=territory.person(), username="FRESH", password=None)
    with pytest.raises(ValidationError, match="已经有账号"):
        services.open_account(actor=actor, person=person, username="second", password=None)
    assert Act.everything.get(code="access.account.opened").data == {"username": "fresh"}


def test_a_closed_account_is_out_at_once_and_comes_back_only_by_signing_in(
    territory: Territory, manager: Account
) -> None:
    account = street_account(territory)
    client = signed_in(account)
    services.deactivate(actor=actor_for(manager), account=account, reason=services.Deactivation.LEFT)
    assert client.get("/desk/")["Location"].startswith("/desk/sign-in/")
    with pytest.raises(ValidationError, match="已经停用"):
        services.deactivate(actor=actor_for(manager), account=account, reason=services.Deactivation.LEFT)
    with pytest.raises(ValidationError, match="停用了"):
        services.reset_password(actor=actor_for(manager), account=account)
    services.reactivate(actor=actor_for(manager), account=account)
    assert client.get("/desk/")["Location"].startswith("/desk/sign-in/")
    assert sign_in(client, account.username) == "/desk/"
    with pytest.raises(ValidationError, match="没有停用"):
        services.reactivate(actor=actor_for(manager), account=account)


def test_neither_oneself_nor_the_last_manager_is_closed(territory: Territory, manager: Account) -> None:
    with pytest.raises(ValidationError, match="自己的账号"):
        services.deactivate(actor=actor_for(manager), account=manager, reason=services.Deactivation.LEFT)
    with pytest.raises(ValidationError, match="最后一位系统管理员"):
        services.deactivate(actor=SYSTEM, account=manager, reason=services.Deactivation.LEFT)
    territory.account(Post.SYSTEM_ADMIN, territory.district)
    services.deactivate(actor=SYSTEM, account=manager, reason=services.Deactivation.LEFT)


def test_a_reset_ends_sessions_and_the_lock(territory: Territory, manager: Account) -> None:
    account = street_account(territory)
    client = signed_in(account)
    for _ in range(5):
        sign_in(Client(), account.username, "Wrong-2024-wrong")
    with pytest.raises(ValidationError, match="我的账号"):
        services.reset_password(actor=actor_for(manager), account=manager)
    password = services.reset_password(actor=actor_for(manager), account=account)
    assert client.get("/desk/")["Location"].startswith("/desk/sign-in/")
    assert sign_in(Client(), account.username, password) == "/desk/"
    assert password not in str(list(Act.everything.values_list("data", flat=True)))


def test_unlocking_lets_in_and_ends_sessions(territory: Territory, manager: Account) -> None:
    account = street_account(territory)
    client = signed_in(account)
    with pytest.raises(ValidationError, match="没有锁定"):
        services.unlock(actor=actor_for(manager), account=account)
    for _ in range(5):
        sign_in(Client(), account.username, "Wrong-2024-wrong")
    services.unlock(actor=actor_for(manager), account=account)
    assert client.get("/desk/")["Location"].startswith("/desk/sign-in/")
    assert sign_in(client, account.username) == "/desk/"
    assert Act.everything.get(code="access.account.unlocked").actor_id == manager.pk


def test_wrong_guesses_at_a_desk_left_open_lock_too(territory: Territory) -> None:
    account = street_account(territory)
    client = signed_in(account)
    for _ in range(5):
        client.post("/desk/account/password/", {"old": "x", "new": NEW, "again": NEW})
    page = client.post("/desk/account/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert "锁定了" in page.content.decode()
    assert Act.everything.filter(code="access.account.locked", target_id=account.pk).count() == 1
