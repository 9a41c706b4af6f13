"""The roster on pages: sums that add up, one's own page, who is named to everybody; refusals leave nothing."""

import re
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.common.clock import business_date
from linli.mediation.models import Category, Committee, CommitteeMember, CommitteeTerm, Mediator, Notable
from linli.mediation.models.notable import LeaveReason
from linli.mediation.rosters import sums_below, sums_of
from linli.mediation.selectors import listed_on
from linli.mediation.services import roster
from linli.notices.models import Posting
from linli.people.models import Consent, Person, Post, Purpose
from tests.mediation.rows import notable
from tests.mediation.walk import committee
from tests.territory import Territory

ON = "2024-10-30"
SAID = {
    "name": "何大海",
    "category": "volunteer",
    "source": "self",
    "tier": "team",
    "expertise": ["law", "dialect"],
    "duties": ["mediation"],
    "avoids": ["estate"],
    "agreed": "on",
    "named": "on",
    "on": ON,
}


@pytest.fixture
def desk(territory: Territory, client: Client, standing_clock: datetime) -> Client:
    client.force_login(territory.account(Post.COMMUNITY_OFFICER, territory.community))
    return client


def _refused(client: Client, address: str, data: dict[str, object], rule: str) -> str:
    answer = client.post(address, data)
    text = answer.content.decode()
    assert (answer.status_code, rule in text) == (409, True), re.findall(r'class="ll-err[^>]*>(.*?)<', text)
    return text


def test_somebody_is_listed_and_all_of_it_is_on_their_page(desk: Client, territory: Territory) -> None:
    new = reverse("mediation:notable-new")
    for wrong, rule in (
        ({"name": ""}, "请填写姓名"),
        ({"agreed": ""}, "本人同意列入群英谱"),
        ({"on": "2024-12-01"}, "列入日期在以后"),
        ({"category": "boss"}, "选择"),
    ):
        text = _refused(desk, new, {**SAID, **wrong}, rule)
        assert wrong.get("name", "何大海") in text, "what was typed stays"
    assert not Person.everything.filter(name="何大海").exists(), "a refusal leaves nobody behind"
    assert not Consent.everything.filter(purpose=Purpose.NAMED_NOTABLE).exists()
    assert desk.post(new, SAID).status_code == 302
    found = Notable.everything.get()
    assert (found.public_since, found.avoids) == (business_date(), ["estate"])
    text = desk.get(reverse("mediation:notable-page", args=(found.ref,))).content.decode()
    for said in ("何大海", "志愿者", "法律、方言", "调解员", "本小区的事", "姓名公开"):
        assert said in text, said
    _refused(desk, new, {**SAID, "who": found.person.ref}, "已在群英谱上")


def test_details_change_and_the_sum_does_not(desk: Client, territory: Territory) -> None:
    found = notable(territory)
    before = sums_of(listed_on(business_date())).counts
    edit = reverse("mediation:notable-edit", args=(found.ref,))
    _refused(desk, edit, {"tier": "none"}, "选择")
    said = {
        "tier": "team",
        "other_roles": ["volunteer", "party_member"],
        "expertise": ["law"],
        "training_hours": "8",
    }
    assert desk.post(edit, said).status_code == 302
    found.refresh_from_db()
    assert (found.other_roles, found.training_hours) == (["volunteer"], 8)
    assert sums_of(listed_on(business_date())).counts == before


def test_paused_resumed_moved_and_off_with_every_refusal_in_words(desk: Client, territory: Territory) -> None:
    found = notable(territory, listed_on=date(2024, 1, 8))

    def step(verb: str, **data: object) -> str:
        return reverse("mediation:notable", args=(found.ref, verb))

    _refused(desk, step("pause"), {"on": ON}, "请填写原因")
    _refused(desk, step("pause"), {"on": "2023-01-01", "reason": "外出"}, "暂停要在那以后")
    assert desk.post(step("pause"), {"on": ON, "reason": "外出"}).status_code == 302
    _refused(desk, step("pause"), {"on": ON, "reason": "外出"}, "已经暂停")
    assert desk.post(step("resume")).status_code == 302
    _refused(desk, step("resume"), {}, "没有暂停")
    _refused(desk, step("category"), {"on": ON, "category": "party_member"}, "本来就是")
    moved = desk.post(step("category"), {"on": ON, "category": "other"})
    found = Notable.everything.get(left_on__isnull=True)
    assert moved["Location"] == reverse("mediation:notable-page", args=(found.ref,))
    _refused(desk, step("leave"), {"on": ON, "reason": "moved"}, "退出要在那以后")
    Notable.everything.filter(left_on__isnull=False).update(left_on=date(2024, 10, 20))
    Notable.everything.filter(pk=found.pk).update(listed_on=date(2024, 10, 20))
    assert desk.post(step("leave"), {"on": ON, "reason": "moved"}).status_code == 302
    assert desk.get(step("pause")).status_code == 404
    assert "已退出" in desk.get(reverse("mediation:notable-page", args=(found.ref,))).content.decode()


