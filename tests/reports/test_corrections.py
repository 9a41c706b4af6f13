"""A signed report never changes: what was corrected afterwards is told by a new edition, record by record."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from linli.access.actor import actor_for
from linli.mediation.models import DisputeCase, Outcome
from linli.people.models import Post
from linli.reports.comparing import Explained, as_recorded, as_reported, explain
from linli.reports.models import Report
from linli.reports.selectors import content_of, edition_of, editions, later_edition, later_public
from linli.reports.services import drafting, reviewing
from linli.reports.services.corrections import correct
from linli.reports.services.reviewing import ReportRefused, verifies
from linli.reports.showing import MOST_TOLD, steps
from tests.mediation.rows import closed_case
from tests.reports.desks import PERIOD, TRUE, Desk, bodies, desk_in, rewrite
from tests.territory import Territory


@pytest.fixture
def desk(territory: Territory, standing_clock: datetime) -> Desk:
    return desk_in(territory)


def records_move(desk: Desk) -> tuple[DisputeCase, DisputeCase, DisputeCase]:
    """One case comes in, one goes, one agreement turns out to have failed; an act in the log makes figures anew."""
    entered = closed_case(desk.territory, closed_on=date(2024, 7, 1))
    left, changed = DisputeCase.everything.filter(outcome=Outcome.AGREED).order_by("pk")[:2]
    DisputeCase.everything.filter(pk=left.pk).update(closed_on=date(2024, 12, 2))
    DisputeCase.everything.filter(pk=changed.pk).update(outcome=Outcome.FAILED, outcome_reason="反悔")
    draft = desk.draft("别的。")
    rewrite(desk, draft, "别的。改过。")
    return entered, left, changed


def by_code(found: list[Explained]) -> dict[str, Explained]:
    return {each.indicator.code: each for each in found}


def test_the_issued_report_stands_and_the_new_edition_explains_itself_by_records(desk: Desk) -> None:
    report = desk.public()
    before, digest = content_of(report), edition_of(report).digest  # type: ignore[union-attr]
    entered, left, changed = records_move(desk)
    assert content_of(Report.everything.get(pk=report.pk)) == before
    edition = edition_of(report)
    assert edition
    assert edition.digest == digest
    assert verifies(edition)

    draft = correct(actor=desk.writer, report=report)
    assert (draft.edition, draft.corrects, draft.state) == (2, report, "draft")
    assert bodies(draft) == bodies(report)
    assert [figure.printed for figure in content_of(draft).figures] == ["3起", "1起"]
    found = explain(as_reported(report), as_reported(draft))
    step = by_code(found)["mediation.cases_mediated"]
    key = "rows:mediation.disputecase"
    assert (step.before, step.after, step.moved) == ("3 起", "3 起", False)
    assert step.difference.entered == {key: [entered.pk]}
    assert step.difference.left == {key: [left.pk]}
    assert step.difference.changed == {key: [changed.pk]}
    assert step.counts == (1, 1, 1)
    agreed = by_code(found)["mediation.agreements"]
    assert (agreed.before, agreed.after, agreed.counts) == ("2 起", "1 起", (1, 2, 0))

    [told, _] = steps(desk.writer, found)
    assert [each.what for each in told.told] == ["新计入", "不再计入", "改过"]
    assert told.more == 0
    assert all(each.address.startswith("/desk/records/dispute-case/") for each in told.told)
    assert entered.number in told.told[0].name or "调解案件" in told.told[0].name
    today = explain(as_reported(report), as_recorded(report.area, report.period, ["mediation.agreements"]))
    assert today == [agreed]


def test_the_new_edition_is_signed_like_the_first_and_says_what_changed(desk: Desk) -> None:
    report = desk.public()
    records_move(desk)
    draft = correct(actor=desk.writer, report=report)
    assert "变为" in draft.changes, "the step is told by the records to begin with"
    drafting.retitle(actor=desk.writer, report=draft, title=draft.title, organ=draft.organ, changes="")
    with pytest.raises(ReportRefused, match="还没有写更正说明"):
        reviewing.send(actor=desk.writer, report=draft)
    drafting.retitle(
        actor=desk.writer, report=draft, title=draft.title, organ=draft.organ, changes="一起纠纷改为未达成。"
    )
    second = desk.sign(reviewing.send(actor=desk.writer, report=draft))
    assert content_of(second).changes == "一起纠纷改为未达成。"
    assert editions(report) == editions(second) == [report, second]
    assert later_edition(report) == second
    assert later_public(report) is None
    reviewing.publish(actor=desk.signer, report=second)
    assert later_public(report) == second
    frozen = by_code(explain(as_reported(report), as_reported(second)))
    assert frozen["mediation.agreements"].counts == (1, 2, 0)
    third = correct(actor=desk.writer, report=second)
    assert (third.edition, editions(third)) == (3, [report, second, third])


def test_only_an_issued_report_is_corrected_and_once_at_a_time(desk: Desk) -> None:
    for report in (desk.draft(), desk.sent()):
        with pytest.raises(ValidationError, match="只有已签发的报告才需要更正版"):
            correct(actor=desk.writer, report=report)
    report = desk.issued()
    with pytest.raises(PermissionDenied):
        correct(actor=desk.territory.actor(Post.STREET_OFFICER, desk.territory.streets[0]), report=report)
    correct(actor=desk.writer, report=report)
    with pytest.raises(ValidationError, match="第 2 版已经在写了"):
        correct(actor=desk.writer, report=report)


def test_a_figure_typed_by_hand_keeps_who_vouched_for_it(desk: Desk) -> None:
    report = desk.draft(TRUE, "满意率98.7%。")
    drafting.vouch(
        actor=desk.writer, report=report, text="98.7%", name="满意率", vouched_by="何立群", reason="问卷"
    )
    issued = desk.sign(reviewing.send(actor=desk.writer, report=report))
    draft = correct(actor=desk.signer, report=issued, changes="改一句。")
    assert content_of(draft).figures[-1].vouched_by == "何立群"
    assert reviewing.send(actor=desk.signer, report=draft).state == "in_review"


def test_records_beyond_the_reader_s_area_are_counted_and_not_named(desk: Desk) -> None:
    report = desk.issued()
    records_move(desk)
    found = explain(as_reported(report), as_reported(correct(actor=desk.writer, report=report)))
    elsewhere = actor_for(desk.territory.account(Post.STREET_OFFICER, desk.territory.streets[1]))
    for step in steps(elsewhere, found):
        assert step.told == []
        assert step.more == sum(step.explained.counts)


def test_many_records_are_told_up_to_a_number(desk: Desk) -> None:
    report = desk.issued()
    for _ in range(MOST_TOLD + 5):
        closed_case(desk.territory, outcome=Outcome.FAILED)
    draft = desk.draft()
    rewrite(desk, draft, TRUE + "改。")
    [step] = steps(desk.writer, explain(as_reported(report), as_reported(draft)))
    assert (len(step.told), step.more) == (MOST_TOLD, 5)


def test_the_page_tells_it(desk: Desk, client: Client) -> None:
    report = desk.public()
    entered, _, _ = records_move(desk)
    draft = correct(actor=desk.writer, report=report)
    client.force_login(desk.writer_account)
    page = client.get(f"/desk/reports/{draft.ref}/changes/").content.decode()
    assert "新计入 1 条，不再计入 1 条，改过 1 条" in page
    assert f"/desk/records/dispute-case/{entered.ref}/" in page
    for query in (f"with={report.ref}", "with=days&before=2024-06-01&after=2024-06-30"):
        assert client.get(f"/desk/reports/{draft.ref}/changes/?{query}").status_code == 200
    assert "这一份" in client.get(f"/desk/reports/{report.ref}/changes/?with=today").content.decode()
    wrong = client.get(f"/desk/reports/{draft.ref}/changes/?with=days&before=2024-10-30&after=2024-06-30")
    assert "前一个早于后一个" in wrong.content.decode()
    assert "没有这样的报告" in client.get(f"/desk/reports/{draft.ref}/changes/?with=zzz").content.decode()
    assert PERIOD.end == report.end
