"""In which order a register may be read: by deadline, code, time or pinyin, never by how much somebody did.

ADR 0012: nobody is ranked.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, DateField, DateTimeField, F, ForeignKey, Model
from django.db.models.expressions import OrderBy
from django.http import Http404

from linli.orgs.models import Area

if TYPE_CHECKING:
    from linli.ui.records import RecordPage

MOST_SORTS = 4
PARAMETER = "sort"


class SortKind(StrEnum):
    """What may order a list."""

    DEADLINE = "deadline"
    CODE = "code"
    TIME = "time"
    PINYIN = "pinyin"


_ENDS: dict[SortKind, tuple[str, str]] = {
    SortKind.DEADLINE: ("先到期的在前", "后到期的在前"),
    SortKind.CODE: ("从小到大", "从大到小"),
    SortKind.TIME: ("早的在前", "晚的在前"),
    SortKind.PINYIN: ("从 A 到 Z", "从 Z 到 A"),
}


@dataclass(frozen=True)
class Sort:
    """One column by which a register may be ordered. ``path``: lookup path of a column of the database."""

    path: str
    label: str
    kind: SortKind


def field_at(model: type[Model], path: str) -> Any:
    """The field at the end of a lookup path; None where it is no chain of fields."""
    found: Any = None
    for step in path.split("__"):
        try:
            found = model._meta.get_field(step)
        except FieldDoesNotExist:
            return None
        model = found.related_model or model
    return found


def require_sortable(model: type[Model], sort: Sort) -> None:
    """Raises ValueError for an order that is none of the four: a number, a count, a name as it happens to be stored."""
    field = field_at(model, sort.path)
    allowed = {
        SortKind.DEADLINE: isinstance(field, DateField | DateTimeField),
        SortKind.TIME: isinstance(field, DateField | DateTimeField),
        SortKind.CODE: isinstance(field, CharField) and sort.path.endswith(("code", "number", "ref")),
        SortKind.PINYIN: isinstance(field, CharField) and sort.path.endswith(("pinyin", "initials")),
    }
    if not allowed[sort.kind]:
        raise ValueError(f"{model._meta.label} cannot be ordered by {sort.path} as {sort.kind}")


@cache
def sorts_of(declared: "RecordPage") -> tuple[Sort, ...]:
    """What the register declares; else what its columns offer: days, and the code of its areas."""
    if declared.sorts is not None:
        return declared.sorts
    found = []
    for column in declared.columns:
        if not isinstance(column.value, str):
            continue
        path = column.value.replace(".", "__")
        field = field_at(declared.model, path)
        if isinstance(field, DateField | DateTimeField):
            found.append(Sort(path, column.label, SortKind.TIME))
        elif isinstance(field, ForeignKey) and field.related_model is Area:
            found.append(Sort(f"{path}__code", f"{column.label}代码", SortKind.CODE))
    return tuple(found[:MOST_SORTS])


def options(declared: "RecordPage") -> list[tuple[str, str]]:
    """For a select: both directions of each."""
    found = []
    for sort in sorts_of(declared):
        up, down = _ENDS[sort.kind]
        found += [(sort.path, f"{sort.label}，{up}"), (f"-{sort.path}", f"{sort.label}，{down}")]
    return found


def order_for(declared: "RecordPage", chosen: str) -> tuple[str | OrderBy, ...]:
    """The order of the rows; the register's own for "". What is not filled in comes last, on any database.

    Raises Http404 for any other order than those offered.
    """
    if not chosen:
        return declared.order_by
    if chosen not in dict(options(declared)):
        raise Http404
    column = F(chosen.removeprefix("-"))
    first = column.desc(nulls_last=True) if chosen.startswith("-") else column.asc(nulls_last=True)
    return (first, "pk")
