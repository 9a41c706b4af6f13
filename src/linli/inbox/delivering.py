"""Sending what is to leave: at once, after quiet hours, or again after a failure. It never blocks an act.

Everything that is due for one person by one channel leaves as one message, which says only how many there are.
"""

import logging
from collections import defaultdict
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_tasks import task

from linli.inbox import channels
from linli.inbox.constants import (
    ADDRESS_FIELD,
    LEASE,
    MOST_TRIES,
    PAUSES,
    Channel,
    Standing,
)
from linli.inbox.models import ChannelAddress, Delivery
from linli.inbox.quiet import quiet_hours
from linli.people.crypto import KeyProblem, unseal

logger = logging.getLogger(__name__)
WHY = "the machine sends what is due, whoever it is for"
UNDERWAY = (Standing.WAITING, Standing.SENDING)
NO_ADDRESS = "本人已经取消这个渠道"
NO_KEY = "渠道地址打不开，请重新填写"


def due(now: datetime) -> QuerySet[Delivery]:
    """What may leave now; in quiet hours only 特急, whenever it was told."""
    rows = Delivery.objects.unscoped(WHY).filter(standing__in=UNDERWAY, not_before__lte=now)
    return rows.filter(message__urgent=True) if quiet_hours().hold(now) else rows


@task()
def deliver() -> int:
    """The job of the worker."""
    return deliver_due()


def enqueue_due() -> bool:
    """Give the worker what has become due (quiet hours are over, a pause has ended); whether there was any."""
    if not due(timezone.now()).exists():
        return False
    deliver.enqueue()
    return True


def deliver_due() -> int:
    """Send all that may leave now; how many messages left. Two processes never send the same one."""
    now = timezone.now()
    together: dict[tuple[int, str], list[Delivery]] = defaultdict(list)
    for each in due(now).select_related("message").order_by("pk"):
        if _taken(each, now):
            together[each.message.account_id, each.channel].append(each)
    return sum(_send(account_id, Channel(channel), rows) for (account_id, channel), rows in together.items())


def _taken(delivery: Delivery, now: datetime) -> bool:
    rows = Delivery.objects.unscoped(WHY).filter(
        pk=delivery.pk, standing__in=UNDERWAY, not_before=delivery.not_before
    )
    return bool(rows.update(standing=Standing.SENDING, tries=F("tries") + 1, not_before=now + LEASE))


def _send(account_id: int, channel: Channel, rows: list[Delivery]) -> int:
    trouble = _handed_over(account_id, channel, rows)
    ids = [row.pk for row in rows]
    with transaction.atomic():
        mine = Delivery.objects.unscoped(WHY).filter(pk__in=ids)
        if not trouble:
            mine.update(standing=Standing.SENT, sent_at=timezone.now(), trouble="")
            return len(ids)
        logger.warning("message not delivered", extra={"channel": channel.value})
        hopeless = Q(tries__gte=MOST_TRIES) if trouble != NO_ADDRESS else Q()
        mine.filter(hopeless).update(standing=Standing.FAILED, trouble=trouble)
        for row in mine.filter(standing=Standing.SENDING):
            pause = quiet_hours().over(timezone.now() + PAUSES[row.tries - 1])
            mine.filter(pk=row.pk).update(standing=Standing.WAITING, trouble=trouble, not_before=pause)
    return 0


def _handed_over(account_id: int, channel: Channel, rows: list[Delivery]) -> str:
    kept = ChannelAddress.objects.unscoped(WHY).filter(account_id=account_id, channel=channel).first()
    if kept is None:
        return NO_ADDRESS
    try:
        address = unseal(kept.address_sealed, ADDRESS_FIELD)
    except KeyProblem:
        return NO_KEY
    mark = "【特急】" if any(row.message.urgent for row in rows) else ""
    text = f"{mark}您有 {sum(row.message.things for row in rows)} 件事要看：{settings.LINLI_BASE_URL}/desk/inbox/"
    return channels.send(channel, address, title="邻里", text=text)
