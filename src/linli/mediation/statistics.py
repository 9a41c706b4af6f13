"""The statistics of the 司法部 report: source, kind, amount, outcome, performance, by area and period.

Every number starts from the same rows as the list behind it (``rows_of``). All of a page is three grouped queries:
what was accepted, what was closed, and both by area.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Sum, Value, When
from django.urls import reverse

from linli.access.policies import VIEW_RECORDS
from linli.common.clock import business_date
from linli.common.money import half_up, yuan
from linli.indicators.definition import Measure, Source
from linli.indicators.filters import Asked, kind_label, kinds_below
from linli.indicators.grouped import OWN_LEVEL, Plan, counted, rows_in
from linli.indicators.period import Period
from linli.mediation.indicators import AGREED_CASES, CLOSED_CASES, MEDIATED_CASES
from linli.mediation.models import (
    MEDIATED,
    Agreement,
    CaseSource,
    Clause,
    DisputeCase,
    DisputeKind,
    Intensity,
    Outcome,
)
from linli.mediation.policies import SEE_MEDIATION
from linli.mediation.selectors import WHY, themes
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import areas_on, paths_of

ACCEPTED = Source(
    key="mediation.accepted",
    label="受理的案件",
    rows=lambda period: DisputeCase.objects.unscoped(WHY).filter(
        accepted_on__range=(period.start, period.end)
    ),
    area="community",
    day="accepted_on",
)
CLOSED = Source(
    key="mediation.closed",
    label="结案的案件",
    rows=lambda period: DisputeCase.objects.unscoped(WHY).filter(closed_on__range=(period.start, period.end)),
    area="community",
    day="closed_on",
)
YUAN = 100
WITH_CASES = (Kind.STREET, Kind.COMMUNITY)
BANDS: dict[str, tuple[str, Q]] = {
    "none": ("没有金额", Q(amount_fen__isnull=True) | Q(amount_fen=0)),
    "under_5k": ("5 千元以下", Q(amount_fen__gt=0, amount_fen__lt=5_000 * YUAN)),
    "under_50k": ("5 千到 5 万元", Q(amount_fen__gte=5_000 * YUAN, amount_fen__lt=50_000 * YUAN)),
    "over_50k": ("5 万元以上", Q(amount_fen__gte=50_000 * YUAN)),
}
PERFORMANCE = {
    "performed": "都履行了",
    "waiting": "还没到期",
    "overdue": "过期没有履行",
    "unwritten": "没有登记条款",
}
"""Where the agreement of an agreed case stands today; every agreed case stands in one of them."""
NO_THEME = "none"
WHATS: dict[str, tuple[str, Source, Q]] = {
    "accepted": ("受理的", ACCEPTED, Q()),
    "closed": ("结案的", CLOSED, Q()),
    "mediated": ("调解的（达成、未达成、终止）", CLOSED_CASES, Q()),
    "agreed": ("达成协议的", CLOSED, Q(outcome=Outcome.AGREED)),
    "escalated": ("报告过可能激化的", ACCEPTED, Q(may_escalate=True)),
    **{
        key: (f"达成协议、{label}的", CLOSED, Q(outcome=Outcome.AGREED)) for key, label in PERFORMANCE.items()
    },
}
TOTALS = ("accepted", "closed", "mediated", "agreed", "escalated")
DIMENSIONS: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "source": ("案件来源", "accepted", [(str(v), str(label)) for v, label in CaseSource.choices]),
    "kind": ("纠纷类型", "accepted", [(str(v), str(label)) for v, label in DisputeKind.choices]),
    "intensity": ("难易", "accepted", [(str(v), str(label)) for v, label in Intensity.choices]),
    "outcome": ("结果", "closed", [(str(v), str(label)) for v, label in Outcome.choices]),
}


def _stands() -> Case:
    """Of a case with an agreement, how its clauses stand today."""
    clauses = Clause.objects.unscoped(WHY).filter(agreement__case=OuterRef("pk"))
    owed = clauses.filter(performed_on__isnull=True)
    written = Agreement.objects.unscoped(WHY).filter(case=OuterRef("pk"))
    return Case(
        When(~Exists(written), then=Value("unwritten")),
        When(Exists(owed.filter(due_on__lt=business_date())), then=Value("overdue")),
        When(Exists(owed), then=Value("waiting")),
        default=Value("performed"),
        output_field=CharField(),
    )


def _band() -> Case:
    whens = [When(where, then=Value(key)) for key, (_, where) in BANDS.items()]
    return Case(*whens, default=Value("none"), output_field=CharField())


def _below(what: str, paths: Sequence[str], period: Period) -> QuerySet[DisputeCase]:
    _, source, where = WHATS[what]
    found: QuerySet[DisputeCase] = rows_in(source, period, paths).filter(where)
    return found


def rows_of(what: str, area: Area, period: Period, asked: Mapping[str, str]) -> QuerySet[DisputeCase]:
    """The cases one number counted. Raises KeyError for anything the page does not show."""
    rows = _below(what, paths_of(area), period)
    if what in PERFORMANCE:
        rows = rows.annotate(stands=_stands()).filter(stands=what)
    for name, (_, _, choices) in DIMENSIONS.items():
        if value := asked.get(name, ""):
            if value not in dict(choices):
                raise KeyError(value)
            rows = rows.filter(**{name: value})
    if theme := asked.get("theme", ""):
        rows = rows.filter(theme__isnull=True) if theme == NO_THEME else rows.filter(theme__code=theme)
    if band := asked.get("band", ""):
        rows = rows.filter(BANDS[band][1])
    return rows


@dataclass(frozen=True)
class Number:
    """A count and the records it counted."""

    label: str
    count: int
    address: str


@dataclass(frozen=True)
class Table:
    """One dimension. ``folded``: those with nothing in them, where there are many."""

    label: str
    lines: list[Number]
    folded: list[Number]


@dataclass(frozen=True)
class Line:
    """One area below: accepted, agreed, mediated, and the rate of the last two."""

    name: str
    address: str
    numbers: list[Number]
    rate: str


def rate(agreed: int, mediated: int) -> str:
    """Agreed ÷ (agreed + failed + ended), ``95.3%``; ``—`` of nothing (domain.md 4.3.6, rule 3)."""
    return f"{half_up(Decimal(agreed) * 100 / mediated, 1)}%" if mediated else "—"


FEW = 8
"""A table of more lines folds those that are 0."""


@dataclass(frozen=True)
class Statistics:
    """What the page shows of one area and period."""

    asked: Asked

    def _number(self, label: str, what: str, count: int, **more: str) -> Number:
        query = {**self.asked.days, "area": self.asked.area.code, "what": what, **more}
        address = f"{reverse('mediation:records')}?{urlencode(query)}" if count and self._opens else ""
        return Number(label, count, address)

    @cached_property
    def _opens(self) -> bool:
        """Whether the reader may open what a number counted; some read numbers alone."""
        return any(self.asked.actor.may(each) for each in (VIEW_RECORDS, SEE_MEDIATION))

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        return paths_of(self.asked.area)

    def _rows(self, what: str) -> QuerySet[DisputeCase]:
        return _below(what, self._paths, self.asked.period)

    @cached_property
    def _accepted(self) -> dict[str, Counter[str]]:
        """Name of a dimension → value → count, of what was accepted."""
        names = ("source", "kind", "intensity", "theme__code", "may_escalate")
        rows = self._rows("accepted").order_by().values_list(*names).annotate(n=Count("pk"))
        found: dict[str, Counter[str]] = {name: Counter() for name in names}
        for *values, many in rows:
            for name, value in zip(names, values, strict=True):
                found[name][str(value if value is not None else NO_THEME)] += many
        return found

    @cached_property
    def _closed(self) -> tuple[dict[str, Counter[str]], int]:
        """The same of what was closed, and what the agreed ones were about, in fen."""
        rows = self._rows("closed").annotate(band=_band(), stands=_stands()).order_by()
        found: dict[str, Counter[str]] = {"outcome": Counter(), "band": Counter(), "stands": Counter()}
        amount = 0
        grouped = rows.values_list("outcome", "band", "stands").annotate(n=Count("pk"), sum=Sum("amount_fen"))
        for outcome, band, stands, many, fen in grouped:
            found["outcome"][outcome] += many
            found["band"][band] += many
            if outcome == Outcome.AGREED:
                found["stands"][stands] += many
                amount += fen or 0
        return found, amount

    @cached_property
    def _counts(self) -> dict[str, int]:
        outcomes = self._closed[0]["outcome"]
        return {
            "accepted": self._accepted["source"].total(),
            "closed": outcomes.total(),
            "mediated": sum(outcomes[outcome] for outcome in MEDIATED),
            "agreed": outcomes[Outcome.AGREED],
            "escalated": self._accepted["may_escalate"]["True"],
        }

    @property
    def totals(self) -> list[Number]:
        """Of each kind of rows."""
        return [self._number(WHATS[what][0], what, self._counts[what]) for what in TOTALS]

    @property
    def rate(self) -> tuple[str, Number, Number]:
        """The success rate, with both its numbers."""
        by_what = dict(zip(TOTALS, self.totals, strict=True))
        above, below = by_what["agreed"], by_what["mediated"]
        return rate(above.count, below.count), above, below

    def _table(self, label: str, lines: Iterable[Number]) -> Table:
        found = list(lines)
        if len(found) <= FEW:
            return Table(label, found, [])
        return Table(label, [n for n in found if n.count], [n for n in found if not n.count])

    @property
    def tables(self) -> list[Table]:
        """One for each dimension, performance and campaigns among them."""
        closed = self._closed[0]
        counts = {**self._accepted, **closed}
        found = [
            self._table(
                label,
                (self._number(text, what, counts[name][value], **{name: value}) for value, text in choices),
            )
            for name, (label, what, choices) in DIMENSIONS.items()
        ]
        said = [
            self._number(text, key, closed["stands"][key])
            for key, text in PERFORMANCE.items()
            if key != "unwritten" or closed["stands"][key]
        ]
        bands = [
            self._number(text, "closed", closed["band"][key], band=key) for key, (text, _) in BANDS.items()
        ]
        by_theme = self._accepted["theme__code"]
        campaigns = [
            self._number(name, "accepted", by_theme[code], theme=code)
            for code, name in (*themes(by_theme), (NO_THEME, "不在专项里"))
        ]
        return [
            *found,
            Table("协议履行", said, []),
            Table("涉及金额", bands, []),
            self._table("专项工作", campaigns),
        ]

    @property
    def amount(self) -> str:
        """What agreed cases were about, in yuan."""
        return yuan(self._closed[1])

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Kinds of area a case can lie in: down to the community."""
        return tuple(kind for kind in kinds_below(self.asked.area) if kind in WITH_CASES)

    @property
    def kind(self) -> Kind | None:
        """The one asked for, or the next one below; None in a community."""
        return self.asked.by if self.asked.by in self.kinds else next(iter(self.kinds), None)

    @property
    def kind_label(self) -> str:
        """By which kind of area the breakdown goes."""
        return kind_label(self.kind) if self.kind is not None else ""

    @cached_property
    def by_area(self) -> list[Line]:
        """In order of code, never ranked; what belongs to none of them last."""
        area, kind, period = self.asked.area, self.kind, self.asked.period
        if kind is None:
            return []
        plan = Plan()
        whats = ("accepted", "agreed", "mediated")
        numbers = [plan.add(each) for each in (Measure(source=ACCEPTED), AGREED_CASES, MEDIATED_CASES)]
        counts = counted(plan, area, period, kind)
        standing = {each.pk: each for each in areas_on(period.cutoff, area, kind)}
        gone = {child for child, _ in counts} - standing.keys() - {OWN_LEVEL}
        rows = Area.objects.unscoped(WHY).filter(pk__in=gone) if gone else ()
        places = sorted([*standing.values(), *rows], key=lambda each: each.code)
        lines = []
        for place in (*places, None):
            values = [counts.get((place.pk if place else OWN_LEVEL, n), 0) for n in numbers]
            if place is None:
                if any(values):
                    own = [Number(WHATS[what][0], n, "") for what, n in zip(whats, values, strict=True)]
                    lines.append(Line("本级", "", own, rate(values[1], values[2])))
                continue
            said = [
                self._number(WHATS[what][0], what, n, area=place.code)
                for what, n in zip(whats, values, strict=True)
            ]
            address = reverse("mediation:statistics") + self.asked.query(area=place.code, by=None)
            lines.append(Line(place.name, address, said, rate(values[1], values[2])))
        return lines
