"""The statistics of the 司法部 report: source, kind, intensity, amount, outcome, performance, by area and period.

Every number starts from the same rows as the list behind it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse

from linli.common.money import half_up, yuan
from linli.indicators.definition import Source
from linli.indicators.filters import Asked
from linli.indicators.grouped import rows_in
from linli.indicators.period import Period
from linli.mediation.indicators import CLOSED_CASES
from linli.mediation.models import CaseSource, Clause, DisputeCase, DisputeKind, Intensity, Outcome
from linli.mediation.selectors import WHY
from linli.orgs.models import Area
from linli.orgs.selectors import paths_of

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
BANDS: dict[str, tuple[str, Q]] = {
    "none": ("没有金额", Q(amount_fen__isnull=True) | Q(amount_fen=0)),
    "under_5k": ("5 千元以下", Q(amount_fen__gt=0, amount_fen__lt=5_000 * YUAN)),
    "under_50k": ("5 千到 5 万元", Q(amount_fen__gte=5_000 * YUAN, amount_fen__lt=50_000 * YUAN)),
    "over_50k": ("5 万元以上", Q(amount_fen__gte=50_000 * YUAN)),
}
WHATS: dict[str, tuple[str, Source, Q]] = {
    "accepted": ("受理的", ACCEPTED, Q()),
    "closed": ("结案的", CLOSED, Q()),
    "mediated": ("调解的（达成、未达成、终止）", CLOSED_CASES, Q()),
    "agreed": ("达成协议的", CLOSED, Q(outcome=Outcome.AGREED)),
    "performed": ("协议都履行了的", CLOSED, Q(outcome=Outcome.AGREED) & Q(agreement__isnull=False)),
    "owing": ("协议还有没履行的", CLOSED, Q(outcome=Outcome.AGREED) & Q(agreement__isnull=False)),
    "escalated": ("报告过可能激化的", ACCEPTED, Q(may_escalate=True)),
}
DIMENSIONS: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "source": ("案件来源", "accepted", [(str(v), str(label)) for v, label in CaseSource.choices]),
    "kind": ("纠纷类型", "accepted", [(str(v), str(label)) for v, label in DisputeKind.choices]),
    "intensity": ("难易", "accepted", [(str(v), str(label)) for v, label in Intensity.choices]),
    "outcome": ("结果", "closed", [(str(v), str(label)) for v, label in Outcome.choices]),
}


def rows_of(what: str, area: Area, period: Period, asked: Mapping[str, str]) -> QuerySet[DisputeCase]:
    """The cases one number counted. Raises KeyError for anything the page does not show."""
    _, source, where = WHATS[what]
    rows: QuerySet[DisputeCase] = rows_in(source, period, paths_of(area)).filter(where)
    if what in ("performed", "owing"):
        owed = Clause.objects.unscoped(WHY).filter(performed_on__isnull=True).values("agreement__case")
        rows = rows.filter(pk__in=owed) if what == "owing" else rows.exclude(pk__in=owed)
    for name, (_, _, choices) in DIMENSIONS.items():
        if value := asked.get(name, ""):
            if value not in dict(choices):
                raise KeyError(value)
            rows = rows.filter(**{name: value})
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
class Statistics:
    """What the page shows of one area and period."""

    asked: Asked

    def _number(self, label: str, what: str, count: int, **more: str) -> Number:
        query = {**self.asked.days, "area": self.asked.area.code, "what": what, **more}
        address = f"{reverse('mediation:records')}?{urlencode(query)}" if count else ""
        return Number(label, count, address)

    def _rows(self, what: str) -> QuerySet[DisputeCase]:
        return rows_of(what, self.asked.area, self.asked.period, {})

    @cached_property
    def totals(self) -> list[Number]:
        """Of each kind of rows."""
        return [self._number(label, what, self._rows(what).count()) for what, (label, _, _) in WHATS.items()]

    @property
    def rate(self) -> tuple[str, Number, Number]:
        """Agreed ÷ (agreed + failed + ended), with both its numbers (domain.md 4.3.6, rule 3)."""
        by_label = dict(zip(WHATS, self.totals, strict=True))
        above, below = by_label["agreed"], by_label["mediated"]
        if not below.count:
            return "—", above, below
        return f"{half_up(Decimal(above.count) * 100 / below.count, 1)}%", above, below

    @property
    def tables(self) -> list[tuple[str, list[Number]]]:
        """One for each dimension; those with nothing in them stand with 0."""
        found = []
        for name, (label, what, choices) in DIMENSIONS.items():
            counts = dict(self._rows(what).order_by().values_list(name).annotate(n=Count("pk")))
            lines = [
                self._number(text, what, counts.get(value, 0), **{name: value}) for value, text in choices
            ]
            found.append((label, lines))
        counts_by_band = self._rows("closed").aggregate(
            **{key: Count("pk", filter=where) for key, (_, where) in BANDS.items()}
        )
        bands = [
            self._number(label, "closed", counts_by_band[key], band=key) for key, (label, _) in BANDS.items()
        ]
        return [*found, ("涉及金额", bands)]

    @property
    def amount(self) -> str:
        """What agreed cases were about, in yuan."""
        total = self._rows("agreed").aggregate(sum=Sum("amount_fen"))["sum"] or 0
        return yuan(total)
