"""Nothing goes on without every party's yes, and a no ends it in the act in which it is said (domain.md 4.3.6)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from linli.access.actor import SYSTEM
from linli.mediation.models import (
    Capacity,
    Form,
    Matter,
    MeetingKind,
    Outcome,
    PanelMember,
    PartyConsent,
    Reason,
    Side,
    Special,
    Story,
    Way,
)
from linli.mediation.services import agreements, cases, panels, parties, stories
from linli.mediation.services.parties import Particulars
from linli.workflow.models import Deadline
from tests.mediation.walk import DAY, walk
from tests.territory import Territory


def test_rights_come_before_any_question(territory: Territory) -> None:
    found = walk(territory).accepted()
    with pytest.raises(ValidationError, match="还没有向这一方告知权利义务"):
        parties.answer(actor=SYSTEM, party=found.parties[0], matter=Matter.MEDIATION, given=True, on=DAY)


def test_nobody_is_heard_before_everybody_agreed(territory: Territory) -> None:
    found = walk(territory).accepted()
    with pytest.raises(ValidationError, match="第十七条"):
        found.meeting(MeetingKind.VISIT)
    assert found.meeting(MeetingKind.INQUIRY, asked="门卫").serial == 1


def test_a_party_that_joins_later_is_told_and_asked_before_anything_goes_on(territory: Territory) -> None:
    found = walk(territory).informed()
    cases.move_case(actor=SYSTEM, case=found.case, verb="match")
    cases.move_case(actor=SYSTEM, case=found.case, verb="visit")
    third = parties.add_party(
        actor=SYSTEM, case=found.case, side=Side.THIRD, about=Particulars(name="后来的一方")
    )
    with pytest.raises(ValidationError, match="还有 1 方没有同意调解"):
        found.meeting(MeetingKind.VISIT)
    with pytest.raises(ValidationError, match="第十七条"):
        cases.move_case(actor=SYSTEM, case=found.case, verb="convene")
    parties.tell_rights(actor=SYSTEM, party=third, on=DAY)
    parties.answer(actor=SYSTEM, party=third, matter=Matter.MEDIATION, given=True, on=DAY)
    assert found.meeting(MeetingKind.VISIT).kind == MeetingKind.VISIT


@pytest.mark.parametrize("stage", ["accepted", "informed", "hearing"])
def test_a_no_ends_the_case_at_once(territory: Territory, stage: str) -> None:
    found = walk(territory)
    if stage == "accepted":
        found.accepted().asked()
    else:
        found.informed()
    if stage == "hearing":
        found.through("match", "visit").panel().through("convene", "hear")
    parties.answer(actor=SYSTEM, party=found.parties[1], matter=Matter.MEDIATION, given=False, on=DAY)
    found.case.refresh_from_db()
    assert (found.case.stage, found.case.outcome) == ("concluded", Outcome.ENDED)
    assert found.case.remedies_told_on == DAY
    assert found.case.outcome_reason.startswith("被申请人")
    assert not Deadline.everything.filter(met_at__isnull=True, dropped_at__isnull=True).exists()
    with pytest.raises(ValidationError, match="已经结案"):
        parties.answer(actor=SYSTEM, party=found.parties[1], matter=Matter.MEDIATION, given=True, on=DAY)
    with pytest.raises(ValidationError, match="已经结案"):
        found.drafted()


def test_a_consent_taken_back_says_when(territory: Territory) -> None:
    found = walk(territory).informed()
    parties.answer(
        actor=SYSTEM, party=found.parties[0], matter=Matter.MEDIATION, given=False, on=date(2024, 6, 9)
    )
    row = PartyConsent.everything.get(party=found.parties[0], matter=Matter.MEDIATION)
    assert (row.said, row.withdrawn_on) == ("已撤回", date(2024, 6, 9))


def test_public_only_when_all_agree_and_no_longer_when_one_does_not(territory: Territory) -> None:
    found = walk(territory).informed().asked(Matter.PUBLIC)
    parties.hold_in_public(actor=SYSTEM, case=found.case)
    found.case.refresh_from_db()
    assert found.case.is_public
    parties.answer(actor=SYSTEM, party=found.parties[0], matter=Matter.PUBLIC, given=False, on=DAY)
    found.case.refresh_from_db()
    assert not found.case.is_public
    with pytest.raises(ValidationError, match="1 方没有同意公开"):
        parties.hold_in_public(actor=SYSTEM, case=found.case)
    with pytest.raises(ValidationError, match="不能公开"):
        found.meeting(MeetingKind.SETTLING, is_public=True)


def test_notables_need_every_party_s_welcome(territory: Territory) -> None:
    found = walk(territory).accepted().asked(Matter.MEDIATION)
    cases.inform_parties(actor=SYSTEM, case=found.case)
    with pytest.raises(ValidationError, match="第二十条"):
        found.listed()
    assert panels.invite(
        actor=SYSTEM,
        case=found.case,
        person=found.mediator,
        capacity=Capacity.MEDIATOR,
        reason=Reason.EXPERT,
        is_convenor=True,
        on=DAY,
    ).pk


def test_notables_leave_when_a_party_no_longer_wants_them(territory: Territory) -> None:
    found = walk(territory).informed().through("match", "visit").panel()
    parties.answer(actor=SYSTEM, party=found.parties[0], matter=Matter.NOTABLES, given=False, on=DAY)
    left = PanelMember.everything.filter(left_on__isnull=True)
    assert [member.capacity for member in left] == [Capacity.MEDIATOR]
    with pytest.raises(ValidationError, match="调解团还没有组成"):
        found.through("convene")


def test_longer_than_a_month_only_with_every_party(territory: Territory) -> None:
    found = walk(territory).informed()
    with pytest.raises(ValidationError, match="2 方没有同意延长"):
        cases.extend_case(actor=SYSTEM, case=found.case, until=date(2024, 7, 20), on=DAY)
    found.asked(Matter.EXTENSION)
    found.case.refresh_from_db()
    cases.extend_case(actor=SYSTEM, case=found.case, until=date(2024, 7, 20), on=DAY)
    found.case.refresh_from_db()
    assert found.case.due_on == date(2024, 7, 20)
    clock = Deadline.everything.get(kind=cases.SETTLE)
    assert clock.due_at is not None
    assert clock.due_at.date() == date(2024, 7, 20)


@pytest.mark.parametrize("special", [Special.MARRIAGE, Special.INHERITANCE])
def test_no_electronic_form_where_the_law_excludes_it(territory: Territory, special: Special) -> None:
    found = walk(territory, special=special).informed()
    with pytest.raises(ValidationError, match="《电子签名法》第三条"):
        found.asked(Matter.E_SIGN)
    with pytest.raises(ValidationError, match="《电子签名法》第三条"):
        agreements.draft_agreement(
            actor=SYSTEM,
            case=found.case,
            form=Form.WRITTEN,
            facts="事实",
            issues="争议",
            clauses=[found.owed()],
            is_electronic=True,
            on=DAY,
        )


def test_an_electronic_form_needs_everybody_s_yes(territory: Territory) -> None:
    found = walk(territory).informed()
    with pytest.raises(ValidationError, match="2 方没有同意电子签名"):
        agreements.draft_agreement(
            actor=SYSTEM,
            case=found.case,
            form=Form.WRITTEN,
            facts="事实",
            issues="争议",
            clauses=[found.owed()],
            is_electronic=True,
            on=DAY,
        )


def test_a_story_needs_written_consent_and_names_nobody(territory: Territory) -> None:
    found = walk(territory).informed()
    found.agreed()
    told = {"actor": SYSTEM, "case": found.case, "title": "电梯装上了", "on": DAY}
    with pytest.raises(ValidationError, match="书面同意"):
        stories.tell_story(**told, text="住户甲和住户乙和好了")  # type: ignore[arg-type]  # one set of values
    asked = {"actor": SYSTEM, "matter": Matter.STORY, "given": True, "on": DAY}
    parties.answer(**asked, party=found.parties[0])  # type: ignore[arg-type]  # one set of values
    with pytest.raises(ValidationError, match="口头同意不够"):
        parties.answer(**asked, party=found.parties[1], way=Way.SPOKEN)  # type: ignore[arg-type]  # the same
    with pytest.raises(ValidationError, match="书面同意"):
        stories.tell_story(**told, text="住户甲和住户乙和好了")  # type: ignore[arg-type]  # one set of values
    parties.answer(actor=SYSTEM, party=found.parties[1], matter=Matter.STORY, given=True, on=DAY)
    for text in ("何大海付了钱", "电话 13812342046"):
        with pytest.raises(ValidationError, match="当事人的姓名"):
            stories.tell_story(**told, text=text)  # type: ignore[arg-type]  # one set of values
    stories.tell_story(**told, text="住户甲和住户乙和好了")  # type: ignore[arg-type]  # one set of values
    parties.answer(
        actor=SYSTEM, party=found.parties[0], matter=Matter.STORY, given=False, on=date(2024, 6, 20)
    )
    assert Story.everything.get().valid_to == date(2024, 6, 20)
