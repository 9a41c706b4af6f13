"""Readers of messages, and how they are told in tests."""

from datetime import UTC, datetime
from typing import Any

from linli.access.actor import actor_for
from linli.inbox import services
from linli.inbox.constants import Channel, Way
from linli.people.models import Account

NOON = datetime(2026, 3, 4, 4, 0, tzinfo=UTC)
NIGHT = datetime(2026, 3, 4, 14, 30, tzinfo=UTC)
"""22:30 in Yueyang."""
MORNING = datetime(2026, 3, 5, 0, 0, tzinfo=UTC)
"""8:00 the next day."""
KEY = "693a91f6-7aoc-4bc4-97a0-0ec2sifa5aaa"


def tell(account: Account, kind: str = "reports.issued", **more: Any) -> int:
    data = {"title": "半年报告", "area": "岳阳楼区", "what": "巡堤"}
    return services.tell(accounts=[account], kind=kind, data=data, address="/desk/reports/", **more)


def wants(account: Account, way: Way, kind: str = "reports.issued") -> None:
    services.choose(actor=actor_for(account), ways={kind: way.value})


def reached_by(account: Account, channel: Channel = Channel.WECOM) -> None:
    services.set_channel(actor=actor_for(account), channel=channel, address=KEY)
