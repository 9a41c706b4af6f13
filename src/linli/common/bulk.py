"""Writing many rows fast, through the same tables, constraints and triggers as everything else.

SQLite takes ``executemany``; PostgreSQL takes COPY. Values are turned into what the column stores by one
converter per field, chosen once. Only loads of whole files use this: the demo, later a roster import.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models
from django.utils import timezone

from linli.common.refs import ALPHABET, LENGTH, RefField

CHUNK = 5_000
Converter = Callable[[Any], Any]


def _sqlite_instant(value: datetime) -> str:
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")


def _converter(field: models.Field[Any, Any], vendor: str) -> Converter | None:
    """None: the value is stored as it is."""
    if isinstance(field, models.JSONField):
        return lambda value: None if value is None else json.dumps(value, ensure_ascii=False)
    if vendor != "sqlite":
        return None
    if isinstance(field, models.DateTimeField):
        return lambda value: None if value is None else _sqlite_instant(value)
    if isinstance(field, models.DateField):
        return lambda value: None if value is None else value.isoformat()
    if isinstance(field, models.BooleanField):
        return lambda value: None if value is None else int(value)
    if isinstance(field, models.DecimalField):
        places = field.decimal_places
        return lambda value: None if value is None else f"{value:.{places}f}"
    return None


def ref_of(model: str, number: int) -> str:
    """A reference that looks like any other and is the same in every run."""
    digest = hashlib.blake2b(f"{model}:{number}".encode(), digest_size=8).digest()
    left, signs = int.from_bytes(digest), []
    for _ in range(LENGTH):
        left, rest = divmod(left, len(ALPHABET))
        signs.append(ALPHABET[rest])
    return "".join(signs)


class BulkWriter:
    """Hands out ids, fills what the caller leaves out, writes in chunks.

    Left out and filled: ``id`` (in order), ``ref`` (from the id), ``provenance``, ``recorded_at`` and any
    field with a default. ``finish`` must be called at the end: PostgreSQL's sequences follow the ids.
    """

    def __init__(self, *, provenance: str, recorded_at: datetime) -> None:
        if timezone.is_naive(recorded_at):
            raise ValueError("recorded_at is an aware instant")
        self._fixed: dict[str, Any] = {"provenance": provenance, "recorded_at": recorded_at}
        self._last: dict[type[models.Model], int] = defaultdict(int)
        self.written: dict[str, int] = defaultdict(int)

    def next_id(self, model: type[models.Model]) -> int:
        """An id nobody else of this model gets."""
        self._last[model] += 1
        return self._last[model]

    def write(self, model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Write ``rows`` (values in the order of ``fields``; foreign keys by ``…_id`` or name). How many."""
        columns = self._columns(model, fields)
        stored = self._stored(model, fields, columns, rows)
        table = connection.ops.quote_name(model._meta.db_table)
        names = ", ".join(connection.ops.quote_name(field.column) for field in columns)
        count = 0
        with connection.cursor() as cursor:
            while chunk := list(islice(stored, CHUNK)):
                count += len(chunk)
                if connection.vendor == "postgresql":
                    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                        for row in chunk:
                            copy.write_row(row)
                else:
                    marks = ", ".join(["%s"] * len(columns))
                    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", chunk)  # noqa: S608
        self.written[model._meta.label] += count
        return count

    def _columns(self, model: type[models.Model], fields: Sequence[str]) -> list[Any]:
        given = [
            model._meta.get_field(name.removesuffix("_id") if self._is_fk(model, name) else name)
            for name in fields
        ]
        rest = [f for f in model._meta.concrete_fields if f not in given]
        return [*given, *rest]

    def _is_fk(self, model: type[models.Model], name: str) -> bool:
        return name.endswith("_id") and any(
            f.is_relation and f.attname == name for f in model._meta.concrete_fields
        )

    def _filler(self, model: type[models.Model], field: Any) -> Callable[[int], Any]:
        if field.primary_key:
            return lambda number: number
        if isinstance(field, RefField):
            label = model._meta.label
            return lambda number: ref_of(label, number)
        if field.name in self._fixed:
            value = self._fixed[field.name]
        elif getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
            value = self._fixed["recorded_at"]
        elif field.has_default():
            value = field.get_default()
        elif field.null:
            value = None
        elif field.empty_strings_allowed and not field.is_relation:
            value = ""
        else:
            raise ValueError(f"{model._meta.label}.{field.name} has no default; give it")
        convert = _converter(field, connection.vendor)
        stored = convert(value) if convert else value
        return lambda _: stored

    def _stored(
        self,
        model: type[models.Model],
        fields: Sequence[str],
        columns: list[Any],
        rows: Iterable[Sequence[Any]],
    ) -> Iterator[tuple[Any, ...]]:
        width = len(fields)
        key = next((i for i, field in enumerate(columns[:width]) if field.primary_key), None)
        converters = [
            (i, c) for i, f in enumerate(columns[:width]) if (c := _converter(f, connection.vendor))
        ]
        fillers = [self._filler(model, field) for field in columns[width:]]
        for row in rows:
            if len(row) != width:
                raise ValueError(f"{model._meta.label}: {len(row)} values for {width} fields")
            if key is None:
                number = self.next_id(model)
            else:
                number = row[key]
                self._last[model] = max(self._last[model], number)
            values = list(row)
            for i, convert in converters:
                values[i] = convert(values[i])
            values.extend(fill(number) for fill in fillers)
            yield tuple(values)

    def finish(self) -> None:
        """Bring PostgreSQL's sequences behind the ids given; tell the planner how big the tables are."""
        used = list(self._last)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                for statement in connection.ops.sequence_reset_sql(no_style(), used):
                    cursor.execute(statement)
            cursor.execute("ANALYZE")
