"""The demo's people: 170,428 households with their stays, the three leads with their history, and officers.

A telephone number is kept only with a consent, as in life: of the household in its own record, of a lead in a
``Consent`` that ends with the post.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from linli.common.clock import add_months
from linli.common.world import TODAY, Held, Place, World
from linli.orgs.kinds import Kind
from linli.people.crypto import find_hash, seal
from linli.people.models import (
    Appointment,
    Consent,
    Household,
    HouseholdTag,
    Person,
    Post,
    Purpose,
    Stay,
    TagKind,
)
from linli.people.tags import WHY

SINCE = date(2023, 3, 1)
HOUSEHOLDS = 170_428
FEWEST, MOST, LARGEST = 10, 15, 18
LARGE_SHARE = 0.01
WITH_PHONE = 0.28
MOVED_SHARE = 0.004
MARKS = (
    ("alone", 0.022, 12),
    ("disabled", 0.012, 24),
    ("allowance", 0.01, 12),
    ("expecting", 0.004, 12),
    ("tenant", 0.03, 12),
    ("party", 0.008, 24),
)
"""Kind, share of the households that agreed to it, months it holds."""
LOW_INCOME = "《社会救助暂行办法》：低保动态管理"
CONFIRMED_SHARE = 0.62
GONE_SHARE = 0.001
"""Doors struck off since: flats joined, houses pulled down."""
LEAD_OF = (
    (Kind.SECTION, Post.SECTION_LEAD),
    (Kind.GROUP, Post.GROUP_LEAD),
    (Kind.NEIGHBOURHOOD, Post.NEIGHBOUR_LEAD),
)
CHANGED_SHARE = 0.06
"""Posts that changed hands since the beginning."""


def start(world: World) -> None:
    """Persons get their ids from here on; they are written by ``finish``."""
    world.next_person_id = lambda: world.writer.next_id(Person)


def _sizes(world: World, count: int) -> list[int]:
    """10–15 households each, about one in a hundred more; at full size exactly 170,428."""
    rng = world.rng("neighbourhood sizes")
    sizes = rng.choices(range(FEWEST, MOST + 1), (2, 3, 6, 12, 26, 40), k=count)
    for n in rng.sample(range(count), max(1, round(count * LARGE_SHARE))):
        sizes[n] = rng.randint(MOST + 1, LARGEST)
    total = world.scaled(HOUSEHOLDS) if world.size == "full" else sum(sizes)
    order = list(range(count))
    rng.shuffle(order)
    gap = total - sum(sizes)
    while gap:
        for n in order:
            step = 1 if gap > 0 else -1
            if gap and FEWEST <= sizes[n] + step <= MOST and sizes[n] <= MOST:
                sizes[n] += step
                gap -= step
    return sizes


def _micro_grids(world: World, community: Place, count: int) -> list[Place]:
    """The micro grid of each of a community's neighbourhoods, in runs."""
    grids = world.below(community.id, Kind.LARGE_GRID, Kind.MICRO_GRID)
    return [grids[n * len(grids) // count] for n in range(count)]


def _buildings(world: World, community: Place, count: int) -> list[Place]:
    buildings = world.below(community.id, Kind.ESTATE, Kind.BUILDING)
    return [buildings[n * len(buildings) // count] for n in range(count)]


def _door(number: int) -> str:
    unit, rest = divmod(number - 1, 24)
    return f"{unit + 1}单元{rest // 2 + 1:02d}{rest % 2 + 1:02d}室"


HouseholdRow = tuple[
    int, int, str, str, bytes | None, str, date | None, str, int | None, date | None, date, date | None
]
TagRow = tuple[int, int, str, str, str, date, date]
StayRow = tuple[int, int, int, int, date, date | None]


class _Doors:
    """Lays out households door by door, and keeps the rows of their stays."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rng = world.rng("households")
        self.told = world.rng("households told")
        self.stays: list[StayRow] = []
        self.tags: list[TagRow] = []
        self.kinds = dict(TagKind.objects.unscoped(WHY).values_list("code", "pk"))

    def rows(self) -> Iterator[HouseholdRow]:
        world = self.world
        sizes = iter(_sizes(world, len(world.of_kind(Kind.NEIGHBOURHOOD))))
        for community in world.of_kind(Kind.COMMUNITY):
            near = world.below(community.id, Kind.SECTION, Kind.GROUP, Kind.NEIGHBOURHOOD)
            grids = _micro_grids(world, community, len(near))
            buildings = _buildings(world, community, len(near))
            doors: dict[int, int] = {}
            world.households[community.id] = 0
            for n, (place, grid, building) in enumerate(zip(near, grids, buildings, strict=True)):
                size = next(sizes)
                self._count(place, grid, building, size)
                before = near[n - 1] if n else near[-1]
                for _ in range(size):
                    number = doors[building.id] = doors.get(building.id, 0) + 1
                    yield self._row(building, number, place, grid, before)
                    if self.rng.random() < GONE_SHARE:
                        yield self._gone(building, number, place, grid)

    def _count(self, place: Place, grid: Place, building: Place, size: int) -> None:
        counted: set[int] = set()
        for leaf in (place, grid, building):
            at: Place | None = leaf
            while at is not None:
                if at.id not in counted:
                    counted.add(at.id)
                    self.world.households[at.id] = self.world.households.get(at.id, 0) + size
                at = self.world.places[at.parent_id] if at.parent_id is not None else None

    def _row(self, building: Place, number: int, place: Place, grid: Place, before: Place) -> HouseholdRow:
        world, rng = self.world, self.rng
        key = world.writer.next_id(Household)
        since = SINCE if rng.random() < 0.97 else world.day(rng, SINCE, date(2024, 9, 30))
        start_here = since
        if rng.random() < MOVED_SHARE and since == SINCE and before.id != place.id:
            start_here = world.day(rng, date(2023, 9, 1), date(2024, 9, 30))
            self._stay(key, before, grid, since, start_here)
        self._stay(key, place, grid, start_here, None)
        name, sealed, found, agreed = "", None, "", None
        if rng.random() < WITH_PHONE:
            phone = f"1901{key:07d}"
            name, sealed, found = (
                world.name(),
                seal(phone, "household.phone"),
                find_hash(phone, "household.phone"),
            )
            agreed = since
        heads, confirmed = self._told(key)
        way = self.told.choice(("paper", "spoken")) if agreed else ""
        return (
            key,
            building.id,
            _door(number),
            name,
            sealed,
            found,
            agreed,
            way,
            heads,
            confirmed,
            since,
            None,
        )

    def _told(self, household: int) -> tuple[int | None, date | None]:
        """How many live there and when somebody made sure; at some doors a mark, asked for then."""
        rng = self.told
        if rng.random() > CONFIRMED_SHARE:
            return None, None
        asked = self.world.day(rng, date(2024, 1, 8), date(2024, 10, 25))
        for code, share, months in MARKS:
            if rng.random() < share:
                duty = code == "allowance"
                self.tags.append(
                    (
                        household,
                        self.kinds[code],
                        "duty" if duty else "consent",
                        LOW_INCOME if duty else "",
                        "" if duty else rng.choice(("paper", "spoken")),
                        asked,
                        add_months(asked, months),
                    )
                )
        return rng.choices((0, 1, 2, 3, 4, 5, 6), (3, 14, 27, 30, 17, 7, 2))[0], asked

    def _gone(self, building: Place, number: int, place: Place, grid: Place) -> HouseholdRow:
        """The flat next door that was joined to this one: it had its own number and is counted no more."""
        key = self.world.writer.next_id(Household)
        until = self.world.day(self.rng, date(2023, 6, 1), date(2024, 9, 30))
        self._stay(key, place, grid, SINCE, until)
        return (
            key,
            building.id,
            f"{_door(number)}（已并户）",
            "",
            None,
            "",
            None,
            "",
            None,
            None,
            SINCE,
            until,
        )

    def _stay(self, household: int, place: Place, grid: Place, since: date, until: date | None) -> None:
        key = self.world.writer.next_id(Stay)
        self.stays.append((key, household, place.id, grid.id, since, until))


def _households(world: World) -> None:
    doors = _Doors(world)
    fields = (
        "id",
        "building_id",
        "door",
        "contact_name",
        "phone_sealed",
        "phone_hash",
        "contact_consent_on",
        "contact_consent_way",
        "head_count",
        "confirmed_on",
        "valid_from",
        "valid_to",
    )
    world.writer.write(Household, fields, doors.rows(), keyed=("phone_sealed", "phone_hash"))
    stay_fields = ("id", "household_id", "neighbourhood_id", "micro_grid_id", "valid_from", "valid_to")
    world.writer.write(Stay, stay_fields, doors.stays)
    tag_fields = ("household_id", "kind_id", "ground", "law", "consent_way", "valid_from", "valid_to")
    world.writer.write(HouseholdTag, tag_fields, doors.tags)


def _hold(
    world: World, person: int, post: Post, place: Place, since: date, until: date | None, basis: str
) -> tuple[Any, ...]:
    key = world.writer.next_id(Appointment)
    world.appointments.append(Held(key, person, post.value, place.id, since, until))
    return (key, person, post.value, place.id, since, until, basis)


ConsentRow = tuple[int, str, str, str, date, date | None]


def _agree(
    rng: random.Random, consents: list[ConsentRow], person: int, since: date, until: date | None
) -> None:
    """What a lead who leaves a number signs; most also agree to the notice board."""
    way = rng.choices(("paper", "online", "spoken"), (8, 1, 1))[0]
    consents.append((person, Purpose.KEEP_PHONE.value, "2023-03", way, since, until))
    if rng.random() < 0.8:
        consents.append((person, Purpose.SHOW_ON_BOARD.value, "2023-03", way, since, until))


def _leads(world: World, consents: list[ConsentRow]) -> Iterator[tuple[Any, ...]]:
    """Every post is filled at the cut-off; some changed hands, a few stood empty in between."""
    rng = world.rng("leads")

    def one(post: Post, place: Place, since: date, until: date | None) -> tuple[Any, ...]:
        reachable = rng.random() < 0.5
        person = world.person(place.id, phone=reachable)
        if reachable:
            _agree(rng, consents, person, since, until)
        return _hold(world, person, post, place, since, until, _basis(rng, post))

    for kind, post in LEAD_OF:
        for place in world.of_kind(kind):
            begin = world.day(rng, SINCE, date(2023, 6, 30))
            if rng.random() < CHANGED_SHARE:
                change = world.day(rng, date(2023, 8, 1), date(2024, 9, 30))
                yield one(post, place, begin, change)
                begin = min(change + timedelta(days=rng.choice((0, 0, 7, 14, 30))), TODAY)
            yield one(post, place, begin, None)


def _basis(rng: random.Random, post: Post) -> str:
    if post is Post.NEIGHBOUR_LEAD:
        return rng.choice(("居民推选会议", "邻里恳谈会推选", "群英议事会推选"))
    return rng.choice(("社区党组织选配", "社区居委会会议决定"))


def _officers(world: World) -> Iterator[tuple[Any, ...]]:
    """One secretary and a few officers in each community, officers in each street and in the district."""
    rng = world.rng("officers")

    def one(post: Post, place: Place) -> tuple[Any, ...]:
        person = world.person(place.id, phone=True)
        begin = world.day(rng, date(2019, 1, 2), date(2022, 12, 30))
        return _hold(world, person, post, place, begin, None, "任职文件")

    for community in world.of_kind(Kind.COMMUNITY):
        yield one(Post.COMMUNITY_SECRETARY, community)
        for _ in range(rng.choice((2, 3, 3, 4))):
            yield one(Post.COMMUNITY_OFFICER, community)
    for street in world.of_kind(Kind.STREET):
        for _ in range(rng.choice((3, 4, 5))):
            yield one(Post.STREET_OFFICER, street)
    for _ in range(6):
        yield one(Post.DISTRICT_OFFICER, world.district)
    for post in (Post.AUDITOR, Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN):
        yield one(post, world.district)


def build(world: World) -> None:
    """Households and appointments."""
    _households(world)
    fields = ("id", "person_id", "post", "area_id", "valid_from", "valid_to", "basis")
    consents: list[ConsentRow] = []
    world.writer.write(Appointment, fields, _leads(world, consents))
    world.writer.write(Appointment, fields, _officers(world))
    consent_fields = ("person_id", "purpose", "text_version", "way", "valid_from", "valid_to")
    world.writer.write(Consent, consent_fields, consents)


def finish(world: World) -> None:
    """Write every person the builders asked for."""

    def rows() -> Iterator[tuple[Any, ...]]:
        for person in world.persons:
            sealed = seal(person.phone, "person.phone") if person.phone else None
            found = find_hash(person.phone, "person.phone") if person.phone else ""
            yield (person.id, person.name, person.area_id, sealed, found, person.sex)

    fields = ("id", "name", "area_id", "phone_sealed", "phone_hash", "sex")
    world.writer.write(Person, fields, rows(), keyed=("phone_sealed", "phone_hash"))
