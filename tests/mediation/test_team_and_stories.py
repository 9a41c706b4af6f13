"""Who works on a case; identity looked at; a case told to the public, and taken down at once."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM, actor_for
from linli.audit.models import Act
from linli.mediation.models import DisputeCase, Matter, Party, Story, TeamMember, Way
from linli.mediation.selectors import in_team
from linli.mediation.services import cases, parties, stories, team
from linli.people.models import Account, Appointment, Post
from tests.mediation.walk import DAY, Walk, registered, walk
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")
ON = "2024-10-30"
STORIES = reverse("mediation-public:stories")


@pytest.fixture
def keeper(territory: Territory, client: Client, standing_clock: datetime) -> Account:
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    client.force_login(account)
    return account


def _kept(found: Walk, account: Account) -> Walk:
    team.keep(actor=actor_for(account), case=found.case, on=DAY)
    return found


def _address(case: DisputeCase, name: str, *more: str) -> str:
    return reverse(f"mediation:{name}", args=(case.ref, *more))


def _page(client: Client, case: DisputeCase) -> str:
    return client.get(_address(case, "case")).content.decode()


def _do(client: Client, case: DisputeCase, slug: str, **data: object) -> Any:
    return client.post(_address(case, "act", slug), {"on": ON, **data})


# The team


def test_who_accepts_keeps_and_a_later_hand_does_not_take_it(territory: Territory) -> None:
    first, second = (territory.account(Post.COMMUNITY_OFFICER, territory.community) for _ in range(2))
    case = registered(territory)
    cases.accept_case(actor=actor_for(first), case=case, accepted_on=DAY)
    team.keep(actor=actor_for(second), case=case, on=DAY)
    keeper = team.keeper_of(case)
    assert keeper is not None
    assert keeper.person_id == first.person_id


def test_the_keeper_adds_a_colleague_who_then_sees_names(
    territory: Territory, client: Client, keeper: Account
) -> None:
    found = _kept(walk(territory).informed(), keeper)
    other = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    assert other.person is not None
    add = _address(found.case, "team-add")
    assert client.post(add, {"name": "查无此人"}).status_code == 409
    asked = client.post(add, {"name": other.person.name})
    assert asked.status_code == 409  # which of those who bear it
    assert other.person.ref in asked.content.decode()
    assert "新建" not in asked.content.decode()
    assert client.post(add, {"name": other.person.name, "who": other.person.ref}).status_code == 302
    assert (
        client.post(add, {"name": other.person.name, "who": other.person.ref}).status_code == 409
    )  # already
    client.force_login(other)
    assert "何大海" in _page(client, found.case)
    member = TeamMember.everything.get(case=found.case, person=other.person)
    client.force_login(keeper)
    assert client.post(_address(found.case, "team-change", member.ref, "leave")).status_code == 302
    client.force_login(other)
    assert "何大海" not in _page(client, found.case)
    assert [row.code for row in Act.everything.filter(code__startswith="mediation.team").order_by("pk")] == [
        "mediation.team.joined",
        "mediation.team.left",
    ]


def test_only_the_keeper_decides_and_hands_over(
    territory: Territory, client: Client, keeper: Account
) -> None:
    found = _kept(walk(territory).informed(), keeper)
    other = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    outside = territory.account(Post.COMMUNITY_OFFICER, territory.communities[2])
    assert other.person is not None
    assert outside.person is not None
    member = team.add_colleague(actor=actor_for(keeper), case=found.case, person=other.person, on=DAY)
    with pytest.raises(PermissionDenied):
        team.add_colleague(actor=actor_for(other), case=found.case, person=outside.person, on=DAY)
    own = team.keeper_of(found.case)
    assert own is not None
    with pytest.raises(ValidationError, match="先把案件交给别人承办"):
        team.let_leave(actor=actor_for(keeper), member=own, on=DAY)
    unfit = team.add_colleague(actor=actor_for(keeper), case=found.case, person=outside.person, on=DAY)
    with pytest.raises(ValidationError, match="不能承办"):
        team.hand_over(actor=actor_for(keeper), member=unfit, on=DAY)
    assert client.post(_address(found.case, "team-change", member.ref, "keep")).status_code == 302
    now = team.keeper_of(found.case)
    assert now is not None
    assert now.person_id == other.person_id
    assert in_team(actor_for(keeper), found.case)


def test_a_case_is_taken_over_only_when_nobody_keeps_it(
    territory: Territory, client: Client, keeper: Account
) -> None:
    found = _kept(walk(territory).informed(), keeper)
    other = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    client.force_login(other)
    take = _address(found.case, "team-take-over")
    assert client.post(take).status_code == 403
    Appointment.everything.filter(person=keeper.person_id).update(valid_to=date(2024, 10, 1))
    assert "接手承办" in client.get(_address(found.case, "team")).content.decode()
    assert client.post(take).status_code == 302
    assert in_team(actor_for(other), found.case)


# Identity


def test_identity_papers_are_looked_at_and_no_number_is_kept(
    territory: Territory, client: Client, keeper: Account
) -> None:
    found = _kept(walk(territory).informed(), keeper)
    assert "核对身份证明" in _page(client, found.case)
    assert _do(client, found.case, "identity").status_code == 409  # nobody ticked
    both = {party.ref: "on" for party in found.parties}
    assert _do(client, found.case, "identity", **both).status_code == 302
    assert set(Party.everything.values_list("id_seen_on", flat=True)) == {date(2024, 10, 30)}
    assert client.get(_address(found.case, "act", "identity")).status_code == 404  # all seen
    assert "核对了身份证明" in _page(client, found.case)


# Stories


def _told(client: Client, found: Walk) -> Story:
    yes = {party.ref: "yes" for party in found.parties}
    assert _do(client, found.case, "story-consent", way="paper", **yes).status_code == 302
    answer = _do(client, found.case, "story", title="楼道清出来了", text="住户甲和住户乙商量着清走了。")
    assert answer.status_code == 302
    return Story.everything.get()


def test_a_story_is_told_and_gone_the_moment_a_party_takes_it_back(
    territory: Territory, client: Client, keeper: Account
) -> None:
    found = _kept(walk(territory).informed(), keeper)
    found.agreed()
    story = _told(client, found)
    visitor = Client()
    assert story.title in visitor.get(STORIES).content.decode()
    own = reverse("mediation-public:story", args=(story.ref,))
    page = visitor.get(own).content.decode()
    assert "住户甲" in page
    assert not any(name in page for name in ("何大海", "罗小梅", found.case.number))
    assert (
        _do(client, found.case, "story-consent", way="paper", **{found.parties[0].ref: "no"}).status_code
        == 302
    )
    assert visitor.get(own).status_code == 404  # on the very day it was told
    assert story.title not in visitor.get(STORIES).content.decode()


def test_the_consent_act_takes_it_down_in_the_same_transaction(
    territory: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = walk(territory).informed()
    found.agreed()
    found.asked(Matter.STORY)
    stories.tell_story(actor=SYSTEM, case=found.case, title="事例", text="住户甲", on=DAY)

    def broken(**_: object) -> None:
        raise RuntimeError("the story could not be taken down")

    monkeypatch.setattr("linli.mediation.services.parties.withdraw_story", broken)
    with pytest.raises(RuntimeError):
        parties.answer(actor=SYSTEM, party=found.parties[0], matter=Matter.STORY, given=False, on=DAY)
    consent = found.parties[0].consents.get(matter=Matter.STORY)
    assert consent.holds  # neither happened
    monkeypatch.undo()
    parties.answer(actor=SYSTEM, party=found.parties[0], matter=Matter.STORY, given=False, on=DAY)
    assert stories.story_of(found.case) is None


@pytest.mark.parametrize("text", ["何大海清走了", "打 13812342046 问的", "代理人易小军说"])
def test_a_story_with_a_name_is_refused(
    territory: Territory, client: Client, keeper: Account, text: str
) -> None:
    found = _kept(walk(territory).informed(), keeper)
    Party.everything.filter(pk=found.parties[1].pk).update(agent_name="易小军", agent_authority="签署")
    found.agreed()
    found.asked(Matter.STORY)
    answer = _do(client, found.case, "story", title="楼道清出来了", text=text)
    assert answer.status_code == 409
    assert "姓名、电话或证件号" in answer.content.decode()
    assert text in answer.content.decode()
    assert not Story.everything.exists()


def test_spoken_consent_is_none_and_one_missing_is_enough(territory: Territory) -> None:
    found = walk(territory).informed()
    found.agreed()
    with pytest.raises(ValidationError, match="书面"):
        parties.answer(
            actor=SYSTEM, party=found.parties[0], matter=Matter.STORY, given=True, on=DAY, way=Way.SPOKEN
        )
    parties.answer(actor=SYSTEM, party=found.parties[0], matter=Matter.STORY, given=True, on=DAY)
    with pytest.raises(ValidationError, match="每一方的书面同意"):
        stories.tell_story(actor=SYSTEM, case=found.case, title="事例", text="住户甲", on=DAY)


def test_taken_down_by_hand_and_told_anew(territory: Territory, client: Client, keeper: Account) -> None:
    found = _kept(walk(territory).informed(), keeper)
    found.agreed()
    story = _told(client, found)
    again = _do(client, found.case, "story", title="又一个", text="住户甲")
    assert again.status_code == 409
    assert _do(client, found.case, "story-end").status_code == 302
    assert client.get(reverse("mediation-public:story", args=(story.ref,))).status_code == 404
    assert _do(client, found.case, "story", title="重写的", text="住户甲和住户乙").status_code == 302
    assert Story.everything.get().title == "重写的"
