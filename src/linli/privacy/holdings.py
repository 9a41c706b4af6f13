"""What the house holds about a person or a household: each room declares its own kinds.

From the declarations come 我的信息, the copy a person may take along (PIPL art. 45), what a deletion may touch, and
when nothing needs a person's name any more. A test walks all models: whatever names a person is declared or exempt with
a reason.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import F, Model, Q, QuerySet

from linli.common.clock import add_months
from linli.people.models import Household, Person
from linli.workflow.deadlines import Unit, last_day
from linli.workflow.selectors import clock_on

WHY = "a person asks what is held about them, or their data has run its time"
NEVER_SHOWN = frozenset({"id", "ref", "recorded_at", "recorded_by_id", "provenance"})


class Ground(StrEnum):
    """By which the law lets us hold it (PIPL art. 13)."""

    CONSENT = "consent"
    DUTY = "duty"
    CONTRACT = "contract"

    @property
    def label(self) -> str:
        """In words, with the article."""
        return _GROUNDS[self]


_GROUNDS = {
    Ground.CONSENT: "本人同意（《个人信息保护法》第十三条第一款第一项）",
    Ground.DUTY: "履行法定职责（《个人信息保护法》第十三条第一款第三项）",
    Ground.CONTRACT: "用工和人事管理所必需（《个人信息保护法》第十三条第一款第二项）",
}


@dataclass(frozen=True)
class Subject:
    """Those whose data is asked for: everything under one telephone number, or one signed-in worker."""

    persons: tuple[Person, ...] = ()
    households: tuple[Household, ...] = ()

    @property
    def owners(self) -> tuple[Person | Household, ...]:
        """Persons, then households."""
        return (*self.persons, *self.households)

    def __bool__(self) -> bool:
        return bool(self.persons or self.households)


@dataclass(frozen=True, kw_only=True)
class Holding:
    """One kind of rows that say something about somebody.

    person, household: lookup paths from the row to whom it is about; ``pk`` where the row is the person itself.
    purpose, law:      what for, and the duty, contract or consent behind it.
    ends:              lookup path to the day on which the purpose ended; null while it lasts. "" : never by itself.
    keep:              code of the clock by which it is kept after ``ends``.
    binds:             while a row is kept, its person keeps the name. False for what may lose its person early.
    shown:             fields told otherwise than by their column: sealed ones, codes in lists.
    only:              the columns told; () for all but those that lead to the person and those in ``omit``.
    erase:             what deleting on request does to rows held by consent; without it the rows are told as kept.
    """

    code: str
    label: str
    model: type[Model]
    purpose: str
    ground: Ground
    law: str
    person: tuple[str, ...] = ()
    household: tuple[str, ...] = ()
    ends: str = ""
    keep: str = ""
    binds: bool = True
    shown: Mapping[str, tuple[str, Callable[[Any], str]]] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    omit: frozenset[str] = frozenset()
    erase: Callable[[Any, Sequence[int]], None] | None = None

    def tells(self, column: str) -> bool:
        """Whether this column of the row is read by the person concerned."""
        if self.only:
            return column in self.only
        way = {path.split("__")[0] for path in (*self.person, *self.household)}
        return column not in NEVER_SHOWN | self.omit | way

    def about(self, subject: Subject) -> Q:
        """Rows about anybody of the subject."""
        found = Q(pk__in=[])
        for path in self.person if subject.persons else ():
            found |= Q(**{f"{path}__in": [each.pk for each in subject.persons]})
        for path in self.household if subject.households else ():
            found |= Q(**{f"{path}__in": [each.pk for each in subject.households]})
        return found

    def rows(self, subject: Subject) -> QuerySet[Any]:
        """Newest first; what their lines name is read along."""
        linked = [
            each.name for each in self.model._meta.concrete_fields if each.is_relation and not each.null
        ]
        every: QuerySet[Any] = self.model._base_manager.filter(self.about(subject))
        return every.select_related(*linked).order_by("-pk")

    def cutoff(self, day: date) -> date | None:
        """What ended before this day has been kept long enough on ``day``; None: kept without an end."""
        if not self.ends or not self.keep:
            return None
        return cutoff(self.keep, day)

    def kept(self, day: date) -> Q:
        """Rows that may not be parted from their person yet."""
        limit = self.cutoff(day)
        return (
            Q() if limit is None else Q(**{f"{self.ends}__isnull": True}) | Q(**{f"{self.ends}__gte": limit})
        )

    def kept_by(self, day: date) -> str:
        """Why a row that is kept may not go yet, in words."""
        if not self.keep:
            return f"依据{self.law}"
        rule = clock_on(self.keep, day)
        return f"{rule.basis}：{rule.event}后保存 {rule.said}"

    def dated(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Each row with ``purpose_ended``: the day, or None."""
        return rows.annotate(purpose_ended=F(self.ends)) if self.ends else rows

    def until(self, row: Any, day: date) -> tuple[date | None, str]:
        """Until when a dated row is kept, and in words. None: its purpose still lasts."""
        if not self.ends or not self.keep:
            return None, "用到不再需要为止"
        rule = clock_on(self.keep, day)
        if row.purpose_ended is None:
            return None, f"正在使用；{rule.event}后再保存 {rule.said}（{rule.basis}）"
        last = last_day(row.purpose_ended, rule.amount, Unit(rule.unit or Unit.DAY))
        return last, f"保存到 {last.year}年{last.month}月{last.day}日（{rule.basis}）"


def cutoff(code: str, day: date) -> date:
    """What the clock ``code`` lets go on ``day`` ended before this date."""
    rule = clock_on(code, day)
    match rule.unit:
        case Unit.YEAR:
            return add_months(day, -12 * rule.amount)
        case Unit.MONTH:
            return add_months(day, -rule.amount)
        case Unit.DAY:
            return date.fromordinal(day.toordinal() - rule.amount)
    raise ValueError(f"{code}: data is kept for days, months or years")


_holdings: dict[str, Holding] = {}
_exempt: dict[str, str] = {}


def register(*found: Holding) -> None:
    """Add kinds. Raises ValueError for a code taken, or one about nobody."""
    for each in found:
        if each.code in _holdings:
            raise ValueError(f"holding {each.code} is registered already")
        if not each.person and not each.household:
            raise ValueError(f"holding {each.code} is about nobody")
        _holdings[each.code] = each


def exempt(reason: str, *columns: str) -> None:
    """Columns (``study.Finding.verifier``) that look personal and are not told on 我的信息, with the reason."""
    _exempt.update(dict.fromkeys(columns, reason))


def all_holdings() -> tuple[Holding, ...]:
    """In order of registration: the lower rooms first."""
    return tuple(_holdings.values())


def exemptions() -> Mapping[str, str]:
    """Column → reason."""
    return dict(_exempt)
