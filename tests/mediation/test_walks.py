"""Random lives of a case: consents, stages and outcomes in any order never break what the law asks (4.3.6)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.access.actor import SYSTEM
from linli.mediation.consents import all_agree, missing
from linli.mediation.models import (
    Agreement,
    Capacity,
    DisputeCase,
    Form,
    Ground,
    Matter,
    MeetingKind,
    Outcome,
    Panel,
    PanelMember,
    Reason,
    RecusalCheck,
)
from linli.mediation.recusal import ABSOLUTE
from linli.mediation.services import agreements, cases, meetings, panels, parties
from linli.mediation.states import CASE, CLOSED_STAGES, IN_MEDIATION
from linli.workflow.machines import TransitionRefused
from linli.workflow.models import Deadline
from tests.mediation.walk import NOTHING, Walk, committee, registered
from tests.territory import Territory

REFUSALS = (ValidationError, TransitionRefused, IndexError)


def _anybody(found: Walk, chance: Any) -> PanelMember:
    rows = PanelMember.everything.filter(panel__case=found.case).select_related("panel", "person", "notable")
    members = list(rows.filter(left_on__isnull=True))
    if not members:
        raise IndexError("nobody sits yet")  # hypothesis's own choice from nothing fails in several ways
    member: PanelMember = chance.choice(members)
    return member


def _answer(found: Walk, chance: Any) -> None:
    party = chance.choice(found.parties)
    party.refresh_from_db()
    matter = chance.choice([Matter.MEDIATION, Matter.NOTABLES, Matter.PUBLIC, Matter.EXTENSION])
    given_ = chance.random() < 0.8
    parties.answer(actor=SYSTEM, party=party, matter=matter, given=given_, on=found.day)


def _tell(found: Walk, chance: Any) -> None:
    found.asked()


def _yes(found: Walk, chance: Any) -> None:
    found.asked(Matter.MEDIATION, Matter.NOTABLES)


def _inform(found: Walk, chance: Any) -> None:
    cases.inform_parties(actor=SYSTEM, case=found.case)


def _step(found: Walk, chance: Any) -> None:
    onward = [step.verb for step in CASE.allowed(found.case.stage) if step.verb in cases.STEPS]
    cases.move_case(actor=SYSTEM, case=found.case, verb=chance.choice(onward) if onward else "match")


def _invite(found: Walk, chance: Any) -> None:
    if chance.random() < 0.4:
        panels.invite(
            actor=SYSTEM,
            case=found.case,
            person=found.mediator,
            capacity=Capacity.MEDIATOR,
            reason=Reason.EXPERT,
            is_convenor=True,
            on=found.day,
        )
    else:
        found.listed()


def _check(found: Walk, chance: Any) -> None:
    said = NOTHING | ({chance.choice(list(Ground)): True} if chance.random() < 0.2 else {})
    panels.check_recusal(actor=SYSTEM, member=_anybody(found, chance), said=said, on=found.day)


def _accept(found: Walk, chance: Any) -> None:
    member = _anybody(found, chance)
    for party in found.parties:
        panels.accept_member(
            actor=SYSTEM, member=member, party=party, accepted=chance.random() < 0.95, on=found.day
        )


def _whole_panel(found: Walk, chance: Any) -> None:
    found.panel()


def _form(found: Walk, chance: Any) -> None:
    panels.form_panel(actor=SYSTEM, case=found.case, on=found.day)


def _meet(found: Walk, chance: Any) -> None:
    meeting = found.meeting(chance.choice(list(MeetingKind)), asked="门卫")
    meetings.vote(actor=SYSTEM, meeting=meeting, question="谁有理", in_favour=1, against=0, abstained=0)


def _draft(found: Walk, chance: Any) -> None:
    found.drafted(chance.choice(list(Form)))


def _sign(found: Walk, chance: Any) -> None:
    for agreement in Agreement.everything.filter(case=found.case).select_related("case"):
        found.signed(agreement)


def _effect(found: Walk, chance: Any) -> None:
    for agreement in Agreement.everything.filter(case=found.case).select_related("case"):
        agreements.take_effect(actor=SYSTEM, agreement=agreement, on=found.day)


def _fail(found: Walk, chance: Any) -> None:
    if chance.random() < 0.2:
        cases.fail(actor=SYSTEM, case=found.case, closed_on=found.day, reason="谈不拢")


ACTS: dict[str, Callable[[Walk, Any], None]] = {
    act.__name__: act
    for act in (
        _answer, _tell, _yes, _inform, _step, _invite, _check, _accept, _whole_panel, _form, _meet, _draft,
        _sign, _effect, _fail,
    )
}  # fmt: skip


def check(case: DisputeCase) -> None:
    """Whatever was tried, this holds."""
    if case.stage in IN_MEDIATION:
        assert all_agree(case, Matter.MEDIATION), "mediated without everybody's consent"
    if case.outcome == Outcome.AGREED:
        agreement = Agreement.everything.get(case=case)
        assert agreement.effective_on is not None
        assert agreement.clauses.exists()
        assert not missing(case, Matter.MEDIATION)
    else:
        assert not Agreement.everything.filter(case=case, effective_on__isnull=False).exists()
    panel = Panel.objects.unscoped("test").filter(case=case).first()
    members = panels.sitting(panel) if panel is not None else []
    grounds = RecusalCheck.everything.filter(member__in=members, found=True, ground__in=ABSOLUTE)
    assert not grounds.exists(), "somebody with a ground to stand aside still sits"
    if panel is not None and panel.formed_on is not None:
        assert panels.lacking(case, members) == []
        assert all(member.capacity == Capacity.MEDIATOR for member in members) or all_agree(
            case, Matter.NOTABLES
        )
    if case.is_public:
        assert all_agree(case, Matter.PUBLIC)
    if case.outcome in (Outcome.FAILED, Outcome.ENDED):
        assert case.remedies_told_on == case.closed_on
    if case.stage in CLOSED_STAGES:
        own = Deadline.everything.filter(target_type="mediation.disputecase", target_id=case.pk)
        assert not own.filter(met_at__isnull=True, dropped_at__isnull=True).exists()


@pytest.fixture
def town(territory: Territory, standing_clock: datetime) -> Walk:
    found, chair = committee(territory)
    return Walk(territory, found, chair, registered(territory))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.sampled_from(sorted(ACTS)), min_size=6, max_size=24), st.randoms(use_true_random=False))
def test_no_life_of_a_case_breaks_the_rules(town: Walk, asked: list[str], chance: Any) -> None:
    found, said = town.beside().accepted(), []
    for name in asked:
        try:
            ACTS[name](found, chance)
        except REFUSALS as refused:
            said.append(str(refused))
        found.case = DisputeCase.everything.select_related("community").get(pk=found.case.pk)
        check(found.case)
        found.day += timedelta(days=1)
    assert all(said), "a refusal says why"


def test_the_walks_reach_agreements(town: Walk) -> None:
    """The acts above, in the order that leads there: so the walks can prove something."""
    found = town.beside().accepted()
    for name in ("_yes", "_inform", "_draft", "_sign", "_effect"):
        ACTS[name](found, None) if name != "_draft" else found.drafted()
        found.case = DisputeCase.everything.select_related("community").get(pk=found.case.pk)
    assert found.case.outcome == Outcome.AGREED
    check(found.case)
