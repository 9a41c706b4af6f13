"""Why a figure changed from one report to another, or from the signed one to today: by the records themselves."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from linli.indicators.cache import Figures
from linli.indicators.definition import Indicator
from linli.indicators.figure import Figure
from linli.indicators.models import Snapshot
from linli.indicators.models.snapshot import Members
from linli.indicators.period import Period
from linli.indicators.registry import get
from linli.indicators.snapshots import Difference, difference, members_of
from linli.indicators.wording import said
from linli.orgs.models import Area
from linli.reports.drafting.compose import frozen
from linli.reports.drafting.tokens import codes_in
from linli.reports.models import Report
from linli.reports.selectors import frozen_in, texts_of


def _records(by_set: Mapping[str, Sequence[int]]) -> set[tuple[str, int]]:
    """A record counts once, though it stand in numerator and denominator."""
    return {(key.partition(":")[2], pk) for key, ids in by_set.items() for pk in ids}


Both = tuple[Figure, Members]
Side = Mapping[str, Callable[[], Both]]
"""Code → figure with its records, read when asked: the records of a district are many."""


@dataclass(frozen=True)
class Explained:
    """One figure on both sides, and the records that make the difference."""

    indicator: Indicator
    before: str
    after: str
    difference: Difference = field(default_factory=Difference)

    @property
    def moved(self) -> bool:
        """Whether the printed value differs."""
        return self.before != self.after

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many records entered, left, say something else."""
        found = self.difference
        return tuple(len(_records(each)) for each in (found.entered, found.left, found.changed))  # type: ignore[return-value]


def explain(before: Side, after: Side) -> list[Explained]:
    """Every figure both sides know whose value or records differ, in board order."""
    found = []
    for code in sorted(before.keys() & after.keys(), key=lambda c: get(c).order):
        (was, was_members), (now, now_members) = before[code](), after[code]()
        step = difference(was_members, now_members)
        if not step.is_empty or said(was) != said(now):
            found.append(Explained(get(code), said(was), said(now), step))
    return found


def told(found: Iterable[Explained]) -> str:
    """In words for the correction: 群英谱由 5,197 名变为 5,196 名（不再计入 1 条）。"""
    lines = []
    for each in found:
        if not each.moved:
            continue
        entered, left, changed = each.counts
        counts = (("新计入", entered), ("不再计入", left), ("改过", changed))
        why = "，".join(f"{what} {count:,} 条" for what, count in counts if count)
        lines.append(
            f"{each.indicator.name}由 {each.before} 变为 {each.after}" + (f"（{why}）" if why else "")
        )
    return "；".join(lines) + "。" if lines else ""


def as_reported(report: Report) -> Side:
    """The figures of a report: frozen, or those of today while it is a draft."""
    if report.is_draft:
        return as_recorded(report.area, report.period, codes_of(report))
    rows = frozen_in(report, with_members=True)
    return {code: partial(_frozen, row.snapshot) for code, row in rows.items()}


def as_recorded(area: Area, period: Period, codes: Iterable[str]) -> Side:
    """Figures as the records give them now."""
    found = Figures(area, period).all()
    return {code: partial(_today, area, period, found[code]) for code in codes}


def codes_of(report: Report) -> list[str]:
    """The indicators its text names, once each."""
    return list(dict.fromkeys(code for text in texts_of(report) for code in codes_in(text.body)))


def _today(area: Area, period: Period, figure: Figure) -> Both:
    return figure, members_of(figure, area, period)


def _frozen(snapshot: Snapshot) -> Both:
    return frozen(snapshot).figure, snapshot.members()
