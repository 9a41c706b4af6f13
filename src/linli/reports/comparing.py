"""Why a figure changed from one report to another, or from the signed one to today: by the records themselves."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from linli.indicators.cache import Figures
from linli.indicators.definition import Indicator
from linli.indicators.figure import Figure
from linli.indicators.models import Snapshot
from linli.indicators.models.snapshot import Members
from linli.indicators.registry import get
from linli.indicators.snapshots import Difference, difference, members_of
from linli.indicators.wording import said
from linli.reports.drafting.compose import frozen
from linli.reports.models import Report
from linli.reports.selectors import frozen_in


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
        return tuple(sum(map(len, each.values())) for each in (found.entered, found.left, found.changed))  # type: ignore[return-value]


def explain(before: Report, after: Report) -> list[Explained]:
    """Every figure both reports know whose value or records differ, in board order.

    A draft stands for itself with today's records; anything else with what was frozen.
    """
    old, new = _side(before), _side(after)
    found = []
    for code in sorted(old.keys() & new.keys(), key=lambda c: get(c).order):
        (was, was_members), (now, now_members) = old[code](), new[code]()
        step = difference(was_members, now_members)
        if not step.is_empty or said(was) != said(now):
            found.append(Explained(get(code), said(was), said(now), step))
    return found


Both = tuple[Figure, Members]


def _side(report: Report) -> dict[str, Callable[[], Both]]:
    """Code → figure with its records, read when asked: the records of a district are many."""
    if report.is_draft:
        return {code: partial(_today, report, figure) for code, figure in _figures(report).items()}
    rows = frozen_in(report, with_members=True)
    return {code: partial(_frozen, row.snapshot) for code, row in rows.items()}


def _figures(report: Report) -> dict[str, Figure]:
    return Figures(report.area, report.period).all()


def _today(report: Report, figure: Figure) -> Both:
    return figure, members_of(figure, report.area, report.period)


def _frozen(snapshot: Snapshot) -> Both:
    return frozen(snapshot).figure, snapshot.members()
