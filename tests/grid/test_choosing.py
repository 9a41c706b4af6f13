"""From proposal to office, boards that go out of date, honours step by step: what passes and what is refused."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.common.clock import stand_at
from linli.grid.leads import boards, choosing, honours
from linli.grid.models import (
    Adjusted,
    BestNeighbourLead,
    BoardPrint,
    Candidacy,
    DoorRule,
    HonourLevel,
    HonourQuota,
    LeadDuty,
    LeaderAdjustment,
    LeaveReason,
    Nomination,
    NoticeBoard,
    ProducedBy,
    ResidentsRepresentative,
    Sheet,
)
from linli.notices.loading import load_missing_kinds
from linli.notices.services.objections import object_to
from linli.people.models import Post, Purpose
from linli.people.selectors import leads_on
from linli.people.services import give_consent, keep_phone
from linli.workflow.machines import TransitionRefused
from tests.grid import rows
from tests.territory import Territory

START, LATER = date(2024, 10, 8), date(2024, 10, 30)


def _at(day: date) -> None:
    stand_at(datetime(day.year, day.month, day.day, 4, 0, tzinfo=UTC))


@pytest.fixture
def candidacy(territory: Territory) -> Candidacy:
    load_missing_kinds()
    rows.standard(territory)
    _at(START)
    return choosing.propose(
        actor=SYSTEM,
        person=territory.person(name="王建国"),
        post=Post.NEIGHBOUR_LEAD,
        area=territory.neighbourhoods[0],
        produced_by=ProducedBy.RESIDENTS,
        proposer="居民小组会",
        day=START,
    )


def _posted(territory: Territory, candidacy: Candidacy) -> Candidacy:
    choosing.assess(actor=SYSTEM, candidacy=candidacy, meets=True, assessor=territory.person(), day=START)
    choosing.put_up(actor=SYSTEM, candidacy=candidacy)
    candidacy.refresh_from_db()
    return candidacy


def _office(candidacy: Candidacy, **changed: Any) -> Any:
    values: dict[str, Any] = {
        "day": LATER,
        "decision": "群英议事会（10月29日）",
        "decided_on": date(2024, 10, 29),
    } | changed
    return choosing.put_in_office(actor=SYSTEM, candidacy=candidacy, **values)


def test_a_candidate_goes_through_every_step(territory: Territory, candidacy: Candidacy) -> None:
    with pytest.raises(TransitionRefused):
        choosing.put_up(actor=SYSTEM, candidacy=candidacy)
    _posted(territory, candidacy)
    with pytest.raises(ValidationError, match="期满以后"):
        _office(candidacy, day=START, decided_on=START)
    _at(LATER)
    lead = _office(candidacy)
    assert leads_on(LATER).get() == lead.appointment
    assert LeaderAdjustment.everything.get().kind == Adjusted.ADDED
    candidacy.refresh_from_db()
    assert (candidacy.state, candidacy.lead) == ("appointed", lead)


def test_a_no_ends_it_and_keeps_neither_line_nor_reason(territory: Territory, candidacy: Candidacy) -> None:
    choosing.assess(actor=SYSTEM, candidacy=candidacy, meets=False, assessor=territory.person(), day=START)
    candidacy.refresh_from_db()
    assert (candidacy.state, candidacy.assessed_by, candidacy.standard) == ("dropped", None, None)


def test_an_unanswered_question_stops_office(territory: Territory, candidacy: Candidacy) -> None:
    _posted(territory, candidacy)
    posting = choosing.posting_of(candidacy)
    assert posting is not None
    object_to(actor=SYSTEM, posting=posting, text="他不常住这里。", asker="", contact="", is_public=True)
    _at(LATER)
    with pytest.raises(ValidationError, match="没有答复"):
        _office(candidacy)
    assert not leads_on(LATER).exists()


def test_replacing_ends_the_one_before_in_the_same_act(territory: Territory, candidacy: Candidacy) -> None:
    before = rows.lead(territory)
    _posted(territory, candidacy)
    _at(LATER)
    with pytest.raises(ValidationError, match="还有一位在任"):
        _office(candidacy)
    _office(candidacy, leaves=LeaveReason.HEALTH)
    before.appointment.refresh_from_db()
    assert before.appointment.valid_to == LATER
    assert LeaderAdjustment.everything.get().before == before
    told = "".join(str(act.data) for act in Act.everything.all())
    assert "身体原因" not in told, "the reason is sealed in the log"


def test_leaving_needs_a_decision_and_the_next_is_by_election(
    territory: Territory, candidacy: Candidacy
) -> None:
    lead = rows.lead(territory)
    with pytest.raises(ValidationError):
        choosing.leave(
            actor=SYSTEM, lead=lead, day=START, reason=LeaveReason.MOVED, decision="", decided_on=START
        )
    lead.appointment.refresh_from_db()
    assert lead.appointment.valid_to is None
    choosing.leave(
        actor=SYSTEM, lead=lead, day=START, reason=LeaveReason.MOVED, decision="会议", decided_on=START
    )
    _posted(territory, candidacy)
    _at(LATER)
    _office(candidacy)
    kinds = set(LeaderAdjustment.everything.values_list("kind", flat=True))
    assert kinds == {Adjusted.LEFT, Adjusted.BY_ELECTION}


def test_a_representative_is_a_fact_of_its_own(territory: Territory) -> None:
    person = territory.person()
    with pytest.raises(ValidationError, match="居民小组"):
        choosing.register_representative(
            actor=SYSTEM, person=person, area=territory.neighbourhoods[0], day=START, basis="选举"
        )
    found = choosing.register_representative(
        actor=SYSTEM, person=person, area=territory.groups[0], day=START, basis="小组选举"
    )
    assert choosing.is_representative(person, LATER)
    choosing.end_representative(actor=SYSTEM, found=found, day=LATER)
    assert not choosing.is_representative(person, LATER)
    assert not leads_on(LATER).exists()


# --- boards -----------------------------------------------------------------------------------------------


@pytest.fixture
def board(territory: Territory) -> NoticeBoard:
    _at(START)
    territory.household()
    return boards.register(
        actor=SYSTEM,
        estate=territory.estates[0],
        place="南门",
        office_phone="0730-8610000",
        supervision_phone="0730-8619999",
        day=START,
    )


def _lines(board: NoticeBoard) -> dict[str, tuple[str, str, bool]]:
    return {each.post.label: (each.name, each.phone, each.acting) for each in boards.content(board).lines}


def test_a_board_says_names_and_numbers_by_consent(territory: Territory, board: NoticeBoard) -> None:
    group = rows.appointment(territory, Post.GROUP_LEAD, person=territory.person(name="李秀英"))
    assert _lines(board)["邻长"] == ("李组长", "0730-8610000", True)
    own = rows.appointment(territory, person=territory.person(name="王建国"))
    assert _lines(board)["邻长"] == ("王邻长", "0730-8610000", False)
    keep_phone(owner=own.person, number="13800002046")
    give_consent(
        actor=SYSTEM,
        person=own.person,
        purpose=Purpose.SHOW_ON_BOARD,
        text_version="1",
        way="paper",
        day=START,
    )
    assert _lines(board)["邻长"] == ("王建国", "13800002046", False)
    assert _lines(board)["片长"] == ("", "0730-8610000", False)
    assert group.person.name not in str(_lines(board))


def test_a_printed_board_goes_out_of_date_and_says_since_when(
    territory: Territory, board: NoticeBoard
) -> None:
    own = rows.appointment(territory)
    assert boards.differences(boards.content(board), None)[0].what == "还没有贴过"
    boards.record_print(actor=SYSTEM, board=board, sheet=Sheet.A3, day=START)
    last = boards.last_print(board)
    assert boards.differences(boards.content(board), last) == []
    _at(LATER)
    own.valid_to = date(2024, 10, 20)
    own.save(update_fields=["valid_to"])
    (found,) = boards.differences(boards.content(board), last)
    assert (found.what, found.since) == ("第一邻邻长", date(2024, 10, 20))
    boards.record_print(actor=SYSTEM, board=board, sheet=Sheet.A2, day=LATER)
    boards.set_duty(actor=SYSTEM, area=territory.district, post=Post.GROUP_LEAD, text="新的", day=LATER)
    (found,) = boards.differences(boards.content(board), boards.last_print(board))
    assert found.what == "职责"
    elsewhere = territory.actor(Post.COMMUNITY_OFFICER, territory.communities[1])
    with pytest.raises(PermissionDenied):
        boards.record_print(actor=elsewhere, board=board, sheet=Sheet.A4, day=LATER)


# --- honours ----------------------------------------------------------------------------------------------


def _nominated(territory: Territory) -> Nomination:
    load_missing_kinds()
    _at(START)
    return honours.nominate(
        actor=SYSTEM,
        appointment=rows.lead_in_office(territory),
        year=2024,
        level=HonourLevel.DISTRICT,
        proposer="第一社区",
        deeds="常年照看独居老人",
        day=START,
    )


def test_an_honour_goes_step_by_step(territory: Territory) -> None:
    nomination = _nominated(territory)
    with pytest.raises(TransitionRefused):
        honours.put_up(actor=SYSTEM, nomination=nomination)
    community = territory.actor(Post.COMMUNITY_OFFICER, territory.community)
    with pytest.raises(PermissionDenied):
        honours.review(actor=community, nomination=nomination, opinion="同意", day=START)
    street = territory.actor(Post.STREET_OFFICER, territory.streets[0])
    with pytest.raises(TransitionRefused):
        honours.review(actor=street, nomination=nomination, opinion=" ", day=START)
    honours.review(actor=SYSTEM, nomination=nomination, opinion="同意", day=START)
    with pytest.raises(ValidationError, match="还没有定"):
        honours.put_up(actor=SYSTEM, nomination=nomination)
    honours.set_quota(actor=SYSTEM, area=territory.district, year=2024, quota=1, basis="评选方案")
    with pytest.raises(PermissionDenied):
        honours.put_up(actor=street, nomination=nomination)
    honours.put_up(actor=SYSTEM, nomination=nomination)
    with pytest.raises(ValidationError, match="公示到"):
        honours.decide(actor=SYSTEM, nomination=nomination, decision="文件", decided_on=START)
    _at(LATER)
    honours.decide(actor=SYSTEM, nomination=nomination, decision="岳楼〔2024〕9号", decided_on=LATER)
    assert BestNeighbourLead.everything.get().deeds == "常年照看独居老人"


def test_the_year_s_places_are_kept(territory: Territory) -> None:
    nomination = _nominated(territory)
    other = honours.nominate(
        actor=SYSTEM,
        appointment=rows.lead_in_office(territory, 1),
        year=2024,
        level=HonourLevel.DISTRICT,
        proposer="第二社区",
        deeds="劝和邻里",
        day=START,
    )
    honours.set_quota(actor=SYSTEM, area=territory.district, year=2024, quota=1, basis="评选方案")
    for each in (nomination, other):
        honours.review(actor=SYSTEM, nomination=each, opinion="同意", day=START)
    honours.put_up(actor=SYSTEM, nomination=nomination)
    with pytest.raises(ValidationError, match="已满"):
        honours.put_up(actor=SYSTEM, nomination=other)
    honours.leave_out(actor=SYSTEM, nomination=other, opinion="名额已满")


def test_the_database_refuses_what_is_not_so(territory: Territory, candidacy: Candidacy) -> None:
    held = rows.lead_in_office(territory)
    area, day = territory.neighbourhoods[0], START
    act = {"post": "group_lead", "area": area, "decision": "x", "decided_on": day, "day": day}
    put = {"appointment": held, "year": 2024, "level": "district", "proposer": "x", "nominated_on": day}
    phones = {"office_phone": "1", "supervision_phone": "1"}
    breaches: list[tuple[Any, dict[str, Any]]] = [
        (LeaderAdjustment, act | {"kind": "painted"}),
        (LeaderAdjustment, act | {"kind": "left"}),
        (HonourQuota, {"area": area, "year": 2024, "quota": 0, "basis": "x"}),
        (DoorRule, {"area": area, "fewest": 9, "most": 5, "basis": "x", "valid_from": day}),
        (LeadDuty, {"area": area, "post": "auditor", "text": "x", "valid_from": day}),
        (ResidentsRepresentative, {"person": held.person, "area": area, "valid_from": day, "basis": ""}),
        (NoticeBoard, phones | {"estate": area, "place": "", "valid_from": day}),
        (Nomination, put | {"deeds": ""}),
        (Nomination, put | {"deeds": "x", "state": "honoured"}),
    ]
    for model, values in breaches:
        with pytest.raises(IntegrityError), transaction.atomic():
            model.everything.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidacy.everything.filter(pk=candidacy.pk).update(state="posted")
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidacy.everything.filter(pk=candidacy.pk).update(post="auditor")


def test_prints_are_never_rewritten(territory: Territory, board: NoticeBoard) -> None:
    boards.record_print(actor=SYSTEM, board=board, sheet=Sheet.A4, day=START)
    with pytest.raises(Exception, match=r"append|append-only|只"), transaction.atomic():
        BoardPrint.everything.update(sheet="a2")
