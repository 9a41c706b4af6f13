"""A frozen figure keeps the records it counted; two of them explain what came between."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.indicators import registry
from linli.indicators.models import Snapshot
from linli.indicators.snapshots import compare, take, verifies
from linli.people.models import Appointment, Post
from linli.people.services import appoint, leave_post
from tests.indicators.test_compute import MADE_UP, PERIOD, found
from tests.territory import Territory


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_indicators", {})
    registry.register(MADE_UP)


def frozen(territory: Territory, code: str) -> Snapshot:
    [snapshot] = take(actor=SYSTEM, area=territory.district, period=PERIOD, codes=[code])
    return snapshot


def lead(territory: Territory, index: int) -> Appointment:
    return appoint(
        actor=SYSTEM,
        person=territory.person(),
        post=Post.GROUP_LEAD,
        area=territory.groups[index],
        day=date(2024, 1, 1),
        basis="",
    )


def test_what_entered_left_and_changed(territory: Territory) -> None:
    stays, leaves = lead(territory, 0), lead(territory, 1)
    before = frozen(territory, "grid.leads")
    enters = lead(territory, 2)
    leave_post(actor=SYSTEM, appointment=leaves, day=date(2024, 6, 1), reason="迁出")
    stays.basis = "补记依据"
    stays.save()
    difference = compare(before, frozen(territory, "grid.leads"))
    key = "rows:people.appointment"
    assert difference.entered == {key: [enters.pk]}
    assert difference.left == {key: [leaves.pk]}
    assert difference.changed == {key: [stays.pk]}
    assert not difference.is_empty
    assert (before.value, before.members_count) == ("2", 2)


def test_a_quotient_keeps_both_parts(territory: Territory) -> None:
    one = found(territory, territory.community, date(2024, 2, 1))
    other = found(territory, territory.community, date(2024, 2, 1), "party_committee")
    snapshot = frozen(territory, "study.share")
    assert (snapshot.value, snapshot.numerator, snapshot.denominator) == ("50.000000", 1, 2)
    members = snapshot.members()
    assert set(members["denominator:orgs.organisation"]) == {one.pk, other.pk}
    assert set(members["numerator:orgs.organisation"]) == {one.pk}


def test_nothing_changed_is_said(territory: Territory) -> None:
    lead(territory, 0)
    assert compare(frozen(territory, "grid.leads"), frozen(territory, "grid.leads")).is_empty


def test_two_different_figures_are_not_compared(territory: Territory) -> None:
    with pytest.raises(ValueError, match="two figures"):
        compare(frozen(territory, "grid.leads"), frozen(territory, "study.founded"))


def test_the_digest_proves_it_and_the_database_keeps_it(territory: Territory) -> None:
    lead(territory, 0)
    snapshot = frozen(territory, "grid.leads")
    kept = Snapshot.everything.get(pk=snapshot.pk)
    assert verifies(kept)
    kept.value = "3"
    assert not verifies(kept)
    for act in (kept.save, kept.delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            act()
    assert Act.everything.get(code="indicators.snapshot.taken").data["count"] == 1


@pytest.mark.parametrize(
    ("field", "value", "constraint"),
    [
        ("end", date(2023, 1, 1), "snapshot_period_in_order"),
        ("denominator", -1, "snapshot_denominator_positive"),
    ],
)
def test_snapshot_constraints(territory: Territory, field: str, value: object, constraint: str) -> None:
    snapshot = frozen(territory, "grid.leads")
    setattr(snapshot, field, value)
    snapshot.pk, snapshot.ref = None, "another"
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        snapshot.save(force_insert=True)
