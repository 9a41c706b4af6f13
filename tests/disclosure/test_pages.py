"""What each post reads on pages of persons and households, in lists and details; and what that leaves in the log."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.disclosure.models import Reveal
from linli.disclosure.selectors import LookKind, looks_at
from linli.orgs.models import Area
from linli.people.models import Account, Appointment, Household, Person, Post
from linli.people.services import move_household
from tests.disclosure.conftest import NUMBER, signed_in
from tests.territory import BEGIN, Territory

CLEAR = ("刘桂兰", "王小明", "0401室")
Where = Callable[[Territory], Area]
OFFICES: list[tuple[Post, Where]] = [
    (Post.COMMUNITY_OFFICER, lambda t: t.community),
    (Post.COMMUNITY_SECRETARY, lambda t: t.community),
    (Post.STREET_OFFICER, lambda t: t.streets[0]),
    (Post.DISTRICT_OFFICER, lambda t: t.district),
]
LEADS: list[tuple[Post, Where]] = [
    (Post.GROUP_LEAD, lambda t: t.groups[0]),
    (Post.SECTION_LEAD, lambda t: t.sections[0]),
]


def read(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return response.content.decode()


def looks() -> list[Act]:
    return list(Act.everything.filter(code__startswith="disclosure.").order_by("pk"))


def pages(lead: Account, household: Household) -> list[str]:
    held = Appointment.everything.get(person=lead.person)
    stay = household.stays.get()
    assert lead.person is not None
    return [
        reverse("desk:person", args=(lead.person.ref,)),
        reverse("desk:household", args=(household.ref,)),
        reverse("desk:record", args=("appointment", held.ref)),
        reverse("desk:record", args=("household", household.ref)),
        reverse("desk:record", args=("household-served", stay.ref)),
        reverse("desk:register", args=("appointment",)),
        reverse("desk:register", args=("household",)),
        reverse("desk:register", args=("household-served",)),
        reverse("indicators:records", args=("grid.neighbour_leads",)),
        reverse("indicators:records", args=("grid.households_served",)),
        reverse("desk:area", args=(held.area.code,)),
    ]


@pytest.mark.parametrize(("post", "where"), OFFICES)
def test_offices_read_everything_masked_but_who_leads_at_a_door(
    territory: Territory, lead: Account, household: Household, post: Post, where: Where
) -> None:
    client = signed_in(territory.account(post, where(territory)))
    for address in pages(lead, household):
        text = read(client, address)
        at_a_door = "/households/" in address or "/records/household/" in address
        assert ("刘桂兰" in text) is at_a_door, address
        assert not any(value in text for value in (*CLEAR[1:], NUMBER)), address
    seen = looks()
    assert len(seen) == 2, "one for each look at the door, which the office keeps the roll of leads for"
    assert all(act.is_look and act.data["fields"] == "姓名" for act in seen)


@pytest.mark.parametrize(("post", "where"), LEADS)
def test_leads_read_their_own_area_in_clear_numbers_never_and_each_page_is_one_act(
    territory: Territory, lead: Account, household: Household, post: Post, where: Where
) -> None:
    client = signed_in(territory.account(post, where(territory)))
    for address in pages(lead, household):
        before = len(looks())
        text = read(client, address)
        assert any(value in text for value in CLEAR), address
        assert NUMBER not in text
        assert "13987650011" not in text
        written = looks()[before:]
        most = 2 if "/households/" in address or "/records/household/" in address else 1  # and who serves it
        assert 1 <= len(written) <= most, (address, [act.code for act in written])
        assert all(act.is_look and act.data["fields"] for act in written)


@pytest.mark.parametrize(("post", "where"), LEADS)
def test_another_area_stays_masked_or_is_not_there(
    territory: Territory, lead: Account, household: Household, post: Post, where: Where
) -> None:
    area = {Post.GROUP_LEAD: territory.groups[1], Post.SECTION_LEAD: territory.sections[1]}[post]
    client = signed_in(territory.account(post, area))
    for address in pages(lead, household):
        response = client.get(address, follow=True)
        assert not any(value in response.content.decode() for value in CLEAR), address
    assert [act for act in looks() if act.data.get("count") != 0 and act.target_id == household.pk] == []


def test_who_moved_away_is_a_neighbour_no_more(
    territory: Territory, lead: Account, household: Household
) -> None:
    client = signed_in(lead)
    address = reverse("desk:household", args=(household.ref,))
    assert "0401室" in read(client, address)
    from_actor = signed_in(lead)
    move_household(
        actor=SYSTEM,
        household=household,
        neighbourhood=territory.neighbourhoods[1],
        micro_grid=territory.micro_grids[1],
        day=BEGIN + timedelta(days=30),
    )
    assert "0401室" not in from_actor.get(address).content.decode()
    register = read(from_actor, reverse("desk:register", args=("household-served",)))
    assert "0401室" not in register


def test_the_look_of_a_lead_is_told_to_the_household(
    territory: Territory, lead: Account, household: Household
) -> None:
    read(signed_in(lead), reverse("desk:household", args=(household.ref,)))
    look = looks_at(household)[0]
    assert (look.kind, look.fields, look.purpose) == (LookKind.DETAIL, "门牌、联系人", "本人任职范围内")
    assert look.who == "刘桂兰"
    assert look.post.endswith("·邻长")


def foot(page: str) -> str:
    return page.split('<div class="ll-printed">')[1].split("</div>")[0]


def test_the_foot_says_who_printed_and_what_stands_in_clear(
    lead: Account, worker: Client, household: Household
) -> None:
    """Never that something is masked which stands there in clear."""
    client = signed_in(lead)
    page = read(client, reverse("desk:household", args=(household.ref,)))
    assert "刘桂兰（" in foot(page)
    assert "门牌、联系人是原文" in foot(page)
    assert "姓名、电话、门牌已遮盖" not in page
    register = read(client, reverse("desk:register", args=("household",)))
    assert "原文，用完请销毁" in foot(register)
    masked = read(worker, reverse("desk:household", args=(household.ref,)))
    assert "邻长姓名是原文，用完请销毁；其余的姓名、门牌、电话、证件号已遮盖。" in foot(masked)


def test_after_a_reveal_neither_head_nor_foot_calls_it_masked(lead: Account, worker: Client) -> None:
    assert lead.person is not None
    page = reverse("desk:person", args=(lead.person.ref,))
    worker.post(reverse("desk:person-reveal", args=(lead.person.ref, "phone")), {"purpose": "serve"})
    shown = read(worker, page)
    assert NUMBER in shown
    assert "您查看的电话暂时是原文" in shown
    assert "姓名、电话、门牌已遮盖" not in shown
    assert "电话是原文，用完请销毁" in foot(shown)


def test_a_number_is_revealed_for_a_purpose_and_masked_again_by_itself(lead: Account, worker: Client) -> None:
    assert lead.person is not None
    page = reverse("desk:person", args=(lead.person.ref,))
    ask = reverse("desk:person-reveal", args=(lead.person.ref, "phone"))
    text = read(worker, page)
    assert "138****2046" in text
    assert f'href="{ask}"' in text
    form = read(worker, ask)
    assert "个人信息保护法" in form
    assert form.count("btn-primary") == 1
    assert NUMBER not in form
    refused = worker.post(ask, {"purpose": "", "words": "周五上门"})
    assert refused.status_code == 200
    assert "请选一个用途" in refused.content.decode()
    assert "周五上门" in refused.content.decode()
    assert not Reveal.everything.exists()
    done = worker.post(ask, {"purpose": "serve", "words": "周五上门看漏水"})
    assert done.status_code == 302
    shown = worker.get(page)
    assert NUMBER in shown.content.decode()
    assert "刘桂兰" not in shown.content.decode()
    assert 590 <= int(shown["Refresh"]) <= 601
    assert "no-store" in shown["Cache-Control"]
    assert Reveal.everything.count() == 1
    read(worker, page)
    assert Reveal.everything.count() == 1
    with time_machine.travel(Reveal.everything.get().until + timedelta(seconds=1)):
        signed = Client()
        signed.force_login(Account.objects.get(pk=Reveal.everything.get().account_id))
        text = read(signed, page)
        assert NUMBER not in text
        assert "138****2046" in text


def test_other_choice_needs_words(lead: Account, worker: Client) -> None:
    assert lead.person is not None
    ask = reverse("desk:person-reveal", args=(lead.person.ref, "phone"))
    text = worker.post(ask, {"purpose": "other", "words": " "}).content.decode()
    assert "请写明是什么事" in text
    assert re.search(r'value="other" checked', text)


@pytest.mark.parametrize(
    ("post", "where"),
    [
        (Post.COMMUNITY_OFFICER, lambda t: t.communities[1]),
        (Post.STREET_OFFICER, lambda t: t.streets[1]),
        (Post.DISTRICT_OFFICER, lambda t: t.district),
        (Post.GROUP_LEAD, lambda t: t.groups[0]),
        (Post.SYSTEM_ADMIN, lambda t: t.district),
        (Post.SECURITY_ADMIN, lambda t: t.district),
        (Post.AUDITOR, lambda t: t.district),
        (Post.DISCIPLINE_OFFICER, lambda t: t.district),
    ],
)
def test_to_whom_there_is_no_reveal(
    territory: Territory, lead: Account, household: Household, post: Post, where: Where
) -> None:
    client = signed_in(territory.account(post, where(territory)))
    assert lead.person is not None
    for kind, ref in (("person", lead.person.ref), ("household", household.ref)):
        for field in ("phone", "name", "door"):
            ask = reverse(f"desk:{kind}-reveal", args=(ref, field))
            assert client.get(ask).status_code == 404
            assert client.post(ask, {"purpose": "serve"}).status_code == 404
    assert not Reveal.everything.exists()


@pytest.mark.parametrize("post", [Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN, Post.AUDITOR])
def test_administrators_open_neither_person_nor_household(
    territory: Territory, lead: Account, household: Household, post: Post
) -> None:
    client = signed_in(territory.account(post, territory.district))
    assert lead.person is not None
    assert client.get(reverse("desk:person", args=(lead.person.ref,))).status_code == 404
    assert client.get(reverse("desk:household", args=(household.ref,))).status_code == 404


def test_there_is_nothing_to_reveal_where_nothing_is_kept(lead: Account, worker: Client) -> None:
    assert lead.person is not None
    for field in ("id_number", "door", "nonsense"):
        ask = reverse("desk:person-reveal", args=(lead.person.ref, field))
        assert worker.get(ask).status_code == 404, field


def test_who_served_it_on_a_day(
    territory: Territory, lead: Account, household: Household, worker: Client
) -> None:
    address = reverse("desk:household", args=(household.ref,))
    text = read(worker, address)
    assert "刘桂兰" in text, "the office keeps the roll of leads"
    assert len(looks()) == 1
    assert "第一邻·邻长" in text
    then = read(worker, f"{address}?day=2019-03-01")
    assert "这一天没有归到邻" in then
    assert "2024年1月1日" in read(worker, f"{address}?day=2024-01-01")
    assert "只能看今天和以前" in read(worker, f"{address}?day=2034-01-01")
    for nonsense in ("2024-13-40", "昨天"):
        assert "日期写作 2024-03-01" in read(worker, f"{address}?day={nonsense}")


def test_the_group_lead_stands_in_and_is_said_to(
    territory: Territory, household: Household, worker: Client
) -> None:
    territory.account(Post.GROUP_LEAD, territory.groups[0])
    assert "邻长空缺，由组长代管" in read(worker, reverse("desk:household", args=(household.ref,)))


def test_the_page_of_oneself_is_in_clear_and_no_look(territory: Territory) -> None:
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    assert account.person is not None
    text = read(signed_in(account), reverse("desk:person", args=(account.person.ref,)))
    assert f"<h1>{account.person.name}</h1>" in text
    assert looks() == []


@pytest.mark.parametrize(("of", "most"), [("person", 16), ("household", 22)])
def test_queries_are_few(lead: Account, household: Household, worker: Client, of: str, most: int) -> None:
    found: Person | Household | None = lead.person if of == "person" else household
    assert found is not None
    address = reverse(f"desk:{of}", args=(found.ref,))
    worker.get(address)
    with CaptureQueriesContext(connection) as queries:
        worker.get(address)
    assert len(queries) <= most, [query["sql"][:120] for query in queries]
    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert len(written) == (of == "household"), "who leads at a door stands in clear to the office, on record"
    assert all("audit_act" in each for each in written)


def test_a_masked_list_writes_nothing_and_asks_no_more_than_before(
    territory: Territory, lead: Account, household: Household, worker: Client
) -> None:
    for _ in range(5):
        territory.household()
    address = reverse("desk:register", args=("household-served",))
    worker.get(address)
    with CaptureQueriesContext(connection) as queries:
        worker.get(address)
    assert not any(query["sql"].startswith(("INSERT", "UPDATE")) for query in queries)
    masked = len(queries)
    group = signed_in(territory.account(Post.GROUP_LEAD, territory.groups[0]))
    group.get(address)
    with CaptureQueriesContext(connection) as queries:
        group.get(address)
    assert (
        sum(query["sql"].startswith("INSERT") for query in queries) == 2
    )  # the act, and how its doors find it
    assert len(queries) <= masked + 9, [query["sql"][:120] for query in queries]  # both in transactions
