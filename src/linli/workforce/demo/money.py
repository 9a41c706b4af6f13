"""Pay of 2023 and of January to October 2024; running funds of both years. Amounts in fen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from linli.common.world import Place, World
from linli.workforce.demo.register import Member, Staff
from linli.workforce.models import (
    BudgetCategory,
    BudgetLine,
    BudgetSource,
    OperatingBudget,
    Payroll,
    WorkerPost,
)

AVERAGE_MONTH_FEN = 552_500
"""6.63 万元 a year."""
AVERAGE_MONTH_2023_FEN = 529_000
BASE_FEN = {
    WorkerPost.CHIEF: 330_000,
    WorkerPost.DEPUTY: 300_000,
    WorkerPost.FULL_TIME_MEMBER: 285_000,
    WorkerPost.ORDINARY: 270_000,
}
LEVEL_FEN = 19_000
RAISE_2024 = 1.06
INSURANCE = 0.245
LATE_STREET = -1
"""In the last street of the list October's pay is not out yet at the cut-off."""

AVERAGE_FUNDS_FEN = 39_000_000
AVERAGE_FUNDS_2023_FEN = 36_400_000
STEP_FEN = 10_000
PART_YEAR = 3
PURPOSES = (
    (BudgetSource.DISTRICT, BudgetCategory.OFFICE, 17),
    (BudgetSource.DISTRICT, BudgetCategory.UTILITIES, 9),
    (BudgetSource.DISTRICT, BudgetCategory.UPKEEP, 8),
    (BudgetSource.DISTRICT, BudgetCategory.RESIDENTS, 26),
    (BudgetSource.CITY, BudgetCategory.RESIDENTS, 14),
    (BudgetSource.DISTRICT, BudgetCategory.DIGITAL, 5),
    (BudgetSource.STREET, BudgetCategory.EVENTS, 10),
    (BudgetSource.PARTY_DUES, BudgetCategory.PARTY, 11),
)

PAY_FIELDS = (
    "worker_id",
    "community_id",
    "month",
    "base_fen",
    "level_fen",
    "performance_fen",
    "allowance_fen",
    "gross_fen",
    "insurance_fen",
    "paid_on",
)


@dataclass(slots=True)
class _Pay:
    """One month's pay of one worker, in fen; performance is what gives when the average is made to hold."""

    worker_id: int
    community_id: int
    month: date
    base: int
    level: int
    performance: int
    allowance: int
    paid_on: date | None

    @property
    def gross(self) -> int:
        return self.base + self.level + self.performance + self.allowance

    def row(self) -> tuple[int, int, date, int, int, int, int, int, int, date | None]:
        """In the order of ``PAY_FIELDS``."""
        return (
            self.worker_id,
            self.community_id,
            self.month,
            self.base,
            self.level,
            self.performance,
            self.allowance,
            self.gross,
            int(self.gross * INSURANCE),
            self.paid_on,
        )


def _months(year: int, last: int) -> list[date]:
    return [date(year, month, 1) for month in range(1, last + 1)]


def _allowance(member: Member, month: date) -> int:
    """The highest only; none adds to another."""
    return max((fen for since, fen in member.allowances if since <= month), default=0)


class _Payrolls:
    """One row per worker and month employed."""

    def __init__(self, world: World, staff: Staff) -> None:
        self.world = world
        self.staff = staff
        self.rng = world.rng("workforce pay")
        streets = world.of_kind("street")
        self.late = {place.id for place in world.children(streets[LATE_STREET].id, "community")}
        self.paydays: dict[tuple[int, date], date] = {}

    def _paid_on(self, member: Member, month: date) -> date | None:
        """Each street pays on one day late in the month, now and then early in the next."""
        if month == date(2024, 10, 1) and member.community_id in self.late:
            return None
        street = self.world.street_of(self.world.places[member.community_id])
        key = (street.id, month)
        if key not in self.paydays:
            day = month + timedelta(days=self.rng.randint(22, 27))
            if self.rng.random() < 0.08 and month < date(2024, 9, 1):
                day = month + timedelta(days=self.rng.randint(33, 40))
            if day.weekday() > 4:
                day -= timedelta(days=day.weekday() - 4)
            self.paydays[key] = day
        return self.paydays[key]

    def months(self, months: list[date], factor: float) -> list[_Pay]:
        """Before the average is made to hold."""
        rng = self.rng
        found: list[_Pay] = []
        for member in self.staff.members:
            level = member.level * LEVEL_FEN
            usual = rng.randrange(112_000, 162_000, 1_000)
            for month in months:
                end = month + timedelta(days=27)
                if not (member.hired_on <= month and (member.left_on is None or member.left_on > end)):
                    continue
                found.append(
                    _Pay(
                        member.id,
                        member.community_id,
                        month,
                        base=int(BASE_FEN[member.post] * factor) // 100 * 100,
                        level=int(level * factor) // 100 * 100,
                        performance=usual + rng.randrange(-12_000, 12_001, 500),
                        allowance=_allowance(member, month),
                        paid_on=self._paid_on(member, month),
                    )
                )
        return found


