"""The pages of a case: a dispute led from the first word to the court's confirmation by hand; who sees names."""

import re
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from linli.common.clock import stand_at
from linli.common.text import masked_name
from linli.mediation.models import (
    Agreement,
    Clause,
    DisputeCase,
    FollowUp,
    Ground,
    Matter,
    Meeting,
    PanelMember,
    Party,
)
from linli.mediation.selectors import committee_on, mediators_on
from linli.mediation.services.telling import noon
from linli.people.models import Account, Post
from tests.mediation.rows import notable
from tests.mediation.walk import DAY, committee, walk
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")
ON = "2024-10-30"


@pytest.fixture
def account(territory: Territory) -> Account:
    return territory.account(Post.COMMUNITY_OFFICER, territory.community)


@pytest.fixture
def officer(account: Account, client: Client, standing_clock: datetime) -> Client:
    client.force_login(account)
    return client


def _page(client: Client, case: DisputeCase) -> str:
    answer = client.get(reverse("mediation:case", args=(case.ref,)))
    assert answer.status_code == 200
    return answer.content.decode()


def _do(client: Client, case: DisputeCase, slug: str, **data: object) -> None:
    address = reverse("mediation:act", args=(case.ref, slug))
    assert client.get(address).status_code == 200, slug
    answer = client.post(address, {"on": ON, **data})
    said = re.findall(r'class="ll-err[^"]*"[^>]*>(.*?)<', answer.content.decode())
    assert answer.status_code == 302, (slug, said, answer.content.decode()[-3000:] if not said else "")


def test_the_long_way_by_hand(officer: Client, territory: Territory) -> None:
    committee(territory)
    for _ in range(3):
        notable(territory, expertise=["building"])
    answer = officer.post(
        reverse("mediation:new"),
        {
            "source": "application",
            "kind": "neighbours",
            "title": "加装电梯费用分摊与一楼采光",
            "summary": "四至六楼要装电梯，一楼不同意",
            "special": "none",
            "intensity": "hard",
            "registered_on": ON,
        },
    )
    assert answer.status_code == 302
    case = DisputeCase.everything.get()
    assert "审查要不要受理" in _page(officer, case)
    _do(officer, case, "accept")
    for side, name in (("applicant", "何大海"), ("respondent", "罗小梅")):
        _do(officer, case, "party", side=side, name=name, phone="13812342046")
    parties = list(Party.everything.order_by("serial"))
    said = {
        f"{party.ref}_{matter}": "yes" for party in parties for matter in (Matter.MEDIATION, Matter.NOTABLES)
    }
    _do(officer, case, "answers", **said)
    _do(officer, case, "inform")
    assert "何大海" in _page(officer, case)
    for verb in ("match", "visit"):
        _do(officer, case, verb)
    _do(
        officer,
        case,
        "meeting-visit",
        begun_at=f"{ON}T09:00",
        place="一楼罗家",
        attendees="罗女士",
        recorder="周敏",
    )
    for _ in range(3):
        offers = officer.get(reverse("mediation:act", args=(case.ref, "invite"))).content.decode()
        first = re.findall(r'name="who" value="([mn]-\w+)"', offers)[0]
        _do(officer, case, "invite", who=first, chosen_by="community")
    for member in PanelMember.everything.all():
        _do(officer, case, f"recusal-{member.ref}", **{ground.value: "no" for ground in Ground})
        _do(officer, case, f"acceptance-{member.ref}", **{party.ref: "yes" for party in parties})
    _do(officer, case, "form-panel")
    for verb, kind in (
        ("convene", ""),
        ("hear", "hearing"),
        ("consult", "consultation"),
        ("judge", "judging"),
    ):
        _do(officer, case, verb)
        if kind:
            _do(
                officer,
                case,
                f"meeting-{kind}",
                begun_at=f"{ON}T15:00",
                place="调解室",
                attendees="各方",
                recorder="周敏",
            )
    judging = Meeting.everything.get(kind="judging")
    _do(officer, case, f"vote-{judging.ref}", question="谁出钱", in_favour=2, against=1, abstained=0)
    _do(officer, case, f"opinion-{judging.ref}", member=PanelMember.everything.all()[1].ref, words="各让一步")
    _do(officer, case, "settle")
    _do(
        officer,
        case,
        "meeting-settling",
        begun_at=f"{ON}T16:00",
        place="调解室",
        attendees="各方",
        recorder="周敏",
    )
    found = committee_on(territory.community, DAY)
    assert found is not None
    mediator = mediators_on(found, DAY)[0]
    clause = {
        "clause_1_who": parties[0].ref,
        "clause_1_to": parties[1].ref,
        "clause_1_duty": "支付一楼补偿",
        "clause_1_fen": "1200.50",
        "clause_1_due": "2024-11-30",
        "clause_1_way": "转账",
    }
    general = {
        "form": "written",
        "facts": "装电梯",
        "issues": "采光",
        "mediator": mediator.ref,
        "recorder": "周敏",
    }
    _do(officer, case, "agreement", **general, **clause)
    _do(officer, case, "sign", **{party.ref: "hand" for party in parties})
    _do(officer, case, "seal")
    _do(officer, case, "effect")
    agreement = Agreement.everything.get()
    assert agreement.number in _page(officer, case)
    _do(officer, case, f"perform-{Clause.everything.get().ref}", evidence="汇款单", is_complete="on")
    _do(officer, case, "court", court="岳阳楼区人民法院")
    _do(
        officer,
        case,
        "decision",
        result="confirmed",
        accepted_on=ON,
        decided_on=ON,
        document="（2024）湘0602民特1号",
    )
    _do(officer, case, "follow_up")
    visit = FollowUp.everything.order_by("serial")[0]
    stand_at(noon(visit.due_on))
    _do(
        officer,
        case,
        f"follow-up-{visit.ref}",
        visited="双方",
        cause="履行",
        performed_percent=100,
        satisfaction="satisfied",
        by="周敏",
        on=visit.due_on.isoformat(),
    )
    case.refresh_from_db()
    assert (case.outcome, case.amount_fen, case.stage) == ("agreed", 120_050, "following_up")


