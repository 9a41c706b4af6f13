"""The demo's premises and projects: one set of rooms per community, and a three-year plan from 2022.

Nine projects are folded into other programmes. 东湖 was accepted in 2024 and is not moved into yet; 奇家 was
accepted in 2023 and moved into in 2024.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from linli.common.world import Place, World
from linli.facilities.demo.plans import FOLDED, OTHERS, Plan
from linli.facilities.models import (
    Carrier,
    FundLine,
    FundSource,
    Milestone,
    MilestoneKind,
    Premises,
    PremisesFunction,
    PremisesProject,
    PremisesUse,
    Tenure,
)
from linli.facilities.services import VERB_OF_MILESTONE
from linli.facilities.states import CANCELLED, PROJECT

PLAN_FROM = 2022
STEPS = tuple(VERB_OF_MILESTONE)
BESIDE = {
    MilestoneKind.SITE: MilestoneKind.APPROVAL,
    MilestoneKind.DESIGN: MilestoneKind.START,
    MilestoneKind.FIRE_SAFETY: MilestoneKind.ACCEPTANCE,
}
"""Milestones beside the path, and the step just after them."""
EVIDENCE = {
    MilestoneKind.SITE: "选址意见",
    MilestoneKind.APPROVAL: "立项批复",
    MilestoneKind.FUNDING: "资金下达文件",
    MilestoneKind.DESIGN: "施工图审查合格书",
    MilestoneKind.START: "开工报告",
    MilestoneKind.STRUCTURE: "主体验收记录",
    MilestoneKind.ACCEPTANCE: "竣工验收单",
    MilestoneKind.FIRE_SAFETY: "消防验收意见书",
    MilestoneKind.HANDOVER: "交付移交书",
    MilestoneKind.MOVE_IN: "进驻记录",
    MilestoneKind.IN_USE: "投用评估表",
}
CONTRACTORS = ("洞庭建设工程公司（演示）", "巴陵安居工程公司（演示）", "临江建筑公司（演示）")
ROOMS = "社区服务用房"


SHARES: dict[Carrier, tuple[tuple[FundSource, int], ...]] = {
    Carrier.OLD_ESTATES: (
        (FundSource.CENTRAL, 45),
        (FundSource.PROVINCE, 15),
        (FundSource.DISTRICT, 30),
        (FundSource.STREET, 10),
    ),
    Carrier.EMBEDDED_CARE: (
        (FundSource.CENTRAL, 35),
        (FundSource.CITY, 20),
        (FundSource.DISTRICT, 30),
        (FundSource.SOCIETY, 15),
    ),
    Carrier.QUARTER_RENEWAL: ((FundSource.CITY, 40), (FundSource.DISTRICT, 60)),
    Carrier.OTHER: ((FundSource.DISTRICT, 100),),
    Carrier.NONE: ((FundSource.DISTRICT, 70), (FundSource.PARTY_DUES, 12), (FundSource.STREET, 18)),
}


def _workday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _reached(plan: Plan, rng: random.Random) -> dict[MilestoneKind, date]:
    """Dates of the steps reached: those given, and before each the earlier ones, weeks apart."""
    if plan.last is None:
        return {}
    found = dict(plan.dates)
    day = None
    for kind in reversed(STEPS[: STEPS.index(plan.last) + 1]):
        if kind not in found:
            # Every path ends in a given date, so a later step has been placed already.
            day = _workday((day or plan.dates[-1][1]) - timedelta(days=rng.randint(35, 95)))
            found[kind] = day
        day = found[kind]
    for kind, after in BESIDE.items():
        if after in found:
            found[kind] = _workday(found[after] - timedelta(days=rng.randint(6, 28)))
    return found


def _milestones(plan: Plan, rng: random.Random) -> Iterator[tuple[str, date | None, date | None, str]]:
    """(kind, planned, actual, evidence): most kept, some late by weeks; the next two steps are planned."""
    reached = _reached(plan, rng)
    for kind, actual in reached.items():
        late = rng.choice((0, 0, 0, -4, 5, 12, 30))
        yield (kind.value, _workday(actual - timedelta(days=late)), actual, EVIDENCE[kind])
    if plan.cancelled_on is None and plan.last is not None:
        day = max(reached.values())
        for kind in STEPS[STEPS.index(plan.last) + 1 :][:2]:
            day = _workday(day + timedelta(days=rng.randint(50, 110)))
            yield (kind.value, day, None, "")


def _state(plan: Plan) -> str:
    if plan.cancelled_on is not None:
        return CANCELLED
    if plan.last is None:
        return PROJECT.initial
    return PROJECT.transition(VERB_OF_MILESTONE[plan.last]).target


PREMISES_FIELDS = (
    "id",
    "community_id",
    "name",
    "address",
    "tenure",
    "floor_area_m2",
    "activity_area_m2",
    "office_area_m2",
    "built_year",
    "accessible",
    "opening_hours",
    "valid_from",
    "valid_to",
)


class _Rooms:
    """What each community works in; about every third has less than the norm of 30 m² per 100 households."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rng = world.rng("facilities rooms")
        self.rows: list[tuple[object, ...]] = []
        self.uses: list[tuple[int, str]] = []

    def add(self, place: Place, name: str, size: float, since: date, until: date | None, year: int) -> int:
        key, rng = self.world.writer.next_id(Premises), self.rng
        activity = round(size * rng.uniform(0.5, 0.72), 1)
        office = round(min(size - activity, size * rng.uniform(0.12, 0.25)), 1)
        tenure = rng.choices(tuple(Tenure), (34, 26, 18, 10, 12))[0]
        address = f"{self.world.street_of(place).name}{place.name}{rng.randint(1, 220)}号"
        ramp = rng.random() < 0.7
        hours = "周一至周日 8:30–20:00" if size > 600 else "周一至周五 8:30–17:30，周末值班"
        self.rows.append(
            (
                key,
                place.id,
                name,
                address,
                tenure.value,
                size,
                activity,
                office,
                year,
                ramp,
                hours,
                since,
                until,
            )
        )
        fewer = [use for use in tuple(PremisesUse)[2:] if rng.random() < min(0.8, size / 1_200)]
        self.uses += [(key, use.value) for use in (PremisesUse.PARTY_SERVICE, PremisesUse.COUNTER, *fewer)]
        return key

    def fill(self, moved: dict[int, date]) -> None:
        """The rooms of today; a community that moved gave up its old ones that day."""
        world, rng = self.world, self.rng
        for place in world.of_kind("community"):
            size = round(max(120.0, world.size_of(place) * 0.3 * rng.uniform(0.55, 1.9)), 1)
            since = world.day(rng, date(2008, 3, 3), date(2020, 12, 25))
            self.add(place, ROOMS, size, since, moved.get(place.id), since.year - rng.randint(0, 15))

    def write(self) -> None:
        self.world.writer.write(Premises, PREMISES_FIELDS, self.rows)
        self.world.writer.write(PremisesFunction, ("premises_id", "use"), self.uses)


