"""Writes: telling people, and what each does with their own messages and settings."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from linli.access.actor import Actor
from linli.audit import log
from linli.inbox import channels, kinds
from linli.inbox.constants import ADDRESS_FIELD, KEPT_DAYS, KEPT_READ_DAYS, Channel, Way
from linli.inbox.delivering import deliver
from linli.inbox.kinds import Kind
from linli.inbox.models import ChannelAddress, Delivery, Message, Preference
from linli.inbox.quiet import quiet_hours
from linli.inbox.selectors import forget_unread
from linli.people.crypto import seal
from linli.people.models import Account
from linli.workflow.references import Reference

WHY = "telling writes to the accounts named"
LONGEST_TITLE, LONGEST_LINE = 120, 200


@transaction.atomic
def tell(
    *,
    accounts: Collection[Account],
    kind: str,
    data: Mapping[str, object],
    target: models.Model | None = None,
    address: str = "",
    urgent: bool = False,
    occasion: str = "",
    things: int = 1,
) -> int:
    """Put one message into each account's inbox, in the transaction of the act it tells of; how many.

    Who wants to hear at once is reached after the commit, by the worker, outside quiet hours; 特急 reaches everybody
    at once. ``occasion`` makes it news that is told once; ``things``: how many it sums up. A channel that fails
    never undoes the act.
    Raises LookupError for an unknown kind, ValueError for 特急 where the kind does not allow it.
    """
    found = kinds.get(kind)
    if urgent and not found.may_be_urgent:
        raise ValueError(f"{kind} may not be told as urgent")
    ids = sorted({each.pk for each in accounts if each.is_active})
    if occasion:
        told = Message.objects.unscoped(WHY).filter(kind=kind, occasion=occasion, account_id__in=ids)
        ids = sorted(set(ids) - set(told.values_list("account_id", flat=True)))
    if not ids:
        return 0
    ways = _ways(found, ids)
    same = {"urgent": urgent, "occasion": occasion, "things": things, "created_at": timezone.now()}
    same |= _worded(found, data, target, address)
    rows = [Message(account_id=pk, way=ways[pk], **same) for pk in ids]
    Message.everything.bulk_create(rows)
    _send_out([row for row in rows if urgent or row.way == Way.AT_ONCE])
    transaction.on_commit(lambda: forget_unread(ids))
    return len(rows)


def _ways(kind: Kind, ids: Collection[int]) -> dict[int, Way]:
    chosen = Preference.objects.unscoped(WHY).filter(kind=kind.code, account_id__in=ids)
    found = dict(chosen.values_list("account_id", "way"))
    return {pk: Way(found.get(pk, kind.way)) for pk in ids}


def _worded(
    kind: Kind, data: Mapping[str, object], target: models.Model | None, address: str
) -> dict[str, object]:
    to = Reference.to(target) if target is not None else None
    return {
        "kind": kind.code,
        "target_type": to.type if to else "",
        "target_id": to.id if to else None,
        "title": kind.title.format_map(data)[:LONGEST_TITLE],
        "line": kind.line.format_map(data)[:LONGEST_LINE],
        "address": address or kind.address(target),
    }


def _send_out(rows: Collection[Message]) -> None:
    """Line up what is to leave; the worker is told when the act is committed."""
    if not rows:
        return
    reached = ChannelAddress.objects.unscoped(WHY).filter(account_id__in=[row.account_id for row in rows])
    by_account: dict[int, list[str]] = {}
    for account_id, channel in reached.values_list("account_id", "channel"):
        by_account.setdefault(account_id, []).append(channel)
    now = timezone.now()
    calm = quiet_hours().over(now)
    waiting = [
        Delivery(message=row, channel=channel, not_before=now if row.urgent else calm)
        for row in rows
        for channel in by_account.get(row.account_id, ())
    ]
    Delivery.everything.bulk_create(waiting)
    if any(each.not_before <= now for each in waiting):
        transaction.on_commit(lambda: deliver.enqueue())


@transaction.atomic
def take_back(target: models.Model) -> int:
    """Every message about a thing leaves every inbox, read or not, sent out or waiting: nobody may know of it any more.

    What left by another channel named no more than the message did. Unlogged: the log would tell of it.
    """
    to = Reference.to(target)
    rows = Message.objects.unscoped(WHY).filter(target_type=to.type, target_id=to.id)
    ids = sorted(set(rows.values_list("account_id", flat=True)))
    count, _ = rows.delete()
    if ids:
        transaction.on_commit(lambda: forget_unread(ids))
    return count


# What a reader does


@transaction.atomic
def mark_read(*, actor: Actor, ref: str) -> Message | None:
    """The reader has seen one of their own; None where it is not theirs. Nobody else learns of it, nor does the log."""
    found = Message.objects.visible_to(actor).filter(ref=ref).first()
    if found is not None and found.read_at is None:
        found.read_at = timezone.now()
        found.save(update_fields=["read_at"])
        forget_unread([found.account_id])
    return found


@transaction.atomic
def mark_all_read(*, actor: Actor) -> int:
    """All of the reader's own; how many were new."""
    rows = Message.objects.visible_to(actor).filter(read_at__isnull=True)
    count = rows.update(read_at=timezone.now())
    forget_unread([actor.account_id] if actor.account_id else [])
    return count


def _own_account(actor: Actor) -> Account:
    if actor.account is None:
        raise PermissionDenied("登录以后才有自己的消息。")
    return actor.account


@transaction.atomic
def choose(*, actor: Actor, ways: Mapping[str, str]) -> None:
    """How the actor wants to hear of each kind. Raises ValidationError for an unknown kind or way."""
    account = _own_account(actor)
    for code, way in ways.items():
        if kinds.known(code) is None or way not in Way.values:
            raise ValidationError("没有这样的选择。请刷新这一页，重新选一次。")
        Preference.everything.update_or_create(account=account, kind=code, defaults={"way": way})
    log.record(actor=actor, code="inbox.settings.changed", target=account)


@transaction.atomic
def set_channel(*, actor: Actor, channel: Channel, address: str) -> None:
    """Keep where the actor may be reached; "" takes it away, and what was waiting for it stays in the inbox.

    Raises ValidationError for an address that cannot be one, or a channel the district has not opened.
    """
    account = _own_account(actor)
    if not address.strip():
        gone, _ = ChannelAddress.objects.visible_to(actor).filter(channel=channel).delete()
        if gone:
            log.record(
                actor=actor, code="inbox.channel.removed", target=account, data={"channel": channel.label}
            )
        return
    if channel not in channels.offered():
        raise ValidationError(f"区里没有开通{channel.label}。消息照样在这里看。")
    sealed = seal(channels.cleaned(channel, address), ADDRESS_FIELD)
    ChannelAddress.everything.update_or_create(
        account=account, channel=channel, defaults={"address_sealed": sealed}
    )
    log.record(actor=actor, code="inbox.channel.set", target=account, data={"channel": channel.label})


@transaction.atomic
def forget_old() -> int:
    """Daily work: messages read long ago, and very old ones, are deleted; how many."""
    now = timezone.now()
    rows = Message.objects.unscoped("the machine deletes what has had its time")
    old = rows.filter(read_at__lt=now - timedelta(days=KEPT_READ_DAYS)) | rows.filter(
        created_at__lt=now - timedelta(days=KEPT_DAYS)
    )
    count = old.count()
    old.delete()
    return count


def forget_accounts(accounts: Sequence[int]) -> None:
    """Messages, choices and addresses of accounts whose persons have gone nameless."""
    for model in (Message, Preference, ChannelAddress):
        model.everything.filter(account__in=accounts).delete()
