"""What is told once a day: what falls due tomorrow, what became late yesterday, and the summary of the day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from linli.access.actor import Actor, actor_for
from linli.access.policies import VIEW_RECORDS
from linli.common.clock import business_date
from linli.inbox.constants import Way
from linli.inbox.kinds import all_kinds, all_sources
from linli.inbox.models import Message, Preference
from linli.inbox.selectors import Holders
from linli.inbox.services import tell
from linli.people.models import Account
from linli.workflow.approving import waiting_for
from linli.workflow.calendar import SHANGHAI
from linli.workflow.models import Assignment, Deadline
from linli.workflow.selectors import TICKING

WHY = "the machine tells whoever holds the matter or its place; each page then shows its reader's own"
DUE_TOMORROW, LATE, DIGEST = "inbox.due_tomorrow", "inbox.late", "inbox.digest"
NAMED = 3


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, SHANGHAI)


def _ending_on(day: date) -> list[Deadline]:
    rows = Deadline.objects.unscoped(WHY).filter(
        TICKING, due_at__gte=_start(day), due_at__lt=_start(day + timedelta(days=1))
    )
    return _told_openly(list(rows.select_related("area").order_by("due_at", "pk")))


def _models() -> dict[str, Any]:
    return {model._meta.label_lower: model for model in apps.get_models()}


def _told_openly(rows: list[Deadline]) -> list[Deadline]:
    """Without those of matters told in confidence (T03): their handlers alone may know that there are any."""
    hidden: set[tuple[str, int]] = set()
    for label in {row.target_type for row in rows}:
        model = _models().get(label)
        secret = getattr(getattr(model, "scope", None), "secret", None)
        if model is not None and secret is not None:
            kept = model.everything.filter(**{secret.flag: True}).values_list("pk", flat=True)
            hidden |= {(label, pk) for pk in kept}
    return [row for row in rows if (row.target_type, row.target_id) not in hidden]


def _said(rows: Iterable[Deadline]) -> str:
    """Places and clocks, never the matter's own title: that may name somebody."""
    names = list(dict.fromkeys(f"{row.area.name}·{row.name}" for row in rows))
    return "、".join(names[:NAMED]) + (" 等" if len(names) > NAMED else "")


def _in_hand(rows: list[Deadline]) -> dict[tuple[str, int], Account]:
    """The account of whoever has each matter: one query for each kind of matter."""
    ids: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        ids[row.target_type].append(row.target_id)
    found = {}
    for label, wanted in ids.items():
        held = Assignment.objects.unscoped(WHY).filter(
            target_type=label,
            target_id__in=wanted,
            ended_at__isnull=True,
            holder__account__is_active=True,
        )
        for each in held.select_related("holder__account"):
            found[label, each.target_id] = each.holder.account
    return found


def _tell_together(rows: list[Deadline], kind: str, levels: int) -> int:
    """One message each to the holder of the matter, or of its place, and so many levels from there upwards."""
    holders, in_hand = Holders.of(VIEW_RECORDS), _in_hand(rows)
    theirs: dict[int, list[Deadline]] = defaultdict(list)
    accounts: dict[int, Account] = {}
    for row in rows:
        there = holders.levels(row.area.path)
        own = in_hand.get((row.target_type, row.target_id))
        told = ([[own]] + [each for each in there if own not in each] if own else there)[:levels]
        for account in (each for level in told for each in level):
            accounts[account.pk] = account
            theirs[account.pk].append(row)
    day = business_date().isoformat()
    return sum(
        tell(
            accounts=[accounts[pk]],
            kind=kind,
            data={"count": len(found), "what": _said(found)},
            occasion=day,
            things=len(found),
        )
        for pk, found in sorted(theirs.items())
    )


@transaction.atomic
def tell_due_tomorrow() -> int:
    """到期前一天的提醒: to whoever has the matter, or holds the place it lies in; how many were told."""
    return _tell_together(_ending_on(business_date() + timedelta(days=1)), DUE_TOMORROW, 1)


@transaction.atomic
def tell_late() -> int:
    """What ran out yesterday: to the holder and to the level above; how many were told."""
    return _tell_together(_ending_on(business_date() - timedelta(days=1)), LATE, 2)


# The summary of the day


def _open_before(actor: Actor, end: datetime) -> QuerySet[Deadline]:
    return Deadline.objects.visible_to(actor).filter(TICKING, due_at__lt=end)


def due_today(actor: Actor) -> int:
    """Of the list on the actor's first page: due today, or late."""
    return _open_before(actor, _start(business_date() + timedelta(days=1))).count()


def due_this_week(actor: Actor) -> int:
    """The rest of the week, to Sunday."""
    today = business_date()
    tomorrow, monday = today + timedelta(days=1), today + timedelta(days=7 - today.weekday())
    return _open_before(actor, _start(monday)).filter(due_at__gte=_start(tomorrow)).count()


def approvals_waiting(actor: Actor) -> int:
    """What the actor may decide."""
    return waiting_for(actor).count()


def _uncounted(actor: Actor) -> QuerySet[Message]:
    return Message.objects.visible_to(actor).filter(
        way=Way.DIGEST, digest_day__isnull=True, read_at__isnull=True
    )


def new_messages(actor: Actor) -> int:
    """Those the actor wanted put together."""
    return _uncounted(actor).count()


def _wanting() -> list[Account]:
    """Whoever wants at least one kind of thing put together once a day."""
    rows = Account.objects.filter(is_active=True, person__isnull=False).order_by("pk")
    if any(kind.way is Way.DIGEST for kind in all_kinds()):
        return list(rows)
    chosen = Preference.objects.unscoped(WHY).filter(way=Way.DIGEST).values("account_id")
    return list(rows.filter(pk__in=chosen))


@transaction.atomic
def summarise(account: Account) -> int:
    """The summary of the day for one account; 0 when nothing waits, or it has been told today."""
    actor, day = actor_for(account), timezone.localdate()
    counted = [(source, source.count(actor)) for source in all_sources()]
    lines = [source.said.format(count=count) for source, count in counted if count]
    total = sum(count for _, count in counted)
    if not total:
        return 0
    told = tell(
        accounts=[account],
        kind=DIGEST,
        data={"count": total, "what": "，".join(lines)},
        occasion=day.isoformat(),
        things=min(total, 999),
    )
    _uncounted(actor).update(digest_day=day)
    return told


def tell_summaries() -> int:
    """The daily summary for everybody who wants one; how many were told."""
    return sum(summarise(account) for account in _wanting())
