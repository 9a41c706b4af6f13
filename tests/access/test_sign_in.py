"""The door: by name or telephone, always the same words, locked after five, and what is written about it."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from linli.access import locks, services
from linli.access.actor import SYSTEM
from linli.access.models import Attempts
from linli.audit.log import told
from linli.audit.models import Act
from linli.people.models import Account
from linli.people.services import keep_phone
from tests.access.accounts import PASSWORD, sign_in, signed_in, street_account
from tests.territory import Territory

WRONG = "用户名或密码不对"
LOCKED = "这个账号锁定了"


def codes() -> list[str]:
    return list(
        Act.everything.filter(code__startswith="access.").order_by("pk").values_list("code", flat=True)
    )


def test_by_user_name_whatever_its_case_and_on_record(territory: Territory, client: Client) -> None:
    account = street_account(territory)
    assert sign_in(client, account.username.upper()) == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert codes() == ["access.account.signed_in"]
    act = Act.everything.get(code="access.account.signed_in")
    assert (act.actor_id, act.target_id, act.is_look) == (account.pk, account.pk, True)


def test_by_telephone(territory: Territory, client: Client) -> None:
    account = street_account(territory)
    assert account.person is not None
    keep_phone(owner=account.person, number="13812342046")
    assert sign_in(client, "13812342046") == "/desk/"


def test_a_telephone_of_two_accounts_is_refused_in_words(territory: Territory, client: Client) -> None:
    for account in (street_account(territory), street_account(territory)):
        assert account.person is not None
        keep_phone(owner=account.person, number="13812342046")
    assert "请改用用户名登录" in sign_in(client, "13812342046")


def test_a_telephone_shared_with_a_closed_account_is_not_ambiguous(
    territory: Territory, client: Client
) -> None:
    account, closed = street_account(territory), street_account(territory)
    for each in (account, closed):
        assert each.person is not None
        keep_phone(owner=each.person, number="13812342046")
    services.deactivate(actor=SYSTEM, account=closed, reason=services.Deactivation.LEFT)
    assert sign_in(client, "13812342046") == "/desk/"


def test_the_page_one_came_for_opens_afterwards_and_no_other_site(territory: Territory) -> None:
    account = street_account(territory)
    assert sign_in(Client(), account.username, next="/desk/due/") == "/desk/due/"
    for away in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert sign_in(Client(), account.username, next=away) == "/desk/"


@pytest.mark.parametrize("who", ["known", "unknown", "closed", "without password"])
def test_whatever_is_wrong_the_words_are_the_same(territory: Territory, client: Client, who: str) -> None:
    account = street_account(territory)
    password = "Wrong-2024-wrong"
    if who == "closed":
        services.deactivate(actor=SYSTEM, account=account, reason=services.Deactivation.LEFT)
        password = PASSWORD
    if who == "without password":
        account = services.open_account(
            actor=SYSTEM, person=territory.person(), username="fresh", password=None
        )
    page = sign_in(client, "nobody" if who == "unknown" else account.username, password)
    assert WRONG in page
    assert not client.session.get("_auth_user_id")


def test_a_name_nobody_has_costs_the_same_work(
    territory: Territory, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = street_account(territory)
    hashed: list[str] = []

    def encode(_: object, password: str, salt: str) -> str:
        hashed.append(password)
        return f"md5${salt}$x"

    monkeypatch.setattr("django.contrib.auth.hashers.MD5PasswordHasher.encode", encode)
    for name in (account.username, "nobody"):
        hashed.clear()
        sign_in(client, name, "Wrong-2024-wrong")
        assert len(hashed) == 1, name


@pytest.mark.parametrize("known", [True, False])
def test_five_failures_lock_for_a_quarter_of_an_hour_whether_the_name_exists_or_not(
    territory: Territory, known: bool
) -> None:
    name = street_account(territory).username if known else "nobody"
    with time_machine.travel(
        datetime(2026, 11, 26, 9, 0, tzinfo=timezone.get_default_timezone()), tick=False
    ) as now:
        for _ in range(4):
            assert WRONG in sign_in(Client(), name, "Wrong-2024-wrong")
        sign_in(Client(), name, "Wrong-2024-wrong")
        page = sign_in(Client(), name)
        assert LOCKED in page
        assert "9:15" in page
        assert "请找系统管理员" in page
        now.shift(timedelta(minutes=14, seconds=59))
        assert LOCKED in sign_in(Client(), name)
        now.shift(timedelta(seconds=1))
        if known:
            assert sign_in(Client(), name) == "/desk/"
        else:
            assert WRONG in sign_in(Client(), name)
    assert codes().count("access.account.sign_in_failed") == (5 if known else 6)
    assert codes().count("access.account.locked") == 1
    assert codes().count("access.account.unlocked") == 1


def test_a_lock_holds_against_the_right_password_and_survives_a_restart(territory: Territory) -> None:
    account = street_account(territory)
    for _ in range(5):
        sign_in(Client(), account.username, "Wrong-2024-wrong")
    assert LOCKED in sign_in(Client(), account.username)
    assert Attempts.everything.get(account=account).locked_until is not None, "in the table, not in a process"


def test_name_and_telephone_count_together(territory: Territory) -> None:
    account = street_account(territory)
    assert account.person is not None
    keep_phone(owner=account.person, number="13812342046")
    for name in (account.username, "13812342046", account.username, "13812342046", account.username):
        sign_in(Client(), name, "Wrong-2024-wrong")
    assert LOCKED in sign_in(Client(), account.username)


def test_signing_in_starts_the_count_anew(territory: Territory) -> None:
    account = street_account(territory)
    for _ in range(2):
        for _ in range(4):
            sign_in(Client(), account.username, "Wrong-2024-wrong")
        assert sign_in(Client(), account.username) == "/desk/"


def test_failures_of_yesterday_do_not_count(territory: Territory) -> None:
    account = street_account(territory)
    with time_machine.travel(
        datetime(2026, 11, 26, 9, 0, tzinfo=timezone.get_default_timezone()), tick=False
    ) as now:
        for _ in range(4):
            sign_in(Client(), account.username, "Wrong-2024-wrong")
        now.shift(timedelta(days=1, minutes=1))
        assert WRONG in sign_in(Client(), account.username, "Wrong-2024-wrong")
        assert sign_in(Client(), account.username) == "/desk/"


def test_an_address_that_guesses_many_names_is_locked_and_others_are_not(
    territory: Territory, settings: LazySettings
) -> None:
    settings.LINLI_LOCK_SOURCE_FAILURES = 6
    account = street_account(territory)
    guessing = Client(REMOTE_ADDR="10.1.2.3")
    for number in range(6):
        sign_in(guessing, f"nobody{number}", "Wrong-2024-wrong")
    assert "从您这里登录失败的次数太多" in sign_in(guessing, account.username)
    assert sign_in(Client(REMOTE_ADDR="10.1.2.4"), account.username) == "/desk/"
    assert Act.everything.filter(code="access.source.locked").count() == 1


def test_the_log_names_no_password_and_no_name_that_is_not_an_account(territory: Territory) -> None:
    account = street_account(territory)
    sign_in(Client(), "zhang.san", "Secret-2024-secret")
    sign_in(Client(), account.username, "Secret-2024-secret")
    acts = list(Act.everything.filter(code="access.account.sign_in_failed").order_by("pk"))
    assert [act.target_id for act in acts] == [None, account.pk]
    assert told(acts[0]) == "登录没有成功：没有这个用户名（来自 127.0.0.1）"
    for act in Act.everything.all():
        assert "Secret" not in str(act.data)
        assert "zhang" not in str(act.data)
    assert all("zhang" not in row.digest for row in Attempts.everything.all())


def test_old_rows_of_attempts_go(territory: Territory) -> None:
    with time_machine.travel(
        datetime(2026, 11, 20, 9, 0, tzinfo=timezone.get_default_timezone()), tick=False
    ) as now:
        sign_in(Client(), "nobody", "Wrong-2024-wrong")
        now.shift(timedelta(days=2))
        sign_in(Client(), "somebody", "Wrong-2024-wrong")
    assert Attempts.everything.filter(subject="name").count() == 1


def test_the_account_page_asks_six_things_and_writes_nothing(
    territory: Territory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(street_account(territory))
    client.get("/desk/account/")
    # session, account, appointments, the clock; what the page itself shows: factors, places
    with django_assert_num_queries(6) as asked:
        client.get("/desk/account/")
    assert not [each["sql"] for each in asked.captured_queries if not each["sql"].startswith("SELECT")]


def test_signing_out_ends_the_place_and_needs_a_post(territory: Territory) -> None:
    account = street_account(territory)
    client = signed_in(account)
    assert client.get("/desk/sign-out/").status_code == 405
    assert client.post("/desk/sign-out/")["Location"] == "/desk/sign-in/"
    assert client.get("/desk/")["Location"] == "/desk/sign-in/?next=/desk/"
    assert "access.account.signed_out" in codes()


def test_who_is_signed_in_is_led_on(territory: Territory) -> None:
    client = signed_in(street_account(territory))
    assert client.get("/desk/sign-in/?next=/desk/due/")["Location"] == "/desk/due/"


def test_the_database_itself_holds_names_apart_whatever_the_case(territory: Territory) -> None:
    account = street_account(territory)
    with pytest.raises(Exception, match=r"account_name_once_whatever_case|UNIQUE"):
        Account.objects.create(username=account.username.upper())


def test_locks_are_told_for_a_list_of_accounts_in_one_query(
    territory: Territory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    locked, free = street_account(territory), street_account(territory)
    for _ in range(5):
        sign_in(Client(), locked.username, "Wrong-2024-wrong")
    with django_assert_num_queries(1):
        assert set(locks.locks_of([locked, free])) == {locked.pk}
