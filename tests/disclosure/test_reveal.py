"""A reveal: one field, for a purpose, until a minute; on record before it is shown, and told to whom it concerns."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from linli.access.actor import Actor, actor_for
from linli.audit.log import told
from linli.audit.models import Act
from linli.audit.selectors import about
from linli.disclosure.models import Field, Reveal
from linli.disclosure.selectors import LookKind, looks_at, standing, value_of
from linli.disclosure.services import reveal
from linli.people.log_keys import ShredReason, shred
from linli.people.models import Household, Person, Post
from linli.people.services import keep_phone
from tests.territory import Territory

NUMBER = "13812342046"
WORDS = "约周五上门看漏水"


@pytest.fixture
def person(territory: Territory) -> Person:
    found = territory.person(name="刘桂兰")
    keep_phone(owner=found, number=NUMBER)
    return found


@pytest.fixture
def household(territory: Territory) -> Household:
    found = territory.household()
    found.contact_consent_on = found.valid_from
    found.contact_name = "王小明"
    found.save()
    keep_phone(owner=found, number=NUMBER)
    return found


@pytest.fixture
def worker(territory: Territory) -> Actor:
    return actor_for(territory.account(Post.COMMUNITY_OFFICER, territory.community))


def shown(actor: Actor, owner: Person | Household, **changes: str) -> Reveal:
    values = {"purpose": "serve", "words": WORDS} | changes
    return reveal(actor=actor, owner=owner, field=Field.PHONE, **values)


def test_it_is_logged_shows_the_number_and_names_post_and_purpose(worker: Actor, person: Person) -> None:
    found = shown(worker, person)
    assert value_of(person, Field.PHONE) == NUMBER
    assert list(standing(worker, person)) == [Field.PHONE]
    act = about(person).get(code="disclosure.field.revealed")
    assert act.actor_id == worker.account_id
    assert act.is_look
    assert WORDS not in str(act.data)
    assert WORDS not in told(act)
    assert (
        f"第一社区·社区（村）工作人员身份查看电话，用途：上门走访、通知停水停电等公共服务，{WORDS}"
        in told(act, openly=True)
    )
    assert found.until - found.revealed_at == timedelta(minutes=10)


def test_the_person_concerned_is_told_who_when_for_what_post_and_purpose(
    worker: Actor, person: Person
) -> None:
    found = shown(worker, person)
    look = looks_at(person)[0]
    assert (look.kind, look.at, look.account_id) == (LookKind.REVEAL, found.revealed_at, worker.account_id)
    assert look.who == worker.name
    assert look.post.endswith("·社区（村）工作人员")
    assert (look.fields, look.purpose, look.words) == ("电话", "上门走访、通知停水停电等公共服务", WORDS)
    assert "第十三条" in look.basis
    assert looks_at(person)[1:] == []


def test_own_words_are_forgotten_with_the_key(worker: Actor, person: Person) -> None:
    shown(worker, person)
    shred(actor=worker, owner=person, reason=ShredReason.ASKED)
    assert looks_at(person)[0].words == "（已按要求销毁）"


def test_it_ends_by_itself_in_real_time(worker: Actor, person: Person, standing_clock: datetime) -> None:
    found = shown(worker, person)
    with time_machine.travel(found.until - timedelta(seconds=1), tick=False):
        assert Field.PHONE in standing(worker, person)
    with time_machine.travel(found.until, tick=False):
        assert standing(worker, person) == {}


def test_it_holds_for_one_field_and_one_account(worker: Actor, person: Person, territory: Territory) -> None:
    shown(worker, person)
    colleague = actor_for(territory.account(Post.COMMUNITY_OFFICER, territory.community))
    assert standing(colleague, person) == {}
    assert Field.NAME not in standing(worker, person)


@pytest.mark.parametrize(
    ("purpose", "words", "field"),
    [
        ("", WORDS, "purpose"),
        ("curiosity", WORDS, "purpose"),
        ("other", "  ", "words"),
        ("serve", "打给 13812342046", "words"),
        ("serve", "长" * 201, "words"),
    ],
)
def test_nothing_is_shown_without_a_purpose(
    worker: Actor, person: Person, purpose: str, words: str, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        shown(worker, person, purpose=purpose, words=words)
    assert list(refused.value.message_dict) == [field]
    assert not Reveal.everything.exists()
    assert not about(person).filter(is_look=True).exists()


Make = Callable[[Territory], tuple[Post, object]]


@pytest.mark.parametrize(
    "make",
    [
        lambda t: (Post.COMMUNITY_OFFICER, t.communities[1]),
        lambda t: (Post.STREET_OFFICER, t.streets[1]),
        lambda t: (Post.DISTRICT_OFFICER, t.district),
        lambda t: (Post.SECTION_LEAD, t.sections[0]),
        lambda t: (Post.NEIGHBOUR_LEAD, t.neighbourhoods[0]),
        lambda t: (Post.SYSTEM_ADMIN, t.district),
        lambda t: (Post.SECURITY_ADMIN, t.district),
        lambda t: (Post.AUDITOR, t.district),
    ],
)
def test_who_may_not(territory: Territory, person: Person, household: Household, make: Make) -> None:
    actor = actor_for(territory.account(*make(territory)))  # type: ignore[arg-type]
    for owner in (person, household):
        with pytest.raises(PermissionDenied):
            shown(actor, owner)
    assert not Reveal.everything.exists()


def test_a_household_is_shown_by_its_building_and_its_neighbourhood(
    worker: Actor, household: Household
) -> None:
    assert shown(worker, household).household_id == household.pk
    reveal(actor=worker, owner=household, field=Field.CONTACT, purpose="serve")
    assert set(standing(worker, household)) == {Field.PHONE, Field.CONTACT}
    assert {look.fields for look in looks_at(household)} == {"电话", "联系人"}
    with pytest.raises(LookupError):
        reveal(actor=worker, owner=household, field=Field.ID_NUMBER, purpose="serve")


def test_what_is_not_kept_is_not_shown(worker: Actor, territory: Territory) -> None:
    with pytest.raises(ValidationError, match="没有留电话"):
        shown(worker, territory.person())


def test_the_database_keeps_reveals_as_they_are(worker: Actor, person: Person) -> None:
    found = shown(worker, person)
    rows = Reveal.everything.filter(pk=found.pk)
    for change in (lambda: rows.update(purpose="other"), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    "wrong",
    [{"purpose": ""}, {"person_id": None}, {"field": "door"}, {"until": datetime(2020, 1, 1, tzinfo=UTC)}],
)
def test_the_database_refuses_a_reveal_that_is_not_whole(
    worker: Actor, person: Person, wrong: dict[str, object]
) -> None:
    found = shown(worker, person)
    fresh = Reveal(
        **{
            "account_id": found.account_id,
            "post": found.post,
            "area_id": found.area_id,
            "person_id": person.pk,
            "field": "phone",
            "purpose": "serve",
            "revealed_at": timezone.now(),
            "until": timezone.now() + timedelta(minutes=1),
        }
        | wrong
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        fresh.save()


def test_older_looks_are_told_too(worker: Actor, person: Person) -> None:
    """By number in the search, and what was revealed before there were reveals."""
    Act.everything.create(
        actor_id=worker.account_id,
        actor_kind="account",
        code="people.phone.revealed",
        target_type="people.person",
        target_id=person.pk,
        is_look=True,
        data={"reason": "通知停水"},
    )
    look = looks_at(person)[0]
    assert (look.kind, look.who) == (LookKind.OTHER, worker.name)
    assert look.fields == "查看电话，理由：通知停水"
