"""Everything the board shows of requests, counted in five grouped queries over the rows behind its numbers."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from linli.grid.requests.boards.durations import HOURS, median
from linli.grid.requests.boards.rows import BY_ASKING, NO_VERDICT, WHATS, judged, rows_of
from linli.grid.requests.figures import INDICATORS, LATE, TOLD
from linli.grid.requests.models import Heard, RequestKind, Verdict
from linli.grid.requests.selectors import is_late
from linli.grid.requests.states import CLOSED, MERGED
from linli.indicators.compute import months_of
from linli.indicators.definition import Indicator, Measure, Quotient
from linli.indicators.period import Period
from linli.orgs.kinds import Kind, depth
from linli.orgs.models import Area
from linli.orgs.selectors import Stood, trunk_stood

STANDS = ("open", "late", "stuck")
"""What is counted on the last day; each is a figure too, ``grid.requests_open`` and so on."""
COLUMNS = ("told", *STANDS)
MOST_MONTHS = 12
"""So many months are shown, the last ones; what was told before is counted as one stretch."""
WHY = "names of kinds and counts of areas"
Numbers = tuple[int, ...]
NONE: Numbers = (0,) * len(COLUMNS)


@dataclass(frozen=True)
class Place:
    """An area of the trunk that stood below the board's area at some time of the period, or still ``stands``."""

    area_id: int
    kind: str
    code: str
    name: str
    stands: bool


@dataclass(frozen=True)
class Census:
    """What was counted, as it is kept: plain numbers. Families of kinds by id, None: no kind given yet."""

    figures: Mapping[str, Numbers] = field(default_factory=dict)
    kinds: Mapping[int | None, Numbers] = field(default_factory=dict)
    verdicts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    middles: Mapping[int | None, int | None] = field(default_factory=dict)
    middle: int | None = None
    months: Mapping[tuple[int, int], int] = field(default_factory=dict)
    paths: Mapping[str, Numbers] = field(default_factory=dict)
    places: Sequence[Place] = ()

    def by(self, kind: Kind) -> list[tuple[Place | None, Numbers]]:
        """The columns by areas of one kind of the trunk, in order of code, 本级 (None) last."""
        found: dict[int | None, Numbers] = {}
        for path, numbers in self.paths.items():
            steps = path.strip("/").split("/")
            child = int(steps[depth(kind) - 1]) if len(steps) >= depth(kind) else None
            found[child] = _sum(found.get(child, NONE), numbers)
        shown = [each for each in self.places if each.kind == kind and (each.stands or each.area_id in found)]
        return [(each, found.get(each.area_id, NONE)) for each in shown] + [(None, found.get(None, NONE))]


def _sum(first: Numbers, second: Numbers) -> Numbers:
    return tuple(a + b for a, b in zip(first, second, strict=True))


def is_counted(indicator: Indicator) -> bool:
    """Whether the census counts it: all its rows are requests."""
    stands = {f"grid.requests_{what}" for what in STANDS}
    return indicator.code in stands or all(each.source == TOLD for each in _measures(indicator))


def _measures(indicator: Indicator) -> tuple[Measure, ...]:
    formula = indicator.formula
    if isinstance(formula, Quotient):
        return (formula.numerator, formula.denominator)
    assert isinstance(formula, Measure)  # figures of requests are numbers of rows and shares of them
    return (formula,)


def count(area: Area, period: Period) -> Census:
    """Of the rows of ``boards.rows``. The caller has admitted the actor to the area."""
    stood = trunk_stood(area, period.start, period.end)
    kinds = RequestKind.objects.unscoped(WHY).values_list("pk", "parent_id")
    asked = _Questions(area, period, stood, {pk: parent or pk for pk, parent in kinds})
    became, closed = asked.became()
    open_kinds, open_paths = asked.open()
    told_kinds, hours = asked.hours()
    months, told_paths = asked.by_month()
    stands = [sum(column) for column in zip(*open_paths.values(), strict=True)] or NONE[1:]
    last = {each.area_id: each for each in stood}
    return Census(
        figures=became | {f"grid.requests_{what}": (n,) for what, n in zip(STANDS, stands, strict=True)},
        kinds=_beside(told_kinds, open_kinds),
        verdicts=closed | asked.verdicts(),
        middles={family: median(counts) for family, counts in hours.items()},
        middle=median(sum(hours.values(), Counter())),
        months=months,
        paths=_beside(told_paths, open_paths),
        places=[
            Place(each.area_id, each.kind, each.code, each.name, each.on(period.cutoff))
            for each in last.values()
        ],
    )


def _beside(told: Mapping[Any, int], stands: Mapping[Any, Numbers]) -> dict[Any, Numbers]:
    """All columns by the same key."""
    return {key: (told.get(key, 0), *stands.get(key, NONE[1:])) for key in {**told, **stands}}


