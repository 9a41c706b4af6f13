"""What a page of figures was asked for: area, days, and the kind of area to compare by. All of it in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from linli.access.actor import Actor
from linli.access.areas import area_or_404, trunk_within
from linli.common.clock import business_date
from linli.indicators.period import Period
from linli.orgs.kinds import Kind, depth
from linli.orgs.models import Area
from linli.orgs.selectors import narrower_kinds

EARLIEST = date(2000, 1, 1)
CUSTOM = "custom"
NAMES = {"month": "本月", "quarter": "本季", "year": "今年以来", "last_year": "上年全年", CUSTOM: "自选"}
MOST_LEVELS = 2
"""A breakdown goes at most so many levels down: a street has hundreds of neighbourhoods."""

SHORT_KINDS = {Kind.STREET: "街道", Kind.COMMUNITY: "社区"}


def presets(today: date) -> dict[str, Period]:
    """The periods with a name of their own."""
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    return {
        "month": Period(today.replace(day=1), today),
        "quarter": Period(quarter, today),
        "year": Period.to_date(today),
        "last_year": Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }


def kind_label(kind: Kind) -> str:
    """``街道``, ``社区``, ``微网格``: for ``按……``."""
    return SHORT_KINDS.get(kind, kind.label)


def kinds_below(area: Area) -> tuple[Kind, ...]:
    """Kinds by which figures of an area are broken down, nearest first."""
    top = depth(Kind(area.kind))
    return tuple(kind for kind in narrower_kinds(area) if depth(kind) - top <= MOST_LEVELS)


@dataclass(frozen=True)
class Asked:
    """The area and period a reader asked for, admitted to the area. ``problem``: dates that made no sense."""

    actor: Actor
    area: Area
    period: Period
    today: date
    by: Kind | None = None
    problem: str = ""
    choosing: bool = False
    typed: tuple[str, str] = ("", "")

    @classmethod
    def read(cls, actor: Actor, query: QueryDict) -> "Asked":
        """Raises Http404 for an area outside the reader's scope; unreadable dates fall back to this year."""
        today = actor.day or business_date()
        area = _area(actor, [code for code in query.getlist("area") if code])
        named = presets(today)
        period, problem = named["year"], ""
        if query.get("from") or query.get("to"):
            period, problem = _days(query.get("from", ""), query.get("to", ""), today)
        else:
            period = named.get(query.get("period", ""), period)
        kinds = kinds_below(area)
        by = next((kind for kind in kinds if kind.value == query.get("by")), kinds[0] if kinds else None)
        choosing = bool(problem) or query.get("period") == CUSTOM
        typed = (query.get("from", ""), query.get("to", ""))
        return cls(actor, area, period, today, by, problem, choosing, typed)

    @cached_property
    def named(self) -> str:
        """Key of the period's name; ``custom`` when it has none."""
        if self.choosing:
            return CUSTOM
        return next((key for key, period in presets(self.today).items() if period == self.period), CUSTOM)

    @property
    def days(self) -> dict[str, str]:
        """The period as parameters."""
        return {"from": self.period.start.isoformat(), "to": self.period.end.isoformat()}

    @property
    def fields(self) -> tuple[str, str]:
        """What stands in the two fields: what was typed where it was refused, else the period."""
        return self.typed if self.problem else (self.days["from"], self.days["to"])

    def parameters(self) -> dict[str, str]:
        """What must stand in an address to come back here; the reader's own area and this year go without saying."""
        found = {}
        home = self.actor.home_area
        if home is None or home.pk != self.area.pk:
            found["area"] = self.area.code
        if self.named == CUSTOM:
            found |= self.days | ({"period": CUSTOM} if self.choosing else {})
        elif self.named != "year":
            found["period"] = self.named
        kinds = kinds_below(self.area)
        if self.by is not None and kinds and self.by is not kinds[0]:
            found["by"] = self.by.value
        return found

    def query(self, **changes: str | None) -> str:
        """``?…`` with some parameters set, or taken away where None; "" when nothing has to be said."""
        return written(self.parameters() | changes)

    def board(self, code: str | None = None, area: Area | None = None) -> str:
        """The board, with one figure opened."""
        changes: dict[str, str | None] = {"figure": code}
        if area is not None:
            changes |= {"area": area.code, "by": None}
        return reverse("indicators:board") + self.query(**changes) + ("#figure" if code else "")

    def page(self, code: str) -> str:
        """The page of one indicator."""
        return reverse("indicators:indicator", args=(code,)) + self.query()

    def records(
        self,
        code: str,
        area: Area | None = None,
        period: Period | None = None,
        ending: str = "",
        **more: str | None,
    ) -> str:
        """The records behind a figure of this area and period, or of another one inside them; "" for whoever reads
        figures and no records."""
        if not self.actor.sees_records:
            return ""
        days = (period or self.period).start.isoformat(), (period or self.period).end.isoformat()
        query = {"area": (area or self.area).code, "from": days[0], "to": days[1], **more}
        name = "indicators:export" if ending else "indicators:records"
        return reverse(name, args=(code, ending) if ending else (code,)) + written(query)

    def month(self, year: int, month: int) -> Period:
        """The part of a month that lies in the period."""
        first = date(year, month, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return Period(max(first, self.period.start), min(last, self.period.end))


def written(query: Mapping[str, str | None]) -> str:
    """A query string without empty parameters."""
    kept = {key: value for key, value in query.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def _area(actor: Actor, codes: list[str]) -> Area:
    """The last area named that lies in the one named before it: a street, then a community of that street."""
    area = area_or_404(actor, codes[0] if codes else None)
    for code in codes[1:]:
        inner = area_or_404(actor, code)
        if not inner.path.startswith(area.path):
            break
        area = inner
    return area


def _days(start: str, end: str, today: date) -> tuple[Period, str]:
    """The days as typed; or this year, and what is wrong with them."""
    otherwise, shown = Period.to_date(today), "现在先显示今年以来。"
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        return otherwise, f"起止日期没有填全，或不是日期。请各选一天；{shown}"
    if last < first:
        return otherwise, f"最后一天早于第一天（{_day(first)}）。请改成这一天或更晚；{shown}"
    if first < EARLIEST:
        return otherwise, f"最早可以从 {_day(EARLIEST)} 算起。请改第一天；{shown}"
    if last > today:
        return otherwise, f"只能算到今天，{_day(today)}。请改成这一天或更早；{shown}"
    return Period(first, last), ""


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True)
class AreaChoice:
    """One step of choosing an area: a select, its options, and which one is chosen."""

    label: str
    options: list[tuple[str, str]]
    chosen: str


def area_choices(asked: Asked) -> list[AreaChoice]:
    """First the widest areas of the reader and what lies below, then the communities of the chosen street.

    An area further down, opened from a breakdown, stands last in the last step. Nothing to choose: no step.
    """
    near = {area.pk for area in asked.actor.areas()} | {
        int(step) for step in asked.area.path.strip("/").split("/")
    }
    trunk = list(trunk_within(asked.actor).filter(Q(pk__in=near) | Q(parent_id__in=near)))
    wide = [area for area in trunk if area.kind != Kind.COMMUNITY] or trunk or asked.actor.areas()
    # Communities outside the reader's streets (a second post elsewhere) are chosen in the first step as well.
    covered = tuple(area.path for area in wide)
    wide = [*wide, *(area for area in trunk if not area.path.startswith(covered))]
    street = next((a for a in wide if a.kind == Kind.STREET and asked.area.path.startswith(a.path)), None)
    first = [(a.code, f"{a.name}（全区）" if a.kind == Kind.DISTRICT else a.name) for a in wide]
    here = (asked.area.code, asked.area.name)
    if street is None:
        if asked.area not in wide:
            first.append(here)
        return [AreaChoice("地区", first, asked.area.code)] if len(first) > 1 else []
    inside = [a for a in trunk if a.kind == Kind.COMMUNITY and a.path.startswith(street.path)]
    second = [("", "全部"), *((a.code, a.name) for a in inside)]
    if asked.area not in (street, *inside):
        second.append(here)
    chosen = asked.area.code if asked.area != street else ""
    return [AreaChoice("地区", first, street.code), AreaChoice("社区", second, chosen)]
