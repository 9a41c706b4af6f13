"""The demo's seekers, employers, vacancies and referrals: 207 began work this year."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from stdnum.cn import uscc

from linli.common.world import Org, Place, World
from linli.orgs.models import Organisation, OrganisationKind
from linli.stations.demo.desks import BEGIN, Desk, desk_on
from linli.stations.models import Employer, JobSeeker, Referral, SeekerGroup, Vacancy, WorkKind

PLACED = 207
PLACED_BEFORE = 74
NOT_PLACED = 228
WAITING = 31
EMPLOYERS = 38
VALID_DAYS = 180
GROUPS, GROUP_WEIGHTS = tuple(SeekerGroup), (34, 18, 5, 12, 9, 12, 10)
POSTS: tuple[tuple[str, WorkKind, int, int], ...] = (  # title, hours, lowest and highest pay in yuan
    ("家政服务员", WorkKind.FULL_TIME, 3500, 5500),
    ("养老护理员", WorkKind.FULL_TIME, 3200, 5000),
    ("育婴员", WorkKind.FULL_TIME, 4000, 6500),
    ("超市理货员", WorkKind.FULL_TIME, 2600, 3300),
    ("后厨帮工", WorkKind.FULL_TIME, 3000, 4000),
    ("保洁员", WorkKind.HOURLY, 15, 22),
    ("小区保安", WorkKind.FULL_TIME, 2500, 3200),
    ("快递分拣员", WorkKind.GIG, 3000, 4500),
    ("客服专员", WorkKind.FULL_TIME, 3000, 4200),
    ("服装缝纫工", WorkKind.FULL_TIME, 3300, 5200),
)
NEEDS = ("有健康证", "培训后上岗", "有经验者优先", "能适应倒班", "")
FIRMS = (
    "家政服务有限公司",
    "养老服务中心",
    "物业服务有限公司",
    "商贸有限公司",
    "餐饮管理有限公司",
    "服饰有限公司",
)
FIRM_NAMES = "安康佳美和顺鑫源瑞祥恒通嘉禾益民惠家宏达"
SKILLS = ("做饭、打扫", "照料老人", "会用电脑", "有驾驶证", "缝纫", "")
SEEKER_FIELDS = (
    "id",
    "desk_id",
    "person_id",
    "group",
    "skills",
    "wanted_work",
    "wanted_kind",
    "wanted_pay_fen",
    "registered_on",
    "valid_to",
)
VACANCY_FIELDS = (
    "id",
    "employer_id",
    "area_id",
    "title",
    "kind",
    "headcount",
    "pay_from_fen",
    "pay_to_fen",
    "place",
    "need",
    "submitted_on",
    "published_on",
    "expires_on",
    "state",
)
REFERRAL_FIELDS = (
    "desk_id",
    "seeker_id",
    "vacancy_id",
    "made_on",
    "interviewed_on",
    "result",
    "started_on",
    "kept_30_days",
    "kept_90_days",
    "state",
)


@dataclass(slots=True)
class _Offer:
    """A vacancy while it is open."""

    id: int
    published: date
    expires: date
    left: int


class _Jobs:
    """Gathers the rows; opens a vacancy whenever none suits."""

    def __init__(self, world: World, rng: random.Random, desks: list[Desk]) -> None:
        self.world, self.rng, self.desks = world, rng, desks
        self.seekers: list[tuple[object, ...]] = []
        self.vacancies: list[tuple[object, ...]] = []
        self.referrals: list[tuple[object, ...]] = []
        self.employers = self._employers()
        self._open: list[_Offer] = []

    def _employers(self) -> list[tuple[int, Place]]:
        """Firms become organisations, and employers once their licence was seen."""
        world, rng = self.world, self.rng
        firms, rows, found = [], [], []
        used: set[str] = set()
        for n, place in enumerate(world.pick_places(rng, world.scaled(EMPLOYERS, 4))):
            at = 2 * rng.randrange(len(FIRM_NAMES) // 2)
            name = f"岳阳市{FIRM_NAMES[at : at + 2]}{place.name.removesuffix('社区')}{FIRMS[n % len(FIRMS)]}"
            if name in used:
                continue
            used.add(name)
            org = world.writer.next_id(Organisation)
            key = world.writer.next_id(Employer)
            since = world.day(rng, date(2012, 3, 1), date(2022, 12, 30))
            firms.append((org, OrganisationKind.ENTERPRISE.value, name, place.id, since))
            world.organisations.append(Org(org, OrganisationKind.ENTERPRISE.value, place.id, name))
            code = f"91430602MA4{n:06d}"
            verified = world.day(rng, date(2023, 4, 3), date(2023, 5, 5))
            rows.append((key, org, code + uscc.calc_check_digit(code), world.person(place.id), verified))
            found.append((key, place))
        world.writer.write(Organisation, ("id", "kind", "name", "area_id", "valid_from"), firms)
        fields = ("id", "organisation_id", "credit_code", "contact_id", "verified_on")
        world.writer.write(Employer, fields, rows)
        return found

    def offer(self, day: date) -> int:
        """A vacancy published before ``day`` and open on it."""
        self._open = [offer for offer in self._open if offer.expires > day and offer.left > 0]
        able = [offer for offer in self._open if offer.published <= day]
        if len(able) < 4 or self.rng.random() < 0.12:
            able = [self._new_offer(day)]
        chosen = self.rng.choice(able)
        chosen.left -= 1
        return chosen.id

    def _new_offer(self, day: date) -> _Offer:
        world, rng = self.world, self.rng
        employer, place = rng.choice(self.employers)
        title, kind, low, high = rng.choice(POSTS)
        submitted = day - timedelta(days=rng.randint(2, 12))
        published = submitted + timedelta(days=rng.randint(0, 2))
        expires = submitted + timedelta(days=rng.choice((60, 90, 120)))
        headcount = rng.choice((2, 3, 4, 6, 8))
        key = world.writer.next_id(Vacancy)
        self.vacancies.append(
            (
                key,
                employer,
                place.id,
                title,
                kind.value,
                headcount,
                low * 100,
                high * 100,
                f"{place.name}附近",
                rng.choice(NEEDS),
                submitted,
                published,
                expires,
                "expired" if expires <= world.today else "published",
            )
        )
        offer = _Offer(key, published, expires, headcount * 2)
        self._open.append(offer)
        return offer

    def seeker(self, desk: Desk, day: date) -> int:
        """Registered some weeks before ``day``."""
        world, rng = self.world, self.rng
        registered = max(desk.opened, day - timedelta(days=rng.randint(0, 40)))
        title, kind, low, _ = rng.choice(POSTS)
        key = world.writer.next_id(JobSeeker)
        self.seekers.append(
            (
                key,
                desk.id,
                world.person(desk.place.id, phone=True),
                rng.choices(GROUPS, GROUP_WEIGHTS)[0].value,
                rng.choice(SKILLS),
                title,
                kind.value,
                low * 100 if rng.random() < 0.7 else None,
                registered,
                registered + timedelta(days=VALID_DAYS),
            )
        )
        return key

    def placed(self, started: date) -> None:
        """A referral that led to work on ``started``."""
        world, rng = self.world, self.rng
        made = max(BEGIN, started - timedelta(days=rng.randint(3, 25)))
        desk = desk_on(rng, self.desks, made)
        interviewed = (
            made + timedelta(days=rng.randint(0, (started - made).days)) if rng.random() < 0.8 else None
        )
        age = (world.today - started).days
        kept_30 = rng.random() < 0.88 if age >= 30 else None
        kept_90 = (kept_30 and rng.random() < 0.86) if age >= 90 else None
        state = "closed" if kept_90 is not None or kept_30 is False else "started"
        self.referrals.append(
            (
                desk.id,
                self.seeker(desk, made),
                self.offer(made),
                made,
                interviewed,
                "hired",
                started,
                kept_30,
                kept_90,
                state,
            )
        )

    def not_placed(self, made: date) -> None:
        """A referral refused by one side."""
        rng = self.rng
        desk = desk_on(rng, self.desks, made)
        interviewed = min(self.world.today, made + timedelta(days=rng.randint(1, 9)))
        result = rng.choices(("rejected", "gave_up"), (6, 4))[0]
        seeker, offer = self.seeker(desk, made), self.offer(made)
        self.referrals.append((desk.id, seeker, offer, made, interviewed, result, None, None, None, "closed"))

    def waiting(self, made: date) -> None:
        """A referral still open today: made, interviewed, or hired and not yet begun."""
        rng = self.rng
        desk = desk_on(rng, self.desks, made)
        state = rng.choice(("made", "interviewed", "hired"))
        interviewed = None if state == "made" else min(self.world.today, made + timedelta(days=3))
        result = "hired" if state == "hired" else ""
        seeker, offer = self.seeker(desk, made), self.offer(made)
        self.referrals.append((desk.id, seeker, offer, made, interviewed, result, None, None, None, state))


def build(world: World, desks: list[Desk]) -> None:
    """In order of days, so that vacancies open and fill as they would."""
    rng = world.rng("stations.jobs")
    made = _Jobs(world, rng, desks)
    started = [
        *world.days(rng, world.scaled(PLACED_BEFORE), date(2023, 6, 1), date(2023, 12, 31)),
        *world.days(rng, world.scaled(PLACED), date(2024, 1, 1), world.today),
    ]
    refused = world.days(rng, world.scaled(NOT_PLACED), date(2023, 6, 1), world.today)
    pending = world.days(rng, world.scaled(WAITING), world.today - timedelta(days=24), world.today)
    steps = [
        *((day, 0) for day in started),
        *((day, 1) for day in refused),
        *((day, 2) for day in pending),
    ]
    acts = (made.placed, made.not_placed, made.waiting)
    for day, which in sorted(steps):
        acts[which](day)
    world.writer.write(JobSeeker, SEEKER_FIELDS, made.seekers)
    world.writer.write(Vacancy, VACANCY_FIELDS, made.vacancies)
    world.writer.write(Referral, REFERRAL_FIELDS, made.referrals)
