"""Data-quality checks of messages: what no constraint can hold. They count, and name no reader."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from linli.common.quality import QualityCheck, Severity, register
from linli.inbox.constants import Channel, Standing
from linli.inbox.models import Delivery, Message
from linli.workflow.references import orphans

WHY = "a check looks at everything"
LOOKED_BACK = timedelta(days=7)


def orphaned_messages() -> Iterator[str]:
    """Messages about things that are gone."""
    rows = Message.objects.unscoped(WHY).exclude(target_type="")
    for reference in orphans(rows, "target_type", "target_id"):
        yield str(reference)


def failed_deliveries() -> Iterator[str]:
    """Channels by which messages of the last week did not get through."""
    rows = Delivery.objects.unscoped(WHY).filter(
        standing=Standing.FAILED, message__created_at__gte=timezone.now() - LOOKED_BACK
    )
    for row in rows.order_by().values("channel").annotate(found=Count("pk")).order_by("channel"):
        yield f"{Channel(row['channel']).label}：{row['found']} 条没有送成"


def register_all() -> None:
    """Called once, when the room starts."""
    register(
        QualityCheck(
            code="inbox.message.orphan",
            question="有没有消息说的事已经不在了？",
            severity=Severity.WARNING,
            explanation="消息记着它说的是哪件事；那件事删去以后，消息点不开。",
            mend="不用处理，旧消息到期自己删去。",
            find=orphaned_messages,
        )
    )
    register(
        QualityCheck(
            code="inbox.delivery.failed",
            question="近 7 天有没有从渠道送不出去的消息？",
            severity=Severity.WARNING,
            explanation="消息都在各人的“消息”里，只是企业微信、钉钉、邮件没有送到。",
            mend="看服务器能不能连到外面，邮件服务器的地址和密码对不对（LINLI_MAIL_URL）。",
            find=failed_deliveries,
        )
    )
