"""Looks in lists: each person and door that stood in one finds it, and nobody else does."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.access.actor import NOBODY, actor_for
from linli.audit import log
from linli.audit.models import Act
from linli.audit.sealing import seal_due
from linli.audit.verifying import verify
from linli.common.guards import append_only_lifted
from linli.desk.audit_subjects import about_persons
from linli.desk.me_pages import always, looks
from linli.disclosure.models import ListedBlock
from linli.disclosure.models.listed import HOUSEHOLD, PER_BLOCK, PERSON, blocks_of
from linli.disclosure.selectors import LISTED, LookKind, lists_named_nobody, looks_at
from linli.disclosure.services import list_seen, record_seen
from linli.people.models import Account, Household, Post
from linli.privacy.holdings import Subject
from tests.territory import Territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def door(territory: Territory) -> Household:
    found = territory.household(0)
    found.contact_name, found.contact_consent_on = "王桂兰", date(2024, 1, 1)
    found.save()
    return found


@pytest.fixture
def lead(territory: Territory) -> Account:
    return territory.account(Post.NEIGHBOUR_LEAD, territory.neighbourhoods[0])


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def listed() -> list[Act]:
    return list(Act.everything.filter(code=LISTED).order_by("pk"))


def test_a_door_finds_that_its_lead_read_it_at_home(
    territory: Territory, door: Household, lead: Account
) -> None:
    elsewhere = territory.household(2)
    assert looks_at(door) == []
    assert "王桂兰" in signed_in(lead).get(reverse("desk:home")).content.decode()
    (look,) = looks_at(door)
    assert (look.kind, look.account_id) == (LookKind.LIST, lead.pk)
    assert look.fields.startswith("门牌、联系人")
    assert looks_at(elsewhere) == []
    (told,) = looks(Subject(households=(door,)), NOBODY)
    assert told.what.startswith("名单里看到门牌、联系人")
    assert "邻长" in told.who


def test_the_first_page_and_the_copy_the_device_keeps_of_it_are_one_look(
    door: Household, lead: Account
) -> None:
    client = signed_in(lead)
    client.get(reverse("desk:home"))
    client.get(reverse("lead:state"), {"keep": "1"})
    assert len(listed()) == 1, "nobody stands beside this lead"
    client.get(reverse("desk:home"))
    assert len(listed()) == 2, "a page opened anew is another look"
    long_ago = timezone.now() - timedelta(minutes=6)
    with append_only_lifted():
        Act.everything.filter(code=LISTED).update(at=long_ago)
    client.get(reverse("lead:state"), {"keep": "1"})
    assert len(listed()) == 3, "no page showed them just now"


def test_other_rows_sent_again_are_another_look(territory: Territory, lead: Account) -> None:
    actor = actor_for(lead)
    for person in (one := territory.person(), territory.person(), one):
        whom = {PERSON: [person.pk]}
        list_seen(actor=actor, what="人员", count=1, fields=["姓名"], whom=whom, again=True)
    assert len(listed()) == 2


def test_a_lead_finds_who_read_the_name_at_home(territory: Territory, lead: Account) -> None:
    group = territory.account(Post.GROUP_LEAD, territory.groups[0])
    assert lead.person is not None
    assert lead.person.name in signed_in(group).get(reverse("desk:home")).content.decode()
    (look,) = looks_at(lead.person)
    assert (look.kind, look.account_id, look.fields) == (LookKind.LIST, group.pk, "姓名（三长）")


def test_many_looks_of_one_day_are_one_line_and_push_no_reveal_out(
    territory: Territory, door: Household, lead: Account
) -> None:
    actor = actor_for(lead)
    record_seen(actor=actor, target=door, what="户", fields=["门牌"], purpose="本人任职范围内")
    for count in range(1, 6):
        list_seen(actor=actor, what="户", count=count, fields=["门牌"], whom={HOUSEHOLD: [door.pk]})
    found = looks_at(door, most=1)
    assert {each.kind: each.times for each in found} == {LookKind.LIST: 5, LookKind.DETAIL: 1}
    assert "这一天 5 次" in looks(Subject(households=(door,)), NOBODY)[0].what


def test_others_on_a_record_s_page_find_it_too(territory: Territory, lead: Account) -> None:
    one, two = territory.person(), territory.person()
    whom = {PERSON: [one.pk, two.pk]}
    record_seen(
        actor=actor_for(lead), target=one, what="任职", fields=["姓名"], purpose="本人任职范围内", whom=whom
    )
    assert [each.kind for each in looks_at(one)] == [LookKind.DETAIL]
    assert [each.kind for each in looks_at(two)] == [LookKind.DETAIL]


def test_every_number_is_found_in_its_block_and_no_other() -> None:
    numbers = [1, PER_BLOCK - 1, PER_BLOCK, 5 * PER_BLOCK + 7]
    made = {(kind, block): bits for kind, block, bits in blocks_of({PERSON: numbers})}
    assert len(made) == 3
    found = [
        block * PER_BLOCK + bit
        for (_, block), bits in made.items()
        for bit in range(PER_BLOCK)
        if bits >> bit & 1
    ]
    assert found == numbers
    assert all(0 < bits < 2**63 for bits in made.values())


def test_the_keeper_of_the_log_finds_them_by_person(territory: Territory, lead: Account) -> None:
    one, two = territory.person(), territory.person()
    list_seen(actor=actor_for(lead), what="人员", count=1, fields=["姓名"], whom={PERSON: [one.pk]})
    assert Act.everything.filter(about_persons([one]), code=LISTED).count() == 1
    assert Act.everything.filter(about_persons([two]), code=LISTED).count() == 0


def test_whom_a_list_showed_stands_under_the_seals_and_cannot_be_changed(
    door: Household, lead: Account
) -> None:
    list_seen(actor=actor_for(lead), what="户", count=1, fields=["门牌"], whom={HOUSEHOLD: [door.pk]})
    (act,) = listed()
    assert act.data["whom"] == {"household": [door.pk]}
    seal_due(margin=timedelta(0))
    assert verify().holds
    row = ListedBlock.everything.get()
    for breach in (row.delete, lambda: ListedBlock.everything.update(bits=2)):
        with pytest.raises(DatabaseError), transaction.atomic():
            breach()
    with append_only_lifted():
        Act.everything.filter(pk=act.pk).update(data=act.data | {"whom": {"household": []}})
    assert not verify().holds


@pytest.mark.parametrize("wrong", [{"bits": 0}, {"kind": "cat"}, {"block": -1}])
def test_the_database_refuses_what_finds_nobody(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ListedBlock.everything.create(**{"act_id": 1, "kind": "person", "block": 0, "bits": 1} | wrong)


def test_old_looks_in_lists_stay_readable_and_are_admitted(door: Household, lead: Account) -> None:
    """Rows from before each said whom it showed."""
    assert not lists_named_nobody()
    data = {"what": "户", "count": 3, "fields": "门牌", "post": "一邻·邻长"}
    act = log.record(actor=actor_for(lead), code=LISTED, data=data)
    assert "看到 3 条户的门牌" in log.told(act)
    assert lists_named_nobody()
    assert looks_at(door) == []
    seal_due(margin=timedelta(0))
    assert verify().holds


def test_the_standing_sentence_is_there_while_nobody_has_looked(
    territory: Territory, door: Household, lead: Account
) -> None:
    assert always(Subject(households=(door,))) == ["您的邻长、组长和片长平时看得到姓名和门牌，电话平时遮盖。"]
    assert lead.person is not None
    assert "您的姓名" in always(Subject(persons=(lead.person,)))[0]
    assert always(Subject(persons=(territory.person(),))) == []
