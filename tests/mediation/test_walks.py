"""Random lives of a case: consents, stages and outcomes in any order never break what the law asks (4.3.6)."""

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.access.actor import SYSTEM
from linli.mediation.consents import all_agree, parties_of
from linli.mediation.models import (
    PAPER_ONLY,
    Agreement,
    Capacity,
    DisputeCase,
    Form,
    Ground,
    Matter,
    MeetingKind,
    Notable,
    Outcome,
    Panel,
    PanelMember,
    Party,
    PartyConsent,
    Reason,
    RecusalCheck,
    Side,
    Signature,
    Special,
)
from linli.mediation.recusal import ABSOLUTE, from_records
from linli.mediation.services import agreements, cases, draws, meetings, panels, parties
from linli.mediation.services.parties import Particulars
from linli.mediation.services.telling import noon
from linli.mediation.states import CASE, CLOSED_STAGES, IN_MEDIATION
from linli.workflow.machines import TransitionRefused
from linli.workflow.models import Deadline
from tests.mediation.walk import NOTHING, Walk, committee, registered
from tests.territory import Territory

REFUSALS = (ValidationError, TransitionRefused, IndexError)
FIRM = "岳阳一家厂"
"""Where a late party and some of the roster work: so that some have to stand aside."""


def _anybody(found: Walk, chance: Any) -> PanelMember:
    rows = PanelMember.everything.filter(panel__case=found.case).select_related("panel", "person", "notable")
    members = list(rows.filter(left_on__isnull=True))
    if not members:
        raise IndexError("nobody sits yet")  # hypothesis's own choice from nothing fails in several ways
    member: PanelMember = chance.choice(members)
    return member


def _one(found: Walk, chance: Any) -> Party:
    if not found.parties:
        raise IndexError("no party yet")
    party: Party = chance.choice(found.parties)
    party.refresh_from_db()
    return party


def _answer(found: Walk, chance: Any) -> None:
    matter = chance.choice(
        [Matter.MEDIATION, Matter.NOTABLES, Matter.PUBLIC, Matter.EXTENSION, Matter.E_SIGN]
    )
    given_ = chance.random() < 0.8
    parties.answer(actor=SYSTEM, party=_one(found, chance), matter=matter, given=given_, on=found.day)


def _withdraw(found: Walk, chance: Any) -> None:
    """Somebody takes back what they agreed to: whatever rests on it falls, or cannot be brought to its end."""
    party = _one(found, chance)
    said = [row.matter for row in PartyConsent.everything.filter(party=party).order_by("pk") if row.holds]
    if not said:
        raise IndexError("agreed to nothing yet")
    matter = Matter(chance.choice(said))
    parties.answer(actor=SYSTEM, party=party, matter=matter, given=False, on=found.day)


def _join(found: Walk, chance: Any) -> None:
    """One more party, sometimes one who bears the name of somebody who sits, or works where they do."""
    members = PanelMember.everything.filter(panel__case=found.case, left_on__isnull=True)
    names = [member.person.name for member in members.select_related("person").order_by("pk")]
    name = chance.choice(names) if names and chance.random() < 0.4 else "彭新"
    about = Particulars(name=name, employer=FIRM if chance.random() < 0.3 else "")
    found.parties.append(parties.add_party(actor=SYSTEM, case=found.case, side=Side.THIRD, about=about))


def _take_up(found: Walk, chance: Any) -> None:
    found.accepted()


def _e_sign(found: Walk, chance: Any) -> None:
    found.asked(Matter.E_SIGN)


def _public(found: Walk, chance: Any) -> None:
    found.asked(Matter.PUBLIC)
    parties.hold_in_public(actor=SYSTEM, case=found.case)


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
        (member,) = found.listed()
        if chance.random() < 0.3:
            Notable.everything.filter(person=member.person).update(employer=FIRM)


def _pool(found: Walk, chance: Any) -> None:
    """The pool is closed: of those of the roster who do not sit there yet."""
    sit = PanelMember.everything.filter(panel__case=found.case, left_on__isnull=True).values("person")
    listed = list(Notable.everything.exclude(person__in=sit).order_by("pk")[:6])
    size = min(2, len(listed))
    at = noon(found.day)
    draws.close_pool(
        actor=SYSTEM,
        case=found.case,
        pool=listed,
        size=size,
        seed_source="次日收盘的上证指数",
        seed_on=found.day + timedelta(days=1),
        at=at,
    )


