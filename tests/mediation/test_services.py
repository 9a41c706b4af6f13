"""A case from registration to its outcome, the roster, the ledger: what passes, what is refused in which words."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.indicators.period import Period
from linli.mediation.models import (
    BuildingKind,
    CaseSource,
    Category,
    Disposal,
    DisputeCase,
    DisputeKind,
    ListingSource,
    Notable,
    Outcome,
    PieceKind,
)
from linli.mediation.models.notable import LeaveReason
from linli.mediation.selectors import listed_on, mediated_within
from linli.mediation.services import buildings, cases, pieces, roster
from linli.people.models import Post
from linli.workflow.machines import TransitionRefused
from linli.workflow.models import Deadline
from tests.mediation.rows import standing
from tests.mediation.walk import visit_all, walk
from tests.territory import Territory

DAY = date(2024, 6, 3)
YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))


@pytest.fixture
def case(territory: Territory) -> DisputeCase:
    return cases.register_case(
        actor=SYSTEM,
        community=territory.community,
        source=CaseSource.APPLICATION,
        kind=DisputeKind.NEIGHBOURS,
        registered_on=DAY,
    )


def test_a_case_runs_through_the_six_links_to_an_agreement(territory: Territory) -> None:
    found = walk(territory).informed().through("match", "visit").panel()
    case = found.case
    assert (case.number, case.due_on) == ("（2024）高人调字第1号", date(2024, 7, 3))
    found.through("convene", "hear", "consult", "judge", "settle").agreed()
    assert mediated_within(YEAR).get() == case
    for kind in (
        PieceKind.APPLICATION,
        PieceKind.RIGHTS,
        PieceKind.IDENTITY,
        PieceKind.RECORD,
        PieceKind.AGREEMENT,
    ):
        pieces.add_piece(actor=SYSTEM, case=case, kind=kind, title="", dated=DAY)
    visit_all(case)
    for verb in ("follow_up", "archive"):
        case.refresh_from_db()
        cases.move_case(actor=SYSTEM, case=case, verb=verb)
    case.refresh_from_db()
    assert (case.stage, case.outcome, case.amount_fen) == ("archived", Outcome.AGREED, 120_000)
    kinds = Deadline.everything.filter(met_at__isnull=False).values_list("kind", flat=True)
    assert set(kinds) == {"mediation.review", "mediation.settle"}
    assert Act.everything.filter(code="mediation.case.moved").count() == 12


def test_numbers_follow_acceptance_without_gaps(territory: Territory, case: DisputeCase) -> None:
    cases.accept_case(actor=SYSTEM, case=case, accepted_on=DAY)
    other = cases.register_case(
        actor=SYSTEM,
        community=territory.community,
        source=CaseSource.GRID,
        kind=DisputeKind.PROPERTY,
        registered_on=DAY,
    )
    cases.accept_case(actor=SYSTEM, case=other, accepted_on=DAY)
    assert (case.serial, other.serial) == (1, 2)


def test_without_consent_there_is_no_mediation(territory: Territory) -> None:
    found = walk(territory).accepted()
    with pytest.raises(ValidationError, match="没有告知"):
        cases.inform_parties(actor=SYSTEM, case=found.case)
    with pytest.raises(ValidationError, match="《人民调解法》第十七条"):
        cases.inform_parties(actor=SYSTEM, case=found.asked().case)
    cases.end(actor=SYSTEM, case=found.case, closed_on=DAY, reason="一方拒绝")
    assert mediated_within(YEAR).get().outcome == Outcome.ENDED


@pytest.mark.parametrize(
    ("close", "outcome", "counted"),
    [
        (cases.fail, Outcome.FAILED, 1),
        (cases.end, Outcome.ENDED, 1),
        (cases.transfer, Outcome.TRANSFERRED, 0),
    ],
)
def test_the_other_outcomes(
    territory: Territory, close: Callable[..., DisputeCase], outcome: Outcome, counted: int
) -> None:
    case = walk(territory).informed().case
    close(actor=SYSTEM, case=case, closed_on=date(2024, 6, 20), reason="说明原因")
    case.refresh_from_db()
    assert (case.remedies_told_on is None) == (outcome == Outcome.TRANSFERRED)
    assert (case.outcome, case.stage) == (outcome, "concluded")
    assert mediated_within(YEAR).count() == counted


def test_a_declined_case_is_not_counted(case: DisputeCase) -> None:
    cases.decline(actor=SYSTEM, case=case, closed_on=DAY, reason="法院已受理")
    assert (case.outcome, mediated_within(YEAR).count()) == (Outcome.DECLINED, 0)


def test_the_table_refuses_what_is_not_due(case: DisputeCase) -> None:
    with pytest.raises(TransitionRefused, match="受理审查"):
        cases.fail(actor=SYSTEM, case=case, closed_on=DAY, reason="谈不拢")
    with pytest.raises(ValidationError, match="已经生效的协议"):
        cases.agree(actor=SYSTEM, case=case, closed_on=DAY)
    with pytest.raises(TransitionRefused, match="结果说明"):
        cases.decline(actor=SYSTEM, case=case, closed_on=DAY, reason=" ")
    with pytest.raises(LookupError):
        cases.move_case(actor=SYSTEM, case=case, verb="agree")


def test_a_case_belongs_to_a_community_of_the_actor(territory: Territory) -> None:
    with pytest.raises(ValidationError, match="不是社区"):
        cases.register_case(
            actor=SYSTEM,
            community=territory.streets[0],
            source=CaseSource.GRID,
            kind=DisputeKind.OTHER,
            registered_on=DAY,
        )
    with pytest.raises(PermissionDenied, match="您的任职不包括"):
        cases.register_case(
            actor=territory.actor(Post.STREET_OFFICER, territory.streets[1]),
            community=territory.community,
            source=CaseSource.GRID,
            kind=DisputeKind.OTHER,
            registered_on=DAY,
        )


def _listed(territory: Territory, **changed: object) -> Notable:
    values: dict[str, object] = {
        "person": territory.person(),
        "community": territory.community,
        "category": Category.VOLUNTEER,
        "source": ListingSource.SELF,
        "listed_on": DAY,
        "expertise": ["law"],
    }
    return roster.list_notable(actor=SYSTEM, **(values | changed))  # type: ignore[arg-type]  # by name


def test_the_roster_keeps_who_was_listed_when(territory: Territory) -> None:
    notable = _listed(territory)
    again = roster.recategorise(
        actor=SYSTEM, notable=notable, category=Category.DELEGATE, day=date(2024, 8, 1)
    )
    assert listed_on(date(2024, 7, 31)).get().primary_category == Category.VOLUNTEER
    assert listed_on(date(2024, 8, 1)).get() == again
    roster.remove_notable(actor=SYSTEM, notable=again, left_on=date(2024, 9, 1), reason=LeaveReason.RESIGNED)
    assert not listed_on(date(2024, 9, 1)).exists()


def test_the_roster_refuses_in_words(territory: Territory) -> None:
    notable = _listed(territory)
    with pytest.raises(ValidationError, match="一人同一时间只列一处"):
        _listed(territory, person=notable.person, community=territory.communities[2])
    with pytest.raises(ValidationError, match="专长"):
        _listed(territory, expertise=["magic"])
    with pytest.raises(ValidationError, match="本来就是"):
        roster.recategorise(actor=SYSTEM, notable=notable, category=Category.VOLUNTEER, day=DAY)
    roster.remove_notable(actor=SYSTEM, notable=notable, left_on=date(2024, 9, 1), reason=LeaveReason.MOVED)
    with pytest.raises(ValidationError, match="已在"):
        roster.remove_notable(
            actor=SYSTEM, notable=notable, left_on=date(2024, 9, 2), reason=LeaveReason.MOVED
        )


def test_a_building_is_stopped_disposed_of_and_told(territory: Territory) -> None:
    building = buildings.report_building(
        actor=SYSTEM,
        estate=territory.estates[0],
        place="3栋楼顶",
        kind=BuildingKind.NEW,
        area_m2=Decimal("20.5"),
        found_on=DAY,
    )
    assert Deadline.everything.get().kind == "mediation.illegal_building.action"
    buildings.act_on_building(actor=SYSTEM, building=building, acted_on=DAY, action="当场制止")
    buildings.note_petition(actor=SYSTEM, building=building, petition_on=date(2024, 6, 5))
    buildings.dispose_of_building(
        actor=SYSTEM, building=building, disposed_on=date(2024, 6, 10), disposal=Disposal.BY_OWNER
    )
    building.refresh_from_db()
    assert (building.state, building.compensation_fen) == ("disposed", 0)
    with pytest.raises(TransitionRefused):
        buildings.act_on_building(actor=SYSTEM, building=building, acted_on=DAY, action="再次制止")
    with pytest.raises(ValidationError, match="首次上访"):
        buildings.note_petition(actor=SYSTEM, building=building, petition_on=date(2024, 7, 5))


def test_a_building_lies_in_an_estate(territory: Territory) -> None:
    with pytest.raises(ValidationError, match="不是小区"):
        buildings.report_building(
            actor=SYSTEM,
            estate=territory.community,
            place="楼顶",
            kind=BuildingKind.EXISTING,
            area_m2=Decimal(5),
            found_on=DAY,
        )


def test_action_comes_before_disposal(territory: Territory) -> None:
    building = standing(territory, state="found", first_action_on=None, first_action="")
    with pytest.raises(TransitionRefused, match="已发现"):
        buildings.dispose_of_building(
            actor=SYSTEM, building=building, disposed_on=DAY, disposal=Disposal.ENFORCED
        )


def test_a_ledger_is_opened_once_in_its_year(territory: Territory) -> None:
    buildings.open_ledger(actor=SYSTEM, area=territory.district, year=2024, opened_on=date(2024, 1, 5))
    with pytest.raises(ValidationError):
        buildings.open_ledger(actor=SYSTEM, area=territory.district, year=2024, opened_on=DAY)
    with pytest.raises(ValidationError, match="年内建立"):
        buildings.open_ledger(actor=SYSTEM, area=territory.district, year=2023, opened_on=DAY)
    with pytest.raises(ValidationError, match="街道"):
        buildings.open_ledger(actor=SYSTEM, area=territory.estates[0], year=2024, opened_on=DAY)
