"""A name on a committee's list may be somebody's already: it is asked who is meant, and nobody's sex is overwritten."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from linli.mediation.models import CommitteeMember
from linli.people.models import Person, Post
from tests.mediation.walk import committee
from tests.territory import Territory

ON = "2024-10-30"
LINES = "陈建平 男 主任\n罗小梅 女 委员\n方志远 男"


@pytest.fixture
def desk(territory: Territory, client: Client, standing_clock: datetime) -> Client:
    client.force_login(territory.account(Post.COMMUNITY_OFFICER, territory.community))
    committee(territory)
    return client


def _seated() -> set[Person]:
    rows = CommitteeMember.everything.filter(term__number=2).select_related("person")
    return {row.person for row in rows}


def test_a_term_asks_which_of_the_namesakes(desk: Client, territory: Territory) -> None:
    one, two = (territory.person(name="罗小梅") for _ in range(2))
    address, said = reverse("mediation:term-new"), {"members": LINES, "chosen_at": "居民代表会议", "on": ON}
    answer = desk.post(address, said)
    text = answer.content.decode()
    assert (answer.status_code, _seated()) == (409, set())
    assert "已经有人叫罗小梅，请选是哪一位，或新建一位。" in text
    assert text.count('name="who_1_罗小梅"') == 3
    assert "who_0" not in text, "nobody of the other names is there"
    assert desk.post(address, {**said, "who_1_罗小梅": "nobody"}).status_code == 409
    assert desk.post(address, {**said, "who_1_罗小梅": two.ref}).status_code == 302
    one.refresh_from_db()
    two.refresh_from_db()
    assert two in _seated()
    assert (one.sex, two.sex) == ("", "f")


def test_somebody_new_of_the_same_name_joins(desk: Client, territory: Territory) -> None:
    there = territory.person(name="方志远")
    address, said = reverse("mediation:members"), {"joining": "方志远 男 委员", "on": ON}
    assert "已经有人叫方志远" in desk.post(address, said).content.decode()
    assert desk.post(address, {**said, "who_0_方志远": "new"}).status_code == 302
    seated = CommitteeMember.everything.get(person__name="方志远")
    assert seated.person != there


def test_a_registered_sex_is_not_overwritten(desk: Client, territory: Territory) -> None:
    there = territory.person(name="罗小梅")
    Person.everything.filter(pk=there.pk).update(sex="m")
    said = {"members": LINES, "chosen_at": "居民代表会议", "on": ON, "who_1_罗小梅": there.ref}
    answer = desk.post(reverse("mediation:term-new"), said)
    assert (answer.status_code, "名册上罗小梅的性别是男" in answer.content.decode()) == (409, True)
    there.refresh_from_db()
    assert there.sex == "m"
