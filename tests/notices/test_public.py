"""What anybody reads and asks: no account, no script, light."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.access.actor import NOBODY, SYSTEM
from linli.notices.models import Objection, Posting
from linli.notices.services import objections
from tests.notices import rows
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")

LIST = "/postings/"
BUDGET = 150 * 1024


def page(address: str, client: Client | None = None) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == 200, address
    text = response.content.decode()
    assert text.count("<h1") == 1
    assert "<script" not in text
    assert "tabler" not in text
    return text


def of(posting: Posting) -> str:
    return f"{LIST}{posting.ref}/"


def test_what_hangs_is_read_by_everybody_drafts_by_nobody(territory: Territory) -> None:
    posting, draft = rows.posted(territory), rows.drafted(territory, title="草稿的题目")
    board_only = rows.posted(territory, title="只贴在栏里", online=False)
    text = page(LIST)
    assert posting.title in text
    assert "草稿的题目" not in text
    assert "只贴在栏里" not in text
    assert "还要公示 15 天" in page(of(posting))
    for hidden in (draft, board_only):
        assert Client().get(of(hidden)).status_code == 404
        assert Client().post(f"{of(hidden)}ask/", {"text": "？"}).status_code == 404
    assert Client().get(f"{LIST}nothing/").status_code == 404


def test_a_withdrawn_posting_keeps_its_address_and_place_with_the_reason(territory: Territory) -> None:
    posting = rows.withdrawn(territory)
    assert posting.title in page(LIST)
    text = page(of(posting))
    assert "支出写错一笔，改好再贴。" in text
    assert "已撤回，理由在这里公示" in text
    assert "提出疑问</button>" not in text
    rows.days_later(16)
    assert posting.title not in page(LIST)
    assert posting.title in page(f"{LIST}?past=1")
    assert "支出写错一笔，改好再贴。" in page(of(posting))


def test_past_postings_stay(territory: Territory) -> None:
    posting = rows.ended(territory)
    assert posting.title not in page(LIST)
    assert posting.title in page(f"{LIST}?past=1")
    assert "已经期满" in page(of(posting))


def test_filters_narrow_by_street_community_and_kind(territory: Territory) -> None:
    rows.posted(territory, title="第一份")
    rows.posted(territory, territory.communities[2], code="leads", title="第二份")
    street = territory.streets[1].code
    text = page(f"{LIST}?street={street}")
    assert "第一份" not in text
    assert "第二份" in text
    assert territory.communities[3].name in text
    assert "第二份" not in page(f"{LIST}?street={street}&community={territory.communities[3].code}")
    assert "第二份" not in page(f"{LIST}?kind=accounts")
    assert "清除筛选" in page(f"{LIST}?kind=burden")
    for odd in ("street=nowhere", "kind=%00", "page=1", "community=1"):
        assert "第一份" in page(f"{LIST}?{odd}")
    assert Client().get(f"{LIST}?page=9").status_code == 404


def test_empty_lists_say_what_is_next(db: None) -> None:
    assert "看以往公示" in page(LIST)
    assert "还没有以往的公示" in page(f"{LIST}?past=1")


def test_asking_needs_one_sentence_and_leads_to_thanks(territory: Territory) -> None:
    posting, client = rows.posted(territory), Client()
    sent = client.post(f"{of(posting)}ask/", {"text": "广告费为什么少了？", "is_public": "on"}, follow=True)
    assert "您的疑问收到了" in sent.content.decode()
    asked = Objection.everything.get()
    assert (asked.text, asked.is_public, asked.recorded_by_id) == ("广告费为什么少了？", True, None)
    text = page(of(posting))
    assert "广告费为什么少了？" not in text  # nobody's words go up unread
    assert "1 条疑问等着答复" in text
    empty = client.post(f"{of(posting)}ask/", {"text": " "}).content.decode()
    assert "请写下您的疑问，一句话就行。" in empty
    assert client.get(f"{of(posting)}ask/").status_code == 302


def test_answers_are_public_beside_their_questions_as_far_as_agreed(territory: Territory) -> None:
    posting = rows.posted(territory)

    def answered(text: str, *, is_public: bool = True, withheld: str = "") -> None:
        asked = objections.object_to(
            actor=NOBODY,
            posting=posting,
            text=text,
            asker="王女士",
            contact="13812342046",
            is_public=is_public,
        )
        objections.answer(actor=SYSTEM, objection=asked, text=f"答{text}", withheld=withheld)

    answered("公开的问")
    answered("不公开的问", is_public=False)
    answered("含电话的问", withheld="含他人电话")
    text = page(of(posting))
    assert "公开的问</p>" in text
    assert "答公开的问" in text
    assert "不公开的问" not in text
    assert "还有 1 条已经答复，提问人不同意公开" in text
    assert "疑问原文没有公开：含他人电话" in text
    assert "答含电话的问" in text
    assert ">含电话的问<" not in text
    for personal in ("王女士</p>", "13812342046", "138****2046"):
        assert personal not in text


def test_a_machine_is_thanked_and_leaves_nothing(territory: Territory) -> None:
    posting = rows.posted(territory)
    sent = Client().post(f"{of(posting)}ask/", {"text": "buy", "website": "http://x"}, follow=True)
    assert "您的疑问收到了" in sent.content.decode()
    assert not Objection.everything.exists()


def test_one_address_asks_a_few_times_an_hour(territory: Territory) -> None:
    posting, client = rows.posted(territory), Client()
    for n in range(6):
        assert client.post(f"{of(posting)}ask/", {"text": f"第 {n} 问"}).status_code == 302
    refused = client.post(f"{of(posting)}ask/", {"text": "第七问"})
    assert refused.status_code == 429
    assert "一小时内已经提了几条疑问" in refused.content.decode()
    assert "第七问" in refused.content.decode()  # what was typed stays
    other = rows.posted(territory, title="另一份")
    assert client.post(f"{of(other)}ask/", {"text": "第一问"}).status_code == 302


def test_a_form_left_open_past_the_last_day_says_so(territory: Territory) -> None:
    posting = rows.posted(territory)
    rows.days_later(20)
    text = Client().post(f"{of(posting)}ask/", {"text": "晚了吗？"}).content.decode()
    assert "已经在 11月14日 期满" in text


def test_another_site_cannot_ask_in_a_reader_s_name(territory: Territory) -> None:
    posting = rows.posted(territory)
    assert Client(enforce_csrf_checks=True).post(f"{of(posting)}ask/", {"text": "？？"}).status_code == 403


def test_what_was_typed_is_only_text(territory: Territory) -> None:
    evil = "<b onclick=x>"
    posting = rows.posted(territory, title=evil, body=evil, issuer=evil, board=evil, table=[[evil], [evil]])
    asked = objections.object_to(actor=NOBODY, posting=posting, text=evil)
    objections.answer(actor=SYSTEM, objection=asked, text=evil)
    for address in (LIST, of(posting)):
        assert evil not in page(address)


def test_a_first_visit_is_light_and_cheap(territory: Territory) -> None:
    table = [["序号", "姓名"], *([str(n), "某某某"] for n in range(148))]
    posting = rows.posted(territory, code="commendation", table=table)
    for address in (LIST, of(posting)):
        with CaptureQueriesContext(connection) as queries:
            text = page(address)
        assert len(queries) <= 10, [query["sql"][:100] for query in queries]
        files = [Path(str(finders.find(f"linli/{name}"))) for name in ("linli.css", "mark.svg")]
        weight = len(gzip.compress(text.encode())) + sum(len(file.read_bytes()) for file in files)
        assert weight <= BUDGET
