"""The demo's stations: 96 that reach 六有, some that do not yet, some under repair, closed or being built."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from linli.common.world import Place, World
from linli.stations.models import (
    Honour,
    Host,
    StandardKind,
    Station,
    StationCheck,
    StationHonour,
    StationPause,
    StationStandard,
)
from linli.stations.models.check import ITEMS, LENGTH

SIX_ITEMS = ["统一制作标牌", "固定场所", "完善设施", "规范制度", "地图查询功能", "创新特色服务"]
TEN_ITEMS = [
    "一块标识",
    "一处场所",
    "一套桌椅",
    "一台饮水机",
    "一台微波炉",
    "一台冷暖设备",
    "一台冰箱",
    "一个药箱",
    "一处充电",
    "一册制度与书报",
]
STANDARDS = (
    (StandardKind.SIX_HAVE, SIX_ITEMS, date(2021, 6, 1)),
    (StandardKind.TEN_ONE, TEN_ITEMS, date(2023, 3, 1)),
)
SIX_HAVE, LACKING, REPAIRING, CLOSED, PLANNED = 96, 17, 3, 5, 4
NEW_BUILT, NEW_LACKING = 6, 2
NATIONAL, PROVINCIAL, MUNICIPAL = 1, 2, 9
HOSTS = (Host.COMMUNITY, Host.PARTY_CENTRE, Host.ENTERPRISE, Host.BANK, Host.OUTLET, Host.TOILET)
HOST_WEIGHTS = (34, 26, 14, 10, 10, 6)
HOST_NAMES: dict[Host, str] = {
    Host.COMMUNITY: "社区暖心驿站",
    Host.PARTY_CENTRE: "党群服务中心暖心驿站",
    Host.ENTERPRISE: "骑手暖心驿站",
    Host.BANK: "网点暖心驿站",
    Host.OUTLET: "便民服务暖心驿站",
    Host.TOILET: "环卫暖心驿站",
}
HOURS = ("8:00–20:00", "8:30–18:00", "7:00–21:00", "9:00–19:00")
STATION_FIELDS = (
    "id",
    "code",
    "name",
    "community_id",
    "address",
    "host",
    "is_new_build",
    "open_hours",
    "is_24h",
    "manager_id",
    "map_names",
    "opened_on",
    "closed_on",
    "closing_reason",
    "state",
)
CHECK_FIELDS = ("station_id", "standard_id", "kind", "checked_on", "superseded_on", "note", *ITEMS)
HONOUR_FIELDS = ("station_id", "kind", "awarded_on", "awarded_by", "basis", "revoked_on")


class _Stations:
    """Gathers the rows of stations, checks, pauses and honours."""

    def __init__(self, world: World, rng: random.Random, standards: dict[StandardKind, int]) -> None:
        self.world, self.rng, self.standards = world, rng, standards
        self.rows: list[tuple[object, ...]] = []
        self.checks: list[tuple[object, ...]] = []
        self.pauses: list[tuple[object, ...]] = []
        self.honours: list[tuple[object, ...]] = []
        self._numbers: dict[int, int] = {}
        self._places = self._round(world.of_kind("community"))

    def _round(self, communities: list[Place]) -> Iterator[Place]:
        """Every community once before any gets a second: double coverage comes later."""
        while True:
            yield from self.rng.sample(communities, len(communities))

    def add(
        self,
        state: str,
        opened: date | None,
        *,
        is_new: bool = False,
        closed: tuple[date, str] | None = None,
    ) -> int:
        """One station in the next community."""
        rng, place = self.rng, next(self._places)
        number = self._numbers[place.id] = self._numbers.get(place.id, 0) + 1
        host = rng.choices(HOSTS, HOST_WEIGHTS)[0]
        short = place.name.removesuffix("社区")
        name = f"{short}{HOST_NAMES[host]}" + ("" if number == 1 else f"（{number}号）")
        estates = self.world.children(place.id, "estate")
        beside = rng.choice(estates).name if estates else place.name
        key = self.world.writer.next_id(Station)
        always = rng.random() < 0.12
        self.rows.append(
            (
                key,
                f"YZ{place.code}{number:02d}",
                name,
                place.id,
                f"{place.name}{beside}旁",
                host.value,
                is_new,
                "全天" if always else rng.choice(HOURS),
                always,
                self.world.person(place.id) if opened else None,
                "高德、百度" if opened and rng.random() < 0.8 else "",
                opened,
                closed[0] if closed else None,
                closed[1] if closed else "",
                state,
            )
        )
        return key

    def check(
        self, station: int, kind: StandardKind, day: date, missing: int, until: date | None = None
    ) -> None:
        """One result that lacks ``missing`` lines."""
        length = LENGTH[kind]
        lacking = set(self.rng.sample(range(length), missing))
        answers = [n not in lacking if n < length else None for n in range(len(ITEMS))]
        note = "" if not missing else "限期补齐后再核验"
        self.checks.append((station, self.standards[kind], kind.value, day, until, note, *answers))

    def checked(self, station: int, opened: date, missing: int, last: date | None = None) -> None:
        """Checked soon after opening, some with a poorer first result; the second result holds today."""
        rng = self.rng
        first = max(opened + timedelta(days=rng.randint(10, 60)), date(2021, 7, 1))
        if rng.random() < 0.7 and (self.world.today - first).days > 120:
            second = self.world.day(rng, first + timedelta(days=60), last or date(2024, 9, 30))
            self.check(station, StandardKind.SIX_HAVE, first, rng.choice((0, 1, 1, 2, 3)), second)
            first = second
        self.check(station, StandardKind.SIX_HAVE, first, missing)


def _standards(world: World) -> dict[StandardKind, int]:
    rows, ids = [], {}
    for kind, items, since in STANDARDS:
        ids[kind] = world.writer.next_id(StationStandard)
        rows.append((ids[kind], world.district.id, kind.value, items, "区总工会驿站建设标准", since))
    fields = ("id", "area_id", "kind", "items", "basis", "valid_from")
    world.writer.write(StationStandard, fields, rows)
    return ids


def _opened(world: World, rng: random.Random, last: date = date(2024, 5, 31)) -> date:
    return world.day(rng, date(2020, 5, 6), last)


def _new_builds(made: _Stations) -> list[int]:
    """Built new since 2023; those of the first number pass ten of ten, and are among the 六有."""
    world, rng, good = made.world, made.rng, []
    for passes, count in ((True, NEW_BUILT), (False, NEW_LACKING)):
        for _ in range(world.scaled(count)):
            opened = world.day(rng, date(2023, 6, 1), date(2024, 6, 28))
            station = made.add("open", opened, is_new=True)
            made.check(station, StandardKind.SIX_HAVE, opened + timedelta(days=20), 0 if passes else 1)
            made.check(station, StandardKind.TEN_ONE, opened + timedelta(days=20), 0 if passes else 1)
            if passes:
                good.append(station)
    return good


def _honours(made: _Stations, good: list[int]) -> None:
    """Given to stations that reach 六有; one title of an earlier year was taken back."""
    world, rng = made.world, made.rng
    kinds = (
        (Honour.NATIONAL_FINEST, NATIONAL, "中华全国总工会", date(2023, 11, 20)),
        (Honour.PROVINCIAL_HUNDRED, PROVINCIAL, "湖南省总工会", date(2023, 5, 10)),
        (Honour.MUNICIPAL, MUNICIPAL, "岳阳市总工会", date(2022, 4, 28)),
    )
    opened = {row[0]: row[11] for row in made.rows}
    for kind, count, by, day in kinds:
        able = [s for s in good if isinstance(at := opened[s], date) and at < day] or good
        chosen = rng.sample(able, min(len(able), world.scaled(count)))
        for n, station in enumerate(chosen):
            at = opened[station]
            awarded = max(day, at + timedelta(days=90)) if isinstance(at, date) else day
            revoked = (
                date(2024, 3, 1)
                if kind is Honour.MUNICIPAL and n == 0 and awarded < date(2024, 3, 1)
                else None
            )
            made.honours.append((station, kind.value, min(awarded, world.today), by, f"{by}通报", revoked))


def build(world: World) -> None:
    """The stations with their standards, checks, pauses and honours."""
    rng = world.rng("stations.places")
    made = _Stations(world, rng, _standards(world))
    good = _new_builds(made)
    for _ in range(world.scaled(SIX_HAVE) - len(good)):
        opened = _opened(world, rng)
        station = made.add("open", opened)
        made.checked(station, opened, 0)
        good.append(station)
        if rng.random() < 0.08:
            start = world.day(rng, opened + timedelta(days=30), date(2024, 8, 30))
            made.pauses.append((station, "更换设备", start, start + timedelta(days=rng.randint(4, 25))))
    for _ in range(world.scaled(LACKING)):
        opened = _opened(world, rng, date(2024, 9, 20))
        station = made.add("open", opened)
        if opened < date(2024, 8, 1):
            made.checked(station, opened, rng.choice((1, 1, 2)), date(2024, 10, 20))
    for _ in range(world.scaled(REPAIRING)):
        opened = _opened(world, rng, date(2023, 5, 31))
        station = made.add("repair", opened)
        made.checked(station, opened, 0, date(2024, 8, 30))
        made.pauses.append((station, "屋面漏水整修", world.day(rng, date(2024, 9, 9), world.today), None))
    for _ in range(world.scaled(CLOSED)):
        opened = _opened(world, rng, date(2022, 5, 31))
        closed = world.day(rng, date(2022, 12, 1), world.today)
        station = made.add("closed", opened, closed=(closed, "场地到期，就近并入社区驿站"))
        made.checked(station, opened, 0, date(2022, 11, 30))
    for _ in range(world.scaled(PLANNED)):
        made.add(rng.choice(("siting", "building")), None)
    _honours(made, good)
    world.writer.write(Station, STATION_FIELDS, made.rows)
    world.writer.write(StationCheck, CHECK_FIELDS, made.checks)
    world.writer.write(StationPause, ("station_id", "reason", "valid_from", "valid_to"), made.pauses)
    world.writer.write(StationHonour, HONOUR_FIELDS, made.honours)
