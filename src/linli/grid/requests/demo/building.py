"""The demo's requests as rows: about 4,000 over ten months, and any number for measuring."""

import random
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from linli.common.clock import business_date
from linli.common.world import TODAY, YEAR_START, Org, Place, World
from linli.grid.requests.demo import reviews, words
from linli.grid.requests.demo.course import Course
from linli.grid.requests.demo.rows import Rows
from linli.grid.requests.models import (
    LEVELS,
    DutyItem,
    Level,
    RequestKind,
    Route,
    Source,
    StandardText,
    Urgency,
)
from linli.orgs.models import Organisation, OrganisationKind
from linli.people.models import Appointment, Post

WHY = "the demo is being built"
TOTAL, LEAST = 4_000, 80
NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 4, tzinfo=UTC)
SHARES = (34, 14, 16, 24, 9, 3)
"""At which level requests are settled, from the door up."""
SOURCES = {
    Source.LEAD: 34,
    Source.RESIDENT: 24,
    Source.TELEPHONE: 13,
    Source.COUNTER: 9,
    Source.PATROL: 8,
    Source.MEETING: 3,
    Source.HOTLINE: 6,
    Source.STATION: 1,
    Source.MEDIA: 1,
    Source.DEPARTMENT: 1,
}
MONTHS = (8, 7, 9, 10, 11, 13, 13, 11, 10, 10, 8, 8)
STOPS = ("told", "accepted", "working", "suspended", "done", "answered", "reopened")
KNOWN = ("高山坡社区", "奇家社区")
"""Where demo accounts have their posts: more is open there."""
UNITS_SINCE = date(2019, 3, 1)
DEPARTMENT_SINCE, DUTY_SINCE, ROUTES_SINCE = date(2022, 3, 1), date(2023, 1, 1), date(2024, 1, 1)


def build(world: World) -> None:
    """Officers of departments and discipline, routes, duty list, texts, requests."""
    units = _units(world)
    _officers(world, units)
    kinds = list(RequestKind.objects.unscoped(WHY).order_by("order"))
    _rules(world, units, kinds)
    _Telling(world, units, kinds, world.rng("grid.requests")).run(world.scaled(TOTAL, LEAST))


def build_many(world: World, count: int) -> None:
    """``count`` further requests into a world that holds the first ones: for measuring. Numbers do not meet."""
    units = {org.name: org.id for org in world.organisations if org.kind == "department"}
    kinds = list(RequestKind.objects.unscoped(WHY).order_by("order"))
    _Telling(world, units, kinds, world.rng("grid.requests.many"), serial=500).run(count, recent=0.01)


def _units(world: World) -> dict[str, int]:
    """Departments by name. The small district has ten of them; those that requests go to are added."""
    units = {org.name: org.id for org in world.organisations if org.kind == OrganisationKind.DEPARTMENT}
    rows = []
    for name in dict.fromkeys((*words.UNIT_OF.values(), *words.OFFICERS)):
        if name not in units:
            units[name] = world.writer.next_id(Organisation)
            kind = OrganisationKind.DEPARTMENT.value
            rows.append((units[name], kind, name, world.district.id, UNITS_SINCE))
            world.organisations.append(Org(units[name], kind, world.district.id, name))
    world.writer.write(Organisation, ("id", "kind", "name", "area_id", "valid_from"), rows)
    return units


def _officers(world: World, units: dict[str, int]) -> None:
    fields = ("id", "person_id", "post", "area_id", "unit_id", "valid_from", "basis")
    district = world.district.id
    rows: list[tuple[Any, ...]] = []
    for unit, name in words.OFFICERS.items():
        person = world.person(district, name=name, phone=True)
        key = world.writer.next_id(Appointment)
        post = Post.DEPARTMENT_OFFICER.value
        rows.append((key, person, post, district, units[unit], DEPARTMENT_SINCE, "部门确定的办理人"))
    person = world.person(district, name="丁卫国", phone=True)
    key = world.writer.next_id(Appointment)
    post = Post.DISCIPLINE_OFFICER.value
    rows.append((key, person, post, district, None, DEPARTMENT_SINCE, "任职文件"))
    world.writer.write(Appointment, fields, rows)


def _rules(world: World, units: dict[str, int], kinds: list[RequestKind]) -> None:
    district = world.district.id
    by_code = {kind.code: kind.pk for kind in kinds}
    world.writer.write(
        Route,
        ("kind_id", "area_id", "unit_id", "basis", "valid_from"),
        [
            (by_code[code], district, units[unit], "区派单规则（演示）", ROUTES_SINCE)
            for code, unit in words.UNIT_OF.items()
        ],
    )
    world.writer.write(
        DutyItem,
        ("area_id", "number", "name", "is_lead", "basis", "valid_from"),
        [(district, *item, "社区职责清单（演示）", DUTY_SINCE) for item in words.DUTIES],
    )
    world.writer.write(
        StandardText,
        ("area_id", "verb", "kind_id", "text"),
        [(district, verb, by_code.get(kind), text) for verb, kind, text in words.TEXTS],
    )