def _seed(found: Walk, chance: Any) -> None:
    closed = draws.waiting(found.case)
    if closed is None:
        raise IndexError("no pool is closed")
    draws.draw_members(actor=SYSTEM, draw=closed, seed=str(chance.random()), at=noon(found.day))


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
    before = DisputeCase.everything.values().get(pk=found.case.pk)
    meetings.vote(actor=SYSTEM, meeting=meeting, question="谁有理", in_favour=1, against=0, abstained=0)
    assert DisputeCase.everything.values().get(pk=found.case.pk) == before, "a vote decides nothing"


def _draft(found: Walk, chance: Any) -> None:
    if len(found.parties) < 2:
        raise IndexError("no two parties yet")
    found.drafted(chance.choice(list(Form)))


def _draft_electronic(found: Walk, chance: Any) -> None:
    if len(found.parties) < 2:
        raise IndexError("no two parties yet")
    agreements.draft_agreement(
        actor=SYSTEM, case=found.case, form=Form.WRITTEN, facts="吵", issues="吵", clauses=[found.owed()],
        mediator=found.mediator, is_electronic=True, on=found.day,
    )  # fmt: skip
    found.settled_by(found.mediator)


def _sign(found: Walk, chance: Any) -> None:
    for agreement in Agreement.everything.filter(case=found.case).select_related("case"):
        way = "electronic" if agreement.is_electronic else "hand"
        for party in found.parties:
            agreements.sign(actor=SYSTEM, agreement=agreement, party=party, way=way, on=found.day)
        agreements.seal_agreement(actor=SYSTEM, agreement=agreement, on=found.day)


def _effect(found: Walk, chance: Any) -> None:
    for agreement in Agreement.everything.filter(case=found.case).select_related("case"):
        agreements.take_effect(actor=SYSTEM, agreement=agreement, on=found.day)


def _fail(found: Walk, chance: Any) -> None:
    if chance.random() < 0.2:
        cases.fail(actor=SYSTEM, case=found.case, closed_on=found.day, reason="谈不拢")


def _decline(found: Walk, chance: Any) -> None:
    cases.decline(actor=SYSTEM, case=found.case, closed_on=found.day, reason="法院已经受理")


def _transfer(found: Walk, chance: Any) -> None:
    if chance.random() < 0.3:
        cases.transfer(actor=SYSTEM, case=found.case, closed_on=found.day, reason="报公安")


def _archive(found: Walk, chance: Any) -> None:
    cases.move_case(actor=SYSTEM, case=found.case, verb="archive")


ACTS: dict[str, Callable[[Walk, Any], None]] = {
    act.__name__: act
    for act in (
        _answer, _tell, _yes, _inform, _step, _invite, _check, _accept, _whole_panel, _form, _meet, _draft,
        _sign, _effect, _fail, _withdraw, _join, _take_up, _e_sign, _public, _pool, _seed, _draft_electronic,
        _decline, _transfer, _archive,
    )
}  # fmt: skip


GOING = ("_take_up", "_yes", "_inform")
SEATED = (*GOING, "_step", "_step", "_whole_panel")
BEGINNINGS: tuple[tuple[str, ...], ...] = (
    (),
    ("_take_up",),
    GOING,
    (*GOING, "_public"),
    SEATED,
    (*SEATED, "_draft", "_sign"),
    (*GOING, "_e_sign", "_draft_electronic", "_sign"),
)
"""Where a walk sets out from: chance alone seldom comes as far as a panel or a signed draft."""


def check(case: DisputeCase) -> None:
    """Whatever was tried, this holds."""
    _check_agreement(case)
    _check_panel(case)
    if case.is_public:
        assert all_agree(case, Matter.PUBLIC), "in public against somebody's wish"
    if case.outcome in (Outcome.FAILED, Outcome.ENDED, Outcome.DECLINED):
        assert case.remedies_told_on == case.closed_on
    if case.stage in CLOSED_STAGES:
        own = Deadline.everything.filter(target_type="mediation.disputecase", target_id=case.pk)
        assert not own.filter(met_at__isnull=True, dropped_at__isnull=True).exists()
    numbered = DisputeCase.everything.filter(community=case.community, year=case.year, serial__isnull=False)
    _check_numbers(numbered.values_list("serial", flat=True))


def _check_agreement(case: DisputeCase) -> None:
    agreement = Agreement.everything.filter(case=case, effective_on__isnull=False).first()
    assert (agreement is not None) == (case.outcome == Outcome.AGREED)
    if agreement is None:
        return
    assert agreement.clauses.exists()
    assert all_agree(case, Matter.MEDIATION), "in force without everybody's consent"
    if agreement.form == Form.WRITTEN:
        signed = Signature.everything.filter(agreement=agreement).values("party")
        assert not Party.everything.filter(case=case).exclude(pk__in=signed).exists(), "not signed by all"
    if agreement.is_electronic:
        assert all_agree(case, Matter.E_SIGN), "electronic against somebody's wish"
        assert case.special not in PAPER_ONLY
    rows = Agreement.everything.filter(committee=agreement.committee, year=agreement.year)
    _check_numbers(rows.values_list("serial", flat=True))


