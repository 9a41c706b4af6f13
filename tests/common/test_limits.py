"""How often something may be done: per key, over time, in all processes together."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection, connections
from django.http import HttpResponse
from django.test import RequestFactory

from linli.common import limits
from linli.common.limits import DAY, HOUR, MINUTE, TooMany, Verdict, allow, demand, limited
from linli.common.models import Allowance
from linli.people.models import Post
from linli.workflow import periodic
from tests.territory import Territory

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def ask(key: str = "somebody") -> Verdict:
    return allow(key, "test", most=3, per=HOUR)


@pytest.mark.django_db
def test_most_may_be_done_and_no_more() -> None:
    with time_machine.travel(NOON, tick=False):
        assert [bool(ask()) for _ in range(5)] == [True, True, True, False, False]


@pytest.mark.django_db
def test_each_key_and_each_name_counts_by_itself() -> None:
    with time_machine.travel(NOON, tick=False):
        for _ in range(3):
            ask()
        assert not ask()
        assert ask("another")
        assert allow("somebody", "another", most=3, per=HOUR)


@pytest.mark.django_db
def test_the_allowance_fills_up_evenly() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(3):
            ask()
        assert ask().wait == 20 * 60
        clock.shift(timedelta(minutes=19, seconds=59))
        assert not ask()
        clock.shift(timedelta(seconds=1))
        assert ask()
        assert not ask(), "a third of the hour gives one of three"
        clock.shift(HOUR)
        assert [bool(ask()) for _ in range(4)] == [True, True, True, False]


@pytest.mark.django_db
def test_a_refusal_takes_nothing() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(20):
            ask()
        clock.shift(timedelta(minutes=20))
        assert ask()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("most", "per"), [(7, HOUR), (1, MINUTE), (1000, timedelta(seconds=1)), (5, timedelta(milliseconds=3))]
)
def test_numbers_that_do_not_divide_still_give_all(most: int, per: timedelta) -> None:
    with time_machine.travel(NOON, tick=False):
        assert sum(bool(allow("k", "n", most=most, per=per)) for _ in range(most + 2)) == most


@pytest.mark.parametrize(("most", "per"), [(0, HOUR), (3, timedelta(0))])
def test_a_limit_that_allows_nothing_is_a_mistake(most: int, per: timedelta) -> None:
    with pytest.raises(ValueError, match="at least one"):
        allow("k", "n", most=most, per=per)


@pytest.mark.parametrize(
    ("wait", "told"),
    [(1, "1 秒后"), (59, "59 秒后"), (60, "12:01 以后"), (61, "12:02 以后"), (12 * 3600, "明天 0:00 以后")],
)
def test_when_to_try_again_is_told_in_words(wait: int, told: str) -> None:
    with time_machine.travel(NOON, tick=False):
        assert Verdict(wait).told == told


@pytest.mark.django_db
def test_neither_address_nor_account_can_be_read_from_a_row(rf: RequestFactory) -> None:
    allow(rf.get("/", REMOTE_ADDR="192.0.2.7"), "test", most=1, per=HOUR)
    row = Allowance.everything.get()
    told = hashlib.sha256(b"test\naddress 192.0.2.7").hexdigest()
    assert len(row.key) == 64
    assert row.key != told, "four billion addresses are soon tried; the digest needs a key"


@pytest.mark.django_db
def test_rows_are_forgotten_a_day_after_they_are_full() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        ask()
        clock.shift(timedelta(hours=24))
        assert limits.forget() == 0
        clock.shift(timedelta(minutes=21))
        assert limits.forget() == 1


@pytest.mark.parametrize(
    ("remote", "passed_on", "tls", "expected"),
    [
        ("192.0.2.7", "", False, "192.0.2.7"),
        ("192.0.2.7", "203.0.113.9", False, "192.0.2.7"),  # anybody may send the header
        ("127.0.0.1", "203.0.113.9", False, "203.0.113.9"),  # a proxy on this machine
        (
            "192.0.2.7",
            "198.51.100.1, 203.0.113.9",
            True,
            "203.0.113.9",
        ),  # the first is the visitor's own word
        ("192.0.2.7", "nonsense", True, "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "", False, "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "", False, "192.0.2.7"),
        ("", "", False, ""),
    ],
)
def test_where_a_request_came_from(
    rf: RequestFactory, settings: Any, remote: str, passed_on: str, tls: bool, expected: str
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if tls else None
    headers = {"HTTP_X_FORWARDED_FOR": passed_on} if passed_on else {}
    assert limits.address_of(rf.get("/", REMOTE_ADDR=remote, **headers)) == expected  # type: ignore[arg-type]


def test_whoever_is_signed_in_is_counted_wherever_they_sit(rf: RequestFactory, territory: Territory) -> None:
    account, other = (territory.account(Post.COMMUNITY_OFFICER, territory.community) for _ in range(2))

    def sent(user: object, address: str) -> Verdict:
        request = rf.post("/", REMOTE_ADDR=address)
        request.user = user  # type: ignore[assignment]
        return allow(request, "test", most=1, per=HOUR)

    assert sent(account, "192.0.2.1")
    assert not sent(account, "192.0.2.2")
    assert sent(other, "192.0.2.1")


@pytest.mark.django_db
def test_a_view_is_counted_where_something_is_sent(rf: RequestFactory) -> None:
    @limited("test", most=1, per=HOUR)
    def view(request: object) -> HttpResponse:
        return HttpResponse("done")

    for _ in range(3):
        assert view(rf.get("/")).status_code == 200
    assert not Allowance.everything.exists(), "reading writes nothing"
    assert view(rf.post("/")).status_code == 200
    with pytest.raises(TooMany) as refused:
        view(rf.post("/"))
    assert refused.value.verdict.wait > 3000


@pytest.mark.django_db
def test_demanding_raises_and_an_allowed_one_does_not() -> None:
    demand("k", "n", most=1, per=DAY)
    with pytest.raises(TooMany):
        demand("k", "n", most=1, per=DAY)


def in_parallel(work: Callable[[], int], times: int) -> int:
    with ThreadPoolExecutor(times) as pool:
        return sum(each.result() for each in [pool.submit(work) for _ in range(times)])


MOST = 30
ASKED_BY_A_PROCESS = f"""
import django
django.setup()
from django.db import connection
from linli.common.limits import DAY, allow
print(sum(bool(allow("all", "together", most={MOST}, per=DAY)) for _ in range(15)))
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is asked below")
def test_processes_share_one_count_on_sqlite(tmp_path: Path) -> None:
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment = {**kept, "LINLI_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "linli.config.settings"}

    def run(code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    run(
        "import django; django.setup(); from django.db import connection as c\n"
        "from linli.common.models import Allowance\n"
        "with c.schema_editor() as editor: editor.create_model(Allowance)"
    )
    assert in_parallel(lambda: int(run(ASKED_BY_A_PROCESS)), 3) == MOST


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is asked above")
@pytest.mark.django_db(transaction=True)
def test_connections_share_one_count_on_postgresql() -> None:
    def work() -> int:
        try:
            return sum(bool(allow("all", "together", most=MOST, per=DAY)) for _ in range(15))
        finally:
            connections.close_all()

    assert in_parallel(work, 4) == MOST


@pytest.mark.django_db
def test_forgetting_is_daily_work() -> None:
    assert limits.forget in {each.work for each in periodic.all_daily()}
