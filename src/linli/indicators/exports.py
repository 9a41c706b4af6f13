"""Records of one kind as a table file: the columns of their list, then the further ones, masked as on the page."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import DecimalField, FloatField, Model, QuerySet

from linli.exchange.tables import Heading, Kind, Table
from linli.ui.records import Column, ColumnKind, RecordPage

CHUNK = 2000
NARROW, WIDE = 14, 24

KINDS: dict[ColumnKind, Kind] = {
    ColumnKind.MONEY: Kind.MONEY,
    ColumnKind.DATE: Kind.DATE,
    ColumnKind.DATETIME: Kind.INSTANT,
}


def columns_of(declared: RecordPage) -> tuple[Column, ...]:
    """Those of the list, then those only a file has room for."""
    return declared.columns + declared.export_columns


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
    found: Any = None
    for step in column.value.split("."):
        try:
            found = model._meta.get_field(step)
        except FieldDoesNotExist:
            return False
        model = found.related_model or model
    return isinstance(found, DecimalField | FloatField)


def table(declared: RecordPage, title: str, notes: Sequence[str], rows: QuerySet[Any]) -> Table:
    """Rows are read and written a few at a time."""
    columns = columns_of(declared)
    ordered = rows.select_related(*declared.select_related).order_by(*declared.order_by)
    return Table(
        title=title,
        notes=tuple(notes),
        headings=tuple(heading(declared, column) for column in columns),
        rows=_written(columns, ordered),
    )


def _written(columns: Sequence[Column], rows: QuerySet[Any]) -> Iterator[list[Any]]:
    for record in rows.iterator(chunk_size=CHUNK):
        yield [column.exported(record) for column in columns]