class _Telling:
    """Who tells what where, in order of time."""

    def __init__(
        self,
        world: World,
        units: dict[str, int],
        kinds: list[RequestKind],
        rng: random.Random,
        serial: int = 0,
    ) -> None:
        self.world, self.rng, self.units = world, rng, units
        self.leaves = [kind for kind in kinds if kind.parent_id is not None]
        self.rows = Rows(world, business_date(), NOON, serial)
        self.again = (
            0.03 if serial else 0.35
        )  # among many, a community nearly always has one of the last days
        self.communities = world.of_kind("community")
        self.inside = {c.id: world.below(c.id, "section", "group", "neighbourhood") for c in self.communities}
        self.led = self._led()
        self.working: tuple[Course, dict[str, Any]] | None = None
        self.last: dict[int, tuple[Course, dict[str, Any]]] = {}

    def _led(self) -> dict[int, Place]:
        """Community → the neighbourhood of its first lead still in office, who has the demo's account."""
        found: dict[int, Place] = {}
        for held in self.world.appointments:
            if held.post == Post.NEIGHBOUR_LEAD and held.end is None:
                place = self.world.places[held.area_id]
                found.setdefault(self.world.community_of(place).id, place)
        return found

    def run(self, count: int, recent: float = 0.06) -> None:
        """Tell and write them."""
        crafted = 6 * len(STOPS) if recent > 0.01 else 0
        late = max(int(count * recent), 12)
        early = max(count - late - crafted, 0)
        days = self.world.days(
            self.rng, early, YEAR_START, TODAY - timedelta(days=8), (9, 9, 9, 9, 9, 7, 6), MONTHS
        )
        days += self.world.days(self.rng, late, TODAY - timedelta(days=8), TODAY)
        places = self.world.pick_places(self.rng, len(days))
        known = [self.world.named(name) for name in KNOWN]
        told: list[tuple[datetime, Place, str, str]] = [
            (self._moment(day), place, "", "") for day, place in zip(days, places, strict=True)
        ]
        for n in range(crafted):
            ago = NOON - timedelta(days=self.rng.randint(1, 3), minutes=self.rng.randint(0, 200))
            told.append((ago, known[n % 3 // 2], STOPS[n % len(STOPS)], LEVELS[n // len(STOPS)].value))
        told.sort(key=lambda each: each[0])
        for n, (at, place, stop, level) in enumerate(told):
            if at <= NOON:
                self._one(n, at, place, stop, level)
        if crafted:
            self._joined(known[0])
            self._petitions(known)
        self._accusations(known)
        if crafted:
            self._reviews(known)
        self.rows.write()

    def _moment(self, day: date) -> datetime:
        minutes = self.rng.triangular(0, 660, 120)
        return datetime(day.year, day.month, day.day, 0, 30, tzinfo=UTC) + timedelta(minutes=int(minutes))

    def _one(self, n: int, at: datetime, community: Place, stop: str, level: str) -> None:
        rng = self.rng
        source = list(Source)[n] if n < len(Source) else rng.choices(list(SOURCES), list(SOURCES.values()))[0]
        kind = self.leaves[n] if n < len(self.leaves) else rng.choice(self.leaves)
        settled = level or rng.choices(LEVELS, SHARES)[0].value
        low = settled in (Level.NEIGHBOURHOOD, Level.GROUP)
        knows = low or source == Source.LEAD or rng.random() < 0.8
        place = self.led[community.id] if stop and knows else rng.choice(self.inside[community.id])
        chain = self._chain(community, place)
        first = Level.NEIGHBOURHOOD if knows else Level.COMMUNITY
        if LEVELS.index(Level(settled)) < LEVELS.index(first):
            settled = first.value
        text, outcome = rng.choice(words.SAID.get(kind.name, words.OTHER))
        spot = rng.choice(words.SPOTS)
        same = self._same(community, at, stop)
        if same is not None:
            text, kind, place, chain, spot = same
        urgency = rng.choices(list(Urgency), (2, 12, 86))[0]
        course = Course(
            rng, NOON, at, f"{spot}{text}", outcome, kind.code, chain, first.value, settled, self._unit,
            clock=kind.clock,
            pace=0.06 if stop else 1.0,
            stop=stop,
            hold=at.date() > date(2024, 8, 1) and rng.random() < 0.03,
            urgent=urgency == Urgency.AT_ONCE,
        )  # fmt: skip
        about = {
            "community": community,
            "neighbourhood": place.id if knows else None,
            "estate": self._estate(community),
            "spot": spot,
            "kind": kind if stop != "told" or n % 2 else None,
            "urgency": urgency.value,
            "source": source.value,
        }
        merged = None
        if same is not None:
            other, known = self.last[community.id]
            merged = known["id"] if course.merge(other, known["number"]) else None
        if merged is None:
            course.live()
        made = self.rows.add(course, about, merged)
        if stop == "working":
            self.working = (course, made | {"kind": kind})
        if merged is None and not stop:
            self.last[community.id] = (
                course,
                made | {"kind": kind, "place": place, "chain": chain, "spot": spot},
            )

    def _same(self, community: Place, at: datetime, stop: str) -> Any:
        """Somebody tells what a neighbour told in the last days: one in thirty of all."""
        found = self.last.get(community.id)
        if found is None or stop or self.rng.random() > self.again:
            return None
        course, known = found
        if at - course.told_at > timedelta(days=2):
            return None
        text = course.text.removeprefix(known["spot"])
        return f"{text}，请来看看", known["kind"], known["place"], known["chain"], known["spot"]

    def _joined(self, community: Place) -> None:
        """One that was told again, and joined to the first while that is worked on."""
        if self.working is None:
            return
        course, made = self.working
        at = NOON - timedelta(hours=3, minutes=20)
        again = Course(
            self.rng, NOON, at, f"{course.text}，我也来说一声", "", course.kind_code, course.chain,
            Level.COMMUNITY.value, Level.COMMUNITY.value, self._unit,
        )  # fmt: skip
        if again.merge(course, made["number"]):
            about = {"community": community, "source": "telephone", "urgency": "usual", "kind": made["kind"]}
            self.rows.add(again, about, made["id"])

    def _chain(self, community: Place, place: Place) -> dict[str, Place]:
        world = self.world
        street = world.street_of(community)
        return {
            Level.NEIGHBOURHOOD: place,
            Level.GROUP: world.above(place, "group"),
            Level.SECTION: world.above(place, "section"),
            Level.COMMUNITY: community,
            Level.STREET: street,
            Level.DISTRICT: world.district,
        }

    def _estate(self, community: Place) -> int | None:
        estates = self.world.children(community.id, "estate")
        return self.rng.choice(estates).id if estates and self.rng.random() < 0.7 else None

    def _unit(self, kind_code: str, many: int) -> list[int]:
        """The unit of the kind, and beside it others that are often called along."""
        family = kind_code if kind_code in words.UNIT_OF else kind_code.rsplit("-", 1)[0]
        names = [words.UNIT_OF[family]]
        others = [name for name in words.OFFICERS if name not in names]
        names += self.rng.sample(others, many - 1)
        return [self.units[name] for name in names]

    def _petitions(self, known: list[Place]) -> None:
        """Taken as petitions: one still to be told whether it is accepted, the others with 60 days to decide."""
        kind = next(each for each in self.leaves if each.name == "其他政策")
        for text, where, ago, told in words.PETITIONS:
            community = known[where]
            at = NOON - timedelta(days=ago, hours=2)
            chain = self._chain(community, self.led[community.id])
            level = Level.COMMUNITY.value
            course = Course(
                self.rng, NOON, at, text, "", kind.code, chain, level, level, self._unit, pace=0.06,
                stop="accepted",
            )  # fmt: skip
            course.live()
            course.petition(None if told is None else at + timedelta(days=told))
            about = {
                "community": community,
                "source": "counter",
                "urgency": "usual",
                "kind": kind,
                "petition": True,
            }
            self.rows.add(course, about, None)

    def _reviews(self, known: list[Place]) -> None:
        """Petitions whose answer was not accepted; from a stream of their own, so that nothing before is otherwise."""
        rng, level = self.world.rng("grid.requests.reviews"), Level.COMMUNITY.value
        kind = next(each for each in self.leaves if each.name == "其他政策")
        for case in reviews.CASES:
            community = known[case.where]
            chain = self._chain(community, self.led[community.id])
            course = reviews.live(
                case,
                partial(
                    Course, rng, NOON, text=case.text, outcome="", kind_code=kind.code, chain=chain,
                    level=level, settled=level, units=self._unit, pace=0.06, stop="accepted",
                ),
            )  # fmt: skip
            about = {"community": community, "source": "counter", "urgency": "usual", "kind": kind}
            made = self.rows.add(course, about | {"petition": True}, None)
            for asked in case.asked:
                self.rows.review(made["id"], asked, reviews.clock_of(course, asked))

    def _accusations(self, known: list[Place]) -> None:
        """Three told in confidence: at the district, each about a unit elsewhere."""
        street = self.world.street_of(known[1])
        said = ("反映工程款账目和实际不符", "反映低保评议时优亲厚友", "反映公务接待超标")
        for n, text in enumerate(said):
            accused = (known[1], self.communities[3], street)[n]
            at = NOON - timedelta(days=9 * n + 2, hours=2)
            chain = dict.fromkeys((level.value for level in LEVELS), self.world.district)
            course = Course(
                self.rng, NOON, at, text, "", "other", chain, Level.DISTRICT.value, Level.DISTRICT.value,
                self._unit, stop="told",
            )  # fmt: skip
            course.live()
            about = {
                "community": self.world.district,
                "source": "resident",
                "urgency": "usual",
                "accused": accused.id,
            }
            self.rows.add(course, about, None)
