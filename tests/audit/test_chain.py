"""The chain over the log: whatever is done to it around the product is found, and the very act named."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from linli.audit import log
from linli.audit.chain import BEGINNING, COLUMNS, digest_of, entries
from linli.audit.checks import broken_chain, not_kept
from linli.audit.models import Act, Seal
from linli.audit.sealing import SEALED, VERIFIED, latest_seal, seal_due
from linli.audit.verifying import Finding, Proof, Wrong, verify, verify_on_record
from linli.common.guards import append_only_lifted

pytestmark = pytest.mark.django_db
NOW = timedelta(0)


@pytest.fixture(autouse=True)
def runs_of_five(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.audit.sealing.MOST", 5)


def acts(count: int) -> list[int]:
    """So many acts; their numbers."""
    data = {"area": "高山坡社区", "old": "甲街道", "new": "乙街道", "day": "2024-05-01"}
    return [
        log.record(actor=log.Machine(), code="orgs.area.moved", data={**data, "n": n, "share": 0.5}).pk
        for n in range(count)
    ]


@pytest.fixture
def ids() -> list[int]:
    """Twelve acts in three seals (5, 5, 2), and the act of sealing behind them."""
    found = acts(12)
    assert seal_due(margin=NOW) == 12
    return found


def wrong() -> list[tuple[Wrong, int | None, int | None]]:
    return [(found.wrong, found.first_id, found.last_id) for found in verify().findings]


def row(pk: int) -> dict[str, Any]:
    return dict(Act.everything.values().get(pk=pk))


def test_the_canonical_form_has_every_column() -> None:
    assert [field.column for field in Act._meta.concrete_fields] == list(COLUMNS)


def test_what_nobody_touched_holds(ids: list[int]) -> None:
    proof = verify()
    assert proof.holds
    assert (proof.seals, proof.sealed, proof.unsealed) == (3, 12, 1)
    chain = list(Seal.everything.order_by("number"))
    assert [seal.previous_digest for seal in chain] == [BEGINNING, chain[0].digest, chain[1].digest]
    assert proof.digest == chain[2].digest


def test_sealing_alone_is_no_reason_to_seal_again(ids: list[int]) -> None:
    verify_on_record()
    assert seal_due(margin=NOW) == 0
    acts(1)
    assert seal_due(margin=NOW) == 3
    assert verify().holds


def test_sealing_does_not_age_the_figures() -> None:
    acts(1)
    before = log.last_change()
    seal_due(margin=NOW)
    verify_on_record()
    assert log.last_change() == before


def test_numbers_that_were_never_used_are_no_loss() -> None:
    first = acts(2)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # numbers a rolled-back transaction has used up
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence('audit_act', 'id')) FROM generate_series(1, 6)"
            )
        acts(1)
    else:
        Act.everything.create(id=first[-1] + 7, actor_kind="system", code="orgs.area.moved")
    assert seal_due(margin=NOW) == 3
    assert verify().holds


def test_what_is_younger_than_the_margin_waits() -> None:
    old = acts(2)
    with append_only_lifted():
        Act.everything.filter(pk=old[0]).update(at=timezone.now() - timedelta(minutes=20))
    assert seal_due(margin=timedelta(minutes=10)) == 1
    assert latest_seal() == Seal.everything.get(last_id=old[0])
    assert seal_due(margin=timedelta(minutes=10)) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"data": {"area": "别处"}},
        {"at": timezone.now() + timedelta(microseconds=1)},
        {"actor_kind": "public"},
        {"actor_id": 5},
        {"code": "orgs.area.opened"},
        {"target_type": "people.person"},
        {"target_id": 9},
        {"area_id": 9},
        {"is_look": True},
        {"request_id": "x"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_act_is_named_whatever_was_changed(ids: list[int], change: dict[str, Any]) -> None:
    with append_only_lifted():
        Act.everything.filter(pk=ids[6]).update(**change)
    assert wrong() == [(Wrong.CHANGED, ids[6], ids[6])]
    assert verify().findings[0].said == f"第 {ids[6]} 条留痕改动过（第 2 段封存）"


def test_removed_acts_are_named_as_a_range(ids: list[int]) -> None:
    with append_only_lifted():
        Act.everything.filter(pk__in=ids[1:4]).delete()
    assert wrong() == [(Wrong.REMOVED, ids[1], ids[3])]
    assert "至" in verify().findings[0].said


def test_the_last_act_of_a_seal_is_missed_too(ids: list[int]) -> None:
    with append_only_lifted():
        Act.everything.filter(pk__in=[ids[0], ids[4], ids[11]]).delete()
    assert [found[:2] for found in wrong()] == [(Wrong.REMOVED, ids[n]) for n in (0, 4, 11)]


@pytest.mark.parametrize("between", [False, True], ids=["within a seal", "between two seals"])
def test_an_act_put_in_afterwards_is_named(between: bool) -> None:
    first = acts(5)
    gap = first[-1] + 3 if between else first[2]
    with append_only_lifted():
        taken = row(first[2])
        Act.everything.filter(pk=first[2]).delete()
    Act.everything.create(id=first[-1] + 5, actor_kind="system", code="orgs.area.moved")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence('audit_act', 'id'), %s)", [first[-1] + 6])
    acts(3)
    seal_due(margin=NOW)
    assert verify().holds
    Act.everything.create(**{**taken, "id": gap})
    assert wrong() == [(Wrong.INSERTED, gap, gap)]


def test_an_act_put_before_the_first_is_named(ids: list[int]) -> None:
    Act.everything.create(id=-3, actor_kind="system", code="orgs.area.moved")
    assert wrong() == [(Wrong.INSERTED, -3, -3)]


def test_two_acts_that_changed_places_are_both_named(ids: list[int]) -> None:
    one, other = row(ids[1]), row(ids[8])
    with append_only_lifted():
        Act.everything.filter(pk=ids[1]).update(**{**other, "id": ids[1]})
        Act.everything.filter(pk=ids[8]).update(**{**one, "id": ids[8]})
    assert wrong() == [(Wrong.CHANGED, ids[1], ids[1]), (Wrong.CHANGED, ids[8], ids[8])]


@pytest.mark.parametrize(
    "alter",
    [
        lambda seal: {"digest": "0" * 64},
        lambda seal: {"rows": bytes(seal.rows)[:-1] + b"\x00"},
        lambda seal: {"previous_digest": "1" * 64},
        lambda seal: {"sealed_at": seal.sealed_at + timedelta(seconds=1)},
        lambda seal: {"count": seal.count + 1},
        lambda seal: {"last_id": seal.last_id + 1},
    ],
    ids=["digest", "rows", "previous", "time", "count", "range"],
)
def test_an_altered_seal_is_found(ids: list[int], alter: Callable[[Seal], dict[str, Any]]) -> None:
    seal = Seal.everything.get(number=2)
    with append_only_lifted():
        Seal.everything.filter(pk=seal.pk).update(**alter(seal))
    assert (Wrong.SEAL_ALTERED, 2) in {(found.wrong, found.seal) for found in verify().findings}


def test_a_change_covered_up_by_a_new_seal_is_found_by_the_next(ids: list[int]) -> None:
    with append_only_lifted():
        Act.everything.filter(pk=ids[0]).update(actor_id=77)
        forged = Seal.everything.get(number=1)
        forged.rows = b"".join(pk.to_bytes(8, "big") + digest for pk, digest in entries(0, forged.last_id))
        Seal.everything.filter(pk=forged.pk).update(rows=forged.rows, digest=digest_of(forged, forged.rows))
    assert [(found.wrong, found.seal) for found in verify().findings] == [(Wrong.SEAL_ALTERED, 2)]


@pytest.mark.parametrize(("number", "first", "last"), [(1, 0, 4), (2, 5, 9)])
def test_a_missing_seal_is_found_with_the_acts_it_covered(
    ids: list[int], number: int, first: int, last: int
) -> None:
    with append_only_lifted():
        Seal.everything.filter(number=number).delete()
    found = verify().findings
    assert [(each.wrong, each.seal, each.last_id) for each in found] == [
        (Wrong.SEAL_MISSING, number, ids[last])
    ]
    assert found[0].first_id is not None
    assert found[0].first_id <= ids[first]


def test_the_last_seal_taken_away_is_missed_by_the_act_that_names_it(ids: list[int]) -> None:
    with append_only_lifted():
        Seal.everything.filter(number=3).delete()
    assert [(found.wrong, found.seal) for found in verify().findings] == [(Wrong.SEAL_MISSING, 3)]


def test_a_chain_cut_off_without_a_trace_is_missed_by_a_digest_kept_elsewhere(ids: list[int]) -> None:
    kept = verify().digest
    with append_only_lifted():
        Seal.everything.filter(number=3).delete()
        Act.everything.filter(code=SEALED).delete()
    assert verify().holds
    assert [found.wrong for found in verify(expect=kept).findings] == [Wrong.SEAL_MISSING]
    assert kept[:16] in verify(expect=kept).findings[0].said


def test_the_database_refuses_what_the_tests_above_had_to_lift(ids: list[int]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Act.everything.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Act.everything.update(area_id=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.everything.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.everything.update(count=9)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"number": 3}, "seal_number_once|audit_seal.number"),
        ({"previous_digest": BEGINNING}, "seal_follows_one|audit_seal.previous_digest"),
        ({"number": 0}, "seal_number_counts_from_one"),
        ({"count": 0}, "seal_covers_rows"),
        ({"last_id": 0}, "seal_covers_rows"),
    ],
)
def test_seal_constraints(ids: list[int], change: dict[str, Any], constraint: str) -> None:
    good = {"number": 4, "first_id": 20, "last_id": 30, "count": 2, "rows": b"", "previous_digest": "9" * 64}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Seal.everything.create(**{**good, "digest": "8" * 64, "sealed_at": timezone.now(), **change})


def told(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("audit", *arguments, stdout=out)
    except SystemExit as stopped:
        return int(str(stopped.code)), out.getvalue()
    return 0, out.getvalue()


def test_the_command_seals_and_verifies(ids: list[int]) -> None:
    acts(1)
    if connection.vendor == "sqlite":
        assert "封存 2 条留痕，到第 4 段" in told("seal")[1]
        assert told("seal")[1] == "没有要封存的留痕。\n"
    code, text = told("verify")
    assert code == 0
    assert "校验无误" in text
    with append_only_lifted():
        Act.everything.filter(pk=ids[3]).update(area_id=4)
    code, text = told("verify")
    assert code == 1
    assert f"第 {ids[3]} 条留痕改动过" in text
    code, text = told("verify", "--json")
    assert code == 1
    assert json.loads(text)["findings"][0]["first_id"] == ids[3]
    with pytest.raises(CommandError):
        call_command("audit", "paint")


def test_doctor_asks_for_the_chain_and_for_the_last_180_days(ids: list[int]) -> None:
    assert [*broken_chain(), *not_kept()] == []
    with append_only_lifted():
        Act.everything.filter(pk__in=ids[:2]).delete()
    assert list(broken_chain()) == [f"第 {ids[0]} 至 {ids[1]} 条留痕被删去（第 1 段封存）"]
    assert "第 1 段少了 2 条" in "".join(not_kept())
    with append_only_lifted():
        Seal.everything.update(sealed_at=timezone.now() - timedelta(days=181))
    assert list(not_kept()) == []


def test_a_proof_is_put_on_record(ids: list[int]) -> None:
    proof = verify_on_record()
    assert proof == Proof(3, 12, 1, proof.digest, proof.sealed_at, ())
    act = Act.everything.get(code=VERIFIED)
    assert log.told(act) == "校验 12 条封存的留痕，无误"
    assert act.data["holds"] is True


def test_a_finding_of_one_seal_says_what_cannot_be_proved_any_more() -> None:
    said = Finding(Wrong.SEAL_ALTERED, 2, 5, 9).said
    assert said == "第 2 段封存改动过，第 5 至 9 条留痕无法证明"
