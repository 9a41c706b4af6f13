"""The demo's leads: every one has a file, and the honours came by decision."""

from datetime import date

import pytest

from linli.common.world import World
from linli.grid.broadcasts.models import Broadcast, BroadcastDoor, Reached
from linli.grid.checks import leads_before_decision, leads_without_file, outdated_boards
from linli.grid.day.models import Visit
from linli.grid.indicators import INDICATORS
from linli.grid.leads import boards, choosing, states
from linli.grid.models import (
    BestNeighbourLead,
    Candidacy,
    HonourQuota,
    Lead,
    LeaderAdjustment,
    Nomination,
    NoticeBoard,
    PetitionReview,
    Request,
)
from linli.grid.requests.demo.building import NOON
from linli.grid.requests.services import reviewing
from linli.inbox.models import Message
from linli.indicators.compute import figures
from linli.indicators.period import Period
from linli.orgs.models import Area
from linli.orgs.selectors import district
from linli.workflow.models import Deadline
from linli.workflow.selectors import working_calendar

pytestmark = [pytest.mark.xdist_group("small demo"), pytest.mark.usefixtures("small_demo", "db")]
YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))
CODES = [indicator.code for indicator in INDICATORS]


def test_figures_are_those_of_the_places(small_demo: World) -> None:
    area = district()
    assert area is not None
    found = {code.removeprefix("grid."): f.value for code, f in figures(area, YEAR, CODES).items()}
    kinds = ("section", "group", "neighbourhood")
    sections, groups, neighbourhoods = (len(small_demo.of_kind(kind)) for kind in kinds)
    assert found["section_leads"] == sections
    assert found["group_leads"] == groups
    assert found["neighbour_leads"] == neighbourhoods
    assert found["three_leads"] == sections + groups + neighbourhoods
    assert found["best_neighbour_leads"] == small_demo.scaled(20)


def test_every_lead_has_a_file_from_before_the_first_day() -> None:
    assert not list(leads_without_file())
    assert not list(leads_before_decision())
    assert Lead.everything.exclude(leave_reason="").exists(), "some left, with a reason"


def test_honours_were_posted_long_enough() -> None:
    calendar = working_calendar()
    for honour in BestNeighbourLead.everything.all():
        assert honour.publicity_from is not None
        assert honour.publicity_to is not None
        assert calendar.workdays_between(honour.publicity_from, honour.publicity_to) >= 5


def test_candidates_stand_in_every_state_but_office() -> None:
    found = {each.state for each in Candidacy.everything.all()}
    assert found == {states.PROPOSED, states.ASSESSED, states.POSTED, states.DROPPED}
    posted = [choosing.posting_of(each) for each in Candidacy.everything.filter(state=states.POSTED)]
    hangs = {posting.runs_on(date(2024, 10, 30)) for posting in posted if posting is not None}
    assert None not in posted
    assert hangs == {True, False}, "one still hangs, one has hung long enough"


def test_every_post_that_changed_hands_tells_how() -> None:
    for each in LeaderAdjustment.everything.exclude(after=None).select_related(
        "after__appointment", "before"
    ):
        assert each.after is not None
        assert (each.after.appointment.area_id, each.after.appointment.valid_from) == (each.area_id, each.day)
        assert each.decision
    left = Lead.everything.exclude(leave_reason="")
    assert LeaderAdjustment.everything.filter(before__in=left).count() == left.count()


def test_some_boards_are_out_of_date_and_most_are_not() -> None:
    outdated = list(outdated_boards())
    assert 2 <= len(outdated) < NoticeBoard.everything.count() / 2
    there = NoticeBoard.everything.filter(estate__parent=_known()).select_related("estate")
    told = [boards.differences(boards.content(each), boards.last_print(each)) for each in there]
    assert any(told), "where a demo account has its post one is out of date"
    assert not all(told)


def _known() -> Area:
    return Area.everything.get(kind="community", name="高山坡社区")


def test_honours_have_their_nominations_and_some_are_on_the_way() -> None:
    assert set(Nomination.everything.values_list("state", flat=True)) == {
        state.code for state in states.NOMINATION.states
    }
    assert Nomination.everything.filter(state=states.HONOURED).count() == BestNeighbourLead.everything.count()
    for quota in HonourQuota.everything.filter(year=2024).select_related("area"):
        taken = Nomination.everything.filter(
            year=2024,
            level=quota.area.kind,
            appointment__area__path__under=quota.area.path,
            state__in=(states.HONOUR_POSTED, states.HONOURED),
        )
        assert taken.count() <= quota.quota


def test_doors_wait_for_somebody_after_a_broadcast() -> None:
    for each in Broadcast.everything.all():
        doors = BroadcastDoor.everything.filter(broadcast=each)
        assert set(doors.values_list("reached", flat=True)) == set(Reached.values) - {Reached.PHONE}
        assert doors.filter(reached=Reached.DOOR).count() < doors.count() / 3
        assert each.leads_told or each.area_id != _known().pk


def test_leads_find_this_morning_s_broadcast_among_their_messages() -> None:
    latest = Broadcast.everything.latest("sent_at")
    told = Message.everything.filter(kind="grid.broadcast")
    assert {(each.target_id, each.target_type) for each in told} == {(latest.pk, "grid.broadcast")}
    assert told.count() == latest.leads_told > 0
    for each in told:
        assert each.address.endswith(f"/{latest.ref}/")
        assert each.title.startswith("停水：")


def test_reviews_of_petitions_stand_at_every_stage_with_the_organ_of_the_law() -> None:
    found = list(PetitionReview.everything.select_related("request__holder", "organ").order_by("pk"))
    assert [(each.round, each.outcome) for each in found] == [
        ("review", "upheld"),
        ("final", ""),
        ("review", "changed"),
        ("review", ""),
    ]
    for each in found:
        assert each.request.is_petition
        assert each.request.answered_at is not None
        before = [one for one in found if one.request_id == each.request_id and one.pk < each.pk]
        assert reviewing.organ_for(each.request, before) == each.organ
        until = reviewing.last_day(each.request, before)
        assert until is not None
        assert each.asked_on <= until
        clock = Deadline.everything.get(target_type="grid.petitionreview", target_id=each.pk)
        assert (clock.area, clock.met_at is None) == (each.organ, each.decided_on is None)
        assert clock.due_at is not None
        if clock.met_at is not None:
            assert clock.met_at <= clock.due_at
    late = Deadline.everything.filter(target_type="grid.petitionreview", met_at=None, due_at__lt=NOON)
    assert late.count() == 1


def test_petitions_run_by_the_law_s_clocks() -> None:
    running = []
    for each in Request.everything.filter(is_petition=True, answered_at=None):
        clocks = Deadline.everything.filter(target_type="grid.request", target_id=each.pk, met_at=None)
        running.append(sorted(clocks.values_list("kind", flat=True)))
    assert sorted(running) == [["petition.decision"], ["petition.decision"], ["petition.notice"]]


def test_visits_are_one_line_of_leads_in_office() -> None:
    for visit in Visit.everything.select_related("appointment"):
        assert visit.appointment.valid_from <= visit.day <= date(2024, 10, 30)
        assert visit.appointment.valid_to is None
