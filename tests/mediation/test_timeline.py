"""Days in order: nothing before what it follows from, nothing in time to come; and slips that can be mended."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from linli.access.actor import SYSTEM
from linli.audit.models import Act as Logged
from linli.common.clock import business_date
from linli.mediation.models import (
    Agreement,
    Clause,
    Confirmation,
    CourtResult,
    Escalation,
    Form,
    Matter,
    Meeting,
    MeetingKind,
    Party,
    PieceKind,
    Side,
)
from linli.mediation.services import (
    agreements,
    cases,
    corrections,
    meetings,
    panels,
    parties,
    performing,
    pieces,
)
from linli.mediation.services.corrections import CourtFacts
from linli.mediation.services.meetings import Minutes
from linli.mediation.services.telling import noon
from linli.mediation.timeline import require_day
from linli.people.models import Post
from tests.mediation.walk import DAY, NOTHING, Walk, registered, walk
from tests.territory import Territory

BEFORE, LONG_AGO, TO_COME = DAY - timedelta(days=1), date(2020, 1, 1), date(2029, 1, 1)
Act = Callable[[Walk, date], Any]


def _tell(found: Walk, on: date) -> None:
    late = parties.add_party(
        actor=SYSTEM, case=found.case, side=Side.THIRD, about=parties.Particulars(name="彭秀英")
    )  # fmt: skip
    parties.tell_rights(actor=SYSTEM, party=late, on=on)


def _identity(found: Walk, on: date) -> None:
    parties.see_identity(actor=SYSTEM, party=found.parties[0], on=on)


def _answer(found: Walk, on: date) -> None:
    parties.answer(actor=SYSTEM, party=found.parties[0], matter=Matter.PUBLIC, given=True, on=on)


def _invite(found: Walk, on: date) -> None:
    found.day = on
    found.listed()


def _recusal(found: Walk, on: date) -> None:
    (member,) = found.listed()
    panels.check_recusal(actor=SYSTEM, member=member, said=NOTHING, on=on)


def _accept(found: Walk, on: date) -> None:
    (member,) = found.listed()
    panels.accept_member(actor=SYSTEM, member=member, party=found.parties[0], accepted=True, on=on)


def _let_go(found: Walk, on: date) -> None:
    (member,) = found.listed()
    panels.let_go(actor=SYSTEM, member=member, on=on, reason="生病")


def _form(found: Walk, on: date) -> None:
    found.panel()
    panels.form_panel(actor=SYSTEM, case=found.case, on=on)


def _meet(found: Walk, on: date) -> None:
    found.meeting(MeetingKind.VISIT, begun_at=noon(on), signed_on=on)


def _draft(found: Walk, on: date) -> None:
    found.day = on
    found.drafted()


def _sign(found: Walk, on: date) -> None:
    agreements.sign(actor=SYSTEM, agreement=found.drafted(), party=found.parties[0], way="hand", on=on)


def _seal(found: Walk, on: date) -> None:
    agreements.seal_agreement(actor=SYSTEM, agreement=found.drafted(), on=on)


def _effect(found: Walk, on: date) -> None:
    agreements.take_effect(actor=SYSTEM, agreement=found.drafted(Form.ORAL), on=on)


def _perform(found: Walk, on: date) -> None:
    clause = Clause.everything.select_related("agreement__case").get(agreement=found.agreed())
    performing.note_performance(actor=SYSTEM, clause=clause, done_on=on, evidence="收条")


def _ask_the_court(found: Walk, on: date) -> None:
    agreements.apply_for_confirmation(actor=SYSTEM, agreement=found.agreed(), court="区法院", on=on)


def _fail(found: Walk, on: date) -> None:
    cases.fail(actor=SYSTEM, case=found.case, closed_on=on, reason="谈不拢")


def _escalate(found: Walk, on: date) -> None:
    cases.escalate(actor=SYSTEM, case=found.case, to=Escalation.POLICE, on=on)


ACTS: dict[str, Act] = {
    act.__name__: act
    for act in (_tell, _identity, _answer, _invite, _recusal, _accept, _let_go, _form, _meet, _draft, _sign, _seal,
                _effect, _perform, _ask_the_court, _fail, _escalate)
}  # fmt: skip


@pytest.mark.parametrize("name", ACTS)
def test_no_act_is_dated_before_the_case_or_in_time_to_come(
    territory: Territory, standing_clock: datetime, name: str
) -> None:
    found = walk(territory).informed()
    for on, clash in ((LONG_AGO, DAY), (BEFORE, DAY), (TO_COME, date(2024, 10, 30))):
        with pytest.raises(ValidationError) as refused, transaction.atomic():
            ACTS[name](found, on)
        assert str(on) in str(refused.value)
        assert str(clash) in str(refused.value), "the sentence names both days"
        found.day = DAY
        found.case.refresh_from_db()
    ACTS[name](found, DAY)


def test_whatever_days_are_given_what_is_kept_is_in_order(
    territory: Territory, standing_clock: datetime
) -> None:
    """Any days, for every act of a written agreement: what got through stands in the law's order."""
    kept: list[list[date]] = []

    @settings(max_examples=25, deadline=None)
    @given(data=st.data())
    def any_days(data: DataObject) -> None:
        with transaction.atomic():
            kept.extend(_kept_of_any_days(territory, data))
            transaction.set_rollback(True)
        assert [days for days in kept if days != sorted(days)] == []

    any_days()
    assert any(len(days) == TO_THE_COURT for days in kept), "none went to the court"


