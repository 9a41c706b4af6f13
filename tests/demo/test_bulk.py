"""What the bulk writer stores is what Django would store; the world's chance is fair and repeatable."""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models
from hypothesis import given
from hypothesis import strategies as st

from linli.common.bulk import BulkWriter, ref_of
from linli.common.refs import ALPHABET, LENGTH
from linli.common.world import OFFICE_WEEK, World
from linli.orgs.models import Area, Campaign, Placement
from linli.people.models import Household, Person, Stay
from linli.workflow.models import CalendarDay, WorkingHours
from tests.territory import BEGIN, Territory

NOON = datetime(2024, 10, 30, 4, 0, tzinfo=UTC)


@pytest.fixture
def writer() -> BulkWriter:
    return BulkWriter(provenance="demo", recorded_at=NOON)


def stored(model: type[models.Model], key: int) -> tuple[Any, ...]:
    """The row as the database holds it, types included where it tells them."""
    table = connection.ops.quote_name(model._meta.db_table)
    names = [connection.ops.quote_name(f.column) for f in model._meta.concrete_fields if not f.primary_key]
    if connection.vendor == "sqlite":
        names = [f"{name}, typeof({name})" for name in names]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(names)} FROM {table} WHERE id = %s", [key])
        row: tuple[Any, ...] = cursor.fetchone()
    return row


def both(writer: BulkWriter, wanted: models.Model) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The row that says what ``wanted`` says: as the writer makes it, and as Django does."""
    model = type(wanted)
    wanted.save()
    fields = [f.attname for f in model._meta.concrete_fields if not f.primary_key]
    values = [getattr(wanted, name) for name in fields]
    by_django = stored(model, wanted.pk)
    model._base_manager.filter(pk=wanted.pk).delete()
    writer.write(model, ["id", *fields], [(wanted.pk, *values)])
    return stored(model, wanted.pk), by_django


@pytest.mark.django_db
def test_it_stores_what_django_stores(writer: BulkWriter, territory: Territory) -> None:
    community = territory.community
    person = Person(name="试", area=community, phone_sealed=b"\x00\xff", phone_hash="0" * 32)
    boundary = {"type": "Point", "coordinates": [113.1, 29.37], "名": "岳阳"}
    area = Area(
        kind="community", code="9", name="九", parent=territory.streets[0], path="/9/", valid_from=BEGIN,
        boundary=boundary,
    )  # fmt: skip
    new_year = CalendarDay(day=date(2099, 1, 1), kind="holiday", name="元旦", source="试")
    hours = WorkingHours(
        morning_from="08:30:00", morning_to="12:00:00", afternoon_from="14:00:00", afternoon_to="17:30:00",
        basis="试", valid_from=BEGIN,
    )  # fmt: skip
    hours.clean_fields()
    for wanted in (person, area, new_year, hours):
        by_writer, by_django = both(writer, wanted)
        assert by_writer == by_django


@pytest.mark.django_db
def test_every_kind_of_field_of_every_model_has_its_converter(writer: BulkWriter) -> None:
    """A field type nobody thought of would be stored in the driver's way, not in Django's."""
    known = (
        models.BigAutoField, models.BigIntegerField, models.BinaryField, models.BooleanField, models.CharField,
        models.DateField, models.DateTimeField, models.DecimalField, models.ForeignKey, models.IntegerField,
        models.JSONField, models.OneToOneField, models.PositiveIntegerField, models.PositiveSmallIntegerField,
        models.SmallIntegerField, models.TextField, models.TimeField,
    )  # fmt: skip
    for model in apps.get_models():
        if model.__module__.startswith("linli."):
            for field in model._meta.concrete_fields:
                assert isinstance(field, known), field


@pytest.mark.django_db
def test_what_is_left_out_is_filled(writer: BulkWriter, territory: Territory) -> None:
    assert writer.write(Campaign, ("code", "name", "area_id", "valid_from"), [
        ("a", "甲", territory.district.pk, BEGIN),
        ("b", "乙", territory.district.pk, BEGIN),
    ]) == 2  # fmt: skip
    one, two = Campaign.everything.order_by("pk")
    assert (one.pk, two.pk) == (1, 2)
    assert one.ref == ref_of("orgs.Campaign", 1) != two.ref
    assert (one.provenance, one.recorded_at, one.recorded_by_id) == ("demo", NOON, None)
    assert (one.basis, one.valid_to, one.organiser) == ("", None, None)


@pytest.mark.django_db
def test_it_refuses_what_does_not_fit(writer: BulkWriter, territory: Territory) -> None:
    with pytest.raises(ValueError, match="no field"):
        writer.write(Campaign, ("colour",), [("red",)])
    with pytest.raises(ValueError, match="2 values for 1 fields"):
        writer.write(Person, ("area_id",), [(1, 2)])
    with pytest.raises(ValueError, match=r"area has no default"):
        writer.write(Person, ("name",), [("试",)])
    with pytest.raises(ValueError, match="aware"):
        BulkWriter(provenance="demo", recorded_at=NOON.replace(tzinfo=None))


@pytest.mark.django_db
def test_constraints_and_guards_hold_for_it_too(writer: BulkWriter, territory: Territory) -> None:
    node = territory.community
    key = Placement.everything.order_by("-pk").values_list("pk", flat=True)[0] + 1
    row = (key, node.pk, territory.streets[1].pk, "/1/2/", date(2024, 1, 1))
    with pytest.raises(IntegrityError, match="placement_one_parent_at_a_time"):
        writer.write(Placement, ("id", "area_id", "parent_id", "path", "valid_from"), [row])


@pytest.mark.django_db
def test_afterwards_django_goes_on_behind_the_ids_given(writer: BulkWriter, territory: Territory) -> None:
    household = territory.household()
    key = household.pk + 1000
    writer.write(
        Household, ("id", "building_id", "door", "valid_from"), [(key, household.building_id, "九", BEGIN)]
    )
    writer.finish()
    assert territory.household().pk == key + 1
    assert Stay.everything.count() == 2


@pytest.mark.django_db
@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL asks its constraint by the constraint's own index"
)
def test_a_load_of_little_does_not_make_the_guards_read_whole_tables(
    writer: BulkWriter, territory: Territory
) -> None:
    """Steps of SQLite's machine for as many rows more, where many are already: as many as at the beginning."""
    stay = territory.household().stays.get()
    writer.finish()
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1

    def write(first: int) -> int:
        nonlocal steps
        keys = range(first, first + 400)
        building = stay.household.building_id
        doors = [(key, building, str(key), BEGIN) for key in keys]
        writer.write(Household, ("id", "building_id", "door", "valid_from"), doors)
        fields = ("id", "household_id", "neighbourhood_id", "micro_grid_id", "valid_from")
        rows = [(key, key, stay.neighbourhood_id, stay.micro_grid_id, BEGIN) for key in keys]
        connection.connection.set_progress_handler(step, 100)
        steps = 0
        writer.write(Stay, fields, rows)
        connection.connection.set_progress_handler(None, 0)
        return steps

    at_first, *_, later = [write(number) for number in range(10_000, 18_000, 1_000)]
    assert 0 < later < 2 * at_first


