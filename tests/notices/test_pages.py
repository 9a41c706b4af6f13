"""Pages of postings on the desk, through HTTP."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.access.actor import NOBODY
from linli.notices.models import Posting
from linli.notices.services import objections
from linli.notices.states import DRAFTED, POSTED, WITHDRAWN
from linli.people.models import Post
from tests.notices import rows
from tests.territory import Territory

LIST = "/desk/notices/"
FORM = {
    "kind": "accounts",
    "title": "荣发小区三季度公共收益收支",
    "issuer": "居委会",
    "body": "现将收支公示如下。",
    "table": "项目\t金额\n收入\t12,600.00 元",
    "online": "on",
    "board": "东门公示栏",
}


@pytest.fixture
def desk(territory: Territory, standing_clock: datetime) -> Client:
    """Signed in for the first community."""
    return signed_in(territory.account(Post.COMMUNITY_OFFICER, territory.community))


def signed_in(account: Any) -> Client:
    client = Client()
    client.force_login(account)
    return client


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    text = response.content.decode()
    assert text.count("<h1") == 1
    assert text.count("btn-primary") + text.count("ll-undo ") + text.count('ll-undo"') <= 1
    return text


def of(posting: Posting, act: str = "") -> str:
    return f"{LIST}{posting.ref}/{act}"


def test_every_page_opens_in_every_state(territory: Territory, desk: Client) -> None:
    draft, posted = rows.drafted(territory), rows.posted(territory)
    for posting in (draft, posted, rows.withdrawn(territory), rows.ended(territory)):
        page(desk, of(posting))
        page(desk, of(posting, "print/"))
    for act in ("edit/", "post/", "discard/"):
        page(desk, of(draft, act))
    for act in ("extend/", "withdraw/", "ask/"):
        page(desk, of(posted, act))
    page(desk, LIST)
    page(desk, f"{LIST}new/")


def test_from_a_blank_page_to_the_notice_board(territory: Territory, desk: Client) -> None:
    form = FORM | {"area": territory.community.code}
    response = desk.post(f"{LIST}new/", form)
    posting = Posting.everything.get()
    assert response.headers["Location"] == of(posting)
    assert posting.table == [["项目", "金额"], ["收入", "12,600.00 元"]]
    text = page(desk, of(posting))
    assert "下一步：贴出公示" in text
    assert "至少公示 15 天，《城市居民委员会组织法》第三十四条" in text
    assert 'value="2024-11-14"' in page(desk, of(posting, "post/"))
    refused = desk.post(of(posting, "post/"), {"until": "2024-11-08"}).content.decode()
    assert "最早 11月14日 周四。改成这一天或更晚。" in refused
    assert 'aria-describedby="id_until_error"' in refused
    assert desk.post(of(posting, "post/"), {"until": "2024-11-14"}).status_code == 302
    text = page(desk, of(posting))
    assert "还要公示 15 天" in text
    assert "至 11月14日 24:00" in text
    assert re.search(r'<progress class="ll-bar" value="0" max="15"', text)
    assert '<td class="n">12,600.00 元</td>' in text


def test_what_is_wrong_is_said_and_what_was_typed_stays(territory: Territory, desk: Client) -> None:
    form = FORM | {"area": territory.community.code, "title": "", "table": "项目 | 金额\n收入"}
    text = desk.post(f"{LIST}new/", form).content.decode()
    assert "请填写题目。" in text
    assert "表格第 2 行有 1 格，表头有 2 格" in text
    assert "现将收支公示如下。" in text
    assert text.count("ll-err") == 2
    assert not Posting.everything.exists()


def test_a_board_the_law_wants_is_asked_for_when_posting(territory: Territory, desk: Client) -> None:
    draft = rows.drafted(territory, board="")
    text = desk.post(of(draft, "post/"), {"until": "2024-11-14"}).content.decode()
    assert "收支公示要张贴在公示栏" in text
    draft.refresh_from_db()
    assert draft.state == DRAFTED


def test_a_draft_is_changed_and_thrown_away(territory: Territory, desk: Client) -> None:
    draft = rows.drafted(territory)
    assert "收入 | 12,600.00 元" in page(desk, of(draft, "edit/"))
    form = FORM | {"area": territory.community.code, "title": "改过的题目"}
    assert desk.post(of(draft, "edit/"), form).status_code == 302
    assert "改过的题目" in page(desk, of(draft))
    assert desk.post(of(draft, "discard/")).headers["Location"] == LIST
    assert desk.get(of(draft)).status_code == 404


def test_extending_and_withdrawing_say_what_follows(territory: Territory, desk: Client) -> None:
    posting = rows.posted(territory)
    text = desk.post(of(posting, "extend/"), {"until": "2024-11-10", "reason": "嫌长"}).content.decode()
    assert "公示只能延长，不能缩短" in text
    assert desk.post(of(posting, "extend/"), {"until": "2024-11-20", "reason": "多看几天"}).status_code == 302
    assert "延长到 11月20日 周三" in page(desk, of(posting))
    text = page(desk, of(posting, "withdraw/"))
    assert "撤回后不能恢复" in text
    assert "到 11月20日 周三 为止" in text
    assert "请填写撤回理由" in desk.post(of(posting, "withdraw/"), {"reason": " "}).content.decode()
    assert desk.post(of(posting, "withdraw/"), {"reason": "写错一笔"}).status_code == 302
    posting.refresh_from_db()
    assert posting.state == WITHDRAWN
    text = page(desk, of(posting))
    assert "写错一笔" in text
    assert "撤回公示" not in text


def test_a_posted_notice_sends_its_editor_back(territory: Territory, desk: Client) -> None:
    posting = rows.posted(territory)
    assert desk.get(of(posting, "edit/")).status_code == 302
    form = FORM | {"area": territory.community.code}
    assert "题目和正文不能再改" in desk.post(of(posting, "edit/"), form).content.decode()
    assert "不能删去" in desk.post(of(posting, "discard/")).content.decode()


def test_a_question_is_the_next_step_and_its_answer_public(territory: Territory, desk: Client) -> None:
    posting = rows.posted(territory)
    asked = objections.object_to(
        actor=NOBODY, posting=posting, text="广告费为什么少了？", asker="王女士", contact="13812342046"
    )
    assert "1 条疑问待答复" in page(desk, LIST)
    text = page(desk, of(posting))
    assert "下一步：答复疑问" in text
    assert "138****2046" in text
    assert "13812342046" not in text
    shown = desk.post(of(posting, f"{asked.ref}/contact/"))
    assert "13812342046" in shown.content.decode()
    assert desk.get(of(posting, f"{asked.ref}/contact/")).status_code == 405
    answer = of(posting, f"{asked.ref}/answer/")
    assert "广告费为什么少了？" in page(desk, answer)
    assert desk.post(answer, {"answer": "二季度一次收了全年的。"}).status_code == 302
    assert "答复不能再改" in desk.post(answer, {"answer": "再说一遍"}).content.decode()
    assert "二季度一次收了全年的。" in page(Client(), reverse("postings:posting", args=(posting.ref,)))


def test_a_question_on_paper_is_written_down(territory: Territory, desk: Client) -> None:
    posting = rows.posted(territory)
    sent = desk.post(of(posting, "ask/"), {"text": "账在哪里看？", "asker": "陈大爷", "is_public": "on"})
    assert sent.status_code == 302
    assert "账在哪里看？" in page(desk, of(posting))


def test_the_district_sees_no_contacts(territory: Territory, desk: Client) -> None:
    posting = rows.posted(territory)
    asked = objections.object_to(actor=NOBODY, posting=posting, text="？？", contact="13812342046")
    district = signed_in(territory.account(Post.DISTRICT_OFFICER, territory.district))
    assert "138****2046" not in page(district, of(posting))
    assert district.post(of(posting, f"{asked.ref}/contact/")).status_code == 403


# The list


def test_tabs_count_and_filters_narrow(territory: Territory, desk: Client) -> None:
    district = signed_in(territory.account(Post.DISTRICT_OFFICER, territory.district))
    rows.drafted(territory)
    rows.posted(territory)
    rows.posted(territory, territory.communities[2], code="leads", title="三长名单")
    rows.withdrawn(territory)
    text = page(district, LIST)
    for told in ("草拟 1", "公示中 2", "期满 0", "已撤回 1"):
        assert told in text
    text = page(district, f"{LIST}?kind=leads")
    assert "公示中 1" in text
    assert "清除筛选" in text
    assert "三长名单</a>" in page(district, f"{LIST}?area={territory.streets[1].code}")
    assert "没有这样的公示" in page(district, f"{LIST}?kind=burden")
    assert district.get(f"{LIST}?area=nowhere").status_code == 404
    assert "公示中 1" in page(desk, LIST)
    assert desk.get(f"{LIST}?area={territory.communities[2].code}").status_code == 404


@pytest.mark.parametrize("tab", ["drafted", "running", "over", "withdrawn"])
def test_an_empty_tab_says_what_is_true_and_what_is_next(desk: Client, tab: str) -> None:
    text = page(desk, f"{LIST}?tab={tab}")
    assert "ll-empty" in text
    assert "暂无" not in text


def test_the_list_costs_eight_queries_however_long(territory: Territory, desk: Client) -> None:
    district = signed_in(territory.account(Post.DISTRICT_OFFICER, territory.district))
    for n in range(27):
        objections.object_to(actor=NOBODY, posting=rows.posted(territory, title=f"公示{n}"), text="？？")
    page(district, LIST)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        text = page(district, LIST)
    assert len(queries) <= 8, [query["sql"][:120] for query in queries]
    assert text.count("<tr>") == 1 + 25
    assert page(district, f"{LIST}?page=2").count("<tr>") == 1 + 2
    assert district.get(f"{LIST}?page=3").status_code == 404


def test_one_posting_costs_a_bounded_number_of_queries(territory: Territory, desk: Client) -> None:
    posting = rows.posted(territory)

    def cost() -> int:
        page(desk, of(posting))
        with CaptureQueriesContext(connection) as queries:
            page(desk, of(posting))
        return len(queries)

    before = cost()
    for n in range(10):
        objections.object_to(actor=NOBODY, posting=posting, text=f"第 {n} 问")
    assert cost() == before <= 12


# Who gets in


ACTS = ("", "edit/", "post/", "extend/", "withdraw/", "discard/", "ask/", "print/", "paper.pdf", "paper.docx")


@pytest.mark.parametrize("state", ["drafted", "posted", "withdrawn", "ended"])
def test_another_street_s_postings_are_not_on_the_desk(
    territory: Territory, standing_clock: datetime, state: str
) -> None:
    posting = getattr(rows, state)(territory)
    other = signed_in(territory.account(Post.STREET_OFFICER, territory.streets[1]))
    for act in ACTS:
        assert other.get(of(posting, act)).status_code == 404, act
        if act not in ("", "print/") and not act.startswith("paper"):
            assert other.post(of(posting, act), {"reason": "x", "until": "2024-12-01"}).status_code == 404, (
                act
            )
    assert posting.title not in page(other, f"{LIST}?tab=drafted")


def test_another_street_s_area_is_not_offered_nor_taken(
    territory: Territory, standing_clock: datetime
) -> None:
    other = signed_in(territory.account(Post.STREET_OFFICER, territory.streets[1]))
    assert territory.community.name not in page(other, f"{LIST}new/")
    sent = other.post(f"{LIST}new/", FORM | {"area": territory.community.code})
    assert sent.status_code == 200
    assert not Posting.everything.exists()


def test_a_question_of_another_posting_is_not_found(territory: Territory, desk: Client) -> None:
    asked = objections.object_to(actor=NOBODY, posting=rows.posted(territory), text="？？")
    assert desk.get(of(rows.posted(territory), f"{asked.ref}/answer/")).status_code == 404


def test_leads_have_no_such_desk_and_visitors_sign_in_first(
    territory: Territory, standing_clock: datetime
) -> None:
    lead = signed_in(territory.account(Post.NEIGHBOUR_LEAD, territory.neighbourhoods[0]))
    assert lead.get(LIST).status_code == 404
    assert LIST not in lead.get("/desk/").content.decode()
    assert Client().get(LIST).status_code == 302


def test_the_phone_s_page_of_everything_leads_here(desk: Client) -> None:
    assert f'href="{LIST}"' in desk.get("/desk/all/").content.decode()


def test_a_posting_opens_from_its_register_too(territory: Territory, desk: Client) -> None:
    posting = rows.posted(territory)
    assert posting.title in desk.get("/desk/registers/posting/").content.decode()
    assert posting.basis in desk.get(f"/desk/records/posting/{posting.ref}/").content.decode()
    asked = objections.object_to(actor=NOBODY, posting=posting, text="为什么？", asker="王女士")
    text = desk.get(f"/desk/records/objection/{asked.ref}/").content.decode()
    assert "为什么？" in text
    assert "王女士" not in text


# Paper


def test_the_paper_carries_text_days_and_address(territory: Territory, desk: Client) -> None:
    posting = rows.posted(territory)
    assert posting.state == POSTED
    text = page(desk, of(posting, "print/"))
    for told in (
        "荣发小区三季度公共收益收支公示",
        "2024年10月30日至2024年11月14日",
        "至少15天",
        "12,600.00 元",
    ):
        assert told in text
    pdf = desk.get(of(posting, "paper.pdf"))
    assert pdf.content.startswith(b"%PDF")
    assert "attachment" in pdf.headers["Content-Disposition"]
    assert desk.get(of(posting, "paper.docx")).content.startswith(b"PK")
    assert desk.get(of(posting, "paper.odt")).status_code == 404
    assert "草稿，还没有贴出" in page(desk, of(rows.drafted(territory), "print/"))
    assert "支出写错一笔，改好再贴。" in page(desk, of(rows.withdrawn(territory), "print/"))
