"""How a room's records show themselves: in lists, drill-downs, exports, and on a read-only page.

A room declares each kind of record once; every list of it, wherever it appears, has the same columns and the
same masking. Names, telephone numbers and doors are masked here, so no page can forget it; whom it shows a name or
door in clear is declared here too (``Near``, ``team``) and decided in ``linli.access.clearance``.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from django.db.models import Model
from django.utils import timezone

from linli.access.clearance import Personal
from linli.access.policies import VIEW_RECORDS
from linli.access.roles import Capability
from linli.common.money import yuan
from linli.common.text import masked_address, masked_name, masked_phone
from linli.ui.sorting import MOST_SORTS, Sort, require_sortable

MOST_COLUMNS = 5
NOTHING = "—"


class ColumnKind(StrEnum):
    """What a value is, and so how it is written, aligned and masked."""

    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    NUMBER = "number"
    MONEY = "money"  # integer fen
    PERSON = "person"  # a people.Person or a name: masked
    NAME = "name"  # a name: masked
    PHONE = "phone"  # masked for everybody
    ADDRESS = "address"  # the door is masked
    AREA = "area"
    CHOICE = "choice"  # a field with choices, by its path: the label is shown
    BOOL = "bool"
    LINK = "link"  # another record that has a page
    LIST = "list"

    @property
    def is_numeric(self) -> bool:
        """Right-aligned."""
        return self in (ColumnKind.NUMBER, ColumnKind.MONEY)

    @property
    def personal(self) -> Personal | None:
        """What of a person it tells; None for anything else."""
        return _PERSONAL.get(self)


_PERSONAL = {
    ColumnKind.PERSON: Personal.NAME,
    ColumnKind.NAME: Personal.NAME,
    ColumnKind.PHONE: Personal.PHONE,
    ColumnKind.ADDRESS: Personal.DOOR,
}


def _label(record: Any, name: str) -> Any:
    if not isinstance(record, Model):  # something that stands for a record
        return getattr(record, f"get_{name}_display")()
    value = getattr(record, name)
    return _labels(type(record), name).get(value, value)


@cache
def _labels(model: type[Model], name: str) -> dict[Any, str]:
    """Values and labels of a field with choices; Django's ``get_…_display`` puts them together for each cell."""
    field: Any = model._meta.get_field(name)
    return {value: str(label) for value, label in field.flatchoices}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a list, or one line of a page.

    value:  dotted attribute path, or a function of the record.
    nearby: name or door of who lives or serves in the area that decides (``RecordPage.near``), and not of whoever
            else the record names.
    """

    label: str
    value: str | Callable[[Any], Any]
    kind: ColumnKind = ColumnKind.TEXT
    nearby: bool = False

    def raw(self, record: Any) -> Any:
        """The value itself; None where a step of the path is missing."""
        if callable(self.value):
            return self.value(record)
        found, steps = record, self.value.split(".")
        for step in steps[:-1]:
            found = getattr(found, step, None)
            if found is None:
                return None
        if self.kind is ColumnKind.CHOICE:
            return _label(found, steps[-1])
        found = getattr(found, steps[-1])
        return found() if callable(found) else found

    def written(self, record: Any, *, clear: bool = False) -> str:
        """As read on a page: masked unless ``clear``, in Chinese, ``—`` for nothing."""
        return written(self.raw(record), self.kind, clear=clear)

    def exported(self, record: Any) -> Any:
        """As it goes into a table file: numbers, dates and money keep their type; personal values are masked."""
        value = self.raw(record)
        if self.kind in (ColumnKind.NUMBER, ColumnKind.MONEY, ColumnKind.DATE, ColumnKind.DATETIME):
            return value
        return "" if value is None else written(value, self.kind)


def _day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def written(value: Any, kind: ColumnKind, *, clear: bool = False) -> str:
    """One value as text. ``clear``: a name or door as it is; numbers of persons are masked all the same."""
    if value is None or value == "":
        return NOTHING
    if clear and kind.personal in (Personal.NAME, Personal.DOOR):
        return str(getattr(value, "name", value))
    writer = _WRITERS.get(kind)
    return writer(value) if writer else str(value)


def _name(value: Any) -> str:
    return masked_name(value if isinstance(value, str) else value.name)


def _instant(value: datetime) -> str:
    local = timezone.localtime(value)
    return f"{_day(local.date())} {local:%H:%M}"


_WRITERS: dict[ColumnKind, Callable[[Any], str]] = {
    ColumnKind.DATE: _day,
    ColumnKind.DATETIME: _instant,
    ColumnKind.NUMBER: lambda value: f"{value:,}",
    ColumnKind.MONEY: lambda value: f"{yuan(value)} 元",
    ColumnKind.PERSON: _name,
    ColumnKind.NAME: _name,
    ColumnKind.PHONE: masked_phone,
    ColumnKind.ADDRESS: masked_address,
    ColumnKind.BOOL: lambda value: "是" if value else "否",
    ColumnKind.LIST: lambda value: "、".join(str(each) for each in value) or NOTHING,
}


@dataclass(frozen=True, kw_only=True)
class Related:
    """A list of further rows on a record's page."""

    label: str
    rows: Callable[[Any], Iterable[Any]]
    columns: tuple[Column, ...]


