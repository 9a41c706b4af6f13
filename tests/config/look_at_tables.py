"""Writes what a database looks like as JSON: tables with their columns, definitions by name, noted migrations.

Run as a process of its own by test_tables.py, on the database its environment names.
"""

import json
import sys
from typing import Any

import django
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

COLUMNS = {
    "sqlite": """SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_xinfo(%s)""",
    "postgresql": """
        SELECT column_name, data_type, character_maximum_length, numeric_precision, is_nullable, column_default,
          collation_name, is_identity
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s""",
}
FOREIGN = """SELECT "table", "from", "to", on_update, on_delete FROM pragma_foreign_key_list(%s)"""
UNIQUE = """
    SELECT origin, group_concat(part.name) FROM pragma_index_list(%s) AS own JOIN pragma_index_info(own.name) AS part
    WHERE "unique" GROUP BY own.name"""
DEFINITIONS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL",
    "postgresql": """
        SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint
          WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) FROM pg_trigger
          WHERE NOT tgisinternal""",
}


def asked(cursor: Any, statement: str, *values: str) -> list[list[str]]:
    """Its rows, as text, in an order of their own."""
    cursor.execute(statement, values)
    return sorted([str(value) for value in row] for row in cursor.fetchall())


def main() -> None:
    """Of the database that the environment names."""
    django.setup()
    vendor = connection.vendor
    with connection.cursor() as cursor:
        tables = {}
        for name in connection.introspection.table_names(cursor):
            tables[name] = {"columns": asked(cursor, COLUMNS[vendor], name)}
            if vendor == "sqlite":
                tables[name]["foreign"] = asked(cursor, FOREIGN, name)
                tables[name]["unique"] = asked(cursor, UNIQUE, name)
        definitions = dict(asked(cursor, DEFINITIONS[vendor]))
        noted = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
    sys.stdout.write(json.dumps({"tables": tables, "definitions": definitions, "noted": noted}))


if __name__ == "__main__":
    main()