def _check_numbers(found: Any) -> None:
    numbers = sorted(found)
    assert numbers == list(range(1, len(numbers) + 1)), "a number is missing or twice there"


def _check_panel(case: DisputeCase) -> None:
    panel = Panel.objects.unscoped("test").filter(case=case).first()
    members = panels.sitting(panel) if panel is not None else []
    grounds = RecusalCheck.everything.filter(member__in=members, found=True, ground__in=ABSOLUTE)
    assert not grounds.exists(), "somebody with a ground to stand aside still sits"
    if panel is None or panel.formed_on is None or case.stage in CLOSED_STAGES:
        return
    assert panels.lacking(case, members) == []
    for member in members:
        shown = from_records(member.person, member.notable, parties_of(case))
        assert not shown & set(ABSOLUTE), "the records show a ground and nobody looked"
    assert all(member.capacity == Capacity.MEDIATOR for member in members) or all_agree(case, Matter.NOTABLES)


@pytest.fixture
def town(territory: Territory, standing_clock: datetime) -> Walk:
    found, chair = committee(territory)
    return Walk(territory, found, chair, registered(territory))


def lived(town: Walk, names: Sequence[str], chance: Any) -> Walk:
    """A case that went through these acts, as far as they were let; whatever holds was looked at after each."""
    special = chance.choice([Special.NONE, Special.NONE, Special.NONE, Special.INHERITANCE])
    case = registered(town.territory, special=special)
    found = Walk(town.territory, town.committee, town.mediator, case)
    for name in names:
        stage, refusals = found.case.stage, []
        try:
            ACTS[name](found, chance)
        except REFUSALS as refused:
            refusals.append(str(refused))
        assert all(refusals), "a refusal says why"
        found.case = DisputeCase.everything.select_related("community").get(pk=found.case.pk)
        check(found.case)
        if found.case.stage != stage and found.case.stage in IN_MEDIATION:
            assert all_agree(found.case, Matter.MEDIATION), "went on without everybody's consent"
        found.day += timedelta(days=1)
    return found


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.sampled_from(BEGINNINGS),
    st.lists(st.sampled_from(sorted(ACTS)), min_size=4, max_size=16),
    st.randoms(use_true_random=False),
)
def test_no_life_of_a_case_breaks_the_rules(
    town: Walk, begun: tuple[str, ...], asked: list[str], chance: Any
) -> None:
    lived(town, (*begun, *asked), chance)


SEEDS = (1, 5, 11)
E_DRAFT = (*GOING, "_e_sign", "_draft_electronic")


@pytest.mark.parametrize(
    ("names", "outcome"),
    [
        ((*GOING, "_draft", "_sign", "_effect"), Outcome.AGREED),
        ((*E_DRAFT, "_sign", "_effect"), Outcome.AGREED),
        ((*SEATED, "_draft", "_sign", "_effect", "_archive"), Outcome.AGREED),
        ((*GOING, "_draft", "_sign", "_join", "_effect"), ""),
        ((*E_DRAFT, "_sign", "_join", "_yes", "_effect"), ""),
        ((*SEATED, "_join"), ""),
        ((*SEATED, "_join", "_yes", "_form"), ""),
        ((*GOING, "_public", "_join"), ""),
        (("_public", "_take_up"), ""),
        (("_take_up", "_whole_panel", "_join", "_yes", "_form"), ""),
        (("_whole_panel", "_take_up"), ""),
        ((*GOING, "_pool", "_seed", "_form"), ""),
        (("_decline", "_take_up", "_archive"), Outcome.DECLINED),
    ],
)
def test_the_walks_come_that_far(town: Walk, names: tuple[str, ...], outcome: str) -> None:
    """Lives chance seldom leads: each through the same looks, on an ordinary case; and where they end."""
    for seed in SEEDS:
        found = lived(town, names, random.Random(seed))
        if found.case.special == Special.NONE:
            assert found.case.outcome == outcome, (names, seed)


def test_what_is_signed_on_paper_only_is_never_electronic(town: Walk) -> None:
    for seed in range(8):
        found = lived(town, (*E_DRAFT, "_sign", "_effect"), random.Random(seed))
        assert (found.case.special == Special.NONE) == (found.case.outcome == Outcome.AGREED)
