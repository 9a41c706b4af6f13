"""Two people sign a report; its figures stand still from review on, and nothing signed can be changed by anybody."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from linli.audit.models import Act
from linli.common.guards import append_only_lifted
from linli.indicators.models import Snapshot
from linli.indicators.snapshots import verifies as figure_verifies
from linli.people.models import Post
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
from linli.reports.selectors import content_of, edition_of, frozen_in, publication_of
from linli.reports.services import drafting, reviewing
from linli.reports.services.corrections import correct
from linli.reports.services.reviewing import verifies
from linli.workflow.machines import TransitionRefused
from tests.mediation.rows import closed_case
from tests.reports.desks import NUMBER, PERIOD, TRUE, Desk, desk_in, rewrite
from tests.territory import Territory
from tests.workforce.constraint_names import error_of, missing


@pytest.fixture
def desk(territory: Territory, standing_clock: datetime) -> Desk:
    return desk_in(territory)


def printed(report: Report) -> list[str]:
    return [figure.printed for figure in content_of(report).figures]


def another_case(desk: Desk) -> None:
    """A record nobody had counted; the log moves on, as it does after every act."""
    closed_case(desk.territory)
    rewrite(desk, desk.draft("别的。"), "别的。改过。")


# --- review ---------------------------------------------------------------------------------------------------


def test_in_review_figures_stand_still_and_sent_back_they_live(desk: Desk) -> None:
    report = desk.sent()
    another_case(desk)
    assert printed(report) == ["3起", "2起"]
    report = reviewing.send_back(actor=desk.signer, report=report, reason="补一句。")
    assert (report.state, report.returned_reason, report.is_draft) == ("draft", "补一句。", True)
    assert printed(report) == ["4起", "3起"]
    report = reviewing.send(actor=desk.writer, report=report)
    assert (report.round, report.returned_reason) == (2, "")
    another_case(desk)
    assert printed(report) == ["4起", "3起"]
    report = reviewing.take_back(actor=desk.writer, report=report)
    assert printed(report) == ["5起", "4起"]
    assert FrozenFigure.everything.filter(report=report).count() == 4, "each round keeps its own"


def test_what_is_frozen_proves_itself_and_is_what_is_printed(desk: Desk) -> None:
    report = desk.sent(
        TRUE, "调处成功率{{mediation.success_rate:66.7%}}，再说一遍{{mediation.agreements:两起}}。"
    )
    frozen = frozen_in(report, with_members=True)
    assert set(frozen) == {"mediation.cases_mediated", "mediation.agreements", "mediation.success_rate"}
    assert all(figure_verifies(row.snapshot) for row in frozen.values())
    for figure in content_of(report).figures:
        snapshot = frozen[figure.code].snapshot
        assert (figure.value, figure.digest, figure.snapshot) == (
            snapshot.value,
            snapshot.digest,
            snapshot.ref,
        )
    assert len(frozen["mediation.cases_mediated"].snapshot.members()["rows:mediation.disputecase"]) == 3


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        ("draft", {"send"}),
        ("in_review", {"send_back", "take_back", "issue"}),
        ("issued", {"publish", "correct"}),
    ],
)
def test_what_the_table_allows_and_nothing_else(desk: Desk, state: str, verbs: set[str]) -> None:
    acts: dict[str, Callable[[Report], Any]] = {
        "send": lambda r: reviewing.send(actor=desk.writer, report=r),
        "send_back": lambda r: reviewing.send_back(actor=desk.signer, report=r, reason="改。"),
        "take_back": lambda r: reviewing.take_back(actor=desk.writer, report=r),
        "issue": desk.sign,
        "publish": lambda r: reviewing.publish(actor=desk.signer, report=r),
        "correct": lambda r: correct(actor=desk.writer, report=r),
    }
    report = {"draft": desk.draft, "in_review": desk.sent, "issued": desk.issued}[state]()
    before = Act.everything.count()
    for verb, act in acts.items():
        if verb not in verbs:
            with pytest.raises((TransitionRefused, ValidationError)) as refused:
                act(report)
            assert str(refused.value)
    assert Act.everything.count() == before
    report.refresh_from_db()
    assert report.state == state
    for verb in verbs:
        point = transaction.savepoint()
        acts[verb](report)
        assert Act.everything.count() > before
        transaction.savepoint_rollback(point)


def test_sent_back_only_with_a_reason(desk: Desk) -> None:
    with pytest.raises(TransitionRefused, match="缺少退回理由"):
        reviewing.send_back(actor=desk.signer, report=desk.sent(), reason=" ")


# --- signing --------------------------------------------------------------------------------------------------


def test_who_sent_it_does_not_sign_it(desk: Desk) -> None:
    report = desk.sent()
    with pytest.raises(PermissionDenied, match="两人原则"):
        reviewing.issue(
            actor=desk.writer, report=report, number=NUMBER, signer="何立群", issued_on=PERIOD.end
        )
    report = reviewing.take_back(actor=desk.writer, report=report)
    report = reviewing.send(actor=desk.signer, report=report)
    assert reviewing.issue(
        actor=desk.writer, report=report, number=NUMBER, signer="何立群", issued_on=PERIOD.end
    ).is_issued


def test_without_the_right_to_sign(territory: Territory, standing_clock: datetime) -> None:
    desk = desk_in(territory, territory.community, Post.COMMUNITY_OFFICER)
    report = desk.sent()
    acts = (
        lambda: desk.sign(report),
        lambda: reviewing.send_back(actor=desk.signer, report=report, reason="改。"),
        lambda: reviewing.publish(actor=desk.signer, report=report),
        lambda: reviewing.unpublish(actor=desk.signer, report=report, reason="改。"),
    )
    for act in acts:
        with pytest.raises(PermissionDenied, match="社区书记"):
            act()
    secretary = territory.account(Post.COMMUNITY_SECRETARY, territory.community)
    desk.signer_account = secretary
    assert desk.sign(report).is_issued


@pytest.mark.parametrize(
    "number",
    [
        "1号", "岳楼社工[2024]1号", "岳楼社工〔2024〕01号", "岳楼社工〔2024〕第1号", "岳楼社工〔24〕1号", "〔2024〕1号",
        "岳楼社工〔20２４〕1号", "岳楼社工〔2024〕1２号", "岳楼社工〔2024〕1号 附", "LINLI〔2024〕1号",
    ],
)  # fmt: skip
def test_the_form_of_a_number(desk: Desk, number: str) -> None:
    report = desk.sent()
    with pytest.raises(ValidationError, match="六角括号"):
        desk.sign(report, number)
    assert not Edition.everything.exists()


def test_a_number_is_used_once_in_an_area_even_by_a_correction(desk: Desk) -> None:
    first = desk.issued()
    with pytest.raises(ValidationError, match="已经用过了"):
        desk.sign(desk.sent())
    second = desk.issued(number="岳楼社工〔2024〕2号")
    draft = correct(actor=desk.writer, report=second, changes="改一句。")
    sent = reviewing.send(actor=desk.writer, report=draft)
    with pytest.raises(ValidationError, match="已经用过了"):
        desk.sign(sent, first.number)
    assert desk.sign(sent, f" {second.number} ").number == second.number, "its own number may stay"


@pytest.mark.parametrize(
    ("day", "told"), [(date(2024, 10, 31), "不能晚于今天"), (date(2024, 10, 29), "不能早于数字定格的那天")]
)
def test_the_day_of_a_report(desk: Desk, day: date, told: str) -> None:
    report = reviewing.send(actor=desk.writer, report=desk.draft(end=date(2024, 9, 30)))
    with pytest.raises(ValidationError, match=told):
        desk.sign(report, day=day)
    assert desk.sign(report).issued_on == PERIOD.end


@pytest.mark.parametrize("empty", ["number", "signer"])
def test_nothing_is_signed_without_number_and_signer(desk: Desk, empty: str) -> None:
    values: dict[str, Any] = {"number": NUMBER, "signer": "彭志远", "issued_on": PERIOD.end} | {empty: " "}
    with pytest.raises(TransitionRefused, match="缺少"):
        reviewing.issue(actor=desk.signer, report=desk.sent(), **values)


SPOILS: tuple[Callable[[Edition], None], ...] = (
    lambda kept: kept.content["parts"][0]["paragraphs"][0].pop(),
    lambda kept: kept.content["figures"][0].update(value="4"),
    lambda kept: setattr(kept.report, "number", "岳楼社工〔2024〕9号"),
    lambda kept: setattr(kept.report, "signer", "别人"),
    lambda kept: setattr(kept.report, "issued_on", date(2024, 10, 29)),
)


def test_a_signed_report_keeps_its_text_figures_and_digest(desk: Desk) -> None:
    report = desk.sent()
    reviewed = content_of(report)
    report = desk.sign(report)
    edition = edition_of(report)
    assert edition
    assert content_of(report) == reviewed
    assert verifies(edition)
    another_case(desk)
    assert content_of(Report.everything.get(pk=report.pk)) == reviewed
    for spoil in SPOILS:
        altered = Edition.everything.select_related("report").get()
        spoil(altered)
        assert not verifies(altered)


# --- publishing -----------------------------------------------------------------------------------------------


def test_published_taken_back_and_published_again(desk: Desk) -> None:
    report = desk.issued()
    assert publication_of(report) is None
    with pytest.raises(ValidationError, match="没有公开过"):
        reviewing.unpublish(actor=desk.signer, report=report, reason="改。")
    reviewing.publish(actor=desk.signer, report=report)
    assert reviewing.publish(actor=desk.signer, report=report).is_public
    with pytest.raises(ValidationError, match="为什么不再公开"):
        reviewing.unpublish(actor=desk.signer, report=report, reason=" ")
    reviewing.unpublish(actor=desk.signer, report=report, reason="有误。")
    reviewing.publish(actor=desk.signer, report=report)
    assert list(Publication.everything.order_by("pk").values_list("is_public", "reason")) == [
        (True, ""),
        (False, "有误。"),
        (True, ""),
    ]


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
Make = Callable[..., Model]
LAWFUL: tuple[Make, ...] = (
    _report, _signed, _frozen, _values, _manual, _publication, _part, _text, _correction,
)  # fmt: skip
BROKEN: tuple[tuple[Make, dict[str, Any], str], ...] = (
    (_report, {"state": "lost"}, "report_state_known"),
    (_report, {"end": PERIOD.start - timedelta(days=1)}, "report_period_in_order"),
    (_report, {"edition": 0}, "report_edition_positive"),
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


def test_every_constraint_is_broken_here() -> None:
    assert missing("reports", {name for _, _, name in BROKEN} | {NUMBER_ONCE}) == set()


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
