"""Who signs as the mediator: no party, no kin, asked for every ground, accepted by all; with and without a panel."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.mediation import suggesting
from linli.mediation.consents import parties_of
from linli.mediation.forms.simple import SimpleForm
from linli.mediation.models import (
    Acceptance,
    Agreement,
    CaseSource,
    DisputeCase,
    DisputeKind,
    Form,
    Ground,
    Matter,
    Mediator,
    PanelMember,
    Party,
    RecusalCheck,
    Side,
    Way,
)
from linli.mediation.models.party import PHONE
from linli.mediation.next_steps import next_of
from linli.mediation.recusal import from_records
from linli.mediation.services import agreements, corrections, mediators, parties
from linli.mediation.services.parties import Particulars
from linli.mediation.services.simple import Promise, SimpleCase, settle_simply
from linli.people import crypto
from linli.people.models import Person, Post
from tests.mediation.rows import notable
from tests.mediation.walk import DAY, NOTHING, Walk, committee, walk
from tests.territory import Territory


def _draft(found: Walk, mediator: Person | None, form: Form = Form.WRITTEN) -> Agreement:
    """Signed by the parties; nobody asked anything about the mediator."""
    agreement = agreements.draft_agreement(
        actor=SYSTEM, case=found.case, form=form, facts="吵", issues="吵", clauses=[found.owed()], mediator=mediator,
        on=DAY,
    )  # fmt: skip
    for party in found.parties:
        agreements.sign(actor=SYSTEM, agreement=agreement, party=party, way="hand", on=DAY)
    return agreement


def _seal(agreement: Agreement) -> None:
    agreements.seal_agreement(actor=SYSTEM, agreement=agreement, on=DAY)


def _effect(agreement: Agreement) -> None:
    Agreement.everything.filter(pk=agreement.pk).update(mediator_signed_on=DAY, sealed_on=DAY)
    agreements.take_effect(actor=SYSTEM, agreement=agreement, on=DAY)


ACTS = (_seal, _effect)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("form", Form)
def test_a_mediator_nobody_asked_or_accepted_settles_nothing(
    territory: Territory, act: Callable[[Agreement], None], form: Form
) -> None:
    found = walk(territory).informed()
    agreement = _draft(found, found.mediator, form)
    with pytest.raises(ValidationError, match="还没有问任国平要不要回避、各方接不接受"), transaction.atomic():
        act(agreement)
    mediators.seat_mediator(actor=SYSTEM, case=found.case, person=found.mediator, said=NOTHING, on=DAY)
    Acceptance.everything.filter(party=found.parties[1]).delete()
    with pytest.raises(ValidationError, match="还有 1 方没有说接不接受任国平"), transaction.atomic():
        act(agreement)
    mediators.seat_mediator(actor=SYSTEM, case=found.case, person=found.mediator, said=NOTHING, on=DAY)
    act(agreement)


@pytest.mark.parametrize("act", ACTS)
def test_a_ground_that_came_up_later_stops_the_seal_and_the_effect(
    territory: Territory, act: Callable[[Agreement], None]
) -> None:
    found = walk(territory).informed()
    agreement = _draft(found, found.mediator)
    mediators.seat_mediator(actor=SYSTEM, case=found.case, person=found.mediator, said=NOTHING, on=DAY)
    Party.everything.filter(pk=found.parties[0].pk).update(employer="岳阳纸厂")
    notable(territory, person=found.mediator, employer="岳阳纸厂")
    with pytest.raises(ValidationError, match="同一单位"), transaction.atomic():
        act(agreement)


def test_a_party_is_not_the_mediator_of_its_own_case(territory: Territory) -> None:
    found = walk(territory)
    found.accepted((found.mediator.name, "罗小梅")).asked(*_asked())
    DisputeCase.everything.filter(pk=found.case.pk).update(stage="informed")
    with pytest.raises(ValidationError, match="登记里查得出任国平要回避（有利害关系）"):
        _draft(found, found.mediator)
    assert found.mediator not in mediators.may_settle(found.case, found.committee, DAY)
    with pytest.raises(ValidationError, match="要回避"):
        mediators.seat_mediator(actor=SYSTEM, case=found.case, person=found.mediator, said=NOTHING, on=DAY)


def _asked() -> tuple[Any, ...]:
    return Matter.MEDIATION, Matter.NOTABLES


@pytest.mark.parametrize("spelt", ["任 国平", "任\u3000国平"])
def test_a_blank_in_the_name_hides_no_ground(territory: Territory, spelt: str) -> None:
    found = walk(territory)
    found.accepted(("何大海", "罗小梅"))
    Party.everything.filter(pk=found.parties[0].pk).update(agent_name=spelt, agent_authority="代签")
    assert from_records(found.mediator, None, parties_of(found.case)) == {Ground.INTEREST}
    assert mediators.may_settle(found.case, found.committee, DAY) != []
    assert found.mediator not in mediators.may_settle(found.case, found.committee, DAY)
    assert found.mediator not in suggesting.mediators_of(found.case, DAY)


def test_more_mediators_cost_no_more_queries(
    territory: Territory, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    found = walk(territory).informed()
    mediators.seat_mediator(actor=SYSTEM, case=found.case, person=found.mediator, said=NOTHING, on=DAY)
    for number in range(6):
        person = territory.person(name=f"聘任{number}")
        Mediator.everything.create(committee=found.committee, person=person, knows="大专", valid_from=DAY)
    with django_assert_max_num_queries(6):
        assert len(mediators.may_settle(found.case, found.committee, DAY)) == 9


def test_who_says_of_himself_that_he_is_kin_is_gone_for_good(territory: Territory) -> None:
    found = walk(territory).informed()
    agreement = _draft(found, found.mediator)
    grounds = mediators.seat_mediator(
        actor=SYSTEM, case=found.case, person=found.mediator, said=NOTHING | {Ground.KIN: True}, on=DAY
    )
    assert grounds == [Ground.KIN]
    for act in ACTS:
        with pytest.raises(ValidationError, match="已经退出（回避：亲属）"), transaction.atomic():
            act(agreement)
    step = next_of(found.case, found.parties, [])
    assert step is not None
    assert (step.slug, step.heading) == ("agreement", "另选一位调解员")
    with pytest.raises(ValidationError, match="已经退出"):
        mediators.seat_mediator(actor=SYSTEM, case=found.case, person=found.mediator, said=NOTHING, on=DAY)


def test_where_a_panel_stands_one_of_it_signs(territory: Territory) -> None:
    found = walk(territory).informed().through("match", "visit").panel()
    other = Person.everything.get(name="陶建军")
    with pytest.raises(ValidationError, match="陶建军不在已经组成的调解团里"):
        _draft(found, other)
    assert mediators.may_settle(found.case, found.committee, DAY) == [found.mediator]
    _effect(_draft(found, found.mediator))


def test_a_party_that_joins_late_is_asked_about_the_mediator_too(territory: Territory) -> None:
    found = walk(territory).informed()
    agreement = _draft(found, found.mediator)
    mediators.seat_mediator(actor=SYSTEM, case=found.case, person=found.mediator, said=NOTHING, on=DAY)
    about = Particulars(name="彭秀英")
    found.parties.append(parties.add_party(actor=SYSTEM, case=found.case, side=Side.THIRD, about=about))
    with pytest.raises(ValidationError, match="还没有查任国平的回避；还有 1 方"), transaction.atomic():
        _seal(agreement)


def test_the_page_asks_and_records_it(territory: Territory, standing_clock: datetime, client: Client) -> None:
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    found = walk(territory).informed().kept_by(account)
    _draft(found, found.mediator)
    step = next_of(found.case, found.parties, [])
    assert step is not None
    assert step.slug == "mediator"
    client.force_login(account)
    address = reverse("mediation:act", args=(found.case.ref, "mediator"))
    sent = {ground.value: "no" for ground in Ground} | {"way": "spoken", "on": "2024-06-04"}
    answer = client.post(address, sent)
    assert answer.status_code == 409, "nobody said they accept"
    assert client.post(address, sent | {"accepted": "on"}).status_code == 302
    assert mediators.unasked_of(found.case, found.mediator) == []
    assert set(Acceptance.everything.values_list("way", "answered_on")) == {
        ("spoken", DAY + timedelta(days=1))
    }
    assert RecusalCheck.everything.count() == len(Ground)


def _small(chair: Person, **changed: object) -> SimpleCase:
    told = SimpleCase(
        source=CaseSource.APPLICATION, kind=DisputeKind.NEIGHBOURS, applicant=Particulars(name="何大海"), agreed=True,
        respondent=Particulars(name="罗小梅"), facts="吵", summary="噪声", mediator=chair, cleared=True, accepted=True,
        promises=[Promise(by=1, duty="九点以后不放音乐", due_on=DAY, way="自觉遵守")],
    )  # fmt: skip
    return replace(told, **changed)  # type: ignore[arg-type]  # as the test says


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"cleared": False}, "第十五条"),
        ({"accepted": False}, "第十九条"),
        ({"applicant": Particulars(name="任国平")}, "有利害关系"),
        ({"applicant": Particulars(name="任 国平")}, "有利害关系"),
        ({"respondent": Particulars(name="任\u3000国平")}, "有利害关系"),
        (
            {"respondent": Particulars(name="罗小梅", agent_name="任国平", agent_authority="代签")},
            "有利害关系",
        ),
    ],
)
def test_the_simple_track_keeps_nothing_of_such_a_case(
    territory: Territory, changed: dict[str, object], said: str
) -> None:
    _, chair = committee(territory)
    with pytest.raises(ValidationError, match=said):
        settle_simply(actor=SYSTEM, community=territory.community, told=_small(chair, **changed), on=DAY)
    assert not DisputeCase.everything.exists()


def test_the_simple_track_puts_it_all_on_record(territory: Territory) -> None:
    _, chair = committee(territory)
    promises = [
        Promise(by=1, duty="九点以后不放音乐", due_on=DAY, way="自觉遵守"),
        Promise(by=0, duty="有事先敲门", due_on=DAY, way="自觉遵守"),
    ]
    told = _small(
        chair,
        promises=promises,
        applicant=Particulars(name="何大海", estate=territory.estates[0]),
        applicant_reach=("13907300001", "1栋101室"),
    )
    case = settle_simply(actor=SYSTEM, community=territory.community, told=told, on=DAY)
    member = PanelMember.everything.get(panel__case=case)
    assert (member.person, member.cleared_on, member.is_convenor) == (chair, DAY, True)
    assert set(Acceptance.everything.values_list("accepted", "way")) == {(True, Way.SPOKEN)}
    assert case.agreement.clauses.count() == 2
    applicant = Party.everything.get(case=case, side=Side.APPLICANT)
    assert applicant.estate == territory.estates[0]
    assert applicant.phone_sealed is not None
    assert crypto.unseal(bytes(applicant.phone_sealed), PHONE) == "13907300001"


def test_how_a_party_is_reached_may_be_added_after_effect(
    territory: Territory, standing_clock: datetime, client: Client
) -> None:
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    found = walk(territory).informed().kept_by(account)
    found.agreed()
    client.force_login(account)
    assert "补登电话和住址" in client.get(reverse("mediation:case", args=(found.case.ref,))).content.decode()
    address = reverse("mediation:act", args=(found.case.ref, "contact"))
    own = {"party": found.parties[0].ref}
    assert client.post(address, own).status_code == 409, "neither was given"
    assert client.post(address, own | {"phone": "13907300001"}).status_code == 302
    party = Party.everything.get(pk=found.parties[0].pk)
    assert party.phone_sealed is not None
    assert party.address_sealed is None
    with pytest.raises(ValidationError, match="不能再改"):
        corrections.correct_party(
            actor=SYSTEM, party=party, side=Side.APPLICANT, about=Particulars(name="何大江")
        )
    DisputeCase.everything.filter(pk=found.case.pk).update(stage="archived")
    with pytest.raises(ValidationError, match="归档"):
        corrections.add_contact(actor=SYSTEM, party=party, phone="13907300002")


def test_the_one_tick_names_every_ground_it_puts_on_record() -> None:
    said = str(SimpleForm.base_fields["cleared"].label)
    words = {
        Ground.KIN: "亲属",
        Ground.HOUSEHOLD: "同住",
        Ground.INTEREST: "利害关系",
        Ground.EMPLOYER: "单位",
        Ground.ESTATE: "同一小区",
    }
    assert set(words) == set(Ground)
    assert [each for each in words.values() if each not in said] == []


def test_the_one_page_has_room_for_what_is_asked_later(
    territory: Territory, standing_clock: datetime, client: Client
) -> None:
    _, chair = committee(territory)
    client.force_login(territory.account(Post.COMMUNITY_OFFICER, territory.community))
    sent = {
        "source": "application", "kind": "neighbours", "applicant": "何大海", "respondent": "罗小梅",
        "summary": "夜里太吵", "by": "1", "duty": "十点以后不放音乐", "due_on": "2024-10-30", "way": "当天起做到",
        "mediator": chair.ref, "agreed": "on", "cleared": "on", "accepted": "on", "said": "spoken",
        "applicant_phone": "13907300001", "respondent_estate": territory.estates[0].code,
    }  # fmt: skip
    address = reverse("mediation:simple")
    half = client.post(address, sent | {"duty_2": "道歉"})
    assert half.status_code == 409
    assert "第2件还缺：谁答应、最迟哪天、怎么做" in half.content.decode()
    without = client.post(address, {key: value for key, value in sent.items() if key != "accepted"})
    assert without.status_code == 409
    second = {"by_2": "0", "duty_2": "道歉", "due_on_2": "2024-10-31", "way_2": "当面"}
    assert client.post(address, sent | second).status_code == 302
    agreement = Agreement.everything.get()
    assert [clause.duty for clause in agreement.clauses.order_by("serial")] == ["十点以后不放音乐", "道歉"]
    assert Party.everything.get(side=Side.RESPONDENT).estate == territory.estates[0]
