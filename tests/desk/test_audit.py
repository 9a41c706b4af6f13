"""The log's page: all of it for the audit administrator, nothing of it for anybody else; the course of a record."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from linli.access.actor import NOBODY, SYSTEM, actor_for
from linli.audit import log
from linli.audit.codes import all_codes
from linli.audit.models import Act
from linli.audit.sealing import seal_due
from linli.audit.verifying import verify_on_record
from linli.common.guards import append_only_lifted
from linli.desk.audit_labels import LABELS, acts_of, rooms
from linli.desk.audit_pages import course, seal_daily, verify_daily
from linli.desk.audit_subjects import kinds_about_persons
from linli.orgs.models import Organisation
from linli.people.log_keys import ShredReason, shred
from linli.people.models import Account, Person, Post
from linli.people.services import keep_phone
from linli.workflow.periodic import all_daily
from tests.people.looks import old_look
from tests.territory import Territory

LOG, CSV = "/desk/audit/", "/desk/audit/export.csv"
OTHERS = (
    Post.DISTRICT_OFFICER,
    Post.STREET_OFFICER,
    Post.COMMUNITY_SECRETARY,
    Post.COMMUNITY_OFFICER,
    Post.SECTION_LEAD,
    Post.GROUP_LEAD,
    Post.NEIGHBOUR_LEAD,
)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def auditor(territory: Territory) -> Client:
    return signed_in(territory.account(Post.AUDITOR, territory.district))


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def rows_of(page: str) -> list[str]:
    return re.findall(r'<tr><th scope="row">(.*?)</th>', page)


def reveal(person: Person, actor: object = SYSTEM, reason: str = "通知停水") -> None:
    keep_phone(owner=person, number="13812342046")
    old_look(person, reason, actor)  # type: ignore[arg-type]


def place_of(territory: Territory, post: Post) -> object:
    by_post = {
        Post.DISTRICT_OFFICER: territory.district,
        Post.STREET_OFFICER: territory.streets[0],
        Post.SECTION_LEAD: territory.sections[0],
        Post.GROUP_LEAD: territory.groups[0],
        Post.NEIGHBOUR_LEAD: territory.neighbourhoods[0],
    }
    return by_post.get(post, territory.community)


@pytest.mark.parametrize("post", OTHERS)
def test_the_log_does_not_exist_for_anybody_else(territory: Territory, post: Post) -> None:
    client = signed_in(territory.account(post, place_of(territory, post)))  # type: ignore[arg-type]
    assert client.get(LOG).status_code == 404
    assert client.get(CSV).status_code == 404
    assert LOG not in text(client, "/desk/all/")


def test_a_visitor_is_led_to_sign_in(db: None, client: Client) -> None:
    assert client.get(LOG)["Location"].startswith("/desk/sign-in/")
    assert client.get(CSV)["Location"].startswith("/desk/sign-in/")


def test_the_auditor_has_the_log_in_the_menu_and_no_business_data(
    territory: Territory, auditor: Client
) -> None:
    organisation = territory.organisation()
    assert LOG in text(auditor, "/desk/all/")
    for address in (
        f"/desk/records/organisation/{organisation.ref}/",
        "/desk/registers/organisation/",
        "/desk/systems/grid/",
        "/desk/indicators/",
        "/desk/reports/",
        "/desk/notices/",
    ):
        assert auditor.get(address).status_code == 404, address
    assert "/desk/records/" not in text(auditor, LOG)


def test_acts_are_told_as_sentences_newest_first_25_a_page(territory: Territory, auditor: Client) -> None:
    page = text(auditor, LOG)
    assert len(rows_of(page)) == 25
    assert "上任：岳阳楼区，自 2020-01-01 起" in rows_of(page)[0]
    assert "系统" in page
    older = text(auditor, f"{LOG}?page=2")
    assert "设立 区 岳阳楼区，自 2020-01-01 起" in older
    assert auditor.get(f"{LOG}?page=9").status_code == 404


def test_a_person_is_found_by_name_as_actor_and_as_the_one_concerned(
    territory: Territory, auditor: Client
) -> None:
    officer = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    assert officer.person is not None
    Person.everything.filter(pk=officer.person.pk).update(name="陈思雨")
    resident = territory.person(name="王秀英")
    reveal(resident, actor_for(officer))
    log.record(actor=actor_for(officer), code="access.account.signed_in", target=officer)
    both = rows_of(text(auditor, f"{LOG}?q=陈思雨"))
    assert [row.split("，")[0].split("<")[0].strip() for row in both] == [
        "登录",
        "查看电话",
        "社区（村）工作人员上任：岳阳楼第一社区",
    ]
    assert len(rows_of(text(auditor, f"{LOG}?q=陈思雨&as=did"))) == 2
    assert len(rows_of(text(auditor, f"{LOG}?q={officer.username.upper()}&as=did"))) == 2
    about = text(auditor, f"{LOG}?q=王秀英&as=about")
    assert "查看电话，理由：通知停水" in about
    assert f"陈思雨（{officer.username}）" in about
    assert rows_of(text(auditor, f"{LOG}?q=王秀英&as=did")) == []
    assert "没有这样的留痕" in text(auditor, f"{LOG}?q=没有这个人")


def test_searching_for_a_person_is_itself_on_record(territory: Territory, auditor: Client) -> None:
    resident = territory.person(name="王秀英")
    text(auditor, f"{LOG}?q=王秀英")
    look = Act.everything.get(code="audit.log.searched")
    assert (look.is_look, look.target_type, look.target_id) == (True, "people.person", resident.pk)
    assert "王秀英" not in str(look.data)


def test_a_record_is_found_by_its_reference(territory: Territory, auditor: Client) -> None:
    person = territory.person()
    reveal(person)
    page = text(auditor, f"{LOG}?q={person.ref}")
    assert len(rows_of(page)) == 1
    assert f'人员 <a href="{LOG}?q={person.ref}"' in page


def test_acts_are_narrowed_by_kind_actor_looks_and_days(territory: Territory, auditor: Client) -> None:
    reveal(territory.person())
    log.record(actor=log.Machine(), code="access.account.signed_in")
    assert len(rows_of(text(auditor, f"{LOG}?code=people.phone.revealed"))) == 1
    assert len(rows_of(text(auditor, f"{LOG}?only=look"))) == 1
    assert "查看电话" not in text(auditor, f"{LOG}?only=change&code=orgs.area.opened").split("<table")[1]
    assert rows_of(text(auditor, f"{LOG}?by=public")) == []
    today = timezone.localdate()
    assert rows_of(text(auditor, f"{LOG}?since={today + timedelta(days=1)}")) == []
    assert rows_of(text(auditor, f"{LOG}?until={today - timedelta(days=1)}")) == []
    assert rows_of(text(auditor, f"{LOG}?since={today}&until={today}"))
    assert rows_of(text(auditor, f"{LOG}?since=2024-99-99&code=nonsense&page="))


def test_an_act_about_an_account_says_which_one(territory: Territory, auditor: Client) -> None:
    """Also one by nobody: a failed attempt, and one about an account that is no person's."""
    officer = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    bare = Account.objects.create(username="nobody.s")
    for account in (officer, bare):
        data = {"why": "密码不对", "source": "—"}
        log.record(actor=NOBODY, code="access.account.sign_in_failed", target=account, data=data)
        log.record(actor=SYSTEM, code="access.password.reset", target=account)
    page = text(auditor, f"{LOG}?room=access")
    for account in (officer, bare):
        assert f'<a href="{LOG}?q={account.username}"' in page
        found = rows_of(text(auditor, f"{LOG}?q={account.username}&as=about&room=access"))
        assert [row.split("：")[0].split("，")[0] for row in found] == ["重设密码", "登录没有成功"]
    answer = auditor.post(f"{CSV}?code=access.password.reset&q=nobody.s", {"purpose": "audit"})
    content = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "nobody.s" in list(csv.reader(io.StringIO(content)))[1]