TO_THE_COURT = 5


def _kept_of_any_days(territory: Territory, data: DataObject) -> list[list[date]]:
    """The days kept of one life of an agreement, each list in the order the law wants; none where it was refused."""
    days = st.integers(-40, 200).map(lambda n: DAY + timedelta(days=n))
    near = st.sampled_from([DAY, DAY + timedelta(days=1), DAY + timedelta(days=5)])
    day: Callable[[], date] = lambda: data.draw(st.one_of(near, days))  # noqa: E731
    found = walk(territory).informed()
    agreement: Agreement | None = None
    try:
        with transaction.atomic():
            agreement = agreements.draft_agreement(
                actor=SYSTEM, case=found.case, form=Form.WRITTEN, facts="吵", issues="吵", mediator=found.mediator,
                clauses=[agreements.Owed(obligor=found.parties[0], duty="付款", due_on=day(), way="现金")], on=day(),
            )  # fmt: skip
            found.settled_by(found.mediator)
            for party in found.parties:
                agreements.sign(actor=SYSTEM, agreement=agreement, party=party, way="hand", on=day())
            agreements.seal_agreement(actor=SYSTEM, agreement=agreement, on=day())
            agreements.take_effect(actor=SYSTEM, agreement=agreement, on=day())
    except ValidationError:
        return []
    row = Agreement.everything.get(case=found.case)
    hands = list(row.signatures.values_list("signed_on", flat=True))
    assert row.drafted_on is not None
    assert row.sealed_on is not None
    assert row.effective_on is not None
    told = Party.everything.get(pk=found.parties[0].pk).told_rights_on
    assert told is not None
    signed = [*hands, row.sealed_on]
    kept = [
        [told, row.drafted_on, min(signed)],
        [max(signed), row.effective_on, business_date()],
        [row.effective_on, Clause.everything.get(agreement=row).due_on],
    ]
    try:
        with transaction.atomic():
            asked = agreements.apply_for_confirmation(actor=SYSTEM, agreement=row, court="区法院", on=day())
            agreements.note_decision(
                actor=SYSTEM, confirmation=asked, result=CourtResult.CONFIRMED, accepted_on=day(), decided_on=day(),
                document="民特1号",
            )  # fmt: skip
    except ValidationError:
        return kept
    court = Confirmation.everything.get(agreement=row)
    assert court.accepted_on is not None
    assert court.decided_on is not None
    return [
        *kept,
        [row.effective_on, court.applied_on, court.accepted_on, court.decided_on, business_date()],
    ]


def test_a_meeting_may_be_planned_for_sixty_days_and_no_longer(
    territory: Territory, standing_clock: datetime
) -> None:
    found, today = walk(territory).informed(), date(2024, 10, 30)
    found.meeting(MeetingKind.VISIT, begun_at=noon(today + timedelta(days=60)))
    with pytest.raises(ValidationError, match="2024-12-29"):
        found.meeting(MeetingKind.VISIT, begun_at=noon(today + timedelta(days=61)))
    with pytest.raises(ValidationError, match="2031"):
        found.meeting(MeetingKind.VISIT, begun_at=noon(today), ended_at=noon(date(2031, 10, 30)))
    with pytest.raises(ValidationError, match="在以后"):
        found.meeting(MeetingKind.VISIT, begun_at=noon(today + timedelta(days=1)), signed_on=today)


