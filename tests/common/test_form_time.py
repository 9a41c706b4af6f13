"""The burden meter counts forms, and nothing leads from it to anybody (domain.md P5, ADR 0024)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from time_machine import travel

from linli.audit.models import Act
from linli.common import form_time
from linli.common.models import FormTime, RoomUse
from linli.people.models import Post
from tests.territory import Territory

DAY = date(2026, 3, 4)
JOINABLE = re.compile(
    r"account|person|user|actor|session|address|ip|agent|device|request|cookie|token|ref|_at$|_on$|day|time_of|hour"
)


def add(times: int = 1, form: str = "notices:new", open_seconds: float = 100, active: float = 40) -> None:
    for _ in range(times):
        form_time.add(form=form, open_seconds=open_seconds, active_seconds=active, day=DAY)


@contextmanager
def written_tables() -> Iterator[set[str]]:
    """The tables that statements change meanwhile."""
    found: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if written := re.match(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', sql):
            found.add(written[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


# Nobody can be found


@pytest.mark.parametrize("model", [FormTime, RoomUse])
def test_there_is_no_column_to_join_on(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        assert not field.is_relation, field
        assert not JOINABLE.search(field.name), field
        assert not isinstance(field, models.DateTimeField | models.DateField | models.UUIDField), field
    assert not isinstance(model._meta.pk, models.AutoField), (
        "a running number tells the order in which they came"
    )


def test_the_columns_are_these_and_no_others() -> None:
    assert {field.attname for field in FormTime._meta.concrete_fields} == {
        "key", "form", "office", "month", "open_seconds", "active_seconds", "count"
    }  # fmt: skip
    assert {field.attname for field in RoomUse._meta.concrete_fields} == {"key", "room", "month", "count"}


def test_no_table_of_the_house_refers_to_it() -> None:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            assert field.related_model not in (FormTime, RoomUse), field


def test_no_column_of_a_log_or_a_session_holds_its_key(territory: Territory) -> None:
    """A join needs equal values: no other table has a column of months, forms or keys of forms by account."""
    add()
    values = {value for row in FormTime.everything.values_list("key", "form", "month") for value in row}
    for model in (Act, Session):
        for row in model._base_manager.values_list():
            assert not values & {str(value) for value in row}


def test_telling_changes_this_one_table_and_nothing_else(territory: Territory, client: Client) -> None:
    client.force_login(territory.account(Post.COMMUNITY_OFFICER, territory.community))
    token = form_time.token_for("notices:new", "notices")
    before = (Act.everything.count(), list(Session.objects.order_by("pk").values_list()))
    with written_tables() as first:
        form = {"token": token, "open": "95", "active": "12"}
        assert client.post("/desk/form-time/", form).status_code == 204
    with written_tables() as again:
        client.post("/desk/form-time/", {"token": token, "open": "93", "active": "19"})
    with written_tables() as opened:
        client.post("/desk/form-time/", {"token": token, "opened": "1"})
    assert first == again == {"common_formtime"}
    assert opened == {"common_roomuse"}
    assert before == (Act.everything.count(), list(Session.objects.order_by("pk").values_list()))
    assert FormTime.everything.get().count == 2, "two fillings of a like length are one row"


# What is counted


def test_seconds_are_rounded_up_to_a_step() -> None:
    assert [form_time.step(each) for each in (0, 10, 11, 100, 7000, 10**6)] == [10, 10, 20, 120, 7200, 7200]


def test_a_row_is_one_month_s_sum(db: None) -> None:
    add(3)
    add(1, open_seconds=3000)
    form_time.add(form="notices:new", open_seconds=100, active_seconds=40, day=date(2026, 4, 1))
    assert sorted(FormTime.everything.values_list("month", "open_seconds", "count")) == [
        ("2026-03", 120, 3), ("2026-03", 3600, 1), ("2026-04", 120, 1)
    ]  # fmt: skip


def test_half_of_them_are_done_within(db: None) -> None:
    add(3, open_seconds=50)
    add(2, open_seconds=500)
    [found] = form_time.taken_since(date(2026, 1, 1))
    assert (found.count, found.half_open, found.half_active, found.is_shown) == (5, 60, 45, True)
    assert found.office == form_time.form_of("notices:new").office
    assert not form_time.taken_since(date(2026, 4, 1))


def test_fewer_than_five_are_not_shown(db: None) -> None:
    add(4)
    assert not form_time.taken_since(DAY)[0].is_shown


def test_an_unregistered_form_is_the_platforms_own(db: None) -> None:
    add(form="desk:nothing")
    assert form_time.taken_since(DAY)[0].office == form_time.OWN_OFFICE
    with pytest.raises(ValueError, match="registered already"):
        form_time.register(*form_time.all_forms()[:1])


def test_typing_is_never_longer_than_the_form_was_open(db: None) -> None:
    add(open_seconds=30, active=3000)
    assert FormTime.everything.get().active_seconds == 30
    with pytest.raises(IntegrityError), transaction.atomic():
        FormTime.everything.update(active_seconds=60)


@pytest.mark.parametrize("wrong", [{"month": "2026-13"}, {"form": ""}, {"office": ""}])
def test_the_database_refuses_what_is_no_sum(db: None, wrong: dict[str, str]) -> None:
    add()
    with pytest.raises(IntegrityError), transaction.atomic():
        FormTime.everything.update(**wrong)


def test_the_database_refuses_what_is_no_room(db: None) -> None:
    form_time.add_use(room="notices", day=DAY)
    for wrong in ({"room": ""}, {"month": "3"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RoomUse.everything.update(**wrong)


# Tokens


def test_a_token_names_a_form_for_half_a_day_and_cannot_be_made_up() -> None:
    with travel(DAY):
        token = form_time.token_for("notices:new", "notices")
        assert form_time.read_token(token) == ("notices:new", "notices")
    with travel(date(2026, 3, 6)), pytest.raises(signing.BadSignature):
        form_time.read_token(token)
    for made_up in ("", "x", signing.dumps(["notices:new", ""], salt="another")):
        with pytest.raises(signing.BadSignature):
            form_time.read_token(made_up)


# What nobody opens


def test_a_part_is_silent_after_sixty_days_and_not_before_the_count_is_that_old(db: None) -> None:
    assert not form_time.used(["study"], DAY)["study"].is_silent, "nothing is known yet"
    form_time.add_use(room="notices", day=date(2026, 3, 1))
    assert not form_time.used(["study"], DAY)["study"].is_silent
    found = form_time.used(["study", "notices"], date(2026, 6, 20))
    assert found["study"] == form_time.Used(month="", is_silent=True)
    assert found["notices"] == form_time.Used(month="2026-03", is_silent=True)
    form_time.add_use(room="notices", day=date(2026, 6, 1))
    form_time.add_use(room="notices", day=date(2026, 6, 20))
    assert form_time.used(["notices"], date(2026, 6, 20))["notices"] == form_time.Used("2026-06", False)
    assert RoomUse.everything.get(month="2026-06").count == 2