def test_every_kind_of_act_has_a_name_to_choose_by() -> None:
    assert sum(len(acts_of(room)) for room, _ in rooms()) == len(all_codes())
    for room, name in rooms():
        assert re.search(r"[一-鿿]", name), room
        labels = [label for _, label in acts_of(room)]
        assert len(set(labels)) == len(labels), room
        for label in labels:
            assert 2 <= len(label) <= 24, label
            assert not set(label) & set("…{}“”《》：|"), label
    assert set(LABELS) <= {code.code for code in all_codes()}


def test_acts_are_chosen_by_room_and_then_by_kind(territory: Territory, auditor: Client) -> None:
    reveal(territory.person())
    page = text(auditor, LOG)
    assert '<option value="people">人员与家庭</option>' in page
    assert 'name="code"' not in page
    assert 'name="only"' in page
    chosen = text(auditor, f"{LOG}?room=people")
    assert '<option value="people.phone.forgotten">删去电话</option>' in chosen
    assert "orgs.area.opened" not in chosen
    assert 'name="only"' not in chosen, "four selects are the most a bar has; the kind of act says it already"
    assert set(rows_of(chosen)) < set(rows_of(page)) | set(rows_of(chosen))
    assert not any("设立" in row for row in rows_of(chosen))
    one = text(auditor, f"{LOG}?code=people.phone.revealed")
    assert '<option value="people" selected>' in one
    assert len(rows_of(one)) == 1
    assert len(rows_of(text(auditor, f"{LOG}?room=nonsense"))) == 25


