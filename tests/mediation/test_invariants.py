"""The invariants of domain.md 4.3.6, 1 to 10, and T09 to T13: each with somebody who tries to break it."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM, actor_for
from linli.audit.models import Act
from linli.indicators.compute import figure_from, figures
from linli.indicators.period import Period
from linli.indicators.registry import get
from linli.mediation import referrals as mediation_referrals
from linli.mediation.demo.roster import LISTED
from linli.mediation.four_zero import Zero, spoiled
from linli.mediation.models import (
    MEDIATED,
    UNCONFIRMABLE,
    Agreement,
    BuildingKind,
    Category,
    Clause,
    DisputeCase,
    Form,
    Matter,
    MeetingKind,
    Outcome,
    PanelMember,
    PartyConsent,
    Special,
    Way,
)
from linli.mediation.next_steps import next_of
from linli.mediation.rosters import sums_below, sums_of
from linli.mediation.selectors import listed_on
from linli.mediation.services import (
    agreements,
    cases,
    follow_ups,
    meetings,
    parties,
    roster,
    stories,
)
from linli.mediation.services.roster import Details
from linli.mediation.states import CASE
from linli.mediation.statistics import rate
from linli.people.models import Post
from linli.workflow.machines import TransitionRefused
from linli.workflow.models import Deadline
from linli.workflow.references import Reference
from linli.workflow.referrals import Offer, handler
from tests.mediation.freely import told_freely
from tests.mediation.rows import building, closed_case, ledgers, notable, standing
from tests.mediation.walk import DAY, walk
from tests.territory import Territory

YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))
CUTOFF = date(2024, 10, 30)


# --- 1, T12: no case passes 告知 without both consents; a withdrawn one ends it at once -------------------------
@pytest.mark.parametrize("silent", [0, 1])
def test_1_nothing_passes_the_telling_of_rights_without_both(territory: Territory, silent: int) -> None:
    found = walk(territory).accepted().asked()
    other = found.parties[1 - silent]
    parties.answer(actor=SYSTEM, party=other, matter=Matter.MEDIATION, given=True, on=DAY)
    with pytest.raises(ValidationError, match="第十七条"):
        cases.inform_parties(actor=SYSTEM, case=found.case)
    for verb in ("match", "visit", "settle"):
        with pytest.raises(TransitionRefused, match="不能"):
            found.through(verb)
    with pytest.raises(ValidationError, match="第十七条"):
        found.drafted()
    found.case.refresh_from_db()
    assert found.case.stage == "accepted"


@pytest.mark.parametrize("party", [0, 1])
@pytest.mark.parametrize("stage", ["accepted", "informed", "hearing"])
def test_1_and_t12_a_refusal_ends_it_in_the_same_transaction(
    territory: Territory, stage: str, party: int
) -> None:
    found = walk(territory)
    if stage == "accepted":
        found.accepted().asked()
    else:
        found.informed()
    if stage == "hearing":
        found.through("match", "visit").panel().through("convene", "hear")
    refused, point = found.parties[party], transaction.savepoint()
    parties.answer(actor=SYSTEM, party=refused, matter=Matter.MEDIATION, given=False, on=DAY)
    case = DisputeCase.everything.get(pk=found.case.pk)
    assert (case.outcome, case.remedies_told_on) == (Outcome.ENDED, DAY), "already, before anything commits"
    transaction.savepoint_rollback(point)
    rows = PartyConsent.everything.filter(party=refused, matter=Matter.MEDIATION)
    assert not [row for row in rows if not row.holds]
    case = DisputeCase.everything.get(pk=found.case.pk)
    assert case.outcome == "", "both or neither"
    parties.answer(actor=SYSTEM, party=found.parties[party], matter=Matter.MEDIATION, given=False, on=DAY)
    assert DisputeCase.everything.get(pk=found.case.pk).outcome == Outcome.ENDED


# --- 2, T11: an advisory vote never sets the outcome ----------------------------------------------------------
def test_2_and_t11_a_vote_of_all_against_none_decides_nothing(territory: Territory) -> None:
    found = walk(territory).informed().through("match", "visit").panel().through("convene", "hear", "consult")
    meeting = found.through("judge").meeting(MeetingKind.JUDGING)
    before = DisputeCase.everything.values().get(pk=found.case.pk)
    meetings.vote(actor=SYSTEM, meeting=meeting, question="谁出钱", in_favour=3, against=0, abstained=0)
    assert DisputeCase.everything.values().get(pk=found.case.pk) == before
    assert not Agreement.everything.exists()
    with pytest.raises(ValidationError, match="已经生效的协议"):
        cases.agree(actor=SYSTEM, case=found.case, closed_on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        DisputeCase.everything.filter(pk=found.case.pk).update(
            outcome="voted", closed_on=DAY, stage="concluded"
        )
    assert set(Outcome.values) == {"agreed", "failed", "ended", "declined", "transferred"}


# --- 3, T10: the success rate ---------------------------------------------------------------------------------
def test_3_the_rate_counts_agreed_failed_ended_by_closing_and_nothing_else(territory: Territory) -> None:
    for outcome in (*Outcome, Outcome.AGREED):
        closed_case(territory, outcome=outcome)
    closed_case(territory, closed_on=date(2023, 12, 31))
    figure = figures(territory.district, YEAR, ["mediation.success_rate"])["mediation.success_rate"]
    assert (figure.numerator, figure.denominator) == (2, 4)
    assert set(MEDIATED) == {"agreed", "failed", "ended"}


def test_t10_2284_of_2396_is_printed_95_3() -> None:
    assert rate(2284, 2396) == "95.3%"
    assert figure_from(get("mediation.success_rate"), [2284, 2396]).printed == "95.3"


# --- 4: clauses, and numbers without gaps ---------------------------------------------------------------------
def test_4_an_agreement_says_who_what_and_by_when_and_numbers_have_no_gaps(territory: Territory) -> None:
    found = walk(territory).informed()
    with pytest.raises(ValidationError, match="至少要有一条"):
        agreements.draft_agreement(
            actor=SYSTEM, case=found.case, form=Form.ORAL, facts="吵", issues="吵", clauses=[], on=DAY
        )
    numbers = [found.agreed().serial or 0]
    for _ in range(2):
        other = found.beside().informed()
        abandoned = found.beside().informed()
        abandoned.drafted()
        cases.fail(actor=SYSTEM, case=abandoned.case, closed_on=DAY, reason="谈不拢")
        numbers.append(other.agreed().serial or 0)
    assert all(b == a + 1 for a, b in pairwise(numbers)), numbers
    for wrong in ({"duty": ""}, {"way": ""}, {"due_on": None}, {"obligor": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Clause.everything.update(**wrong)


# --- 5: seal; e-signature; kinds on paper only ----------------------------------------------------------------
def test_5_without_seal_or_against_somebody_s_wish_nothing_takes_effect(territory: Territory) -> None:
    found = walk(territory).informed()
    agreement = found.drafted()
    for party in found.parties:
        agreements.sign(actor=SYSTEM, agreement=agreement, party=party, way="hand", on=DAY)
    with pytest.raises(ValidationError, match="盖章"):
        agreements.take_effect(actor=SYSTEM, agreement=agreement, on=DAY)
    with pytest.raises(ValidationError, match="电子"):
        agreements.draft_agreement(
            actor=SYSTEM, case=found.case, form=Form.WRITTEN, facts="吵", issues="吵",
            clauses=[found.owed()], mediator=found.mediator, is_electronic=True, on=DAY,
        )  # fmt: skip


@pytest.mark.parametrize(
    "special", [Special.MARRIAGE, Special.ADOPTION, Special.INHERITANCE, Special.UTILITIES]
)
def test_5_no_electronic_form_where_the_law_excludes_it(territory: Territory, special: Special) -> None:
    found = walk(territory, special=special).informed()
    for party in found.parties:
        with pytest.raises(ValidationError, match="不能用电子签名"):
            parties.answer(actor=SYSTEM, party=party, matter=Matter.E_SIGN, given=True, on=DAY)
    with pytest.raises(ValidationError, match="电子"):
        agreements.draft_agreement(
            actor=SYSTEM, case=found.case, form=Form.WRITTEN, facts="吵", issues="吵",
            clauses=[found.owed()], mediator=found.mediator, is_electronic=True, on=DAY,
        )  # fmt: skip


# --- 6, T09: the roster's total is the sum of its primary categories ------------------------------------------
def test_6_5197_is_the_sum_of_the_five() -> None:
    assert LISTED == {
        Category.PARTY_MEMBER: 2831,
        Category.DELEGATE: 168,
        Category.REPRESENTATIVE: 497,
        Category.VOLUNTEER: 752,
        Category.OTHER: 949,
    }
    assert sum(LISTED.values()) == 5197


def test_6_and_t09_a_secondary_role_never_changes_a_sum(
    territory: Territory, standing_clock: datetime
) -> None:
    for n, place in enumerate(territory.communities * 2):
        notable(territory, community=place, primary_category=list(Category)[n % 5])
    before = sums_of(listed_on(CUTOFF))
    for row in listed_on(CUTOFF):
        to = Details(tier="team", other_roles=list(Category), expertise=["law"])  # type: ignore[arg-type]
        roster.edit_notable(actor=SYSTEM, notable=row, to=to)
        row.refresh_from_db()
        assert row.primary_category not in row.other_roles
    assert sums_of(listed_on(CUTOFF)).counts == before.counts
    total, below = sums_below(territory.district, CUTOFF)
    assert total.total == sum(before.counts) == sum(each.total for each in below)
    row = listed_on(CUTOFF)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        notable(territory, person=row.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        notable(territory, primary_category="both")


# --- 7: names stay with the team; stories with consent, and anonymous -----------------------------------------
def test_7_no_list_names_a_party(territory: Territory, client: Client, standing_clock: datetime) -> None:
    found = told_freely(walk(territory, title="楼道堆物"))
    failed = found.beside().informed()
    cases.fail(actor=SYSTEM, case=failed.case, closed_on=DAY, reason="何大海不让，罗小梅走了")
    referral = handler(mediation_referrals.CODE)
    assert referral is not None
    offer = Offer(
        source=Reference.to(found.case), area=territory.community, words="何大海和罗小梅吵架", day=DAY
    )
    referral.open(SYSTEM, offer)
    again = follow_ups.relapse(actor=SYSTEM, case=found.case, on=DAY, summary="又堵了")
    for post, area in (
        (Post.COMMUNITY_OFFICER, territory.community),
        (Post.STREET_OFFICER, territory.streets[0]),
        (Post.DISTRICT_OFFICER, territory.district),
    ):
        client.force_login(territory.account(post, area))
        for address in (
            "/desk/",
            reverse("mediation:cases") + "?tab=all",
            reverse("mediation:statistics"),
            reverse("mediation:records") + "?what=accepted",
            reverse("desk:register", args=("dispute-case",)),
            reverse("desk:record", args=("dispute-case", found.case.ref)),
            *(reverse("mediation:case", args=(row.ref,)) for row in (found.case, failed.case, again)),
            reverse("mediation:team", args=(found.case.ref,)),
            *(
                reverse("mediation:act", args=(again.ref, slug))
                for slug in ("accept", "decline", "transfer", "escalate", "party", "answer", "agreement")
            ),
        ):
            text = client.get(address).content.decode()
            assert not [name for name in ("何大海", "罗小梅") if name in text], (post, address)
    assert not [row for row in Act.everything.all() if "何大海" in str(row.data) or "罗小梅" in str(row.data)]


def test_7_a_story_needs_written_consent_and_no_name(territory: Territory) -> None:
    found = walk(territory).informed()
    found.agreed()
    told = {"actor": SYSTEM, "case": found.case, "title": "楼道清净了", "on": DAY}
    with pytest.raises(ValidationError):
        stories.tell_story(text="两户握手言和。", **told)  # type: ignore[arg-type]  # one set
    for party in found.parties:
        parties.answer(actor=SYSTEM, party=party, matter=Matter.STORY, given=True, on=DAY, way=Way.PAPER)
    with pytest.raises(ValidationError):
        stories.tell_story(text="何大海和邻居握手言和。", **told)  # type: ignore[arg-type]  # one set
    assert stories.tell_story(text="两户握手言和。", **told).title == "楼道清净了"  # type: ignore[arg-type]  # one set


# --- 8: no fee field anywhere; subsidies apart ----------------------------------------------------------------
def test_8_nothing_of_a_case_is_a_fee_and_no_case_has_a_subsidy_field() -> None:
    models = {model.__name__: model for model in apps.get_app_config("mediation").get_models()}
    for name, model in models.items():
        for field in model._meta.get_fields():
            said = f"{field.name} {getattr(field, 'verbose_name', '')}".lower()
            assert not [w for w in ("fee", "charge", "price", "收费", "费用") if w in said], (name, said)
    money = {
        f"{name}.{field.name}"
        for name, model in models.items()
        for field in model._meta.get_fields()
        if field.name.endswith("_fen")
    }
    assert money == {
        "DisputeCase.amount_fen",
        "Clause.amount_fen",
        "Performance.amount_fen",
        "Subsidy.amount_fen",
        "IllegalBuilding.compensation_fen",
    }


# --- 9: public only if all agree ------------------------------------------------------------------------------
def test_9_one_no_keeps_the_doors_closed(territory: Territory) -> None:
    found = walk(territory).informed()
    parties.answer(actor=SYSTEM, party=found.parties[0], matter=Matter.PUBLIC, given=True, on=DAY)
    with pytest.raises(ValidationError):
        parties.hold_in_public(actor=SYSTEM, case=found.case)
    parties.answer(actor=SYSTEM, party=found.parties[1], matter=Matter.PUBLIC, given=True, on=DAY)
    parties.hold_in_public(actor=SYSTEM, case=found.case)
    parties.answer(actor=SYSTEM, party=found.parties[1], matter=Matter.PUBLIC, given=False, on=DAY)
    found.case.refresh_from_db()
    assert not found.case.is_public


# --- 10: 四零 --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("zero", "changed"),
    [
        (
            Zero.STOCK,
            {"kind": BuildingKind.EXISTING, "disposed_on": None, "disposal": "", "state": "stopped"},
        ),
        (Zero.COMPENSATION, {"compensation_fen": 1}),
        (Zero.PETITION, {"petition_on": date(2024, 7, 1)}),
        (Zero.TOLERANCE, {"first_action_on": date(2024, 6, 7)}),
    ],
)
def test_10_each_zero_is_spoilt_by_its_own_record_alone(
    territory: Territory, standing_clock: datetime, zero: Zero, changed: dict[str, Any]
) -> None:
    ledgers(territory.district, 2024)
    building(territory)
    assert spoiled([2024], CUTOFF) == {}
    building(territory, **changed)
    assert spoiled([2024], CUTOFF)[territory.district.pk, 2024] == {zero}


def test_10_three_workdays_are_still_in_time(territory: Territory, standing_clock: datetime) -> None:
    ledgers(territory.district, 2024)
    building(territory, first_action_on=date(2024, 6, 6))
    assert spoiled([2024], CUTOFF) == {}
    standing(territory)
    assert Zero.STOCK in spoiled([2024], CUTOFF)[territory.district.pk, 2024]


# --- T13: judicial confirmation -------------------------------------------------------------------------------
def test_t13_thirty_days_from_effect_and_not_a_day_longer(territory: Territory) -> None:
    found = walk(territory).informed()
    agreement = found.agreed()
    (clock,) = Deadline.everything.filter(target_type="mediation.agreement")
    assert clock.due_at is not None
    assert clock.due_at.date() == DAY + timedelta(days=30)
    with pytest.raises(ValidationError, match="已经过期"):
        agreements.apply_for_confirmation(
            actor=SYSTEM, agreement=agreement, court="岳阳楼区人民法院", on=DAY + timedelta(days=31)
        )
    agreements.apply_for_confirmation(
        actor=SYSTEM, agreement=agreement, court="岳阳楼区人民法院", on=DAY + timedelta(days=30)
    )


@pytest.mark.parametrize("special", UNCONFIRMABLE)
def test_t13_hidden_and_refused_for_excluded_kinds(
    territory: Territory, client: Client, standing_clock: datetime, special: Special
) -> None:
    found = walk(territory, special=special).informed()
    agreement = found.agreed()
    assert not Deadline.everything.filter(target_type="mediation.agreement").exists()
    with pytest.raises(ValidationError, match="不受理司法确认"):
        agreements.apply_for_confirmation(actor=SYSTEM, agreement=agreement, court="法院", on=DAY)
    found.case.refresh_from_db()
    step = next_of(found.case, found.parties, [])
    assert step is not None
    assert "court" not in [slug for slug, _ in step.others]
    client.force_login(territory.account(Post.COMMUNITY_OFFICER, territory.community))
    text = client.get(reverse("mediation:case", args=(found.case.ref,))).content.decode()
    assert "申请司法确认</a>" not in text
    assert CASE.state(found.case.stage).label
    assert PanelMember.everything.get().person == found.mediator, "nobody but the mediator was asked"
    assert actor_for(territory.account(Post.COMMUNITY_OFFICER, territory.community)).may("mediation.keep")