@dataclass(frozen=True)
class _Questions:
    """What is asked of the database. ``families``: kind → the family it belongs to.

    SQLite sorts all rows for every grouping that is no index: two hundred thousand are sorted once, by kind and hours.
    Whatever else is asked of what was told is counted in passing.
    """

    area: Area
    period: Period
    stood: Sequence[Stood]
    families: Mapping[int, int]

    def _rows(self, what: str, period: Period | None = None) -> QuerySet[Any]:
        return rows_of(what, self.area, period or self.period, stood=self.stood)

    def became(self) -> tuple[dict[str, Numbers], dict[tuple[str, str], int]]:
        """What became of all that was told: the figures, by code, and the verdicts on what is closed."""
        figures = {i.code: _measures(i) for i in INDICATORS if all(m.source == TOLD for m in _measures(i))}
        numbered = {measure: f"m{n}" for n, measure in enumerate(dict.fromkeys(sum(figures.values(), ()), 0))}
        verdicts = {verdict: f"v{n}" for n, verdict in enumerate((*Verdict.values, "", BY_ASKING))}
        columns = {name: Count("pk", filter=each.condition(self.period)) for each, name in numbered.items()}
        columns |= {
            name: Count("pk", filter=Q(state=CLOSED) & judged(each or NO_VERDICT))
            for each, name in verdicts.items()
        }
        found = self._rows("told").aggregate(**columns)
        return (
            {code: tuple(found[numbered[each]] for each in measures) for code, measures in figures.items()},
            {(CLOSED, verdict): found[name] for verdict, name in verdicts.items()},
        )

    def verdicts(self) -> dict[tuple[str, str], int]:
        """State and verdict of what is not closed, one in thirty; of those merged, whoever said anything."""
        rows = self._rows("told").exclude(state=CLOSED).exclude(state=MERGED, verdict="")
        found: Counter[tuple[str, str]] = Counter()
        for state, verdict, heard, n in rows.values_list("state", "verdict", "verdict_from").annotate(
            n=Count("*")
        ):
            found[state, verdict if heard in ("", Heard.OWN) else BY_ASKING] += n
        return dict(found)

    def open(self) -> tuple[dict[int | None, Numbers], dict[str, Numbers]]:
        """What is open, late, stuck on the last day: by family and by place."""
        late = is_late(self.period.cutoff)
        columns = {
            what: Count("pk", filter=WHATS[what].where & late if WHATS[what].source == LATE else WHATS[what].where)
            for what in STANDS
        }  # fmt: skip
        paths = {each.area_id: each.path for each in self.stood if each.on(self.period.cutoff)}
        kinds: dict[int | None, Numbers] = {}
        places: dict[str, Numbers] = {}
        rows = self._rows("open").values("kind_id", "area_id").annotate(**columns)
        for kind, area, *numbers in rows.values_list("kind_id", "area_id", *columns):
            family = self.families.get(kind)
            kinds[family] = _sum(kinds.get(family, NONE[1:]), tuple(numbers))
            places[paths[area]] = _sum(places.get(paths[area], NONE[1:]), tuple(numbers))
        return kinds, places

    def hours(self) -> tuple[Counter[int | None], dict[int | None, Counter[int]]]:
        """Family of kinds → what was told, and the hours until it was answered."""
        until = Case(When(WHATS["answered"].where, then=HOURS), default=None, output_field=IntegerField())
        told: Counter[int | None] = Counter()
        found: dict[int | None, Counter[int]] = defaultdict(Counter)
        for kind, hours, n in self._rows("told").values_list("kind_id", until).annotate(n=Count("*")):
            family = self.families.get(kind)
            told[family] += n
            if hours is not None:
                found[family][hours] += n
        return told, found

    def by_month(self) -> tuple[dict[tuple[int, int], int], Counter[str]]:
        """What was told: by month, the last ones, and by where the area stood on the day."""
        stretches = list(self._stretches())
        counted = [
            self._rows("told", stretch)
            .annotate(stretch=Value(number, output_field=IntegerField()))
            .values_list("stretch", "area_id")
            .annotate(n=Count("*"))
            for number, stretch in enumerate(stretches)
        ]
        paths = [{s.area_id: s.path for s in self.stood if s.on(stretch.start)} for stretch in stretches]
        months: Counter[tuple[int, int]] = Counter()
        places: Counter[str] = Counter()
        for number, area, n in counted[0].union(*counted[1:], all=True) if counted[1:] else counted[0]:
            day = stretches[number].start
            months[day.year, day.month] += n
            places[paths[number][area]] += n
        return dict(months), places

    def _stretches(self) -> Iterator[Period]:
        """The months shown, and whatever lies before them; cut where an area moved, so that within one nothing did."""
        start, end = self.period.start, self.period.end
        cuts = {start} | {date(year, month, 1) for year, month in list(months_of(self.period))[-MOST_MONTHS:]}
        cuts |= {day for each in self.stood for day in (each.since, each.until) if day is not None}
        firsts = sorted(day for day in cuts if start <= day <= end)
        for first, following in zip(firsts, [*firsts[1:], end + timedelta(days=1)], strict=True):
            yield Period(first, following - timedelta(days=1))