def test_only_who_agreed_is_named_to_everybody(desk: Client, territory: Territory) -> None:
    named = notable(territory, public_since=date(2024, 1, 8), expertise=["law"])
    silent, paused = notable(territory), notable(territory, public_since=date(2024, 1, 8))
    roster.pause_notable(actor=SYSTEM, notable=paused, on=business_date(), reason="外出")
    for row, name in ((named, "欧阳明"), (silent, "司马静"), (paused, "诸葛停")):
        Person.everything.filter(pk=row.person_id).update(name=name)
    public, address = Client(), reverse("portal:notables-of", args=(territory.community.code,))
    text = public.get(address).content.decode()
    assert [name in text for name in ("欧阳明", "司马静", "诸葛停")] == [True, False, False]
    assert "懂法律" in text
    for there in ("", territory.streets[0].code):
        route = reverse("portal:notables-of", args=(there,)) if there else reverse("portal:notables")
        assert "欧阳明" not in public.get(route).content.decode()
    assert public.get(reverse("portal:notables-of", args=("999",))).status_code == 404
    assert desk.post(reverse("mediation:notable", args=(named.ref, "private"))).status_code == 302
    assert "欧阳明" not in public.get(address).content.decode()
    assert desk.post(reverse("mediation:notable", args=(named.ref, "public")), {"on": ON}).status_code == 302
    assert "欧阳明" in public.get(address).content.decode()


def test_a_listing_and_its_end_are_posted_only_with_consent_and_without_the_reason(
    desk: Client, territory: Territory
) -> None:
    found = notable(territory)
    post = reverse("mediation:notable", args=(found.ref, "post"))
    _refused(desk, post, {}, "没有同意公开姓名")
    roster.name_publicly(actor=SYSTEM, notable=found, on=business_date())
    assert desk.post(post).status_code == 302
    _refused(desk, post, {}, "已经公示过")
    found.refresh_from_db()
    roster.remove_notable(actor=SYSTEM, notable=found, left_on=business_date(), reason=LeaveReason.UNABLE)
    with pytest.raises(ValidationError, match="已经公示过"):
        roster.put_up(actor=SYSTEM, notable=found)
    Posting.everything.all()
    (posting,) = Posting.everything.filter(kind__code="notables")
    assert "不再适宜" not in posting.body
    page = desk.get(reverse("mediation:notable-page", args=(found.ref,))).content.decode()
    assert reverse("notices:posting", args=(posting.ref,)) in page


def test_wider_areas_add_up_and_name_nobody(
    territory: Territory, client: Client, standing_clock: datetime
) -> None:
    for n, place in enumerate(territory.communities * 2):
        row = notable(territory, community=place, primary_category=list(Category)[n % 5])
        Person.everything.filter(pk=row.person_id).update(name=f"欧阳某{n}")
    for area in (territory.district, *territory.streets):
        total, below = sums_below(area, business_date())
        assert total.total == sum(each.total for each in below) == sum(total.counts)
        for index, count in enumerate(total.counts):
            assert count == sum(each.counts[index] for each in below)
    client.force_login(territory.account(Post.DISTRICT_OFFICER, territory.district))
    text = client.get(reverse("mediation:roster")).content.decode()
    assert "欧阳" not in text
    assert f"在册 {Notable.everything.count()} 人" in text
    for address in set(re.findall(r'href="(/desk/mediation/roster/\?area=[^"]+)"', text)):
        assert client.get(address.replace("&amp;", "&")).status_code == 200
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    assert territory.communities[0].name in client.get(reverse("mediation:roster")).content.decode()
    assert client.get(reverse("mediation:roster"), {"area": territory.district.code}).status_code == 404


