"""What was imported stays to be looked at: when, by whom, how many rows became what, and which were not taken."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from linli.access.actor import SYSTEM, Actor
from linli.exchange.models import ImportRun
from linli.exchange.rosters import roster, waiting
from linli.exchange.rosters.importing import check, import_good
from linli.grid.models import Request
from linli.people.models import Account, Post
from tests.grid.requests import Loop, build_loop
from tests.grid.test_hotline import file, rows
from tests.territory import Territory

LIST = "/desk/import/"


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime, settings: Any, tmp_path: Path) -> Loop:
    settings.LINLI_HOME = str(tmp_path)
    return build_loop(territory)


def signed_in(account: Account | None) -> Client:
    client = Client()
    assert account is not None
    client.force_login(account)
    return client


def bring(loop: Loop, actor: Actor, count: int = 10, bad: int = 1, first: int = 0) -> ImportRun:
    lines, _ = rows(count, bad, [loop.territory.community])
    for line in lines:
        line[0] = f"GD{first + int(line[0][2:]):06d}"
    import_good(actor=actor, declared=roster("hotline"), data=file(lines))
    return ImportRun.everything.latest("pk")


def page_of(client: Client, address: str = LIST) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_the_first_it_says_what_to_do(loop: Loop) -> None:
    assert "还没有导入过" in page_of(signed_in(loop.district.account))


def test_a_file_through_the_page_its_list_and_its_bad_rows(loop: Loop) -> None:
    client = signed_in(loop.district.account)
    address = reverse("exchange:import", args=("hotline",))
    stream = io.BytesIO(file(rows(10, 1, [loop.territory.community])[0]))
    stream.name = "工单.csv"
    word = client.post(address, {"file": stream}, follow=True).context["word"]
    assert not ImportRun.everything.exists(), "looking at a file is no import"
    client.post(address, {"word": word, "act": "import"})
    run = ImportRun.everything.get()
    assert (run.rows, run.written, run.known, run.bad, run.wrong) == (10, 9, 0, 1, 1)
    assert (run.account, run.area) == (loop.district.account, loop.territory.district)
    listed = page_of(client)
    assert "12345 热线工单" in listed
    assert run.account is not None
    assert run.account.person is not None
    assert run.account.person.name in listed
    assert 'data-l="收下（行）" class="n">9<' in listed
    own = reverse("exchange:import-run", args=(run.ref,))
    assert f'href="{own}#wrong">1</a>' in listed
    found = page_of(client, own)
    assert "第 2 行" in found
    assert "看不懂这个时间" in found
    assert "2024年13月1日" not in found, "what stood in the row is not kept"
    again = client.get(own).context["word"]
    handed = client.post(address, {"word": again, "act": "bad"}).content.decode()
    assert "来电时间：看不懂这个时间" in handed
    waiting.drop(run.file)
    assert "文件只暂存一天，已经删去" in page_of(client, own)


def test_the_same_once_more_is_told_as_unchanged(loop: Loop) -> None:
    bring(loop, loop.district)
    run = bring(loop, loop.district)
    assert (run.written, run.known, run.bad) == (0, 9, 1)
    assert Request.everything.count() == 9


def test_bad_rows_are_handed_to_the_importer_alone(loop: Loop) -> None:
    name = waiting.keep(b"x")
    lines, _ = rows(10, 1, [loop.territory.community])
    import_good(actor=loop.street, declared=roster("hotline"), data=file(lines), file=name)
    own = reverse("exchange:import-run", args=(ImportRun.everything.get().ref,))
    assert "下载有错的行" in page_of(signed_in(loop.street.account), own)
    above = page_of(signed_in(loop.district.account), own)
    assert "下载有错的行" not in above
    assert "只有导入的人在一天之内可以下载" in above


def test_the_file_of_bad_rows_has_those_that_repeat_an_earlier_one(loop: Loop) -> None:
    lines, _ = rows(10, 1, [loop.territory.community])
    data = file([*lines, lines[-1]])
    actor = loop.district
    found = check(actor=actor, declared=roster("hotline"), data=data)
    assert import_good(actor=actor, declared=roster("hotline"), data=data).bad == 2
    again = check(actor=actor, declared=roster("hotline"), data=data)
    assert [row.number for row in again.bad] == [row.number for row in found.bad]
    assert len(again.known) == 9


def test_who_sees_which(loop: Loop) -> None:
    t = loop.territory
    run, other = bring(loop, loop.street), bring(loop, loop.district, first=100)
    own = reverse("exchange:import-run", args=(run.ref,))
    seen = page_of(signed_in(loop.street.account))
    assert own in seen
    assert reverse("exchange:import-run", args=(other.ref,)) not in seen
    assert own in page_of(signed_in(loop.district.account))
    elsewhere = signed_in(t.account(Post.STREET_OFFICER, t.streets[1]))
    assert own not in page_of(elsewhere)
    assert elsewhere.get(own).status_code == 404
    # the community may import leads, and no orders: it sees no import of orders, its own area or not
    ImportRun.everything.create(
        kind="hotline", area=t.community, rows=1, written=1, known=0, bad=0, digest="d" * 64
    )
    assert "还没有导入过" in page_of(signed_in(t.account(Post.COMMUNITY_OFFICER, t.community)))
    assert signed_in(loop.neighbour.account).get(own).status_code == 404
    assert Client().get(own).status_code == 302


def test_the_command_line_is_named_as_such(loop: Loop, tmp_path: Path) -> None:
    place = tmp_path / "orders.csv"
    place.write_bytes(file(rows(3, 0, [loop.territory.community])[0]))
    call_command("import", "hotline", str(place), "--dry-run")
    assert not ImportRun.everything.exists()
    call_command("import", "hotline", str(place))
    run = ImportRun.everything.get()
    assert (run.account, run.area, run.written) == (None, loop.territory.district, 3)
    assert "命令行" in page_of(signed_in(loop.district.account))


def test_a_long_list_is_turned_in_few_queries(
    loop: Loop, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    account = loop.district.account
    ImportRun.everything.bulk_create(
        ImportRun(
            kind="hotline", area=loop.territory.district, account=account, rows=2, written=1, known=0, bad=1,
            wrong=600, mistakes=[[n, "电话", "不像电话号码。"] for n in range(500)], digest="a" * 64,
        )
        for _ in range(30)
    )  # fmt: skip
    client = signed_in(account)
    page_of(client)
    with django_assert_max_num_queries(8):
        first = page_of(client)
    assert "共 30 次" in first
    assert "第 1 页，共 2 页" in first
    assert client.get(LIST, {"page": "3"}).status_code == 404
    own = reverse("exchange:import-run", args=(ImportRun.everything.latest("pk").ref,))
    with django_assert_max_num_queries(8):
        found = page_of(client, own)
    assert "第 1 页，共 20 页" in found
    assert "其余 100 处" in found


def test_the_database_keeps_what_must_hold(loop: Loop) -> None:
    good = {
        "kind": "hotline", "area": loop.territory.district, "rows": 3, "written": 1, "known": 1, "bad": 1,
        "wrong": 1, "digest": "a" * 64,
    }  # fmt: skip
    for breach in ({"rows": 4}, {"kind": ""}, {"digest": ""}, {"wrong": 0}, {"rows": 2, "bad": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ImportRun.everything.create(**(good | breach))
    ImportRun.everything.create(**good)
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportRun.everything.update(written=2)


def test_an_import_that_failed_leaves_no_line(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("linli.exchange.rosters.importing.log.record", failing)
    with pytest.raises(RuntimeError):
        bring(loop, SYSTEM)
    assert not ImportRun.everything.exists()
    assert not Request.everything.exists()
