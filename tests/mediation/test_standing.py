"""What was agreed holds only while it stands: for parties that join late, minds that change, and two at one desk."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.common.clock import business_date
from linli.mediation.models import (
    Capacity,
    CommitteeMember,
    DisputeCase,
    Form,
    Ground,
    Matter,
    MeetingKind,
    Office,
    Outcome,
    PartyConsent,
    PieceKind,
    Reason,
    Side,
    Signature,
)
from linli.mediation.recusal import from_records
from linli.mediation.selectors import is_mediator_on, mediators_on
from linli.mediation.services import agreements, cases, committees, panels, parties, pieces
from linli.mediation.services.committees import Seat
from linli.mediation.services.parties import Particulars
from linli.mediation.suggesting import mediators_of
from linli.people.models import Post
from linli.workflow.machines import TransitionRefused
from tests.mediation.rows import notable
from tests.mediation.walk import DAY, NOTHING, Walk, committee, visit_all, walk
from tests.territory import Territory


def _joined(found: Walk, name: str = "后来的一方") -> Any:
    return parties.add_party(actor=SYSTEM, case=found.case, side=Side.THIRD, about=Particulars(name=name))


def test_a_party_that_joins_late_is_in_nothing_the_others_agreed_to(territory: Territory) -> None:
    found = walk(territory).informed().asked(Matter.PUBLIC).through("match", "visit").panel()
    parties.hold_in_public(actor=SYSTEM, case=found.case)
    late = _joined(found)
    found.case.refresh_from_db()
    panel = panels.panel_of(found.case)
    assert panel is not None
    assert (found.case.is_public, panel.formed_on) == (False, None)
    assert all(member.cleared_on is None for member in panels.sitting(panel))
    parties.tell_rights(actor=SYSTEM, party=late, on=DAY)
    parties.answer(actor=SYSTEM, party=late, matter=Matter.MEDIATION, given=True, on=DAY)
    with pytest.raises(ValidationError, match="调解团还没有组成"):
        cases.move_case(actor=SYSTEM, case=found.case, verb="convene")
    with pytest.raises(ValidationError, match="还有 1 方没有同意请群英"):
        panels.form_panel(actor=SYSTEM, case=found.case, on=DAY)
    with pytest.raises(ValidationError, match="还有 1 方没有同意公开"):
        parties.hold_in_public(actor=SYSTEM, case=found.case)


def _electronic(territory: Territory) -> tuple[Walk, Any]:
    found = walk(territory).informed().asked(Matter.E_SIGN)
    draft = agreements.draft_agreement(
        actor=SYSTEM, case=found.case, form=Form.WRITTEN, facts="堆物", issues="清走", clauses=[found.owed()],
        mediator=found.mediator, is_electronic=True, on=DAY,
    )  # fmt: skip
    agreements.sign(actor=SYSTEM, agreement=draft, party=found.parties[0], way="electronic", on=DAY)
    return found, draft


def test_who_does_not_sign_electronically_any_more_signs_on_paper(territory: Territory) -> None:
    found, draft = _electronic(territory)
    parties.answer(actor=SYSTEM, party=found.parties[1], matter=Matter.E_SIGN, given=False, on=DAY)
    draft.refresh_from_db()
    assert not draft.is_electronic
    assert not Signature.everything.filter(agreement=draft).exists()
    with pytest.raises(ValidationError, match="不能混用"):
        agreements.sign(actor=SYSTEM, agreement=draft, party=found.parties[0], way="electronic", on=DAY)


def test_a_late_party_is_asked_before_an_electronic_agreement(territory: Territory) -> None:
    found, draft = _electronic(territory)
    late = _joined(found)
    parties.tell_rights(actor=SYSTEM, party=late, on=DAY)
    parties.answer(actor=SYSTEM, party=late, matter=Matter.MEDIATION, given=True, on=DAY)
    with pytest.raises(ValidationError, match="还有 1 方没有同意电子签名"):
        agreements.sign(actor=SYSTEM, agreement=draft, party=found.parties[1], way="electronic", on=DAY)


def test_whoever_comes_second_sees_what_the_first_did(territory: Territory) -> None:
    found = walk(territory)
    stale = DisputeCase.everything.get(pk=found.case.pk)
    cases.accept_case(actor=SYSTEM, case=found.case, accepted_on=DAY)
    with pytest.raises(TransitionRefused):
        cases.accept_case(actor=SYSTEM, case=stale, accepted_on=DAY)
    other = found.beside().informed()
    assert other.case.serial == 2
    stale = DisputeCase.everything.get(pk=other.case.pk)
    other.agreed()
    with pytest.raises(TransitionRefused):
        cases.fail(actor=SYSTEM, case=stale, closed_on=DAY, reason="谈不拢")
    assert DisputeCase.everything.get(pk=other.case.pk).outcome == Outcome.AGREED


def test_the_seat_ends_with_the_term(territory: Territory) -> None:
    found, chair = committee(territory)
    people = [territory.person() for _ in range(3)]
    people[0].sex = "f"
    people[0].save()
    seats = [Seat(people[0], Office.CHAIR), Seat(people[1]), Seat(people[2])]
    assert is_mediator_on(found, chair, date(2024, 6, 3))
    committees.begin_term(
        actor=SYSTEM, committee=found, seats=seats, chosen_at="居民代表会议", on=date(2024, 7, 1)
    )
    assert not is_mediator_on(found, chair, date(2024, 7, 1))
    assert {person.pk for person in mediators_on(found, date(2024, 7, 1))} == {each.pk for each in people}
    assert not CommitteeMember.everything.filter(person=chair, valid_to=None).exists()
    assert not is_mediator_on(found, people[0], date(2027, 7, 1)), "three years and no more"


def test_what_the_roster_knows_of_a_mediator_counts_too(territory: Territory) -> None:
    found = walk(territory).accepted()
    employer = Particulars(name="甲物业", is_organisation=True)
    parties.add_party(actor=SYSTEM, case=found.case, side=Side.RESPONDENT, about=employer)
    found.parties = list(found.case.parties.order_by("serial"))
    found.asked(Matter.MEDIATION, Matter.NOTABLES)
    cases.inform_parties(actor=SYSTEM, case=found.case)
    assert found.mediator in mediators_of(found.case, DAY)
    notable(territory, person=found.mediator, employer="甲物业")
    assert found.mediator not in mediators_of(found.case, DAY), (
        "the page says they are not among those offered"
    )
    member = panels.invite(
        actor=SYSTEM, case=found.case, person=found.mediator, capacity=Capacity.MEDIATOR,
        reason=Reason.EXPERT, is_convenor=True, on=DAY,
    )  # fmt: skip
    assert Ground.EMPLOYER in panels.check_recusal(actor=SYSTEM, member=member, said=NOTHING, on=DAY)
    member.refresh_from_db()
    assert member.left_on == DAY
    assert from_records(found.mediator, None, found.parties) == set()


def test_only_the_committee_s_own_sit_as_mediators(territory: Territory) -> None:
    found = walk(territory).informed()
    with pytest.raises(ValidationError, match="不是本调委会聘任"):
        panels.invite(
            actor=SYSTEM, case=found.case, person=territory.person(), capacity=Capacity.MEDIATOR,
            reason=Reason.EXPERT, on=DAY,
        )  # fmt: skip


def test_nobody_is_invited_before_rights_were_told(territory: Territory) -> None:
    found = walk(territory).accepted()
    with pytest.raises(ValidationError, match="先告知权利义务"):
        panels.invite(
            actor=SYSTEM, case=found.case, person=found.mediator, capacity=Capacity.MEDIATOR,
            reason=Reason.EXPERT, on=DAY,
        )  # fmt: skip


def test_no_judging_before_its_link(territory: Territory) -> None:
    found = walk(territory).informed().through("match", "visit").panel()
    with pytest.raises(ValidationError, match="还没有到“群英明是非”"):
        found.meeting(MeetingKind.JUDGING)


def test_in_force_no_earlier_than_the_last_hand_on_it(territory: Territory) -> None:
    found = walk(territory).informed()
    draft = found.drafted()
    for party in found.parties:
        agreements.sign(actor=SYSTEM, agreement=draft, party=party, way="hand", on=DAY + timedelta(days=5))
    agreements.seal_agreement(actor=SYSTEM, agreement=draft, on=DAY)
    with pytest.raises(ValidationError, match="最后签字或盖章是 2024-06-08"):
        agreements.take_effect(actor=SYSTEM, agreement=draft, on=DAY)
    with pytest.raises(ValidationError, match="生效日期在以后"):
        agreements.take_effect(actor=SYSTEM, agreement=draft, on=business_date() + timedelta(days=1))


def test_an_answer_is_no_older_than_the_telling(territory: Territory) -> None:
    found = walk(territory).accepted()
    parties.tell_rights(actor=SYSTEM, party=found.parties[0], on=DAY)
    with pytest.raises(ValidationError, match="早于告知这一方权利义务"):
        parties.answer(
            actor=SYSTEM,
            party=found.parties[0],
            matter=Matter.MEDIATION,
            given=True,
            on=DAY - timedelta(days=1),
        )


def test_an_archived_file_stays_as_it_is(territory: Territory) -> None:
    found = walk(territory).informed()
    found.agreed()
    visit_all(found.case)
    DisputeCase.everything.filter(pk=found.case.pk).update(stage="archived")
    with pytest.raises(ValidationError, match="已经归档"):
        pieces.add_piece(actor=SYSTEM, case=found.case, kind=PieceKind.EVIDENCE, title="照片", dated=DAY)
    parties.answer(actor=SYSTEM, party=found.parties[0], matter=Matter.STORY, given=True, on=DAY)


def test_two_refusals_in_one_round_are_both_kept(
    territory: Territory, client: Client, standing_clock: datetime
) -> None:
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    found = walk(territory).accepted().kept_by(account)
    client.force_login(account)
    data = {f"{party.ref}_mediation": "no" for party in found.parties} | {"told": "on"}
    answer = client.post(
        reverse("mediation:act", args=(found.case.ref, "answers")), {**data, "on": "2024-10-30"}
    )
    assert answer.status_code == 302
    found.case.refresh_from_db()
    assert found.case.outcome == Outcome.ENDED
    assert PartyConsent.everything.filter(matter=Matter.MEDIATION, given=False).count() == 2


def test_nobody_s_consent_extends_nothing(territory: Territory) -> None:
    found = walk(territory)
    cases.accept_case(actor=SYSTEM, case=found.case, accepted_on=DAY)
    with pytest.raises(ValidationError, match="还没有登记两方当事人"):
        cases.extend_case(actor=SYSTEM, case=found.case, until=DAY + timedelta(days=60), on=DAY)
