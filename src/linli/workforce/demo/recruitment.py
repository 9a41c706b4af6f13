"""考核招聘: the plan of 2022, that of 2024 with all streets, and one of 2025 still being drawn up."""

from datetime import date

from linli.common.world import World
from linli.workforce.demo.register import Member, Staff
from linli.workforce.models import Candidate, RecruitPlan, RecruitPlanUnit, WorkerPost
from linli.workforce.states import EXAMINED, FAILED, POSTED, RECOMMENDED, SCREENED, WITHDRAWN

RECOMMENDED_NOW, RECOMMENDED_2022 = 17, 11
STATES_NOW = (RECOMMENDED, EXAMINED, EXAMINED, POSTED, POSTED, FAILED)
REFUSALS = ("任书记不满三年", "年度考核不符合条件", "考核成绩未达到要求", "年龄超过规定")

CandidateRow = tuple[int, int, int, date, date | None, str, str]
CANDIDATE_FIELDS = ("plan_id", "worker_id", "street_id", "applied_on", "recommended_on", "state", "reason")


def _chiefs(world: World, staff: Staff, day: date) -> list[Member]:
    """The chiefs in post that day, in an order drawn by lot."""
    chiefs = [member for member in staff.in_post(day) if member.post is WorkerPost.CHIEF]
    rng = world.rng("workforce candidates")
    rng.shuffle(chiefs)
    return chiefs


class _Candidates:
    """Draws the candidates of one plan."""

    def __init__(self, world: World, plan: int, chiefs: list[Member]) -> None:
        self.world, self.plan, self.chiefs = world, plan, chiefs
        self.rng = world.rng(f"workforce plan {plan}")
        self.rows: list[CandidateRow] = []

    def _next(self) -> tuple[int, int]:
        member = self.chiefs.pop()
        return member.id, self.world.street_of(self.world.places[member.community_id]).id

    def add(self, count: int, applied: tuple[date, date], recommended: tuple[date, date] | None) -> None:
        """``count`` candidates; without a span for the recommendation they did not get that far."""
        for n in range(min(count, len(self.chiefs))):
            worker, street = self._next()
            applied_on = self.world.day(self.rng, *applied)
            if recommended is not None:
                state = STATES_NOW[n % len(STATES_NOW)]
                reason = "体检不合格" if state == FAILED else ""
                day: date | None = self.world.day(self.rng, *recommended)
            else:
                state = self.rng.choice((FAILED, FAILED, FAILED, WITHDRAWN, SCREENED))
                reason = {FAILED: self.rng.choice(REFUSALS), WITHDRAWN: "本人放弃"}.get(state, "")
                day = None
            self.rows.append((self.plan, worker, street, applied_on, day, state, reason))


def build(world: World, staff: Staff) -> None:
    """Plans, the streets that take part, candidates."""
    area = world.district.id
    streets = world.of_kind("street")
    basis = "从优秀社区（村）党组织书记中考核招聘乡镇（街道）事业编制人员工作方案（演示）"
    early, now, coming = (world.writer.next_id(RecruitPlan) for _ in range(3))

    def name(year: int) -> str:
        return f"岳阳楼区{year}年考核招聘方案"

    plans = [
        (early, area, 2022, name(2022), 12, basis, date(2022, 7, 4)),
        (now, area, 2024, name(2024), 20, basis, date(2024, 6, 17)),
        (coming, area, 2025, name(2025), 20, basis, None),
    ]
    fields = ("id", "area_id", "year", "name", "posts_count", "basis", "announced_on")
    world.writer.write(RecruitPlan, fields, plans)
    units: list[tuple[int, int, int, date | None]] = []
    for n, street in enumerate(streets):
        if n % 5:
            units.append((early, street.id, 1, date(2022, 8, 1) if n == 1 else None))
        units.append((now, street.id, 1, None))
        if n < len(streets) // 3:
            units.append((coming, street.id, 1, None))
    world.writer.write(RecruitPlanUnit, ("plan_id", "street_id", "posts_count", "withdrew_on"), units)
    chiefs = _chiefs(world, staff, date(2022, 7, 11))
    then = _Candidates(world, early, list(chiefs))
    then.add(
        world.scaled(RECOMMENDED_2022),
        (date(2022, 7, 11), date(2022, 7, 22)),
        (date(2022, 8, 29), date(2022, 9, 9)),
    )
    chiefs = [m for m in _chiefs(world, staff, date(2024, 6, 24)) if m.id not in {r[1] for r in then.rows}]
    lately = _Candidates(world, now, chiefs)
    span = (date(2024, 6, 24), date(2024, 7, 5))
    lately.add(world.scaled(RECOMMENDED_NOW), span, (date(2024, 8, 26), date(2024, 9, 6)))
    lately.add(world.scaled(19), span, None)
    world.writer.write(Candidate, CANDIDATE_FIELDS, [*then.rows, *lately.rows])
