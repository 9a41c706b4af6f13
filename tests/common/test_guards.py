"""Append-only tables and periods that do not overlap, asked of the database itself."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.common.guards import append_only_lifted, append_only_models, install_guards, missing_guards
from linli.indicators.models import Snapshot
from linli.orgs.models import Area, Placement
from linli.people.models import Appointment, Post
from tests.territory import Territory


def test_the_log_refuses_update_and_delete(territory: Territory) -> None:
    assert Act.everything.count() > 0
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Act.everything.update(code="orgs.area.renamed")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Act.everything.all().delete()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Act.everything.first().save()  # type: ignore[union-attr]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_the_log_refuses_truncate() -> None:
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE audit_act")


def test_append_only_tables_are_the_ones_that_must_not_change() -> None:
    assert {Act, Snapshot} <= append_only_models()


@pytest.mark.django_db
def test_all_guards_are_installed_and_a_missing_one_is_noticed() -> None:
    assert missing_guards() == []
    with append_only_lifted():
        gone = missing_guards()
        assert gone
        assert any(name.startswith("audit_act") for name in gone)
        assert not any(name.endswith("_insert") for name in gone)  # periods stay guarded
    assert missing_guards() == []


@pytest.mark.django_db
def test_installing_guards_twice_changes_nothing() -> None:
    install_guards([Act, Placement])
    install_guards([Act, Placement])
    assert missing_guards() == []


@pytest.mark.parametrize(
    ("start", "end", "fits"),
    [
        (date(2024, 1, 1), date(2024, 6, 1), True),  # ends the day the next begins
        (date(2024, 1, 1), date(2024, 6, 2), False),
        (date(2024, 7, 1), date(2024, 8, 1), False),  # inside
        (date(2024, 1, 1), None, False),  # around
        (date(2024, 9, 1), None, True),  # begins the day the other ends
    ],
)
def test_placements_of_an_area_do_not_overlap(
    territory: Territory, start: date, end: date | None, fits: bool
) -> None:
    area = territory.communities[0]
    Placement.everything.filter(area=area).update(valid_from=date(2024, 6, 1), valid_to=date(2024, 9, 1))
    row = Placement(area=area, parent=area.parent, path=area.path, valid_from=start, valid_to=end)
    if fits:
        row.save()
        return
    with pytest.raises(IntegrityError, match="placement_one_parent_at_a_time"), transaction.atomic():
        row.save()


def test_an_update_into_an_overlap_is_refused_too(territory: Territory) -> None:
    area = territory.communities[0]
    Placement.everything.filter(area=area).update(valid_to=date(2024, 1, 1))
    later = Placement.everything.create(
        area=area, parent=area.parent, path=area.path, valid_from=date(2024, 1, 1)
    )
    later.valid_from = date(2023, 1, 1)
    with pytest.raises(IntegrityError, match="placement_one_parent_at_a_time"), transaction.atomic():
        later.save()


def test_a_conditional_overlap_holds_only_where_its_condition_does(territory: Territory) -> None:
    group, community = territory.groups[0], territory.communities[0]

    def appointed(post: Post, area: Area) -> None:
        Appointment.everything.create(
            person=territory.person(), post=post, area=area, valid_from=date(2024, 1, 1)
        )

    appointed(Post.COMMUNITY_OFFICER, community)
    appointed(Post.COMMUNITY_OFFICER, community)  # many officers, one lead
    appointed(Post.GROUP_LEAD, group)
    with pytest.raises(IntegrityError, match="appointment_one_lead_per_area"), transaction.atomic():
        appointed(Post.GROUP_LEAD, group)


def test_a_period_ends_after_it_starts(territory: Territory) -> None:
    area = territory.communities[0]
    with pytest.raises(IntegrityError, match="placement_ends_after_start"), transaction.atomic():
        Placement.everything.filter(area=area).update(valid_to=date(2020, 1, 1))


def test_no_actor_is_needed_for_the_system() -> None:
    assert SYSTEM.audit_kind == "system"
    assert SYSTEM.account_id is None
