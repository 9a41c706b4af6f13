"""Database constraints Django lacks: no two periods of the same thing overlap.

One declaration becomes an exclusion constraint on PostgreSQL and a pair of triggers on SQLite
(``linli.common.guards`` installs the latter after every migration).
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.constraints import BaseConstraint
from django.db.models.sql.query import Query

OPEN_END = "9999-12-31"


def ends_after_start(
    name: str, start: str = "valid_from", end: str = "valid_to", *, said: str | None = None
) -> models.CheckConstraint:
    """A period is half open, ``[start, end)``; an end is later than its start, or not yet known.

    ``said``: what a form says of it; None for Django's own sentence.
    """
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": models.F(start)}),
        violation_error_message=said,
    )


class NoOverlap(BaseConstraint):
    """No two rows with equal ``fields`` (and fulfilling ``condition``) have overlapping periods.

    ``between``: only rows that fulfil it and rows that do not are kept apart; among themselves they may overlap.
    """

    def __init__(
        self,
        *,
        name: str,
        fields: Sequence[str],
        start: str = "valid_from",
        end: str = "valid_to",
        condition: Q | None = None,
        between: Q | None = None,
        violation_error_message: str | None = None,
    ) -> None:
        super().__init__(name=name, violation_error_message=violation_error_message or "同一时间段重复了。")
        self.fields = tuple(fields)
        self.start = start
        self.end = end
        self.condition = condition
        self.between = between

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """For migrations."""
        path, args, kwargs = super().deconstruct()
        kwargs |= {"fields": self.fields, "start": self.start, "end": self.end}
        if self.condition is not None:
            kwargs["condition"] = self.condition
        if self.between is not None:
            kwargs["between"] = self.between
        return path, tuple(args), kwargs

    def __eq__(self, other: object) -> bool:
        if isinstance(other, NoOverlap):
            return bool(self.deconstruct() == other.deconstruct())
        return NotImplemented

    __hash__ = BaseConstraint.__hash__

    def _sql(self, condition: Q | None, model: type[models.Model], schema_editor: Any) -> str:
        if condition is None:
            return ""
        query = Query(model=model, alias_cols=False)
        where = query.build_where(condition)
        compiler = query.get_compiler(connection=schema_editor.connection)
        sql, params = where.as_sql(compiler, schema_editor.connection)
        return str(sql % tuple(schema_editor.quote_value(p) for p in params))

    def constraint_sql(self, model: type[models.Model] | None, schema_editor: Any) -> str | None:  # type: ignore[override]
        """The exclusion constraint on PostgreSQL; nothing on SQLite, whose guard is a trigger."""
        if schema_editor.connection.vendor != "postgresql" or model is None:
            return None
        quote = schema_editor.quote_name

        def column(field: str) -> str:
            return str(quote(model._meta.get_field(field).column))  # type: ignore[union-attr]

        period = f"daterange({column(self.start)}, {column(self.end)}, '[)') WITH &&"
        equal = [f"{column(field)} WITH =" for field in self.fields]
        if self.between is not None:
            side = self._sql(self.between, model, schema_editor)
            equal.append(f"(CASE WHEN {side} THEN 1 ELSE 0 END) WITH <>")
        condition = self._sql(self.condition, model, schema_editor)
        where = f" WHERE ({condition})" if condition else ""
        return f"CONSTRAINT {quote(self.name)} EXCLUDE USING gist ({', '.join([*equal, period])}){where}"

    def create_sql(self, model: type[models.Model] | None, schema_editor: Any) -> Any:
        """``ALTER TABLE … ADD CONSTRAINT`` on PostgreSQL."""
        sql = self.constraint_sql(model, schema_editor)
        if sql is None or model is None:
            return None
        return f"ALTER TABLE {schema_editor.quote_name(model._meta.db_table)} ADD {sql}"

    def remove_sql(self, model: type[models.Model] | None, schema_editor: Any) -> Any:
        """``ALTER TABLE … DROP CONSTRAINT`` on PostgreSQL."""
        if schema_editor.connection.vendor != "postgresql" or model is None:
            return None
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT IF EXISTS {quote(self.name)}"

    def sqlite_triggers(self, model: type[models.Model], schema_editor: Any) -> dict[str, str]:
        """Trigger name → statement that creates it."""
        quote = schema_editor.quote_name

        def column(field: str) -> str:
            return str(quote(model._meta.get_field(field).column))  # type: ignore[union-attr]

        table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
        start, end = column(self.start), column(self.end)
        clauses = [f"other.{key} <> NEW.{key}"]
        clauses += [f"other.{column(field)} = NEW.{column(field)}" for field in self.fields]
        clauses += [
            f"other.{start} < COALESCE(NEW.{end}, '{OPEN_END}')",
            f"NEW.{start} < COALESCE(other.{end}, '{OPEN_END}')",
        ]
        # A condition names bare columns, so it is asked of the other row inside a sub-select and of the new
        # row through a one-row table with the same column names.
        names = [column(f.name) for f in model._meta.concrete_fields]
        new_row = f"(SELECT {', '.join(f'NEW.{name} AS {name}' for name in names)})"

        def of_new(asked: str) -> str:
            return f"EXISTS (SELECT 1 FROM {new_row} WHERE {asked})"  # noqa: S608  # our own names

        def of_other(asked: str) -> str:
            return f"EXISTS (SELECT 1 FROM {table} WHERE {key} = other.{key} AND ({asked}))"  # noqa: S608  # our own names

        condition, when = self._sql(self.condition, model, schema_editor), ""
        if condition:
            when = f"WHEN {of_new(condition)}"
            clauses.append(of_other(condition))
        if between := self._sql(self.between, model, schema_editor):
            clauses.append(f"{of_other(between)} <> {of_new(between)}")
        body = (
            f"{when} BEGIN SELECT RAISE(ABORT, '{self.name}') WHERE EXISTS "  # noqa: S608  # our own names
            f"(SELECT 1 FROM {table} AS other WHERE {' AND '.join(clauses)}); END"
        )
        return {
            f"{self.name}_insert": f'CREATE TRIGGER "{self.name}_insert" BEFORE INSERT ON {table} {body}',
            f"{self.name}_update": f'CREATE TRIGGER "{self.name}_update" BEFORE UPDATE ON {table} {body}',
        }

    def validate(
        self, model: type[models.Model], instance: models.Model, exclude: Any = None, using: str = "default"
    ) -> None:
        """Ask before the database refuses, so that a form can say it in words."""
        if exclude and {*self.fields, self.start, self.end} & set(exclude):
            return
        values = {field: getattr(instance, model._meta.get_field(field).attname) for field in self.fields}  # type: ignore[union-attr]
        begin, finish = getattr(instance, self.start), getattr(instance, self.end)
        if begin is None or None in values.values():
            return
        given = {f.name: getattr(instance, f.attname) for f in model._meta.concrete_fields}
        if self.condition is not None and not self.condition.check(given, using=using):
            return
        rows = model._base_manager.using(using).filter(**values).exclude(pk=instance.pk)
        if self.condition is not None:
            rows = rows.filter(self.condition)
        if self.between is not None:
            inside = self.between.check(given, using=using)
            rows = rows.exclude(self.between) if inside else rows.filter(self.between)
        rows = rows.filter(Q(**{f"{self.end}__isnull": True}) | Q(**{f"{self.end}__gt": begin}))
        if finish is not None:
            rows = rows.filter(**{f"{self.start}__lt": finish})
        if rows.exists():
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)
