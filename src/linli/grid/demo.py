"""The demo's files of the 14,870 leads in office and of those before them; the best neighbour leads of two years."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from linli.common.world import Held, World
from linli.grid.broadcasts import demo as broadcasts
from linli.grid.day import demo as visits
from linli.grid.leads import demo as leads_now
from linli.grid.models import BestNeighbourLead, HonourLevel, Lead, LeaveReason, ProducedBy, SelectionStandard
from linli.grid.requests.demo import imports

LEAD_POSTS = ("section_lead", "group_lead", "neighbour_lead")
HONOURED = 20
STANDARD_SINCE = date(2021, 1, 1)
STANDARD = [
    *({"group": "五有", "text": text} for text in ("有热情", "有精力", "有能力", "有威望", "有责任心")),
    {"group": "一无", "text": "无违法违纪及严重失信记录"},
    {"group": "四个不宜", "text": "被开除党籍的"},
    {"group": "四个不宜", "text": "受过刑事处罚的"},
    {"group": "四个不宜", "text": "利用黑恶势力从事违法活动的"},
    {"group": "四个不宜", "text": "组织、参加非法宗教活动或者邪教的"},
]
WAYS: dict[str, tuple[tuple[ProducedBy, ...], tuple[int, ...]]] = {
    "section_lead": ((ProducedBy.MATCHED, ProducedBy.ORGANISATION), (62, 38)),
    "group_lead": ((ProducedBy.MATCHED, ProducedBy.ELECTION, ProducedBy.ORGANISATION), (44, 38, 18)),
    "neighbour_lead": (
        (ProducedBy.RESIDENTS, ProducedBy.SELF, ProducedBy.ELECTION, ProducedBy.ORGANISATION),
        (52, 21, 18, 9),
    ),
}
MEETING: dict[str, str] = {
    "section_lead": "党总支会议",
    "group_lead": "恳谈会",
    "neighbour_lead": "群英议事会",
}
PARTY_SHARE = {"section_lead": 0.86, "group_lead": 0.52, "neighbour_lead": 0.31}
REASONS = (
    LeaveReason.RESIGNED,
    LeaveReason.MOVED,
    LeaveReason.HEALTH,
    LeaveReason.INACTIVE,
    LeaveReason.OTHER,
)
DEEDS = (
    "常年照看楼里的独居老人，谁家水电坏了都找得到人",
    "劝和多起邻里争执，带头清理楼道杂物",
    "汛期挨家敲门提醒，帮行动不便的邻居转移",
    "牵头商量加装电梯，一户一户做通工作",
    "组织邻里互助，接送孩子、代买代办",
)
# year, decided on, level, posted from and to, document
DECISIONS = (
    (2023, date(2023, 12, 20), date(2023, 12, 8), date(2023, 12, 16), "岳楼社工发〔2023〕12号"),
    (2024, date(2024, 9, 26), date(2024, 9, 12), date(2024, 9, 22), "岳楼社工发〔2024〕9号"),
)
LEAD_FIELDS = (
    "appointment_id",
    "produced_by",
    "standard_id",
    "meets_standard",
    "assessed_by_id",
    "assessed_on",
    "decision",
    "decided_on",
    "publicity_from",
    "publicity_to",
    "is_party_member",
    "is_residents_representative",
    "leave_reason",
)
HONOUR_FIELDS = (
    "appointment_id",
    "year",
    "level",
    "deeds",
    "publicity_from",
    "publicity_to",
    "decision",
    "decided_on",
)


def _assessors(world: World) -> dict[int, int]:
    """Community id → the person who assesses there: its secretary, else an officer, else somebody new."""
    found: dict[int, int] = {}
    for post in ("community_officer", "community_secretary"):
        for held in world.appointments:
            if held.post == post:
                found[held.area_id] = held.person_id
    for community in world.of_kind("community"):
        if community.id not in found:
            found[community.id] = world.person(community.id)
    return found


def _standard(world: World) -> int:
    key = world.writer.next_id(SelectionStandard)
    basis = "岳阳市“片组邻”工作办法；“一无”“四个不宜”未见公布，暂按默认条目"
    fields = ("id", "area_id", "items", "basis", "valid_from")
    world.writer.write(SelectionStandard, fields, [(key, world.district.id, STANDARD, basis, STANDARD_SINCE)])
    return key


def _files(
    world: World, rng: random.Random, leads: list[Held], standard: int
) -> Iterator[tuple[object, ...]]:
    assessors = _assessors(world)
    communities = {
        place.id: world.community_of(place)
        for kind in ("section", "group", "neighbourhood")
        for place in world.of_kind(kind)
    }
    for held in leads:
        community = communities[held.area_id]
        ways, weights = WAYS[held.post]
        decided = held.start - timedelta(days=rng.randint(1, 6))
        posted_to = decided - timedelta(days=rng.randint(0, 3))
        posted_from = posted_to - timedelta(days=rng.randint(9, 14))
        party = rng.random() < PARTY_SHARE[held.post]
        yield (
            held.id,
            rng.choices(ways, weights)[0].value,
            standard,
            True,
            assessors[community.id],
            posted_from - timedelta(days=rng.randint(1, 7)),
            f"{community.name}{MEETING[held.post]}（{decided.year}年{decided.month}月{decided.day}日）",
            decided,
            posted_from,
            posted_to,
            party,
            held.post != "section_lead" and rng.random() < 0.14,
            rng.choices(REASONS, (34, 28, 16, 8, 14))[0].value if held.end is not None else "",
        )


def _honours(world: World, rng: random.Random, leads: list[Held]) -> list[tuple[object, ...]]:
    """The district's twenty of each year, from every street; and some honoured by their street."""
    by_street: dict[int, list[Held]] = {street.id: [] for street in world.of_kind("street")}
    for held in leads:
        if held.post == "neighbour_lead":
            by_street[world.street_of(world.places[held.area_id]).id].append(held)
    rows: list[tuple[object, ...]] = []
    for year, decided, posted_from, posted_to, document in DECISIONS:
        able = {
            street: [h for h in held if h.start <= decided and (h.end is None or h.end > decided)]
            for street, held in by_street.items()
        }
        shares = world.spread(world.scaled(HONOURED), [len(serving) or 0.01 for serving in able.values()])
        posting = (posted_from, posted_to)
        for (street, serving), share in zip(able.items(), shares, strict=True):
            for lead in rng.sample(serving, min(share, len(serving))):
                level = HonourLevel.DISTRICT.value
                rows.append((lead.id, year, level, rng.choice(DEEDS), *posting, document, decided))
            for lead in rng.sample(serving, min(2, len(serving))):
                level, text = HonourLevel.STREET.value, f"{world.places[street].name}通报"
                rows.append((lead.id, year, level, rng.choice(DEEDS), *posting, text, decided))
    return rows


def build(world: World) -> None:
    """One file per lead appointment, past ones included; the honours."""
    rng = world.rng("grid.leads")
    leads = [held for held in world.appointments if held.post in LEAD_POSTS]
    standard = _standard(world)
    world.writer.write(Lead, LEAD_FIELDS, _files(world, rng, leads, standard))
    world.writer.write(BestNeighbourLead, HONOUR_FIELDS, _honours(world, rng, leads))


def build_going_on(world: World) -> None:
    """What is on its way at the demo's noon. Built last: boards and postings say who serves, by the final names."""
    leads_now.build(world)
    broadcasts.build(world)
    visits.build(world)
    imports.build(world)
