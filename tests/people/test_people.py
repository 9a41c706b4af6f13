"""Appointments, households, consent: one record each, refused when it contradicts another."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.common.quality import all_checks
from linli.people.checks import (
    odd_sizes,
    stays_across_communities,
    stays_in_wrong_kind,
    unassigned_households,
)
from linli.people.models import Appointment, Consent, Household, Person, Post, Purpose, Stay
from linli.people.selectors import (
    households_with_phone,
    lead_of,
    persons_with_phone,
    phone_of,
    stay_on,
    stays_served_on,
)
from linli.people.services import (
    appoint,
    give_consent,
    keep_phone,
    leave_post,
    move_household,
    withdraw_consent,
)
from tests.territory import BEGIN, Territory

DAY = date(2024, 3, 1)


def lead(territory: Territory, post: Post = Post.NEIGHBOUR_LEAD, index: int = 0) -> Appointment:
    area = {Post.NEIGHBOUR_LEAD: territory.neighbourhoods, Post.GROUP_LEAD: territory.groups}[post][index]
    return appoint(
        actor=SYSTEM, person=territory.person(area), post=post, area=area, day=DAY, basis="推选会议"
    )


def test_an_appointment_is_logged_and_in_force_from_its_first_day(territory: Territory) -> None:
    held = lead(territory)
    assert lead_of(territory.neighbourhoods[0], DAY) == held
    assert lead_of(territory.neighbourhoods[0], DAY - timedelta(days=1)) is None
    assert Act.everything.filter(code="people.appointment.opened", target_id=held.pk).exists()


def test_the_group_lead_stands_in_for_a_vacant_neighbourhood(territory: Territory) -> None:
    acting = lead(territory, Post.GROUP_LEAD)
    assert lead_of(territory.neighbourhoods[0], DAY) == acting


def test_a_post_has_one_holder_and_goes_with_one_kind_of_area(territory: Territory) -> None:
    held = lead(territory)
    with pytest.raises(ValidationError, match="已有一位在任"):
        lead(territory)
    leave_post(actor=SYSTEM, appointment=held, day=DAY + timedelta(days=30), reason="迁出")
    appoint(
        actor=SYSTEM,
        person=territory.person(),
        post=Post.NEIGHBOUR_LEAD,
        area=territory.neighbourhoods[0],
        day=DAY + timedelta(days=30),
        basis="补选",
    )
    with pytest.raises(ValidationError, match="任职的地区应为邻"):
        appoint(
            actor=SYSTEM,
            person=territory.person(),
            post=Post.NEIGHBOUR_LEAD,
            area=territory.groups[1],
            day=DAY,
            basis="",
        )


def test_one_person_may_hold_posts_in_several_places_but_not_twice_the_same(territory: Territory) -> None:
    person = territory.person()
    for area in territory.neighbourhoods[:2]:
        appoint(actor=SYSTEM, person=person, post=Post.NEIGHBOUR_LEAD, area=area, day=DAY, basis="")
    officer = {"person": person, "post": Post.COMMUNITY_OFFICER, "area": territory.community}
    Appointment.everything.create(**officer, valid_from=DAY)
    with pytest.raises(IntegrityError, match="appointment_once_per_person"), transaction.atomic():
        Appointment.everything.create(**officer, valid_from=DAY + timedelta(days=9))


def test_leaving_needs_a_reason_and_happens_once(territory: Territory) -> None:
    held = lead(territory)
    with pytest.raises(ValidationError, match="卸任原因"):
        leave_post(actor=SYSTEM, appointment=held, day=DAY + timedelta(days=1), reason=" ")
    leave_post(actor=SYSTEM, appointment=held, day=DAY + timedelta(days=1), reason="任满")
    with pytest.raises(ValidationError, match="已在"):
        leave_post(actor=SYSTEM, appointment=held, day=DAY + timedelta(days=2), reason="任满")


def test_an_unknown_post_is_refused_by_the_database(territory: Territory) -> None:
    with pytest.raises(IntegrityError, match="appointment_post_known"), transaction.atomic():
        Appointment.everything.create(
            person=territory.person(), post="king", area=territory.community, valid_from=DAY
        )


def test_a_household_is_served_where_its_neighbourhood_has_a_lead(territory: Territory) -> None:
    household = territory.household(0)
    territory.household(1)
    assert stays_served_on(DAY).count() == 0
    held = lead(territory)
    assert [s.household for s in stays_served_on(DAY)] == [household]
    leave_post(actor=SYSTEM, appointment=held, day=DAY + timedelta(days=10), reason="迁出")
    assert stays_served_on(DAY + timedelta(days=10)).count() == 0
    assert stays_served_on(DAY + timedelta(days=9)).count() == 1


def test_a_household_moves_by_one_row_and_keeps_its_past(territory: Territory) -> None:
    household = territory.household(0)
    to, grid = territory.neighbourhoods[1], territory.micro_grids[1]
    move_household(actor=SYSTEM, household=household, neighbourhood=to, micro_grid=grid, day=DAY)
    before, after = stay_on(household, DAY - timedelta(days=1)), stay_on(household, DAY)
    assert before is not None
    assert after is not None
    assert (before.neighbourhood, after.neighbourhood) == (territory.neighbourhoods[0], to)
    with pytest.raises(ValidationError, match="要更晚"):
        move_household(actor=SYSTEM, household=household, neighbourhood=to, micro_grid=grid, day=DAY)
    with pytest.raises(ValidationError, match="一个邻和一个微网格"):
        move_household(actor=SYSTEM, household=household, neighbourhood=grid, micro_grid=to, day=DAY)


def test_a_household_cannot_be_in_two_neighbourhoods(territory: Territory) -> None:
    household = territory.household(0)
    with pytest.raises(IntegrityError, match="stay_one_neighbourhood_at_a_time"), transaction.atomic():
        Stay.everything.create(
            household=household,
            neighbourhood=territory.neighbourhoods[1],
            micro_grid=territory.micro_grids[1],
            valid_from=DAY,
        )


def test_one_open_household_per_door(territory: Territory) -> None:
    first = territory.household(0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Household.everything.create(building=first.building, door=first.door, valid_from=BEGIN)


def test_a_phone_is_kept_only_with_consent_for_a_household(territory: Territory) -> None:
    household = territory.household(0)
    with (
        pytest.raises(IntegrityError, match="household_phone_only_with_consent"),
        transaction.atomic(),
    ):
        keep_phone(owner=household, number="13812342046")
    household.contact_consent_on = DAY
    household.save()
    keep_phone(owner=household, number="13812342046")
    assert list(households_with_phone(" 13812342046")) == [household]


def test_a_number_is_kept_as_ciphertext_and_found_by_hash(territory: Territory) -> None:
    person = territory.person(name="刘桂兰")
    keep_phone(owner=person, number="13812342046")
    person.refresh_from_db()
    assert str(person) == "刘**"
    assert b"13812342046" not in bytes(person.phone_sealed or b"")
    assert list(persons_with_phone("13812342046")) == [person]
    assert list(persons_with_phone("13812342047")) == []
    assert phone_of(person) == "13812342046"


def test_consent_is_given_once_and_withdrawn(territory: Territory) -> None:
    person = territory.person()
    given = give_consent(
        actor=SYSTEM, person=person, purpose=Purpose.SHOW_ON_BOARD, text_version="1", way="paper", day=DAY
    )
    with pytest.raises(ValidationError):
        give_consent(
            actor=SYSTEM, person=person, purpose=Purpose.SHOW_ON_BOARD, text_version="1", way="paper", day=DAY
        )
    withdraw_consent(actor=SYSTEM, consent=given, day=DAY + timedelta(days=5))
    assert Consent.everything.get().valid_to == DAY + timedelta(days=5)


@pytest.mark.parametrize(
    ("field", "value", "constraint"),
    [
        ("name", "", "person_has_name"),
        ("phone_hash", "abc", "person_phone_sealed_and_findable"),
        ("id_hash", "abc", "person_id_sealed_and_findable"),
    ],
)
def test_person_constraints(territory: Territory, field: str, value: str, constraint: str) -> None:
    person = territory.person()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Person.everything.filter(pk=person.pk).update(**{field: value})


def test_checks_find_what_constraints_cannot_hold(territory: Territory) -> None:
    household = territory.household(0)
    assert list(unassigned_households()) == []
    assert list(odd_sizes())  # one household is fewer than five
    Stay.everything.filter(household=household).update(micro_grid=territory.micro_grids[1])
    assert len(list(stays_across_communities())) == 1
    Stay.everything.filter(household=household).update(neighbourhood=territory.groups[0])
    assert len(list(stays_in_wrong_kind())) == 1
    Stay.everything.all().delete()
    assert list(unassigned_households()) == [household.ref]
    assert {c.code for c in all_checks()} >= {"people.household.unassigned", "people.post.vacant"}
