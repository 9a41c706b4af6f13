"""The roster, committees, suggestions, the one-page case, subsidies and consultations."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Sum

from linli.access.actor import SYSTEM, actor_for
from linli.mediation.models import (
    CaseSource,
    Category,
    CommitteeMember,
    CommitteeTerm,
    DisputeCase,
    DisputeKind,
    ListingSource,
    Matter,
    Notable,
    Office,
    Reason,
    Subsidy,
    TeamMember,
)
from linli.mediation.models.notable import Avoid
from linli.mediation.services import cases, committees, consulting, roster, simple, subsidies
from linli.mediation.services.committees import Seat
from linli.mediation.services.parties import Particulars
from linli.mediation.services.roster import About
from linli.mediation.services.simple import Promise, SimpleCase
from linli.mediation.suggesting import suggest
from linli.people.models import Person, Post
from linli.workflow.models import Deadline
from tests.mediation.rows import notable
from tests.mediation.walk import DAY, committee, walk
from tests.territory import Territory


def _person(territory: Territory, sex: str = "") -> Person:
    person = territory.person()
    person.sex = sex
    person.save()
    return person


@pytest.mark.parametrize(
    ("women", "men", "match"),
    [(0, 3, "其中女 0 名"), (1, 1, "现在 2 名"), (1, 9, "现在 10 名")],
)
def test_a_committee_has_three_to_nine_and_a_woman(
    territory: Territory, women: int, men: int, match: str
) -> None:
    found = committees.set_up_committee(
        actor=SYSTEM, community=territory.community, name="调委会", mark="高", on=DAY
    )
    people = [_person(territory, "f") for _ in range(women)] + [_person(territory, "m") for _ in range(men)]
    seats = [Seat(people[0], Office.CHAIR), *(Seat(person) for person in people[1:])]
    with pytest.raises(ValidationError, match=match):
        committees.begin_term(actor=SYSTEM, committee=found, seats=seats, chosen_at="居民会议", on=DAY)
    assert not CommitteeTerm.everything.exists()


def test_a_term_lasts_three_years_and_changes_are_reported(territory: Territory) -> None:
    found, _ = committee(territory)
    term = CommitteeTerm.everything.get()
    assert term.valid_to == date(2026, 1, 1)
    woman = CommitteeMember.everything.get(person__sex="f")
    with pytest.raises(ValidationError, match="女 0 名"), transaction.atomic():
        committees.change_members(
            actor=SYSTEM,
            term=term,
            leaving=[(woman, "迁出")],
            joining=[Seat(_person(territory, "m"))],
            on=DAY,
        )
    woman.refresh_from_db()
    joining = [Seat(_person(territory, "f"))]
    committees.change_members(actor=SYSTEM, term=term, leaving=[(woman, "迁出")], joining=joining, on=DAY)
    committees.report_term(actor=SYSTEM, term=term, on=DAY)
    assert CommitteeMember.everything.filter(reported_on=DAY).count() == 4
    again = committees.begin_term(
        actor=SYSTEM,
        committee=found,
        seats=[Seat(_person(territory, "f"), Office.CHAIR), *(Seat(_person(territory)) for _ in range(2))],
        chosen_at="居民代表会议",
        on=date(2025, 12, 20),
    )
    term.refresh_from_db()
    assert (again.number, term.valid_to) == (2, date(2025, 12, 20))


def test_suggestions_say_why_and_leave_aside_who_should_be(territory: Territory) -> None:
    found = walk(territory, kind=DisputeKind.HOUSING).accepted()
    estate = territory.estates[0]
    found.parties[0].estate = estate
    found.parties[0].save()
    expert = notable(territory, expertise=["building"])
    near = notable(territory, home_estate=estate)
    far = notable(territory)
    notable(territory, home_estate=estate, avoids=[Avoid.ESTATE])
    notable(territory, paused_on=date(2024, 1, 1), paused_reason="外出")
    notable(territory, community=territory.communities[1])
    said = suggest(found.case, DAY)
    by_reason = {each.reason: (each.notable, each.words) for each in said.candidates}
    assert by_reason[Reason.EXPERT] == (expert, "懂建筑")
    assert by_reason[Reason.KNOWN][0] == near
    assert estate.name in by_reason[Reason.KNOWN][1]
    assert by_reason[Reason.NEUTRAL][0] == far
    assert (len(said.candidates), said.aside) == (3, 1)


def test_who_is_paused_stays_in_the_sum(territory: Territory) -> None:
    row = roster.list_notable(
        actor=SYSTEM,
        person=territory.person(),
        community=territory.community,
        category=Category.VOLUNTEER,
        source=ListingSource.SELF,
        listed_on=DAY,
        about=About(duties=["supervision"], employer="学校"),
    )
    roster.pause_notable(actor=SYSTEM, notable=row, on=DAY, reason="照顾老人")
    with pytest.raises(ValidationError, match="已经暂停"):
        roster.pause_notable(actor=SYSTEM, notable=row, on=DAY, reason="照顾老人")
    roster.resume_notable(actor=SYSTEM, notable=row)
    moved = roster.recategorise(
        actor=SYSTEM, notable=row, category=Category.OTHER, day=DAY + timedelta(days=1)
    )
    assert (moved.duties, moved.employer) == (["supervision"], "学校")
    with pytest.raises(ValidationError, match="分工"):
        roster.list_notable(
            actor=SYSTEM,
            person=territory.person(),
            community=territory.community,
            category=Category.VOLUNTEER,
            source=ListingSource.SELF,
            listed_on=DAY,
            about=About(duties=["boss"]),
        )


def _simple(territory: Territory, **changed: object) -> DisputeCase:
    values = {
        "source": CaseSource.APPLICATION,
        "kind": DisputeKind.NEIGHBOURS,
        "applicant": Particulars(name="何大海"),
        "respondent": Particulars(name="罗小梅"),
        "facts": "楼上夜里拖椅子",
        "summary": "夜间噪声",
        "promises": [Promise(by=1, duty="晚上十点后不拖椅子", due_on=DAY, way="从当天起")],
        "agreed": True,
        "cleared": True,
        "accepted": True,
    } | changed
    told = SimpleCase(**values)  # type: ignore[arg-type]  # as the test says
    return simple.settle_simply(actor=SYSTEM, community=territory.community, told=told, on=DAY)


def test_a_simple_case_is_told_in_one_act(territory: Territory) -> None:
    _, chair = committee(territory)
    with pytest.raises(ValidationError, match="要有调解员"):
        _simple(territory)
    case = _simple(territory, mediator=chair)
    assert (case.outcome, case.stage, case.intensity) == ("agreed", "performing", "simple")
    assert case.agreement.number == "（2024）高人调协字第1号"
    own = Deadline.everything.filter(target_type="mediation.disputecase")
    assert own.filter(met_at__isnull=True, dropped_at__isnull=True).count() == 0


@pytest.mark.parametrize(
    ("changed", "match"),
    [({"agreed": False}, "第十七条"), ({"promises": []}, "至少要有一条")],
)
def test_a_simple_case_keeps_every_rule(territory: Territory, changed: dict[str, object], match: str) -> None:
    committee(territory)
    with pytest.raises(ValidationError, match=match):
        _simple(territory, **changed)
    assert not DisputeCase.everything.exists()


def test_who_takes_a_case_up_keeps_it(territory: Territory) -> None:
    found = walk(territory).accepted().asked(Matter.MEDIATION)
    officer = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    cases.inform_parties(actor=actor_for(officer), case=found.case)
    assert TeamMember.everything.get(is_keeper=True).person == officer.person


def test_subsidies_are_a_ledger_of_their_own(territory: Territory) -> None:
    _, chair = committee(territory)
    values = {"community": territory.community, "day": DAY, "half_days": 2, "basis": "每半天50元"}
    row = subsidies.note_subsidy(actor=SYSTEM, person=chair, amount_fen=10_000, **values)  # type: ignore[arg-type]  # one set
    with pytest.raises(ValidationError, match="两样都不是"):
        subsidies.note_subsidy(actor=SYSTEM, person=territory.person(), amount_fen=1, **values)  # type: ignore[arg-type]  # one set
    subsidies.pay_subsidy(actor=SYSTEM, subsidy=row, on=DAY)
    with pytest.raises(ValidationError, match="已在"):
        subsidies.pay_subsidy(actor=SYSTEM, subsidy=row, on=DAY)
    assert Subsidy.everything.aggregate(sum=Sum("amount_fen"))["sum"] == 10_000


def test_nothing_about_a_case_is_a_fee() -> None:
    words = ("fee", "charge", "price", "收费", "费用")
    names = [
        f"{model.__name__}.{field.name} {getattr(field, 'verbose_name', '')}"
        for model in apps.get_app_config("mediation").get_models()
        for field in model._meta.get_fields()
    ]
    assert [name for name in names if any(word in name.lower() for word in words)] == []


def test_a_consultation_hears_doors_and_names_nobody(territory: Territory) -> None:
    row = consulting.open_consultation(
        actor=SYSTEM, community=territory.community, question="空地建小广场，怎么建？", on=DAY
    )
    with pytest.raises(ValidationError, match="还没有记下"):
        consulting.close_consultation(actor=SYSTEM, consultation=row, findings="种树", on=DAY)
    listed = notable(territory)
    consulting.hear(actor=SYSTEM, consultation=row, notable=listed, doors=12, words="要有凳子", on=DAY)
    elsewhere = notable(territory, community=territory.communities[1])
    with pytest.raises(ValidationError, match="不在本社区"):
        consulting.hear(actor=SYSTEM, consultation=row, notable=elsewhere, doors=1, words="好", on=DAY)
    consulting.close_consultation(actor=SYSTEM, consultation=row, findings="建，加凳子", on=DAY)
    with pytest.raises(ValidationError, match="已在"):
        consulting.hear(actor=SYSTEM, consultation=row, notable=listed, doors=1, words="好", on=DAY)


def test_the_roster_s_total_is_the_sum_of_its_categories(territory: Territory) -> None:
    for category in Category:
        notable(territory, primary_category=category, other_roles=[Category.PARTY_MEMBER])
    with pytest.raises(IntegrityError), transaction.atomic():
        notable(territory, primary_category="nobody")
    assert Notable.everything.count() == sum(
        Notable.everything.filter(primary_category=category).count() for category in Category
    )
