"""Postings in every state, made through the services."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from linli.access.actor import SYSTEM
from linli.common.clock import business_now, stand_at
from linli.notices.models import Posting, PostingKind
from linli.notices.services import postings
from linli.notices.services.postings import Content
from linli.orgs.models import Area
from tests.territory import Territory

TODAY = date(2024, 10, 30)
FIRST_END = date(2024, 11, 14)
"""15 days after today."""


def kind(code: str = "accounts") -> PostingKind:
    """One of those every district begins with."""
    return PostingKind.everything.get(code=code)


def content(**changed: Any) -> Content:
    """What a posting says."""
    values: dict[str, Any] = {
        "title": "荣发小区三季度公共收益收支",
        "body": "现将收支公示如下。\n欢迎提出疑问。",
        "issuer": "高山坡社区居委会",
        "table": [["项目", "金额"], ["收入", "12,600.00 元"]],
        "board": "荣发小区东门公示栏",
    }
    return Content(**(values | changed))


def drafted(
    territory: Territory, area: Area | None = None, code: str = "accounts", **changed: Any
) -> Posting:
    """A draft of the first community."""
    return postings.draft(
        actor=SYSTEM, kind=kind(code), area=area or territory.community, content=content(**changed)
    )


def posted(territory: Territory, area: Area | None = None, code: str = "accounts", **changed: Any) -> Posting:
    """Hanging since today."""
    return postings.post(actor=SYSTEM, posting=drafted(territory, area, code, **changed))


def withdrawn(territory: Territory, area: Area | None = None) -> Posting:
    """Taken down today."""
    return postings.withdraw(actor=SYSTEM, posting=posted(territory, area), reason="支出写错一笔，改好再贴。")


def days_later(days: int) -> None:
    """Move the standing clock."""
    stand_at(business_now() + timedelta(days=days))


def ended(territory: Territory, area: Area | None = None) -> Posting:
    """Hung its days and closed by the job; the clock is put back."""
    before = business_now()
    stand_at(before - timedelta(days=20))
    found = posted(territory, area)
    stand_at(before)
    postings.close_expired()
    found.refresh_from_db()
    assert timezone.localdate(before) > (found.until or date.max)
    return found
