"""The made-up world the demo's builders share: places, organisations, persons, dates, chance with a seed.

Plain records with ids, no models: each room turns its own part into rows. Chance is drawn per name, so one
builder's appetite never changes another's rows; two runs give the same district.
"""

import math
import random
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

from linli.common.bulk import BulkWriter

TODAY = date(2024, 10, 30)
YEAR_START = date(2024, 1, 1)
SMALL = 50
"""``--size small`` is one fiftieth."""

OFFICE_WEEK = (10, 10, 10, 10, 9, 2, 1)
WEEKEND_WEEK = (4, 4, 4, 4, 6, 14, 12)
EVEN_WEEK = (1, 1, 1, 1, 1, 1, 1)

SURNAMES = (
    "李王张刘陈杨周黄吴徐胡朱林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛"
    "叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹易黎常武乔贺赖龚文"
)
SURNAME_LADDER = tuple(accumulate(max(2, 60 - n) for n in range(len(SURNAMES))))
GIVEN_FIRST = (
    "志建国文明德永春秋桂兰秀玉丽红艳小晓海江云雪梅立新宏伟光荣少华俊杰家美佳思雨子欣浩宇泽一诗梦冬青松柏金水"
)
GIVEN_SECOND = (
    "军平华英芳兰珍珠林森辉强勇斌涛波飞龙凤霞娟敏静洁玲琴莉萍燕红"
    "生明良才贵福寿全根发祥安宁清源山川轩涵怡彤然晨"
)


@lru_cache(maxsize=500)
def _ladder(
    first: date, last: date, week: tuple[float, ...], months: tuple[float, ...] | None
) -> tuple[list[date], list[float]]:
    """Every day of a span with the weight of all days up to it: what a random number is looked up in."""
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    weights = [week[d.weekday()] * (months[d.month - 1] if months else 1) for d in span]
    return span, list(accumulate(weights))


@dataclass(frozen=True, slots=True)
class Place:
    """An area. ``kind`` as in ``orgs.kinds``."""

    id: int
    kind: str
    code: str
    name: str
    path: str
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation. ``kind`` as in ``orgs.OrganisationKind``."""

    id: int
    kind: str
    area_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Worker:
    """A community worker, for classes and congresses. ``worker_id``: key of the workforce's own record."""

    worker_id: int
    person_id: int
    community_id: int
    post: str


@dataclass(frozen=True, slots=True)
class Held:
    """One appointment."""

    id: int
    person_id: int
    post: str
    area_id: int
    start: date
    end: date | None


@dataclass(slots=True)
class NewPerson:
    """A person waiting to be written by the people room."""

    id: int
    name: str
    area_id: int
    phone: str
    sex: str = ""


