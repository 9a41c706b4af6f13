"""The demo's leads on their way: candidates in every state, changes of the past, 最美邻长 put forward, boards.

Built when everything else is there: a board says what the records say, and a candidate follows somebody.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from linli.common.world import Held, Place, World
from linli.grid.leads import states
from linli.grid.leads.boards import contents
from linli.grid.leads.models import (
    Adjusted,
    BestNeighbourLead,
    BoardPrint,
    Candidacy,
    HonourLevel,
    HonourQuota,
    Lead,
    LeaderAdjustment,
    Nomination,
    NoticeBoard,
    ProducedBy,
    ResidentsRepresentative,
    SelectionStandard,
    Sheet,
)
from linli.notices.days import earliest_end
from linli.notices.models import Posting, PostingKind
from linli.notices.states import ENDED, POSTED
from linli.people.models import LEAD_POSTS, Person, Post
from linli.workflow.calendar import Calendar
from linli.workflow.deadlines import Unit
from linli.workflow.selectors import working_calendar

WHY = "the demo is being built"
KNOWN = ("高山坡社区", "奇家社区")
"""Where demo accounts have their posts: more is going on there."""
MOST_BOARDS = 60
BEFORE, AFTER = date(2024, 3, 15), date(2024, 10, 12)
"""Boards were printed anew this spring, and most of them again this month."""
HUNG, OLD_NUMBER = date(2023, 9, 1), "0730-8610000"
PLACES = ("南门门卫室旁", "东门岗亭旁", "中心花坛边", "北门进门处", "物业服务中心门口")
SHEETS = (Sheet.A2, Sheet.A3, Sheet.A3, Sheet.A4)
SURNAMES, GIVEN = "吴谢曾彭蒋肖易欧", ("春梅", "国强", "小玲", "建军", "秋生", "雪芳", "志远", "立新")
# state, post, how found, who proposed, when; where: the n-th known community and which of its areas
CANDIDATES = (
    (states.PROPOSED, Post.NEIGHBOUR_LEAD, ProducedBy.RESIDENTS, "居民小组会", date(2024, 10, 28), 0, 1),
    (states.PROPOSED, Post.GROUP_LEAD, ProducedBy.SELF, "本人", date(2024, 10, 29), 1, 0),
    (states.ASSESSED, Post.NEIGHBOUR_LEAD, ProducedBy.SELF, "本人", date(2024, 10, 21), 0, 2),
    (states.POSTED, Post.NEIGHBOUR_LEAD, ProducedBy.RESIDENTS, "居民小组会", date(2024, 10, 17), 0, 3),
    (states.POSTED, Post.GROUP_LEAD, ProducedBy.ORGANISATION, "社区党总支", date(2024, 10, 10), 0, 1),
    (states.POSTED, Post.NEIGHBOUR_LEAD, ProducedBy.RESIDENTS, "居民小组会", date(2024, 10, 18), 1, 2),
    (states.DROPPED, Post.NEIGHBOUR_LEAD, ProducedBy.SELF, "本人", date(2024, 9, 11), 0, 4),
)
# state, how long ago it was put forward, what they did, opinion
PUT_FORWARD = (
    (states.NOMINATED, 4, "楼里三位独居老人的药都由她按时取来，出院那天帮着做了一星期饭", ""),
    (states.REVIEWED, 15, "牵头把单元门口的旧单车清走，划出轮椅能过的通道", "事迹属实，居民认可，同意推荐。"),
    (
        states.HONOUR_POSTED,
        22,
        "六月涨水那夜挨家敲门，背着行动不便的邻居转移到活动室",
        "事迹属实，同意公示。",
    ),
    (states.NOT_HONOURED, 30, "常年组织楼栋打扫", "事迹写得太简单，补充后明年再推荐。"),
)
PRAISED_IN = {HonourLevel.DISTRICT.value: "区里表彰", HonourLevel.STREET.value: "街道表彰"}


class _Postings:
    """Notices about a record, as the service would have hung them."""

    def __init__(self, world: World, calendar: Calendar) -> None:
        self.world, self.calendar = world, calendar
        self.kinds = {kind.code: kind for kind in PostingKind.objects.unscoped(WHY)}
        self.rows: list[tuple[Any, ...]] = []

    def hang(self, code: str, place: Place, title: str, body: str, day: date, about: tuple[str, int]) -> None:
        kind = self.kinds[code]
        until = earliest_end(day, kind.minimum, Unit(kind.unit), self.calendar)
        over = until < self.world.today
        self.rows.append(
            (
                self.world.writer.next_id(Posting), kind.pk, place.id, place.name, title, body, [], True,
                f"{place.name}公开栏", *about, ENDED if over else POSTED, day, kind.minimum, kind.unit,
                kind.basis, until, until, until + timedelta(days=1) if over else None,
            )
        )  # fmt: skip

    def write(self) -> None:
        fields = ("id", "kind_id", "area_id", "issuer", "title", "body", "table", "online", "board",
                  "subject_type", "subject_id", "state", "posted_on", "minimum", "unit", "basis", "earliest_end",
                  "until", "closed_on")  # fmt: skip
        self.world.writer.write(Posting, fields, self.rows)


def build(world: World) -> None:
    """Candidates, changes, honours on the way, representatives, boards."""
    rng = world.rng("grid.leads.now")
    postings = _Postings(world, working_calendar())
    serving = {held.area_id: held for held in world.appointments if held.post in LEAD_POSTS and not held.end}
    _candidates(world, serving, postings)
    _changes(world)
    _honours(world, rng, serving, postings)
    _representatives(world, serving)
    postings.write()
    _boards(world)


# --- candidates and changes ---------------------------------------------------------------------------------
def _led(world: World, community: Place, post: Post) -> list[Place]:
    kinds = ("section", "group", "neighbourhood")[: 2 if post is Post.GROUP_LEAD else 3]
    return world.below(community.id, *kinds)


def _candidates(world: World, serving: dict[int, Held], postings: _Postings) -> None:
    standard = SelectionStandard.objects.unscoped(WHY).get().pk
    assessors = {h.area_id: h.person_id for h in world.appointments if h.post == Post.COMMUNITY_SECRETARY}
    people: list[tuple[Any, ...]] = []
    rows: list[tuple[Any, ...]] = []
    for n, (state, post, found, proposer, day, where, nth) in enumerate(CANDIDATES):
        community = world.named(KNOWN[where])
        near = _led(world, community, post)
        area = near[nth % len(near)]
        person, name = world.writer.next_id(Person), SURNAMES[n] + GIVEN[n]
        people.append((person, name, community.id))
        key, seen = world.writer.next_id(Candidacy), state in (states.ASSESSED, states.POSTED)
        assessed = (
            (standard, assessors[community.id], day + timedelta(days=2)) if seen else (None, None, None)
        )
        rows.append((key, person, post.value, area.id, found.value, proposer, day, state, *assessed))
        if state == states.POSTED:
            body = (
                f"{found.label}，经审核符合三长选任条件，拟由{name}担任{area.name}{post.label}，现予公示。"
                "有不同意见，可以在公示期内提出。"
            )
            postings.hang(
                "leads", community, f"{area.name}{post.label}人选公示", body, day + timedelta(days=7),
                (Candidacy._meta.label_lower, key),
            )  # fmt: skip
    world.writer.write(Person, ("id", "name", "area_id"), people)
    fields = ("id", "person_id", "post", "area_id", "produced_by", "proposer", "proposed_on", "state",
              "standard_id", "assessed_by_id", "assessed_on")  # fmt: skip
    world.writer.write(Candidacy, fields, rows)


def _changes(world: World) -> None:
    """Every post that changed hands: replaced on the day, or filled after it stood empty for a while."""
    files = {
        held: (pk, decision, decided)
        for held, pk, decision, decided in Lead.objects.unscoped(WHY).values_list(
            "appointment_id", "pk", "decision", "decided_on"
        )
    }
    after = {(h.area_id, h.post): h for h in world.appointments if h.post in LEAD_POSTS and h.end is None}

    def rows() -> Iterator[tuple[Any, ...]]:
        for held in world.appointments:
            follower = after.get((held.area_id, held.post))
            if held.post not in LEAD_POSTS or held.end is None or follower is None:
                continue
            (before, _, _), (pk, decision, decided) = files[held.id], files[follower.id]
            if follower.start == held.end:
                kind, gone = Adjusted.REPLACED, before
            else:
                kind, gone = Adjusted.BY_ELECTION, None
                left = f"社区党总支会议（{held.end.year}年{held.end.month}月{held.end.day}日）"
                yield (Adjusted.LEFT.value, held.post, held.area_id, before, None, left, held.end, held.end)
            yield (kind.value, held.post, held.area_id, gone, pk, decision, decided, follower.start)

    fields = ("kind", "post", "area_id", "before_id", "after_id", "decision", "decided_on", "day")
    world.writer.write(LeaderAdjustment, fields, rows())


def _representatives(world: World, serving: dict[int, Held]) -> None:
    """居民代表 of the known communities: leads of files that say so would be a second truth, so these are others."""
    people, rows = [], []
    for name in KNOWN:
        community = world.named(name)
        for n, group in enumerate(world.below(community.id, "section", "group")[:6]):
            key = world.writer.next_id(Person)
            people.append((key, SURNAMES[-n - 1] + GIVEN[(n + 3) % len(GIVEN)], community.id))
            rows.append((key, group.id, date(2024, 4, 18), f"{group.name}居民小组选举（2024年4月18日）"))
    world.writer.write(Person, ("id", "name", "area_id"), people)
    world.writer.write(ResidentsRepresentative, ("person_id", "area_id", "valid_from", "basis"), rows)


# --- 最美邻长 -------------------------------------------------------------------------------------------------
def _honours(world: World, rng: random.Random, serving: dict[int, Held], postings: _Postings) -> None:
    rows, taken = _decided(world)
    key = HonourLevel.STREET.value
    places = [world.named(name) for name in KNOWN]
    for n, (state, ago, deeds, opinion) in enumerate(PUT_FORWARD):
        community = places[n // 3]
        free = [
            p for p in _led(world, community, Post.NEIGHBOUR_LEAD) if (serving[p.id].id, 2024) not in taken
        ]
        lead, day = serving[free[(n + 1) % len(free)].id], world.today - timedelta(days=ago)
        reviewed = day + timedelta(days=5) if opinion and state != states.NOT_HONOURED else None
        pk = world.writer.next_id(Nomination)
        rows.append((pk, lead.id, 2024, key, community.name, deeds, day, state, opinion, reviewed, None))
        if state == states.HONOUR_POSTED:
            street, place = world.street_of(community), world.places[lead.area_id]
            name = Person.objects.unscoped(WHY).get(pk=lead.person_id).name
            postings.hang(
                "commendation", street, "2024年街道（乡镇、管理处）级最美邻长拟表彰公示",
                f"经推荐和街道审核，拟表彰{place.name}邻长{name}。\n事迹：{deeds}",
                world.today - timedelta(days=2), (Nomination._meta.label_lower, pk),
            )  # fmt: skip
    fields = ("id", "appointment_id", "year", "level", "proposer", "deeds", "nominated_on", "state", "opinion",
              "reviewed_on", "honour_id")  # fmt: skip
    world.writer.write(Nomination, fields, rows)
    quotas = [(world.district.id, year, world.scaled(20), "全区“最美邻长”评选办法") for year in (2023, 2024)]
    quotas += [(street.id, 2024, 4, "街道评选通知") for street in world.of_kind("street")]
    world.writer.write(HonourQuota, ("area_id", "year", "quota", "basis"), quotas)


def _decided(world: World) -> tuple[list[tuple[Any, ...]], set[tuple[int, int]]]:
    """How those honoured came to it, and which lead was put forward in which year."""
    found: list[tuple[Any, ...]] = []
    taken: set[tuple[int, int]] = set()
    for each in BestNeighbourLead.objects.unscoped(WHY).order_by("pk"):
        assert each.publicity_from is not None
        key, begun = world.writer.next_id(Nomination), each.publicity_from - timedelta(days=20)
        community = world.community_of(world.places[_area_of(world, each.appointment_id)])
        found.append(
            (key, each.appointment_id, each.year, each.level, community.name, each.deeds, begun,
             states.HONOURED, f"事迹属实，同意推荐{PRAISED_IN[each.level]}。", begun + timedelta(days=8), each.pk)
        )  # fmt: skip
        taken.add((each.appointment_id, each.year))
    return found, taken


def _area_of(world: World, appointment: int) -> int:
    known = world.appointments[appointment - 1]  # numbered in the order in which they were written
    return known.area_id


# --- boards -----------------------------------------------------------------------------------------------
def _estates(world: World) -> list[Place]:
    """All of the known communities, then the first of others."""
    known = [world.named(name) for name in KNOWN]
    mine = [estate for each in known for estate in world.children(each.id, "estate")]
    rest = [each for each in world.of_kind("community") if each not in known]
    return [*mine, *(e for each in rest for e in world.children(each.id, "estate")[:1])][:MOST_BOARDS]


def _boards(world: World) -> None:
    """One an estate. The third says an old number, every fourth was printed in spring, one never was."""
    estates, fields = (
        _estates(world),
        ("id", "estate_id", "place", "office_phone", "supervision_phone", "valid_from"),
    )
    rows = [
        (world.writer.next_id(NoticeBoard), estate.id, PLACES[n % len(PLACES)],
         f"0730-8{world.community_of(estate).id % 900_000 + 100_000:06d}", "0730-8619999", HUNG)
        for n, estate in enumerate(estates)
    ]  # fmt: skip
    world.writer.write(NoticeBoard, fields, rows)
    boards = list(NoticeBoard.objects.unscoped(WHY).select_related("estate").order_by("pk"))
    old = [board for n, board in enumerate(boards) if n % 4 == 0]
    prints = list(_prints(old, BEFORE, 0))
    prints += _prints([board for board in boards[:-1] if board not in old], AFTER, 1)
    world.writer.write(BoardPrint, ("board_id", "sheet", "printed_on", "lines"), prints, keyed=("lines",))


def _prints(boards: Sequence[NoticeBoard], day: date, third: int) -> Iterator[tuple[Any, ...]]:
    for n, board in enumerate(boards):
        if n == third:  # the number of those who supervise was another one then
            board.supervision_phone = OLD_NUMBER
    for n, content in enumerate(contents(boards, day)):
        yield (content.board.pk, SHEETS[n % len(SHEETS)].value, day, content.marks)
