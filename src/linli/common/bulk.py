"""Writing many rows fast, through the same tables, constraints and triggers as everything else.

SQLite takes ``executemany``; PostgreSQL takes COPY. Values are turned into what the column stores by one
converter per field, chosen once. Only loads of whole files use this: the demo, a roster of households.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice, product
from typing import Any, ClassVar

from django.core.management.color import no_style
from django.db import connection, models
from django.utils import timezone

from linli.common.refs import ALPHABET, LENGTH, RefField

CHUNK = 5_000
SMALL = 1_000
"""Rows of a table whose size of today says nothing about tomorrow's."""
LAST = 2**63 - 1
Converter = Callable[[Any], Any]
_SIGNS = len(ALPHABET)
_REFS: int = _SIGNS**LENGTH
_TRIPLES = ["".join(signs) for signs in product(ALPHABET, repeat=3)]


def _sqlite_instant(value: datetime) -> str:
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value)


def _converter(field: models.Field[Any, Any], vendor: str) -> Converter | None:
    """What turns a value into what Django would store; None: it is stored as it is."""
    if isinstance(field, models.JSONField):
        return _json
    if vendor != "sqlite":
        return None
    if isinstance(field, models.DateTimeField):
        return lambda value: None if value is None else _sqlite_instant(value)
    if isinstance(field, (models.DateField, models.TimeField)):
        return lambda value: None if value is None else value.isoformat()
    if isinstance(field, models.BooleanField):
        return lambda value: None if value is None else int(value)
    if isinstance(field, models.DecimalField):
        places = field.decimal_places
        return lambda value: None if value is None else f"{value:.{places}f}"
    return None


@lru_cache
def _shuffle_of(model: str) -> tuple[int, int]:
    """Factor and shift that permute the references of a model: the factor shares no divisor with their number."""
    digest = hashlib.blake2b(model.encode(), digest_size=16).digest()
    factor = int.from_bytes(digest[:8]) % _REFS
    return factor + (factor % _SIGNS == 0), int.from_bytes(digest[8:]) % _REFS


def ref_of(model: str, number: int) -> str:
    """A reference that looks like any other, is the same in every run, and is no other number's."""
    factor, shift = _shuffle_of(model)
    left, first = divmod((number * factor + shift) % _REFS, len(_TRIPLES))
    left, second = divmod(left, len(_TRIPLES))
    last, third = divmod(left, len(_TRIPLES))
    return _TRIPLES[first] + _TRIPLES[second] + _TRIPLES[third] + ALPHABET[last]


