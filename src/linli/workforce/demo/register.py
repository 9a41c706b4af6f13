"""Workers, the rules for their levels and allowances, and their certificates."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from linli.common.world import YEAR_START, World
from linli.common.world import Worker as Known
from linli.workforce.models import (
    AllowanceRule,
    Certificate,
    CertificateKind,
    CertificateLevel,
    Education,
    EmploymentKind,
    HiredThrough,
    LevelRule,
    Worker,
    WorkerPost,
)
from linli.workforce.states import DECLARED, REJECTED, REVOKED, VERIFIED

IN_POST, LEFT = 1_150, 96
CERTIFIED, WITH_BOTH, REVOKED_ONES, REJECTED_ONES, OTHER_ONES, OF_THE_LEFT = 292, 44, 11, 8, 27, 19

BANDS = (
    (WorkerPost.CHIEF, 7, 18),
    (WorkerPost.DEPUTY, 4, 15),
    (WorkerPost.FULL_TIME_MEMBER, 3, 14),
    (WorkerPost.ORDINARY, 1, 12),
)
BAND = {post: (low, high) for post, low, high in BANDS}
RULES_SINCE = date(2021, 1, 1)
RAISED_ON = date(2023, 1, 1)
ALLOWANCES = (
    (CertificateLevel.JUNIOR, 10_000, 15_000),
    (CertificateLevel.INTERMEDIATE, 20_000, 30_000),
    (CertificateLevel.SENIOR, 30_000, 50_000),
)
RULES = "岳阳楼区社区工作者职业体系建设实施方案（演示）"
LEVEL_OF = {
    CertificateKind.ASSISTANT: CertificateLevel.JUNIOR,
    CertificateKind.SOCIAL_WORKER: CertificateLevel.INTERMEDIATE,
    CertificateKind.SENIOR: CertificateLevel.SENIOR,
}
KINDS = tuple(LEVEL_OF)
KIND_WEIGHTS = (68, 29, 3)
REASONS_FOR_LEAVING = ("考入其他单位", "合同期满", "退休", "个人原因辞职", "换届落选", "调往其他社区")


@dataclass(slots=True)
class Member:
    """One worker as the other builders need them."""

    id: int
    person_id: int
    community_id: int
    post: WorkerPost
    level: int
    hired_on: date
    left_on: date | None
    allowances: list[tuple[date, int]] = field(default_factory=list)
    """First month in which a level's present monthly allowance (fen) is paid."""

    def in_post(self, day: date) -> bool:
        """Employed on that day."""
        return self.hired_on <= day and (self.left_on is None or self.left_on > day)


@dataclass(slots=True)
class Staff:
    """Everybody ever hired, those in post at the cut-off first."""

    members: list[Member]

    def in_post(self, day: date) -> list[Member]:
        """Those employed on that day."""
        return [member for member in self.members if member.in_post(day)]


def _rules(world: World) -> None:
    area = world.district.id
    fields = ("area_id", "post", "min_level", "max_level", "step_years", "basis", "valid_from")
    rows = [(area, post.value, low, high, 3, RULES, RULES_SINCE) for post, low, high in BANDS]
    world.writer.write(LevelRule, fields, rows)
    allowance_fields = ("area_id", "level", "monthly_fen", "basis", "valid_from", "valid_to")
    first = [(area, level.value, fen, RULES, RULES_SINCE, RAISED_ON) for level, fen, _ in ALLOWANCES]
    now = [(area, level.value, fen, f"{RULES}修订", RAISED_ON, None) for level, _, fen in ALLOWANCES]
    world.writer.write(AllowanceRule, allowance_fields, [*first, *now])


def _known(world: World) -> dict[int, list[tuple[int, WorkerPost, date]]]:
    """Secretaries and officers are workers: community → (person, post, in office since)."""
    found: dict[int, list[tuple[int, WorkerPost, date]]] = {}
    for held in world.appointments:
        if held.post == "community_secretary":
            found.setdefault(held.area_id, []).append((held.person_id, WorkerPost.CHIEF, held.start))
        elif held.post == "community_officer":
            found.setdefault(held.area_id, []).append((held.person_id, WorkerPost.DEPUTY, held.start))
    return found


WorkerRow = tuple[int, int, int, str, str, str, str, int, date, date, date, date | None, date | None, str]
WORKER_FIELDS = (
    "id",
    "person_id",
    "community_id",
    "employment",
    "hired_through",
    "education",
    "post",
    "level",
    "level_since",
    "seniority_from",
    "hired_on",
    "contract_to",
    "left_on",
    "left_reason",
)