def test_a_committee_by_hand(desk: Client, territory: Territory) -> None:
    new, term = reverse("mediation:committee-new"), reverse("mediation:term-new")
    assert "还没有调委会" in desk.get(reverse("mediation:committee")).content.decode()
    assert desk.get(term).status_code == 404
    said: dict[str, object] = {"name": "第一社区人民调解委员会", "mark": "高", "on": "2024-10-01"}
    _refused(desk, new, {**said, "mark": ""}, "请填写文号用字")
    assert desk.post(new, said).status_code == 302
    _refused(desk, new, said, "已经有调委会")
    lines = "陈建平 男 主任\n罗小梅 女\n何大海 男"
    chosen: dict[str, object] = {"members": lines, "chosen_at": "居民代表会议", "on": "2024-10-08"}
    for wrong, rule in (
        ("陈建平 主任", "没有写性别"),
        ("陈建平 男 主任\n何大海 男\n方志远 男", "要有女委员"),
        ("陈建平 男\n罗小梅 女\n何大海 男", "一名主任"),
        ("陈建平 男 主任\n罗小梅 女 主任\n何大海 男", "一名主任"),
        ("陈建平 男 主任\n陈建平 男\n罗小梅 女", "写了两次"),
    ):
        text = _refused(desk, term, {**chosen, "members": wrong}, rule)
        assert "居民代表会议" in text
    assert not CommitteeTerm.everything.exists()
    assert not Person.everything.filter(name="方志远").exists(), "a refusal leaves nobody behind"
    assert desk.post(term, chosen).status_code == 302
    change = reverse("mediation:members")
    sitting = {each.person.name: each.ref for each in CommitteeMember.everything.select_related("person")}
    for moved, rule in (
        ({}, "没有人离任，也没有人新任"),
        ({"leaving": [sitting["罗小梅"]]}, "请写离任原因"),
        ({"leaving": [sitting["罗小梅"]], "reason": "迁出", "joining": "方志远 男"}, "女 0 名"),
        ({"joining": "方志远"}, "没有写性别"),
    ):
        _refused(desk, change, {"on": "2024-10-09", **moved}, rule)
    told = {"leaving": [sitting["罗小梅"]], "reason": "迁出", "joining": "彭秀英 女", "on": "2024-10-09"}
    assert desk.post(change, told).status_code == 302
    report = reverse("mediation:term-report")
    _refused(desk, report, {"on": "2024-10-01"}, "推选")
    assert desk.post(report, {"on": "2024-10-10"}).status_code == 302
    assert "名单报司法所" not in desk.get(reverse("mediation:committee")).content.decode()
    appoint = reverse("mediation:mediator-new")
    person: dict[str, object] = {"name": "许静", "knows": "大专，学过民法典", "on": "2024-10-15"}
    _refused(desk, appoint, {**person, "knows": ""}, "文化、政策和法律知识")
    assert desk.post(appoint, person).status_code == 302
    row = Mediator.everything.get()
    _refused(desk, appoint, {**person, "who": row.person.ref}, "已经聘任")
    leave = reverse("mediation:mediator-leave", args=(row.ref,))
    _refused(desk, leave, {"on": ON}, "请填写原因")
    _refused(desk, leave, {"on": "2024-10-01", "reason": "本人提出"}, "聘任")
    assert desk.post(leave, {"on": ON, "reason": "本人提出"}).status_code == 302
    assert desk.get(leave).status_code == 404
    assert Committee.everything.count() == 1


def test_subsidies_and_consultations_by_hand(desk: Client, territory: Territory) -> None:
    _, chair = committee(territory)
    row = notable(territory)
    new = reverse("mediation:subsidy-new")
    said: dict[str, object] = {
        "who": chair.ref, "half_days": "2", "amount_fen": "100", "basis": "每半天50元", "on": "2024-10-20",
    }  # fmt: skip
    for wrong, rule in (
        ({"amount_fen": "0"}, "0.01"),
        ({"half_days": "99"}, "62"),
        ({"on": "2024-12-01"}, "在以后"),
        ({"who": "nobody"}, "选择"),
    ):
        _refused(desk, new, {**said, **wrong}, rule)
    assert desk.post(new, said).status_code == 302
    text = desk.get(reverse("mediation:subsidies")).content.decode()
    pay = next(
        each for each in re.findall(r'href="(/desk/mediation/subsidies/\w+/)"', text) if "new" not in each
    )
    _refused(desk, pay, {"on": "2024-10-01"}, "误工")
    assert desk.post(pay, {"on": ON}).status_code == 302
    assert desk.get(pay).status_code == 404
    ask = reverse("mediation:consultation-new")
    _refused(desk, ask, {"question": "", "on": ON}, "请填写问什么")
    assert desk.post(ask, {"question": "空地建什么？", "on": "2024-10-10"}).status_code == 302
    listed = desk.get(reverse("mediation:consultations")).content.decode()
    hear = re.findall(r'href="(/desk/mediation/consultations/\w+/hear/)"', listed)[0]
    close = hear.replace("/hear/", "/close/")
    _refused(desk, close, {"findings": "种树", "on": ON}, "还没有记下一户")
    heard: dict[str, object] = {"notable": row.ref, "doors": "12", "words": "要凳子", "on": "2024-10-12"}
    _refused(desk, hear, {**heard, "doors": "0"}, "1")
    _refused(desk, hear, {**heard, "on": "2024-10-01"}, "开始")
    assert desk.post(hear, heard).status_code == 302
    _refused(desk, hear, heard, "已经记过")
    _refused(desk, close, {"findings": "建", "on": "2024-10-01"}, "开始")
    assert desk.post(close, {"findings": "建，加凳子", "on": ON}).status_code == 302
    assert desk.get(hear).status_code == 404
    assert "问了 12 户" in desk.get(reverse("mediation:consultations")).content.decode()
