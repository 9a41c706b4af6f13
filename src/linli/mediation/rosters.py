"""The roster as pages show it: sums by category, by the areas below, and whom one may read there.

The total is the sum of the five categories wherever it stands: both are counted from ``listed_in``.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from linli.mediation.models import Category, Notable
from linli.mediation.models.notable import EXPERTISE
from linli.mediation.selectors import WHY, listed_on
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import in_force, paths_of, placed

BELOW = {Kind.DISTRICT: Kind.STREET, Kind.STREET: Kind.COMMUNITY}

FIGURE_OF = {
    Category.PARTY_MEMBER: "mediation.notables_party",
    Category.DELEGATE: "mediation.notables_delegates",
    Category.REPRESENTATIVE: "mediation.notables_representatives",
    Category.VOLUNTEER: "mediation.notables_volunteers",
    Category.OTHER: "mediation.notables_others",
}
"""The indicator that counts the same rows, and opens them."""


def listed_in(area: Area, day: date) -> QuerySet[Notable]:
    """Listings in force of communities standing in the area that day: the rows behind its figure."""
    return listed_on(day).filter(placed("community", paths_of(area), day))


def public_in(area: Area, day: date) -> QuerySet[Notable]:
    """Of them, who agreed to be named to everybody and may be called now."""
    return listed_in(area, day).filter(public_since__lte=day, paused_on__isnull=True)


@dataclass(frozen=True)
class Sums:
    """How many of each category; the total is their sum. ``area``: None for all of them together."""

    area: Area | None
    counts: Sequence[int]

    @property
    def total(self) -> int:
        """Of the five."""
        return sum(self.counts)

    @property
    def named(self) -> list[tuple[str, str, int]]:
        """Category, label, count."""
        return [(value, label, n) for (value, label), n in zip(Category.choices, self.counts, strict=True)]


def _sums(area: Area | None, counts: Counter[str]) -> Sums:
    return Sums(area, [counts[value] for value in Category.values])


def sums_of(rows: QuerySet[Notable]) -> Sums:
    """One query."""
    counted = rows.order_by().values_list("primary_category").annotate(n=Count("pk"))
    return _sums(None, Counter(dict(counted)))


def sums_below(area: Area, day: date) -> tuple[Sums, list[Sums]]:
    """Of the area, and of each area next below in order of code: they add up to it."""
    kind = BELOW.get(Kind(area.kind))
    grouped = listed_in(area, day).order_by().values_list("community__path", "primary_category")
    inside = Area.objects.unscoped(WHY).filter(in_force(day), kind=kind, path__under=area.path)
    children = list(inside.defer("boundary").order_by("code")) if kind is not None else []
    by_path: dict[str, Counter[str]] = {each.path: Counter() for each in children}
    total: Counter[str] = Counter()
    for path, category, many in grouped.annotate(n=Count("pk")):
        total[category] += many
        home = next((each for each in by_path if path.startswith(each)), None)
        if home is not None:
            by_path[home][category] += many
    return _sums(None, total), [_sums(each, by_path[each.path]) for each in children]


def knows(notable: Notable) -> str:
    """Expertise in words."""
    return "、".join(EXPERTISE[code] for code in notable.expertise if code in EXPERTISE)
