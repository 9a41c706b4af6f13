"""The State's calendar in the database, and reading it back."""

import json
from datetime import date, time
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from linli.audit.models import Act
from linli.workflow.calendar import YearUnpublished
from linli.workflow.checks import broken_years
from linli.workflow.loading import available_years, load_missing_years, load_years
from linli.workflow.models import CalendarDay, WorkingHours
from linli.workflow.selectors import published_years, read_calendar, working_calendar
from tests.workflow.conftest import at

pytestmark = pytest.mark.django_db


def test_every_migrated_database_has_the_published_years() -> None:
    assert published_years() == available_years()
    assert set(range(2020, 2027)) <= set(published_years())
    national_day = CalendarDay.everything.get(day=date(2024, 10, 1))
    assert (national_day.kind, national_day.name) == ("holiday", "国庆节")
    make_up = CalendarDay.everything.get(day=date(2024, 9, 29))
    assert (make_up.kind, make_up.name) == ("workday", "国庆节调休上班")
    assert CalendarDay.everything.get(day=date(2024, 11, 2)).kind == "rest"
    assert list(broken_years()) == []


def test_a_second_load_changes_nothing() -> None:
    before = list(CalendarDay.everything.values_list())
    loaded = load_years([2024, 2025])
    assert (loaded.years, loaded.added, loaded.changed) == ((2024, 2025), 0, 0)
    assert load_missing_years().years == ()
    assert list(CalendarDay.everything.values_list()) == before


def test_a_load_mends_and_fills() -> None:
    CalendarDay.everything.filter(day=date(2024, 10, 1)).update(kind="workday", name="")
    CalendarDay.everything.filter(day=date(2024, 10, 2)).delete()
    assert list(broken_years()) == ["2024 年只有 365 天，应为 366 天"]
    with pytest.raises(YearUnpublished):
        read_calendar().is_workday(date(2024, 3, 1))
    loaded = load_years([2024])
    assert (loaded.added, loaded.changed) == (1, 1)
    assert not working_calendar().is_workday(date(2024, 10, 1))


def test_a_year_nobody_has_published_is_refused() -> None:
    with pytest.raises(ValidationError, match="2099 年的放假安排还没有"):
        load_years([2024, 2099])


def test_the_calendar_is_read_in_two_queries_and_then_kept(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(2):
        working_calendar().add_workdays(date(2024, 9, 30), 5)
    with django_assert_num_queries(0):
        working_calendar().add_workdays(date(2024, 9, 30), 5)


def test_the_command_loads_and_lists() -> None:
    CalendarDay.everything.filter(day__year=2024).delete()
    out = StringIO()
    call_command("calendar", "load", "--year", "2024", stdout=out)
    assert out.getvalue() == "2024：新增 366 天，更正 0 天，0 个时限有了到期日。\n"
    act = Act.everything.get(code="workflow.calendar.loaded")
    assert act.data == {"years": "2024", "added": 366, "changed": 0}
    out = StringIO()
    call_command("calendar", "load", "--json", stdout=out)
    assert json.loads(out.getvalue())["added"] == 0
    out = StringIO()
    call_command("calendar", "years", "--json", stdout=out)
    assert json.loads(out.getvalue()) == list(available_years())
    assert Act.everything.filter(code="workflow.calendar.loaded").count() == 1
    with pytest.raises(CommandError) as raised:
        call_command("calendar", "load", "--year", "2099")
    assert raised.value.returncode == 2


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"day": date(2099, 1, 1), "kind": "feast"}, "calendar_day_kind_known"),
        ({"day": date(2099, 1, 1), "kind": "holiday"}, "calendar_holiday_is_named"),
        ({"day": date(2024, 1, 1), "kind": "rest"}, "day"),
    ],
)
def test_the_database_refuses_broken_days(values: dict[str, object], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CalendarDay.everything.create(**values, source="x")


SUMMER = {
    "morning_from": time(8),
    "morning_to": time(12),
    "afternoon_from": time(15),
    "afternoon_to": time(18),
    "basis": "区政府办通知",
    "valid_from": date(2024, 7, 1),
    "valid_to": date(2024, 9, 1),
}


def test_working_hours_are_data() -> None:
    WorkingHours.everything.create(**SUMMER)
    calendar = working_calendar()
    assert calendar.closing(date(2024, 7, 1)) == at(2024, 7, 1, 18)
    assert calendar.closing(date(2024, 9, 2)) == at(2024, 9, 2, 17, 30)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"valid_from": date(2024, 8, 1), "valid_to": None}, "working_hours_one_at_a_time"),
        ({"valid_from": date(2025, 7, 1)}, "working_hours_end_after_start"),
        (
            {"valid_from": date(2025, 7, 1), "valid_to": None, "morning_to": time(16)},
            "working_hours_in_order",
        ),
    ],
)
def test_the_database_refuses_broken_hours(values: dict[str, object], name: str) -> None:
    WorkingHours.everything.create(**SUMMER)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        WorkingHours.everything.create(**(SUMMER | values))
