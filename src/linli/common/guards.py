"""Guards kept by the database itself: append-only tables, frozen rows, NoOverlap on SQLite.

Installed idempotently after every migration, since a table rebuild on SQLite drops triggers.
``missing_guards`` is what ``linli doctor`` asks.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS, connections, models

from linli.common.constraints import NoOverlap
from linli.common.freezing import GIVEN, FrozenRows, GrowsOnly, When

__all__ = [
    "GIVEN",
    "append_only",
    "append_only_lifted",
    "append_only_models",
    "frozen_rows",
    "grows_only",
    "install_guards",
    "install_guards_after_migrate",
    "missing_guards",
]

M = TypeVar("M", bound=type[models.Model])
_append_only: set[type[models.Model]] = set()
_row_guards: dict[type[models.Model], list[FrozenRows | GrowsOnly]] = {}


def append_only(model: M) -> M:
    """Class decorator: rows of this model may be added, never changed or deleted."""
    _append_only.add(model)
    return model


def frozen_rows(
    *, name: str, when: Mapping[str, When], columns: Iterable[str] | None = None
) -> Callable[[M], M]:
    """Class decorator: a row that is as ``when`` says is not deleted, and its ``columns`` do not change.

    ``when`` is asked of the row as it lies in the database: field → the values that freeze it, or
    ``GIVEN`` for any value but null; an empty mapping freezes every row from its first day. Without
    ``columns`` the whole row stands still, the column that froze it included. With ``columns``, see to
    it that the row cannot leave the condition: freeze the column in ``when`` too, or tie it to a frozen
    one by a check. ``name`` names the triggers and stands in the refusal::

        @frozen_rows(name="report_issued_stands", when={"state": ("issued",)})
        class Report(Record): ...
    """

    def declare(model: M) -> M:
        fields = None if columns is None else tuple(columns)
        _row_guards.setdefault(model, []).append(FrozenRows(name, dict(when), fields))
        return model

    return declare


def grows_only(*, name: str, column: str) -> Callable[[M], M]:
    """Class decorator: once given, the value of ``column`` is only ever replaced by a later or larger one."""

    def declare(model: M) -> M:
        _row_guards.setdefault(model, []).append(GrowsOnly(name, column))
        return model

    return declare


def append_only_models() -> frozenset[type[models.Model]]:
    """All models declared append-only."""
    return frozenset(_append_only)


def _sqlite_append_only(model: type[models.Model]) -> dict[str, str]:
    table = model._meta.db_table
    return {
        f"{table}_no_{verb}": (
            f'CREATE TRIGGER "{table}_no_{verb}" BEFORE {verb.upper()} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
        for verb in ("update", "delete")
    }


def _postgres_append_only(model: type[models.Model]) -> dict[str, str]:
    table = model._meta.db_table
    rows, whole = f"{table}_no_change", f"{table}_no_truncate"
    refuse = "EXECUTE FUNCTION linli_append_only()"
    return {
        rows: f'CREATE TRIGGER "{rows}" BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW {refuse}',
        whole: f'CREATE TRIGGER "{whole}" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT {refuse}',
    }


POSTGRES_FUNCTIONS = """
CREATE OR REPLACE FUNCTION linli_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE FUNCTION linli_row_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _changes_refused(model: type[models.Model], vendor: str) -> dict[str, str]:
    """Triggers that refuse change or deletion; away during a flush between tests."""
    guards: dict[str, str] = {}
    if model in _append_only:
        guards |= _postgres_append_only(model) if vendor == "postgresql" else _sqlite_append_only(model)
    for guard in _row_guards.get(model, ()):
        guards |= guard.triggers(model, vendor)
    return guards


def _guards_of(model: type[models.Model], connection: Any) -> dict[str, str]:
    """Every trigger the model's table must carry in this kind of database."""
    if model._meta.proxy or not model._meta.managed:
        return {}
    guards = _changes_refused(model, connection.vendor)
    if connection.vendor == "sqlite":
        # Only asked to quote: entering it would need foreign keys off, which no transaction allows.
        editor = connection.SchemaEditorClass(connection, collect_sql=True, atomic=False)
        for constraint in model._meta.constraints:
            if isinstance(constraint, NoOverlap):
                guards |= constraint.sqlite_triggers(model, editor)
    return guards


def _present(connection: Any) -> set[str]:
    sql = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {row[0] for row in cursor.fetchall()}


def install_guards(found: Iterable[type[models.Model]], using: str = DEFAULT_DB_ALIAS) -> None:
    """Create what is missing and renew what is there; safe to run again."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    wanted = [(m, _guards_of(m, connection)) for m in found if m._meta.db_table in tables]
    if not any(guards for _, guards in wanted):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTIONS)
        for model, guards in wanted:
            on = f' ON "{model._meta.db_table}"' if connection.vendor == "postgresql" else ""
            for name, create in guards.items():
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')
                cursor.execute(create)


def missing_guards(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Names of guards that should be in the database and are not."""
    connection = connections[using]
    present = _present(connection)
    wanted = [name for model in apps.get_models() for name in _guards_of(model, connection)]
    return [name for name in wanted if name not in present]


def install_guards_after_migrate(app_config: AppConfig, using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Receiver of ``post_migrate``."""
    install_guards(app_config.get_models(), using)


@contextmanager
def append_only_lifted(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """For the flush between transactional tests only: triggers that refuse deletion are away inside."""
    connection = connections[using]
    guarded = _append_only | set(_row_guards)
    with connection.cursor() as cursor:
        for model in guarded:
            on = f' ON "{model._meta.db_table}"' if connection.vendor == "postgresql" else ""
            for name in _changes_refused(model, connection.vendor):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')
    try:
        yield
    finally:
        install_guards(guarded, using)