def test_what_was_shredded_is_told_as_destroyed(territory: Territory, auditor: Client) -> None:
    person = territory.person(name="王秀英")
    reveal(person, reason="糖尿病住院")
    assert "糖尿病住院" in text(auditor, f"{LOG}?q=王秀英")
    shred(actor=SYSTEM, owner=person, reason=ShredReason.ASKED)
    page = text(auditor, f"{LOG}?q=王秀英")
    assert "糖尿病住院" not in page
    assert "已按要求销毁" in page


def test_the_state_of_the_chain_stands_on_top(territory: Territory, auditor: Client) -> None:
    assert "还没有封存" in text(auditor, LOG)
    seal_due(margin=timedelta(0))
    assert "还没有校验" in text(auditor, LOG)
    verify_on_record()
    assert "校验无误" in text(auditor, LOG)
    with append_only_lifted():
        Act.everything.filter(code="orgs.area.opened").update(area_id=1)
    verify_daily()
    assert "校验有" in text(auditor, LOG)


def test_sealing_and_proving_are_daily_work_in_this_order(territory: Territory) -> None:
    codes = [daily.code for daily in all_daily()]
    assert codes.index("audit.seal") < codes.index("audit.verify")
    seal_daily()
    verify_daily()
    assert Act.everything.filter(code="audit.chain.verified", actor_kind="system").exists()


def test_the_export_holds_what_was_sought_and_is_a_look(territory: Territory, auditor: Client) -> None:
    person = territory.person()
    reveal(person, reason="=1+1")
    asked = auditor.get(f"{CSV}?code=people.phone.revealed")
    assert "为了什么" in asked.content.decode()
    response = auditor.post(f"{CSV}?code=people.phone.revealed", {"purpose": "audit"})
    assert "text/csv" in response["Content-Type"]
    content = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    table = list(csv.reader(io.StringIO(content)))
    headings, row, (mark,) = table
    assert "用途 合规审计、核对留痕" in mark
    found = dict(zip(headings, row, strict=True))
    assert found["内容"] == "查看电话，理由：（已遮盖）"
    assert found["谁"] == "系统"
    assert (found["种类"], found["对象"], found["对象编号"]) == ("查看", "人员", person.ref)
    look = Act.everything.latest("pk")
    assert (look.code, look.is_look, look.data["count"]) == ("disclosure.export.made", True, 1)


