"""The triggers of rows that stand still: frozen rows and columns that only grow, on both databases.

Declared through ``linli.common.guards.frozen_rows`` and ``grows_only``; this module only words them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.db import models


class Given(Enum):
    """The condition "this column holds a value"."""

    GIVEN = "given"


GIVEN: Final = Given.GIVEN
When = tuple[str, ...] | Given


def _column(model: type[models.Model], field: str) -> str:
    return f'"{model._meta.get_field(field).column}"'  # type: ignore[union-attr]


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _holds(model: type[models.Model], field: str, wanted: When) -> str:
    column = f"OLD.{_column(model, field)}"
    if isinstance(wanted, Given):
        return f"{column} IS NOT NULL"
    return f"{column} IN ({', '.join(_quoted(value) for value in wanted)})"


def _trigger(model: type[models.Model], vendor: str, name: str, verb: str, when: str, refusal: str) -> str:
    """One row trigger that refuses ``verb`` where ``when`` (over OLD and NEW) holds."""
    head = f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{model._meta.db_table}" FOR EACH ROW WHEN ({when})'
    if vendor == "postgresql":
        return f"{head} EXECUTE FUNCTION linli_row_guard({_quoted(refusal)})"
    return f"{head} BEGIN SELECT RAISE(ABORT, {_quoted(refusal)}); END"


@dataclass(frozen=True, slots=True)
class FrozenRows:
    """While a row is as ``when`` says, it is not deleted and ``columns`` (or all of it) do not change."""

    name: str
    when: Mapping[str, When]
    columns: tuple[str, ...] | None

    def triggers(self, model: type[models.Model], vendor: str) -> dict[str, str]:
        """Trigger name → statement that creates it."""
        holds = " AND ".join(_holds(model, field, wanted) for field, wanted in self.when.items()) or "1 = 1"
        differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
        changed = holds
        if self.columns is not None:
            columns = [_column(model, field) for field in self.columns]
            changed += f" AND ({' OR '.join(f'OLD.{c} {differs} NEW.{c}' for c in columns)})"
        update, delete, whole = f"{self.name}_update", f"{self.name}_delete", f"{self.name}_truncate"
        refusal = f"{self.name}: the row is frozen"
        guards = {
            update: _trigger(model, vendor, update, "UPDATE", changed, refusal),
            delete: _trigger(model, vendor, delete, "DELETE", holds, refusal),
        }
        if vendor == "postgresql":
            guards[whole] = (
                f'CREATE TRIGGER "{whole}" BEFORE TRUNCATE ON "{model._meta.db_table}" FOR EACH STATEMENT '
                f"EXECUTE FUNCTION linli_row_guard({_quoted(refusal)})"
            )
        return guards


@dataclass(frozen=True, slots=True)
class GrowsOnly:
    """A value once given gives way only to a larger one; never to a smaller one or to none."""

    name: str
    column: str

    def triggers(self, model: type[models.Model], vendor: str) -> dict[str, str]:
        """Trigger name → statement that creates it."""
        column = _column(model, self.column)
        shrinks = f"OLD.{column} IS NOT NULL AND (NEW.{column} IS NULL OR NEW.{column} < OLD.{column})"
        refusal = f"{self.name}: the value only grows"
        return {self.name: _trigger(model, vendor, self.name, "UPDATE", shrinks, refusal)}
