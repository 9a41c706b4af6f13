"""What is asked of everybody at once, and what a walk through the pages found wrong."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.mediation.consents import parties_of
from linli.mediation.forms.rounds import EveryAnswerForm, SignForm
from linli.mediation.models import Capacity, Ground, Matter, PanelMember, Reason
from linli.mediation.next_steps import next_of
from linli.mediation.services import agreements, panels
from linli.mediation.suggesting import pool_of, suggest
from linli.people.models import Post
from tests.mediation.rows import notable
from tests.mediation.walk import DAY, NOTHING, walk
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")


def test_a_tick_speaks_for_all_who_said_nothing_else(territory: Territory) -> None:
    found = walk(territory).accepted(("何大海", "罗小梅", "方志远"))
    found.asked(Matter.PUBLIC)
    one, other, third = parties_of(found.case)
    sent = {
        "on": "2024-06-03",
        "all_mediation": "on",
        f"{other.ref}_mediation": "no",
        f"{one.ref}_public": "no",
    }
    untold = EveryAnswerForm(sent, parties=[one, other, third], paper_only=False)
    assert not untold.is_valid()
    assert list(untold.errors) == ["told"], "who refuses hears what else there is"
    sent["told"] = "on"
    form = EveryAnswerForm(sent, parties=[one, other, third], paper_only=False)
    assert form.is_valid(), form.errors
    assert form.answers() == [
        (one, Matter.MEDIATION, True),
        (one, Matter.PUBLIC, False),
        (third, Matter.MEDIATION, True),
        (other, Matter.MEDIATION, False),
    ], "a no to mediation comes last; nothing is said twice, nothing for whom nobody asked"


def test_all_sign_but_one_by_the_agent_and_one_not_yet(territory: Territory) -> None:
    found = walk(territory).informed()
    agreement = found.drafted()
    one, other = parties_of(found.case)
    other.agent_name = "罗大成"
    agreements.sign(actor=SYSTEM, agreement=agreement, party=one, way="finger", on=DAY)
    known = {row.party_id: row for row in agreement.signatures.all()}
    sent = {"on": "2024-06-03", "all_signed": "on", one.ref: "finger", other.ref: "agent_seal"}
    form = SignForm(sent, parties=[one, other], electronic=False, known=known)
    assert form.is_valid(), form.errors
    assert form.signed() == [(other, "seal", True)], "who signed before is left as it is"
    later = SignForm(sent | {other.ref: "not"}, parties=[one, other], electronic=False, known=known)
    assert later.is_valid()
    assert later.signed() == []


def test_after_all_signed_the_seal_is_next(territory: Territory) -> None:
    found = walk(territory).informed()
    agreement = found.drafted()
    for number, party in enumerate(found.parties):
        step = next_of(found.case, found.parties, [])
        assert step is not None
        assert step.slug == "sign", number
        agreements.sign(actor=SYSTEM, agreement=agreement, party=party, way="hand", on=DAY)
    step = next_of(found.case, found.parties, [])
    assert step is not None
    assert step.slug == "seal"


def test_who_left_the_case_is_neither_drawn_nor_suggested_again(territory: Territory) -> None:
    found = walk(territory).informed()
    rows = [notable(territory) for _ in range(6)]
    member = panels.invite(
        actor=SYSTEM, case=found.case, person=rows[0].person, notable=rows[0], capacity=Capacity.NOTABLE,
        reason=Reason.KNOWN, on=DAY,
    )  # fmt: skip
    panels.check_recusal(actor=SYSTEM, member=member, said={**NOTHING, Ground.KIN: True}, on=DAY)
    assert {each.pk for each in pool_of(found.case, DAY)} == {row.pk for row in rows[1:]}
    assert rows[0].pk not in {each.notable.pk for each in suggest(found.case, DAY).candidates}


def test_an_official_is_found_by_name_or_told_why_not(
    territory: Territory, client: Client, standing_clock: datetime
) -> None:
    found = walk(territory).informed()
    account = territory.account(Post.DEPARTMENT_OFFICER, territory.district)
    assert account.person is not None
    worker = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    client.force_login(worker)
    found.kept_by(worker)
    address = reverse("mediation:act", args=(found.case.ref, "official"))
    nobody = client.post(address, {"name": "没这人", "words": "懂结构", "on": "2024-10-30"})
    assert nobody.status_code == 409
    assert "没有这个人的部门任职" in nobody.content.decode()
    answer = client.post(address, {"name": account.person.name, "words": "懂结构", "on": "2024-10-30"})
    assert answer.status_code == 302
    member = PanelMember.everything.get()
    assert (member.person, member.capacity) == (account.person, Capacity.OFFICIAL)
    assert "懂结构" in member.reason_words


def test_a_whole_panel_is_cleared_and_accepted_on_one_page_each(
    territory: Territory, client: Client, standing_clock: datetime
) -> None:
    found = walk(territory).informed()
    found.listed(3)
    worker = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    client.force_login(worker)
    found.kept_by(worker)
    cleared = reverse("mediation:act", args=(found.case.ref, "recusals"))
    assert "问过哪一位，就勾上哪一位" in client.post(cleared, {"on": "2024-10-30"}).content.decode()
    one, other, third = PanelMember.everything.order_by("pk")
    sent = {"on": "2024-10-30", one.ref: "on", other.ref: "on", third.ref: "on"}
    assert client.post(cleared, sent).status_code == 302
    accepted = reverse("mediation:act", args=(found.case.ref, "acceptances"))
    sent = {"on": "2024-10-30", **{f"all_{each.ref}": "on" for each in (one, other, third)}}
    no = {f"{found.parties[1].ref}_{third.ref}": "no"}
    assert client.post(accepted, sent | no).status_code == 302
    sitting = list(PanelMember.everything.filter(left_on__isnull=True).order_by("pk"))
    assert sitting == [one, other], "whom one party does not accept, leaves"
    assert all(member.acceptances.filter(accepted=True).count() == 2 for member in sitting)
