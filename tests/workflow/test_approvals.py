"""The two-person rule: one asks, another agrees, and only then is it done; and what the database itself refuses."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from linli.access.actor import NOBODY, SYSTEM, Actor, actor_for
from linli.access.policies import EXPORT
from linli.audit.log import told
from linli.audit.models import Act
from linli.common.clock import business_date, business_now, stand_at
from linli.orgs.models import Area
from linli.people.models import Post
from linli.workflow import approvals, approving
from linli.workflow.approval_states import APPROVED, EXPIRED, REFUSED, WAITING, WITHDRAWN
from linli.workflow.machines import TransitionRefused
from linli.workflow.models import Approval
from tests.territory import Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


class Deed:
    """What the kind of these tests does: notes that it was done, or refuses."""

    def __init__(self) -> None:
        self.done: list[tuple[str, int | None]] = []
        self.against = ""

    def carry_out(self, approval: Approval, actor: Actor) -> None:
        if self.against:
            raise ValidationError(self.against)
        self.done.append((approval.order["what"], actor.account_id))


@pytest.fixture
def deed() -> Iterator[Deed]:
    found = Deed()
    approvals.register(
        approvals.ApprovalKind(
            code="tests.deed",
            label="办一件试验的事",
            capability=EXPORT,
            carry_out=found.carry_out,
            describe=lambda approval: f"办 {approval.order['what']}。",
        )
    )
    yield found
    approvals._kinds.pop("tests.deed")


@pytest.fixture
def asker(territory: Territory) -> Actor:
    return actor_for(territory.account(Post.COMMUNITY_OFFICER, territory.community))


@pytest.fixture
def other(territory: Territory) -> Actor:
    return actor_for(territory.account(Post.STREET_OFFICER, territory.streets[0]))


@pytest.fixture
def asked(deed: Deed, asker: Actor, territory: Territory) -> Approval:
    return approving.ask(
        actor=asker, kind="tests.deed", area=territory.community, reason="月底要用", order={"what": "甲"}
    )


def test_another_person_agrees_and_it_is_done_at_once(asked: Approval, deed: Deed, other: Actor) -> None:
    assert list(approving.waiting_for(other)) == [asked]
    found = approving.approve(actor=other, approval=asked, words="可以")
    assert (found.state, found.decided_by_id, found.words) == (APPROVED, other.account_id, "可以")
    assert deed.done == [("甲", other.account_id)]
    assert not approving.waiting_for(other).exists()
    assert [
        told(act) for act in Act.everything.filter(code__startswith="workflow.approval").order_by("pk")
    ] == [
        "提出“办一件试验的事”，请另一人同意",
        "同意“办一件试验的事”，随即办理",
    ]


def test_whoever_asked_does_not_decide(asked: Approval, deed: Deed, asker: Actor) -> None:
    assert not approving.waiting_for(asker).exists()
    for act in (approving.approve, approving.refuse):
        with pytest.raises(PermissionDenied, match="两人原则"):
            act(actor=asker, approval=asked, words="好")
    assert not deed.done


def test_nor_does_the_database_let_them(asked: Approval) -> None:
    with pytest.raises(IntegrityError, match="approval_by_another_person"), transaction.atomic():
        Approval.everything.filter(pk=asked.pk).update(
            state=APPROVED, decided_by=asked.asked_by, decided_at=business_now()
        )


@pytest.mark.parametrize("who", [NOBODY, SYSTEM])
def test_nobody_in_particular_neither_asks_nor_decides(
    who: Actor, asked: Approval, territory: Territory
) -> None:
    with pytest.raises(PermissionDenied):
        approving.ask(
            actor=who, kind="tests.deed", area=territory.community, reason="要", order={"what": "乙"}
        )
    with pytest.raises(PermissionDenied):
        approving.approve(actor=who, approval=asked)


@pytest.mark.parametrize(
    ("post", "place"),
    [
        (Post.STREET_OFFICER, "other street"),
        (Post.NEIGHBOUR_LEAD, "lead"),  # a lead may not export
        (Post.SYSTEM_ADMIN, "district"),
        (Post.AUDITOR, "district"),
    ],
)
def test_only_whoever_holds_the_capability_there_sees_or_decides(
    post: Post, place: str, asked: Approval, territory: Territory
) -> None:
    areas = {
        "other street": territory.streets[1],
        "lead": territory.neighbourhoods[0],
        "district": territory.district,
    }
    actor = actor_for(territory.account(post, areas[place]))
    assert not approving.waiting_for(actor).exists()
    assert not approving.seen_by(actor).exists()
    with pytest.raises(PermissionDenied, match="任职包括"):
        approving.approve(actor=actor, approval=asked)


def test_what_the_act_itself_refuses_leaves_it_waiting(asked: Approval, deed: Deed, other: Actor) -> None:
    deed.against = "名册正在导入，请稍后再导出。"
    with pytest.raises(ValidationError, match="正在导入"), transaction.atomic():
        approving.approve(actor=other, approval=asked)
    asked.refresh_from_db()
    assert asked.state == WAITING


def test_refusing_needs_a_reason(asked: Approval, other: Actor, deed: Deed) -> None:
    with pytest.raises(TransitionRefused, match="理由"):
        approving.refuse(actor=other, approval=asked, words=" ")
    found = approving.refuse(actor=other, approval=asked, words="数量太大，请分社区导出。")
    assert found.state == REFUSED
    assert not deed.done
    with pytest.raises(TransitionRefused, match="不同意"):
        approving.approve(actor=other, approval=asked)


def test_only_the_asker_takes_it_back(asked: Approval, asker: Actor, other: Actor) -> None:
    with pytest.raises(PermissionDenied):
        approving.withdraw(actor=other, approval=asked)
    assert approving.withdraw(actor=asker, approval=asked).state == WITHDRAWN


def test_what_waits_too_long_runs_out(asked: Approval, other: Actor, deed: Deed) -> None:
    stand_at(business_now() + timedelta(days=7))
    assert not approving.waiting_for(other).exists()
    with pytest.raises(TransitionRefused, match="已经过期"):
        approving.approve(actor=other, approval=asked)
    assert approving.expire() == 1
    assert approving.expire() == 0
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by_id) == (EXPIRED, None)
    assert not deed.done


def test_a_day_earlier_it_still_waits(asked: Approval) -> None:
    stand_at(business_now() + timedelta(days=6))
    assert approving.expire() == 0
    assert asked.until == business_date() + timedelta(days=1)


def test_the_same_thing_is_asked_once(deed: Deed, asker: Actor, territory: Territory) -> None:
    asking: dict[str, Any] = {
        "actor": asker,
        "kind": "tests.deed",
        "area": territory.community,
        "reason": "要",
    }
    target: Area = territory.community
    first = approving.ask(**asking, target=target, order={"what": "甲"})
    with pytest.raises(ValidationError, match="已经提出"):
        approving.ask(**asking, target=target, order={"what": "甲"})
    approving.withdraw(actor=asker, approval=first)
    second = approving.ask(**asking, target=target, order={"what": "甲"})
    assert approving.latest_on("tests.deed", target) == second


def test_asking_needs_a_reason(deed: Deed, asker: Actor, territory: Territory) -> None:
    with pytest.raises(ValidationError, match="理由"):
        approving.ask(actor=asker, kind="tests.deed", area=territory.community, reason=" ")


def test_an_unknown_kind_is_an_error(asker: Actor, territory: Territory) -> None:
    with pytest.raises(LookupError):
        approving.ask(actor=asker, kind="tests.unheard", area=territory.community, reason="要")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "maybe"}, "approval_(state_known|decided_by_whom)"),
        ({"state": APPROVED, "decided_at": "now"}, "approval_decided_by_whom"),
        ({"state": WITHDRAWN}, "approval_ended_when"),
        ({"state": REFUSED, "decided_at": "now", "decided_by": "other"}, "approval_refused_with_words"),
        ({"reason": "另一个理由"}, "approval_asked_stands"),
        ({"order": {"what": "乙"}}, "approval_asked_stands"),
        ({"area_id": "district"}, "approval_asked_stands"),
    ],
)
def test_the_database_keeps_it_straight(
    change: dict[str, Any], constraint: str, asked: Approval, other: Actor, territory: Territory
) -> None:
    given = {"now": business_now(), "other": other.account, "district": territory.district.pk}
    values = {
        name: given.get(value, value) if isinstance(value, str) else value for name, value in change.items()
    }
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Approval.everything.filter(pk=asked.pk).update(**values)


def test_what_is_decided_stands(asked: Approval, other: Actor) -> None:
    approving.refuse(actor=other, approval=asked, words="不必")
    with pytest.raises(IntegrityError, match="approval_decided_stands"), transaction.atomic():
        Approval.everything.filter(pk=asked.pk).update(words="可以")
    with pytest.raises(IntegrityError, match="stands"), transaction.atomic():
        Approval.everything.filter(pk=asked.pk).delete()


def test_lists_ask_a_constant_number_of_queries(
    deed: Deed, asker: Actor, other: Actor, territory: Territory, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        order = {"what": str(number)}
        approving.ask(actor=asker, kind="tests.deed", area=territory.community, reason="要", order=order)
    with django_assert_num_queries(2):  # the business date and the rows
        assert [row.asked_by.person.name for row in approving.waiting_for(other) if row.asked_by.person]
