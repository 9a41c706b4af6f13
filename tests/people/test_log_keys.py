"""What the log keeps of a person is readable while their key exists, and for nobody afterwards."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from linli.access.actor import SYSTEM
from linli.audit import log
from linli.audit.models import Act
from linli.audit.personal import DESTROYED, HIDDEN, sealed_in
from linli.audit.sealing import seal_due
from linli.audit.verifying import verify
from linli.people.crypto import seal
from linli.people.log_keys import KEY_FIELD, UNREADABLE, ShredReason, sealed, shred
from linli.people.models import LogKey, Person, Post
from linli.people.services import appoint, keep_phone, leave_post
from tests.people.looks import old_look
from tests.territory import BEGIN, Territory

REASON = "糖尿病住院，通知家属"


def looked_at(person: Person) -> Act:
    keep_phone(owner=person, number="13812342046")
    old_look(person, REASON)
    return Act.everything.filter(code="people.phone.revealed").latest("pk")


def test_a_reason_is_kept_as_ciphertext_and_opened_for_those_admitted(territory: Territory) -> None:
    act = looked_at(territory.person())
    assert "糖尿病" not in str(Act.everything.values_list("data", flat=True).get(pk=act.pk))
    assert log.told(act) == f"查看电话，理由：{HIDDEN}"
    assert log.told(act, openly=True) == f"查看电话，理由：{REASON}"


def test_an_owner_has_one_key_and_opening_many_acts_is_one_query(
    territory: Territory, django_assert_num_queries: object
) -> None:
    person = territory.person()
    acts = [looked_at(person), looked_at(person), looked_at(territory.person())]
    assert LogKey.everything.count() == 2
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert log.told_each(acts, openly=True) == [f"查看电话，理由：{REASON}"] * 3


def test_a_household_has_its_own_key(territory: Territory) -> None:
    household = territory.household(0)
    household.contact_consent_on = BEGIN
    household.save()
    keep_phone(owner=household, number="13812342046")
    old_look(household, REASON)
    shred(actor=SYSTEM, owner=household, reason=ShredReason.WITHDRAWN)
    act = Act.everything.get(code="people.phone.revealed")
    assert log.told(act, openly=True) == f"查看电话，理由：{DESTROYED}"


def test_why_a_volunteer_left_is_sealed(territory: Territory) -> None:
    group = territory.groups[0]
    person = territory.person(group)
    held = appoint(actor=SYSTEM, person=person, post=Post.GROUP_LEAD, area=group, day=BEGIN, basis="")
    leave_post(actor=SYSTEM, appointment=held, day=BEGIN + timedelta(days=9), reason="身体原因")
    act = Act.everything.get(code="people.appointment.closed")
    assert sealed_in(act.data["reason"]) is not None
    assert log.told(act, openly=True).endswith("身体原因")


def test_shredding_destroys_for_everybody_and_the_chain_still_holds(territory: Territory) -> None:
    person = territory.person()
    act, other = looked_at(person), looked_at(territory.person())
    seal_due(margin=timedelta(0))
    shred(actor=SYSTEM, owner=person, reason=ShredReason.ASKED)
    assert log.told_each([act, other], openly=True) == [
        f"查看电话，理由：{DESTROYED}",
        f"查看电话，理由：{REASON}",
    ]
    done = Act.everything.get(code="people.log_key.shredded")
    assert log.told(done) == "销毁留痕里的个人信息：本人要求删除"
    assert (done.target_type, done.target_id) == ("people.person", person.pk)
    seal_due(margin=timedelta(0))
    assert verify().holds


def test_what_is_logged_after_a_shredding_has_a_new_key_and_opens_nothing_old(territory: Territory) -> None:
    person = territory.person()
    before = looked_at(person)
    shred(actor=SYSTEM, owner=person, reason=ShredReason.ASKED)
    after = looked_at(person)
    assert log.told(before, openly=True).endswith(DESTROYED)
    assert log.told(after, openly=True).endswith(REASON)
    assert LogKey.everything.get().pk > before.data["reason"]["key"]


def test_where_nothing_was_logged_there_is_nothing_to_shred(territory: Territory) -> None:
    person = territory.person()
    with pytest.raises(ValidationError, match="不需要销毁"):
        shred(actor=SYSTEM, owner=person, reason=ShredReason.ASKED)
    looked_at(person)
    with pytest.raises(ValueError, match="boredom"):
        shred(actor=SYSTEM, owner=person, reason="boredom")  # type: ignore[arg-type]
    assert LogKey.everything.exists()


def test_a_wrong_key_is_said_and_shows_no_garbage(territory: Territory) -> None:
    act = looked_at(territory.person())
    LogKey.everything.update(sealed_key=seal("AAAA", KEY_FIELD))
    assert log.told(act, openly=True) == f"查看电话，理由：{UNREADABLE}"


@pytest.mark.parametrize("owners", ["none", "both"])
def test_a_key_has_exactly_one_owner(territory: Territory, owners: str) -> None:
    both = {"person": territory.person(), "household": territory.household(0)} if owners == "both" else {}
    with pytest.raises(IntegrityError, match="log_key_has_one_owner"), transaction.atomic():
        LogKey.everything.create(sealed_key=b"x", **both)


def test_ciphertext_says_nothing_of_its_owner(territory: Territory) -> None:
    person = territory.person(name="刘桂兰")
    value = sealed(person, "刘桂兰")
    assert value.keys() == {"key", "sealed"}
    assert value["sealed"] != sealed(person, "刘桂兰")["sealed"]
