"""The agreement: whole before it is in force, numbered without gaps, confirmed only where the law lets it be."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from linli.access.actor import SYSTEM
from linli.mediation.models import (
    Clause,
    CourtResult,
    DisputeKind,
    FollowUp,
    Form,
    Party,
    Special,
)
from linli.mediation.services import agreements, follow_ups, performing
from linli.mediation.services.agreements import CONFIRM
from linli.mediation.services.follow_ups import Seen
from linli.workflow.models import Deadline
from tests.config.test_up import LINLI, environment
from tests.mediation.numbering import DRAFTS, at_once
from tests.mediation.walk import DAY, walk
from tests.territory import Territory


def test_an_agreement_owes_something(territory: Territory) -> None:
    found = walk(territory).informed()
    with pytest.raises(ValidationError, match="至少要有一条"):
        agreements.draft_agreement(
            actor=SYSTEM, case=found.case, form=Form.ORAL, facts="事实", issues="争议", clauses=[], on=DAY
        )
    with pytest.raises(ValidationError, match="不能是同一人"):
        agreements.draft_agreement(
            actor=SYSTEM,
            case=found.case,
            form=Form.ORAL,
            facts="事实",
            issues="争议",
            clauses=[
                agreements.Owed(
                    obligor=found.parties[0], obligee=found.parties[0], duty="付款", due_on=DAY, way="现金"
                )
            ],
            on=DAY,
        )


def test_none_before_everybody_agreed_to_mediation(territory: Territory) -> None:
    found = walk(territory).accepted()
    with pytest.raises(ValidationError, match="第二十八条"):
        found.drafted()


def test_hands_and_seal_come_before_force(territory: Territory) -> None:
    found = walk(territory).informed()
    agreement = found.drafted()
    with pytest.raises(ValidationError, match="2 方没有签字；调解员还没有签字"):
        agreements.take_effect(actor=SYSTEM, agreement=agreement, on=DAY)
    with pytest.raises(ValidationError, match="不能混用"):
        agreements.sign(actor=SYSTEM, agreement=agreement, party=found.parties[0], way="electronic", on=DAY)
    found.signed(agreement)
    agreement = agreements.take_effect(actor=SYSTEM, agreement=agreement, on=DAY)
    assert agreement.number == "（2024）高人调协字第1号"
    found.case.refresh_from_db()
    assert (found.case.outcome, found.case.amount_fen) == ("agreed", 120_000)
    with pytest.raises(ValidationError, match="已经结案"):
        agreements.sign(actor=SYSTEM, agreement=agreement, party=found.parties[0], way="hand", on=DAY)


def test_a_new_draft_asks_for_new_hands(territory: Territory) -> None:
    found = walk(territory).informed()
    found.signed(found.drafted())
    agreement = found.drafted(Form.WRITTEN, found.owed(10), found.owed(20))
    assert agreement.sealed_on is None
    assert agreements.lacking(agreement) == ["还有 2 方没有签字", "调解员还没有签字，调委会还没有盖章"]
    assert Clause.everything.filter(agreement=agreement).count() == 2


def test_only_the_committee_s_mediator_signs(territory: Territory) -> None:
    found = walk(territory).informed()
    found.mediator = territory.person()
    agreement = found.drafted()
    with pytest.raises(ValidationError, match="本调委会聘任"):
        agreements.seal_agreement(actor=SYSTEM, agreement=agreement, on=DAY)


def test_a_spoken_one_is_in_force_when_reached(territory: Territory) -> None:
    found = walk(territory).informed()
    agreement = agreements.take_effect(actor=SYSTEM, agreement=found.drafted(Form.ORAL), on=DAY)
    assert agreement.effective_on == DAY
    assert not Deadline.everything.filter(kind=CONFIRM).exists()


def test_thirty_days_to_ask_the_court(territory: Territory) -> None:
    agreement = walk(territory).informed().agreed()
    clock = Deadline.everything.get(kind=CONFIRM)
    assert clock.due_at is not None
    assert clock.due_at.date() == DAY + timedelta(days=30)
    with pytest.raises(ValidationError, match="已经过期"):
        agreements.apply_for_confirmation(
            actor=SYSTEM, agreement=agreement, court="岳阳楼区人民法院", on=DAY + timedelta(days=31)
        )
    row = agreements.apply_for_confirmation(
        actor=SYSTEM, agreement=agreement, court="岳阳楼区人民法院", on=DAY + timedelta(days=30)
    )
    clock.refresh_from_db()
    assert clock.met_at is not None
    with pytest.raises(ValidationError):
        agreements.note_decision(
            actor=SYSTEM, confirmation=row, result=CourtResult.CONFIRMED, decided_on=date(2024, 7, 20)
        )
    row.refresh_from_db()
    done = agreements.note_decision(
        actor=SYSTEM,
        confirmation=row,
        result=CourtResult.CONFIRMED,
        decided_on=date(2024, 7, 20),
        accepted_on=date(2024, 7, 5),
        document="（2024）湘0602民特12号",
    )
    assert str(done) == "确认有效"


def test_no_court_for_marriage(territory: Territory) -> None:
    agreement = walk(territory, kind=DisputeKind.FAMILY, special=Special.MARRIAGE).informed().agreed()
    assert not Deadline.everything.filter(kind=CONFIRM).exists()
    with pytest.raises(ValidationError, match="不受理司法确认"):
        agreements.apply_for_confirmation(actor=SYSTEM, agreement=agreement, court="法院", on=DAY)


def test_performance_and_follow_ups(territory: Territory) -> None:
    found = walk(territory).informed()
    agreement = found.agreed()
    clause = Clause.everything.get(agreement=agreement)
    with pytest.raises(ValidationError, match="早于协议生效"):
        performing.note_performance(
            actor=SYSTEM, clause=clause, done_on=DAY - timedelta(days=1), evidence="收条"
        )
    performing.note_performance(
        actor=SYSTEM, clause=clause, done_on=DAY, evidence="收条", amount_fen=60_000, is_complete=False
    )
    assert clause.performed_on is None
    performing.note_performance(
        actor=SYSTEM, clause=clause, done_on=DAY, evidence="汇款单", amount_fen=60_000
    )
    assert clause.performed_on == DAY
    visits = list(FollowUp.everything.order_by("serial"))
    assert [visit.due_on - DAY for visit in visits] == [timedelta(days=n) for n in (7, 30, 90)]
    seen = Seen(visited="双方", cause="履行", performed_percent=100, satisfaction="satisfied", by="周敏")
    follow_ups.note_follow_up(actor=SYSTEM, follow_up=visits[0], seen=seen, on=DAY + timedelta(days=7))
    risky = Seen(
        visited="一楼", cause="履行", performed_percent=50, satisfaction="fairly", by="周敏", risk="又吵了"
    )
    with pytest.raises(ValidationError):
        follow_ups.note_follow_up(actor=SYSTEM, follow_up=visits[1], seen=risky, on=DAY + timedelta(days=30))
    again = follow_ups.relapse(actor=SYSTEM, case=found.case, on=DAY + timedelta(days=40), summary="又吵")
    assert again.previous == found.case
    carried = Party.everything.filter(case=again).values_list("name", "told_rights_on")
    assert list(carried) == [("何大海", None), ("罗小梅", None)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the next test asks SQLite")
@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_no_double_with_eight_at_once() -> None:
    assert at_once() == list(range(1, DRAFTS + 1))


@pytest.mark.own_home
def test_the_same_on_a_file(tmp_path: Path) -> None:
    found = environment(tmp_path) | {"DJANGO_SETTINGS_MODULE": "linli.config.settings"}
    subprocess.run([*LINLI, "migrate"], env=found, check=True, capture_output=True)
    asked = [sys.executable, "-m", "tests.mediation.numbering"]
    done = subprocess.run(asked, env=found, check=True, capture_output=True, text=True)
    assert done.stdout == ",".join(map(str, range(1, DRAFTS + 1)))
