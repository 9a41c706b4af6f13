"""The demo's emergency broadcasts: a night of high water in June, and a pipe that burst this morning.

Whoever was told this morning finds it among their messages, as after a real one; of June nothing is left there, since
what was read is kept for 90 days.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from linli.common.world import Place, World
from linli.grid.broadcasts.models import Broadcast, BroadcastDoor, BroadcastKind, BroadcastPlace, Reached
from linli.grid.broadcasts.services import MESSAGE
from linli.inbox.models import Message
from linli.orgs.selectors import in_force
from linli.people.models import LEAD_POSTS, Account, Stay
from linli.workflow.calendar import SHANGHAI
from linli.workflow.references import Reference

WHY = "the demo is being built"
NIGHT = datetime(2024, 6, 30, 11, 40, tzinfo=UTC)
MORNING = datetime(2024, 10, 30, 1, 10, tzinfo=UTC)
# kind, words, when, urgent; of the doors somebody has to go to: told in person, nobody in, not yet visited
SENT = (
    (BroadcastKind.FLOOD, "今晚洞庭湖水位超警戒，地下车库和一楼有进水危险。请把车开出来、一楼的住户到活动室，"
     "行动不便的打社区电话。", NIGHT, True, (88, 8, 4)),
    (BroadcastKind.WATER, "供水主管昨夜爆裂，今天 10 点到 20 点停水抢修，请先存水；"
     "取水点在社区门口。", MORNING, False, (58, 10, 32)),
)  # fmt: skip


def build(world: World) -> None:
    """High water by the lake, no water where the demo's leads have their posts."""
    rng = world.rng("grid.broadcasts")
    places = (world.named("奇家社区"), world.named("高山坡社区"))
    rows: list[tuple[Any, ...]] = []
    doors: list[tuple[Any, ...]] = []
    accounts: dict[int, list[int]] = {}
    for place, (kind, text, at, urgent, far) in zip(places, SENT, strict=True):
        key = world.writer.next_id(Broadcast)
        told = _leads(place)
        rows.append((key, place.id, kind.value, text, urgent, at, len(told)))
        if at >= MORNING:
            accounts[key] = told
        doors += _doors(rng, key, place, at, far)
    fields = ("id", "area_id", "kind", "text", "urgent", "sent_at", "leads_told")
    world.writer.write(Broadcast, fields, rows)
    world.writer.write(BroadcastPlace, ("broadcast_id", "area_id"), [(row[0], row[1]) for row in rows])
    door_fields = ("broadcast_id", "household_id", "building_id", "neighbourhood_id", "reached", "at")
    world.writer.write(BroadcastDoor, door_fields, doors)
    told_fields = (
        "account_id", "kind", "target_type", "target_id", "title", "line", "address", "urgent", "way", "created_at"
    )  # fmt: skip
    for key, told in accounts.items():
        world.writer.write(Message, told_fields, _messages(key, told), keyed=("account_id", "created_at"))


def _leads(place: Place) -> list[int]:
    """Accounts of those who lead there, in order."""
    rows = Account.objects.filter(
        person__appointments__post__in=LEAD_POSTS, person__appointments__area__path__startswith=place.path
    )
    return sorted(set(rows.values_list("pk", flat=True)))


def _messages(key: int, accounts: list[int]) -> Iterator[tuple[Any, ...]]:
    """As ``inbox.services.tell`` writes them."""
    broadcast = Broadcast.everything.get(pk=key)
    data = {"kind": broadcast.get_kind_display(), "words": broadcast.text[:60]}
    to = Reference.to(broadcast)
    for account in accounts:
        yield (
            account,
            MESSAGE.code,
            to.type,
            to.id,
            MESSAGE.title.format_map(data),
            MESSAGE.line.format_map(data),
            MESSAGE.address(broadcast),
            broadcast.urgent,
            MESSAGE.way.value,
            timezone.now(),
        )


def _doors(
    rng: random.Random, key: int, place: Place, at: datetime, far: tuple[int, ...]
) -> Iterator[tuple[Any, ...]]:
    """Texts go to doors that left a number; the others somebody goes to, building by building."""
    day = at.astimezone(SHANGHAI).date()
    stays = Stay.objects.unscoped(WHY).filter(
        in_force(day), in_force(day, prefix="household__"), neighbourhood__path__under=place.path
    )
    found = stays.order_by("household_id").values_list(
        "household_id", "household__building_id", "neighbourhood_id", "household__phone_hash"
    )
    for household, building, neighbourhood, phone in found:
        if phone and rng.random() < 0.95:
            yield (key, household, building, neighbourhood, Reached.TEXTED.value, at + timedelta(minutes=3))
            continue
        reached = rng.choices((Reached.SEEN, Reached.ABSENT, Reached.DOOR), far)[0]
        when = None if reached is Reached.DOOR else at + timedelta(minutes=rng.randint(15, 150))
        yield (key, household, building, neighbourhood, reached.value, when)
