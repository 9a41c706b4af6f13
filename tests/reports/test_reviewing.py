"""Two people sign a report; its figures stand still from review on, and nothing signed can be changed by anybody."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from linli.audit.models import Act
from linli.indicators.snapshots import verifies as figure_verifies
from linli.people.models import Post
from linli.reports.models import (
    Edition,
    FrozenFigure,
    Publication,
    Report,
)
from linli.reports.selectors import content_of, edition_of, frozen_in, publication_of
from linli.reports.services import reviewing
from linli.reports.services.corrections import correct
from linli.reports.services.reviewing import verifies
from linli.workflow.machines import TransitionRefused
from tests.mediation.rows import closed_case
from tests.reports.desks import NUMBER, PERIOD, TRUE, Desk, desk_in, rewrite
from tests.territory import Territory


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
