"""What takes two persons is told to those who may decide, and its end to whoever asked."""

from collections.abc import Iterator

import pytest

from linli.access.actor import actor_for
from linli.inbox.models import Message
from linli.people.models import Account, Post
from linli.reports.policies import ISSUE_REPORT
from linli.workflow import approvals, approving
from tests.territory import Territory

KIND = approvals.ApprovalKind(
    code="test.large",
    label="大批导出",
    capability=ISSUE_REPORT,
    carry_out=lambda approval, actor: None,
    describe=lambda approval: "500 条",
)


@pytest.fixture(autouse=True, scope="module")
def large() -> Iterator[None]:
    approvals.register(KIND)
    yield
    del approvals._kinds[KIND.code]


@pytest.fixture
def asker(territory: Territory) -> Account:
    return territory.account(Post.STREET_OFFICER, territory.streets[0])


def told(account: Account) -> list[str]:
    rows = Message.objects.visible_to(actor_for(account)).order_by("pk")
    return list(rows.values_list("title", flat=True))


@pytest.mark.parametrize(("verb", "words"), [("approve", "已经同意，办完了"), ("refuse", "没有同意")])
def test_asked_and_decided(territory: Territory, asker: Account, verb: str, words: str) -> None:
    colleague = territory.account(Post.STREET_OFFICER, territory.streets[0])
    district = territory.account(Post.DISTRICT_OFFICER, territory.district)
    asked = approving.ask(
        actor=actor_for(asker), kind=KIND.code, area=territory.streets[0], reason="核对名册"
    )
    assert told(colleague) == ["等您决定：大批导出"]
    assert told(asker) == told(district) == []
    assert Message.everything.get().address.endswith(f"/{asked.ref}/")
    getattr(approving, verb)(actor=actor_for(colleague), approval=asked, words="看过了")
    assert told(asker) == [f"大批导出：{words}"]


def test_where_the_asker_is_alone_the_level_above_decides(territory: Territory, asker: Account) -> None:
    district = territory.account(Post.DISTRICT_OFFICER, territory.district)
    approving.ask(actor=actor_for(asker), kind=KIND.code, area=territory.streets[0], reason="核对名册")
    assert told(district) == ["等您决定：大批导出"]


def test_taking_back_tells_nobody(territory: Territory, asker: Account) -> None:
    asked = approving.ask(
        actor=actor_for(asker), kind=KIND.code, area=territory.streets[0], reason="核对名册"
    )
    approving.withdraw(actor=actor_for(asker), approval=asked)
    assert not Message.everything.exists()