@dataclass
class World:
    """What the builders share. Filled from the ground up: territory, people, then the nine systems."""

    writer: BulkWriter
    size: str = "full"
    today: date = TODAY
    units: list[tuple[str, str]] = field(default_factory=list)
    """Code and name of each street, town and office of the district."""
    tell: Callable[[str], None] = lambda _: None
    next_person_id: Callable[[], int] = lambda: 0
    places: dict[int, Place] = field(default_factory=dict)
    households: dict[int, int] = field(default_factory=dict)
    """Households below a place, by its id."""
    organisations: list[Org] = field(default_factory=list)
    campaigns: dict[str, int] = field(default_factory=dict)
    themes: dict[str, int] = field(default_factory=dict)
    persons: list[NewPerson] = field(default_factory=list)
    appointments: list[Held] = field(default_factory=list)
    workers: list[Worker] = field(default_factory=list)
    _by_kind: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    _children: dict[tuple[int, str], list[Place]] = field(default_factory=lambda: defaultdict(list))
    _names: random.Random = field(default_factory=lambda: random.Random("names"))  # noqa: S311  # a demo

    # --- chance ------------------------------------------------------------------------------------------
    def rng(self, name: str) -> random.Random:
        """Chance of its own, the same in every run."""
        return random.Random(f"linli:{name}")  # noqa: S311  # a demo

    def scaled(self, total: int, least: int = 1) -> int:
        """``total`` at full size; a fiftieth, rounded up, at small size."""
        return total if self.size == "full" else max(least, math.ceil(total / SMALL))

    @staticmethod
    def spread(total: int, weights: Sequence[float], rng: random.Random | None = None) -> list[int]:
        """Whole shares of ``total`` in proportion to ``weights`` (largest remainder); ``rng`` roughens them."""
        if rng is not None:
            weights = [weight * rng.uniform(0.75, 1.25) for weight in weights]
        whole = sum(weights)
        exact = [total * weight / whole for weight in weights]
        shares = [int(share) for share in exact]
        by_rest = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], i))
        for i in by_rest[: total - sum(shares)]:
            shares[i] += 1
        return shares

    def days(
        self,
        rng: random.Random,
        count: int,
        first: date,
        last: date,
        week: Sequence[float] = OFFICE_WEEK,
        months: Sequence[float] | None = None,
    ) -> list[date]:
        """``count`` days between ``first`` and ``last`` (both may occur), weighted by weekday and by month 1–12."""
        span, ladder = _ladder(first, last, tuple(week), tuple(months) if months else None)
        top = ladder[-1]
        return [span[bisect_left(ladder, rng.random() * top)] for _ in range(count)]

    def day(
        self,
        rng: random.Random,
        first: date,
        last: date,
        week: Sequence[float] = OFFICE_WEEK,
        months: Sequence[float] | None = None,
    ) -> date:
        """One such day."""
        return self.days(rng, 1, first, last, week, months)[0]

    # --- places ------------------------------------------------------------------------------------------
    def add_place(self, place: Place) -> Place:
        """Remember an area."""
        self.places[place.id] = place
        self._by_kind[place.kind].append(place)
        if place.parent_id is not None:
            self._children[place.parent_id, place.kind].append(place)
        return place

    @property
    def district(self) -> Place:
        """The one district."""
        return self._by_kind["district"][0]

    def of_kind(self, kind: str) -> list[Place]:
        """All areas of a kind, in order of code."""
        return self._by_kind[kind]

    def children(self, place_id: int, kind: str) -> list[Place]:
        """Direct children of one kind, in order of code."""
        return self._children[place_id, kind]

    def below(self, place_id: int, *kinds: str) -> list[Place]:
        """Descendants along a chain of kinds: ``below(community, "section", "group")``."""
        found = [self.places[place_id]]
        for kind in kinds:
            found = [child for place in found for child in self.children(place.id, kind)]
        return found

    def above(self, place: Place, kind: str) -> Place:
        """The area of ``kind`` the place lies in (itself, if it is one). ValueError when there is none."""
        found: Place | None = place
        while found is not None and found.kind != kind:
            found = self.places[found.parent_id] if found.parent_id is not None else None
        if found is None:
            raise ValueError(f"{place.name} lies in no {kind}")
        return found

    def street_of(self, place: Place) -> Place:
        """The street a place lies in."""
        return self.above(place, "street")

    def community_of(self, place: Place) -> Place:
        """The community a place lies in."""
        return self.above(place, "community")

    def size_of(self, place: Place) -> int:
        """Households below the place: what flows follow. At least 1."""
        return max(1, self.households.get(place.id, 0))

    def named(self, name: str, kind: str = "community") -> Place:
        """The area of that name. ValueError when there is none."""
        for place in self.of_kind(kind):
            if place.name == name:
                return place
        raise ValueError(f"no {kind} named {name}")

    def pick_places(self, rng: random.Random, count: int, kind: str = "community") -> list[Place]:
        """``count`` areas, bigger ones more often."""
        places = self.of_kind(kind)
        return rng.choices(places, weights=[self.size_of(p) for p in places], k=count)

    # --- people ------------------------------------------------------------------------------------------
    def name(self) -> str:
        """An invented name."""
        surname = self._names.choices(SURNAMES, cum_weights=SURNAME_LADDER)[0]
        given = self._names.choice(GIVEN_SECOND)
        if self._names.random() < 0.8:
            given = self._names.choice(GIVEN_FIRST) + given
        return surname + given

    def phone(self, number: int) -> str:
        """An invented number, all from one unused-looking row."""
        return f"1900{number:07d}"

    def person(self, area_id: int, *, name: str | None = None, phone: bool = False, sex: str = "") -> int:
        """A new person kept in an area; their id. ``sex``: where a law-named paper asks."""
        key = self.next_person_id()
        known = self.phone(key) if phone else ""
        self.persons.append(NewPerson(key, name or self.name(), area_id, known, sex))
        return key

    def orgs_of(self, kinds: Iterable[str]) -> list[Org]:
        """Organisations of some kinds."""
        wanted = set(kinds)
        return [org for org in self.organisations if org.kind in wanted]