def _employment(rng: random.Random, post: WorkerPost) -> tuple[EmploymentKind, HiredThrough]:
    if post in (WorkerPost.CHIEF, WorkerPost.DEPUTY):
        through = HiredThrough.ELECTION if rng.random() < 0.9 else HiredThrough.SECONDED
        return EmploymentKind.COMMITTEE, through
    kind = rng.choices(
        (EmploymentKind.FULL_TIME, EmploymentKind.GRID, EmploymentKind.COMMITTEE, EmploymentKind.OTHER),
        (58, 27, 10, 5),
    )[0]
    if kind is EmploymentKind.COMMITTEE:
        return kind, HiredThrough.ELECTION
    through = HiredThrough.PUBLIC_BENEFIT if kind is EmploymentKind.OTHER else HiredThrough.OPEN_RECRUITMENT
    return kind, through


def _hired(world: World, rng: random.Random) -> date:
    year = rng.choices(range(2009, 2025), (2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 10, 9, 9, 8, 5))[0]
    last = date(2024, 9, 27) if year == 2024 else date(year, 12, 28)
    return world.day(rng, date(year, 1, 4), last, months=(2, 1, 5, 3, 2, 3, 6, 5, 4, 2, 2, 2))


class _Register:
    """Draws workers one by one."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rng = world.rng("workforce register")
        self.rows: list[WorkerRow] = []
        self.members: list[Member] = []

    def add(
        self,
        person_id: int,
        community_id: int,
        post: WorkerPost,
        hired_on: date,
        left_on: date | None = None,
    ) -> None:
        world, rng = self.world, self.rng
        key = world.writer.next_id(Worker)
        kind, through = _employment(rng, post)
        low, high = BAND[post]
        schooling = rng.choices(tuple(Education), (2, 14, 41, 40, 3))[0]
        bonus = {Education.BACHELOR: 1, Education.MASTER: 2}.get(schooling, 0)
        years = ((left_on or world.today) - hired_on).days // 365
        level = max(low, min(high, low + years // 3 + bonus + rng.choice((0, 0, 1))))
        step = hired_on + timedelta(days=365 * 3 * (years // 3))
        contract = None
        if through is HiredThrough.OPEN_RECRUITMENT:
            contract = date(2025 + rng.randrange(3), rng.choice((6, 12)), 30)
        reason = rng.choice(REASONS_FOR_LEAVING) if left_on else ""
        self.rows.append(
            (
                key,
                person_id,
                community_id,
                kind.value,
                through.value,
                schooling.value,
                post.value,
                level,
                step,
                hired_on,
                hired_on,
                contract,
                left_on,
                reason,
            )
        )
        self.members.append(Member(key, person_id, community_id, post, level, hired_on, left_on))

    def fill(self) -> None:
        """Those in post at the cut-off, then those who left since 2022."""
        world, rng = self.world, self.rng
        known = _known(world)
        communities = world.of_kind("community")
        total = world.scaled(IN_POST)
        rest = max(0, total - sum(len(found) for found in known.values()))
        extra = world.spread(rest, [world.size_of(place) for place in communities], rng)
        for place, more in zip(communities, extra, strict=True):
            for person, post, since in known.get(place.id, ()):
                earliest = date(2009, 1, 4) if post is WorkerPost.CHIEF else date(2012, 1, 4)
                self.add(person, place.id, post, world.day(rng, earliest, since))
            for _ in range(more):
                post = WorkerPost.ORDINARY if rng.random() < 0.86 else WorkerPost.FULL_TIME_MEMBER
                self.add(world.person(place.id), place.id, post, _hired(world, rng))
        for place in world.pick_places(rng, world.scaled(LEFT)):
            hired = world.day(rng, date(2012, 1, 4), date(2021, 6, 30))
            left = world.day(rng, date(2022, 1, 4), world.today - timedelta(days=10))
            self.add(world.person(place.id), place.id, WorkerPost.ORDINARY, hired, left)


CertificateRow = tuple[int, str, str, str, str, date, str, date | None, date | None, str]
CERTIFICATE_FIELDS = (
    "worker_id",
    "kind",
    "level",
    "cert_no",
    "issuer",
    "issued_on",
    "state",
    "verified_on",
    "revoked_on",
    "reason",
)
ISSUER = "湖南省人力资源和社会保障厅"


class _Certificates:
    """Draws certificates; every worker's present social-work certificates differ in kind."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rng = world.rng("workforce certificates")
        self.rows: list[CertificateRow] = []

    def issued(self, hired_on: date, first_year: int = 2015) -> date:
        """Results come out in late summer; never before the year of hiring, so that pay follows."""
        year = self.rng.randint(max(first_year, min(2024, hired_on.year)), 2024)
        return self.world.day(self.rng, date(year, 8, 20), date(year, 9, 30))

    def add(self, member: Member, kind: CertificateKind, issued_on: date, state: str = VERIFIED) -> None:
        rng, today = self.rng, self.world.today
        level = LEVEL_OF[kind].value if kind in LEVEL_OF else ""
        verified: date | None = issued_on + timedelta(days=rng.randint(12, 70))
        revoked, reason = None, ""
        if state == VERIFIED and verified is not None and verified > today:
            state = DECLARED
        if state in (DECLARED, REJECTED):
            verified = None
        if state == REJECTED:
            reason = rng.choice(("编号查不到", "姓名与证书不一致", "只有成绩单，还没有发证"))
        if state == REVOKED:
            reason, verified = "登记有误，已由发证机关注销", None
            revoked = self.world.day(rng, issued_on + timedelta(days=60), today - timedelta(days=5))
        number = f"SG{issued_on.year}43{len(self.rows) + 1:06d}"
        self.rows.append(
            (
                member.id,
                kind.value,
                level,
                number,
                ISSUER,
                issued_on,
                state,
                verified,
                revoked,
                reason,
            )
        )
        if verified is not None and level:
            month = (verified.replace(day=1) + timedelta(days=32)).replace(day=1)
            amount = {rule.value: fen for rule, _, fen in ALLOWANCES}[level]
            member.allowances.append((month, amount))

    def fill(self, staff: Staff) -> None:
        """Exactly ``CERTIFIED`` holders in post; and those who do not count."""
        world, rng = self.world, self.rng
        today = world.today
        present = [m for m in staff.in_post(today) if m.hired_on < date(2024, 8, 1)]
        needed = sum(world.scaled(n) for n in (CERTIFIED, REVOKED_ONES, REJECTED_ONES, OTHER_ONES))
        drawn = rng.sample(present, min(len(present), needed))
        holders = drawn[: world.scaled(CERTIFIED)]
        for n, member in enumerate(holders):
            kind = rng.choices(KINDS, KIND_WEIGHTS)[0]
            issued = self.issued(member.hired_on)
            if n < world.scaled(WITH_BOTH):
                self.add(member, CertificateKind.ASSISTANT, min(issued, date(2021, 9, 1)))
                kind = CertificateKind.SOCIAL_WORKER
                issued = max(issued, date(2022, 9, 5))
            self.add(member, kind, issued)
        others = iter(drawn[len(holders) :])
        for count, kind, state in (
            (REVOKED_ONES, CertificateKind.ASSISTANT, REVOKED),
            (REJECTED_ONES, CertificateKind.SOCIAL_WORKER, REJECTED),
            (OTHER_ONES, CertificateKind.OTHER, VERIFIED),
        ):
            for member, _ in zip(others, range(world.scaled(count)), strict=False):
                early = state == REVOKED
                issued = min(self.issued(member.hired_on), date(2023, 9, 20) if early else today)
                self.add(member, kind, issued, state)
        gone = [member for member in staff.members if member.left_on is not None]
        for member in gone[: world.scaled(OF_THE_LEFT)]:
            self.add(member, CertificateKind.ASSISTANT, world.day(rng, date(2016, 8, 20), date(2021, 9, 20)))


def _tell_the_world(world: World, staff: Staff) -> None:
    """Classes and congresses call on whoever was in post all year."""
    world.workers.extend(
        Known(m.id, m.person_id, m.community_id, m.post.value)
        for m in staff.members
        if m.left_on is None and m.hired_on < YEAR_START
    )


def build(world: World) -> Staff:
    """Write rules, workers and certificates."""
    _rules(world)
    register = _Register(world)
    register.fill()
    world.writer.write(Worker, WORKER_FIELDS, register.rows)
    staff = Staff(register.members)
    certificates = _Certificates(world)
    certificates.fill(staff)
    world.writer.write(Certificate, CERTIFICATE_FIELDS, certificates.rows)
    _tell_the_world(world, staff)
    return staff
