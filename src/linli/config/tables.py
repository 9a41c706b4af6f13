"""Tables of an empty database, made from the models at once.

Going through every migration renders the whole house anew for each of some 900 steps: 40 seconds before a newcomer sees
anything. An empty database needs none of the steps, only where they lead; so it gets the tables as the models say, and
the migrations are noted as applied. `tests/config/test_tables.py` holds both ways to the same tables.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from linli.orgs.models import Area


def is_bare(alias: str) -> bool:
    """Whether no migration is noted: nothing is there yet, or a start was stopped before it noted them."""
    return not MigrationRecorder(connections[alias]).applied_migrations()


def make(alias: str, *, verbosity: int = 0) -> None:
    """Every table, constraint and index of a bare database, with the migrations noted as applied.

    The tables come in one transaction, all or none; a start stopped after it is taken up by the next. Whatever hangs on
    ``post_migrate`` (guards, kinds, permissions) runs as after any migration.
    """
    connection = connections[alias]
    if Area._meta.db_table not in connection.introspection.table_names():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        with _without_migrations():
            call_command("migrate", database=alias, verbosity=verbosity, interactive=False, run_syncdb=True)
    call_command("migrate", database=alias, verbosity=verbosity, interactive=False, fake=True)


@contextmanager
def _without_migrations() -> Iterator[None]:
    """As Django itself makes a test database whose MIGRATE is off."""
    before = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {each.label: None for each in apps.get_app_configs()}
    try:
        yield
    finally:
        settings.MIGRATION_MODULES = before