def test_the_digest_tells_loads_apart_but_not_keys(db: None, territory: Territory) -> None:
    def loaded(name: str, sealed: bytes, number: int) -> str:
        writer = BulkWriter(provenance="demo", recorded_at=NOON)
        fields = ("id", "name", "area_id", "phone_sealed", "phone_hash")
        row = (number, name, territory.community.pk, sealed, sealed.hex())
        writer.write(Person, fields, [row], keyed=("phone_sealed", "phone_hash"))
        Person.everything.filter(pk=number).delete()
        return writer.digest

    assert loaded("甲", b"1", 900) == loaded("甲", b"2", 900)
    assert loaded("甲", b"1", 900) != loaded("乙", b"1", 900)


def test_references_never_meet() -> None:
    found = {ref_of("people.Household", number) for number in range(1, 50_001)}
    assert len(found) == 50_000
    assert all(len(ref) == LENGTH and set(ref) <= set(ALPHABET) for ref in found)
    assert ref_of("people.Household", 1) != ref_of("people.Stay", 1)


weights = st.lists(st.floats(0.01, 1000), min_size=1, max_size=60)


@given(total=st.integers(0, 100_000), weights=weights)
def test_shares_are_whole_complete_and_near(total: int, weights: list[float]) -> None:
    shares = World.spread(total, weights)
    assert sum(shares) == total
    whole = sum(map(Decimal, weights))
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - total * Decimal(weight) / whole) <= Decimal("1.0001")


def test_days_follow_the_week_and_stay_inside(writer: BulkWriter) -> None:
    world = World(writer=writer)
    first, last = date(2024, 1, 1), date(2024, 10, 30)
    days = world.days(world.rng("days"), 5_000, first, last, OFFICE_WEEK)
    assert first <= min(days)
    assert max(days) <= last
    by_weekday = Counter(day.weekday() for day in days)
    assert by_weekday[6] < by_weekday[5] < by_weekday[0] / 3
    assert world.day(world.rng("one"), first, first) == first


def test_chance_is_its_own_and_repeats(writer: BulkWriter) -> None:
    one, two = World(writer=writer), World(writer=writer)
    two.rng("another").random()
    assert one.rng("study").random() == two.rng("study").random() != one.rng("grid").random()
    assert [one.name() for _ in range(20)] == [two.name() for _ in range(20)]
    assert all(2 <= len(one.name()) <= 3 for _ in range(200))


def test_small_is_a_fiftieth_rounded_up(writer: BulkWriter) -> None:
    small = World(writer=writer, size="small")
    assert [small.scaled(n) for n in (1, 50, 51, 4217)] == [1, 1, 2, 85]
    assert small.scaled(50, least=4) == 4
    assert World(writer=writer).scaled(4217) == 4217
