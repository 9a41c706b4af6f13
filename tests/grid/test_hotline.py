"""Orders of the 12345 hotline: 5,000 in, 200 of them bad, each named; once more changes nothing; answers back."""

import csv
import io
import json
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.common.uploads import Refused
from linli.exchange.rosters import jobs, roster, waiting
from linli.exchange.rosters.importing import check, import_good
from linli.grid.requests.hotline.answers import hand_back
from linli.grid.requests.models import AnswerWay, Request, RequestStep, RequestSubject, Teller
from linli.grid.requests.services import answering, intake, moving
from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.people.crypto import unseal
from linli.people.models import Account, Post
from linli.workflow.models import Deadline
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory

HEAD = ("工单号", "来电时间", "内容", "承办单位", "诉求地址", "类别", "姓名", "联系电话", "匿名", "办理期限")
GOOD = ["", "2024-10-29 08:30", "路灯不亮", "", "5栋", "", "王女士", "13812342046", "否", "2024-11-05 17:30"]
WRONG = [
    (1, "2024年13月1日", "来电时间", "看不懂这个时间"),
    (2, "", "诉求内容", "没有填诉求内容"),
    (3, "没有的社区", "社区或街道", "没有这个社区或街道"),
    (5, "没有的类", "类别", "没有这个类别"),
    (7, "电话保密", "电话", "不像电话号码"),
    (8, "也许", "是否匿名", "请写“是”或“否”"),
    (9, "2024-10-01", "办理期限", "期限早于来电时间"),
    (1, "2034-10-29 08:30", "来电时间", "时间在以后"),
]


@pytest.fixture
def loop(territory: Territory, standing_clock: object) -> Loop:
    return build_loop(territory)


