"""Somebody leaves: one act, one entry in the log, nothing stays behind; and what stands against it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from linli.access.actor import SYSTEM, Actor, actor_for
from linli.access.policies import EXPORT
from linli.audit.log import told
from linli.audit.models import Act
from linli.common.clock import business_date, business_now
from linli.mediation.models import CaseSource, DisputeCase, DisputeKind, Outcome, PieceKind
from linli.mediation.services.cases import move_case
from linli.mediation.services.pieces import add_piece
from linli.orgs.models import Area
from linli.people.models import Account, Appointment, Person, Post
from linli.people.services import appoint
from linli.workflow import approvals, approving, assigning, handing_over
from linli.workflow.checks import orphaned_assignments
from linli.workflow.handing_over import HandOver, LeftBehind, hand_over, plan
from linli.workflow.models import Approval, Assignment
from linli.workflow.policies import may_change_post
from tests.territory import BEGIN, Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
MANY = 200


def account_of(actor: Actor) -> Account:
    assert actor.account is not None
    return actor.account


def person_of(actor: Actor) -> Person:
    account = account_of(actor)
    assert account.person is not None
    return account.person


@pytest.fixture
def leaver(territory: Territory) -> Person:
    return person_of(actor_for(territory.account(Post.COMMUNITY_OFFICER, territory.community)))


@pytest.fixture
def successor(territory: Territory) -> Person:
    return person_of(actor_for(territory.account(Post.COMMUNITY_OFFICER, territory.community)))


@pytest.fixture
def street(territory: Territory) -> Actor:
    return actor_for(territory.account(Post.STREET_OFFICER, territory.streets[0]))


@pytest.fixture
def keeper(territory: Territory) -> Actor:
    return actor_for(territory.account(Post.SECURITY_ADMIN, territory.district))


def give(territory: Territory, person: Person, count: int, area: Area | None = None) -> None:
    """So many open matters; households serve as matters."""
    Assignment.everything.bulk_create(
        assigning.build_assignment(
            target=territory.household(),
            area=area or territory.community,
            holder=person,
            since=business_now() - timedelta(days=30),
            why="分办",
        )
        for _ in range(count)
    )


def test_two_hundred_matters_move_in_one_act(
    territory: Territory, leaver: Person, successor: Person, street: Actor
) -> None:
    give(territory, leaver, MANY)
    before = {(row.target_type, row.target_id) for row in assigning.held_by(leaver)}
    acts = Act.everything.count()
    with CaptureQueriesContext(connection) as queries:
        done = hand_over(actor=street, leaver=leaver, successor=successor, reason="调任街道")
    assert done.total == MANY
    assert not assigning.held_by(leaver).exists()
    assert {(row.target_type, row.target_id) for row in assigning.held_by(successor)} == before
    assert Act.everything.count() == acts + 1
    act = Act.everything.latest("pk")
    assert told(act) == f"工作交接，一次交清 {MANY} 件：经办的事 {MANY} 件"
    assert (act.target_id, act.data["to"], act.data["digest"]) == (leaver.pk, successor.pk, done.digest)
    assert len(queries) <= 34, "\n".join(q["sql"][:120] for q in queries)


def test_ten_times_as_many_ask_no_more_than_the_rows_take_to_insert(
    territory: Territory, leaver: Person, successor: Person, street: Actor
) -> None:
    found = []
    for person, to, count in ((leaver, successor, 20), (successor, leaver, MANY)):
        give(territory, person, count - assigning.held_by(person).count())
        with CaptureQueriesContext(connection) as queries:
            hand_over(actor=street, leaver=person, successor=to, reason="调任")
        found.append(len([q for q in queries if not q["sql"].startswith("INSERT")]))
    assert found[0] == found[1]


def test_the_past_stays_told(territory: Territory, leaver: Person, successor: Person, street: Actor) -> None:
    give(territory, leaver, 1)
    hand_over(actor=street, leaver=leaver, successor=successor, reason="调任街道")
    old, new = Assignment.everything.order_by("pk")
    assert (old.holder, old.ended_why, old.ended_at) == (leaver, "工作交接：调任街道", new.since)
    assert (new.holder, new.why, new.given_by_id) == (successor, "工作交接：调任街道", street.account_id)


def test_posts_end_and_begin_with_it(territory: Territory, keeper: Actor, leaver: Person) -> None:
    give(territory, leaver, 3)
    newcomer, day = territory.person(), business_date()
    with pytest.raises(ValidationError, match=r"没有任职.*3 件经办的事"), transaction.atomic():
        hand_over(actor=keeper, leaver=leaver, successor=newcomer, reason="退休")
    held = handing_over.posts_of(leaver, day)
    hand_over(actor=keeper, leaver=leaver, successor=newcomer, reason="退休", posts=held, day=day)
    assert not Appointment.everything.filter(person=leaver, valid_to=None).exists()
    begun = Appointment.everything.get(person=newcomer)
    assert (begun.post, begun.area, begun.valid_from) == (Post.COMMUNITY_OFFICER, territory.community, day)
    assert assigning.held_by(newcomer).count() == 3


def test_a_post_that_begins_later_does_not_yet_cover(
    territory: Territory, keeper: Actor, leaver: Person
) -> None:
    give(territory, leaver, 1)
    held, later = handing_over.posts_of(leaver, business_date()), business_date() + timedelta(days=5)
    with pytest.raises(ValidationError, match="今天在这些地方没有任职"), transaction.atomic():
        hand_over(
            actor=keeper, leaver=leaver, successor=territory.person(), reason="退休", posts=held, day=later
        )
    assert Appointment.everything.filter(person=leaver, valid_to=None).exists()


def test_every_place_needs_a_post(
    territory: Territory, leaver: Person, successor: Person, keeper: Actor
) -> None:
    appoint(
        actor=SYSTEM,
        person=leaver,
        post=Post.COMMUNITY_OFFICER,
        area=territory.communities[3],
        day=BEGIN,
        basis="",
    )
    give(territory, leaver, 2)
    give(territory, leaver, 1, territory.communities[3])
    with pytest.raises(ValidationError, match=f"{territory.communities[3].name} 1 件"):
        hand_over(actor=keeper, leaver=leaver, successor=successor, reason="调任")
    assert assigning.held_by(leaver).count() == 3


@pytest.mark.parametrize(
    ("post", "index"),
    [(Post.COMMUNITY_OFFICER, 0), (Post.NEIGHBOUR_LEAD, 0), (Post.AUDITOR, 0), (Post.SYSTEM_ADMIN, 0)],
)
def test_others_hand_over_nothing(
    post: Post, index: int, territory: Territory, leaver: Person, successor: Person
) -> None:
    areas = {
        Post.COMMUNITY_OFFICER: territory.community,
        Post.NEIGHBOUR_LEAD: territory.neighbourhoods[index],
    }
    actor = actor_for(territory.account(post, areas.get(post, territory.district)))
    give(territory, leaver, 1)
    with pytest.raises(PermissionDenied):
        hand_over(actor=actor, leaver=leaver, successor=successor, reason="调任")


def test_another_street_hands_over_nothing_of_this_one(
    territory: Territory, leaver: Person, successor: Person
) -> None:
    other = actor_for(territory.account(Post.STREET_OFFICER, territory.streets[1]))
    with pytest.raises(PermissionDenied, match="不在您的任职地区"):
        plan(actor=other, leaver=leaver)
    give(territory, leaver, 1)
    with pytest.raises(PermissionDenied, match="不在您的任职地区"):
        hand_over(actor=other, leaver=leaver, successor=successor, reason="调任")


def test_a_part_is_not_handed_over(
    territory: Territory, leaver: Person, successor: Person, street: Actor
) -> None:
    give(territory, leaver, 2)
    give(territory, leaver, 1, territory.communities[3])
    with pytest.raises(PermissionDenied, match="有 1 件不在您的任职地区"):
        hand_over(actor=street, leaver=leaver, successor=successor, reason="调任")


def test_a_street_changes_no_office(
    territory: Territory, leaver: Person, successor: Person, street: Actor
) -> None:
    offices = handing_over.posts_of(leaver, business_date())
    with pytest.raises(PermissionDenied, match="安全管理员"), transaction.atomic():
        hand_over(actor=street, leaver=leaver, successor=successor, reason="调任", posts=offices)


@pytest.mark.parametrize("who", ["street", "keeper"])
def test_the_post_of_a_lead_is_not_handed_over(
    who: str, territory: Territory, successor: Person, request: pytest.FixtureRequest
) -> None:
    area = territory.neighbourhoods[0]
    lead = person_of(actor_for(territory.account(Post.NEIGHBOUR_LEAD, area)))
    held = handing_over.posts_of(lead, business_date())
    assert not may_change_post(request.getfixturevalue(who), held[0])
    with pytest.raises(ValidationError, match="先审核、公示、有决定"), transaction.atomic():
        hand_over(
            actor=request.getfixturevalue(who), leaver=lead, successor=successor, reason="换届", posts=held
        )
    now = Appointment.everything.get(post=Post.NEIGHBOUR_LEAD, area=area)
    assert (now.person, now.valid_to) == (lead, None)


def test_what_a_lead_has_in_hand_is_handed_over(
    territory: Territory, successor: Person, street: Actor
) -> None:
    lead = person_of(actor_for(territory.account(Post.NEIGHBOUR_LEAD, territory.neighbourhoods[0])))
    give(territory, lead, 2, territory.neighbourhoods[0])
    assert hand_over(actor=street, leaver=lead, successor=successor, reason="搬家").total == 2


def test_the_successor_works_in_the_same_unit(territory: Territory, keeper: Actor) -> None:
    leaver = person_of(actor_for(territory.account(Post.DEPARTMENT_OFFICER, territory.district)))
    held, newcomer = handing_over.posts_of(leaver, business_date()), territory.person()
    hand_over(actor=keeper, leaver=leaver, successor=newcomer, reason="调任", posts=held)
    begun = Appointment.everything.get(person=newcomer)
    assert (begun.post, begun.unit) == (Post.DEPARTMENT_OFFICER, held[0].unit)
    assert begun.unit is not None


@pytest.mark.parametrize("reason", ["", "  "])
def test_it_needs_a_reason(
    reason: str, territory: Territory, leaver: Person, successor: Person, street: Actor
) -> None:
    give(territory, leaver, 1)
    with pytest.raises(ValidationError, match="为什么交接"):
        hand_over(actor=street, leaver=leaver, successor=successor, reason=reason)


def test_nothing_to_hand_over_and_nobody_to_take_it(
    territory: Territory, leaver: Person, successor: Person, street: Actor
) -> None:
    with pytest.raises(ValidationError, match="没有要交接的事"):
        hand_over(actor=street, leaver=leaver, successor=successor, reason="调任")
    with pytest.raises(ValidationError, match="不能是离岗的人自己"):
        hand_over(actor=street, leaver=leaver, successor=leaver, reason="调任")


@pytest.fixture
def forgetful() -> HandOver:
    """A room whose move leaves everything where it was."""
    return HandOver(
        code="tests.forgetful", label="试验", rows=assigning.held_by, move=lambda moving: None, area=""
    )


def test_what_stays_behind_undoes_it_all(
    forgetful: HandOver,
    monkeypatch: pytest.MonkeyPatch,
    territory: Territory,
    leaver: Person,
    successor: Person,
    street: Actor,
) -> None:
    give(territory, leaver, 2)
    monkeypatch.setattr(handing_over, "_kinds", {forgetful.code: forgetful})
    with pytest.raises(LeftBehind), transaction.atomic():
        hand_over(actor=street, leaver=leaver, successor=successor, reason="调任")
    assert assigning.held_by(leaver).count() == 2
    assert not Act.everything.filter(code="workflow.work.handed_over").exists()


def test_what_the_leaver_asked_is_taken_back(
    territory: Territory, leaver: Person, successor: Person, street: Actor
) -> None:
    approvals.register(
        approvals.ApprovalKind(
            code="tests.deed",
            label="试验",
            capability=EXPORT,
            carry_out=lambda *_: None,
            describe=lambda _: "",
        )
    )
    heard: list[tuple[str, str]] = []
    approvals.listen(lambda done, approval: heard.append((done, approval.state)))
    try:
        asked = approving.ask(
            actor=actor_for(leaver.account), kind="tests.deed", area=territory.community, reason="要"
        )
        done = hand_over(actor=street, leaver=leaver, successor=successor, reason="调任")
    finally:
        approvals._kinds.pop("tests.deed")
        approvals._listeners.pop()
    assert heard == [("asked", "waiting"), ("withdrawn", "withdrawn")]
    assert done.counts == (("提出后还没有决定的事（撤回）", 1),)
    assert Approval.everything.get(pk=asked.pk).state == "withdrawn"


# Assignments one at a time


def test_a_matter_has_one_holder_and_goes_on(territory: Territory, leaver: Person, successor: Person) -> None:
    matter = territory.household()
    assigning.assign(actor=SYSTEM, target=matter, area=territory.community, holder=leaver, why="分办")
    assert assigning.holder_of(matter) == leaver
    with pytest.raises(ValidationError, match="已经有人在办"):
        assigning.assign(actor=SYSTEM, target=matter, area=territory.community, holder=successor, why="分办")
    with pytest.raises(ValidationError, match="本来就由"):
        assigning.reassign(actor=SYSTEM, target=matter, holder=leaver, why="分办")
    assigning.reassign(actor=SYSTEM, target=matter, holder=successor, why="休假")
    assert list(assigning.holders_of([matter]).values()) == [successor]
    assigning.finish(actor=SYSTEM, target=matter, why="办结")
    assert assigning.holder_of(matter) is None
    assert assigning.finish(actor=SYSTEM, target=matter, why="办结") is None
    assert [row.holder for row in assigning.history_of(SYSTEM, matter)] == [successor, leaver]
    with pytest.raises(ValidationError, match="没有人在办"):
        assigning.reassign(actor=SYSTEM, target=matter, holder=leaver, why="分办")
    with pytest.raises(ValidationError, match="为什么"):
        assigning.assign(actor=SYSTEM, target=matter, area=territory.community, holder=leaver, why=" ")


def test_the_reader_sees_what_lies_in_the_own_area(
    territory: Territory, leaver: Person, street: Actor
) -> None:
    give(territory, leaver, 1)
    give(territory, leaver, 1, territory.communities[3])
    assert assigning.in_hand(street).count() == 1
    assert assigning.in_hand(actor_for(territory.account(Post.AUDITOR, territory.district))).count() == 0


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"why": "别的"}, "assignment_given_stands"),
        ({"holder_id": "other"}, "assignment_given_stands"),
        ({"ended_at": "now"}, "assignment_end_has_why"),
        ({"ended_at": "before", "ended_why": "办结"}, "assignment_ends_after_start"),
    ],
)
def test_the_database_keeps_the_history(
    change: dict[str, Any], constraint: str, territory: Territory, leaver: Person, successor: Person
) -> None:
    give(territory, leaver, 1)
    given = {"other": successor.pk, "now": business_now(), "before": business_now() - timedelta(days=60)}
    values = {name: given.get(value, value) for name, value in change.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Assignment.everything.update(**values)


def test_nothing_of_the_history_is_deleted_or_doubled(territory: Territory, leaver: Person) -> None:
    give(territory, leaver, 1)
    with pytest.raises(IntegrityError, match="assignment_given_stands"), transaction.atomic():
        Assignment.everything.all().delete()
    row = Assignment.everything.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    Assignment.everything.update(ended_at=business_now(), ended_why="办结")
    with pytest.raises(IntegrityError, match="assignment_ended_stands"), transaction.atomic():
        Assignment.everything.update(ended_why="别的")


def test_an_orphan_is_found(territory: Territory, leaver: Person) -> None:
    give(territory, leaver, 1)
    assert list(orphaned_assignments()) == []
    Assignment.everything.create(
        target_type="people.household",
        target_id=999_999,
        area=territory.community,
        holder=leaver,
        since=business_now(),
        why="分办",
    )
    assert list(orphaned_assignments()) == ["people.household:999999"]


def test_what_is_done_with_is_in_nobody_s_hand(territory: Territory, leaver: Person) -> None:
    area, day = territory.community, business_date()
    cases = [
        DisputeCase.everything.create(
            community=area,
            source=CaseSource.APPLICATION,
            kind=DisputeKind.PROPERTY,
            registered_on=day,
            accepted_on=day,
            due_on=day + timedelta(days=30),
            year=day.year,
            serial=serial,
            stage="concluded",
            outcome=Outcome.FAILED,
            outcome_reason="双方不接受",
            remedies_told_on=day,
            closed_on=day,
        )
        for serial in (1, 2)
    ]
    for case in cases:
        assigning.assign(actor=SYSTEM, target=case, area=area, holder=leaver, why="分办")
    for kind in (PieceKind.APPLICATION, PieceKind.RIGHTS, PieceKind.IDENTITY, PieceKind.RECORD):
        add_piece(actor=SYSTEM, case=cases[0], kind=kind, title="", dated=day)
    move_case(actor=SYSTEM, case=cases[0], verb="archive")
    assert assigning.holder_of(cases[0]) is None
    assert assigning.holder_of(cases[1]) == leaver
    DisputeCase.everything.filter(pk=cases[1].pk).update(stage="archived")  # by another way
    assert assigning.end_settled() == 1
    assert assigning.end_settled() == 0
    assert assigning.holder_of(cases[1]) is None


def test_nobody_takes_work_away_from_above(territory: Territory, successor: Person) -> None:
    secretary = actor_for(territory.account(Post.COMMUNITY_SECRETARY, territory.community))
    above = person_of(actor_for(territory.account(Post.STREET_OFFICER, territory.streets[0])))
    give(territory, above, 2)  # all of it lies in the secretary's own community
    for act in (
        lambda: plan(actor=secretary, leaver=above),
        lambda: hand_over(actor=secretary, leaver=above, successor=successor, reason="检查组的事"),
    ):
        with pytest.raises(PermissionDenied, match="在您的上级"):
            act()
    assert assigning.held_by(above).count() == 2


def test_nobody_puts_themselves_in_the_leaver_s_post(
    territory: Territory, keeper: Actor, leaver: Person
) -> None:
    held = Appointment.everything.get(person=leaver)
    with pytest.raises(ValidationError, match="不能给自己登记任职"):
        hand_over(actor=keeper, leaver=leaver, successor=person_of(keeper), reason="调任", posts=[held])
    assert not Appointment.everything.exclude(valid_to=None).exists()
