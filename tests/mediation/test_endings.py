"""How a case ends without an agreement, and what its page says of it then: to the team, to a reviewer, to others."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM, actor_for
from linli.audit.models import Act
from linli.audit.selectors import about
from linli.disclosure.selectors import SEEN
from linli.mediation.models import (
    CaseSource,
    CourtResult,
    DisputeCase,
    Form,
    Matter,
    MeetingKind,
    PartyConsent,
    PieceKind,
    Side,
    Way,
)
from linli.mediation.required import missing
from linli.mediation.services import agreements, cases, parties, performing, pieces, team
from linli.mediation.services.parties import Particulars
from linli.mediation.services.withdrawing import withdraw
from linli.people.models import Account, Post
from tests.mediation.rows import closed_case
from tests.mediation.walk import DAY, Walk, registered, visit_all, walk
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


def _act(case: DisputeCase, slug: str) -> str:
    return reverse("mediation:act", args=(case.ref, slug))


def _paper(case: DisputeCase, code: str) -> str:
    return reverse("mediation:paper", args=(case.ref, code, "pdf"))


def _filled(text: str) -> str:
    """Where the one filled button of the next step leads."""
    return text.partition('class="btn btn-primary" href="')[2].partition('"')[0]


def _whole(found: Walk) -> None:
    """What is signed by hand and seen by eye lies in the file."""
    for kind in (PieceKind.APPLICATION, PieceKind.RIGHTS, PieceKind.RECORD):
        pieces.add_piece(actor=SYSTEM, case=found.case, kind=kind, title=str(kind.label), dated=DAY)
    for party in found.parties:
        parties.see_identity(actor=SYSTEM, party=party, on=DAY)


# --- a draft of a case that ended without an agreement ------------------------------------------------------


@pytest.mark.parametrize("form", [Form.WRITTEN, Form.ORAL])
@pytest.mark.parametrize("verb", ["fail", "end", "transfer", "refuse"])
def test_a_case_that_ends_after_a_draft_can_be_archived(territory: Territory, form: Form, verb: str) -> None:
    found = walk(territory, intensity="simple").informed()
    found.meeting(MeetingKind.SETTLING)
    found.drafted(form)
    assert {"调解协议书", "口头协议登记表"} & set(missing(found.case)), "owed while the case is open"
    if verb == "refuse":
        parties.answer(actor=SYSTEM, party=found.parties[1], matter=Matter.MEDIATION, given=False, on=DAY)
    else:
        getattr(cases, verb)(actor=SYSTEM, case=found.case, closed_on=DAY, reason="谈不拢")
    assert not {"调解协议书", "口头协议登记表"} & set(missing(found.case))
    assert "调解记录" in missing(found.case), "a draft tells nothing of the way once there is no agreement"
    _whole(found)
    assert missing(found.case) == []
    found.case.refresh_from_db()
    assert cases.move_case(actor=SYSTEM, case=found.case, verb="archive").stage == "archived"


def test_an_agreement_in_force_is_still_owed(territory: Territory) -> None:
    found = walk(territory).informed()
    agreement = found.agreed()
    assert "调解协议书" in missing(found.case)
    performing.note_performance(
        actor=SYSTEM, clause=agreement.clauses.get(), done_on=DAY, evidence="收条", is_complete=True
    )
    visit_all(found.case)
    found.case.refresh_from_db()
    with pytest.raises(ValidationError, match="调解协议书"):
        cases.move_case(actor=SYSTEM, case=found.case, verb="archive")


def test_a_draft_is_the_team_s_and_says_that_it_binds_nobody(
    officer: Client, account: Account, territory: Territory
) -> None:
    found = walk(territory).informed().kept_by(account)
    found.drafted()
    assert "还没有生效" in _page(officer, found.case)
    cases.fail(actor=SYSTEM, case=found.case, closed_on=DAY, reason="谈不拢")
    text = _page(officer, found.case)
    assert "支付补偿款" in text
    assert "未生效：没有签成，对各方没有约束力" in text
    district = Client()
    district.force_login(territory.account(Post.DISTRICT_OFFICER, territory.district))
    text = _page(district, found.case)
    assert "1,200" not in text
    assert "协议草稿" not in text


# --- what the dispute is about ------------------------------------------------------------------------------

TOLD = {
    "title": "楼道堆物",
    "summary": "两户为楼道堆物争执",
    "account": "何大海堆了三年",
    "claims": ["搬走杂物"],
}


def test_a_colleague_who_reviews_reads_what_it_is_about_and_the_look_is_on_record(
    officer: Client, territory: Territory
) -> None:
    case = registered(territory, **TOLD)
    text = _page(officer, case)
    for said in ("两户为楼道堆物争执", "何大海堆了三年", "搬走杂物"):
        assert said in text
    assert [act.data["fields"] for act in about(case).filter(code=SEEN)] == ["纠纷经过"]


def test_once_accepted_the_account_is_the_team_s(
    officer: Client, account: Account, territory: Territory
) -> None:
    found = walk(territory, **TOLD).accepted()
    seen = Act.everything.filter(code=SEEN).count()
    text = _page(officer, found.case)
    assert "两户为楼道堆物争执" in text
    assert "何大海堆了三年" not in text
    assert "搬走杂物" not in text
    assert Act.everything.filter(code=SEEN).count() == seen
    found.kept_by(account)
    text = _page(officer, found.case)
    assert "何大海堆了三年" in text
    newest = about(found.case).filter(code=SEEN).first()
    assert newest is not None
    assert newest.data["fields"] == "当事人姓名、纠纷经过"


@pytest.mark.parametrize(
    ("post", "place"), [(Post.STREET_OFFICER, "street"), (Post.DISTRICT_OFFICER, "district")]
)
def test_who_does_not_work_on_it_reads_no_account(
    territory: Territory, client: Client, post: Post, place: str
) -> None:
    found = walk(territory, **TOLD).accepted()
    client.force_login(
        territory.account(post, territory.streets[0] if place == "street" else territory.district)
    )
    assert "何大海堆了三年" not in _page(client, found.case)


# --- one party will not go on -------------------------------------------------------------------------------


def _end(client: Client, case: DisputeCase, **data: str) -> int:
    told = {"reason": "说了不再谈。", "way": "spoken", "on": ON, "told": "on", **data}
    return client.post(_act(case, "end"), told).status_code


def test_whoever_withdraws_is_asked_for_and_noted(
    officer: Client, account: Account, territory: Territory
) -> None:
    found = walk(territory).informed().kept_by(account)
    assert _end(officer, found.case) == 409, "who will not go on"
    assert _end(officer, found.case, who=found.parties[1].ref, told="") == 409, "other ways first"
    assert _end(officer, found.case, who=found.parties[1].ref) == 302
    found.case.refresh_from_db()
    assert (found.case.outcome, found.case.outcome_reason) == ("ended", "被申请人不愿继续调解：说了不再谈")
    row = PartyConsent.everything.get(party=found.parties[1], matter=Matter.MEDIATION)
    assert (row.said, row.withdrawn_on) == ("已撤回", date(2024, 10, 30))
    text = _page(officer, found.case)
    assert "已撤回" in text
    assert "。。" not in text


def test_ended_for_another_reason_takes_nobody_s_yes_back(
    officer: Client, account: Account, territory: Territory
) -> None:
    found = walk(territory).informed().kept_by(account)
    assert _end(officer, found.case, who="nobody", reason="双方自己和好了") == 302
    found.case.refresh_from_db()
    assert found.case.outcome_reason == "双方自己和好了"
    rows = PartyConsent.everything.filter(matter=Matter.MEDIATION)
    assert all(row.holds for row in rows)


def test_a_no_needs_no_questions_first(territory: Territory) -> None:
    found = walk(territory).accepted()
    withdraw(actor=SYSTEM, party=found.parties[1], reason="", way=Way.SPOKEN, on=DAY)
    found.case.refresh_from_db()
    assert (found.case.outcome, found.case.outcome_reason) == ("ended", "被申请人不同意调解")
    assert PartyConsent.everything.get().said == "不同意"


def test_nobody_withdraws_before_the_yes_or_in_days_to_come_and_nothing_is_left_of_it(
    territory: Territory,
) -> None:
    found = walk(territory).informed()
    for on, words in ((DAY - timedelta(days=1), "撤回不会更早"), (date(2031, 1, 1), "在以后")):
        with pytest.raises(ValidationError, match=words):
            withdraw(actor=SYSTEM, party=found.parties[0], reason="不谈了", way=Way.PAPER, on=on)
    found.case.refresh_from_db()
    assert found.case.outcome == ""
    assert all(row.holds for row in PartyConsent.everything.all())
    withdraw(actor=SYSTEM, party=found.parties[0], reason="不谈了", way=Way.PAPER, on=DAY)
    with pytest.raises(ValidationError, match="已经结案"):
        withdraw(actor=SYSTEM, party=found.parties[1], reason="不谈了", way=Way.PAPER, on=DAY)


def test_after_the_end_the_notice_comes_first_and_the_archive_when_nothing_lacks(
    officer: Client, account: Account, territory: Territory
) -> None:
    found = walk(territory).informed().kept_by(account)
    found.meeting(MeetingKind.SETTLING)
    assert _page(officer, found.case).count(_act(found.case, "end")) == 1, "said once"
    withdraw(actor=actor_for(account), party=found.parties[0], reason="不谈了", way=Way.SPOKEN, on=DAY)
    text = _page(officer, found.case)
    assert _filled(text) == _paper(found.case, "ended")
    assert "卷宗还缺" in text
    assert _act(found.case, "archive") not in text
    assert officer.get(_paper(found.case, "ended")).status_code == 200
    text = _page(officer, found.case)
    assert _filled(text) == reverse("mediation:file", args=(found.case.ref,))
    assert "再打印终止调解告知书" in text
    assert _act(found.case, "archive") not in text
    _whole(found)
    assert _filled(_page(officer, found.case)) == _act(found.case, "archive")
    assert officer.post(_act(found.case, "archive")).status_code == 302
    found.case.refresh_from_db()
    assert found.case.stage == "archived"


# --- not taken up -------------------------------------------------------------------------------------------


def test_who_declines_keeps_the_case_and_prints_the_notice_to_the_applicant(
    officer: Client, account: Account, territory: Territory
) -> None:
    case = registered(territory, summary="两户为漏水争执", source=CaseSource.INITIATIVE)
    assert 'name="applicant"' in officer.get(_act(case, "decline")).content.decode()
    DisputeCase.everything.filter(pk=case.pk).update(source=CaseSource.APPLICATION)
    told = {"reason": "法院已经受理，请向法院主张", "on": ON, "told": "on"}
    refused = officer.post(_act(case, "decline"), told)
    assert refused.status_code == 409
    assert "请写申请人，不予受理告知书要交给他" in refused.content.decode()
    case.refresh_from_db()
    assert case.outcome == ""
    assert officer.post(_act(case, "decline"), {**told, "applicant": "何大海", "told": ""}).status_code == 409
    assert officer.post(_act(case, "decline"), {**told, "applicant": "何大海"}).status_code == 302
    assert team.keeps(actor_for(account), case)
    text = _page(officer, case)
    assert "何大海" in text
    assert _filled(text) == _paper(case, "declined")
    assert "协议生效后开始" not in text
    assert "协议后 7、30、90 天" not in text
    assert officer.get(_paper(case, "declined")).status_code == 200
    assert officer.get(reverse("mediation:file", args=(case.ref,))).status_code == 200
    pieces.add_piece(actor=SYSTEM, case=case, kind=PieceKind.APPLICATION, title="申请书", dated=DAY)
    assert _filled(_page(officer, case)) == _act(case, "archive")


def test_parties_may_be_entered_before_the_case_is_accepted(
    officer: Client, account: Account, territory: Territory
) -> None:
    case = registered(territory)
    assert _act(case, "party") in _page(officer, case)
    for side, name in (("applicant", "何大海"), ("respondent", "罗小梅")):
        assert officer.post(_act(case, "party"), {"side": side, "name": name}).status_code == 302
    assert "罗小梅" in _page(officer, case), "who typed the name may read it"
    assert team.keeper_of(case) is None, "nobody keeps it before it is accepted"
    other = Client()
    other.force_login(territory.account(Post.COMMUNITY_OFFICER, territory.community))
    text = _page(other, case)
    assert "罗小梅" not in text
    assert _act(case, "accept") in text
    asked = other.get(_act(case, "decline")).content.decode()
    assert 'name="applicant"' not in asked, "the applicant is known"
    assert officer.post(_act(case, "accept"), {"on": ON}).status_code == 302
    assert team.keeps(actor_for(account), case)


def test_nobody_asks_a_party_before_the_case_is_accepted(territory: Territory) -> None:
    case = registered(territory)
    party = parties.add_party(actor=SYSTEM, case=case, side=Side.APPLICANT, about=Particulars(name="何大海"))
    with pytest.raises(ValidationError, match="还没有受理"):
        parties.tell_rights(actor=SYSTEM, party=party, on=DAY)


# --- what the court said ------------------------------------------------------------------------------------


def test_the_page_says_what_became_of_the_application_to_the_court(
    officer: Client, account: Account, territory: Territory
) -> None:
    found = walk(territory).informed().kept_by(account)
    agreement = found.agreed()
    asked = agreements.apply_for_confirmation(
        actor=SYSTEM, agreement=agreement, court="岳阳楼区人民法院", on=DAY + timedelta(days=3)
    )
    text = _page(officer, found.case)
    assert "2024年6月6日，岳阳楼区人民法院" in text
    assert "等法院决定" in text
    agreements.note_decision(
        actor=SYSTEM,
        confirmation=asked,
        result=CourtResult.CONFIRMED,
        accepted_on=DAY + timedelta(days=5),
        decided_on=DAY + timedelta(days=15),
        document="（2024）湘0602诉前调确12号",
    )
    text = _page(officer, found.case)
    for said in ("2024年6月8日", "2024年6月18日，确认有效", "（2024）湘0602诉前调确12号"):
        assert said in text
    client = Client()
    client.force_login(territory.account(Post.DISTRICT_OFFICER, territory.district))
    text = _page(client, found.case)
    assert "确认有效" in text
    assert "诉前调确12号" not in text


def test_a_case_without_a_court_says_nothing_of_it(officer: Client, territory: Territory) -> None:
    assert "司法确认</h2>" not in _page(officer, closed_case(territory))
