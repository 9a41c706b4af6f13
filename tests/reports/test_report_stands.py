"""What is frozen and signed stands: in the database itself, and through a kill in the middle."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from linli.common.guards import append_only_lifted
from linli.indicators.models import Snapshot
from linli.reports.checks import altered_editions, altered_figures
from linli.reports.models import (
    Edition,
    FrozenFigure,
    FrozenValues,
    ManualFigure,
    Part,
    PartText,
    Publication,
    Report,
)
from linli.reports.services import drafting, reviewing
from tests.reports.desks import NUMBER, PERIOD, TRUE, Desk
from tests.workforce.constraint_names import error_of, missing

# --- kept by the database -------------------------------------------------------------------------------------

FROZEN: dict[type[Model], str] = {
    Report: "title",
    Edition: "digest",
    FrozenFigure: "code",
    FrozenValues: "report_id",
    PartText: "body",
    Snapshot: "value",
    ManualFigure: "reason",
    Publication: "reason",
}


@pytest.mark.parametrize("model", FROZEN, ids=lambda model: model._meta.db_table)
def test_sql_changes_nothing_that_was_issued(desk: Desk, model: type[Model]) -> None:
    report = desk.draft(TRUE, "满意率{{人工：98.7%}}。")
    drafting.vouch(
        actor=desk.writer, report=report, text="98.7%", name="满意率", vouched_by="何立群", reason="问卷"
    )
    report = desk.sign(reviewing.send(actor=desk.writer, report=report))
    reviewing.publish(actor=desk.signer, report=report)
    table, column = model._meta.db_table, FROZEN[model]
    before = list(model.everything.order_by("pk").values())  # type: ignore[attr-defined]
    assert before
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    if connection.vendor == "postgresql":
        connection.check_constraints()  # what waits for the commit would be refused first
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table} CASCADE")
    assert list(model.everything.order_by("pk").values()) == before  # type: ignore[attr-defined]
    assert list(altered_editions()) == list(altered_figures()) == []


def test_a_draft_row_may_still_change(desk: Desk) -> None:
    report = desk.draft()
    Report.everything.filter(pk=report.pk).update(title="别的")
    report.refresh_from_db()
    assert report.title == "别的"


def test_doctor_sees_what_was_altered_past_the_guards(desk: Desk) -> None:
    report = desk.issued()
    kept = Edition.everything.get(report=report)
    with append_only_lifted():
        Edition.everything.filter(pk=kept.pk).update(digest="0" * 64)
        Snapshot.everything.filter(code="mediation.agreements").update(value="9")
    assert len(list(altered_editions())) == 1
    assert [line.rpartition(" ")[2] for line in altered_figures()] == ["mediation.agreements"]
    with append_only_lifted():
        Edition.everything.filter(pk=kept.pk).delete()
    assert next(altered_editions()).endswith("没有签发稿")


def _report(desk: Desk, **changed: Any) -> Model:
    values: dict[str, Any] = {
        "area": desk.area, "title": "报告", "organ": "机关", "rhythm": "to_date", "start": PERIOD.start,
        "end": PERIOD.end,
    }  # fmt: skip
    return Report.everything.create(**(values | changed))


def _signed(desk: Desk, **changed: Any) -> Model:
    now = datetime.fromisoformat("2024-10-30T12:00:00+08:00")
    values: dict[str, Any] = {
        "state": "issued", "number": NUMBER, "signer": "彭志远", "issued_on": PERIOD.end, "issued_at": now,
        "issued_by_id": 2, "sent_by_id": 1, "sent_at": now,
    }  # fmt: skip
    return _report(desk, **(values | changed))


def _frozen(desk: Desk, **changed: Any) -> Model:
    row = FrozenFigure.everything.get(report=desk.sent(), code="mediation.agreements")
    values = {"report": row.report, "round": 2, "code": row.code, "snapshot": row.snapshot}
    return FrozenFigure.everything.create(**(values | changed))


def _values(desk: Desk, **changed: Any) -> Model:
    return FrozenValues.everything.create(**({"report": desk.sent(), "round": 2, "values": {}} | changed))


def _manual(desk: Desk, **changed: Any) -> Model:
    values = {"report": desk.draft(), "text": "1个", "name": "甲", "vouched_by": "乙", "reason": "丙"}
    return ManualFigure.everything.create(**(values | changed))


def _publication(desk: Desk, **changed: Any) -> Model:
    return Publication.everything.create(**({"report": desk.issued(), "is_public": True} | changed))


def _part(desk: Desk, **changed: Any) -> Model:
    return Part.everything.create(**({"report": desk.draft(), "position": 2, "level": 2} | changed))


def _text(desk: Desk, **changed: Any) -> Model:
    part = Part.everything.get(report=desk.draft())
    return PartText.everything.create(**({"part": part, "seq": 2} | changed))


def _correction(desk: Desk, **changed: Any) -> Model:
    return _signed(desk, **({"edition": 2, "corrects": _report(desk), "changes": "改。"} | changed))


NUMBER_ONCE = "report_number_once"
CORRECTED_ONCE = "report_corrected_once"
Make = Callable[..., Model]
LAWFUL: tuple[Make, ...] = (
    _report, _signed, _frozen, _values, _manual, _publication, _part, _text, _correction,
)  # fmt: skip
BROKEN: tuple[tuple[Make, dict[str, Any], str], ...] = (
    (_report, {"state": "lost"}, "report_state_known"),
    (_report, {"end": PERIOD.start - timedelta(days=1)}, "report_period_in_order"),
    (_report, {"edition": 0}, "report_correction_follows"),
    (_report, {"edition": 2}, "report_correction_follows"),
    (_signed, {"number": ""}, "report_issued_is_signed"),
    (_signed, {"signer": ""}, "report_issued_is_signed"),
    (_signed, {"issued_on": None}, "report_issued_is_signed"),
    (_signed, {"issued_at": None}, "report_issued_is_signed"),
    (_signed, {"issued_by_id": None}, "report_issued_is_signed"),
    (_signed, {"issued_by_id": 1}, "report_signed_by_another"),
    (_correction, {"changes": ""}, "report_correction_says_what"),
    (_correction, {"edition": 1}, "report_correction_follows"),
    (_frozen, {"round": 1}, "frozen_figure_once_a_round"),
    (_values, {"round": 1}, "frozen_values_once_a_round"),
    (_frozen, {"round": 0}, "frozen_figure_round_positive"),
    (_manual, {"vouched_by": ""}, "manual_figure_has_name"),
    (_manual, {"reason": ""}, "manual_figure_has_reason"),
    (_publication, {"is_public": False}, "publication_taken_back_with_reason"),
    (_part, {"position": 1}, "report_part_place_once"),
    (_part, {"level": 3}, "report_part_level_known"),
    (_text, {"seq": 1}, "report_text_seq_once"),
    (_text, {"seq": 0}, "report_text_seq_positive"),
)


@pytest.mark.parametrize("make", LAWFUL, ids=lambda make: make.__name__)
def test_lawful_rows_are_kept(desk: Desk, make: Make) -> None:
    assert make(desk).pk


@pytest.mark.parametrize(("make", "changed", "constraint"), BROKEN, ids=range(len(BROKEN)))
def test_broken_rows_are_refused(desk: Desk, make: Make, changed: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=error_of("reports", constraint)), transaction.atomic():
        make(desk, **changed)


def test_a_number_twice_is_refused_by_the_database(desk: Desk) -> None:
    _signed(desk)
    with pytest.raises(IntegrityError, match=error_of("reports", NUMBER_ONCE)), transaction.atomic():
        _signed(desk)


def test_a_second_correction_beside_the_first_is_refused_by_the_database(desk: Desk) -> None:
    first: Any = _correction(desk, state="draft", number="")
    with pytest.raises(IntegrityError, match=error_of("reports", CORRECTED_ONCE)), transaction.atomic():
        _correction(desk, state="draft", number="", corrects=first.corrects)
    Report.everything.filter(pk=first.pk).update(state="discarded")
    assert _correction(desk, state="draft", number="", corrects=first.corrects).pk


def test_every_constraint_is_broken_here() -> None:
    assert missing("reports", {name for _, _, name in BROKEN} | {NUMBER_ONCE, CORRECTED_ONCE}) == set()


# --- all or nothing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("broken", ["digest_of", "_told"])
def test_what_fails_while_signing_leaves_the_review(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    report = desk.sent()

    def fail(*_: object, **__: object) -> str:
        raise RuntimeError("power")

    monkeypatch.setattr(reviewing, broken, fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        desk.sign(report)
    report.refresh_from_db()
    assert (report.state, report.number) == ("in_review", "")
    assert not Edition.everything.exists()
    monkeypatch.undo()
    assert desk.sign(report).is_issued


# Signs the report of a home of its own and kills itself at the step named, so nobody has to be quick.
KILLED = """
import os, signal, sys
from datetime import date
import django
django.setup()
from linli.access.actor import actor_for
from linli.people.models import Account
from linli.reports.models import Report
from linli.reports.services import reviewing

die = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "before the report":
    Report.save = die
elif sys.argv[2] == "before the log":
    reviewing._told = die
reviewing.issue(
    actor=actor_for(Account.objects.get(pk=int(sys.argv[1]))), report=Report.everything.get(),
    number="岳楼社工〔2024〕1号", signer="彭志远", issued_on=date(2024, 10, 30),
)
die()
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="copies the database into a home folder of its own")
def test_killed_while_signing_it_is_in_review_or_issued(desk: Desk, tmp_path: Path) -> None:
    desk.sent()
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment |= {"LINLI_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "linli.config.settings"}
    (tmp_path / "linli.sqlite3").write_bytes(connection.connection.serialize())
    for step, state, editions in (
        ("before the report", "in_review", 0),
        ("before the log", "in_review", 0),
        ("afterwards", "issued", 1),
    ):
        command = [sys.executable, "-c", KILLED, str(desk.signer_account.pk), step]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == -signal.SIGKILL, done.stderr
        with sqlite3.connect(tmp_path / "linli.sqlite3") as kept:
            [(found, number)] = kept.execute("SELECT state, number FROM reports_report").fetchall()
            [(signed,)] = kept.execute("SELECT count(*) FROM reports_edition").fetchall()
            told = kept.execute("SELECT 1 FROM audit_act WHERE code = 'reports.report.issued'").fetchall()
        assert (found, signed, len(told), bool(number)) == (state, editions, editions, bool(editions)), step