PROJECT_FIELDS = (
    "id",
    "community_id",
    "premises_id",
    "name",
    "plan_from_year",
    "plan_year",
    "type",
    "carrier_programme",
    "target_area_m2",
    "budget_total_fen",
    "contractor",
    "state",
    "cancelled_on",
    "cancel_reason",
)


class _Projects:
    """The plan's projects with milestones and money."""

    def __init__(self, world: World, rooms: _Rooms) -> None:
        self.world, self.rooms = world, rooms
        self.rng = world.rng("facilities projects")
        self.rows: list[tuple[object, ...]] = []
        self.milestones: list[tuple[int, str, date | None, date | None, str]] = []
        self.funds: list[tuple[int, str, int, int]] = []

    def add(self, plan: Plan, place: Place) -> None:
        world, rng = self.world, self.rng
        key = world.writer.next_id(PremisesProject)
        steps = list(_milestones(plan, rng))
        self.milestones += [(key, *step) for step in steps]
        moved = next((actual for kind, _, actual, _ in steps if kind == MilestoneKind.MOVE_IN), None)
        premises = None
        if moved is not None:
            name = f"{place.name}新服务用房"
            premises = self.rooms.add(place, name, float(plan.area_m2), moved, None, moved.year)
        budget = plan.wan * 1_000_000
        started = plan.last is not None and STEPS.index(plan.last) >= STEPS.index(MilestoneKind.START)
        self.rows.append(
            (
                key,
                place.id,
                premises,
                f"{place.name}服务用房{plan.type.label}项目",
                PLAN_FROM,
                plan.plan_year,
                plan.type.value,
                plan.carrier.value,
                plan.area_m2,
                budget,
                rng.choice(CONTRACTORS) if started else "",
                _state(plan),
                plan.cancelled_on,
                plan.reason,
            )
        )
        self._fund(key, plan, budget)

    def _fund(self, key: int, plan: Plan, budget: int) -> None:
        if plan.last is None or plan.cancelled_on is not None:
            return
        come = min(1.0, 0.15 * (STEPS.index(plan.last) + 1) + (0.1 if plan.last != STEPS[0] else 0))
        if plan.last is MilestoneKind.APPROVAL:
            come = 0.0
        for source, share in SHARES[plan.carrier]:
            amount = budget * share // 100
            arrived = int(amount * min(1.0, come * self.rng.uniform(0.8, 1.15))) // 10_000 * 10_000
            self.funds.append((key, source.value, amount, arrived))

    def write(self) -> None:
        writer = self.world.writer
        writer.write(PremisesProject, PROJECT_FIELDS, self.rows)
        writer.write(
            Milestone, ("project_id", "kind", "planned_on", "actual_on", "evidence"), self.milestones
        )
        writer.write(FundLine, ("project_id", "source", "amount_fen", "arrived_fen"), self.funds)


def _placed(world: World, plans: Sequence[Plan]) -> list[tuple[Plan, Place]]:
    """Named communities where the plan names them, others drawn, none twice."""
    named = {plan.community for plan in plans if plan.community}
    free = [place for place in world.of_kind("community") if place.name not in named]
    drawn = iter(world.rng("facilities places").sample(free, len(free)))
    return [
        (plan, world.named(plan.community) if plan.community else next(drawn))
        for plan, _ in zip(plans, range(len(free)), strict=False)
    ]


def build(world: World) -> None:
    """Rooms, projects, milestones, money. Small: three folded projects and three others."""
    full = world.size == "full"
    plans = (*(FOLDED if full else FOLDED[:3]), *(OTHERS if full else (OTHERS[0], OTHERS[3], OTHERS[5])))
    placed = _placed(world, plans)
    moved = {
        place.id: day for plan, place in placed for kind, day in plan.dates if kind is MilestoneKind.MOVE_IN
    }
    rooms = _Rooms(world)
    rooms.fill(moved)
    projects = _Projects(world, rooms)
    for plan, place in placed:
        projects.add(plan, place)
    rooms.write()
    projects.write()