def test_what_was_planned_and_not_held_ends_with_the_case(
    territory: Territory, standing_clock: datetime
) -> None:
    found, today = walk(territory).informed(), date(2024, 10, 30)
    held = found.meeting(MeetingKind.VISIT)
    planned = found.meeting(MeetingKind.VISIT, begun_at=noon(today + timedelta(days=40)))
    cases.fail(actor=SYSTEM, case=found.case, closed_on=today, reason="谈不拢")
    assert list(Meeting.everything.filter(case=found.case)) == [held]
    assert planned.pk != held.pk
    assert Logged.everything.get(code="mediation.meeting.fell_away").data["count"] == 1


def test_a_piece_is_not_of_tomorrow(territory: Territory, standing_clock: datetime) -> None:
    found = walk(territory).informed()
    said: dict[str, Any] = {"actor": SYSTEM, "case": found.case, "kind": PieceKind.EVIDENCE, "title": "照片"}
    with pytest.raises(ValidationError, match="2099-01-01"):
        pieces.add_piece(dated=date(2099, 1, 1), **said)
    pieces.add_piece(dated=date(2024, 10, 30), **said)


def test_a_yes_to_extend_reaches_beyond_the_present_day(territory: Territory) -> None:
    found = walk(territory).informed()
    found.case.refresh_from_db()
    assert found.case.due_on is not None
    said: dict[str, Any] = {
        "actor": SYSTEM,
        "party": found.parties[0],
        "matter": Matter.EXTENSION,
        "given": True,
    }
    with pytest.raises(ValidationError, match="不算延长"):
        parties.answer(on=DAY, until=found.case.due_on, **said)
    parties.answer(on=DAY, until=found.case.due_on + timedelta(days=1), **said)


def test_nobody_owes_what_was_due_before_the_promise(territory: Territory) -> None:
    found = walk(territory).informed()
    with pytest.raises(ValidationError, match="第1条最迟日期早于协议写成：2024-06-02，协议写成是 2024-06-03"):
        found.drafted(Form.WRITTEN, found.owed(-1))
    draft = found.signed(found.drafted(Form.WRITTEN, found.owed(2)))
    with pytest.raises(ValidationError, match="早于协议生效"):
        agreements.take_effect(actor=SYSTEM, agreement=draft, on=DAY + timedelta(days=3))
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.everything.filter(pk=draft.pk).update(drafted_on=DAY + timedelta(days=1))


def test_a_registration_is_not_of_tomorrow(territory: Territory, standing_clock: datetime) -> None:
    with pytest.raises(ValidationError, match="登记日期在以后：2024-10-31"):
        registered(territory, registered_on=date(2024, 10, 31))


