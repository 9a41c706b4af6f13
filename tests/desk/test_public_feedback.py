"""意见与投诉 for residents: no account, a receipt, an answer, and no trace of who it was."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from linli.audit.models import Act
from linli.common.clock import business_date
from linli.desk import feedback
from linli.desk.models import Feedback
from linli.desk.public_feedback import MOST_AN_HOUR
from linli.inbox.models import Message
from linli.people.models import Post
from linli.privacy.services.retention import run
from tests.territory import Territory

SAID = {"kind": "complaint", "text": "公示看不懂，字太小。"}


@pytest.fixture
def district(territory: Territory) -> Client:
    client = Client()
    client.force_login(territory.account(Post.DISTRICT_OFFICER, territory.district))
    return client


def test_said_kept_answered_and_read_again_by_its_number(
    territory: Territory, district: Client, client: Client
) -> None:
    response = client.post("/feedback/", SAID | {"contact": "13812342046"})
    address = response["Location"]
    kept = Feedback.everything.get()
    assert (kept.by_resident, kept.page, kept.form) == (True, "", "")
    assert address == f"/feedback/{kept.ref}/"
    page = client.get(address).content.decode()
    assert kept.ref in page
    assert "区里还没有答复" in page
    assert "13812342046" not in page
    assert "居民·投诉" in district.get("/desk/feedback/received/").content.decode()
    district.post(f"/desk/feedback/{kept.ref}/", {"text": "字号下周加大。"})
    page = client.get(address).content.decode()
    assert "您的意见有答复了" in page
    assert "字号下周加大。" in page


def test_the_district_is_told_without_a_word_of_it(district: Client, client: Client) -> None:
    client.post("/feedback/", SAID)
    told = Message.everything.get(kind="desk.opinion")
    assert (told.title, told.line) == ("收到一条意见：投诉", "居民提出")
    assert told.address == f"/desk/feedback/{Feedback.everything.get().ref}/"


def test_no_session_no_actor_no_address_is_kept(territory: Territory, client: Client) -> None:
    response = client.post("/feedback/", SAID, REMOTE_ADDR="203.0.113.9")
    assert "sessionid" not in response.cookies
    act = Act.everything.get(code="desk.feedback.given")
    assert (act.actor_id, act.actor_kind, act.target_id) == (None, "public", None)
    assert "203.0.113.9" not in str(list(Feedback.everything.values()))


def test_a_worker_s_opinion_is_not_read_in_public(territory: Territory, client: Client) -> None:
    kept = feedback.give(kind="idea", text="改一改")
    assert client.get(f"/feedback/{kept.ref}/").status_code == 404
    assert client.get("/feedback/nonsense/").status_code == 404


def test_a_machine_is_thanked_and_leaves_nothing(territory: Territory, client: Client) -> None:
    response = client.post("/feedback/", SAID | {"website": "https://example.com"})
    assert "您的意见收到了" in client.get(response["Location"]).content.decode()
    assert not Feedback.everything.exists()


def test_what_is_wrong_is_said_and_what_was_typed_stays(territory: Territory, client: Client) -> None:
    page = client.post("/feedback/", {"kind": "idea", "text": "", "contact": "张三"}).content.decode()
    assert "请写下您想说的，一句话就行。" in page
    assert 'value="张三"' in page
    assert "请选一项您想说的。" in client.post("/feedback/", SAID | {"kind": "x"}).content.decode()
    assert "最多写 1,000 字" in client.post("/feedback/", SAID | {"text": "长" * 1001}).content.decode()
    refused = client.post("/feedback/", SAID | {"kind": "burden", "contact": "13812342046"}).content.decode()
    assert "不留联系方式" in refused
    assert not Feedback.everything.exists()


def test_too_large_and_too_many_are_refused_in_words(territory: Territory, client: Client) -> None:
    large = client.post("/feedback/", SAID | {"website": "x" * 20_000})
    assert large.status_code == 413
    assert "太长了" in large.content.decode()
    for _ in range(MOST_AN_HOUR):
        assert client.post("/feedback/", SAID).status_code == 302
    many = client.post("/feedback/", SAID)
    assert many.status_code == 429
    assert "一小时内已经收到几条意见" in many.content.decode()
    assert SAID["text"] in many.content.decode()
    assert client.post("/feedback/", SAID, REMOTE_ADDR="203.0.113.9").status_code == 302
    cache.clear()


def test_contacts_go_in_time(territory: Territory, standing_clock: object) -> None:
    rows = [feedback.give(kind="idea", text=f"第{n}条", contact="13812342046") for n in range(4)]
    today = business_date()
    long_ago, lately = today - timedelta(days=91), today - timedelta(days=89)
    answered = {"answer": "好", "given_on": long_ago}
    Feedback.everything.filter(pk=rows[0].pk).update(answered_on=long_ago, **answered)
    Feedback.everything.filter(pk=rows[1].pk).update(answered_on=lately, **answered)
    Feedback.everything.filter(pk=rows[2].pk).update(given_on=today - timedelta(days=366))
    erased = [sum(each.count for each in run() if each.rule.code == "desk.feedback") for _ in range(2)]
    assert erased == [2, 0]
    kept = set(Feedback.everything.filter(contact_sealed__isnull=False).values_list("pk", flat=True))
    assert kept == {rows[1].pk, rows[3].pk}
    assert Act.everything.filter(code="privacy.retention.ran").count() == 1


@pytest.mark.parametrize("address", ["/postings/", "/reports/"])
def test_public_pages_lead_there(territory: Territory, client: Client, address: str) -> None:
    assert 'href="/feedback/"' in client.get(address).content.decode()


def test_the_page_is_light_and_works_alone(territory: Territory, client: Client) -> None:
    page = client.get("/feedback/").content.decode()
    assert "tabler" not in page
    assert "<script" not in page
    assert "急事请打 110、119、120" in page