def test_a_small_one_on_one_page(officer: Client, territory: Territory) -> None:
    _, chair = committee(territory)
    told = {
        "mediator": chair.ref,
        "kind": "neighbours",
        "source": "application",
        "applicant": "何大海",
        "respondent": "罗小梅",
        "summary": "夜里拖椅子",
        "facts": "楼上夜里拖椅子",
        "by": "1",
        "duty": "十点后不拖",
        "due_on": ON,
        "way": "当天起",
    }
    refused = officer.post(reverse("mediation:simple"), told)
    assert refused.status_code == 409
    assert "何大海" in refused.content.decode()
    assert not DisputeCase.everything.exists()
    ticked = {"agreed": "on", "cleared": "on", "accepted": "on", "said": "spoken"}
    assert officer.post(reverse("mediation:simple"), {**told, **ticked}).status_code == 302
    assert DisputeCase.everything.get().outcome == "agreed"


def test_names_are_for_the_team_alone(territory: Territory, client: Client) -> None:
    found = walk(territory, title="楼道堆物").informed()
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    text = _page(client, found.case)
    assert "何大海" not in text
    assert masked_name("何大海") in text
    listed = client.get(reverse("mediation:cases")).content.decode()
    assert "楼道堆物" in listed
    assert "何大海" not in listed


def test_elsewhere_does_not_exist(territory: Territory, client: Client) -> None:
    found = walk(territory).informed()
    client.force_login(territory.account(Post.COMMUNITY_OFFICER, territory.communities[2]))
    for address in (
        reverse("mediation:case", args=(found.case.ref,)),
        reverse("mediation:act", args=(found.case.ref, "end")),
    ):
        assert client.get(address).status_code == 404
    street = territory.account(Post.STREET_OFFICER, territory.streets[0])
    client.force_login(street)
    for slug in ("end", "nonsense", "answers", "agreement"):
        refused = client.get(reverse("mediation:act", args=(found.case.ref, slug)))
        assert refused.status_code == 403
        assert "何大海" not in refused.content.decode()
    found.kept_by(street)
    assert client.get(reverse("mediation:act", args=(found.case.ref, "nonsense"))).status_code == 404


def test_a_withdrawal_ends_it_from_the_page(officer: Client, account: Account, territory: Territory) -> None:
    found = walk(territory).informed().kept_by(account)
    party = found.parties[1]
    no = {"party": party.ref, "matter": "mediation", "given": "no", "way": "spoken"}
    officer.post(reverse("mediation:act", args=(found.case.ref, "answer")), {**no, "on": ON})
    found.case.refresh_from_db()
    assert found.case.closed_on is None, "the other ways were not told"
    _do(officer, found.case, "answer", **no, told="on")
    assert "已告知其他解决途径" in _page(officer, found.case)