class BulkWriter:
    """Hands out ids, fills what the caller leaves out, writes in chunks.

    Left out and filled: ``id`` (in order), ``ref`` (from the id), ``provenance``, ``recorded_at`` and any
    field with a default. ``finish`` must be called at the end: PostgreSQL's sequences follow the ids.
    """

    digests: ClassVar = True

    def __init__(self, *, provenance: str, recorded_at: datetime) -> None:
        if timezone.is_naive(recorded_at):
            raise ValueError("recorded_at is an aware instant")
        self._fixed: dict[str, Any] = {"provenance": provenance, "recorded_at": recorded_at}
        self._last: dict[type[models.Model], int] = defaultdict(int)
        self._seen: dict[str, Any] = defaultdict(hashlib.sha256)
        self.written: dict[str, int] = defaultdict(int)

    def next_id(self, model: type[models.Model]) -> int:
        """An id nobody else of this model gets."""
        self._last[model] += 1
        return self._last[model]

    def write(
        self,
        model: type[models.Model],
        fields: Sequence[str],
        rows: Iterable[Sequence[Any]],
        *,
        keyed: Sequence[str] = (),
    ) -> int:
        """Write ``rows`` (values in the order of ``fields``; foreign keys by ``…_id`` or name). How many.

        ``keyed``: fields that depend on the key or a nonce, so the digest leaves them out.
        """
        columns = self._columns(model, fields)
        stored = self._stored(model, fields, columns, rows)
        table = connection.ops.quote_name(model._meta.db_table)
        names = ", ".join(connection.ops.quote_name(field.column) for field in columns)
        repeatable = [i for i, name in enumerate(fields) if name not in keyed]
        seen = self._seen[model._meta.label]
        count = 0
        with connection.cursor() as cursor:
            while chunk := list(islice(stored, CHUNK)):
                count += len(chunk)
                if self.digests:
                    seen.update(repr([[row[i] for i in repeatable] for row in chunk]).encode())
                if connection.vendor == "postgresql":
                    copying = cursor.copy(f"COPY {table} ({names}) FROM STDIN")
                    with connection.wrap_database_errors, copying as copy:
                        for row in chunk:
                            copy.write_row(row)
                else:
                    marks = ", ".join(["%s"] * len(columns))
                    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", chunk)  # noqa: S608  # our own names
        self.written[model._meta.label] += count
        return count

    @property
    def digest(self) -> str:
        """Of everything written so far, per model in the order written; equal for equal loads in one kind of
        database."""
        parts = sorted((label, seen.hexdigest()) for label, seen in self._seen.items())
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    @staticmethod
    def _columns(model: type[models.Model], fields: Sequence[str]) -> list[Any]:
        """Columns in the order written: those given, the key, the reference, then what is the same in each row."""
        by_name = {f.name: f for f in model._meta.concrete_fields}
        by_name |= {f.attname: f for f in model._meta.concrete_fields}
        unknown = [name for name in fields if name not in by_name]
        if unknown:
            raise ValueError(f"{model._meta.label} has no field {unknown[0]}")
        given = [by_name[name] for name in fields]
        rest = [f for f in model._meta.concrete_fields if f not in given]
        return given + sorted(rest, key=lambda f: (not f.primary_key, not isinstance(f, RefField)))

    def _same_for_all(self, model: type[models.Model], field: Any) -> Any:
        """What a column left out holds in every row."""
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
        return convert(value) if convert else value

    def _stored(
        self,
        model: type[models.Model],
        fields: Sequence[str],
        columns: list[Any],
        rows: Iterable[Sequence[Any]],
    ) -> Iterator[tuple[Any, ...]]:
        width, label = len(fields), model._meta.label
        key = next((i for i, field in enumerate(columns[:width]) if field.primary_key), None)
        converters = [
            (i, c) for i, f in enumerate(columns[:width]) if (c := _converter(f, connection.vendor))
        ]
        own_ref = any(isinstance(f, RefField) for f in columns[width:])
        same = tuple(
            self._same_for_all(model, f)
            for f in columns[width:]
            if not (f.primary_key or isinstance(f, RefField))
        )
        for row in rows:
            if len(row) != width:
                raise ValueError(f"{label}: {len(row)} values for {width} fields")
            values = list(row)
            for i, convert in converters:
                values[i] = convert(values[i])
            if key is None:
                values.append(number := self.next_id(model))
            else:
                number = row[key]
                if number > self._last[model]:
                    self._last[model] = number
            if own_ref:
                values.append(ref_of(label, number))
            yield (*values, *same)

    def finish(self) -> None:
        """Bring PostgreSQL's sequences behind the ids given; tell the planner how big the tables are."""
        used = list(self._last)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                for statement in connection.ops.sequence_reset_sql(no_style(), used):
                    cursor.execute(statement)
            cursor.execute("ANALYZE")
            if connection.vendor == "sqlite":
                # What was counted small is taken for small for good and read whole, by the guards too, however large it
                # grows. Knowing nothing, SQLite takes a table for large and goes by its indexes.
                cursor.execute("DELETE FROM sqlite_stat1 WHERE CAST(stat AS INTEGER) < %s", [SMALL])
                cursor.execute("ANALYZE sqlite_schema")


class BesideOthers(BulkWriter):
    """Writes into tables that hold rows already, while others write too.

    PostgreSQL's sequence gives the ids, a block at a time, as to everybody else; on SQLite, where one transaction
    writes at a time, they go on behind the last.
    """

    digests: ClassVar = False  # no two loads of it are alike

    def __init__(self, *, provenance: str, recorded_at: datetime) -> None:
        super().__init__(provenance=provenance, recorded_at=recorded_at)
        self._given: dict[type[models.Model], Iterator[int]] = {}

    def next_id(self, model: type[models.Model]) -> int:
        """An id nobody else of this model gets."""
        given = self._given.get(model)
        found = next(given, None) if given is not None else None
        if found is None:
            self._given[model] = given = self._more(model)
            found = next(given)
        return found

    @staticmethod
    def _more(model: type[models.Model]) -> Iterator[int]:
        table, key = model._meta.db_table, model._meta.pk.column
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                    [connection.ops.quote_name(table), key, CHUNK],
                )
                return iter([row[0] for row in cursor.fetchall()])
            names = connection.ops.quote_name
            cursor.execute(f"SELECT max({names(key)}) FROM {names(table)}")  # noqa: S608  # our own names
            return iter(range((cursor.fetchone()[0] or 0) + 1, LAST))

    def finish(self) -> None:
        """Nothing to do: the ids came from where everybody's come from."""