@dataclass(frozen=True, kw_only=True)
class Near:
    """The area that decides whether a lead reads the ``nearby`` columns of a record in clear: the own one.

    path:   dotted attribute path to that area, or a function of some records and today that gives, by primary key,
            the area's path of those that lie anywhere.
    during: dotted path to what must be in force today (an appointment, a stay); "" for the record itself, None where
            nothing ends.
    whose:  dotted path to the person or household the columns tell of, to whom the look is told; "" for the record.
    """

    path: str | Callable[[Sequence[Any], date], Mapping[int, str]]
    during: str | None = None
    whose: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class RecordPage:
    """How one kind of record shows itself. Declared once each, so two are the same only if they are one object.

    slug:           in addresses, ``mediation-case``.
    label:          what one is called, ``调解案件``.
    system:         key of the room in the menu.
    title:          the heading of a record's page.
    columns:        at most five, for lists and drill-downs; ``export_columns`` come behind them in files.
    fields:         lines of the page, in order.
    source:         one sentence: who enters it, where.
    select_related: relations a list reads.
    called:         what one is called in running text (东湖社区服务用房); only for things, never for persons.
    searched:       lookup paths of the words by which the desk's search finds one, or functions of the record where
                    no column holds them; only things, never persons.
    spelt:          also found by the pinyin initials of the first of them.
    numbered:       lookup paths of its numbers, by the beginning of which the search finds one.
    sought_by:      who may find one: whoever may open its page.
    sought_as:      what the search and the work list call one where its ``title`` does not tell what it is about.
    route:          name of its own page's address where it has more than the common one; takes the ref.
    worked_at:      name of the page on which it is worked on, and who may open that one: the search and the work list
                    lead them there, the common page, which all others read, links to it.
    near:           which area decides whether a lead knows the person; without it nobody does.
    team:           ids of the persons who handle the case, who read its names and doors in clear. It asks no query:
                    what it needs stands in ``select_related``.
    sorts:          at most four orders beside ``order_by``, by deadline, code, time or pinyin; None takes them from
                    the columns.
    menu:           entry of the menu it hangs under, where that is not its system's.
    listed:         False for rows behind a figure that are no register of their own; ``route`` leads to their page.
    """

    model: type[Model]
    slug: str
    label: str
    system: str
    title: Callable[[Any], str]
    columns: tuple[Column, ...]
    fields: tuple[Column, ...]
    source: str
    export_columns: tuple[Column, ...] = ()
    related: tuple[Related, ...] = ()
    select_related: tuple[str, ...] = ()
    order_by: tuple[str, ...] = ("-pk",)
    called: Callable[[Any], str] | None = None
    searched: tuple[str | Callable[[Any], str], ...] = ()
    spelt: bool = False
    numbered: tuple[str, ...] = ()
    sought_by: Capability = VIEW_RECORDS
    sought_as: Callable[[Any], str] | None = None
    route: str = ""
    worked_at: tuple[str, Capability] | None = None
    near: Near | None = None
    team: Callable[[Any], Collection[int]] | None = None
    sorts: tuple[Sort, ...] | None = None
    menu: str = ""
    listed: bool = True

    def __post_init__(self) -> None:
        if not 1 <= len(self.columns) <= MOST_COLUMNS:
            raise ValueError(f"{self.slug}: a list has one to {MOST_COLUMNS} columns")
        if len(self.sorts or ()) > MOST_SORTS:
            raise ValueError(f"{self.slug}: a list has at most {MOST_SORTS} orders")
        for sort in self.sorts or ():
            require_sortable(self.model, sort)
        if self.near is None and any(column.nearby for column in (*self.columns, *self.fields)):
            raise ValueError(f"{self.slug}: say which area decides who knows what is nearby")


_pages: dict[str, RecordPage] = {}


def register(*pages: RecordPage) -> None:
    """Add kinds of record. Raises ValueError for a slug or model taken before."""
    for page in pages:
        if page.slug in _pages or any(known.model is page.model for known in _pages.values()):
            raise ValueError(f"records of {page.model._meta.label} ({page.slug}) are declared already")
        _pages[page.slug] = page


def for_model(model: type[Model]) -> RecordPage:
    """KeyError when the kind is not declared."""
    for page in _pages.values():
        if page.model is model:
            return page
    raise KeyError(model._meta.label)


def for_slug(slug: str) -> RecordPage:
    """KeyError when the kind is not declared, or has no register."""
    page = _pages[slug]
    if not page.listed:
        raise KeyError(slug)
    return page


def all_for(system: str) -> tuple[RecordPage, ...]:
    """The registers of one system, in order of declaration."""
    return tuple(page for page in _pages.values() if page.system == system and page.listed)


def all_pages() -> tuple[RecordPage, ...]:
    """Every kind of record that has a register."""
    return tuple(page for page in _pages.values() if page.listed)
