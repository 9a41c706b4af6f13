"""The demo's classes made to order: 412 learners completed one this year."""

import random
from datetime import date, timedelta

from linli.common.world import World
from linli.stations.demo.desks import BEGIN, Desk, desk_on
from linli.stations.models import OrderTraining, Trade, Trainee

COMPLETED = 412
COMPLETED_BEFORE = 133
CLASS = 34
DROPPED_SHARE = 0.09
TRADES, TRADE_WEIGHTS = tuple(Trade), (34, 30, 14, 10, 5, 7)
PARTNERS: dict[Trade, str] = {
    Trade.HOUSEKEEPING: "区家政服务行业协会",
    Trade.CARE: "区养老服务指导中心",
    Trade.CHILDCARE: "区妇幼保健机构",
    Trade.COOKING: "区餐饮行业协会",
    Trade.ELECTRICIAN: "区职业技能培训学校",
    Trade.ONLINE_SALES: "区电商公共服务中心",
}
CLASS_FIELDS = (
    "id",
    "desk_id",
    "trade",
    "title",
    "partner",
    "hours",
    "seats",
    "starts_on",
    "ends_on",
    "cancelled_on",
    "cancel_reason",
)
TRAINEE_FIELDS = (
    "training_id",
    "person_id",
    "enrolled_on",
    "completed_on",
    "certified_on",
    "dropped_on",
)


class _Classes:
    """Gathers classes and learners."""

    def __init__(self, world: World, rng: random.Random, desks: list[Desk]) -> None:
        self.world, self.rng, self.desks = world, rng, desks
        self.classes: list[tuple[object, ...]] = []
        self.trainees: list[tuple[object, ...]] = []

    def add(
        self, start: date, length: int, seats: int, cancelled: date | None = None
    ) -> tuple[int, Desk, date]:
        """A class; its id, desk and last day."""
        rng = self.rng
        desk = desk_on(rng, self.desks, start)
        trade = rng.choices(TRADES, TRADE_WEIGHTS)[0]
        key = self.world.writer.next_id(OrderTraining)
        end = start + timedelta(days=length)
        title = f"{start.year}年{trade.label}定向培训第{len(self.classes) + 1}期"
        self.classes.append(
            (
                key,
                desk.id,
                trade.value,
                title,
                PARTNERS[trade],
                length * 6,
                seats,
                start,
                end,
                cancelled,
                "报名人数不足" if cancelled else "",
            )
        )
        return key, desk, end

    def learner(self, training: int, desk: Desk, start: date, end: date | None, dropped: bool) -> None:
        """One learner; ``end`` None: still learning."""
        rng = self.rng
        enrolled = start - timedelta(days=rng.randint(1, 20))
        left = start + timedelta(days=rng.randint(1, 4)) if dropped else None
        completed = None if dropped else end
        certified = None
        if completed and rng.random() < 0.62:
            examined = completed + timedelta(days=rng.randint(10, 40))
            certified = examined if examined <= self.world.today else None
        person = self.world.person(desk.place.id)
        self.trainees.append((training, person, enrolled, completed, certified, left))

    def completed(self, total: int, first: date, last: date) -> None:
        """Classes that end between two days, with ``total`` learners who completed and some who left."""
        world, rng = self.world, self.rng
        sizes = world.spread(total, [1.0] * max(1, round(total / CLASS)), rng)
        for size in sizes:
            length = rng.choice((4, 6, 9, 11))
            start = world.day(rng, first, last - timedelta(days=length))
            seats = max(size + 4, 40)
            training, desk, end = self.add(start, length, seats)
            for _ in range(size):
                self.learner(training, desk, start, end, dropped=False)
            for _ in range(round(size * DROPPED_SHARE)):
                self.learner(training, desk, start, end, dropped=True)


def build(world: World, desks: list[Desk]) -> None:
    """Classes of both years, one still running, one cancelled."""
    rng = world.rng("stations.training")
    made = _Classes(world, rng, desks)
    made.completed(world.scaled(COMPLETED_BEFORE), BEGIN + timedelta(days=30), date(2023, 12, 22))
    made.completed(world.scaled(COMPLETED), date(2024, 1, 8), world.today - timedelta(days=1))
    start = world.today - timedelta(days=5)
    training, desk, _ = made.add(start, 11, 40)
    for _ in range(world.scaled(36, 2)):
        made.learner(training, desk, start, None, dropped=False)
    made.add(date(2024, 4, 15), 6, 40, cancelled=date(2024, 4, 10))
    world.writer.write(OrderTraining, CLASS_FIELDS, made.classes)
    world.writer.write(Trainee, TRAINEE_FIELDS, made.trainees)