def rows(
    count: int, bad: int, areas: list[Area], first: int = 2
) -> tuple[list[list[str]], dict[int, tuple[str, str]]]:
    """Rows of a file, and which of them (by its number in the file) is wrong where and why."""
    found, wrong = [], {}
    for at in range(count):
        row = [*GOOD]
        row[0], row[3] = f"GD{at:06d}", areas[at % len(areas)].name
        if bad and at % (count // bad) == 0:
            place, value, column, reason = WRONG[at // (count // bad) % len(WRONG)]
            row[place] = value
            wrong[at + first] = (column, reason)
        found.append(row)
    return found, wrong


def file(lines: list[list[str]], encoding: str = "utf-8-sig") -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([HEAD, *lines])
    return stream.getvalue().encode(encoding)


def book(lines: list[list[str]]) -> bytes:
    """As a spreadsheet keeps it: numbers as numbers, dates as days, a joined title above, empty lines below."""
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream, {"in_memory": True})
    dated = made.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet = made.add_worksheet("工单")
    for down, line in enumerate([HEAD, *lines]):
        for at, value in enumerate(line):
            if down and at == 7 and value.isdigit():
                sheet.write_number(down, at, int(value))
            elif down and at == 1 and value == GOOD[1]:
                sheet.write_datetime(down, at, datetime(2024, 10, 29, 8, 30), dated)
            else:
                sheet.write_string(down, at, value)
    for down in range(40):
        sheet.write_blank(len(lines) + 1 + down, 0, None, dated)
    made.add_worksheet("说明").write_string(0, 0, "只有工单一张表")
    made.close()
    return stream.getvalue()


def objects(lines: list[list[str]]) -> bytes:
    return json.dumps([dict(zip(HEAD, line, strict=True)) for line in lines], ensure_ascii=False).encode()


def one_a_line(lines: list[list[str]]) -> bytes:
    return b"\n".join(
        json.dumps(dict(zip(HEAD, line, strict=True)), ensure_ascii=False).encode() for line in lines
    )


@pytest.mark.parametrize(("written", "first"), [(file, 2), (book, 2), (objects, 1), (one_a_line, 1)])
def test_five_thousand_orders_with_two_hundred_bad_ones(
    loop: Loop, written: Callable[[list[list[str]]], bytes], first: int
) -> None:
    lines, wrong = rows(5_000, 200, [*loop.territory.communities, *loop.territory.streets], first)
    assert len(wrong) == 200
    data, declared = written(lines), roster("hotline")
    begun = time.process_time()
    done = import_good(actor=loop.district, declared=declared, data=data)
    assert time.process_time() - begun < 20
    assert (done.written, done.known, done.bad) == (4_800, 0, 200)
    assert Request.everything.count() == Teller.everything.count() == RequestStep.everything.count() == 4_800
    assert Deadline.everything.filter(kind="grid.request").count() == 4_800
    assert Request.everything.values("number").distinct().count() == 4_800
    found = check(actor=loop.district, declared=declared, data=data)
    named = {each.row: (each.column, each.reason) for each in reversed(found.mistakes)}
    assert named.keys() == wrong.keys()
    assert all(named[at][0] == column and reason in named[at][1] for at, (column, reason) in wrong.items())
    again = import_good(actor=loop.district, declared=declared, data=data)
    assert (again.written, again.known, again.bad) == (0, 4_800, 200)
    assert Request.everything.count() == 4_800
    (act,) = Act.everything.filter(code="exchange.roster.imported")
    assert (act.data["written"], act.data["bad"], act.data["digest"]) == (4_800, 200, done.digest)


def test_an_order_lies_where_it_was_told_with_its_own_date_and_a_sealed_teller(loop: Loop) -> None:
    lines, _ = rows(2, 0, [loop.territory.community, loop.territory.streets[0]])
    lines[1][6:9] = ["", "", "是"]
    import_good(actor=loop.district, declared=roster("hotline"), data=file(lines, "gb18030"))
    one, two = Request.everything.order_by("foreign_number")
    assert (one.level, one.holder, one.source) == ("community", loop.territory.community, "hotline")
    assert (two.level, two.holder) == ("street", loop.territory.streets[0])
    teller = Teller.everything.get(request=one)
    assert b"13812342046" not in bytes(teller.phone_sealed or b"")
    assert unseal(teller.phone_sealed or b"", intake.PHONE) == "13812342046"
    assert Teller.everything.get(request=two).wish == "anonymous"
    moving.accept(actor=loop.community, request=one, kind=loop.kind)
    (clock,) = moving.running(one)
    assert clock.due_at is not None
    assert clock.due_at.date() == date(2024, 11, 5)
    following = intake.next_number(one.area, one.told_on)
    assert following == one.number[:-2] + "02"


def test_json_and_a_row_twice_and_elsewhere(loop: Loop) -> None:
    t = loop.territory
    items = [
        {"number": "A1", "told_at": "2024-10-29", "text": "噪音", "area": t.community.code},
        {"number": "A1", "told_at": "2024-10-29", "text": "噪音", "area": t.community.code},
        {"number": "A2", "told_at": "2024-10-29", "text": "噪音", "area": t.streets[1].code},
    ]
    found = check(actor=loop.street, declared=roster("hotline"), data=json.dumps(items).encode())
    assert len(found.good) == 1
    assert [each.row for each in found.mistakes] == [2, 3]
    assert "工单编号和第 1 行一样" in found.mistakes[0].reason
    assert "您的任职不包括" in found.mistakes[1].reason


def test_what_is_no_roster_is_refused_in_words(loop: Loop) -> None:
    for data, words in (
        ("工单号,内容\n1,噪音\n".encode(), "没有找到这几列：来电时间、社区或街道"),
        (file([]), "一行也没有"),
        (b"[1, 2]", "一串对象"),
        ("工单号,编号,内容,时间,社区\n".encode(), "有两列"),
    ):
        with pytest.raises(Refused, match=words):
            check(actor=loop.district, declared=roster("hotline"), data=data)
    with pytest.raises(PermissionDenied):
        check(actor=loop.neighbour, declared=roster("hotline"), data=file([]))


def test_the_page_checks_names_hands_back_and_imports(
    loop: Loop, settings: Any, tmp_path: Path, client: Client
) -> None:
    settings.LINLI_HOME = str(tmp_path)
    client.force_login(account(loop))
    address = reverse("exchange:import", args=("hotline",))
    lines, _ = rows(10, 1, [loop.territory.community])
    page = client.post(address, {"file": upload(file(lines))}, follow=True)
    text = page.content.decode()
    assert "导入能收的 9 行" in text
    assert "第 2 行" in text
    assert "看不懂这个时间" in text
    word = page.context["word"]
    for kept in (tmp_path / "imports").iterdir():
        assert "路灯".encode() not in kept.read_bytes()
    bad = client.post(address, {"word": word, "act": "bad"}).content.decode()
    assert "来电时间：看不懂这个时间" in bad
    done = client.post(address, {"word": word, "act": "import"}, follow=True).content.decode()
    assert "导入了 9 行" in done
    assert Request.everything.count() == 9
    client.post(address, {"word": word, "act": "import"})
    assert Act.everything.filter(code="exchange.roster.imported").count() == 1
    client.post(address, {"word": word, "act": "drop"})
    assert list((tmp_path / "imports").iterdir()) == []
    assert "已经不在了" in client.post(address, {"word": word, "act": "import"}, follow=True).content.decode()
    assert client.post(address, {}).status_code == 400
    assert "5栋" not in client.get(address).content.decode()


def test_a_large_file_is_the_worker_s_and_what_failed_is_done_again(
    loop: Loop, settings: Any, tmp_path: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LINLI_HOME = str(tmp_path)
    monkeypatch.setattr(jobs, "SMALL", 10)
    client.force_login(account(loop))
    address = reverse("exchange:import", args=("hotline",))
    page = client.post(
        address, {"file": upload(file(rows(10, 1, [loop.territory.community])[0]))}, follow=True
    )
    assert "正在核对" in page.content.decode()
    assert page["Refresh"] == "2"
    word, kept = page.context["word"], {"word": page.context["word"]}
    name = waiting.name_of(word, account_id=account(loop).pk, kind="hotline")
    jobs.work.call(name, account(loop).pk, "hotline")
    assert "导入能收的 9 行" in client.get(address, kept).content.decode()
    client.post(address, {**kept, "act": "import"})
    monkeypatch.setattr(jobs, "import_good", lambda **_: 1 / 0)
    jobs.work.call(name, account(loop).pk, "hotline")
    assert "再试一次" in client.get(address, kept).content.decode()
    monkeypatch.undo()
    assert "导入了 9 行" in client.post(address, {**kept, "act": "again"}, follow=True).content.decode()
    assert Request.everything.count() == 9


def test_who_may_not_import_finds_no_page(loop: Loop, client: Client) -> None:
    client.force_login(loop.territory.account(Post.COMMUNITY_OFFICER, loop.territory.community))
    assert client.get(reverse("exchange:import", args=("hotline",))).status_code == 404
    offered = client.get(reverse("exchange:imports")).content.decode()
    assert "三长花名册" in offered
    assert "12345 热线工单" not in offered
    client.force_login(loop.territory.account(Post.NEIGHBOUR_LEAD, loop.territory.neighbourhoods[1]))
    assert "没有您能导入的名册" in client.get(reverse("exchange:imports")).content.decode()


def account(loop: Loop) -> Account:
    found = loop.district.account
    assert found is not None
    return found


def upload(data: bytes) -> Any:
    stream = io.BytesIO(data)
    stream.name = "工单.csv"
    return stream


def test_the_command_says_what_is_wrong(loop: Loop, tmp_path: Path, capsys: Any) -> None:
    lines, _ = rows(10, 1, [loop.territory.community])
    place = tmp_path / "orders.csv"
    place.write_bytes(file(lines))
    with pytest.raises(SystemExit) as ended:
        call_command("import", "hotline", str(place), "--dry-run", "--json")
    assert ended.value.code == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["good"], answer["bad"], answer["written"]) == (9, 1, 0)
    assert answer["mistakes"][0]["row"] == 2
    with pytest.raises(SystemExit):
        call_command("import", "hotline", str(place))
    assert Request.everything.count() == 9


def test_answers_go_back_by_the_hotline_s_number(loop: Loop) -> None:
    lines, _ = rows(2, 0, [loop.territory.community])
    import_good(actor=SYSTEM, declared=roster("hotline"), data=file(lines))
    request = Request.everything.get(foreign_number="GD000000")
    request = moving.settle(actor=loop.community, request=request, result="修好了")
    answering.answer(actor=loop.community, request=request, text="路灯修好了。", way=AnswerWay.PHONE)
    stream = io.BytesIO()
    period = Period(date(2024, 10, 1), date(2024, 10, 31))
    assert hand_back(actor=loop.district, period=period, ending="csv", stream=stream) == 1
    assert "GD000000" in stream.getvalue().decode()
    assert "13812342046" not in stream.getvalue().decode()
    stream = io.BytesIO()
    hand_back(actor=loop.district, period=period, ending="json", stream=stream)
    (item,) = json.loads(stream.getvalue())
    assert (item["工单编号"], item["答复"]) == ("GD000000", "路灯修好了。")
    with pytest.raises(PermissionDenied):
        hand_back(actor=loop.community, period=period, ending="csv", stream=stream)


def test_what_sounds_like_an_accusation_is_held_back_and_named(loop: Loop) -> None:
    lines, _ = rows(4, 0, [loop.territory.community])
    lines[1][2] = "举报高山坡社区书记贪污公款"
    lines[2][2] = "物业主任收了停车费不开票，社区书记知道"
    lines[3][2] = "举报楼上装修太吵"
    data = file(lines)
    found = check(actor=loop.district, declared=roster("hotline"), data=data)
    assert [(each.row, each.column) for each in found.mistakes] == [(3, "诉求内容")]
    assert "像检举控告" in found.mistakes[0].reason
    assert "贪污" not in found.mistakes[0].shown
    import_good(actor=loop.district, declared=roster("hotline"), data=data)
    assert not Request.everything.filter(text__contains="贪污").exists()
    assert Request.everything.count() == 3
    # looked at by a person: it is none, and comes in; or it is one, and does not
    for word, count in (("是", 3), ("否", 4)):
        checked = file([lines[1] + [word]]).replace("办理期限".encode(), "办理期限,检举控告".encode(), 1)
        import_good(actor=loop.district, declared=roster("hotline"), data=checked)
        assert Request.everything.count() == count


def test_an_object_within_an_object_is_no_text(loop: Loop) -> None:
    lines, _ = rows(2, 0, [loop.territory.community])
    items = [dict(zip(HEAD, line, strict=True)) for line in lines]
    items[1]["内容"] = {"x": 1}  # type: ignore[assignment]  # as a careless export writes it
    data = json.dumps(items, ensure_ascii=False).encode()
    found = check(actor=loop.district, declared=roster("hotline"), data=data)
    assert [(each.row, each.column) for each in found.mistakes] == [(2, "诉求内容")]
    assert "另一个对象" in found.mistakes[0].reason
    import_good(actor=loop.district, declared=roster("hotline"), data=data)
    assert Request.everything.count() == 1


def test_a_lead_named_in_an_order_does_not_learn_who_told_it(loop: Loop) -> None:
    lead, t = loop.section, loop.territory
    assert lead.account is not None
    assert lead.account.person is not None
    lead.account.person.name = "罗小平"
    lead.account.person.save(update_fields=["name"])
    lines, _ = rows(4, 0, [t.community, t.streets[0], t.communities[-1], t.district])
    for line in lines:
        line[2] = "片长罗 小平骂人"
    lines[3][2] = "请罗小平来看看路灯"
    import_good(actor=loop.district, declared=roster("hotline"), data=file(lines))
    kept = RequestSubject.everything.filter(person=lead.account.person)
    assert {each.request.area for each in kept} == {t.community, t.streets[0]}
    told = Request.everything.get(area=t.community)
    moving.pass_across(actor=loop.community, request=told, to=t.sections[0], words="请看看")
    assert Request.objects.visible_to(lead).filter(pk=told.pk).exists()
    assert not Teller.objects.visible_to(lead).exists()
