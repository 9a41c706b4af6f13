"""The period a figure speaks of: from a first to a last day, both included."""

from dataclasses import dataclass
from datetime import date, timedelta

from linli.common.clock import business_date


@dataclass(frozen=True, order=True)
class Period:
    """Flows happened within it; stocks stood on its last day."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period ends on or after its first day: {self.start} – {self.end}")

    @property
    def cutoff(self) -> date:
        """The day on which stocks, rates of budgets and rules are asked."""
        return self.end

    @property
    def year(self) -> int:
        """The year of the cut-off."""
        return self.end.year

    @classmethod
    def to_date(cls, day: date | None = None) -> "Period":
        """1 January to ``day`` (default: the business date)."""
        end = day or business_date()
        return cls(date(end.year, 1, 1), end)

    def a_year_before(self) -> "Period":
        """The same days of the year before (29 February becomes 28)."""
        return Period(_year_before(self.start), _year_before(self.end))

    def __str__(self) -> str:
        same = self.start.year == self.end.year
        last = f"{self.end.month}月{self.end.day}日" if same else _chinese(self.end)
        return f"{_chinese(self.start)} 至 {last}"


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return (day - timedelta(days=1)).replace(year=day.year - 1)