def test_a_second_application_is_refused_in_words_and_a_slip_mended(
    territory: Territory, standing_clock: datetime
) -> None:
    agreement = walk(territory).informed().agreed()
    asked = agreements.apply_for_confirmation(
        actor=SYSTEM, agreement=agreement, court="区法院", on=DAY + timedelta(days=1)
    )
    with pytest.raises(ValidationError, match="已在 2024-06-04 向区法院共同申请过"):
        agreements.apply_for_confirmation(actor=SYSTEM, agreement=agreement, court="区法院", on=DAY)
    told: dict[str, Any] = {"actor": SYSTEM, "confirmation": asked, "result": CourtResult.REFUSED}
    with pytest.raises(ValidationError, match="2029-01-01"):
        agreements.note_decision(decided_on=TO_COME, **told)
    with pytest.raises(ValidationError, match="早于法院受理"):
        agreements.note_decision(
            decided_on=DAY + timedelta(days=2), accepted_on=DAY + timedelta(days=3), **told
        )
    to = CourtFacts(court="岳阳楼区人民法院", applied_on=DAY + timedelta(days=2))
    mended = corrections.correct_court(actor=SYSTEM, confirmation=asked, to=to)
    assert (mended.court, mended.applied_on) == (to.court, to.applied_on)
    with pytest.raises(ValidationError, match="没有要改的"):
        corrections.correct_court(actor=SYSTEM, confirmation=asked, to=to)
    for wrong in (
        CourtFacts(court="区法院", applied_on=BEFORE),
        CourtFacts(court="区法院", applied_on=DAY + timedelta(days=31)),
        CourtFacts(court="区法院", applied_on=DAY, accepted_on=TO_COME),
        CourtFacts(court="区法院", applied_on=DAY, decided_on=DAY),
    ):
        with pytest.raises(ValidationError):
            corrections.correct_court(actor=SYSTEM, confirmation=asked, to=wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.everything.filter(pk=asked.pk).update(
            accepted_on=DAY + timedelta(days=9), decided_on=DAY + timedelta(days=8), result="refused"
        )


def test_a_meeting_is_set_right_until_the_file_is_archived(
    territory: Territory, standing_clock: datetime, client: Client
) -> None:
    found = walk(territory).informed()
    meeting = found.meeting(MeetingKind.VISIT, result="各说各的。")
    wrong = Minutes(begun_at=noon(LONG_AGO), place="社区", attendees="各方", recorder="周敏")
    with pytest.raises(ValidationError, match="早于"):
        meetings.correct_meeting(actor=SYSTEM, meeting=meeting, minutes=wrong)
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    found.kept_by(account)
    client.force_login(account)
    address = reverse("mediation:act", args=(found.case.ref, f"correct-meeting-{meeting.ref}"))
    assert address in client.get(reverse("mediation:case", args=(found.case.ref,))).content.decode()
    sent = {
        "begun_at": "2024-06-05T15:00", "place": "社区调解室", "attendees": "各方", "recorder": "周敏",
        "result": "愿意再谈。", "signed": "on",
    }  # fmt: skip
    assert "各说各的。" in client.get(address).content.decode()
    assert client.post(address, sent | {"begun_at": "2001-06-05T15:00"}).status_code == 409
    assert client.post(address, sent).status_code == 302
    row = Meeting.everything.get(pk=meeting.pk)
    assert (row.result, row.signed_on) == ("愿意再谈。", date(2024, 6, 5))
    found.agreed()
    assert client.post(address, sent | {"place": "荣发小区"}).status_code == 409, (
        "not after the case was closed"
    )
    assert client.post(address, sent | {"begun_at": "2024-06-03T09:00"}).status_code == 302
    found.case.refresh_from_db()
    type(found.case).everything.filter(pk=found.case.pk).update(stage="archived")
    assert client.post(address, sent | {"begun_at": "2024-06-03T10:00"}).status_code == 409


def test_what_was_signed_and_then_changed_is_unsigned(
    territory: Territory, standing_clock: datetime, client: Client
) -> None:
    found = walk(territory).informed()
    meeting = found.meeting(MeetingKind.VISIT, result="各说各的。", signed_on=DAY)
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    found.kept_by(account)
    client.force_login(account)
    address = reverse("mediation:act", args=(found.case.ref, f"correct-meeting-{meeting.ref}"))
    assert " checked" not in client.get(address).content.decode()
    sent = {
        "begun_at": "2024-06-03T12:00", "place": "社区调解室", "attendees": "各方和调解团", "recorder": "周敏",
        "result": "各说各的。",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 409, "nothing changed"
    assert client.post(address, sent | {"begun_at": "2024-06-03T11:00"}).status_code == 302
    assert Meeting.everything.get().signed_on == DAY
    assert client.post(address, sent | {"result": "愿意再谈。"}).status_code == 302
    assert Meeting.everything.get().signed_on is None
    assert client.post(address, sent | {"result": "愿意再谈。", "signed": "on"}).status_code == 302
    assert Meeting.everything.get().signed_on == DAY


def test_the_year_shows_where_it_is_not_this_year(
    territory: Territory, standing_clock: datetime, client: Client
) -> None:
    found = walk(territory).informed()
    meeting = found.meeting(MeetingKind.VISIT)
    client.force_login(territory.account(Post.COMMUNITY_OFFICER, territory.community))
    page = reverse("mediation:case", args=(found.case.ref,))
    assert "6月3日 周一 12:00" in client.get(page).content.decode()
    Meeting.everything.filter(pk=meeting.pk).update(begun_at=noon(date(2023, 6, 3)))
    assert "2023年6月3日" in client.get(page).content.decode()


def test_the_rule_itself_names_the_field_and_both_days(standing_clock: datetime) -> None:
    require_day(DAY, "签字", ("协议写成", DAY), ("受理", None))
    with pytest.raises(ValidationError) as refused:
        require_day(BEFORE, "签字", ("协议写成", DAY), field="signed_on")
    assert refused.value.message_dict == {
        "signed_on": ["签字日期早于协议写成：2024-06-02，协议写成是 2024-06-03。请核对日期。"]
    }
