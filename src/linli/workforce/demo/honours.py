"""Four congresses in a row, who came, who was commended."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from linli.common.world import World
from linli.workforce.demo.register import Member, Staff
from linli.workforce.models import AttendanceStatus, Commendation, Congress, CongressAttendance, WorkerPost
from linli.workforce.states import DECIDED, DECLINED


@dataclass(frozen=True)
class Year:
    """One congress: how many came, excused themselves, stayed away; were commended, were declined."""

    held_on: date
    attended: int
    excused: int
    absent: int
    commended: int
    declined: int


YEARS = (
    Year(date(2021, 3, 16), 618, 31, 9, 96, 7),
    Year(date(2022, 3, 15), 684, 40, 12, 118, 9),
    Year(date(2023, 3, 21), 757, 38, 8, 132, 11),
    Year(date(2024, 3, 19), 812, 43, 11, 148, 12),
)
TITLES = {
    WorkerPost.CHIEF: "优秀社区（村）党组织书记",
    WorkerPost.DEPUTY: "优秀社区（村）工作者",
    WorkerPost.FULL_TIME_MEMBER: "优秀社区（村）工作者",
    WorkerPost.ORDINARY: "优秀社区（村）工作者",
}
REASONS = ("征求意见时有单位提出异议", "材料不全", "名额已满", "公示期间反映的问题待核实")


def _attendances(
    world: World, rng: random.Random, congress: int, year: Year, present: list[Member]
) -> Iterator[tuple[int, int, int, str]]:
    """Chiefs always come; the rest are called by lot."""
    called = sorted(present, key=lambda m: (m.post is not WorkerPost.CHIEF, rng.random()))
    wanted = [
        *[AttendanceStatus.ATTENDED] * world.scaled(year.attended),
        *[AttendanceStatus.EXCUSED] * world.scaled(year.excused),
        *[AttendanceStatus.ABSENT] * world.scaled(year.absent),
    ]
    for member, status in zip(called, wanted, strict=False):
        yield (congress, member.id, member.community_id, status.value)


CommendationRow = tuple[int, int, int, str, date, date | None, date | None, date | None, str, str]
COMMENDATION_FIELDS = (
    "congress_id",
    "worker_id",
    "community_id",
    "title",
    "nominated_on",
    "posted_from",
    "posted_until",
    "decided_on",
    "state",
    "reason",
)


def _commendations(
    world: World, rng: random.Random, congress: int, year: Year, came: Iterable[Member]
) -> Iterator[CommendationRow]:
    """Decided some days before the congress, after a posting of more than five workdays."""
    posted_from = year.held_on - timedelta(days=20)
    posted_until = year.held_on - timedelta(days=10)
    decided_on = year.held_on - timedelta(days=6)
    first = year.held_on - timedelta(days=62)
    last = year.held_on - timedelta(days=40)
    named = rng.sample(list(came), world.scaled(year.commended) + world.scaled(year.declined))
    for n, member in enumerate(named):
        nominated = world.day(rng, first, last)
        title = TITLES[member.post]
        if n < world.scaled(year.commended):
            dates = (posted_from, posted_until, decided_on, DECIDED, "")
            yield (congress, member.id, member.community_id, title, nominated, *dates)
        else:
            dates_of_none = (None, None, None, DECLINED, rng.choice(REASONS))
            yield (congress, member.id, member.community_id, title, nominated, *dates_of_none)


def build(world: World, staff: Staff) -> None:
    """Congresses 2021–2024 with attendance and commendations."""
    rng = world.rng("workforce congresses")
    area = world.district.id
    rows = []
    attendances: list[tuple[int, int, int, str]] = []
    commendations: list[CommendationRow] = []
    for year in YEARS:
        key = world.writer.next_id(Congress)
        number = year.held_on.year
        name = f"岳阳楼区{number}年社区（村）工作者大会"
        rows.append((key, area, number, year.held_on, name, "区会议中心"))
        present = [m for m in staff.in_post(year.held_on) if m.hired_on <= year.held_on - timedelta(days=70)]
        called = list(_attendances(world, rng, key, year, present))
        attendances += called
        came = {worker for _, worker, _, status in called if status == AttendanceStatus.ATTENDED}
        commendations += _commendations(
            world, rng, key, year, [member for member in present if member.id in came]
        )
    world.writer.write(Congress, ("id", "area_id", "year", "held_on", "name", "place"), rows)
    world.writer.write(
        CongressAttendance, ("congress_id", "worker_id", "community_id", "status"), attendances
    )
    world.writer.write(Commendation, COMMENDATION_FIELDS, commendations)
