"""All checks of a row asked in one question before it is kept.

Django asks the database one question for each check, and makes its SQL anew each time: three quarters of what a write
took. Here the SQL of a model's checks is made once for each set of values that are missing, by Django itself, and asked
with the values of the row.
"""

from collections.abc import Collection
from contextlib import nullcontext
from functools import cache, lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet, FieldError, ValidationError
from django.db import DatabaseError, connections, models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.db.models.sql.query import Query

Field = models.Field[Any, Any]


def all_hold(row: models.Model, exclude: Collection[str] | None, using: str) -> bool:
    """Whether Django would find every constraint kept. "No" may also mean: ask Django itself."""
    model, left_out = type(row), frozenset(exclude or ())
    if model._meta.all_parents or not _checks_hold(row, left_out, using):
        return False
    try:
        for constraint in model._meta.constraints:
            if not isinstance(constraint, models.CheckConstraint):
                constraint.validate(model, row, exclude=set(left_out), using=using)
    except ValidationError:
        return False
    return True


class _Given:
    """In the place of a value that differs from row to row."""

    def __init__(self, name: str) -> None:
        self.name = name


class _Slot(models.Value):
    """A value that is there, whatever it is."""

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        placeholder = getattr(self.output_field, "get_placeholder", None)
        return placeholder(self.value, compiler, connection) if placeholder else "%s", [self.value]


def _checks_hold(row: models.Model, left_out: frozenset[str], using: str) -> bool:
    model = type(row)
    _, fields = _asked_of(model, left_out)
    values = {name: getattr(row, field.attname) for name, field in fields.items()}
    if any(hasattr(value, "resolve_expression") for value in values.values()):
        return False
    connection = connections[using]
    try:
        missing = frozenset(name for name, value in values.items() if value is None)
        question = _question(model, left_out, missing, using, connection.vendor)
        if question is None:
            return False
        sql, parts = question
        if not sql:
            return True
        found = [
            fields[part.name].get_db_prep_value(values[part.name], connection=connection)
            if isinstance(part, _Given)
            else part
            for part in parts
        ]
        # A failed question must not spoil the caller's transaction; outside one there is nothing to spoil.
        kept_whole = transaction.atomic(using=using) if connection.in_atomic_block else nullcontext()
        with kept_whole, connection.cursor() as cursor:
            cursor.execute(sql, found)
            return cursor.fetchone() is not None
    except (DatabaseError, FieldError):
        return False


@cache
def _asked_of(model: type[models.Model], left_out: frozenset[str]) -> tuple[list[Q], dict[str, Field]]:
    """The conditions that need none of the fields left out, and the fields they read."""
    own: dict[str, Field] = {field.name: field for field in model._meta.local_concrete_fields}
    own["pk"] = model._meta.pk
    conditions: list[Q] = []
    fields: dict[str, Field] = {}
    for each in model._meta.constraints:
        if isinstance(each, models.CheckConstraint):
            condition = Q(each.condition)
            reads = condition.referenced_base_fields
            if not reads & left_out:
                conditions.append(condition)
                fields |= {name: own[name] for name in reads}
    return conditions, fields


@lru_cache(maxsize=4096)
def _question(
    model: type[models.Model], left_out: frozenset[str], missing: frozenset[str], using: str, vendor: str
) -> tuple[str, tuple[Any, ...]] | None:
    """As ``Q.check`` puts it, what is unknown taken to hold: "" when there is nothing to ask; None: never."""
    conditions, fields = _asked_of(model, left_out)
    if not conditions:
        return "", ()
    query = Query(None)  # Django's own way to ask without a table
    for name, field in fields.items():
        value = models.Value(None, field) if name in missing else _Slot(_Given(name), field)
        query.add_annotation(value, name, select=False)
    query.add_annotation(models.Value(1), "_check")
    for condition in conditions:
        query.add_q(Q(Coalesce(condition, True, output_field=models.BooleanField())))
    try:
        sql, parts = query.get_compiler(using=using).as_sql()
    except EmptyResultSet:
        return None
    return sql, tuple(parts)
