"""Every foreign key can be followed backwards: else each delete or late insert of a parent scans the child."""

from typing import Any

from django.apps import apps
from django.db import models


def led_by(model: type[models.Model], field: Any) -> bool:
    """Whether some full index, key or unique constraint begins with the column."""
    if field.db_index or field.unique or field.primary_key:
        return True
    for index in model._meta.indexes:
        if index.fields and index.fields[0] == field.name and index.condition is None:
            return True
    return any(
        isinstance(c, models.UniqueConstraint)
        and c.condition is None
        and c.fields
        and c.fields[0] == field.name
        for c in model._meta.constraints
    )


def test_every_foreign_key_has_an_index_of_its_own_or_leads_one() -> None:
    bare = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("linli.")
        for field in model._meta.concrete_fields
        if field.is_relation and not led_by(model, field)
    ]
    assert bare == []
