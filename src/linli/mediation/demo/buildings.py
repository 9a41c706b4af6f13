"""The demo's illegal buildings: a stock cleared by the end of 2022, new ones stopped at once; ledgers since 2022."""

import random
from datetime import date, timedelta
from decimal import Decimal

from linli.common.world import Place, World
from linli.mediation.models import BuildingKind, Disposal, IllegalBuilding, IllegalBuildingLedger

STOCK = 168
CLEARED_BY = date(2022, 11, 30)
PER_YEAR = ((2020, 37), (2021, 41), (2022, 46), (2023, 33), (2024, 22))
LEDGER_YEARS = (2022, 2023, 2024)
LAST_SPOILED = date(2021, 12, 31)
"""Compensation and petitions happened until then only."""
PLACES = (
    "楼顶阳光棚",
    "一楼围院",
    "楼道隔间",
    "露台封闭",
    "架空层隔房",
    "外墙悬挑平台",
    "绿地上的棚屋",
    "车棚改房",
)
ACTIONS = ("当场制止并下达通知书", "责令停工", "张贴限期拆除通知", "约谈搭建人")
DISPOSALS = tuple(Disposal)
FIELDS = (
    "estate_id",
    "place",
    "kind",
    "area_m2",
    "standing_since",
    "owner_known",
    "found_on",
    "first_action_on",
    "first_action",
    "disposed_on",
    "disposal",
    "compensation_fen",
    "petition_on",
    "case_id",
    "state",
)
Row = tuple[object, ...]


def _acted(rng: random.Random, found: date) -> date:
    """Within three workdays whatever the calendar: at most two days on, from a Friday the Monday."""
    days = rng.choices((0, 1, 2), (55, 33, 12))[0]
    if found.weekday() == 4 and days:
        days = 3
    return found + timedelta(days=days)


def _place(rng: random.Random, world: World, estate: Place) -> str:
    buildings = world.children(estate.id, "building")
    where = rng.choice(buildings).name.removeprefix(estate.name) if buildings else ""
    return f"{where}{rng.choice(PLACES)}"


def _row(
    rng: random.Random,
    world: World,
    kind: BuildingKind,
    estate: Place,
    dates: tuple[date, date, date | None],
    *,
    since: int | None = None,
    compensation: int = 0,
    petition: date | None = None,
    case: int | None = None,
) -> Row:
    found, acted, disposed = dates
    size = Decimal(rng.randint(300, 4800)) / 100
    return (
        estate.id,
        _place(rng, world, estate),
        kind.value,
        size,
        since,
        rng.random() < 0.94,
        found,
        acted,
        rng.choice(ACTIONS),
        disposed,
        rng.choices(DISPOSALS, (55, 22, 15, 8))[0].value if disposed else "",
        compensation,
        petition,
        case,
        "disposed" if disposed else "stopped",
    )


def _stock(world: World, rng: random.Random) -> list[Row]:
    """What stood before the ledgers: a third went by the end of 2021, with some money and some petitions."""
    rows = []
    for estate in world.pick_places(rng, world.scaled(STOCK, 4), "estate"):
        found = world.day(rng, date(2019, 3, 1), date(2021, 6, 30))
        acted = found + timedelta(days=rng.randint(0, 20))
        early = rng.random() < 0.34
        low, high = (acted, LAST_SPOILED) if early else (date(2022, 1, 5), CLEARED_BY)
        disposed = world.day(rng, low, high)
        paid = rng.choice((3000, 5000, 12000)) * 100 if early and rng.random() < 0.2 else 0
        petition = None
        if rng.random() < 0.08:
            petition = min(LAST_SPOILED, found + timedelta(days=rng.randint(20, 180)))
        rows.append(
            _row(
                rng,
                world,
                BuildingKind.EXISTING,
                estate,
                (found, acted, disposed),
                since=rng.randint(2003, 2018),
                compensation=paid,
                petition=petition,
            )
        )
    return rows


def _suit(
    rng: random.Random, suits: dict[int, list[tuple[date, int]]], community: int, found: date
) -> int | None:
    """A case of the community about a building, registered within a month of the finding."""
    for registered, case in suits.get(community, ()):
        if 0 <= (registered - found).days <= 30 and rng.random() < 0.5:
            return case
    return None


def _new(world: World, rng: random.Random, suits: dict[int, list[tuple[date, int]]]) -> list[Row]:
    rows = []
    for year, count in PER_YEAR:
        last = min(date(year, 12, 20), world.today - timedelta(days=1))
        for estate in world.pick_places(rng, world.scaled(count), "estate"):
            found = world.day(rng, date(year, 1, 4), last)
            acted = _acted(rng, found) if year >= 2022 else found + timedelta(days=rng.randint(0, 9))
            acted = min(acted, world.today)
            gone = acted + timedelta(days=rng.randint(0, 45))
            disposed = gone if gone <= world.today else None
            petition = found + timedelta(days=14) if year < 2021 and rng.random() < 0.1 else None
            community = world.community_of(estate).id
            rows.append(
                _row(
                    rng,
                    world,
                    BuildingKind.NEW,
                    estate,
                    (found, acted, disposed),
                    since=year,
                    petition=petition,
                    case=_suit(rng, suits, community, found),
                )
            )
    return rows


def _ledgers(world: World, rng: random.Random) -> list[tuple[int, int, date, str]]:
    """One a year for the district, each street and each community: no ledger existed before 2022."""
    rows = []
    for year in LEDGER_YEARS:
        rows.append((world.district.id, year, date(year, 1, 5), "全区台账，按小区逐处登记"))
        for kind, first in (("street", date(year, 1, 6)), ("community", date(year, 1, 9))):
            for place in world.of_kind(kind):
                opened = world.day(rng, first, date(year, 1, 25))
                rows.append((place.id, year, opened, ""))
    return rows


def build(world: World, suits: dict[int, list[tuple[date, int]]]) -> None:
    """Buildings in the order they were found, and the ledgers."""
    rng = world.rng("mediation.buildings")
    rows = [*_stock(world, rng), *_new(world, rng, suits)]
    found_at = FIELDS.index("found_on")
    rows.sort(key=lambda row: str(row[found_at]))
    world.writer.write(IllegalBuilding, FIELDS, rows)
    ledgers = _ledgers(world, rng)
    world.writer.write(IllegalBuildingLedger, ("area_id", "year", "opened_on", "note"), ledgers)
