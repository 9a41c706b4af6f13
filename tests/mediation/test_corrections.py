"""What was entered wrongly is put right, on pages filled with what stands there; and what then falls away."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.mediation.case_file import gather
from linli.mediation.models import (
    Agreement,
    DisputeCase,
    DisputeKind,
    Form,
    Matter,
    Party,
    PartyConsent,
    Side,
    Signature,
    Special,
)
from linli.mediation.papers import papers_of
from linli.mediation.services import agreements, corrections, parties
from linli.mediation.services.corrections import CaseFacts, facts_of
from linli.mediation.services.parties import Particulars
from linli.people.models import Account, Person, Post
from linli.workflow.models import Deadline
from tests.mediation.rows import notable
from tests.mediation.walk import DAY, Walk, registered, walk
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")
TO_SETTLE = ("match", "visit", "convene", "hear", "consult", "judge", "settle")


@pytest.fixture
def account(territory: Territory, client: Client, standing_clock: datetime) -> Account:
    found = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    client.force_login(found)
    return found


def _correct(party: Party, side: Side = Side.APPLICANT, **about: Any) -> Party:
    said = Particulars(**({"name": party.name} | about))
    return corrections.correct_party(actor=SYSTEM, party=party, side=side, about=said)


def _facts(case: DisputeCase, **changed: Any) -> CaseFacts:
    case.refresh_from_db()
    return replace(facts_of(case), **changed)


def _change(case: DisputeCase, **changed: Any) -> DisputeCase:
    return corrections.correct_case(actor=SYSTEM, case=case, to=_facts(case, **changed))


def _address(found: Walk, slug: str) -> str:
    return reverse("mediation:act", args=(found.case.ref, slug))


def _settling(territory: Territory) -> Walk:
    return walk(territory).informed().panel().through(*TO_SETTLE)


# A party


def test_a_party_is_put_right_on_its_page(client: Client, account: Account, territory: Territory) -> None:
    found = walk(territory).accepted().kept_by(account)
    party = found.parties[0]
    parties_page = reverse("mediation:case", args=(found.case.ref,))
    address = _address(found, f"correct-{party.ref}")
    assert address in client.get(parties_page).content.decode()
    corrections.correct_party(
        actor=SYSTEM,
        party=party,
        side=Side.APPLICANT,
        about=Particulars(name="何大海", sex="m", age=41, estate=territory.estates[0]),
        phone="13812342046",
        address="3栋2单元501室",
    )
    form = client.get(address).context["form"]
    filled = {
        name: form[name].value() for name in ("side", "name", "sex", "age", "estate", "phone", "address")
    }
    assert filled == {
        "side": "applicant", "name": "何大海", "sex": "m", "age": 41, "estate": territory.estates[0].code,
        "phone": None, "address": None,
    }  # fmt: skip
    sealed = Party.everything.get(pk=party.pk).phone_sealed
    said = {"side": "applicant", "name": "何大河", "sex": "m", "age": "41", "agent_name": "何小海"}
    answer = client.post(address, said)
    assert (answer.status_code, "代理权限" in answer.content.decode()) == (409, True)
    assert client.post(address, {**said, "agent_authority": "代为承认、签署协议"}).status_code == 302
    party.refresh_from_db()
    assert (party.name, party.agent_name, party.estate, party.phone_sealed) == (
        "何大河",
        "何小海",
        None,
        sealed,
    )
    act = Act.everything.filter(code="mediation.party.corrected").latest("pk")
    assert "姓名" in act.data["what"]
    assert not any(name in str(act.data) for name in ("何大", "何小海"))


def test_nothing_changed_is_said(territory: Territory) -> None:
    found = walk(territory).accepted()
    with pytest.raises(ValidationError, match="和原来一样"):
        _correct(found.parties[0])


@pytest.mark.parametrize(
    ("about", "falls"),
    [
        ({"name": "何大河"}, True),
        ({"side": Side.THIRD}, True),
        ({"occupation": "教师"}, False),
        ({"agent_name": "何小海", "agent_authority": "签署协议"}, False),
    ],
)
def test_another_name_or_side_is_signed_anew(
    territory: Territory, about: dict[str, Any], falls: bool
) -> None:
    found = _settling(territory)
    agreement = found.signed(found.drafted())
    _correct(found.parties[0], **about)
    agreement.refresh_from_db()
    assert (not Signature.everything.exists(), agreement.sealed_on is None) == (falls, falls)
    if falls:
        with pytest.raises(ValidationError, match="还有 2 方没有签字"):
            agreements.take_effect(actor=SYSTEM, agreement=agreement, on=DAY)


def test_what_an_agent_signed_falls_with_the_agent(territory: Territory) -> None:
    found = _settling(territory)
    party = _correct(found.parties[0], agent_name="何小海", agent_authority="签署协议")
    agreement = found.drafted()
    agreements.sign(actor=SYSTEM, agreement=agreement, party=party, way="hand", on=DAY, by_agent=True)
    _correct(party)
    assert not Signature.everything.exists()


def test_a_name_put_right_shows_a_ground_and_the_panel_is_not_formed(territory: Territory) -> None:
    found = walk(territory).informed().panel()
    member = found.members[1]
    Person.everything.filter(pk=member.person_id).update(name="何大河")
    _correct(found.parties[0], name="何大河")
    member.refresh_from_db()
    member.panel.refresh_from_db()
    assert (member.cleared_on, member.panel.formed_on) == (None, None)


def test_a_party_put_right_is_asked_of_what_the_roster_knows_of_a_mediator(territory: Territory) -> None:
    found = walk(territory).informed().panel()
    chair = found.members[0]
    notable(territory, person=found.mediator, employer="甲物业")
    _correct(found.parties[0], employer="甲物业")
    chair.refresh_from_db()
    chair.panel.refresh_from_db()
    assert (chair.cleared_on, chair.panel.formed_on) == (None, None)


def test_nothing_is_corrected_once_the_agreement_is_in_force(
    client: Client, account: Account, territory: Territory
) -> None:
    found = _settling(territory).kept_by(account)
    found.agreed()
    with pytest.raises(ValidationError, match="生效，登记不能再改"):
        _correct(found.parties[0], name="何大河")
    with pytest.raises(ValidationError, match="生效，登记不能再改"):
        _change(found.case, title="换个标题")
    page = client.get(reverse("mediation:case", args=(found.case.ref,))).content.decode()
    assert f"correct-{found.parties[0].ref}" not in page
    answer = client.post(
        _address(found, f"correct-{found.parties[0].ref}"), {"side": "applicant", "name": "何大河"}
    )
    assert (answer.status_code, "登记不能再改" in answer.content.decode()) == (409, True)


def test_only_the_team_reads_what_is_to_be_corrected(
    client: Client, account: Account, territory: Territory
) -> None:
    found = walk(territory).accepted()
    for slug in ("correct", f"correct-{found.parties[0].ref}", f"remove-{found.parties[0].ref}"):
        assert client.get(_address(found, slug)).status_code == 403
    early = registered(territory, account="何大海说，罗小梅家漏水")
    answer = client.get(reverse("mediation:act", args=(early.ref, "correct")))
    assert (answer.status_code, "漏水" in answer.content.decode()) == (403, False)
    DisputeCase.everything.filter(pk=early.pk).update(recorded_by_id=account.pk)
    assert "漏水" in client.get(reverse("mediation:act", args=(early.ref, "correct"))).content.decode()


def test_a_party_entered_by_mistake_is_taken_out(
    client: Client, account: Account, territory: Territory
) -> None:
    found = walk(territory).accepted(("何大海", "多余的", "后来的", "罗小梅")).kept_by(account)
    mistake = found.parties[1]
    assert client.get(_address(found, f"remove-{mistake.ref}")).status_code == 200
    assert client.post(_address(found, f"remove-{mistake.ref}")).status_code == 302
    rows = Party.everything.filter(case=found.case).order_by("serial")
    assert [(row.serial, row.name) for row in rows] == [(1, "何大海"), (2, "后来的"), (3, "罗小梅")]
    found.case.refresh_from_db()
    assert found.case.parties_count == 3
    about = Particulars(name="又一方")
    late = parties.add_party(actor=SYSTEM, case=found.case, side=Side.THIRD, about=about)
    assert late.serial == 4
    assert client.get(_address(found, f"remove-{mistake.ref}")).status_code == 404
    assert "多余的" not in str(Act.everything.filter(code="mediation.party.removed").get().data)


def test_who_was_told_or_asked_stays(territory: Territory) -> None:
    found = walk(territory).accepted().asked(Matter.MEDIATION)
    with pytest.raises(ValidationError, match="不能再删"):
        corrections.remove_party(actor=SYSTEM, party=found.parties[0])
    assert PartyConsent.everything.filter(party=found.parties[0]).exists()
    other = found.beside().accepted()
    parties.see_identity(actor=SYSTEM, party=other.parties[0], on=DAY)
    with pytest.raises(ValidationError, match="不能再删"):
        corrections.remove_party(actor=SYSTEM, party=other.parties[0])


def test_the_paper_counts_who_is_there_when_it_is_printed(territory: Territory) -> None:
    found = _settling(territory)
    found.drafted()
    about = Particulars(name="后来的一方")
    parties.add_party(actor=SYSTEM, case=found.case, side=Side.THIRD, about=about)
    assert "一式4份" in str(papers_of(gather(found.case), "agreement"))


# The case


def test_a_case_is_put_right_on_its_page(client: Client, account: Account, territory: Territory) -> None:
    found = walk(
        territory, title="加装电提", summary="装电梯", claims=["补偿"], account="何大海说"
    ).accepted()
    found.kept_by(account)
    address = _address(found, "correct")
    assert address in client.get(reverse("mediation:case", args=(found.case.ref,))).content.decode()
    form = client.get(address).context["form"]
    assert {name: form[name].value() for name in form.fields} == {
        "kind": "neighbours", "title": "加装电提", "place": "", "summary": "装电梯", "account": "何大海说",
        "claims": "补偿", "special": "none", "intensity": "ordinary", "theme": "",
    }  # fmt: skip
    said = {
        "kind": "housing", "title": "加装电梯", "place": territory.estates[0].code, "summary": "装电梯",
        "account": "何大海说", "claims": "补偿\n采光", "special": "none", "intensity": "hard", "theme": "",
    }  # fmt: skip
    assert client.post(address, {**said, "summary": ""}).status_code == 409
    assert client.post(address, said).status_code == 302
    found.case.refresh_from_db()
    assert (found.case.title, found.case.kind, found.case.place, found.case.claims) == (
        "加装电梯", "housing", territory.estates[0], ["补偿", "采光"]
    )  # fmt: skip
    assert "加装电梯" not in str(Act.everything.filter(code="mediation.case.corrected").get().data)
    again = client.post(address, said)
    assert (again.status_code, "和原来一样" in again.content.decode()) == (409, True)


def test_an_electronic_draft_falls_away_with_the_matter(territory: Territory) -> None:
    found = walk(territory).accepted().asked(Matter.MEDIATION, Matter.NOTABLES, Matter.E_SIGN)
    found.case.refresh_from_db()
    DisputeCase.everything.filter(pk=found.case.pk).update(stage="settling")
    draft = agreements.draft_agreement(
        actor=SYSTEM, case=found.case, form=Form.WRITTEN, facts="经过", issues="费用", clauses=[found.owed()],
        mediator=found.mediator, is_electronic=True, on=DAY,
    )  # fmt: skip
    agreements.sign(actor=SYSTEM, agreement=draft, party=found.parties[0], way="electronic", on=DAY)
    _change(found.case, special=Special.INHERITANCE)
    draft.refresh_from_db()
    assert (draft.is_electronic, Signature.everything.exists()) == (False, False)


def test_the_days_for_the_court_stop_with_the_matter(
    client: Client, account: Account, territory: Territory
) -> None:
    found = _settling(territory).kept_by(account)
    agreement: Agreement = found.agreed()
    clock = Deadline.everything.get(kind="mediation.confirm.apply")
    assert clock.is_running
    address = _address(found, "correct")
    assert client.post(address, {"special": "marriage"}).status_code == 302
    clock.refresh_from_db()
    assert (clock.is_running, "婚姻关系" in clock.drop_reason) == (False, True)
    assert agreements.last_day_to_apply(Agreement.everything.get(pk=agreement.pk)) is None
    answer = client.post(address, {"special": "none"})
    assert answer.status_code == 409, "what closed a way is not offered open again"
    with pytest.raises(ValidationError, match="只能改严"):
        _change(found.case, special=Special.UTILITIES)


def test_a_family_dispute_wants_a_woman_on_its_panel(territory: Territory) -> None:
    found = walk(territory).informed().panel()
    _change(found.case, kind=DisputeKind.FAMILY)
    panel = found.members[0].panel
    panel.refresh_from_db()
    assert panel.formed_on is None


def test_a_correction_names_nobody_where_everybody_reads(territory: Territory) -> None:
    found = walk(territory, title="楼道堆物").accepted()
    with pytest.raises(ValidationError, match="姓名"):
        _change(found.case, summary="何大海不肯搬")
    found.case.refresh_from_db()
    assert found.case.summary != "何大海不肯搬"
    with pytest.raises(ValidationError, match="姓名"):
        corrections.correct_party(
            actor=SYSTEM, party=found.parties[0], side=Side.APPLICANT, about=Particulars(name="楼道堆物")
        )
