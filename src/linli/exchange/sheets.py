"""Records of one kind as a table file: the columns of their list, then the further ones, all of it masked.

And whom the file is about: the persons its columns name, the households whose doors and numbers stand in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import DecimalField, FloatField, ForeignKey, Model, QuerySet

from linli.disclosure.models.export import Subjects
from linli.exchange.delimited import write_csv
from linli.exchange.tables import Heading, Kind, Table
from linli.exchange.xlsx import write_xlsx
from linli.people.models import Household, Person
from linli.ui.records import Column, ColumnKind, RecordPage

CHUNK = 2000
NARROW, WIDE = 14, 24

KINDS: dict[ColumnKind, Kind] = {
    ColumnKind.MONEY: Kind.MONEY,
    ColumnKind.DATE: Kind.DATE,
    ColumnKind.DATETIME: Kind.INSTANT,
}
WRITERS = {"csv": write_csv, "xlsx": write_xlsx}


def written(ending: str, table: Table, stream: IO[bytes]) -> int:
    """The table as a file of this kind; how many rows. KeyError for a kind we do not write."""
    return WRITERS[ending](stream, table)


def columns_of(declared: RecordPage) -> tuple[Column, ...]:
    """Those of the list, then those only a file has room for."""
    return declared.columns + declared.export_columns


def headings_of(declared: RecordPage) -> tuple[Heading, ...]:
    """The heads of the file's columns."""
    return tuple(heading(declared, column) for column in columns_of(declared))


def personal_of(declared: RecordPage) -> tuple[str, ...]:
    """Heads of those that hold personal data."""
    return tuple(column.label for column in columns_of(declared) if column.kind.personal is not None)


def heading(declared: RecordPage, column: Column) -> Heading:
    """A column's head; the number formats of a file follow the field."""
    if column.kind is ColumnKind.NUMBER:
        return Heading(
            column.label, Kind.DECIMAL if _is_decimal(declared.model, column) else Kind.INTEGER, NARROW
        )
    kind = KINDS.get(column.kind, Kind.TEXT)
    label = column.label.removesuffix("（分）") + ("（元）" if kind is Kind.MONEY else "")
    return Heading(label, kind, WIDE if kind is Kind.TEXT else NARROW)


def _is_decimal(model: type[Model], column: Column) -> bool:
    if callable(column.value):
        return False
    return isinstance(_field(model, column.value), DecimalField | FloatField)


def _field(model: type[Model], path: str) -> Any:
    """The field at the end of a dotted path; None where the path is no chain of fields."""
    found: Any = None
    for step in path.split("."):
        try:
            found = model._meta.get_field(step)
        except FieldDoesNotExist:
            return None
        model = found.related_model or model
    return found


def table(
    declared: RecordPage, title: str, notes: Sequence[str], rows: QuerySet[Any], watermark: str = ""
) -> Table:
    """Rows are read and written a few at a time."""
    columns = columns_of(declared)
    ordered = rows.select_related(*declared.select_related).order_by(*declared.order_by)
    return Table(
        title=title,
        notes=tuple(notes),
        headings=headings_of(declared),
        rows=_written(columns, ordered),
        watermark=watermark,
    )


def _written(columns: Sequence[Column], rows: QuerySet[Any]) -> Iterator[list[Any]]:
    for record in rows.iterator(chunk_size=CHUNK):
        yield [column.exported(record) for column in columns]


def subjects_of(declared: RecordPage, rows: QuerySet[Any]) -> Subjects:
    """Ids of the persons and households in the file: one query for each column that names some."""
    found: dict[str, set[int]] = {}
    for kind, path in _paths(declared):
        ids = rows.order_by().values_list(path, flat=True).distinct()
        found.setdefault(kind, set()).update(pk for pk in ids.iterator(chunk_size=CHUNK) if pk is not None)
    return {kind: sorted(ids) for kind, ids in found.items() if ids}


def _paths(declared: RecordPage) -> Iterable[tuple[str, str]]:
    """``person`` or ``household`` with the lookup path to its id, of all that the personal columns tell of."""
    personal = [column for column in columns_of(declared) if column.kind.personal is not None]
    paths = dict.fromkeys(c.value for c in personal if isinstance(c.value, str))
    if personal and declared.near is not None:
        paths[declared.near.whose] = None
    for path in paths:
        target: Any = (
            declared.model if not path else getattr(_target(declared.model, path), "related_model", None)
        )
        if target is Person:
            yield "person", path.replace(".", "__") if path else "pk"
        elif target is Household:
            yield "household", path.replace(".", "__") if path else "pk"


def _target(model: type[Model], path: str) -> Any:
    field = _field(model, path)
    return field if isinstance(field, ForeignKey) else None
