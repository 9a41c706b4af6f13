"""A session ends: after a time without a page, after twelve hours whatever one did, and says why. No page writes."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.access.apps import prove_roles_known
from linli.access.forgetting import forget_old
from linli.access.models import Attempts, SignedInPlace
from linli.access.sessions import device_of
from linli.audit.models import Act
from linli.people.models import Account, Post
from tests.access.accounts import PASSWORD, sign_in, signed_in, street_account
from tests.territory import Territory

MORNING = datetime(2026, 11, 26, 8, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def opens(client: Client, address: str = "/desk/account/") -> bool:
    return client.get(address).status_code == 200


def test_thirty_minutes_without_a_page_end_it_and_the_page_comes_back(
    territory: Territory, clock: time_machine.Traveller
) -> None:
    account = street_account(territory)
    client = signed_in(account)
    for _ in range(3):
        clock.shift(timedelta(minutes=29))
        assert opens(client)
    clock.shift(timedelta(minutes=30))
    led = client.get("/desk/account/?x=1")["Location"]
    assert led == "/desk/sign-in/?ended=idle&next=%2Fdesk%2Faccount%2F%3Fx%3D1"
    assert "太久没有操作" in client.get(led).content.decode()
    assert Act.everything.filter(code="access.session.timed_out", target_id=account.pk).count() == 1
    assert not SignedInPlace.everything.exists()
    after = client.post(
        led, {"username": account.username, "password": PASSWORD, "next": "/desk/account/?x=1"}
    )
    assert after["Location"] == "/desk/account/?x=1"


def test_administrators_are_away_no_longer_than_fifteen(
    territory: Territory, clock: time_machine.Traveller
) -> None:
    client = signed_in(territory.account(Post.AUDITOR, territory.district, PASSWORD))
    clock.shift(timedelta(minutes=14))
    assert opens(client)
    clock.shift(timedelta(minutes=15))
    assert "ended=idle" in client.get("/desk/")["Location"]


def test_twelve_hours_end_it_however_busy_one_was(
    territory: Territory, clock: time_machine.Traveller
) -> None:
    client = signed_in(street_account(territory))
    for _ in range(35):
        clock.shift(timedelta(minutes=20))
        assert opens(client)
    clock.shift(timedelta(minutes=20))
    led = client.get("/desk/account/")["Location"]
    assert led.startswith("/desk/sign-in/?ended=hours")
    assert "到时间了" in client.get(led).content.decode()
    assert client.get("/desk/account/")["Location"] == "/desk/sign-in/?next=/desk/account/", "said once"


def test_a_form_sent_too_late_leads_back_to_its_page_not_to_its_act(
    territory: Territory, clock: time_machine.Traveller
) -> None:
    client = signed_in(street_account(territory))
    clock.shift(timedelta(hours=1))
    led = client.post("/desk/account/places/end/", headers={"referer": "http://testserver/desk/account/"})[
        "Location"
    ]
    assert led == "/desk/sign-in/?ended=idle&next=%2Fdesk%2Faccount%2F"
    led = client.post("/desk/account/places/end/", headers={"referer": "https://evil.example/desk/"})[
        "Location"
    ]
    assert "evil" not in led


def test_a_part_of_a_page_sends_the_whole_page_to_the_door(
    territory: Territory, clock: time_machine.Traveller
) -> None:
    client = signed_in(street_account(territory))
    clock.shift(timedelta(hours=1))
    part = client.get(
        "/desk/account/", headers={"hx-request": "true", "hx-current-url": "http://testserver/desk/due/"}
    )
    assert part.status_code == 204
    assert part["HX-Redirect"] == "/desk/sign-in/?ended=idle&next=%2Fdesk%2Fdue%2F"


def test_the_cookie_is_renewed_once_a_minute_at_most_and_is_nobody_else_s(
    territory: Territory, clock: time_machine.Traveller
) -> None:
    account = street_account(territory)
    client = signed_in(account)
    first = client.cookies["linli_here"].value
    clock.shift(timedelta(seconds=59))
    assert "linli_here" not in client.get("/desk/account/").cookies
    clock.shift(timedelta(seconds=1))
    renewed = client.get("/desk/account/").cookies["linli_here"]
    assert renewed.value != first
    assert (renewed["httponly"], renewed["path"], renewed["samesite"]) == (True, "/desk/", "Lax")
    clock.shift(timedelta(minutes=29))
    other = signed_in(street_account(territory))
    client.cookies["linli_here"] = other.cookies["linli_here"].value
    clock.shift(timedelta(minutes=5))
    assert "ended=idle" in client.get("/desk/")["Location"], (
        "another session's mark does not keep this one alive"
    )


@pytest.mark.parametrize("mark", ["", "x", "eyJhIjoxfQ:1:2"])
def test_without_or_with_a_forged_mark_a_session_counts_from_its_beginning(
    territory: Territory, clock: time_machine.Traveller, mark: str
) -> None:
    client = signed_in(street_account(territory))
    client.cookies["linli_here"] = mark
    assert opens(client)
    client.cookies["linli_here"] = mark
    clock.shift(timedelta(minutes=31))
    assert "ended=idle" in client.get("/desk/")["Location"]


def test_no_page_writes(territory: Territory) -> None:
    client = signed_in(street_account(territory))
    for address in ("/desk/", "/desk/account/", "/desk/account/password/", "/desk/account/factors/"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert opens(client, address)
        written = [each["sql"] for each in asked if not each["sql"].lstrip().startswith("SELECT")]
        assert written == [], address


def test_a_reader_costs_two_queries_and_a_visitor_none(territory: Territory) -> None:
    with CaptureQueriesContext(connection) as asked:
        Client().get("/desk/account/")
    assert len(asked) == 0
    client = signed_in(street_account(territory))
    with CaptureQueriesContext(connection) as asked:
        client.get("/desk/account/password/")
    tables = [each["sql"].split("FROM")[1].split()[0].strip('"') for each in asked]
    assert tables[:2] == ["django_session", "people_account"]
    assert tables.count("django_session") == 1


def test_one_sees_where_one_is_signed_in_and_ends_the_others(territory: Territory) -> None:
    account = street_account(territory)
    here = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Edg/120")
    there = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 13) MicroMessenger/8")
    for client in (there, here):
        sign_in(client, account.username)
    stranger = signed_in(street_account(territory))
    page = here.get("/desk/account/").content.decode()
    assert "Windows · Edge" in page
    assert "安卓 · 微信" in page
    assert page.count("就是这里") == 1
    assert here.get("/desk/account/places/end/").status_code == 405
    assert here.post("/desk/account/places/end/")["Location"] == "/desk/account/"
    assert opens(here)
    assert opens(stranger)
    led = there.get("/desk/account/")["Location"]
    assert "ended=elsewhere" in led
    assert "已经结束" in there.get(led).content.decode()
    assert "安卓" not in here.get("/desk/account/").content.decode()
    assert Act.everything.get(code="access.session.others_ended").data == {"count": 1}


def test_a_place_keeps_no_address_and_no_time_but_that_of_signing_in() -> None:
    kept = {field.name for field in SignedInPlace._meta.fields}
    assert kept == {"id", "account", "session_key", "device", "opened_at"}
    assert device_of("curl/8") == "不认识的设备"


def test_places_of_ended_sessions_go(territory: Territory, clock: time_machine.Traveller) -> None:
    account = street_account(territory)
    signed_in(account)
    clock.shift(timedelta(hours=13))
    signed_in(account)
    assert SignedInPlace.everything.filter(account=account).count() == 1


def test_an_account_that_is_gone_is_nobody(territory: Territory) -> None:
    account = street_account(territory)
    client = signed_in(account)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert client.get("/desk/")["Location"].startswith("/desk/sign-in/")


def test_what_is_over_goes_daily(territory: Territory, clock: time_machine.Traveller) -> None:
    signed_in(street_account(territory))
    sign_in(Client(), "nobody", "Wrong-2024-wrong")
    assert forget_old() == 0
    clock.shift(timedelta(days=2))
    assert forget_old() >= 4
    assert not Session.objects.exists()
    assert not SignedInPlace.everything.exists()
    assert not Attempts.everything.exists()
    assert forget_old() == 0


def test_a_misspelt_role_does_not_start() -> None:
    prove_roles_known(("auditor", "system_admin"))
    with pytest.raises(ImproperlyConfigured, match="auditer"):
        prove_roles_known(("auditer",))
