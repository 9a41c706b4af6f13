"""Guards kept by the database itself: append-only tables, and NoOverlap on SQLite.

Installed idempotently after every migration, since a table rebuild on SQLite drops triggers.
``missing_guards`` is what ``linli doctor`` asks.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS, connections, models

from linli.common.constraints import NoOverlap

M = TypeVar("M", bound=type[models.Model])
_append_only: set[type[models.Model]] = set()


def append_only(model: M) -> M:
    """Class decorator: rows of this model may be added, never changed or deleted."""
    _append_only.add(model)
    return model


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


POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION linli_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _guards_of(model: type[models.Model], connection: Any) -> dict[str, str]:
    """Every trigger the model's table must carry in this kind of database."""
    if model._meta.proxy or not model._meta.managed:
        return {}
    guards: dict[str, str] = {}
    if connection.vendor == "sqlite":
        if model in _append_only:
            guards |= _sqlite_append_only(model)
        # Only asked to quote: entering it would need foreign keys off, which no transaction allows.
        editor = connection.SchemaEditorClass(connection, collect_sql=True, atomic=False)
        for constraint in model._meta.constraints:
            if isinstance(constraint, NoOverlap):
                guards |= constraint.sqlite_triggers(model, editor)
    elif connection.vendor == "postgresql" and model in _append_only:
        guards |= _postgres_append_only(model)
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
            cursor.execute(POSTGRES_FUNCTION)
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
    """For the flush between transactional tests only: the append-only triggers are away inside."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for model in _append_only:
            on = f' ON "{model._meta.db_table}"' if connection.vendor == "postgresql" else ""
            make = _postgres_append_only if connection.vendor == "postgresql" else _sqlite_append_only
            for name in make(model):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')
    try:
        yield
    finally:
        install_guards(_append_only, using)
