"""我的信息 through HTTP: signed in, and by a code on one's telephone; what is held, who looked, the copy."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from linli.access import sessions
from linli.access.actor import NOBODY, Actor
from linli.audit.models import Act
from linli.disclosure.models import Field
from linli.disclosure.services import reveal
from linli.people.models import Account, Consent, Person, Post
from linli.people.services import keep_phone
from linli.privacy.models import RightsKind, RightsRequest
from linli.privacy.services import requests
from tests.privacy.conftest import NUMBER
from tests.territory import BEGIN, Territory


def code_in(messages: Path) -> str:
    newest = max(messages.iterdir()).read_text()
    found = re.search(r"验证码 (\d{6})", newest)
    assert found is not None
    return found.group(1)


def proved(messages: Path, number: str = NUMBER) -> Client:
    """A browser in which the holder of the number typed the code."""
    client = Client()
    sent = client.post(reverse("me:prove"), {"phone": number})
    assert sent.status_code == 302, sent.content.decode()
    done = client.post(reverse("me:code"), {"code": code_in(messages)})
    assert done.headers["Location"] == reverse("me:me"), done.content.decode()
    return client


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_look_made_a_minute_ago_by_another_account_is_there_with_its_purpose(
    resident: Person, desk: Client, messages: Path
) -> None:
    """Issue 4, done when 4: the whole way through HTTP."""
    asked = reverse("desk:person-reveal", args=(resident.ref, Field.PHONE))
    answer = desk.post(asked, {"purpose": "serve", "words": "停水通知"})
    assert answer.status_code == 302
    page = read(proved(messages), reverse("me:me"))
    assert "查看电话" in page
    assert "上门走访、通知停水停电等公共服务" in page
    assert "停水通知" in page
    assert "社区（村）工作人员" in page


def test_a_worker_sees_who_looked_at_them_by_name_and_post(
    territory: Territory, actor: Actor, worker: Account
) -> None:
    other = territory.account(Post.COMMUNITY_SECRETARY, territory.community)
    assert other.person is not None
    keep_phone(owner=other.person, number="13900001111")
    assert worker.person is not None
    name = worker.person.name
    reveal(actor=actor, owner=other.person, field=Field.PHONE, purpose="post", words="")
    client = Client()
    client.force_login(other)
    page = read(client, reverse("desk:me"))
    assert "办理任职、公示前核对本人信息" in page
    assert name in page
    assert "13900001111" in page
    assert "社区（村）党组织书记" in page


def test_one_s_own_looks_are_not_told_back(actor: Actor, worker: Account, desk: Client) -> None:
    assert worker.person is not None
    keep_phone(owner=worker.person, number="13900001111")
    read(desk, reverse("desk:me"))
    desk.get(reverse("desk:me-copy", args=("json",)))
    assert "还没有人看过" in read(desk, reverse("desk:me"))


def test_without_a_proof_there_is_only_the_question_for_a_number(resident: Person) -> None:
    client = Client()
    for name, args in (
        ("me", ()),
        ("me-ask", ()),
        ("me-copy", ("json",)),
        ("me-request", ("x",)),
        ("me-consent", (f"person-{resident.ref}", "keep_phone")),
    ):
        answer = client.get(reverse(f"me:{name}", args=args))
        assert answer.headers["Location"] == reverse("me:prove"), name
        signed_out = client.get(reverse(f"desk:{name}", args=args))
        assert reverse("desk:sign-in") in signed_out.headers["Location"]


def test_a_wrong_code_opens_nothing_and_says_so(resident: Person, messages: Path) -> None:
    client = Client()
    client.post(reverse("me:prove"), {"phone": NUMBER})
    wrong = "000000" if code_in(messages) != "000000" else "111111"
    assert "验证码不对" in client.post(reverse("me:code"), {"code": wrong}).content.decode()
    assert client.get(reverse("me:me")).status_code == 302


def test_a_number_nobody_kept_looks_the_same_until_it_is_proved(resident: Person, messages: Path) -> None:
    client = proved(messages, "13700000000")
    assert "没有用这个号码保存任何信息" in read(client, reverse("me:me"))


def test_the_session_holds_no_number_and_ends(resident: Person, messages: Path) -> None:
    client = proved(messages)
    assert NUMBER not in str(dict(client.session.items()))
    session = client.session
    session["me_proved"] = {**session["me_proved"], "until": "2020-01-01T00:00:00+08:00"}
    session.save()
    assert client.get(reverse("me:me")).status_code == 302


def test_leaving_forgets(resident: Person, messages: Path) -> None:
    client = proved(messages)
    client.post(reverse("me:leave"))
    assert client.get(reverse("me:me")).status_code == 302


def test_being_shown_to_a_resident_is_on_record_once(resident: Person, messages: Path) -> None:
    client = proved(messages)
    read(client, reverse("me:me"))
    read(client, reverse("me:me"))
    assert Act.everything.filter(code="privacy.data.shown_to_owner").count() == 1


def test_the_copy_holds_what_the_page_holds_and_is_on_record(resident: Person, messages: Path) -> None:
    client = proved(messages)
    data = json.loads(client.get(reverse("me:me-copy", args=("json",))).content)
    person = next(each for each in data["保存的信息"] if each["种类"] == "人员档案")
    assert person["内容"][0]["姓名"] == "王秀英"
    assert person["内容"][0]["电话"] == NUMBER
    text = client.get(reverse("me:me-copy", args=("csv",))).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {"种类": "人员档案", "项目": "姓名", "内容": "王秀英"}.items() <= rows[0].items()
    assert Act.everything.filter(code="privacy.data.copied").count() == 2
    assert client.get(reverse("me:me-copy", args=("exe",))).status_code == 404


def test_households_under_the_number_are_there_too(territory: Territory, messages: Path) -> None:
    household = territory.household(0)
    household.contact_name, household.contact_consent_on = "王女士", BEGIN
    household.save()
    keep_phone(owner=household, number=NUMBER)
    page = read(proved(messages), reverse("me:me"))
    assert "王女士" in page
    assert household.door in page
    assert "留存户的联系人和电话" in page


def test_withdrawing_says_what_follows_and_takes_effect_at_once(resident: Person, messages: Path) -> None:
    client = proved(messages)
    address = reverse("me:me-consent", args=(f"person-{resident.ref}", "keep_phone"))
    assert address in read(client, reverse("me:me"))
    assert "马上生效" in read(client, address)
    done = client.post(address)
    assert "号码已经删去" in done.content.decode()
    assert Consent.everything.get().valid_to is not None
    resident.refresh_from_db()
    assert (resident.phone_sealed, resident.phone_hash) == (None, "")
    request = RightsRequest.everything.get()
    assert (request.kind, request.state) == ("withdraw", "done")
    assert client.get(address).status_code == 404


def test_asking_and_taking_back(resident: Person, messages: Path) -> None:
    client = proved(messages)
    assert "更正" in read(client, reverse("me:me-ask"))
    wrong = client.post(reverse("me:me-ask"), {"kind": "correct", "words": "名字不对", "reply": "page"})
    assert "请选哪一项不对" in wrong.content.decode()
    assert "名字不对" in wrong.content.decode()
    sent = client.post(
        reverse("me:me-ask"),
        {"kind": "correct", "correct": "name", "value": "王秀瑛", "words": "名字不对", "reply": "page"},
    )
    page = read(client, sent.headers["Location"])
    assert "还有 15 个工作日" in page
    client.post(sent.headers["Location"])
    assert RightsRequest.everything.get().state == "withdrawn"


def test_somebody_else_s_request_does_not_exist(
    territory: Territory, resident: Person, messages: Path
) -> None:
    other = territory.person(name="李某")
    made = requests.ask(actor=NOBODY, owner=other, kind=RightsKind.DELETE, words="删")
    client = proved(messages)
    assert client.get(reverse("me:me-request", args=(made.ref,))).status_code == 404
    assert client.post(reverse("me:me-request", args=(made.ref,))).status_code == 404
    foreign = reverse("me:me-consent", args=(f"person-{other.ref}", "keep_phone"))
    assert client.post(foreign).status_code == 404


def test_the_page_asks_a_bounded_number_of_questions(
    resident: Person, messages: Path, django_assert_max_num_queries: object
) -> None:
    client = proved(messages)
    with django_assert_max_num_queries(70):  # type: ignore[operator]  # one for each kind of data the house knows
        client.get(reverse("me:me"))


@pytest.mark.parametrize("number", ["", "123", "１３８１２３４２０４６x"])
def test_a_number_that_is_none_is_said_to_be_none(number: str, db: None) -> None:
    answer = Client().post(reverse("me:prove"), {"phone": number})
    assert "手机号" in answer.content.decode()
    assert answer.status_code == 200


def test_a_worker_who_proves_a_number_beside_stays_within_reach(
    territory: Territory, resident: Person, messages: Path
) -> None:
    """The session keeps the key by which it is ended from elsewhere."""
    account = territory.account(Post.STREET_OFFICER, territory.streets[0], "Right-2024-one")
    client = Client()
    client.post("/desk/sign-in/", {"username": account.username, "password": "Right-2024-one"})
    client.post(reverse("me:prove"), {"phone": NUMBER})
    client.post(reverse("me:code"), {"code": code_in(messages)})
    assert client.get(reverse("me:me")).status_code == 200
    assert client.get("/desk/").status_code == 200
    assert sessions.end(account) == 1
    assert client.get("/desk/").status_code == 302
    assert client.get(reverse("me:me")).status_code == 302
