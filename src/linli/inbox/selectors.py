"""Reads: what one person has been told, and who is to be told of something in an area."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet

from linli.access.actor import Actor
from linli.access.roles import ROLE_OF_POST, known
from linli.common.clock import business_date
from linli.inbox.constants import Channel, Standing, Way
from linli.inbox.kinds import Kind, all_kinds
from linli.inbox.models import ChannelAddress, Delivery, Message, Preference
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.models import Account, Appointment

WHY_TOLD = "to tell somebody, one must know who holds the post"
WHY_OWN = "narrowed to the reader's own messages"
UNREAD_SECONDS = 60


def messages(actor: Actor, *, unread: bool = False) -> QuerySet[Message]:
    """The reader's own, the latest first."""
    rows = Message.objects.visible_to(actor).order_by("-created_at", "-pk")
    return rows.filter(read_at__isnull=True) if unread else rows


def _unread_key(account_id: int) -> str:
    return f"inbox:unread:{account_id}"


def unread_count(actor: Actor) -> int:
    """For the header of every page; asked of the database once a minute at most."""
    if actor.account_id is None:
        return 0
    key = _unread_key(actor.account_id)
    kept: int | None = cache.get(key)
    if kept is None:
        kept = messages(actor, unread=True).count()
        cache.set(key, kept, UNREAD_SECONDS)
    return kept


def forget_unread(account_ids: Iterable[int]) -> None:
    """Count anew at the next page; other processes follow within the minute."""
    cache.delete_many([_unread_key(each) for each in account_ids])


def ways_of(actor: Actor) -> list[tuple[Kind, Way]]:
    """Each kind with the way the reader chose, or its own."""
    chosen = dict(Preference.objects.visible_to(actor).values_list("kind", "way"))
    return [(kind, Way(chosen.get(kind.code, kind.way))) for kind in all_kinds() if kind.chosen]


def addresses_of(actor: Actor) -> dict[Channel, ChannelAddress]:
    """The channels the reader has set up."""
    return {Channel(each.channel): each for each in ChannelAddress.objects.visible_to(actor)}


def last_delivery(actor: Actor, channel: Channel) -> Delivery | None:
    """The latest of the reader's own deliveries by a channel: its state is told on their settings page."""
    own = messages(actor).order_by().values("pk")
    rows = Delivery.objects.unscoped(WHY_OWN).filter(message__in=own, channel=channel)
    return rows.exclude(standing=Standing.WAITING, tries=0).order_by("-pk").first()


@dataclass(frozen=True)
class Holders:
    """Who holds a capability where: found once, asked for many areas."""

    by_area: dict[int, list[Account]]

    @classmethod
    def of(cls, capability: str) -> "Holders":
        """Active accounts by the area in which their posts of today give the capability: one query."""
        code = known(capability)
        posts = [post for post, role in ROLE_OF_POST.items() if role.holds(code)]
        held = (
            Appointment.objects.unscoped(WHY_TOLD)
            .filter(in_force(business_date()), post__in=posts, person__account__is_active=True)
            .select_related("person__account")
            .order_by("pk")
        )
        found: dict[int, list[Account]] = defaultdict(list)
        for each in held:
            found[each.area_id].append(each.person.account)
        return cls(dict(found))

    def levels(self, path: str) -> list[list[Account]]:
        """Those of the area itself, then of each level above; levels where nobody is are left out."""
        ids = [int(step) for step in path.strip("/").split("/")]
        return [self.by_area[pk] for pk in reversed(ids) if pk in self.by_area]


def holding_at(area: Area, capability: str, *, without: Collection[int | None] = ()) -> list[Account]:
    """The accounts nearest to ``area`` that hold the capability there, without those named."""
    for accounts in Holders.of(capability).levels(area.path):
        found = [account for account in accounts if account.pk not in without]
        if found:
            return found
    return []


def account(pk: int | None) -> list[Account]:
    """The one account, as a list to be told; empty for none, or one that is closed."""
    rows: Any = Account.objects.filter(pk=pk, is_active=True) if pk is not None else ()
    return list(rows)
