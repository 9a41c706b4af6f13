"""Two readers of messages, a kind that may be urgent, and a channel that reaches nobody."""

from collections.abc import Iterator

import pytest

from linli.inbox import channels, kinds
from linli.inbox.constants import Channel
from linli.people.models import Account, Post
from tests.territory import Territory


@pytest.fixture(autouse=True, scope="module")
def flood() -> Iterator[None]:
    """A kind that may be told as 特急: none of today's systems has one."""
    kinds.register(kinds.Kind(code="test.flood", label="防汛", title="{what}", may_be_urgent=True))
    yield
    del kinds._kinds["test.flood"]


@pytest.fixture
def officer(territory: Territory) -> Account:
    return territory.account(Post.COMMUNITY_OFFICER, territory.communities[0])


@pytest.fixture
def street_officer(territory: Territory) -> Account:
    return territory.account(Post.STREET_OFFICER, territory.streets[0])


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What left, in place of apprise."""
    left: list[str] = []

    def send(channel: Channel, address: str, *, title: str, text: str) -> str:
        left.append(f"{channel.value} {address} {text}")
        return ""

    monkeypatch.setattr(channels, "send", send)
    return left