def test_the_file_masks_whom_the_page_names(territory: Territory, auditor: Client) -> None:
    """The page that asks for what says that names and contents are masked in the file: so they are."""
    officer = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    assert officer.person is not None
    Person.everything.filter(pk=officer.person.pk).update(name="陈思雨")
    reveal(territory.person(), actor_for(officer), reason="糖尿病住院")
    where = "code=people.phone.revealed"
    assert "糖尿病住院" in text(auditor, f"{LOG}?{where}")
    assert "文件里已遮盖" in text(auditor, f"{CSV}?{where}")
    response = auditor.post(f"{CSV}?{where}", {"purpose": "audit"})
    content = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "糖尿病住院" not in content
    assert "陈思雨" not in content
    assert f"陈**（{officer.username}）" in content


def test_a_page_of_the_log_costs_few_queries(
    territory: Territory, auditor: Client, django_assert_max_num_queries: object
) -> None:
    for _ in range(25):
        reveal(territory.person())
    seal_due(margin=timedelta(0))
    verify_on_record()
    text(auditor, LOG)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        text(auditor, LOG)


def test_every_kind_of_row_about_a_person_is_known_to_the_search() -> None:
    known = {model._meta.label for model, _ in kinds_about_persons()}
    assert {"people.Appointment", "people.Account", "people.Consent"} <= known


def history(territory: Territory, organisation: Organisation, account: Account) -> None:
    data = {"area": "甲", "old": "乙", "new": "丙", "day": "2024-05-01"}
    for actor in (SYSTEM, actor_for(account)):
        log.record(actor=actor, code="orgs.area.moved", target=organisation, data=data)
    log.record(actor=SYSTEM, code="access.account.signed_in", target=organisation)


def test_a_record_tells_its_course_to_those_who_see_it(territory: Territory) -> None:
    organisation = territory.organisation()
    worker = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    assert worker.person is not None
    Person.everything.filter(pk=worker.person.pk).update(name="陈思雨")
    history(territory, organisation, worker)
    address = f"/desk/records/organisation/{organisation.ref}/"
    own = text(signed_in(worker), address)
    assert "甲 从 乙 划到 丙" in own
    assert "，您</span>" in own
    assert "被查看 1 次" in own
    assert "登录" not in own.split("经过")[1]
    district = text(signed_in(territory.account(Post.DISTRICT_OFFICER, territory.district)), address)
    assert "，陈**</span>" in district
    assert "陈思雨" not in district
    assert "被查看" not in district
    elsewhere = territory.account(Post.COMMUNITY_OFFICER, territory.communities[1])
    assert signed_in(elsewhere).get(address).status_code == 404


def test_a_course_masks_what_is_personal_and_stops_after_twenty(territory: Territory) -> None:
    person = territory.person()
    reveal(person)
    for _ in range(22):
        log.record(actor=SYSTEM, code="people.log_key.shredded", target=person, data={"reason": "保存期满"})
    found = course(territory.actor(Post.DISTRICT_OFFICER, territory.district), person)
    assert (len(found["steps"]), found["has_older"], found["looks"]) == (20, True, 0)


def test_a_record_nobody_changed_says_so(territory: Territory) -> None:
    organisation = territory.organisation()
    client = signed_in(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    assert "记录以后还没有人改过" in text(client, f"/desk/records/organisation/{organisation.ref}/")


def test_a_record_page_costs_few_queries(territory: Territory, django_assert_max_num_queries: object) -> None:
    organisation = territory.organisation()
    worker = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    history(territory, organisation, worker)
    client = signed_in(worker)
    address = f"/desk/records/organisation/{organisation.ref}/"
    text(client, address)
    # Three of them ask what stands around a record: its clocks, who has it, and what hangs about it.
    with django_assert_max_num_queries(13):  # type: ignore[operator]
        text(client, address)
