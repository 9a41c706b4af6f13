"""Rows that many tests begin with: built once through the services, then laid down again in one insert a table."""

from collections.abc import Callable, Sequence
from copy import copy, deepcopy
from typing import Generic, TypeVar

from django.db import connection, models
from django.db.models.query import QuerySet
from django.test.utils import CaptureQueriesContext

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """What ``build`` makes, for every test anew.

    ``tables``: all it writes to, those pointed to first; anything else it writes is an error, so that no row is ever
    missing from the second test on. Rows of ``unnumbered`` take new numbers: nothing points to them.
    """

    def __init__(
        self,
        build: Callable[[], Made],
        tables: Sequence[type[models.Model]],
        unnumbered: Sequence[type[models.Model]] = (),
    ) -> None:
        self._build, self._tables, self._unnumbered = build, tables, unnumbered
        self._rows: dict[type[models.Model], list[models.Model]] = {}
        self._made: Made | None = None

    def lay(self) -> Made:
        """Inside the transaction of a test."""
        if self._made is None:
            return self._first()
        for model, rows in self._rows.items():
            again = [copy(row) for row in rows]
            for row in again if model in self._unnumbered else ():
                row.pk = None
            _rows_of(model).bulk_create(again)
        return deepcopy(self._made)

    def _first(self) -> Made:
        before = {model: set(_rows_of(model).values_list("pk", flat=True)) for model in self._tables}
        with CaptureQueriesContext(connection) as taken:
            made = self._build()
        allowed = tuple(f'INSERT INTO "{model._meta.db_table}"' for model in self._tables)
        written = [query["sql"] for query in taken if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
        strange = [sql[:80] for sql in written if not sql.startswith((*allowed, *_updates(self._tables)))]
        if strange:
            raise AssertionError(f"written beside the tables that are kept: {strange}")
        for model in self._tables:
            self._rows[model] = [row for row in _rows_of(model).order_by("pk") if row.pk not in before[model]]
        self._made = deepcopy(made)
        return made


def _rows_of(model: type[models.Model]) -> QuerySet[models.Model]:
    return model._base_manager.all()


def _updates(tables: Sequence[type[models.Model]]) -> tuple[str, ...]:
    return tuple(f'UPDATE "{model._meta.db_table}"' for model in tables)
