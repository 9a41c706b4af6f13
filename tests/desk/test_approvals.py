"""Pages of what takes two persons, through HTTP: the lists, deciding, refusing with words, taking back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from linli.access.actor import actor_for
from linli.access.policies import EXPORT
from linli.people.models import Account, Post
from linli.workflow import approvals, approving
from linli.workflow.models import Approval
from tests.territory import Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
DONE: list[int] = []


@pytest.fixture(autouse=True)
def kind() -> Iterator[None]:
    DONE.clear()
    approvals.register(
        approvals.ApprovalKind(
            code="tests.export",
            label="导出 500 条以上的名册",
            capability=EXPORT,
            carry_out=lambda approval, actor: DONE.append(approval.pk),
            describe=lambda approval: f"导出{approval.area.name}的户名册，620 户，姓名和电话遮盖。",
            address=lambda approval: "/desk/all/",
        )
    )
    yield
    approvals._kinds.pop("tests.export")


@pytest.fixture
def asker(territory: Territory) -> Account:
    return territory.account(Post.COMMUNITY_OFFICER, territory.community)


@pytest.fixture
def decider(territory: Territory) -> Account:
    return territory.account(Post.COMMUNITY_SECRETARY, territory.community)


def ask(asker: Account, territory: Territory) -> Approval:
    return approving.ask(
        actor=actor_for(asker), kind="tests.export", area=territory.community, reason="月底盘点"
    )


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def test_it_waits_for_another_and_is_done_when_they_agree(
    asker: Account, decider: Account, territory: Territory
) -> None:
    asked = ask(asker, territory)
    other, own = signed_in(decider), signed_in(asker)
    listed = text(other.get(reverse("desk:approvals")))
    assert "导出 500 条以上的名册" in listed
    assert "等我决定 1" in listed
    address = reverse("desk:approval", args=(asked.ref,))
    page = text(other.get(address))
    assert "620 户" in page
    assert "同意，随即办理" in page
    assert page.count("btn-primary") == 1
    answer = other.post(address, {"act": "approve", "words": "可以"}, follow=True)
    assert "已同意" in text(answer)
    assert [asked.pk] == DONE
    after = text(own.get(address))
    assert "去看办好的" in after
    assert "我提出的 1" in text(own.get(reverse("desk:approvals") + "?of=mine"))


def test_the_asker_finds_no_button_and_is_refused(asker: Account, territory: Territory) -> None:
    asked, own = ask(asker, territory), signed_in(asker)
    address = reverse("desk:approval", args=(asked.ref,))
    page = text(own.get(address))
    assert "同意，随即办理" not in page
    assert "撤回，不办了" in page
    refused = own.post(address, {"act": "approve"})
    assert refused.status_code == 409
    assert "两人原则" in text(refused)
    assert DONE == []
    assert "已撤回" in text(own.post(address, {"act": "withdraw"}, follow=True))


def test_refusing_comes_back_without_words_and_keeps_what_is_typed(
    asker: Account, decider: Account, territory: Territory
) -> None:
    asked, other = ask(asker, territory), signed_in(decider)
    address = reverse("desk:approval", args=(asked.ref,))
    refused = other.post(address, {"act": "refuse", "words": " "})
    assert refused.status_code == 409
    assert "不同意要写明理由" in text(refused)
    answer = other.post(address, {"act": "refuse", "words": "请分片导出。"}, follow=True)
    assert "请分片导出。" in text(answer)
    assert other.post(address, {"act": "approve"}).status_code == 409  # decided already
    assert other.post(address, {"act": "nonsense"}).status_code == 404


@pytest.mark.parametrize("post", [Post.STREET_OFFICER, Post.AUDITOR, Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN])
def test_outside_it_does_not_exist(post: Post, asker: Account, territory: Territory) -> None:
    asked = ask(asker, territory)
    area = territory.streets[1] if post is Post.STREET_OFFICER else territory.district
    client = signed_in(territory.account(post, area))
    address = reverse("desk:approval", args=(asked.ref,))
    assert client.get(address).status_code == 404
    assert client.post(address, {"act": "approve"}).status_code == 404
    assert "620" not in text(client.get(reverse("desk:approvals")))


def test_the_list_asks_a_constant_number_of_queries(
    asker: Account, decider: Account, territory: Territory, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        ask(asker, territory)
    client = signed_in(decider)
    with django_assert_max_num_queries(14):
        page = text(client.get(reverse("desk:approvals")))
    assert page.count("月底盘点") == 12


def test_nobody_signed_in_is_led_to_sign_in(client: Client) -> None:
    assert client.get(reverse("desk:approvals")).status_code == 302
