"""What is listed names nobody; and until a case is accepted, a colleague opens nothing that does."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM, actor_for
from linli.audit.models import Act
from linli.disclosure.selectors import SEEN
from linli.mediation.models import CaseSource, DisputeCase, DisputeKind, Party, Side
from linli.mediation.naming import has_number
from linli.mediation.services import follow_ups, parties, team
from linli.mediation.services.parties import Particulars
from linli.mediation.services.simple import Promise, SimpleCase, settle_simply
from linli.people.models import Account, Post
from tests.mediation.walk import DAY, Walk, committee, registered, walk
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")
ON = "2024-10-30"


@pytest.fixture
def keeper(territory: Territory) -> Account:
    return territory.account(Post.COMMUNITY_OFFICER, territory.community)


@pytest.fixture
def agreed(territory: Territory, keeper: Account) -> Walk:
    found = walk(territory, title="楼道堆物", summary="楼道里堆着杂物").informed().kept_by(keeper)
    found.agreed()
    return found


def _address(case: DisputeCase, slug: str) -> str:
    return reverse("mediation:act", args=(case.ref, slug))


def test_a_relapse_under_review_shows_its_names_to_its_keeper_alone(
    territory: Territory, agreed: Walk, keeper: Account, client: Client
) -> None:
    client.force_login(keeper)
    told = {"title": "楼道堆物", "summary": "又堆上了", "on": ON}
    asked = client.get(_address(agreed.case, "relapse")).content.decode()
    assert "会写进给当事人的告知书" not in asked
    assert client.post(_address(agreed.case, "relapse"), told).status_code == 302
    case = DisputeCase.everything.get(previous=agreed.case)
    kept = team.keeper_of(case)
    assert kept is not None
    assert (kept.person_id, case.summary) == (keeper.person_id, "又堆上了")
    assert client.get(_address(case, "party")).status_code == 200

    other = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    client.force_login(other)
    page = client.get(reverse("mediation:case", args=(case.ref,))).content.decode()
    assert "记一方的意见" not in page
    assert _address(case, "accept") in page
    for slug in ("party", "answer", "answers", "agreement", "identity", "invite", "draw", "story", "end"):
        assert client.get(_address(case, slug)).status_code == 403, slug
    seen = Act.everything.filter(code=SEEN).count()
    for slug in ("accept", "decline", "transfer", "escalate"):
        text = client.get(_address(case, slug))
        assert text.status_code == 200, slug
        assert not [name for name in ("何大海", "罗小梅") if name in text.content.decode()], slug
    assert Act.everything.filter(code=SEEN).count() == seen, (
        "nothing of a party was shown, so nothing is noted as seen"
    )
    assert client.post(_address(case, "accept"), {"on": ON}).status_code == 302
    kept = team.keeper_of(case)
    assert kept is not None
    assert kept.person_id == keeper.person_id


def test_who_accepts_what_nobody_keeps_keeps_it(
    territory: Territory, keeper: Account, client: Client
) -> None:
    case = registered(territory)
    client.force_login(keeper)
    assert client.get(_address(case, "answers")).status_code == 403, "first accepted, then asked"
    assert client.get(_address(case, "party")).status_code == 200, "while nobody keeps it"
    assert client.post(_address(case, "accept"), {"on": ON}).status_code == 302
    assert team.keeps(actor_for(keeper), case)
    assert client.get(_address(case, "party")).status_code == 200


@pytest.mark.parametrize(
    "summary", ["何大海又堆上了", "何 大海又堆上了", "易小军来闹", "打１３９０７３０００００问"]
)
def test_a_relapse_names_nobody(agreed: Walk, summary: str) -> None:
    Party.everything.filter(case=agreed.case, serial=2).update(agent_name="易小军", agent_authority="代签")
    with pytest.raises(ValidationError, match="标题"):
        follow_ups.relapse(actor=SYSTEM, case=agreed.case, on=DAY + timedelta(days=40), summary=summary)
    with pytest.raises(ValidationError, match="标题"):
        follow_ups.relapse(actor=SYSTEM, case=agreed.case, on=DAY, summary="又堆", title=summary)
    assert DisputeCase.everything.count() == 1


@pytest.mark.parametrize(
    "about", [{"title": "何大海堆物"}, {"summary": "邻居何大海堆物"}, {"summary": "何　大海堆物"}]
)
def test_a_party_named_in_what_is_listed_is_not_entered(territory: Territory, about: dict[str, str]) -> None:
    case = registered(territory, **about)
    with pytest.raises(ValidationError, match="先改成“住户甲”再登记"):
        parties.add_party(actor=SYSTEM, case=case, side=Side.APPLICANT, about=Particulars(name="何大海"))
    agent = Particulars(name="罗小梅", agent_name="何大海", agent_authority="代签")
    with pytest.raises(ValidationError, match="先改成“住户甲”再登记"):
        parties.add_party(actor=SYSTEM, case=case, side=Side.RESPONDENT, about=agent)
    parties.add_party(actor=SYSTEM, case=case, side=Side.RESPONDENT, about=Particulars(name="罗小梅"))
    assert Party.everything.count() == 1


@pytest.mark.parametrize("said", ["13907300001", "139 0730 0001", "0730-8812345", "43060219800101123X"])
def test_no_telephone_or_identity_number_is_listed(territory: Territory, said: str) -> None:
    for about in ({"title": f"找{said}"}, {"summary": f"电话{said}，漏水"}):
        with pytest.raises(ValidationError, match="不写电话和证件号"):
            registered(territory, **about)
    assert not DisputeCase.everything.exists()


@pytest.mark.parametrize(
    "said", ["2024-05-13至2024-06-13", "赔12000元", "3栋2单元801", "（2024）高人调字第12号"]
)
def test_other_numbers_are(said: str) -> None:
    assert not has_number(said)


def test_the_one_page_of_a_small_case_names_nobody_in_what_is_listed(territory: Territory) -> None:
    committee(territory)
    told = SimpleCase(
        source=CaseSource.APPLICATION,
        kind=DisputeKind.NEIGHBOURS,
        applicant=Particulars(name="何大海"),
        respondent=Particulars(name="罗小梅"),
        facts="何大海家漏水到罗小梅家",
        summary="罗小梅家漏水",
        promises=[Promise(by=1, duty="修好水管", due_on=DAY, way="当天")],
        agreed=True,
        cleared=True,
        accepted=True,
    )
    with pytest.raises(ValidationError, match="写了当事人的姓名"):
        settle_simply(actor=SYSTEM, community=territory.community, told=told, on=DAY)
    assert not DisputeCase.everything.exists()
