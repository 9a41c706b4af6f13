"""The demo's job desks and the consultations they gave since May 2023."""

import random
from dataclasses import dataclass
from datetime import date

from linli.common.world import Place, World
from linli.stations.models import Consultation, ConsultationTopic, ConsultationWay, JobDesk

PILOT = "铁路社区"
DESKS = 24
CONSULTED = 2043
CONSULTED_BEFORE = 1188
BEGIN = date(2023, 5, 8)
SEASON = (5, 12, 14, 11, 10, 11, 12, 10, 9, 8, 8, 6)
TOPICS, TOPIC_WEIGHTS = tuple(ConsultationTopic), (46, 14, 12, 18, 10)
WAYS, WAY_WEIGHTS = tuple(ConsultationWay), (58, 24, 18)
RESULTS: dict[ConsultationTopic, tuple[str, ...]] = {
    ConsultationTopic.POLICY: ("已说明补贴申领条件", "已帮助网上登记失业", "已发放政策明白卡"),
    ConsultationTopic.BUSINESS: ("已说明创业担保贷款流程", "已联系创业指导老师"),
    ConsultationTopic.RIGHTS: ("已告知仲裁途径和时限", "已转街道调解"),
    ConsultationTopic.INSURANCE: ("已帮助查询缴费记录", "已说明灵活就业参保办法"),
    ConsultationTopic.SKILLS: ("已报名定向培训", "已推荐培训班次"),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A job desk of the demo."""

    id: int
    place: Place
    opened: date


def _desks(world: World, rng: random.Random) -> list[Desk]:
    communities = world.of_kind("community")
    pilots = [place for place in communities if place.name == PILOT]
    others = [place for place in communities if place.name != PILOT]
    count = min(world.scaled(DESKS), len(communities)) - len(pilots)
    desks = [Desk(world.writer.next_id(JobDesk), place, BEGIN) for place in pilots]
    for place in sorted(rng.sample(others, max(0, count)), key=lambda p: p.code):
        opened = BEGIN if not desks else world.day(rng, date(2023, 6, 1), date(2024, 5, 10))
        desks.append(Desk(world.writer.next_id(JobDesk), place, opened))
    rows = [
        (
            d.id,
            d.place.id,
            f"{d.place.name.removesuffix('社区')}就业帮帮站",
            f"{d.place.name}党群服务中心一楼",
            d.opened,
        )
        for d in desks
    ]
    fields = ("id", "community_id", "name", "address", "opened_on")
    world.writer.write(JobDesk, fields, rows)
    return desks


def desk_on(rng: random.Random, desks: list[Desk], day: date) -> Desk:
    """One open that day; the pilot more often."""
    able = [desk for desk in desks if desk.opened <= day]
    return rng.choices(able, [3 if n == 0 else 1 for n in range(len(able))])[0]


def build(world: World) -> list[Desk]:
    """Writes desks and consultations; gives the desks, the pilot first."""
    rng = world.rng("stations.desks")
    desks = _desks(world, rng)
    days = [
        *world.days(rng, world.scaled(CONSULTED_BEFORE), BEGIN, date(2023, 12, 31), months=SEASON),
        *world.days(rng, world.scaled(CONSULTED), date(2024, 1, 1), world.today, months=SEASON),
    ]
    rows = []
    for day in sorted(days):
        topic = rng.choices(TOPICS, TOPIC_WEIGHTS)[0]
        way = rng.choices(WAYS, WAY_WEIGHTS)[0]
        minutes = rng.choice((5, 10, 10, 15, 20, 30, 45)) if rng.random() < 0.8 else None
        result = rng.choice(RESULTS[topic])
        rows.append((desk_on(rng, desks, day).id, day, topic.value, way.value, minutes, result))
    fields = ("desk_id", "held_on", "topic", "way", "minutes", "result")
    world.writer.write(Consultation, fields, rows)
    return desks
