"""Three administrators: three persons, and none of them holds a business post. The database sees to it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from linli.access.actor import SYSTEM, actor_for
from linli.orgs.models import Area
from linli.people.checks import administrators_in_two_worlds
from linli.people.models import Appointment, Person, Post
from linli.people.services import appoint, leave_post
from tests.territory import Territory

DAY, LATER = date(2024, 3, 1), date(2024, 6, 1)


def put(person: Person, post: Post, area: Area, day: date = DAY) -> Appointment:
    return appoint(actor=SYSTEM, person=person, post=post, area=area, day=day, basis="任命文件")


def test_nobody_holds_two_of_the_three(territory: Territory) -> None:
    person, district = territory.person(), territory.district
    held = put(person, Post.SYSTEM_ADMIN, district)
    for post in (Post.SECURITY_ADMIN, Post.AUDITOR):
        with pytest.raises(ValidationError, match="一人不能兼两类"):
            put(person, post, district, LATER)
    leave_post(actor=SYSTEM, appointment=held, day=LATER, reason="调任")
    assert put(person, Post.AUDITOR, district, LATER).valid_from == LATER  # half open: the day itself is free


def test_no_administrator_holds_a_business_post_at_the_same_time(territory: Territory) -> None:
    person, street = territory.person(), territory.streets[0]
    put(person, Post.SECURITY_ADMIN, territory.district)
    with pytest.raises(ValidationError, match="不能同时担任业务职务"):
        put(person, Post.STREET_OFFICER, street, LATER)
    worker = territory.person()
    held = put(worker, Post.STREET_OFFICER, street)
    put(worker, Post.COMMUNITY_OFFICER, territory.community)  # two business posts are no matter
    with pytest.raises(ValidationError, match="不能同时担任业务职务"):
        put(worker, Post.AUDITOR, territory.district, LATER)
    leave_post(actor=SYSTEM, appointment=held, day=LATER, reason="调任")
    with pytest.raises(ValidationError, match="业务职务"):
        put(worker, Post.AUDITOR, territory.district, LATER)  # the other post goes on


@pytest.mark.parametrize(
    ("post", "constraint"),
    [
        (Post.AUDITOR, "appointment_one_of_three_administrators"),
        (Post.DISTRICT_OFFICER, "appointment_administrators_apart"),
    ],
)
def test_the_database_refuses_it_as_well(post: Post, constraint: str, territory: Territory) -> None:
    person = territory.person()
    put(person, Post.SYSTEM_ADMIN, territory.district)
    row = {"person": person, "post": post, "area": territory.district, "valid_from": LATER}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Appointment.everything.create(**row)
    earlier = row | {"valid_from": date(2024, 1, 1), "valid_to": DAY}
    moved = Appointment.everything.create(**earlier)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Appointment.everything.filter(pk=moved.pk).update(valid_to=LATER)
    assert list(administrators_in_two_worlds()) == []


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="elsewhere the constraint cannot be lifted by a test"
)
def test_the_check_finds_what_was_there_before(territory: Territory) -> None:
    person = territory.person()
    held = put(person, Post.SYSTEM_ADMIN, territory.district)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER appointment_administrators_apart_insert")
    Appointment.everything.create(
        person=person, post=Post.DISTRICT_OFFICER, area=territory.district, valid_from=LATER
    )
    assert list(administrators_in_two_worlds()) == [held.ref]


def test_nobody_appoints_themselves_not_even_for_later(territory: Territory) -> None:
    keeper = actor_for(territory.account(Post.SECURITY_ADMIN, territory.district))
    assert keeper.account is not None
    own = Appointment.everything.get(person=keeper.account.person)
    leave_post(actor=keeper, appointment=own, day=LATER, reason="换岗")
    with pytest.raises(ValidationError, match="不能给自己登记任职"):
        appoint(
            actor=keeper,
            person=own.person,
            post=Post.STREET_OFFICER,
            area=territory.streets[0],
            day=LATER,
            basis="自任",
        )
    assert Appointment.everything.filter(person=own.person).count() == 1