def _level_out(pays: list[_Pay], average: int) -> None:
    """Shift performance pay by the same few yuan everywhere, so that the paid rows average ``average``."""
    paid = [pay for pay in pays if pay.paid_on is not None]
    each, rest = divmod(average * len(paid) - sum(pay.gross for pay in paid), len(paid))
    for n, pay in enumerate(paid):
        pay.performance += each + (1 if n < rest else 0)


class _Budgets:
    """Running funds of one year by community."""

    def __init__(self, world: World, year: int, average: int, first: date, last: date) -> None:
        self.world, self.year, self.average = world, year, average
        self.rng = world.rng(f"workforce budgets {year}")
        self.days = (first, last)
        self.heads: list[tuple[int, int, int, bool, date, str]] = []
        self.lines: list[tuple[int, str, str, int]] = []

    def _add(self, place: Place, total: int, full_year: bool, adopted_on: date, note: str) -> None:
        key = self.world.writer.next_id(OperatingBudget)
        self.heads.append((key, place.id, self.year, full_year, adopted_on, note))
        shares = World.spread(total // STEP_FEN, [weight for _, _, weight in PURPOSES], self.rng)
        for (source, category, _), share in zip(PURPOSES, shares, strict=True):
            if share:
                self.lines.append((key, source.value, category.value, share * STEP_FEN))

    def fill(self, part_year: int) -> None:
        """``part_year`` communities were set up anew during the year and do not enter the average."""
        world, rng = self.world, self.rng
        places = world.of_kind("community")
        late = {place.id for place in rng.sample(places, part_year)}
        whole = [place for place in places if place.id not in late]
        weights = [1 + 0.5 * min(2.5, world.size_of(place) / 1_600) for place in whole]
        totals = World.spread(self.average * len(whole) // STEP_FEN, weights, rng)
        for place, total in zip(whole, totals, strict=True):
            self._add(place, total * STEP_FEN, True, world.day(rng, *self.days), "")
        for place in places:
            if place.id in late:
                adopted = world.day(rng, date(self.year, 5, 6), date(self.year, 8, 30))
                months = 12 - adopted.month
                total = self.average * months // 12 // STEP_FEN * STEP_FEN
                note = f"区划调整后重新核定，只含 {months} 个月"
                self._add(place, total, False, adopted, note)


def _budgets(world: World) -> Iterator[_Budgets]:
    yield _Budgets(world, 2023, AVERAGE_FUNDS_2023_FEN, date(2023, 1, 9), date(2023, 2, 28))
    yield _Budgets(world, 2024, AVERAGE_FUNDS_FEN, date(2024, 1, 8), date(2024, 2, 29))


def build(world: World, staff: Staff) -> None:
    """Two years of pay and of running funds."""
    payrolls = _Payrolls(world, staff)
    for months, factor, average in (
        (_months(2023, 12), 1.0, AVERAGE_MONTH_2023_FEN),
        (_months(2024, 10), RAISE_2024, AVERAGE_MONTH_FEN),
    ):
        pays = payrolls.months(months, factor)
        _level_out(pays, average)
        world.writer.write(Payroll, PAY_FIELDS, (pay.row() for pay in pays))
    for budgets in _budgets(world):
        budgets.fill(world.scaled(PART_YEAR) if budgets.year == 2024 else 0)
        fields = ("id", "community_id", "year", "full_year", "adopted_on", "note")
        world.writer.write(OperatingBudget, fields, budgets.heads)
        world.writer.write(BudgetLine, ("budget_id", "source", "category", "amount_fen"), budgets.lines)
