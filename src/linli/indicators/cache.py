"""Figures as pages show them: computed once until a record changes.

The log's latest act is the age of the records: every write is an act, so figures kept under it are
never stale. Kept in the process's memory; nothing is written per request.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache

from linli.audit.log import age_of_records
from linli.indicators.compute import by_month, figures, figures_by
from linli.indicators.definition import Indicator
from linli.indicators.figure import ChildFigure, Figure
from linli.indicators.period import Period
from linli.indicators.registry import get
from linli.orgs.kinds import Kind as AreaKind
from linli.orgs.models import Area

KEPT_SECONDS = 60 * 60

Counted = TypeVar("Counted")
Kept = tuple[object, int | None, int | None]


class Figures:
    """The figures of one area and period at one age of the records."""

    def __init__(self, area: Area, period: Period) -> None:
        self.area = area
        self.period = period
        self._age = age_of_records()

    def _key(self, *what: object) -> str:
        parts = (self._age, self.area.pk, self.area.path, self.period.start, self.period.end, *what)
        return "figures:" + ":".join(str(part) for part in parts).replace(" ", "")

    def all(self) -> dict[str, Figure]:
        """Every figure of the board."""
        key = self._key("all")
        kept: dict[str, Kept] | None = cache.get(key)
        if kept is None:
            found = figures(self.area, self.period)
            cache.set(key, {c: (f.value, f.numerator, f.denominator) for c, f in found.items()}, KEPT_SECONDS)
            return found
        return {c: Figure(get(c), *values) for c, values in kept.items()}  # type: ignore[arg-type]

    def some(self, codes: Sequence[str]) -> dict[str, Figure]:
        """These, in one go."""
        key = self._key("some", sha256(" ".join(codes).encode()).hexdigest()[:16])
        kept: dict[str, Kept] | None = cache.get(key)
        if kept is None:
            found = figures(self.area, self.period, codes)
            cache.set(key, {c: (f.value, f.numerator, f.denominator) for c, f in found.items()}, KEPT_SECONDS)
            return found
        return {c: Figure(get(c), *values) for c, values in kept.items()}  # type: ignore[arg-type]

    def one(self, code: str) -> Figure:
        """One indicator, without computing the others."""
        key = self._key("one", code)
        every: dict[str, Kept] | None = cache.get(self._key("all"))
        kept: Kept | None = every[code] if every is not None and code in every else cache.get(key)
        if kept is None:
            found = figures(self.area, self.period, [code])[code]
            cache.set(key, (found.value, found.numerator, found.denominator), KEPT_SECONDS)
            return found
        return Figure(get(code), *kept)  # type: ignore[arg-type]

    def by(self, kind: AreaKind, indicator: Indicator) -> list[ChildFigure]:
        """One indicator by child areas."""
        key = self._key("by", kind.value, indicator.code)
        kept: list[tuple[Area | None, Kept]] | None = cache.get(key)
        if kept is None:
            found = figures_by(self.area, self.period, kind, [indicator.code])[indicator.code]
            rows = [(r.area, (r.figure.value, r.figure.numerator, r.figure.denominator)) for r in found]
            cache.set(key, rows, KEPT_SECONDS)
            return found
        return [ChildFigure(area, Figure(indicator, *values)) for area, values in kept]  # type: ignore[arg-type]

    def months(self, indicator: Indicator) -> dict[tuple[int, int], int]:
        """One flow by month."""
        key = self._key("months", indicator.code)
        kept: dict[tuple[int, int], int] | None = cache.get(key)
        if kept is None:
            kept = by_month(indicator, self.area, self.period)
            cache.set(key, kept, KEPT_SECONDS)
        return kept

    def kept(self, what: str, count: Callable[[], Counted]) -> Counted:
        """Whatever else a page counted of this area and period, at the same age; ``what`` names it, once in Linli."""
        key = self._key("kept", what)
        found: Counted | None = cache.get(key)
        if found is None:
            found = count()
            cache.set(key, found, KEPT_SECONDS)
        return found
